/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Costs of messages whose bill nobody imported: delivered messages times the price of their country
 * and category on that day. A message is charged once, when it was delivered or read, which is what
 * the counter counts. What a bill tells stands: prices are for the days that none speaks of. And
 * software fees where somebody said what they are (touch_fees.c).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/census.h"
#include "store/campaign_roll.h"
#include "store/series.h"
#include "store/touch.h"
#include "store/touch_fees.h"
#include "store/touch_rates.h"

#define CURRENCIES_MAX 8

/* What one dim costs on the days of a block. */
struct cost_days {
    uint32_t dim; /* of the messages; later of the costs */
    int32_t number;
    enum counter counter;
    struct currency currency;
    uint32_t days, estimated;
    int64_t cost[BLOCK_DAYS];
};

/* Messages of a block, and those whose cost is known; days that the bills of a source tell. */
struct cost_block {
    int32_t number;
    uint32_t billed[SOURCE_COUNT];
    int64_t all[BLOCK_DAYS], priced[BLOCK_DAYS];
};

struct costs {
    struct change *change;
    struct touch_rates rates;
    struct touch_fees fees;
    struct arena *arena;
    struct census *census;
    struct vec dims;   /* struct roll_dim */
    struct vec days;   /* struct cost_days */
    struct vec blocks; /* struct cost_block */
    struct map64 by_number;
    struct vec stored; /* struct cost_days: those in the store */
    struct ruling ruling;
    struct currency money[CURRENCIES_MAX];
    size_t money_count;
    struct currency currency; /* of the prices that are taken */
    const struct roll_dim *dim;
    bool is_cost;
    char category[64], country[8];
};

/* --- what there is -------------------------------------------------------------------------------
 */

static struct cost_block *find_block(struct costs *costs, int32_t number)
{
    uint64_t *place = map64_put(&costs->by_number, (uint64_t)(int64_t)number, NULL);
    if (!place) {
        return NULL;
    }
    if (*place == 0) {
        struct cost_block *block = vec_push(&costs->blocks);
        if (!block) {
            return NULL;
        }
        block->number = number;
        *place = costs->blocks.count;
    }
    return VEC_AT(&costs->blocks, struct cost_block, *place - 1);
}

static bool has_money(const struct block *block)
{
    static const enum counter money[] = {COUNTER_REVENUE, COUNTER_COST_MESSAGE,
                                         COUNTER_COST_PLATFORM, COUNTER_COST_ADS};
    for (size_t i = 0; i < ARRAY_COUNT(money); i++) {
        for (uint32_t days = block->present[money[i]]; days; days &= days - 1) {
            if (block->value[money[i]][__builtin_ctz(days)] != 0) {
                return true;
            }
        }
    }
    return false;
}

static void see_money(struct costs *costs, struct currency currency)
{
    for (size_t i = 0; i < costs->money_count; i++) {
        if (currency_equal(costs->money[i], currency)) {
            return;
        }
    }
    if (costs->money_count < CURRENCIES_MAX) {
        costs->money[costs->money_count++] = currency;
    }
}

static bool look_at_block(void *context, int32_t number, const struct block *block, struct err *err)
{
    struct costs *costs = context;
    if (costs->is_cost) {
        struct cost_days *stored = vec_push(&costs->stored);
        if (!stored) {
            return err_memory(err);
        }
        stored->dim = costs->dim->id;
        stored->number = number;
        return true;
    }
    if (costs->dim->currency.code[0] && has_money(block)) {
        see_money(costs, costs->dim->currency);
    }
    struct cost_block *seen = find_block(costs, number);
    if (!seen) {
        return err_memory(err);
    }
    seen->billed[costs->dim->source] |= block->present[COUNTER_COST_MESSAGE];
    return census_add(costs->census, costs->dim->source, number, block) || err_memory(err);
}

static bool look(struct costs *costs, int64_t campaign, struct err *err)
{
    struct change *change = costs->change;
    census_reset(costs->census);
    vec_clear(&costs->days);
    vec_clear(&costs->blocks);
    vec_clear(&costs->stored);
    map64_clear(&costs->by_number);
    costs->money_count = 0;
    if (!roll_dims(change->db, campaign, ATTR_NONE, &costs->dims, err)) {
        return false;
    }
    for (size_t i = 0; i < costs->dims.count; i++) {
        costs->dim = VEC_AT(&costs->dims, struct roll_dim, i);
        costs->is_cost = false;
        if (costs->dim->source == SOURCE_FACTS) {
            const struct dim_row *row = dims_row(change->dims, costs->dim->id, err);
            if (!row) {
                return false;
            }
            costs->is_cost = row->rank == TOUCH_DIM_COSTS;
        }
        if (!roll_blocks(change->db, costs->dim->id, look_at_block, costs, err)) {
            return false;
        }
    }
    census_rule(costs->census, DAY_NONE, DAY_NONE, &costs->ruling);
    costs->currency = touch_rates_currency(&costs->rates, costs->money, costs->money_count);
    return true;
}

/* --- what it costs -------------------------------------------------------------------------------
 */

static struct cost_days *push_days(struct costs *costs, int32_t number, enum counter counter,
                                   struct currency currency)
{
    struct cost_days *days = vec_push(&costs->days);
    if (days) {
        days->dim = costs->dim->id;
        days->number = number;
        days->counter = counter;
        days->currency = currency;
    }
    return days;
}

static bool keep_days(struct costs *costs, const struct cost_days *from, int32_t number,
                      struct currency currency, struct err *err)
{
    struct cost_days *kept =
        from->days ? push_days(costs, number, COUNTER_COST_MESSAGE, currency) : NULL;
    if (kept) {
        kept->days = from->days;
        kept->estimated = from->estimated;
        memcpy(kept->cost, from->cost, sizeof kept->cost);
    }
    return !from->days || kept || err_memory(err);
}

/* What the bills of the believed source tell. */
static bool bill_block(struct costs *costs, int32_t number, const struct block *block,
                       struct err *err)
{
    struct cost_days billed;
    memset(&billed, 0, sizeof billed);
    billed.days = block->present[COUNTER_COST_MESSAGE];
    memcpy(billed.cost, block->value[COUNTER_COST_MESSAGE], sizeof billed.cost);
    return keep_days(costs, &billed, number, costs->dim->currency, err);
}

/* The other days get a price, and the dims of a day that its bills leave out. */
static bool price_block(struct costs *costs, int32_t number, const struct block *block,
                        struct err *err)
{
    uint8_t bills = costs->ruling.counter[COUNTER_COST_MESSAGE];
    struct cost_block *of_all = find_block(costs, number);
    struct cost_days priced;
    if (!of_all) {
        return err_memory(err);
    }
    bool own = bills == (uint8_t)costs->dim->source;
    uint32_t billed = bills == RULING_NONE ? 0
                      : own                ? block->present[COUNTER_COST_MESSAGE]
                                           : of_all->billed[bills];
    memset(&priced, 0, sizeof priced);
    for (uint32_t rest = block->present[COUNTER_DELIVERED]; rest; rest &= rest - 1) {
        int day = __builtin_ctz(rest);
        int64_t messages = block->value[COUNTER_DELIVERED][day], price;
        of_all->all[day] = counter_sum(of_all->all[day], messages);
        if (!(billed & (1u << day))) {
            if (number == BLOCK_UNDATED ||
                !touch_rates_find(&costs->rates, costs->currency, costs->category, costs->country,
                                  block_first_day(number) + day, &price) ||
                __builtin_mul_overflow(price, messages, &priced.cost[day])) {
                continue;
            }
            priced.days |= 1u << day;
        }
        of_all->priced[day] = counter_sum(of_all->priced[day], messages);
    }
    priced.estimated = priced.days;
    return keep_days(costs, &priced, number, costs->currency, err);
}

static bool fee_block(struct costs *costs, int32_t number, const struct block *block,
                      struct err *err)
{
    struct cost_days *days =
        block->present[COUNTER_SENT] && number != BLOCK_UNDATED
            ? push_days(costs, number, COUNTER_COST_PLATFORM, costs->fees.currency)
            : NULL;
    if (!days) {
        return !block->present[COUNTER_SENT] || number == BLOCK_UNDATED || err_memory(err);
    }
    for (uint32_t rest = block->present[COUNTER_SENT]; rest; rest &= rest - 1) {
        int day = __builtin_ctz(rest);
        if (touch_fees_of(&costs->fees, block_first_day(number) + day,
                          block->value[COUNTER_SENT][day], &days->cost[day])) {
            days->days |= 1u << day;
        }
    }
    return true;
}

/* A bill over the whole campaign leaves nothing to be priced. */
static bool cost_block(void *context, int32_t number, const struct block *block, struct err *err)
{
    struct costs *costs = context;
    const struct ruling *ruling = &costs->ruling;
    uint8_t source = (uint8_t)costs->dim->source;
    bool prices = costs->currency.code[0] &&
                  ruling->counter[COUNTER_COST_MESSAGE] != SOURCE_SUMMARY &&
                  ruling->counter[COUNTER_DELIVERED] != SOURCE_SUMMARY;
    bool fees = costs->fees.amount && ruling->counter[COUNTER_COST_PLATFORM] == RULING_NONE;
    return (!prices || ruling->counter[COUNTER_COST_MESSAGE] != source ||
            bill_block(costs, number, block, err)) &&
           (!prices || ruling->counter[COUNTER_DELIVERED] != source ||
            price_block(costs, number, block, err)) &&
           (!fees || ruling->counter[COUNTER_SENT] != source ||
            fee_block(costs, number, block, err));
}

static bool copy_label(struct costs *costs, uint32_t label, char *text, size_t size,
                       struct err *err)
{
    const char *lent = dims_label(costs->change->dims, label, err);
    if (!lent) {
        return false;
    }
    snprintf(text, size, "%s", lent);
    return true;
}

static bool price_dims(struct costs *costs, struct err *err)
{
    struct change *change = costs->change;
    for (size_t i = 0; i < costs->dims.count; i++) {
        costs->dim = VEC_AT(&costs->dims, struct roll_dim, i);
        if (costs->dim->source == SOURCE_FACTS) {
            continue;
        }
        const struct dim_row *row = dims_row(change->dims, costs->dim->id, err);
        uint32_t country = row ? row->label[ATTR_COUNTRY] : 0;
        uint32_t category = row ? row->label[ATTR_CATEGORY] : 0;
        if (!row || !copy_label(costs, category, costs->category, sizeof costs->category, err) ||
            !copy_label(costs, country, costs->country, sizeof costs->country, err) ||
            !roll_blocks(change->db, costs->dim->id, cost_block, costs, err)) {
            return false;
        }
    }
    return true;
}

/* --- writing it down -----------------------------------------------------------------------------
 */

/* Days on which the cost of nearly all messages is known: less would be taken for the whole. */
static uint32_t whole_days(struct costs *costs, int32_t number)
{
    const struct cost_block *block = find_block(costs, number);
    uint32_t days = 0;
    for (int day = 0; block && day < BLOCK_DAYS; day++) {
        days |= block->all[day] - block->priced[day] <= block->all[day] / 20 ? 1u << day : 0;
    }
    return days;
}

static uint32_t cost_dim(struct change *change, int64_t campaign, const struct cost_days *days,
                         struct err *err)
{
    const struct dim_row *of = dims_row(change->dims, days->dim, err);
    if (!of) {
        return 0;
    }
    struct dim_row row = *of;
    dims_move(&row, campaign);
    row.source = SOURCE_FACTS;
    row.rank = TOUCH_DIM_COSTS;
    row.known = 0;
    row.currency = days->currency;
    return dims_id(change->dims, &row, err);
}

static int by_place(const void *a, const void *b)
{
    const struct cost_days *x = a, *y = b;
    if (x->dim != y->dim) {
        return x->dim < y->dim ? -1 : 1;
    }
    return x->number < y->number ? -1 : x->number > y->number;
}

/* Costs of messages are only made where some are estimated: else the bill speaks for itself. */
static bool settle_days(struct costs *costs, int64_t campaign, struct err *err)
{
    struct cost_days *all = costs->days.data;
    bool estimated = false;
    size_t kept = 0;
    for (size_t i = 0; i < costs->days.count; i++) {
        if (all[i].estimated) {
            all[i].days &= whole_days(costs, all[i].number);
            estimated |= all[i].days != 0;
        }
    }
    for (size_t i = 0; i < costs->days.count; i++) {
        if (all[i].days && (all[i].counter != COUNTER_COST_MESSAGE || estimated)) {
            all[kept] = all[i];
            all[kept].dim = cost_dim(costs->change, campaign, &all[i], err);
            if (!all[kept++].dim) {
                return false;
            }
        }
    }
    costs->days.count = kept;
    if (kept > 1) {
        qsort(all, kept, sizeof *all, by_place);
    }
    return true;
}

static bool write_block(struct costs *costs, const struct cost_days *days, size_t count,
                        struct err *err)
{
    struct change *change = costs->change;
    struct block block, old;
    bool there;
    memset(&block, 0, sizeof block);
    for (size_t i = 0; i < count; i++) {
        for (uint32_t rest = days[i].days; rest; rest &= rest - 1) {
            int day = __builtin_ctz(rest);
            int64_t *value = &block.value[days[i].counter][day];
            *value = counter_sum(*value, days[i].cost[day]);
        }
        block.present[days[i].counter] |= days[i].days;
    }
    if (!series_read(change, days->number, days->dim, 0, &old, &there, err)) {
        return false;
    }
    bool same = there && memcmp(old.present, block.present, sizeof old.present) == 0;
    for (int id = 0; same && id < COUNTER_STORED; id++) {
        for (uint32_t rest = block.present[id]; same && rest; rest &= rest - 1) {
            int day = __builtin_ctz(rest);
            same = old.value[id][day] == block.value[id][day];
        }
    }
    return same || (series_write(change, days->number, days->dim, 0, &block, false, err) &&
                    change_touch(change, days->dim, days->number, err));
}

static bool write_costs(struct costs *costs, struct err *err)
{
    const struct cost_days *all = costs->days.data;
    struct block none;
    memset(&none, 0, sizeof none);
    for (size_t i = 0, next; i < costs->days.count; i = next) {
        for (next = i + 1; next < costs->days.count && by_place(&all[i], &all[next]) == 0;) {
            next++;
        }
        if (!write_block(costs, all + i, next - i, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < costs->stored.count; i++) {
        const struct cost_days *stored = VEC_AT(&costs->stored, struct cost_days, i);
        bool stays = costs->days.count > 0 &&
                     bsearch(stored, all, costs->days.count, sizeof *stored, by_place);
        if (!stays &&
            (!series_write(costs->change, stored->number, stored->dim, 0, &none, false, err) ||
             !change_touch(costs->change, stored->dim, stored->number, err))) {
            return false;
        }
    }
    return true;
}

/* --- all of it -----------------------------------------------------------------------------------
 */

static bool touch_everything(struct change *change, struct err *err)
{
    /* CAMPAIGN_EXCLUDED has no name. */
    sqlite3_stmt *all =
        db_statement(change->db, "SELECT id FROM campaign UNION SELECT campaign FROM dim", err);
    if (!all) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(change->db, all, err)) == DB_ROW) {
        if (!change_touch_campaign(change, db_column_int(all, 0), err)) {
            db_reset(all);
            return false;
        }
    }
    return step == DB_DONE;
}

/* Messages of all campaigns by month, which share a monthly fee. */
static bool see_sent(void *context, int32_t number, const struct block *block, struct err *err)
{
    struct costs *costs = context;
    for (uint32_t rest = number == BLOCK_UNDATED ? 0 : block->present[COUNTER_SENT]; rest;
         rest &= rest - 1) {
        int day = __builtin_ctz(rest);
        if (!touch_fees_see(&costs->fees, block_first_day(number) + day,
                            block->value[COUNTER_SENT][day], err)) {
            return false;
        }
    }
    return true;
}

static bool see_campaign(struct costs *costs, int64_t campaign, struct err *err)
{
    if (!look(costs, campaign, err)) {
        return false;
    }
    uint8_t bills = costs->ruling.counter[COUNTER_COST_PLATFORM];
    for (size_t i = 0; bills == RULING_NONE && i < costs->dims.count; i++) {
        costs->dim = VEC_AT(&costs->dims, struct roll_dim, i);
        if (costs->ruling.counter[COUNTER_SENT] == costs->dim->source &&
            !roll_blocks(costs->change->db, costs->dim->id, see_sent, costs, err)) {
            return false;
        }
    }
    return true;
}

static bool each_campaign(struct costs *costs,
                          bool (*see)(struct costs *costs, int64_t campaign, struct err *err),
                          struct err *err)
{
    struct change *change = costs->change;
    size_t cursor = 0;
    uint64_t campaign, unused;
    while (map64_next(&change->campaigns_touched, &cursor, &campaign, &unused)) {
        if (change_cancelled(change, err) || !see(costs, (int64_t)campaign, err)) {
            return false;
        }
    }
    return true;
}

static bool cost_campaign(struct costs *costs, int64_t campaign, struct err *err)
{
    return look(costs, campaign, err) && price_dims(costs, err) &&
           settle_days(costs, campaign, err) && write_costs(costs, err);
}

/* A monthly fee is shared by whatever was sent in the month: every campaign's part may differ now.
 */
static bool run(struct costs *costs, bool all, struct err *err)
{
    bool by_month = costs->fees.amount && costs->fees.by_month;
    if (((all || by_month) && !touch_everything(costs->change, err)) ||
        !totals_touch_campaigns(costs->change, err)) {
        return false;
    }
    return (!by_month || each_campaign(costs, see_campaign, err)) &&
           each_campaign(costs, cost_campaign, err);
}

bool touch_costs(struct change *change, struct err *err)
{
    struct costs *costs = mem_new(1, sizeof *costs);
    if (!costs) {
        return err_memory(err);
    }
    costs->change = change;
    costs->dims = (struct vec)VEC_INIT(struct roll_dim);
    costs->days = (struct vec)VEC_INIT(struct cost_days);
    costs->blocks = (struct vec)VEC_INIT(struct cost_block);
    costs->stored = (struct vec)VEC_INIT(struct cost_days);
    bool ok =
        touch_rates_load(change, &costs->rates, err) && touch_fees_load(change, &costs->fees, err);
    bool changed = change->touches && change->touches->rates_changed;
    if (ok && (costs->rates.all.count > 0 || costs->fees.amount > 0 || changed)) {
        costs->arena = arena_new();
        costs->census = costs->arena ? census_new(costs->arena) : NULL;
        ok = (costs->census || err_memory(err)) && run(costs, changed, err);
    }
    census_free(costs->census);
    arena_free(costs->arena);
    touch_rates_free(&costs->rates);
    touch_fees_free(&costs->fees);
    vec_free(&costs->dims);
    vec_free(&costs->days);
    vec_free(&costs->blocks);
    vec_free(&costs->stored);
    map64_free(&costs->by_number);
    mem_free(costs);
    return ok;
}
