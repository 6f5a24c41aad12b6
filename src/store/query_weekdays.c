/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/joiner.h"
#include "store/query_private.h"

struct weekdays {
    struct campaign_row row;
    struct vec dims; /* struct roll_dim */
    int32_t from, to;
    const struct roll_dim *dim;
    struct joiner *joiner[QUERY_WEEKDAYS]; /* only where the ruling needs them */
    struct total *totals;
};

/* Days of a block that are that weekday. */
static uint32_t days_on(int32_t number, int weekday)
{
    int first = civil_weekday(block_first_day(number));
    uint32_t days = 0;
    for (int i = (weekday - first + QUERY_WEEKDAYS) % QUERY_WEEKDAYS; i < BLOCK_DAYS;
         i += QUERY_WEEKDAYS) {
        days |= UINT32_C(1) << i;
    }
    return days;
}

static bool add_block(void *context, int32_t number, const struct block *block, struct err *err)
{
    struct weekdays *weekdays = context;
    if (number == BLOCK_UNDATED) {
        return true;
    }
    const struct ruling *ruling = &weekdays->row.ruling;
    const struct roll_dim *dim = weekdays->dim;
    uint32_t known = block_days(block) & block_days_in(number, weekdays->from, weekdays->to);
    for (int i = 0; i < QUERY_WEEKDAYS; i++) {
        uint32_t days = known & days_on(number, i);
        if (!days) {
            continue;
        }
        ruling_add_block(ruling, dim->source, dim->currency, block, days, &weekdays->totals[i]);
        if (weekdays->joiner[i] &&
            !joiner_add(weekdays->joiner[i], dim->source, number, block, days)) {
            return err_memory(err);
        }
    }
    return true;
}

static bool sum(struct weekdays *weekdays, struct store *store, struct arena *arena,
                struct err *err)
{
    bool joins = weekdays->row.ruling.has_days;
    for (int i = 0; joins && i < QUERY_WEEKDAYS; i++) {
        if (!(weekdays->joiner[i] = joiner_new(arena))) {
            return err_memory(err);
        }
    }
    for (size_t i = 0; i < weekdays->dims.count; i++) {
        weekdays->dim = VEC_AT(&weekdays->dims, struct roll_dim, i);
        if (ruling_uses(&weekdays->row.ruling, weekdays->dim->source) &&
            !roll_blocks(store->db, weekdays->dim->id, add_block, weekdays, err)) {
            return false;
        }
    }
    for (int i = 0; joins && i < QUERY_WEEKDAYS; i++) {
        joiner_finish(weekdays->joiner[i], &weekdays->row.ruling, &weekdays->totals[i]);
    }
    return true;
}

bool query_weekdays(struct store *store, struct arena *arena, int64_t number, int32_t from,
                    int32_t to, struct total totals[QUERY_WEEKDAYS], struct err *err)
{
    struct weekdays weekdays = {
        .dims = VEC_INIT(struct roll_dim), .from = from, .to = to, .totals = totals};
    bool begun;
    memset(totals, 0, QUERY_WEEKDAYS * sizeof *totals);
    if (!query_begin(store->db, &begun, err)) {
        return false;
    }
    bool ok = query_campaign(store, arena, number, DAY_NONE, INT32_MAX, &weekdays.row, err) &&
              roll_dims(store->db, number, ATTR_NONE, &weekdays.dims, err) &&
              sum(&weekdays, store, arena, err);
    query_end(store->db, begun);
    for (int i = 0; i < QUERY_WEEKDAYS; i++) {
        joiner_free(weekdays.joiner[i]);
    }
    vec_free(&weekdays.dims);
    return ok;
}
