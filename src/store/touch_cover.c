/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "store/campaign_roll.h"
#include "store/series.h"
#include "store/touch.h"

/* What a campaign's figures show of 32 days. */
struct cover_block {
    int32_t number;
    uint32_t sends, message_sends;    /* days with sends; by sources made of messages */
    uint32_t counted[COUNTER_STORED]; /* days on which facts were counted */
    uint32_t known[COUNTER_STORED];   /* days on which the counter is known */
};

/* Days on which a dim sent something, or on which its twin among the facts holds zeros. */
struct cover_days {
    uint32_t dim;
    int32_t number;
    uint32_t days;
};

struct cover {
    struct change *change;
    struct vec ranges; /* struct touch_days: apart, by counter and first day */
    int window;        /* days */
    struct vec dims;   /* struct roll_dim */
    struct vec blocks; /* struct cover_block */
    struct map64 by_number;
    struct vec sends; /* struct cover_days, by dim and block */
    struct vec zeros; /* the same of the zeros that are stored */
    struct vec wanted;
    const struct roll_dim *dim;
    struct dim_row row;
};

/* --- the days that files speak of ----------------------------------------------------------------
 */

static bool load_ranges(struct cover *cover, struct err *err)
{
    struct change *change = cover->change;
    sqlite3_stmt *rows = db_statement(
        change->db, "SELECT counter, first, last FROM touch_range ORDER BY counter, first", err);
    if (!rows) {
        return false;
    }
    struct touch_days *last = NULL;
    enum db_step step;
    while ((step = db_step(change->db, rows, err)) == DB_ROW) {
        struct touch_days days = {(enum counter)db_column_int(rows, 0),
                                  zone_day(change->store->zone, db_column_int(rows, 1)),
                                  zone_day(change->store->zone, db_column_int(rows, 2))};
        if (last && last->counter == days.counter && days.first <= last->last + 1) {
            last->last = days.last > last->last ? days.last : last->last;
            continue;
        }
        last = vec_push(&cover->ranges);
        if (!last) {
            db_reset(rows);
            return err_memory(err);
        }
        *last = days;
    }
    return step == DB_DONE;
}

/* The days of a block whose whole window some file speaks of. */
static uint32_t covered(const struct cover *cover, enum counter id, int32_t number)
{
    uint32_t days = 0;
    for (size_t i = 0; number != BLOCK_UNDATED && i < cover->ranges.count; i++) {
        const struct touch_days *range = VEC_AT(&cover->ranges, struct touch_days, i);
        if (range->counter == id && range->last - range->first >= cover->window) {
            days |= block_days_in(number, range->first, range->last - cover->window);
        }
    }
    return days;
}

/* --- what is there -------------------------------------------------------------------------------
 */

static struct cover_block *find_block(struct cover *cover, int32_t number)
{
    bool fresh;
    uint64_t *place = map64_put(&cover->by_number, (uint64_t)(int64_t)number, &fresh);
    if (!place) {
        return NULL;
    }
    if (*place == 0) {
        struct cover_block *block = vec_push(&cover->blocks);
        if (!block) {
            return NULL;
        }
        block->number = number;
        *place = cover->blocks.count;
    }
    return VEC_AT(&cover->blocks, struct cover_block, *place - 1);
}

static uint32_t send_days(const struct block *block)
{
    uint32_t days = 0;
    for (uint32_t rest = block->present[COUNTER_SENT]; rest; rest &= rest - 1) {
        int day = __builtin_ctz(rest);
        days |= block->value[COUNTER_SENT][day] > 0 ? 1u << day : 0;
    }
    return days;
}

static bool push_days(struct vec *list, uint32_t dim, int32_t number, uint32_t days)
{
    struct cover_days *place = vec_push(list);
    if (place) {
        *place = (struct cover_days){dim, number, days};
    }
    return place != NULL;
}

static bool see_block(void *context, int32_t number, const struct block *block, struct err *err)
{
    struct cover *cover = context;
    struct cover_block *seen = find_block(cover, number);
    if (!seen) {
        return err_memory(err);
    }
    if (cover->dim->source != SOURCE_FACTS) {
        uint32_t days = send_days(block);
        bool message = source_is_message(cover->dim->source);
        seen->sends |= days;
        seen->message_sends |= message ? days : 0;
        return !message || !days || push_days(&cover->sends, cover->dim->id, number, days) ||
               err_memory(err);
    }
    if (cover->row.rank == TOUCH_DIM_ZEROS) {
        return push_days(&cover->zeros, cover->dim->id, number, 0) || err_memory(err);
    }
    for (int id = 0; cover->row.rank == TOUCH_DIM_COUNTS && id < COUNTER_STORED; id++) {
        seen->counted[id] |= block->present[id];
    }
    return true;
}

static bool look(struct cover *cover, int64_t campaign, struct err *err)
{
    struct change *change = cover->change;
    vec_clear(&cover->blocks);
    vec_clear(&cover->sends);
    vec_clear(&cover->zeros);
    vec_clear(&cover->wanted);
    map64_clear(&cover->by_number);
    if (!roll_dims(change->db, campaign, ATTR_NONE, &cover->dims, err)) {
        return false;
    }
    for (size_t i = 0; i < cover->dims.count; i++) {
        cover->dim = VEC_AT(&cover->dims, struct roll_dim, i);
        if (cover->dim->source == SOURCE_FACTS) {
            const struct dim_row *row = dims_row(change->dims, cover->dim->id, err);
            if (!row) {
                return false;
            }
            cover->row = *row;
        }
        if (!roll_blocks(change->db, cover->dim->id, see_block, cover, err)) {
            return false;
        }
    }
    return true;
}

/* --- what there should be ------------------------------------------------------------------------
 */

/* A campaign day knows a counter when its whole window lies in what files speak of, or when
 * something was counted on it: then so much is known to have come. */
static void rule_known(struct cover *cover)
{
    for (size_t i = 0; i < cover->blocks.count; i++) {
        struct cover_block *block = VEC_AT(&cover->blocks, struct cover_block, i);
        for (counter_mask rest = ORDER_COUNTERS | CLICK_COUNTERS; rest; rest &= rest - 1) {
            int id = __builtin_ctz(rest);
            block->known[id] = block->sends & (block->counted[id] |
                                               covered(cover, (enum counter)id, block->number));
        }
    }
}

static uint32_t any_known(const struct cover_block *block)
{
    uint32_t days = 0;
    for (int id = 0; id < COUNTER_STORED; id++) {
        days |= block->known[id];
    }
    return days;
}

/* The dim of a message dim's zeros, or (of_dim 0) of those of the campaign alone. */
static uint32_t twin(struct change *change, int64_t campaign, uint32_t of_dim, struct err *err)
{
    struct dim_row row;
    memset(&row, 0, sizeof row);
    if (of_dim) {
        const struct dim_row *of = dims_row(change->dims, of_dim, err);
        if (!of) {
            return 0;
        }
        row = *of;
    }
    dims_move(&row, campaign);
    row.source = SOURCE_FACTS;
    row.rank = TOUCH_DIM_ZEROS;
    row.known = 0;
    row.currency = (struct currency){""};
    return dims_id(change->dims, &row, err);
}

static bool want(struct cover *cover, int64_t campaign, uint32_t of_dim, int32_t number,
                 uint32_t days, struct err *err)
{
    uint32_t dim = days ? twin(cover->change, campaign, of_dim, err) : 0;
    if (!dim) {
        return days == 0;
    }
    return push_days(&cover->wanted, dim, number, days) || err_memory(err);
}

static int by_place(const void *a, const void *b)
{
    const struct cover_days *x = a, *y = b;
    if (x->dim != y->dim) {
        return x->dim < y->dim ? -1 : 1;
    }
    return x->number < y->number ? -1 : x->number > y->number;
}

/* Zeros go with every message dim on its send days; days on which only reports sent anything know
 * them for the campaign, not for its parts. */
static bool list_wanted(struct cover *cover, int64_t campaign, struct err *err)
{
    for (size_t i = 0; i < cover->sends.count; i++) {
        const struct cover_days *sends = VEC_AT(&cover->sends, struct cover_days, i);
        const struct cover_block *block = find_block(cover, sends->number);
        if (!want(cover, campaign, sends->dim, sends->number, sends->days & any_known(block),
                  err)) {
            return false;
        }
    }
    for (size_t i = 0; i < cover->blocks.count; i++) {
        const struct cover_block *block = VEC_AT(&cover->blocks, struct cover_block, i);
        if (!want(cover, campaign, 0, block->number, any_known(block) & ~block->message_sends,
                  err)) {
            return false;
        }
    }
    struct cover_days *all = cover->wanted.data;
    size_t kept = 0;
    if (cover->wanted.count > 1) {
        qsort(all, cover->wanted.count, sizeof *all, by_place);
    }
    for (size_t i = 0; i < cover->wanted.count; i++) {
        if (kept > 0 && by_place(&all[kept - 1], &all[i]) == 0) {
            all[kept - 1].days |= all[i].days;
        } else {
            all[kept++] = all[i];
        }
    }
    cover->wanted.count = kept;
    return true;
}

static bool write_zeros(struct cover *cover, const struct cover_days *wanted, struct err *err)
{
    struct change *change = cover->change;
    const struct cover_block *seen = find_block(cover, wanted->number);
    struct block block, old;
    bool there;
    memset(&block, 0, sizeof block);
    for (int id = 0; id < COUNTER_STORED; id++) {
        block.present[id] = wanted->days & seen->known[id];
    }
    if (!series_read(change, wanted->number, wanted->dim, 0, &old, &there, err)) {
        return false;
    }
    if (there && memcmp(old.present, block.present, sizeof block.present) == 0) {
        return true;
    }
    return series_write(change, wanted->number, wanted->dim, 0, &block, false, err) &&
           change_touch(change, wanted->dim, wanted->number, err);
}

/* Remove zeros that are no longer known. */
static bool drop_rest(struct cover *cover, struct err *err)
{
    struct block none;
    memset(&none, 0, sizeof none);
    for (size_t i = 0; i < cover->zeros.count; i++) {
        const struct cover_days *stored = VEC_AT(&cover->zeros, struct cover_days, i);
        bool stays =
            cover->wanted.count > 0 &&
            bsearch(stored, cover->wanted.data, cover->wanted.count, sizeof *stored, by_place);
        if (!stays &&
            (!series_write(cover->change, stored->number, stored->dim, 0, &none, false, err) ||
             !change_touch(cover->change, stored->dim, stored->number, err))) {
            return false;
        }
    }
    return true;
}

static bool cover_campaign(struct cover *cover, int64_t campaign, struct err *err)
{
    if (!look(cover, campaign, err)) {
        return false;
    }
    rule_known(cover);
    if (!list_wanted(cover, campaign, err)) {
        return false;
    }
    for (size_t i = 0; i < cover->wanted.count; i++) {
        if (!write_zeros(cover, VEC_AT(&cover->wanted, struct cover_days, i), err)) {
            return false;
        }
    }
    return drop_rest(cover, err);
}

/* Campaigns with days on which it may have changed what files speak of. */
static bool touch_ranges(struct cover *cover, struct err *err)
{
    struct change *change = cover->change;
    const struct touches *touches = change->touches;
    if (!touches->ranges_changed) {
        return true;
    }
    sqlite3_stmt *find = db_statement(change->db,
                                      "SELECT DISTINCT campaign FROM dim WHERE id IN"
                                      " (SELECT dim FROM series WHERE block BETWEEN ?1 AND ?2)",
                                      err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1,
                block_of_day(zone_day(change->store->zone, touches->first) - cover->window));
    db_bind_int(find, 2, block_of_day(zone_day(change->store->zone, touches->last)));
    enum db_step step;
    while ((step = db_step(change->db, find, err)) == DB_ROW) {
        if (!change_touch_campaign(change, db_column_int(find, 0), err)) {
            db_reset(find);
            return false;
        }
    }
    return step == DB_DONE;
}

bool touch_cover(struct change *change, struct err *err)
{
    struct cover cover = {.change = change,
                          .ranges = VEC_INIT(struct touch_days),
                          .window = (int)(change->window / 86400),
                          .dims = VEC_INIT(struct roll_dim),
                          .blocks = VEC_INIT(struct cover_block),
                          .sends = VEC_INIT(struct cover_days),
                          .zeros = VEC_INIT(struct cover_days),
                          .wanted = VEC_INIT(struct cover_days)};
    bool ok = load_ranges(&cover, err) && touch_ranges(&cover, err) &&
              totals_touch_campaigns(change, err);
    bool any = cover.ranges.count > 0 || change->touches->ranges_changed;
    size_t cursor = 0;
    uint64_t campaign, unused;
    while (ok && any && map64_next(&change->campaigns_touched, &cursor, &campaign, &unused)) {
        ok = !change_cancelled(change, err) && cover_campaign(&cover, (int64_t)campaign, err);
    }
    vec_free(&cover.ranges);
    vec_free(&cover.dims);
    vec_free(&cover.blocks);
    vec_free(&cover.sends);
    vec_free(&cover.zeros);
    vec_free(&cover.wanted);
    map64_free(&cover.by_number);
    return ok;
}
