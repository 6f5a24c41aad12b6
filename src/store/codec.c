/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/codec.h"

#include <string.h>

/*
 * Block:  version 1 · counter mask · per counter in the mask: presence · (money: exponent) ·
 * values. Presence is written once for runs of counters that share it: a varint 0 means "as the
 *         counter before", else the 32 bits themselves follow as a varint (never 0). Money is
 *         divided by the highest power of ten that leaves all its values whole: amounts are
 *         millionths, but few of them use all six places.
 * Total:  version 1 · tallies · mixed · currency (3 bytes or 0) · counter mask · per counter: sum,
 *         tallies · per slot: shape, and what the shape does not say.
 * Ruling: version 1 · per counter one byte · per slot four bytes · coverages.
 * Counts are plain varints (a negative one would take ten bytes, and come back), money zigzag.
 */
#define CODEC_VERSION 1

static void put(struct strbuf *out, uint64_t value)
{
    char bytes[10];
    size_t length = 0;
    while (value >= 0x80) {
        bytes[length++] = (char)(value | 0x80);
        value >>= 7;
    }
    bytes[length++] = (char)value;
    strbuf_add(out, bytes, length);
}

static void put_signed(struct strbuf *out, int64_t value)
{
    put(out, ((uint64_t)value << 1) ^ (uint64_t)(value >> 63));
}

struct reader {
    const unsigned char *at, *end;
    bool failed;
};

static uint64_t get_long(struct reader *in)
{
    uint64_t value = 0;
    for (unsigned shift = 0; in->at < in->end && shift < 64; shift += 7) {
        unsigned char byte = *in->at++;
        if (shift == 63 && byte > 1) {
            break;
        }
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            return value;
        }
    }
    in->failed = true;
    return 0;
}

static inline uint64_t get(struct reader *in)
{
    const unsigned char *at = in->at;
    if (at < in->end && *at < 0x80) { /* most values */
        in->at = at + 1;
        return *at;
    }
    if (in->end - at >= 2 && at[1] < 0x80) {
        in->at = at + 2;
        return (at[0] & 0x7fu) | (uint64_t)at[1] << 7;
    }
    return get_long(in);
}

static inline int64_t get_signed(struct reader *in)
{
    uint64_t value = get(in);
    return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}

static uint8_t get_byte(struct reader *in)
{
    if (in->at >= in->end) {
        in->failed = true;
        return 0;
    }
    return *in->at++;
}

/* A number that must be below a limit. */
static uint32_t get_below(struct reader *in, uint64_t limit)
{
    uint64_t value = get(in);
    if (value >= limit) {
        in->failed = true;
        return 0;
    }
    return (uint32_t)value;
}

static bool begin(struct reader *in, const void *bytes, size_t length)
{
    in->at = bytes;
    in->end = in->at + length;
    in->failed = false;
    return bytes && get_byte(in) == CODEC_VERSION && !in->failed;
}

static bool finished(const struct reader *in)
{
    return !in->failed && in->at == in->end;
}

static bool is_money(int id)
{
    return counter_info((enum counter)id)->kind == COUNTER_KIND_MONEY;
}

static const int64_t powers[] = {1,      10,      100,      1000,      10000,
                                 100000, 1000000, 10000000, 100000000, 1000000000};

/* The highest power of ten that divides all values. */
static unsigned common_exponent(const struct block *block, int id)
{
    unsigned exponent = ARRAY_COUNT(powers) - 1;
    for (uint32_t rest = block->present[id]; rest && exponent; rest &= rest - 1) {
        while (block->value[id][__builtin_ctz(rest)] % powers[exponent] != 0) {
            exponent--;
        }
    }
    return exponent;
}

static void put_column(struct strbuf *out, const struct block *block, int id)
{
    bool money = is_money(id);
    unsigned exponent = money ? common_exponent(block, id) : 0;
    if (money) {
        strbuf_putc(out, (char)exponent);
    }
    for (uint32_t rest = block->present[id]; rest; rest &= rest - 1) {
        int64_t value = block->value[id][__builtin_ctz(rest)];
        if (money) {
            put_signed(out, value / powers[exponent]);
        } else {
            put(out, (uint64_t)value);
        }
    }
}

void codec_write_block(struct strbuf *out, const struct block *block)
{
    counter_mask mask = 0;
    for (int id = 0; id < COUNTER_STORED; id++) {
        mask |= block->present[id] ? COUNTER_BIT(id) : 0;
    }
    strbuf_putc(out, CODEC_VERSION);
    put(out, mask);
    uint32_t before = 0;
    for (int id = 0; id < COUNTER_STORED; id++) {
        uint32_t present = block->present[id];
        if (present) {
            put(out, present == before ? 0 : present);
            before = present;
            put_column(out, block, id);
        }
    }
}

/* The values of one column; the cursor is kept in a register, this is where reading spends its
 * time. Values of one and of two bytes follow each other at random, so they are told apart without
 * a branch, which the processor would guess wrong every other time. */
static void get_column(struct reader *in, uint32_t present, int64_t *values)
{
    const unsigned char *at = in->at;
    for (uint32_t rest = present; rest; rest &= rest - 1) {
        uint64_t value;
        uint32_t word = in->end - at >= 2 ? at[0] | (uint32_t)at[1] << 8 : 0x8080;
        if ((word & 0x8080) != 0x8080) {
            uint32_t two = word >> 7 & 1;
            value = (word & 0x7f) | ((word & 0x7f00) >> 1 & (0 - two));
            at += 1 + two;
        } else {
            in->at = at;
            value = get_long(in);
            at = in->at;
        }
        values[__builtin_ctz(rest)] = (int64_t)value;
    }
    in->at = at;
}

static void unpack_money(struct reader *in, uint32_t present, unsigned exponent, int64_t *values)
{
    for (uint32_t rest = present; rest; rest &= rest - 1) {
        int64_t *value = &values[__builtin_ctz(rest)];
        uint64_t packed = (uint64_t)*value;
        int64_t amount = (int64_t)(packed >> 1) ^ -(int64_t)(packed & 1);
        in->failed |= __builtin_mul_overflow(amount, powers[exponent], value);
    }
}

bool codec_read_block(const void *bytes, size_t length, struct block *block)
{
    struct reader in;
    memset(block->present, 0, sizeof block->present);
    if (!begin(&in, bytes, length)) {
        return false;
    }
    uint64_t mask = get(&in);
    if (mask >> COUNTER_STORED) {
        return false;
    }
    uint32_t before = 0;
    for (; mask; mask &= mask - 1) {
        int id = __builtin_ctzll(mask);
        uint64_t present = get(&in);
        present = present ? present : before;
        if (in.failed || present == 0 || present > UINT32_MAX) {
            return false;
        }
        before = (uint32_t)present;
        block->present[id] = before;
        unsigned exponent = is_money(id) ? get_byte(&in) : 0;
        if (exponent >= ARRAY_COUNT(powers)) {
            return false;
        }
        get_column(&in, before, block->value[id]);
        if (is_money(id)) {
            unpack_money(&in, before, exponent, block->value[id]);
        }
    }
    return finished(&in);
}

/* How much of a slot follows from the counters' sums: nothing was taken; both sums whole, with all
 * sends; anything else is written out. */
enum slot_shape { SLOT_EMPTY, SLOT_SUMS, SLOT_WRITTEN };

static struct total_slot slot_from_sums(const struct total *total, const struct kpi_slot *slot)
{
    struct total_slot out = {.numerator = total->sum[slot->numerator],
                             .sends = total->sum[COUNTER_SENT],
                             .tallies = total->known[slot->numerator]};
    if (slot->denominator != COUNTER_NONE) {
        out.denominator = total->sum[slot->denominator];
    }
    return out;
}

static bool slot_is_sums(const struct total *total, int index)
{
    struct total_slot sums = slot_from_sums(total, kpi_slot(index));
    const struct total_slot *slot = &total->slot[index];
    return slot->numerator == sums.numerator && slot->denominator == sums.denominator &&
           slot->sends == sums.sends && slot->tallies == sums.tallies;
}

void codec_write_total(struct strbuf *out, const struct total *total)
{
    strbuf_putc(out, CODEC_VERSION);
    put(out, total->tallies);
    put(out, total->mixed);
    if (total->currency.code[0]) {
        strbuf_add(out, total->currency.code, 3);
    } else {
        strbuf_putc(out, '\0');
    }
    uint32_t mask = 0;
    for (int id = 0; id < COUNTER_COUNT; id++) {
        mask |= total->known[id] ? 1u << id : 0;
    }
    put(out, mask);
    for (int id = 0; id < COUNTER_COUNT; id++) {
        if (total->known[id]) {
            put_signed(out, total->sum[id]);
            put(out, total->known[id]);
        }
    }
    for (int index = 0; index < kpi_slot_count(); index++) {
        const struct total_slot *slot = &total->slot[index];
        if (slot->tallies == 0) {
            put(out, SLOT_EMPTY);
        } else if (slot_is_sums(total, index)) {
            put(out, SLOT_SUMS | slot->levels << 2);
        } else {
            put(out, SLOT_WRITTEN | slot->levels << 2);
            put_signed(out, slot->numerator);
            put_signed(out, slot->denominator);
            put_signed(out, slot->sends);
            put(out, slot->tallies);
        }
    }
}

bool codec_read_total(const void *bytes, size_t length, struct total *total)
{
    struct reader in;
    memset(total, 0, sizeof *total);
    if (!begin(&in, bytes, length)) {
        return false;
    }
    total->tallies = get_below(&in, UINT32_MAX);
    total->mixed = get_below(&in, 4);
    total->currency.code[0] = (char)get_byte(&in);
    if (total->currency.code[0]) {
        total->currency.code[1] = (char)get_byte(&in);
        total->currency.code[2] = (char)get_byte(&in);
    }
    uint64_t mask = get(&in);
    if (in.failed || mask >> COUNTER_COUNT) {
        return false;
    }
    for (; mask; mask &= mask - 1) {
        int id = __builtin_ctzll(mask);
        total->sum[id] = get_signed(&in);
        total->known[id] = get_below(&in, UINT32_MAX);
    }
    const struct kpi_slot *pairs = kpi_slot(0);
    int count = kpi_slot_count();
    for (int index = 0; index < count; index++) {
        uint32_t head = get_below(&in, 64);
        struct total_slot *slot = &total->slot[index];
        switch ((enum slot_shape)(head & 3)) {
        case SLOT_EMPTY:
            break;
        case SLOT_SUMS:
            *slot = slot_from_sums(total, &pairs[index]);
            break;
        case SLOT_WRITTEN:
            slot->numerator = get_signed(&in);
            slot->denominator = get_signed(&in);
            slot->sends = get_signed(&in);
            slot->tallies = get_below(&in, UINT32_MAX);
            break;
        default:
            return false;
        }
        slot->levels = head >> 2;
    }
    return finished(&in);
}

void codec_write_ruling(struct strbuf *out, const struct ruling *ruling)
{
    strbuf_putc(out, CODEC_VERSION);
    strbuf_add(out, (const char *)ruling->counter, sizeof ruling->counter);
    for (int index = 0; index < kpi_slot_count(); index++) {
        const struct ruling_slot *slot = &ruling->slot[index];
        strbuf_putc(out, (char)(slot->mode | (slot->mixed ? 0x80 : 0)));
        strbuf_putc(out, (char)slot->numerator);
        strbuf_putc(out, (char)slot->denominator);
    }
    for (int source = 0; source < SOURCE_COUNT; source++) {
        put(out, ruling->coverage[source]);
    }
}

static bool is_ruler(uint8_t ruler)
{
    return ruler < SOURCE_COUNT || ruler == RULING_NONE || ruler == RULING_EACH;
}

bool codec_read_ruling(const void *bytes, size_t length, struct ruling *ruling)
{
    struct reader in;
    memset(ruling, 0, sizeof *ruling);
    if (!begin(&in, bytes, length)) {
        return false;
    }
    for (int id = 0; id < COUNTER_COUNT; id++) {
        ruling->counter[id] = get_byte(&in);
        in.failed |= !is_ruler(ruling->counter[id]);
    }
    for (int index = 0; index < kpi_slot_count(); index++) {
        struct ruling_slot *slot = &ruling->slot[index];
        uint8_t mode = get_byte(&in);
        slot->mode = mode & 0x7f;
        slot->mixed = mode & 0x80;
        slot->numerator = get_byte(&in);
        slot->denominator = get_byte(&in);
        in.failed |=
            slot->mode > RULING_WHOLE || !is_ruler(slot->numerator) || !is_ruler(slot->denominator);
    }
    for (int source = 0; source < SOURCE_COUNT; source++) {
        ruling->coverage[source] = get_below(&in, (uint64_t)1 << COUNTER_STORED);
    }
    ruling_seal(ruling);
    return finished(&in);
}
