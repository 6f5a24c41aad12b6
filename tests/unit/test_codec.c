/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <stdlib.h>
#include <string.h>

#include "store/codec.h"

static uint64_t state = 88172645463325252u;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static int64_t random_value(void)
{
    switch (next_random() % 8) {
    case 0:
        return 0;
    case 1:
        return INT64_MAX;
    case 2:
        return INT64_MIN;
    case 3:
        return -(int64_t)(next_random() % 1000000);
    default:
        return (int64_t)(next_random() >> (next_random() % 64));
    }
}

static void random_block(struct block *block)
{
    memset(block, 0, sizeof *block);
    uint32_t common = (uint32_t)next_random();
    for (int id = 0; id < COUNTER_STORED; id++) {
        uint64_t kind = next_random() % 4;
        block->present[id] = kind == 0 ? 0 : kind == 1 ? (uint32_t)next_random() : common;
        for (int day = 0; day < BLOCK_DAYS; day++) {
            if (block->present[id] & (1u << day)) {
                block->value[id][day] = random_value();
            }
        }
    }
}

static void assert_same(const struct block *a, const struct block *b)
{
    assert_memory_equal(a->present, b->present, sizeof a->present);
    for (int id = 0; id < COUNTER_STORED; id++) {
        for (int day = 0; day < BLOCK_DAYS; day++) {
            if (a->present[id] & (1u << day)) {
                assert_int_equal(a->value[id][day], b->value[id][day]);
            }
        }
    }
}

static void blocks_come_back(void **unused)
{
    (void)unused;
    struct strbuf bytes = STRBUF_INIT;
    struct block block, back;
    for (int i = 0; i < 2000; i++) {
        random_block(&block);
        strbuf_clear(&bytes);
        codec_write_block(&bytes, &block);
        assert_false(bytes.failed);
        assert_true(codec_read_block(bytes.data, bytes.length, &back));
        assert_same(&block, &back);
        /* a value that lacks its end is no value */
        size_t cut = next_random() % bytes.length;
        assert_false(codec_read_block(bytes.data, cut, &back));
    }
    strbuf_free(&bytes);
}

static void an_empty_block_is_small(void **unused)
{
    (void)unused;
    struct strbuf bytes = STRBUF_INIT;
    struct block block, back;
    memset(&block, 0, sizeof block);
    codec_write_block(&bytes, &block);
    assert_int_equal(bytes.length, 2);
    assert_true(codec_read_block(bytes.data, bytes.length, &back));
    assert_same(&block, &back);
    strbuf_free(&bytes);
}

static void a_typical_block_is_compact(void **unused)
{
    (void)unused;
    /* 32 days of six counters below 128 each: one byte a value and little more */
    struct strbuf bytes = STRBUF_INIT;
    struct block block;
    memset(&block, 0, sizeof block);
    for (int id = 0; id < 6; id++) {
        block.present[id] = UINT32_MAX;
        for (int day = 0; day < BLOCK_DAYS; day++) {
            block.value[id][day] = 60;
        }
    }
    codec_write_block(&bytes, &block);
    assert_true(bytes.length < 6 * BLOCK_DAYS + 20);
    strbuf_free(&bytes);
}

static void hostile_bytes_are_refused(void **unused)
{
    (void)unused;
    struct block block;
    struct total total;
    struct ruling ruling;
    unsigned char bytes[64];
    assert_false(codec_read_block(NULL, 0, &block));
    assert_false(codec_read_block("", 0, &block));
    assert_false(codec_read_block("\x02\x00", 2, &block));     /* another version */
    assert_false(codec_read_block("\x01\x00\x00", 3, &block)); /* bytes left over */
    assert_false(codec_read_block("\x01\x01\x00", 3, &block)); /* "as before" with nothing */
    assert_false(codec_read_block("\x01\xff\xff\xff\xff\xff", 6, &block)); /* never ends */
    for (int i = 0; i < 200000; i++) {
        size_t length = next_random() % sizeof bytes;
        for (size_t at = 0; at < length; at++) {
            bytes[at] = (unsigned char)next_random();
        }
        if (length) {
            bytes[0] = 1;
        }
        codec_read_block(bytes, length, &block);
        codec_read_total(bytes, length, &total);
        codec_read_ruling(bytes, length, &ruling);
    }
}

static void totals_come_back(void **unused)
{
    (void)unused;
    struct strbuf bytes = STRBUF_INIT;
    for (int i = 0; i < 2000; i++) {
        struct total total, back;
        memset(&total, 0, sizeof total);
        for (int days = (int)(next_random() % 5); days >= 0; days--) {
            struct tally tally;
            memset(&tally, 0, sizeof tally);
            for (int id = 0; id < COUNTER_STORED; id++) {
                if (next_random() & 1) {
                    tally_set(&tally, (enum counter)id, (int64_t)(next_random() % 100000));
                }
            }
            struct currency currency = {"EUR"};
            if (next_random() % 8 == 0) {
                memcpy(currency.code, "INR", 4);
            }
            total_add_tally(&total, &tally, next_random() & 1 ? SOURCE_EVENTS : SOURCE_DAILY,
                            currency);
        }
        strbuf_clear(&bytes);
        codec_write_total(&bytes, &total);
        assert_true(codec_read_total(bytes.data, bytes.length, &back));
        assert_memory_equal(&total, &back, sizeof total);
        assert_false(codec_read_total(bytes.data, bytes.length - 1, &back));
    }
    strbuf_free(&bytes);
}

static void rulings_come_back(void **unused)
{
    (void)unused;
    struct strbuf bytes = STRBUF_INIT;
    struct ruling ruling, back;
    ruling_single(&ruling, SOURCE_DAILY);
    ruling.counter[3] = RULING_NONE;
    ruling.counter[COUNTER_COST] = RULING_EACH;
    ruling.slot[2] = (struct ruling_slot){RULING_DAYS, SOURCE_EVENTS, SOURCE_DAILY, true};
    ruling_seal(&ruling);
    ruling.coverage[SOURCE_DAILY] = 0x3ffff;
    codec_write_ruling(&bytes, &ruling);
    assert_true(codec_read_ruling(bytes.data, bytes.length, &back));
    assert_memory_equal(ruling.counter, back.counter, sizeof ruling.counter);
    assert_int_equal(back.slot[2].mode, RULING_DAYS);
    assert_true(back.slot[2].mixed);
    assert_true(back.has_days);
    assert_int_equal(back.coverage[SOURCE_DAILY], 0x3ffff);
    assert_false(codec_read_ruling(bytes.data, bytes.length - 1, &back));
    strbuf_free(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_come_back),           cmocka_unit_test(an_empty_block_is_small),
        cmocka_unit_test(a_typical_block_is_compact), cmocka_unit_test(hostile_bytes_are_refused),
        cmocka_unit_test(totals_come_back),           cmocka_unit_test(rulings_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
