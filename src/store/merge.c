/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/merge.h"

#include "base/i18n.h"
#include "base/vec.h"
#include "store/query_private.h"

/* --- what stands ------------------------------------------------------------------------------ */

_Static_assert(SOURCE_EVENTS == 0 && SOURCE_ROWS == 1 && SOURCE_FACTS == 5,
               "as the statements have it");

bool merge_derive_all(struct change *change, struct err *err)
{
    return db_exec(
               change->db,
               "DELETE FROM merged;"
               "WITH RECURSIVE up (campaign, target, name) AS (SELECT campaign, target, target_name"
               " FROM merging UNION SELECT u.campaign, m.target, m.target_name FROM up u"
               " JOIN merging m ON m.campaign = u.target)"
               "INSERT OR IGNORE INTO merged SELECT campaign, target, name FROM up"
               " WHERE target NOT IN (SELECT campaign FROM merging);"
               "INSERT OR IGNORE INTO campaign SELECT m.target, m.name FROM merged m"
               " JOIN campaign c ON c.id = m.campaign;"
               "UPDATE dim SET campaign = said WHERE campaign <> said"
               " AND said NOT IN (SELECT campaign FROM merged);"
               "UPDATE dim SET campaign = CASE WHEN source IN (0, 1) THEN (SELECT target"
               " FROM merged m WHERE m.campaign = said) ELSE -1 END"
               " WHERE said IN (SELECT campaign FROM merged);"
               /* Where reports count must be there before their currencies are looked for. */
               "INSERT OR IGNORE INTO dim (campaign, said, source, template, variant, segment,"
               " language, country, cta, channel, sender, category, utm_source, utm_medium,"
               " utm_campaign, utm_content, conversion_type, rank, known, currency)"
               " SELECT m.target, m.target, source, template, variant, segment, language, country,"
               " cta, channel, sender, category, utm_source, utm_medium, utm_campaign, utm_content,"
               " conversion_type, rank, known, currency FROM dim d JOIN merged m"
               " ON m.campaign = d.said WHERE d.source NOT IN (0, 1, 5);",
               err) &&
           dims_load_merged(change->dims, err);
}

bool merge_remove(struct change *change, int64_t import, bool *was_one, struct err *err)
{
    return change_drop(change, "DELETE FROM merging WHERE import = ?1", import, was_one, err);
}

bool merge_list(struct store *store, struct arena *arena, struct merge_row **rows, size_t *count,
                struct err *err)
{
    sqlite3_stmt *all = db_statement(
        store->db,
        "SELECT g.campaign, g.name, m.target, coalesce(e.alias, e.name, m.name) AS shown, g.import,"
        " r.imported_at FROM merging g JOIN merged m ON m.campaign = g.campaign"
        " JOIN import_run r ON r.id = g.import LEFT JOIN campaign_edit e ON e.campaign = m.target"
        " ORDER BY shown, g.name",
        err);
    struct vec found = VEC_INIT(struct merge_row);
    enum db_step step = DB_DONE;
    bool ok = all != NULL;
    while (ok && (step = db_step(store->db, all, err)) == DB_ROW) {
        struct merge_row *row = vec_push(&found);
        ok = (row && (row->name = arena_strdup(arena, db_column_text(all, 1))) &&
              (row->into = arena_strdup(arena, db_column_text(all, 3)))) ||
             err_memory(err);
        if (ok) {
            row->number = db_column_int(all, 0);
            row->target = db_column_int(all, 2);
            row->run = db_column_int(all, 4);
            row->since = db_column_int(all, 5);
        }
    }
    if (all) {
        db_reset(all);
    }
    ok = ok && step == DB_DONE;
    *count = found.count;
    *rows = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    return ok && (*rows || err_memory(err));
}

/* --- deciding --------------------------------------------------------------------------------- */

struct merging {
    struct change change;
    struct arena *arena;
    const struct merge_wish *wish;
    struct vec sources; /* int64_t */
    int64_t target;
    struct vec parts; /* struct merge_part */
    struct merge_result made;
};

/* Whether a statement about a campaign finds anything. */
static bool ask(struct merging *merging, const char *sql, int64_t campaign, bool *is,
                struct err *err)
{
    struct change *change = &merging->change;
    sqlite3_stmt *find = db_statement(change->db, sql, err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, campaign);
    enum db_step step = db_step(change->db, find, err);
    *is = step == DB_ROW;
    db_reset(find);
    return step != DB_FAILED;
}

static bool find_target(struct merging *merging, struct err *err)
{
    struct change *change = &merging->change;
    int64_t target = merging->wish->target;
    if (target < 0) {
        target = dims_campaign(change->dims, merging->wish->target_name, err);
    }
    merging->target = dims_target(change->dims, target);
    return target >= 0;
}

static bool has(const struct vec *numbers, int64_t number)
{
    for (size_t i = 0; i < numbers->count; i++) {
        if (*VEC_AT(numbers, int64_t, i) == number) {
            return true;
        }
    }
    return false;
}

/* Those that are not part of the target yet, each once. */
static bool find_sources(struct merging *merging, struct err *err)
{
    const struct merge_wish *wish = merging->wish;
    bool none = merging->target == 0;
    for (size_t i = 0; i < wish->count; i++) {
        int64_t number = dims_target(merging->change.dims, wish->campaigns[i]);
        none = none || number == 0;
        if (number == merging->target || has(&merging->sources, number)) {
            continue;
        }
        int64_t *place = vec_push(&merging->sources);
        if (!place) {
            return err_memory(err);
        }
        *place = number;
    }
    if (none) {
        return err_set(err, ERR_REFUSED, _("%s is no campaign"), CAMPAIGN_UNATTRIBUTED);
    }
    return merging->sources.count > 0 ||
           err_set(err, ERR_REFUSED, "%s",
                   _("there is nothing to merge: that is one campaign already"));
}

static bool read_part(struct merging *merging, int64_t number, struct merge_part *part,
                      struct err *err)
{
    struct campaign_row row;
    if (!query_campaign(merging->change.store, merging->arena, number, DAY_NONE, INT32_MAX, &row,
                        err)) {
        return false;
    }
    int64_t sent;
    *part = (struct merge_part){.number = number,
                                .name = row.name,
                                .sent = total_get(&row.total, COUNTER_SENT, &sent) ? sent : -1,
                                .kind = row.kind,
                                .goal = row.goal,
                                .mixed = total_is_mixed(&row.total)};
    part->currency = part->mixed ? (struct currency){""} : row.total.currency;
    return ask(merging, "SELECT 1 FROM campaign_edit WHERE campaign = ?1 AND archived", number,
               &part->archived, err);
}

static bool add_part(struct merging *merging, int64_t number, struct err *err)
{
    struct merge_part *part = vec_push(&merging->parts);
    return part ? read_part(merging, number, part, err) : err_memory(err);
}

static bool read_parts(struct merging *merging, struct err *err)
{
    bool there;
    if (!ask(merging,
             "SELECT 1 FROM campaign_total WHERE campaign = ?1 UNION ALL"
             " SELECT 1 FROM excluded_total WHERE campaign = ?1",
             merging->target, &there, err) ||
        (there && !add_part(merging, merging->target, err))) {
        return false;
    }
    merging->made.fresh = !there;
    for (size_t i = 0; i < merging->sources.count; i++) {
        if (!add_part(merging, *VEC_AT(&merging->sources, int64_t, i), err)) {
            return false;
        }
    }
    return true;
}

/* A test that was declared measures what was declared. */
static bool check_plan(struct merging *merging, int64_t number, const char *name, struct err *err)
{
    bool planned;
    if (!ask(merging, "SELECT 1 FROM plan WHERE campaign = ?1 AND dropped_at IS NULL", number,
             &planned, err)) {
        return false;
    }
    if (planned) {
        err_set(err, ERR_REFUSED,
                _("\"%.80s\" has a declared test, which would measure something else then"), name);
        return err_todo(
            err, "%s",
            _("drop it first: campane plan drop CAMPAIGN; campane plan undo brings it back"));
    }
    return true;
}

static bool check_parts(struct merging *merging, struct err *err)
{
    const struct merge_part *out = NULL, *in = NULL;
    if (merging->made.fresh &&
        !check_plan(merging, merging->target, merging->wish->target_name, err)) {
        return false;
    }
    for (size_t i = 0; i < merging->parts.count; i++) {
        const struct merge_part *part = VEC_AT(&merging->parts, struct merge_part, i);
        if (!check_plan(merging, part->number, part->name, err)) {
            return false;
        }
        *(exclude_has_campaign(&merging->change, part->number) ? &out : &in) = part;
    }
    if (out && in) {
        err_set(err, ERR_REFUSED, _("\"%.80s\" is excluded, \"%.80s\" is not"), out->name,
                in->name);
        return err_todo(err, "%s", _("exclude both or none of them first"));
    }
    return true;
}

static bool put_source(struct merging *merging, int64_t number, struct err *err)
{
    struct change *change = &merging->change;
    sqlite3_stmt *put =
        db_statement(change->db,
                     "INSERT INTO merging SELECT ?1, ?2, a.name, ?3, b.name FROM campaign a,"
                     " campaign b WHERE a.id = ?2 AND b.id = ?3",
                     err);
    if (!put) {
        return false;
    }
    db_bind_int(put, 1, merging->made.run);
    db_bind_int(put, 2, number);
    db_bind_int(put, 3, merging->target);
    return db_run(change->db, put, err);
}

static bool make(struct merging *merging, struct err *err)
{
    struct change *change = &merging->change;
    bool ok =
        find_target(merging, err) && find_sources(merging, err) && read_parts(merging, err) &&
        check_parts(merging, err) &&
        ledger_add_decision(change, MERGE_FORMAT, merging->wish->words, &merging->made.run, err) &&
        ledger_note_changed(change, merging->made.run, (int64_t)merging->sources.count, err);
    for (size_t i = 0; ok && i < merging->sources.count; i++) {
        ok = put_source(merging, *VEC_AT(&merging->sources, int64_t, i), err);
    }
    return ok && rebuild_within(change, err) &&
           read_part(merging, merging->target, &merging->made.whole, err) &&
           merge_find_twice(change, merging->arena, merging->target, &merging->made.twice, err);
}

bool store_merge(struct store *store, struct arena *arena, const struct merge_wish *wish,
                 struct merge_result *result, struct cancel *cancel, struct err *err)
{
    struct merging merging = {.arena = arena,
                              .wish = wish,
                              .sources = VEC_INIT(int64_t),
                              .parts = VEC_INIT(struct merge_part)};
    if (!change_begin(&merging.change, store, true, cancel, NULL, NULL, err)) {
        return false;
    }
    bool ok = make(&merging, err);
    struct merge_result made = merging.made;
    made.count = merging.parts.count;
    made.parts = ok ? vec_keep(&merging.parts, arena) : NULL;
    ok = ok && (made.parts || err_memory(err));
    vec_free(&merging.sources);
    vec_free(&merging.parts);
    if (!ok || wish->dry_run) {
        change_abort(&merging.change);
        made.run = 0;
    } else if (!change_commit(&merging.change, err)) {
        return false;
    }
    *result = made;
    return ok;
}
