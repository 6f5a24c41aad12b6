/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "store/series.h"

#define CHANGES_KEPT 1000

/* What dims have in common that differ in currency, or in the name of a merged campaign. */
#define LIKE_A                                                                                     \
    " AND b.source = a.source AND b.template = a.template AND b.variant = a.variant"               \
    " AND b.segment = a.segment AND b.language = a.language AND b.country = a.country"             \
    " AND b.cta = a.cta AND b.channel = a.channel AND b.sender = a.sender"                         \
    " AND b.category = a.category AND b.utm_source = a.utm_source"                                 \
    " AND b.utm_medium = a.utm_medium AND b.utm_campaign = a.utm_campaign"                         \
    " AND b.utm_content = a.utm_content AND b.conversion_type = a.conversion_type"                 \
    " AND b.rank = a.rank AND b.known = a.known"

static bool list_dims(struct change *change, sqlite3_stmt *find, uint32_t dim, struct vec *dims,
                      struct err *err)
{
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, dim);
    enum db_step step;
    while ((step = db_step(change->db, find, err)) == DB_ROW) {
        uint32_t *id = vec_push(dims);
        if (!id) {
            db_reset(find);
            return err_memory(err);
        }
        *id = (uint32_t)db_column_int(find, 0);
    }
    return step == DB_DONE;
}

/* The dims that differ from one in currency only, itself among them. */
static bool find_siblings(struct change *change, uint32_t dim, struct vec *siblings,
                          struct err *err)
{
    vec_clear(siblings);
    sqlite3_stmt *find = db_statement(
        change->db,
        "SELECT b.id FROM dim a JOIN dim b ON b.campaign = a.campaign AND b.said = a.said" LIKE_A
        " WHERE a.id = ?1 ORDER BY b.id",
        err);
    return list_dims(change, find, dim, siblings, err);
}

/* The dims whose reports count on this one: of merged campaigns. */
static bool find_twins(struct change *change, uint32_t dim, struct vec *twins, struct err *err)
{
    vec_clear(twins);
    if (!dims_any_merged(change->dims)) {
        return true;
    }
    const struct dim_row *row = dims_row(change->dims, dim, err);
    if (!row || !dims_is_target(change->dims, row->campaign)) {
        return row != NULL;
    }
    sqlite3_stmt *find =
        db_statement(change->db,
                     "SELECT b.id FROM dim a JOIN dim b ON b.campaign = -1 AND b.said IN"
                     " (SELECT campaign FROM merged WHERE target = a.campaign)" LIKE_A
                     " AND b.currency = a.currency WHERE a.id = ?1 ORDER BY b.id",
                     err);
    return list_dims(change, find, dim, twins, err);
}

/* Take in what is said under another name: what one file says under both is added up, as what it
 * says twice under one. */
static void add_block(struct block *into, const struct block *from)
{
    for (uint32_t days = block_days(from); days; days &= days - 1) {
        struct tally tally;
        block_get(from, __builtin_ctz(days), &tally);
        block_add(into, __builtin_ctz(days), &tally);
    }
}

static bool keep_row(struct vec *rows, const struct report_row *row, struct err *err)
{
    for (size_t i = 0; i < rows->count; i++) {
        struct report_row *other = VEC_AT(rows, struct report_row, i);
        if (other->dim == row->dim && other->import == row->import) {
            add_block(&other->block, &row->block);
            return true;
        }
    }
    struct report_row *place = vec_push(rows);
    if (!place) {
        return err_memory(err);
    }
    *place = *row;
    return true;
}

/* What is reported of a dim, as statements of `counted`. */
static bool load_rows(struct change *change, int32_t number, uint32_t dim, uint32_t counted,
                      struct vec *rows, struct err *err)
{
    sqlite3_stmt *find = db_statement(
        change->db,
        "SELECT s.import, r.as_of, r.keep_highest, s.data FROM series s"
        " JOIN import_run r ON r.id = s.import WHERE s.block = ?1 AND s.dim = ?2 AND s.import > 0",
        err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, number);
    db_bind_int(find, 2, dim);
    enum db_step step;
    while ((step = db_step(change->db, find, err)) == DB_ROW) {
        struct report_row row = {.dim = counted,
                                 .import = db_column_int(find, 0),
                                 .as_of = db_column_int(find, 1),
                                 .keep_highest = db_column_int(find, 2) != 0};
        if (!series_decode(change->db, find, 3, &row.block, err) || !keep_row(rows, &row, err)) {
            db_reset(find);
            return false;
        }
    }
    return step == DB_DONE;
}

static bool is_stated(struct change *change, int32_t number, uint32_t dim, bool *is,
                      struct err *err)
{
    sqlite3_stmt *find =
        db_statement(change->db, "SELECT 1 FROM series WHERE block = ?1 AND dim = ?2 LIMIT 1", err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, number);
    db_bind_int(find, 2, dim);
    enum db_step step = db_step(change->db, find, err);
    *is = step == DB_ROW;
    db_reset(find);
    return step != DB_FAILED;
}

/* Whether reports under other names count on a sibling's block. */
static bool look_for_twins(struct change *change, int32_t number, const struct vec *siblings,
                           bool *any, struct err *err)
{
    struct vec twins = VEC_INIT(uint32_t);
    bool ok = true;
    *any = false;
    for (size_t i = 0; ok && i < siblings->count; i++) {
        ok = find_twins(change, *VEC_AT(siblings, uint32_t, i), &twins, err);
        for (size_t j = 0; ok && !*any && j < twins.count; j++) {
            ok = is_stated(change, number, *VEC_AT(&twins, uint32_t, j), any, err);
        }
    }
    vec_free(&twins);
    return ok;
}

/* Whether at most one import speaks of the siblings' block (then its rows are what readers see),
 * and whether merged rows of former times lie there. Reads no block. */
static bool look_for_imports(struct change *change, int32_t number, const struct vec *siblings,
                             bool *single, bool *merged, struct err *err)
{
    int64_t only = 0;
    *single = true;
    *merged = false;
    for (size_t i = 0; i < siblings->count; i++) {
        sqlite3_stmt *find = db_statement(
            change->db, "SELECT import FROM series WHERE block = ?1 AND dim = ?2", err);
        if (!find) {
            return false;
        }
        db_bind_int(find, 1, number);
        db_bind_int(find, 2, *VEC_AT(siblings, uint32_t, i));
        enum db_step step;
        while ((step = db_step(change->db, find, err)) == DB_ROW) {
            int64_t import = db_column_int(find, 0);
            *merged |= import == 0;
            *single &= import == 0 || only == 0 || only == import;
            only = import ? import : only;
        }
        if (step == DB_FAILED) {
            return false;
        }
    }
    return true;
}

static bool note_change(struct change *change, int64_t import, uint32_t dim, int32_t day,
                        enum counter counter, int64_t before, int64_t after, int64_t number,
                        struct err *err)
{
    sqlite3_stmt *add = db_statement(
        change->db,
        "INSERT OR IGNORE INTO import_change (import, number, campaign, day, counter, before,"
        " after) SELECT ?1, ?2, c.name, ?4, ?5, ?6, ?7 FROM dim d JOIN campaign c"
        " ON c.id = d.campaign WHERE d.id = ?3",
        err);
    if (!add) {
        return false;
    }
    db_bind_int(add, 1, import);
    db_bind_int(add, 2, number);
    db_bind_int(add, 3, dim);
    db_bind_int_or(add, 4, day, DAY_NONE);
    db_bind_int(add, 5, counter);
    db_bind_int(add, 6, before);
    db_bind_int(add, 7, after);
    return db_run(change->db, add, err);
}

/* What taking in `import` did to the stated days: `before` is what the others say together. */
static bool count_effect(struct change *change, const struct report_place *place, int64_t import,
                         const struct block *before, const struct block *after,
                         struct report_effect *effect, struct err *err)
{
    uint32_t had = block_days(before);
    for (uint32_t days = place->days & block_days(after); days; days &= days - 1) {
        int index = __builtin_ctz(days);
        uint32_t bit = 1u << index;
        if (!(had & bit)) {
            effect->days_new++;
            effect->undated_new += place->block == BLOCK_UNDATED;
            continue;
        }
        bool differs = false;
        for (int id = 0; id < COUNTER_STORED; id++) {
            bool known = before->present[id] & bit;
            differs |= known != !!(after->present[id] & bit) ||
                       before->value[id][index] != after->value[id][index];
            if (known && before->value[id][index] != after->value[id][index]) {
                int32_t day = place->block == BLOCK_UNDATED ? DAY_NONE
                                                            : block_first_day(place->block) + index;
                if (effect->conflicts < CHANGES_KEPT &&
                    !note_change(change, import, place->dim, day, (enum counter)id,
                                 before->value[id][index], after->value[id][index],
                                 effect->conflicts, err)) {
                    return false;
                }
                effect->conflicts++;
            }
        }
        effect->days_changed += differs;
        effect->undated_changed += differs && place->block == BLOCK_UNDATED;
    }
    return true;
}

struct merge {
    struct vec siblings, twins;   /* uint32_t */
    struct vec rows;              /* struct report_row */
    struct block *before, *after; /* one a sibling */
};

static void merge_free(struct merge *merge)
{
    vec_free(&merge->siblings);
    vec_free(&merge->twins);
    vec_free(&merge->rows);
    mem_free(merge->before);
    mem_free(merge->after);
}

/* What everybody but `import` says together. */
static void merge_others(struct merge *merge, int64_t import, struct block *out)
{
    struct report_row *rows = merge->rows.data;
    size_t others = 0, count = merge->rows.count;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].import != import) {
            struct report_row row = rows[i];
            rows[i] = rows[others];
            rows[others++] = row;
        }
    }
    series_merge(rows, others, merge->siblings.data, merge->siblings.count, out);
}

static bool has_rows(const struct vec *rows, uint32_t dim)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (VEC_AT(rows, struct report_row, i)->dim == dim) {
            return true;
        }
    }
    return false;
}

static bool load_sibling(struct change *change, int32_t number, uint32_t dim, struct merge *merge,
                         struct err *err)
{
    bool ok = load_rows(change, number, dim, dim, &merge->rows, err) &&
              find_twins(change, dim, &merge->twins, err);
    for (size_t i = 0; ok && i < merge->twins.count; i++) {
        ok = load_rows(change, number, *VEC_AT(&merge->twins, uint32_t, i), dim, &merge->rows, err);
    }
    return ok;
}

static bool merge_several(struct change *change, const struct report_place *place, int64_t import,
                          struct merge *merge, struct report_effect *effect, struct err *err)
{
    size_t count = merge->siblings.count;
    for (size_t i = 0; i < count; i++) {
        if (!load_sibling(change, place->block, *VEC_AT(&merge->siblings, uint32_t, i), merge,
                          err)) {
            return false;
        }
    }
    merge->before = mem_new(count, sizeof *merge->before);
    merge->after = mem_new(count, sizeof *merge->after);
    if (!merge->before || !merge->after) {
        return err_memory(err);
    }
    series_merge(merge->rows.data, merge->rows.count, merge->siblings.data, count, merge->after);
    merge_others(merge, import, merge->before);
    for (size_t i = 0; i < count; i++) {
        uint32_t dim = *VEC_AT(&merge->siblings, uint32_t, i);
        struct report_place own = {place->block, dim, place->days};
        if (!series_write(change, place->block, dim, 0, &merge->after[i],
                          has_rows(&merge->rows, dim), err) ||
            !change_touch(change, dim, place->block, err) ||
            (import && !count_effect(change, &own, import, &merge->before[i], &merge->after[i],
                                     effect, err))) {
            return false;
        }
    }
    return true;
}

static bool merge_single(struct change *change, const struct report_place *place, bool merged,
                         const struct vec *siblings, struct report_effect *effect, struct err *err)
{
    static const struct block nothing;
    for (size_t i = 0; i < siblings->count; i++) {
        uint32_t dim = *VEC_AT(siblings, uint32_t, i);
        if ((merged && !series_write(change, place->block, dim, 0, &nothing, false, err)) ||
            !change_touch(change, dim, place->block, err)) {
            return false;
        }
    }
    effect->days_new += __builtin_popcount(place->days);
    effect->undated_new += place->block == BLOCK_UNDATED ? __builtin_popcount(place->days) : 0;
    return true;
}

static bool merge_place(struct change *change, const struct report_place *place, int64_t import,
                        struct merge *merge, struct report_effect *effect, struct err *err)
{
    bool single, merged, twins;
    if (map64_get(&change->alone, place->dim)) {
        uint32_t *id = vec_push(&merge->siblings);
        if (!id) {
            return err_memory(err);
        }
        *id = place->dim;
    } else if (!find_siblings(change, place->dim, &merge->siblings, err)) {
        return false;
    } else if (merge->siblings.count == 1 && !map64_put(&change->alone, place->dim, NULL)) {
        return err_memory(err);
    }
    return look_for_imports(change, place->block, &merge->siblings, &single, &merged, err) &&
           look_for_twins(change, place->block, &merge->siblings, &twins, err) &&
           (single && !twins ? merge_single(change, place, merged, &merge->siblings, effect, err)
                             : merge_several(change, place, import, merge, effect, err));
}

bool reports_merge(struct change *change, const struct report_place *place, int64_t import,
                   struct report_effect *effect, struct err *err)
{
    struct merge merge = {.siblings = VEC_INIT(uint32_t),
                          .twins = VEC_INIT(uint32_t),
                          .rows = VEC_INIT(struct report_row)};
    struct report_place counted = *place;
    counted.dim = dims_counted(change->dims, place->dim, err);
    bool ok = counted.dim && merge_place(change, &counted, import, &merge, effect, err);
    merge_free(&merge);
    return ok;
}

/* Merge every place of a list, which is read anew for each so that nothing is held open. */
static bool merge_list(struct change *change, struct err *err)
{
    struct report_effect unused = {0};
    int64_t at = 0;
    for (;;) {
        sqlite3_stmt *next = db_statement(
            change->db,
            "SELECT id, block, dim FROM temp.place_todo WHERE id > ?1 ORDER BY id LIMIT 1", err);
        if (!next) {
            return false;
        }
        db_bind_int(next, 1, at);
        enum db_step step = db_step(change->db, next, err);
        if (step != DB_ROW) {
            return step == DB_DONE;
        }
        at = db_column_int(next, 0);
        struct report_place place = {(int32_t)db_column_int(next, 1),
                                     (uint32_t)db_column_int(next, 2), UINT32_MAX};
        db_reset(next);
        if (change_cancelled(change, err) || !reports_merge(change, &place, 0, &unused, err)) {
            return false;
        }
    }
}

static bool open_list(struct change *change, struct err *err)
{
    return db_exec(change->db,
                   "CREATE TABLE IF NOT EXISTS temp.place_todo (id INTEGER PRIMARY KEY,"
                   " block INTEGER NOT NULL, dim INTEGER NOT NULL);"
                   "DELETE FROM temp.place_todo;",
                   err);
}

bool reports_remove(struct change *change, int64_t import, struct err *err)
{
    static const char *const steps[] = {
        "INSERT INTO temp.place_todo (block, dim) SELECT block, dim FROM series WHERE import = ?1",
        "DELETE FROM series WHERE import = ?1",
        "DELETE FROM import_change WHERE import = ?1",
    };
    if (!open_list(change, err)) {
        return false;
    }
    for (size_t i = 0; i < ARRAY_COUNT(steps); i++) {
        sqlite3_stmt *step = db_statement(change->db, steps[i], err);
        if (!step) {
            return false;
        }
        db_bind_int(step, 1, import);
        if (!db_run(change->db, step, err)) {
            return false;
        }
    }
    return merge_list(change, err);
}

bool reports_merge_all(struct change *change, struct err *err)
{
    return open_list(change, err) &&
           db_exec(change->db,
                   "INSERT INTO temp.place_todo (block, dim)"
                   " SELECT DISTINCT block, dim FROM series WHERE import > 0",
                   err) &&
           merge_list(change, err);
}
