/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/query_money.h"

#include <string.h>

#include "base/vec.h"
#include "model/joiner.h"
#include "store/query_private.h"

struct sorting {
    struct campaign_row row;
    struct vec dims; /* struct roll_dim */
    int32_t from, to;
    struct currency currency;
    const struct roll_dim *dim;
    struct joiner *joiner; /* NULL: the ruling needs none */
    struct money_total *made;
};

static bool is_money(int id)
{
    return counter_info((enum counter)id)->kind == COUNTER_KIND_MONEY;
}

/* Forget amounts that are not zero, and the days that bill their own messages. Returns the days
 * that are left. */
static uint32_t strip(const struct sorting *sorting, struct block *block, uint32_t days)
{
    uint32_t billed = 0;
    for (int id = 0; id < COUNTER_STORED; id++) {
        uint32_t paid = 0;
        for (uint32_t rest = is_money(id) ? block->present[id] & days : 0; rest; rest &= rest - 1) {
            int day = __builtin_ctz(rest);
            paid |= block->value[id][day] != 0 ? UINT32_C(1) << day : 0;
        }
        block->present[id] &= ~paid;
        billed |= paid & block->present[COUNTER_SENT];
        if (paid && sorting->row.ruling.counter[id] == sorting->dim->source) {
            sorting->made->elsewhere |= COUNTER_BIT(id);
        }
    }
    return days & ~billed;
}

static bool add_block(void *context, int32_t number, const struct block *block, struct err *err)
{
    struct sorting *sorting = context;
    const struct roll_dim *dim = sorting->dim;
    const struct ruling *ruling = &sorting->row.ruling;
    uint32_t days = number == BLOCK_UNDATED
                        ? query_undated_in(sorting->row.start, sorting->from, sorting->to)
                        : block_days_in(number, sorting->from, sorting->to);
    struct currency currency = dim->currency;
    struct block own;
    days &= block_days(block);
    if (currency.code[0] && !currency_equal(currency, sorting->currency)) {
        own = *block;
        days = strip(sorting, &own, days);
        block = &own;
        currency = (struct currency){""};
    }
    ruling_add_block(ruling, dim->source, currency, block, days, &sorting->made->total);
    return !sorting->joiner || !days ||
           joiner_add(sorting->joiner, dim->source, number, block, days) || err_memory(err);
}

static bool add_dims(struct sorting *sorting, struct db *db, struct err *err)
{
    int32_t first = sorting->from == DAY_NONE ? BLOCK_UNDATED + 1 : block_of_day(sorting->from);
    int32_t last = sorting->to == INT32_MAX ? INT32_MAX : block_of_day(sorting->to);
    bool undated = query_undated_in(sorting->row.start, sorting->from, sorting->to);
    for (size_t i = 0; i < sorting->dims.count; i++) {
        sorting->dim = VEC_AT(&sorting->dims, struct roll_dim, i);
        if (!ruling_uses(&sorting->row.ruling, sorting->dim->source)) {
            continue;
        }
        uint32_t id = sorting->dim->id;
        if (!roll_blocks_between(db, id, first, last, add_block, sorting, err) ||
            (undated &&
             !roll_blocks_between(db, id, BLOCK_UNDATED, BLOCK_UNDATED, add_block, sorting, err))) {
            return false;
        }
    }
    return true;
}

bool query_money(struct store *store, struct arena *arena, int64_t number, int32_t from, int32_t to,
                 struct currency currency, struct money_total *money, struct err *err)
{
    struct sorting sorting = {.dims = VEC_INIT(struct roll_dim),
                              .from = from,
                              .to = to,
                              .currency = currency,
                              .made = money};
    bool begun;
    memset(money, 0, sizeof *money);
    if (!query_begin(store->db, &begun, err)) {
        return false;
    }
    bool ok = query_campaign(store, arena, number, DAY_NONE, INT32_MAX, &sorting.row, err);
    if (ok && sorting.row.ruling.has_days) {
        sorting.joiner = joiner_new(arena);
        ok = sorting.joiner || err_memory(err);
    }
    ok = ok && roll_dims(store->db, number, ATTR_NONE, &sorting.dims, err) &&
         add_dims(&sorting, store->db, err);
    if (ok && sorting.joiner) {
        joiner_finish(sorting.joiner, &sorting.row.ruling, &money->total);
    }
    query_end(store->db, begun);
    joiner_free(sorting.joiner);
    vec_free(&sorting.dims);
    return ok;
}
