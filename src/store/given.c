/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/given.h"

#include "model/campaign.h"

bool given_read(struct store *store, struct arena *arena, struct given *given, struct err *err)
{
    sqlite3_stmt *rows = db_statement(
        store->db,
        "SELECT a.campaign, CASE WHEN a.template IS NULL THEN 0 ELSE coalesce(t.id, -1) END,"
        " CASE WHEN a.sender IS NULL THEN 0 ELSE coalesce(s.id, -1) END, a.first, a.last"
        " FROM assignment a LEFT JOIN label t ON t.text = a.template"
        " LEFT JOIN label s ON s.text = a.sender ORDER BY a.import DESC",
        err);
    struct vec found = VEC_INIT(struct given_rule);
    enum db_step step = DB_DONE;
    bool ok = rows != NULL;
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        struct given_rule *rule = vec_push(&found);
        ok = rule || err_memory(err);
        if (rule) {
            rule->campaign = campaign_number(db_column_text(rows, 0));
            rule->template = db_column_int(rows, 1);
            rule->sender = db_column_int(rows, 2);
            rule->first = (int32_t)db_column_int_or(rows, 3, DAY_NONE);
            rule->last = (int32_t)db_column_int_or(rows, 4, INT32_MAX);
        }
    }
    if (rows) {
        db_reset(rows);
    }
    ok = ok && step == DB_DONE;
    given->count = found.count;
    given->rules = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    return ok && (given->rules || err_memory(err));
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
