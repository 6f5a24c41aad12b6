/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/assign.h"

#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/vec.h"
#include "store/store_private.h"

/* A rule as messages are compared with it. */
struct kept_rule {
    char *campaign;
    uint32_t template, sender; /* labels, 0: any */
    int32_t first, last;
};

struct assignments {
    struct arena *texts;
    struct vec rules; /* struct kept_rule, the latest first */
};

void assign_close(struct change *change)
{
    if (change->assignments) {
        vec_free(&change->assignments->rules);
        arena_free(change->assignments->texts);
        mem_free(change->assignments);
        change->assignments = NULL;
    }
}

static bool keep_rule(struct change *change, sqlite3_stmt *row, struct err *err)
{
    struct assignments *all = change->assignments;
    const char *template = arena_strdup(all->texts, db_column_text(row, 1));
    const char *sender = arena_strdup(all->texts, db_column_text(row, 2));
    struct kept_rule *rule = vec_push(&all->rules);
    if (!rule || !(rule->campaign = arena_strdup(all->texts, db_column_text(row, 0)))) {
        return err_memory(err);
    }
    rule->first = (int32_t)db_column_int_or(row, 3, DAY_NONE);
    rule->last = (int32_t)db_column_int_or(row, 4, INT32_MAX);
    return (!template || (rule->template = dims_text(change->dims, template, err))) &&
           (!sender || (rule->sender = dims_text(change->dims, sender, err)));
}

bool assign_open(struct change *change, struct err *err)
{
    assign_close(change);
    sqlite3_stmt *rows = db_statement(change->db,
                                      "SELECT campaign, template, sender, first, last"
                                      " FROM assignment ORDER BY import DESC",
                                      err);
    if (!rows) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(change->db, rows, err)) == DB_ROW) {
        if (!change->assignments) {
            change->assignments = mem_new(1, sizeof *change->assignments);
            if (change->assignments) {
                change->assignments->rules = (struct vec)VEC_INIT(struct kept_rule);
                change->assignments->texts = arena_new();
            }
        }
        bool ok = (change->assignments && change->assignments->texts) || err_memory(err);
        if (!ok || !keep_rule(change, rows, err)) {
            db_reset(rows);
            return false;
        }
    }
    return step == DB_DONE;
}

bool assign_row(struct change *change, struct dim_row *row, int32_t day, struct err *err)
{
    const struct assignments *all = change->assignments;
    for (size_t i = 0; all && row->campaign == 0 && i < all->rules.count; i++) {
        const struct kept_rule *rule = VEC_AT(&all->rules, struct kept_rule, i);
        bool dated = rule->first != DAY_NONE || rule->last != INT32_MAX;
        if ((rule->template && row->label[ATTR_TEMPLATE] != rule->template) ||
            (rule->sender && row->label[ATTR_SENDER] != rule->sender) ||
            (dated && (day == DAY_NONE || day < rule->first || day > rule->last))) {
            continue;
        }
        int64_t campaign = dims_campaign(change->dims, rule->campaign, err);
        if (campaign < 0) {
            return false;
        }
        dims_move(row, dims_target(change->dims, campaign));
    }
    return true;
}

bool assign_dim(struct change *change, uint32_t *dim, int32_t day, struct err *err)
{
    if (!change->assignments) {
        return true;
    }
    const struct dim_row *kept = dims_row(change->dims, *dim, err);
    if (!kept) {
        return false;
    }
    struct dim_row row = *kept;
    if (row.campaign != 0) {
        return true;
    }
    if (!assign_row(change, &row, day, err)) {
        return false;
    }
    if (row.campaign != 0) {
        *dim = dims_id(change->dims, &row, err);
    }
    return *dim != 0;
}

bool assign_remove(struct change *change, int64_t import, bool *was_rule, struct err *err)
{
    return change_drop(change, "DELETE FROM assignment WHERE import = ?1", import, was_rule, err) &&
           (!*was_rule || assign_open(change, err));
}

/* --- making one ----------------------------------------------------------------------------------
 */

/* "template=diwali_v1 from=2026-10-01 campaign=Diwali", for the ledger. */
static void describe(struct strbuf *out, const struct assign_rule *rule, const char *sender)
{
    const int32_t days[] = {rule->first, rule->last};
    static const char *const names[] = {"from=", "to="};
    if (rule->template) {
        strbuf_printf(out, "template=%s ", rule->template);
    }
    if (sender) {
        strbuf_printf(out, "number=%s ", sender);
    }
    for (size_t i = 0; i < ARRAY_COUNT(days); i++) {
        int year, month, day;
        if (days[i] != DAY_NONE) {
            civil_from_day(days[i], &year, &month, &day);
            strbuf_printf(out, "%s%04d-%02d-%02d ", names[i], year, month, day);
        }
    }
    strbuf_printf(out, "campaign=%s", rule->campaign);
}

static bool has_label(struct change *change, const char *text, bool *has, struct err *err)
{
    sqlite3_stmt *find = db_statement(change->db, "SELECT 1 FROM label WHERE text = ?1", err);
    if (!find) {
        return false;
    }
    db_bind_text(find, 1, text);
    enum db_step step = db_step(change->db, find, err);
    *has = step == DB_ROW;
    db_reset(find);
    return step != DB_FAILED;
}

static bool add_rule(struct change *change, int64_t id, const struct assign_rule *rule,
                     const char *sender, struct err *err)
{
    sqlite3_stmt *add =
        db_statement(change->db, "INSERT INTO assignment VALUES (?1, ?2, ?3, ?4, ?5, ?6)", err);
    if (!add) {
        return false;
    }
    db_bind_int(add, 1, id);
    db_bind_text(add, 2, rule->campaign);
    db_bind_text(add, 3, rule->template);
    db_bind_text(add, 4, sender);
    db_bind_int_or(add, 5, rule->first, DAY_NONE);
    db_bind_int_or(add, 6, rule->last, DAY_NONE);
    return db_run(change->db, add, err);
}

static bool make(struct change *change, const struct assign_rule *rule,
                 struct assign_result *result, struct err *err)
{
    const char *sender = rule->sender;
    struct strbuf words = STRBUF_INIT;
    bool has = true;
    int64_t before;
    if (!store_unattributed(change->store, &before, err) ||
        (sender && rule->sender_mask && !has_label(change, sender, &has, err))) {
        return false;
    }
    sender = has ? sender : rule->sender_mask;
    describe(&words, rule, sender);
    bool ok = (!words.failed || err_memory(err)) &&
              ledger_add_decision(change, ASSIGN_FORMAT, strbuf_text(&words), &result->rule, err) &&
              add_rule(change, result->rule, rule, sender, err) && assign_open(change, err) &&
              rebuild_within(change, err) && store_unattributed(change->store, &result->left, err);
    strbuf_free(&words);
    result->assigned = before - result->left;
    return ok && ledger_note_changed(change, result->rule, result->assigned, err);
}

bool store_assign(struct store *store, const struct assign_rule *rule, struct assign_result *result,
                  struct cancel *cancel, struct err *err)
{
    struct change change;
    *result = (struct assign_result){0};
    if (!rule->template && !rule->sender && rule->first == DAY_NONE && rule->last == DAY_NONE) {
        return err_set(err, ERR_REFUSED, "%s", _("the rule does not say which messages it is for"));
    }
    if (!change_begin(&change, store, true, cancel, NULL, NULL, err)) {
        return false;
    }
    if (!make(&change, rule, result, err)) {
        change_abort(&change);
        return false;
    }
    return change_commit(&change, err);
}
