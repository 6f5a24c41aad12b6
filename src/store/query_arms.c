/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/query_arms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "model/census.h"
#include "model/joiner.h"
#include "store/query_private.h"

/* An arm on its way. */
struct arm {
    int64_t label;
    struct joiner *joiner;  /* NULL: the ruling joins nothing */
    struct day_total *days; /* room for every day of the span */
    struct total total;
};

struct arms {
    struct store *store;
    struct arena *arena;
    struct vec dims; /* struct roll_dim, only those that state the attribute */
    struct vec all;  /* struct arm */
    struct map64 by_label;
    struct census *census;
    struct ruling ruling;
    int32_t start, end; /* of the campaign */
    int32_t from, to;
    int32_t first, last; /* days that anything is said of, within from … to */
    /* while walking */
    const struct roll_dim *dim;
    struct arm *arm;
};

static void arms_free(struct arms *arms)
{
    for (size_t i = 0; i < arms->all.count; i++) {
        joiner_free(VEC_AT(&arms->all, struct arm, i)->joiner);
    }
    census_free(arms->census);
    vec_free(&arms->dims);
    vec_free(&arms->all);
    map64_free(&arms->by_label);
}

/* --- who knows what ----------------------------------------------------------------------------
 */

static bool count_block(void *context, int32_t number, const struct block *block, struct err *err)
{
    struct arms *arms = context;
    uint32_t days = number == BLOCK_UNDATED ? 0 : block_days(block);
    if (days) {
        int32_t first = block_first_day(number) + __builtin_ctz(days);
        int32_t last = block_first_day(number) + 31 - __builtin_clz(days);
        arms->first = arms->first == DAY_NONE || first < arms->first ? first : arms->first;
        arms->last = last > arms->last ? last : arms->last;
    }
    return census_add(arms->census, arms->dim->source, number, block) || err_memory(err);
}

static bool walk(struct arms *arms,
                 bool (*each)(void *, int32_t, const struct block *, struct err *), struct err *err)
{
    for (size_t i = 0; i < arms->dims.count; i++) {
        arms->dim = VEC_AT(&arms->dims, struct roll_dim, i);
        uint64_t *place = map64_get(&arms->by_label, (uint64_t)arms->dim->label);
        arms->arm = place ? VEC_AT(&arms->all, struct arm, *place) : NULL;
        if (!roll_blocks(arms->store->db, arms->dim->id, each, arms, err)) {
            return false;
        }
    }
    return true;
}

/* --- the days of each ----------------------------------------------------------------------------
 */

static bool add_block(void *context, int32_t number, const struct block *block, struct err *err)
{
    struct arms *arms = context;
    struct arm *arm = arms->arm;
    const struct roll_dim *dim = arms->dim;
    uint32_t days = number == BLOCK_UNDATED ? query_undated_in(arms->start, arms->from, arms->to)
                                            : block_days_in(number, arms->from, arms->to);
    ruling_add_block(&arms->ruling, dim->source, dim->currency, block, days, &arm->total);
    if (number != BLOCK_UNDATED) {
        for (uint32_t left = days & block_days(block); left; left &= left - 1) {
            int index = __builtin_ctz(left);
            ruling_add_block(&arms->ruling, dim->source, dim->currency, block, 1U << index,
                             &arm->days[block_first_day(number) + index - arms->first].total);
        }
    }
    return !arm->joiner || joiner_add(arm->joiner, dim->source, number, block, days) ||
           err_memory(err);
}

static bool make_arms(struct arms *arms, struct err *err)
{
    size_t room = arms->first == DAY_NONE || arms->last < arms->first
                      ? 0
                      : (size_t)(arms->last - arms->first) + 1;
    for (size_t i = 0; i < arms->dims.count; i++) {
        bool fresh;
        uint64_t *place = map64_put(
            &arms->by_label, (uint64_t)VEC_AT(&arms->dims, struct roll_dim, i)->label, &fresh);
        if (!place) {
            return err_memory(err);
        }
        if (!fresh) {
            continue;
        }
        struct arm *arm = vec_push(&arms->all);
        if (!arm) {
            return err_memory(err);
        }
        *place = arms->all.count - 1;
        arm->label = VEC_AT(&arms->dims, struct roll_dim, i)->label;
        arm->days = ARENA_ARRAY(arms->arena, struct day_total, room + 1);
        arm->joiner = arms->ruling.has_days ? joiner_new(arms->arena) : NULL;
        if (!arm->days || (arms->ruling.has_days && !arm->joiner)) {
            return err_memory(err);
        }
        for (size_t day = 0; day < room; day++) {
            arm->days[day].day = arms->first + (int32_t)day;
        }
    }
    return true;
}

static void finish_joined(struct arms *arms)
{
    for (size_t i = 0; arms->ruling.has_days && i < arms->all.count; i++) {
        struct arm *arm = VEC_AT(&arms->all, struct arm, i);
        joiner_finish(arm->joiner, &arms->ruling, &arm->total);
        for (int32_t day = arms->first; day != DAY_NONE && day <= arms->last; day++) {
            joiner_finish_day(arm->joiner, &arms->ruling, day, &arm->days[day - arms->first].total);
        }
    }
}

static bool roll(struct arms *arms, struct err *err)
{
    if (!(arms->census = census_new(arms->arena))) {
        return err_memory(err);
    }
    arms->first = DAY_NONE;
    arms->last = DAY_NONE;
    if (!walk(arms, count_block, err)) {
        return false;
    }
    census_rule(arms->census, arms->start, arms->end, &arms->ruling);
    if (arms->from != DAY_NONE && arms->first != DAY_NONE && arms->from > arms->first) {
        arms->first = arms->from;
    }
    arms->last = arms->to < arms->last ? arms->to : arms->last;
    if (!make_arms(arms, err) || !walk(arms, add_block, err)) {
        return false;
    }
    finish_joined(arms);
    return true;
}

/* --- opening ------------------------------------------------------------------------------------
 */

/* The dims of the campaign that state the attribute. */
static bool stating_dims(struct arms *arms, int64_t number, enum attr attr, struct err *err)
{
    if (!roll_dims(arms->store->db, number, attr, &arms->dims, err)) {
        return false;
    }
    size_t kept = 0;
    for (size_t i = 0; i < arms->dims.count; i++) {
        const struct roll_dim *dim = VEC_AT(&arms->dims, struct roll_dim, i);
        if (dim->label != 0) {
            *VEC_AT(&arms->dims, struct roll_dim, kept++) = *dim;
        }
    }
    arms->dims.count = kept;
    return true;
}

static bool arms_open(struct arms *arms, struct store *store, struct arena *arena, int64_t number,
                      enum attr attr, struct err *err)
{
    struct campaign_row row;
    memset(arms, 0, sizeof *arms);
    arms->store = store;
    arms->arena = arena;
    arms->dims = (struct vec)VEC_INIT(struct roll_dim);
    arms->all = (struct vec)VEC_INIT(struct arm);
    if (!query_campaign(store, arena, number, DAY_NONE, INT32_MAX, &row, err)) {
        return false;
    }
    arms->start = row.start;
    arms->end = row.end;
    return stating_dims(arms, number, attr, err);
}

static int by_sends(const void *a, const void *b)
{
    const struct arm_days *x = a, *y = b;
    int64_t sent_x = x->total.sum[COUNTER_SENT], sent_y = y->total.sum[COUNTER_SENT];
    return sent_x != sent_y ? (sent_x > sent_y ? -1 : 1) : strcmp(x->value, y->value);
}

static bool collect(struct arms *arms, struct arm_days **result, size_t *count, struct err *err)
{
    struct arm_days *all = ARENA_ARRAY(arms->arena, struct arm_days, arms->all.count + 1);
    if (!all) {
        return err_memory(err);
    }
    size_t kept = 0;
    for (size_t i = 0; i < arms->all.count; i++) {
        struct arm *arm = VEC_AT(&arms->all, struct arm, i);
        if (arm->total.tallies == 0) {
            continue;
        }
        if (!query_label_text(arms->store, arms->arena, arm->label, &all[kept].value, err)) {
            return false;
        }
        size_t days = 0;
        for (int32_t day = arms->first; day != DAY_NONE && day <= arms->last; day++) {
            const struct day_total *at = &arm->days[day - arms->first];
            if (at->total.tallies) {
                arm->days[days++] = *at;
            }
        }
        all[kept].days = arm->days;
        all[kept].count = days;
        all[kept++].total = arm->total;
    }
    qsort(all, kept, sizeof *all, by_sends);
    *result = all;
    *count = kept;
    return true;
}

bool query_arms(struct store *store, struct arena *arena, int64_t number, enum attr attr,
                int32_t from, int32_t to, struct arm_days **arms, size_t *count, struct err *err)
{
    struct arms work;
    bool begun;
    if (!query_begin(store->db, &begun, err)) {
        return false;
    }
    bool ok = arms_open(&work, store, arena, number, attr, err);
    work.from = from;
    work.to = to;
    ok = ok && roll(&work, err) && collect(&work, arms, count, err);
    query_end(store->db, begun);
    arms_free(&work);
    return ok;
}

bool query_arm_files(struct store *store, struct arena *arena, int64_t number, enum attr attr,
                     const char *value, int32_t day, const char *const **files, size_t *count,
                     struct err *err)
{
    char sql[640];
    snprintf(sql, sizeof sql,
             "SELECT DISTINCT r.id, r.file FROM dim d JOIN series s ON s.dim = d.id"
             " JOIN import_run r ON r.id = s.import LEFT JOIN label l ON l.id = d.%s"
             " WHERE (d.campaign = ?1 OR (d.campaign = -1 AND d.said IN"
             " (SELECT campaign FROM merged WHERE target = ?1))) AND s.block = ?2 AND (?3 IS NULL "
             "OR l.text = ?3)"
             " ORDER BY r.id DESC",
             attr == ATTR_NONE ? "template" : attr_info(attr)->name);
    sqlite3_stmt *rows = db_statement(store->db, sql, err);
    if (!rows) {
        return false;
    }
    db_bind_int(rows, 1, number);
    db_bind_int(rows, 2, block_of_day(day));
    db_bind_text(rows, 3, value);
    struct vec found = VEC_INIT(const char *);
    enum db_step step = DB_DONE;
    bool ok = true;
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        const char **file = vec_push(&found);
        ok = (file && (*file = arena_strdup(arena, db_column_text(rows, 1)))) || err_memory(err);
    }
    db_reset(rows);
    ok = ok && step == DB_DONE;
    *count = found.count;
    *files = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    return *files || (ok && err_memory(err));
}
