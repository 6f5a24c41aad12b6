/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ruling.h"

#include <string.h>

void ruling_single(struct ruling *ruling, enum source source)
{
    memset(ruling, 0, sizeof *ruling);
    memset(ruling->counter, (int)source, sizeof ruling->counter);
    for (int slot = 0; slot < kpi_slot_count(); slot++) {
        ruling->slot[slot] =
            (struct ruling_slot){RULING_TALLY, (uint8_t)source, (uint8_t)source, false};
    }
    ruling_seal(ruling);
}

static unsigned source_bit(uint8_t ruler)
{
    return ruler < SOURCE_COUNT ? 1u << ruler : 0u;
}

void ruling_seal(struct ruling *ruling)
{
    ruling->has_days = false;
    unsigned sources = 0;
    /* COST by parts draws from the rulers of the parts, which are counters themselves. */
    for (int id = 0; id < COUNTER_COUNT; id++) {
        sources |= source_bit(ruling->counter[id]);
    }
    for (int index = 0; index < kpi_slot_count(); index++) {
        const struct ruling_slot *slot = &ruling->slot[index];
        ruling->has_days |= slot->mode == RULING_DAYS;
        if (slot->mode != RULING_UNKNOWN) {
            sources |= source_bit(slot->numerator) | source_bit(slot->denominator);
        }
    }
    ruling->sources = (uint8_t)sources;
}

bool ruling_uses(const struct ruling *ruling, enum source source)
{
    return ruling->sources & (1u << source);
}

bool ruling_of_total(struct ruling *ruling, enum source source, const struct total *total)
{
    memset(ruling, 0, sizeof *ruling);
    for (int id = 0; id < COUNTER_COUNT; id++) {
        ruling->counter[id] = total->known[id] ? (uint8_t)source : RULING_NONE;
        if (total->known[id] && id < COUNTER_STORED) {
            ruling->coverage[source] |= COUNTER_BIT(id);
        }
    }
    for (int index = 0; index < kpi_slot_count(); index++) {
        const struct kpi_slot *slot = kpi_slot(index);
        bool pair = slot->denominator != COUNTER_NONE;
        bool known = total->known[slot->numerator] && (!pair || total->known[slot->denominator]);
        if (pair && known && (source == SOURCE_FACTS || !total->slot[index].tallies)) {
            return false;
        }
        uint8_t ruler = known ? (uint8_t)source : RULING_NONE;
        ruling->slot[index] =
            (struct ruling_slot){known ? RULING_TALLY : RULING_UNKNOWN, ruler, ruler, false};
    }
    ruling_seal(ruling);
    return true;
}

bool ruling_is_single(const struct ruling *ruling, enum source source)
{
    if (ruling->sources != 1u << source) {
        return false;
    }
    for (int id = 0; id < COUNTER_COUNT; id++) {
        bool left_out = id < COUNTER_STORED && (ruling->coverage[source] & COUNTER_BIT(id));
        if (ruling->counter[id] != source && (ruling->counter[id] != RULING_NONE || left_out)) {
            return false;
        }
    }
    for (int index = 0; index < kpi_slot_count(); index++) {
        const struct kpi_slot *slot = kpi_slot(index);
        const struct ruling_slot *ruled = &ruling->slot[index];
        bool known =
            ruling->counter[slot->numerator] == source &&
            (slot->denominator == COUNTER_NONE || ruling->counter[slot->denominator] == source);
        if (ruled->mode == RULING_TALLY ? ruled->numerator != source || ruled->mixed
                                        : ruled->mode != RULING_UNKNOWN || known) {
            return false;
        }
    }
    return true;
}

/* Without the instruction, which not every processor has, the compiler's own is a call. */
static inline uint32_t bit_count(uint32_t bits)
{
    bits -= (bits >> 1) & 0x55555555u;
    bits = (bits & 0x33333333u) + ((bits >> 2) & 0x33333333u);
    return (((bits + (bits >> 4)) & 0x0f0f0f0fu) * 0x01010101u) >> 24;
}

static const counter_mask money_counters = 0
#define COUNTER(number, id, name, kind, role, csv, label, help)                                    \
    | (COUNTER_KIND_##kind == COUNTER_KIND_MONEY ? COUNTER_BIT(COUNTER_##id) : 0u)
#include "model/counter.def"
#undef COUNTER
    ;

/* A block seen column-wise within a mask of days, COUNTER_COST as a column of its own. */
struct columns {
    const struct block *block;
    uint32_t days;
    uint32_t present[COUNTER_COUNT];
    int64_t sum[COUNTER_COUNT];
    int64_t cost[BLOCK_DAYS];
};

static int64_t column_value(const struct columns *columns, int id, int day)
{
    return id == COUNTER_COST ? columns->cost[day] : columns->block->value[id][day];
}

/* Amounts this small cannot overflow in 32 additions, which then need no checks. */
#define SMALL_BITS 57

/* Whether the days, of which this is the first, follow each other. */
static bool is_run(uint32_t days, int first)
{
    uint32_t from_first = days >> first;
    return (from_first & (from_first + 1)) == 0;
}

static int64_t column_sum(const struct columns *columns, int id, uint32_t days)
{
    int64_t sum = 0;
    int first = days ? __builtin_ctz(days) : 0;
    if (days && is_run(days, first)) {
        const int64_t *value = id == COUNTER_COST ? columns->cost : columns->block->value[id];
        uint64_t bits = 0;
        int end = BLOCK_DAYS - __builtin_clz(days);
        for (int day = first; day < end; day++) {
            sum = (int64_t)((uint64_t)sum + (uint64_t)value[day]);
            bits |= (uint64_t)(value[day] ^ (value[day] >> 63));
        }
        if (bits >> SMALL_BITS == 0) {
            return sum;
        }
        sum = 0;
    }
    while (days) {
        int day = __builtin_ctz(days);
        days &= days - 1;
        sum = counter_sum(sum, column_value(columns, id, day));
    }
    return sum;
}

static void columns_open(struct columns *columns, const struct block *block, uint32_t days)
{
    columns->block = block;
    columns->days = days;
    columns->present[COUNTER_COST] = 0;
    for (int id = 0; id < COUNTER_STORED; id++) {
        columns->present[id] = block->present[id] & days;
    }
    for (counter_mask parts = COUNTER_COST_PARTS; parts; parts &= parts - 1) {
        columns->present[COUNTER_COST] |= columns->present[__builtin_ctz(parts)];
    }
    if (columns->present[COUNTER_COST]) {
        memset(columns->cost, 0, sizeof columns->cost);
        for (counter_mask parts = COUNTER_COST_PARTS; parts; parts &= parts - 1) {
            int id = __builtin_ctz(parts);
            for (uint32_t rest = columns->present[id]; rest; rest &= rest - 1) {
                int day = __builtin_ctz(rest);
                columns->cost[day] = counter_sum(columns->cost[day], block->value[id][day]);
            }
        }
    }
    for (int id = 0; id < COUNTER_COUNT; id++) {
        columns->sum[id] = columns->present[id] ? column_sum(columns, id, columns->present[id]) : 0;
    }
}

/* The sum over some days, from the whole column's where those are all it has. */
static int64_t columns_sum(const struct columns *columns, int id, uint32_t days)
{
    return days == columns->present[id] ? columns->sum[id] : column_sum(columns, id, days);
}

/* Whether money that this source rules is in the block. */
static bool rules_money(const struct ruling *ruling, enum source source,
                        const struct columns *columns)
{
    for (counter_mask money = money_counters; money; money &= money - 1) {
        int id = __builtin_ctz(money);
        if (ruling->counter[id] != source) {
            continue;
        }
        for (uint32_t rest = columns->present[id]; rest; rest &= rest - 1) {
            if (columns->block->value[id][__builtin_ctz(rest)]) {
                return true;
            }
        }
    }
    return false;
}

static void add_counter(struct total *total, int id, int64_t sum, uint32_t tallies)
{
    total->sum[id] = counter_sum(total->sum[id], sum);
    total->known[id] += tallies;
}

static void add_cost_part(const struct columns *columns, int id, struct total *total)
{
    /* Where the parts have different rulers, the sum is taken part by part. */
    total->sum[COUNTER_COST] = counter_sum(total->sum[COUNTER_COST], columns->sum[id]);
    total->known[COUNTER_COST] += bit_count(columns->present[id]);
}

static enum total_level source_level(enum source source)
{
    return source_is_message(source) ? TOTAL_LEVEL_MESSAGE : TOTAL_LEVEL_REPORT;
}

static void add_tally_slot(const struct columns *columns, const struct kpi_slot *slot,
                           enum source source, struct total_slot *out)
{
    bool pair = slot->denominator != COUNTER_NONE;
    uint32_t days = columns->present[slot->numerator];
    if (pair) {
        days &= columns->present[slot->denominator];
    }
    if (!days) {
        return;
    }
    out->numerator = counter_sum(out->numerator, columns_sum(columns, slot->numerator, days));
    if (pair) {
        out->denominator =
            counter_sum(out->denominator, columns_sum(columns, slot->denominator, days));
    }
    uint32_t with_sends = days & columns->present[COUNTER_SENT];
    out->sends = counter_sum(out->sends, columns_sum(columns, COUNTER_SENT, with_sends));
    out->tallies += bit_count(days);
    out->levels |= (uint32_t)source_level(source);
}

/* Facts join any source without a word: the level of a slot is that of its message counters, and
 * of its facts only where it has nothing else. What SOURCE_FACTS gives is a fact, clicks too. */
static bool side_tells_level(const struct ruling_slot *ruled, const struct kpi_slot *slot,
                             bool numerator)
{
    bool facts[2] = {counter_info(slot->denominator)->role == COUNTER_ROLE_FACT ||
                         ruled->denominator == SOURCE_FACTS,
                     counter_info(slot->numerator)->role == COUNTER_ROLE_FACT ||
                         ruled->numerator == SOURCE_FACTS};
    return !facts[numerator] || (facts[0] && facts[1]);
}

/* One side of a slot whose sides are summed apart: is this source what it draws from? */
static bool side_draws(const struct ruling *ruling, uint8_t ruler, enum source source)
{
    if (ruler != RULING_EACH) {
        return ruler == source;
    }
    for (int part = 0; part < COUNTER_STORED; part++) {
        if ((COUNTER_COST_PARTS & COUNTER_BIT(part)) && ruling->counter[part] == source) {
            return true;
        }
    }
    return false;
}

static int64_t side_sum(const struct ruling *ruling, uint8_t ruler, enum counter id,
                        enum source source, const struct columns *columns)
{
    if (ruler != RULING_EACH) {
        return columns->sum[id];
    }
    int64_t sum = 0;
    for (int part = 0; part < COUNTER_STORED; part++) {
        if ((COUNTER_COST_PARTS & COUNTER_BIT(part)) && ruling->counter[part] == source) {
            sum = counter_sum(sum, columns->sum[part]);
        }
    }
    return sum;
}

static void add_whole_slot(const struct ruling *ruling, const struct columns *columns, int index,
                           enum source source, struct total_slot *out)
{
    const struct kpi_slot *slot = kpi_slot(index);
    const struct ruling_slot *ruled = &ruling->slot[index];
    const struct {
        uint8_t ruler;
        enum counter counter;
        int64_t *out;
    } sides[2] = {{ruled->numerator, slot->numerator, &out->numerator},
                  {ruled->denominator, slot->denominator, &out->denominator}};
    for (int side = 0; side < 2; side++) {
        enum counter id = sides[side].counter;
        if (!columns->present[id] || !side_draws(ruling, sides[side].ruler, source)) {
            continue;
        }
        *sides[side].out =
            counter_sum(*sides[side].out, side_sum(ruling, sides[side].ruler, id, source, columns));
        out->tallies++;
        out->levels |=
            side_tells_level(ruled, slot, side == 0) ? (uint32_t)source_level(source) : 0;
        out->levels |= ruled->mixed ? (uint32_t)TOTAL_LEVEL_JOINED : 0;
    }
    if (ruling->counter[COUNTER_SENT] == source) {
        out->sends = counter_sum(out->sends, columns->sum[COUNTER_SENT]);
    }
}

void ruling_add_block(const struct ruling *ruling, enum source source, struct currency currency,
                      const struct block *block, uint32_t days, struct total *total)
{
    struct columns columns;
    columns_open(&columns, block, days);
    uint32_t known_days = block_days(block) & days;
    if (!known_days) {
        return;
    }
    if (currency.code[0] && rules_money(ruling, source, &columns)) {
        total_add_currency(total, currency);
    }
    total->tallies += bit_count(known_days);
    if (source == SOURCE_FACTS && ruling->counter[COUNTER_COST_MESSAGE] == source &&
        columns.present[COUNTER_COST_MESSAGE]) {
        total->mixed |= TOTAL_ESTIMATED;
    }
    for (int id = 0; id < COUNTER_STORED; id++) {
        if (ruling->counter[id] == source && columns.present[id]) {
            add_counter(total, id, columns.sum[id], bit_count(columns.present[id]));
            if (ruling->counter[COUNTER_COST] == RULING_EACH &&
                (COUNTER_COST_PARTS & COUNTER_BIT(id))) {
                add_cost_part(&columns, id, total);
            }
        }
    }
    if (ruling->counter[COUNTER_COST] == source && columns.present[COUNTER_COST]) {
        add_counter(total, COUNTER_COST, columns.sum[COUNTER_COST],
                    bit_count(columns.present[COUNTER_COST]));
    }
    int slots = kpi_slot_count();
    const struct kpi_slot *pairs = kpi_slot(0);
    for (int index = 0; index < slots; index++) {
        const struct ruling_slot *ruled = &ruling->slot[index];
        if (ruled->mode == RULING_TALLY && ruled->numerator == source) {
            add_tally_slot(&columns, &pairs[index], source, &total->slot[index]);
        } else if (ruled->mode == RULING_WHOLE) {
            add_whole_slot(ruling, &columns, index, source, &total->slot[index]);
        }
    }
}

/* One counter of a campaign day as its ruler states it; false when the ruler does not know it on
 * that day. */
static bool joined_value(const struct ruling *ruling, uint8_t ruler, enum counter id,
                         const struct tally *const *by_source, int64_t *value)
{
    if (ruler < SOURCE_COUNT) {
        return by_source[ruler] && tally_get(by_source[ruler], id, value);
    }
    if (ruler != RULING_EACH) {
        return false;
    }
    bool known = false;
    *value = 0;
    for (int part = 0; part < COUNTER_STORED; part++) {
        int64_t amount;
        if ((COUNTER_COST_PARTS & COUNTER_BIT(part)) &&
            joined_value(ruling, ruling->counter[part], (enum counter)part, by_source, &amount)) {
            *value = counter_sum(*value, amount);
            known = true;
        }
    }
    return known;
}

static uint32_t joined_levels(uint8_t ruler, const struct tally *const *by_source)
{
    if (ruler < SOURCE_COUNT) {
        return (uint32_t)source_level((enum source)ruler);
    }
    uint32_t levels = 0;
    for (int source = 0; source < SOURCE_COUNT; source++) {
        levels |= by_source[source] ? (uint32_t)source_level((enum source)source) : 0;
    }
    return levels;
}

void ruling_add_joined(const struct ruling *ruling, const struct tally *const *by_source,
                       struct total *total)
{
    int64_t sends = 0;
    bool has_sends =
        joined_value(ruling, ruling->counter[COUNTER_SENT], COUNTER_SENT, by_source, &sends);
    int slots = kpi_slot_count();
    for (int index = 0; index < slots; index++) {
        const struct ruling_slot *ruled = &ruling->slot[index];
        const struct kpi_slot *slot = kpi_slot(index);
        int64_t numerator, denominator;
        if (ruled->mode != RULING_DAYS ||
            !joined_value(ruling, ruled->numerator, slot->numerator, by_source, &numerator) ||
            !joined_value(ruling, ruled->denominator, slot->denominator, by_source, &denominator)) {
            continue;
        }
        struct total_slot *out = &total->slot[index];
        out->numerator = counter_sum(out->numerator, numerator);
        out->denominator = counter_sum(out->denominator, denominator);
        out->sends = counter_sum(out->sends, has_sends ? sends : 0);
        out->tallies++;
        if (side_tells_level(ruled, slot, true)) {
            out->levels |= joined_levels(ruled->numerator, by_source);
        }
        if (side_tells_level(ruled, slot, false)) {
            out->levels |= joined_levels(ruled->denominator, by_source);
        }
        out->levels |= ruled->mixed ? (uint32_t)TOTAL_LEVEL_JOINED : 0;
    }
}
