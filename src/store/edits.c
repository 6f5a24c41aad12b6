/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/edits.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "store/campaign_roll.h"
#include "store/query_private.h"

/* As correction.field has them. */
static const char *const field_names[EDIT_FIELD_COUNT] = {
    [EDIT_NAME] = "name",       [EDIT_ALIAS] = "alias", [EDIT_KIND] = "kind",
    [EDIT_GOAL] = "goal",       [EDIT_GROUP] = "group", [EDIT_NOTE] = "note",
    [EDIT_ARCHIVE] = "archive", [EDIT_TAG] = "tag"};

/* --- what stands ------------------------------------------------------------------------------ */

static bool copy_column(struct arena *arena, sqlite3_stmt *row, int column, const char **text)
{
    const char *from = db_column_text(row, column);
    *text = arena_strdup(arena, from);
    return *text || !from;
}

/* "spring\nvip" to its parts, and to "spring, vip". */
static bool split_tags(struct arena *arena, const char *lines, struct campaign_edit *edit)
{
    size_t count = lines ? 1 : 0, length = 0;
    for (; lines && lines[length]; length++) {
        count += lines[length] == '\n';
    }
    const char **tags = ARENA_ARRAY(arena, const char *, count + 1);
    char *list = arena_alloc(arena, length + count + 1, 1);
    if (!tags || !list) {
        return false;
    }
    edit->tag_list = list;
    edit->tags = tags;
    for (size_t i = 0; i < count; i++) {
        size_t part = strcspn(lines, "\n");
        if (!(tags[i] = arena_strndup(arena, lines, part))) {
            return false;
        }
        if (i > 0) {
            *list++ = ',';
            *list++ = ' ';
        }
        memcpy(list, lines, part);
        list += part;
        lines += part + 1;
    }
    edit->tag_count = count;
    return true;
}

static bool read_edit(struct arena *arena, sqlite3_stmt *row, struct campaign_edit *edit)
{
    edit->number = db_column_int(row, 0);
    edit->kind = (enum campaign_kind)db_column_int_or(row, 4, KIND_UNKNOWN);
    edit->goal = (enum campaign_goal)db_column_int_or(row, 5, GOAL_UNKNOWN);
    edit->archived = db_column_int(row, 8) != 0;
    if (!copy_column(arena, row, 1, &edit->imported) || !copy_column(arena, row, 2, &edit->name) ||
        !copy_column(arena, row, 3, &edit->alias) || !copy_column(arena, row, 6, &edit->group) ||
        !copy_column(arena, row, 7, &edit->note)) {
        return false;
    }
    edit->name = edit->name ? edit->name : edit->imported;
    return split_tags(arena, db_column_text(row, 9), edit);
}

bool edits_list(struct store *store, struct arena *arena, struct campaign_edit **edits,
                size_t *count, struct err *err)
{
    sqlite3_stmt *rows = db_statement(
        store->db,
        "SELECT e.campaign, c.name, e.name, e.alias, e.kind, e.goal, e.part_of, e.note, e.archived,"
        " e.tags FROM campaign_edit e JOIN campaign c ON c.id = e.campaign ORDER BY e.campaign",
        err);
    if (!rows) {
        return false;
    }
    struct vec found = VEC_INIT(struct campaign_edit);
    enum db_step step = DB_DONE;
    bool ok = true;
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        struct campaign_edit *edit = vec_push(&found);
        ok = (edit && read_edit(arena, rows, edit)) || err_memory(err);
    }
    db_reset(rows);
    ok = ok && step == DB_DONE;
    size_t n = found.count;
    struct campaign_edit *all = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    if (!all) {
        return ok ? err_memory(err) : false;
    }
    *edits = all;
    *count = n;
    return true;
}

const struct campaign_edit *edits_find(const struct campaign_edit *edits, size_t count,
                                       int64_t number)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (edits[middle].number < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && edits[low].number == number ? &edits[low] : NULL;
}

bool edits_stated(struct store *store, int64_t campaign, enum campaign_kind *kind,
                  enum campaign_goal *goal, struct err *err)
{
    struct arena *scratch = arena_new();
    struct campaign_facts facts;
    bool ok = (scratch || err_memory(err)) && roll_facts(store->db, campaign, scratch, &facts, err);
    if (ok) {
        *kind = facts.kind;
        *goal = facts.goal;
    }
    arena_free(scratch);
    return ok;
}

bool edits_overlay(struct db *db, int64_t campaign, struct campaign_facts *facts, struct err *err)
{
    sqlite3_stmt *find =
        db_statement(db, "SELECT kind, goal FROM campaign_edit WHERE campaign = ?1", err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, campaign);
    enum db_step step = db_step(db, find, err);
    if (step == DB_ROW) {
        facts->kind = (enum campaign_kind)db_column_int_or(find, 0, facts->kind);
        facts->goal = (enum campaign_goal)db_column_int_or(find, 1, facts->goal);
    }
    db_reset(find);
    return step != DB_FAILED;
}

/* --- deriving it ------------------------------------------------------------------------------ */

/* The corrections of a campaign, one after the other. */
struct sum {
    struct arena *arena;
    const char *value[EDIT_FIELD_COUNT]; /* NULL: as imported; of tags unused */
    struct vec tags;                     /* const char * */
};

static bool add_tag(struct sum *sum, const char *tag, bool away)
{
    for (size_t i = 0; i < sum->tags.count; i++) {
        const char **held = VEC_AT(&sum->tags, const char *, i);
        if (strcmp(*held, tag) == 0) {
            if (away) {
                *held = *VEC_AT(&sum->tags, const char *, sum->tags.count - 1);
                sum->tags.count--;
            }
            return true;
        }
    }
    const char **place = away ? NULL : vec_push(&sum->tags);
    if (place) {
        *place = arena_strdup(sum->arena, tag);
    }
    return away || (place && *place);
}

static bool add_word(struct sum *sum, const char *field, const char *value, bool away)
{
    if (strcmp(field, field_names[EDIT_TAG]) == 0) {
        return add_tag(sum, value, away);
    }
    for (int i = 0; i < EDIT_TAG; i++) {
        if (strcmp(field, field_names[i]) == 0) {
            sum->value[i] = value[0] ? arena_strdup(sum->arena, value) : NULL;
            return sum->value[i] || !value[0];
        }
    }
    return true;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* In order, one a line; NULL in *lines: there is none. */
static bool join_tags(struct sum *sum, const char **lines)
{
    struct strbuf out = STRBUF_INIT;
    *lines = NULL;
    if (sum->tags.count == 0) {
        return true;
    }
    qsort(sum->tags.data, sum->tags.count, sum->tags.width, by_text);
    for (size_t i = 0; i < sum->tags.count; i++) {
        strbuf_puts(&out, i ? "\n" : "");
        strbuf_puts(&out, *VEC_AT(&sum->tags, const char *, i));
    }
    *lines = out.failed ? NULL : arena_strdup(sum->arena, strbuf_text(&out));
    strbuf_free(&out);
    return *lines != NULL;
}

/* Of campaigns that are one, that of the target comes last and so stands; how the others were
 * called and that they were archived is not for it. */
static bool add_up(struct change *change, int64_t campaign, struct sum *sum, struct err *err)
{
    sqlite3_stmt *rows = db_statement(change->db,
                                      "SELECT field, value, away FROM correction"
                                      " WHERE campaign = ?1 OR (campaign IN (SELECT campaign FROM"
                                      " merged WHERE target = ?1) AND field NOT IN"
                                      " ('name', 'alias', 'archive'))"
                                      " ORDER BY campaign = ?1, import, field, value",
                                      err);
    if (!rows) {
        return false;
    }
    db_bind_int(rows, 1, campaign);
    enum db_step step;
    while ((step = db_step(change->db, rows, err)) == DB_ROW) {
        if (!add_word(sum, db_column_text(rows, 0), db_column_text(rows, 1),
                      db_column_int(rows, 2) != 0)) {
            db_reset(rows);
            return err_memory(err);
        }
    }
    return step == DB_DONE;
}

static bool drop_edit(struct change *change, int64_t campaign, bool *altered, struct err *err)
{
    return change_drop(change, "DELETE FROM campaign_edit WHERE campaign = ?1", campaign, altered,
                       err);
}

static bool put_edit(struct change *change, int64_t campaign, const struct sum *sum,
                     const char *tags, bool *altered, struct err *err)
{
    sqlite3_stmt *put = db_statement(
        change->db,
        "INSERT INTO campaign_edit (campaign, name, alias, kind, goal, part_of, note, archived,"
        " tags) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (campaign) DO UPDATE SET"
        " name = ?2, alias = ?3, kind = ?4, goal = ?5, part_of = ?6, note = ?7, archived = ?8,"
        " tags = ?9 WHERE name IS NOT ?2 OR alias IS NOT ?3 OR kind IS NOT ?4 OR goal IS NOT ?5"
        " OR part_of IS NOT ?6 OR note IS NOT ?7 OR archived IS NOT ?8 OR tags IS NOT ?9",
        err);
    if (!put) {
        return false;
    }
    db_bind_int(put, 1, campaign);
    db_bind_text(put, 2, sum->value[EDIT_NAME]);
    db_bind_text(put, 3, sum->value[EDIT_ALIAS]);
    db_bind_int_or(put, 4, campaign_kind_parse(sum->value[EDIT_KIND]), KIND_UNKNOWN);
    db_bind_int_or(put, 5, campaign_goal_parse(sum->value[EDIT_GOAL]), GOAL_UNKNOWN);
    db_bind_text(put, 6, sum->value[EDIT_GROUP]);
    db_bind_text(put, 7, sum->value[EDIT_NOTE]);
    db_bind_int(put, 8, sum->value[EDIT_ARCHIVE] != NULL);
    db_bind_text(put, 9, tags);
    if (!db_run(change->db, put, err)) {
        return false;
    }
    *altered = sqlite3_changes(db_handle(change->db)) > 0;
    return true;
}

static bool derive_one(struct change *change, int64_t campaign, bool *altered, struct err *err)
{
    struct sum sum = {.arena = arena_new(), .tags = VEC_INIT(const char *)};
    const char *tags = NULL;
    bool ok = (sum.arena || err_memory(err)) && add_up(change, campaign, &sum, err) &&
              (join_tags(&sum, &tags) || err_memory(err));
    bool any = tags != NULL;
    for (int i = 0; i < EDIT_TAG; i++) {
        any |= sum.value[i] != NULL;
    }
    *altered = false;
    ok = ok && (any ? put_edit(change, campaign, &sum, tags, altered, err)
                    : drop_edit(change, campaign, altered, err));
    vec_free(&sum.tags);
    arena_free(sum.arena);
    return ok && (!*altered || change_touch_campaign(change, campaign, err));
}

/* Of a campaign, and of the one it is merged into; what it was called it still is found by. */
static bool derive(struct change *change, int64_t campaign, bool *altered, struct err *err)
{
    int64_t target = dims_target(change->dims, campaign);
    return derive_one(change, campaign, altered, err) &&
           (target == campaign || derive_one(change, target, altered, err));
}

/* Of the campaigns that a statement names. */
static bool derive_named(struct change *change, sqlite3_stmt *rows, struct err *err)
{
    struct vec numbers = VEC_INIT(int64_t);
    enum db_step step = DB_DONE;
    bool ok = true, altered;
    while (ok && (step = db_step(change->db, rows, err)) == DB_ROW) {
        int64_t *place = vec_push(&numbers);
        ok = place || err_memory(err);
        if (place) {
            *place = db_column_int(rows, 0);
        }
    }
    db_reset(rows);
    ok = ok && step == DB_DONE;
    for (size_t i = 0; ok && i < numbers.count; i++) {
        ok = derive(change, *VEC_AT(&numbers, int64_t, i), &altered, err);
    }
    vec_free(&numbers);
    return ok;
}

bool edits_derive_all(struct change *change, struct err *err)
{
    sqlite3_stmt *rows = db_statement(
        change->db, "SELECT DISTINCT campaign FROM correction WHERE campaign >= 0 ORDER BY 1", err);
    return rows && db_exec(change->db, "DELETE FROM campaign_edit", err) &&
           derive_named(change, rows, err);
}

/* --- making and undoing ----------------------------------------------------------------------- */

bool edits_remove(struct change *change, int64_t import, struct err *err)
{
    sqlite3_stmt *named = db_statement(
        change->db, "DELETE FROM correction WHERE import = ?1 RETURNING campaign", err);
    if (!named) {
        return false;
    }
    db_bind_int(named, 1, import);
    return derive_named(change, named, err);
}

static bool name_is_free(struct change *change, int64_t campaign, const char *name, struct err *err)
{
    sqlite3_stmt *find =
        db_statement(change->db,
                     "SELECT 1 FROM campaign c LEFT JOIN campaign_edit e ON e.campaign = c.id"
                     " WHERE c.id <> ?1 AND coalesce(e.name, c.name) = ?2 AND c.id NOT IN"
                     " (SELECT campaign FROM merged WHERE target = ?1) LIMIT 1",
                     err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, campaign);
    db_bind_text(find, 2, name);
    enum db_step step = db_step(change->db, find, err);
    db_reset(find);
    if (step == DB_ROW) {
        return err_set(err, ERR_REFUSED, _("there is another campaign \"%.80s\""), name);
    }
    return step == DB_DONE;
}

static bool put_word(struct change *change, int64_t run, int64_t campaign,
                     const struct edit_word *word, struct err *err)
{
    sqlite3_stmt *put = db_statement(change->db,
                                     "REPLACE INTO correction (import, campaign, field, value, "
                                     "away) VALUES (?1, ?2, ?3, ?4, ?5)",
                                     err);
    if (!put) {
        return false;
    }
    db_bind_int(put, 1, run);
    db_bind_int(put, 2, campaign);
    db_bind_text(put, 3, field_names[word->field]);
    db_bind_text(put, 4, word->value);
    db_bind_int(put, 5, word->away);
    return db_run(change->db, put, err);
}

bool edits_put(struct change *change, int64_t run, int64_t campaign, const struct edit_word *words,
               size_t count, bool *altered, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        if ((words[i].field == EDIT_NAME && words[i].value[0] &&
             !name_is_free(change, campaign, words[i].value, err)) ||
            !put_word(change, run, campaign, &words[i], err)) {
            return false;
        }
    }
    return derive(change, campaign, altered, err);
}
