/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/given.h"

#include "model/campaign.h"

static bool read_excluded(struct store *store, struct arena *arena, int kind, const int64_t **ids,
                          size_t *count, struct err *err)
{
    sqlite3_stmt *rows =
        db_statement(store->db, "SELECT id FROM excluded WHERE kind = ?1 ORDER BY id", err);
    struct vec found = VEC_INIT(int64_t);
    enum db_step step = DB_DONE;
    bool ok = rows != NULL;
    if (rows) {
        db_bind_int(rows, 1, kind);
    }
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        int64_t *place = vec_push(&found);
        ok = place || err_memory(err);
        if (place) {
            *place = db_column_int(rows, 0);
        }
    }
    if (rows) {
        db_reset(rows);
    }
    ok = ok && step == DB_DONE;
    *count = found.count;
    *ids = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    return ok && (*ids || err_memory(err));
}

bool given_read(struct store *store, struct arena *arena, struct given *given, struct err *err)
{
    sqlite3_stmt *rows = db_statement(
        store->db,
        "SELECT a.campaign, m.target, CASE WHEN a.template IS NULL THEN 0 ELSE coalesce(t.id, -1) "
        "END,"
        " CASE WHEN a.sender IS NULL THEN 0 ELSE coalesce(s.id, -1) END, a.first, a.last"
        " FROM assignment a LEFT JOIN campaign c ON c.name = a.campaign"
        " LEFT JOIN merged m ON m.campaign = c.id LEFT JOIN label t ON t.text = a.template"
        " LEFT JOIN label s ON s.text = a.sender ORDER BY a.import DESC",
        err);
    struct vec found = VEC_INIT(struct given_rule);
    enum db_step step = DB_DONE;
    bool ok = rows != NULL;
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        struct given_rule *rule = vec_push(&found);
        ok = rule || err_memory(err);
        if (rule) {
            int64_t named = campaign_number(db_column_text(rows, 0));
            rule->campaign = db_column_int_or(rows, 1, named);
            rule->template = db_column_int(rows, 2);
            rule->sender = db_column_int(rows, 3);
            rule->first = (int32_t)db_column_int_or(rows, 4, DAY_NONE);
            rule->last = (int32_t)db_column_int_or(rows, 5, INT32_MAX);
        }
    }
    if (rows) {
        db_reset(rows);
    }
    ok = ok && step == DB_DONE;
    given->count = found.count;
    given->rules = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    return ok && (given->rules || err_memory(err)) &&
           read_excluded(store, arena, 1, &given->no_campaigns, &given->no_campaign_count, err) &&
           read_excluded(store, arena, 2, &given->no_recipients, &given->no_recipient_count, err);
}

static bool is_among(const int64_t *ids, size_t count, int64_t id)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ids[middle] < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && ids[low] == id;
}

bool given_excludes(const struct given *given, uint64_t recipient, int64_t campaign)
{
    return is_among(given->no_campaigns, given->no_campaign_count, campaign) ||
           (recipient &&
            is_among(given->no_recipients, given->no_recipient_count, (int64_t)recipient));
}

int64_t given_campaign(const struct given *given, int64_t template, int64_t sender, int32_t day)
{
    for (size_t i = 0; i < given->count; i++) {
        const struct given_rule *rule = &given->rules[i];
        bool dated = rule->first != DAY_NONE || rule->last != INT32_MAX;
        bool out = dated && (day == DAY_NONE || day < rule->first || day > rule->last);
        if ((!rule->template || rule->template == template) &&
            (!rule->sender || rule->sender == sender) && !out) {
            return rule->campaign;
        }
    }
    return 0;
}

bool given_names(const struct given *given, int64_t campaign)
{
    for (size_t i = 0; i < given->count; i++) {
        if (given->rules[i].campaign == campaign) {
            return true;
        }
    }
    return false;
}
