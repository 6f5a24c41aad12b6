/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "model/batch.h"

static struct attrs example(void)
{
    return (struct attrs){.campaign = "Diwali",
                          .value = {[ATTR_TEMPLATE] = "diwali_v1", [ATTR_COUNTRY] = "IN"},
                          .source = SOURCE_EVENTS,
                          .rank = ATTR_RANK_STATED,
                          .known = COUNTER_BIT(COUNTER_SENT),
                          .currency = {"INR"}};
}

static void test_same_once(void **state)
{
    (void)state;
    struct batch *batch = batch_new();
    assert_non_null(batch);
    char campaign[] = "Diwali";
    char template[] = "diwali_v1";
    struct attrs attrs = example();
    attrs.campaign = campaign;
    attrs.value[ATTR_TEMPLATE] = template;
    assert_int_equal(batch_attrs(batch, &attrs), 0);

    /* its texts are copies, and equality is by content */
    memset(campaign, 'x', sizeof campaign - 1);
    memset(template, 'y', sizeof template - 1);
    struct attrs again = example();
    assert_int_equal(batch_attrs(batch, &again), 0);
    assert_int_equal(batch->attrs.count, 1);
    const struct attrs *kept = batch->attrs.data;
    assert_string_equal(kept->campaign, "Diwali");
    assert_string_equal(kept->value[ATTR_TEMPLATE], "diwali_v1");
    assert_null(kept->value[ATTR_CTA]);
    assert_int_equal(kept->rank, ATTR_RANK_STATED);
    batch_free(batch);
}

/* Every part of the combination tells; unknown is not the empty text. */
static void test_each_part(void **state)
{
    (void)state;
    struct batch *batch = batch_new();
    assert_non_null(batch);
    struct attrs all[ATTR_COUNT + 8];
    size_t count = 0;
    all[count++] = example();
    for (int i = 0; i < ATTR_COUNT; i++) {
        all[count] = example();
        all[count++].value[i] = "other";
    }
    all[count] = example();
    all[count++].campaign = NULL;
    all[count] = example();
    all[count++].campaign = "";
    all[count] = example();
    all[count++].value[ATTR_CTA] = "";
    all[count] = example();
    all[count++].source = SOURCE_DAILY;
    all[count] = example();
    all[count++].rank = ATTR_RANK_LIST;
    all[count] = example();
    all[count++].known |= COUNTER_BIT(COUNTER_READ);
    all[count] = example();
    all[count++].currency = (struct currency){"USD"};
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(batch_attrs(batch, &all[i]), i);
        }
    }
    assert_int_equal(batch->attrs.count, count);
    batch_free(batch);
}

/* Texts that shift between neighbors must not meet. */
static void test_no_shift(void **state)
{
    (void)state;
    struct batch *batch = batch_new();
    assert_non_null(batch);
    struct attrs a = {.value = {[ATTR_TEMPLATE] = "ab", [ATTR_VARIANT] = "c"}};
    struct attrs b = {.value = {[ATTR_TEMPLATE] = "a", [ATTR_VARIANT] = "bc"}};
    struct attrs c = {.value = {[ATTR_VARIANT] = "ab", [ATTR_SEGMENT] = "c"}};
    assert_int_equal(batch_attrs(batch, &a), 0);
    assert_int_equal(batch_attrs(batch, &b), 1);
    assert_int_equal(batch_attrs(batch, &c), 2);
    batch_free(batch);
}

static void test_many_and_clear(void **state)
{
    (void)state;
    struct batch *batch = batch_new();
    assert_non_null(batch);
    for (int round = 0; round < 3; round++) {
        for (uint32_t pass = 0; pass < 2; pass++) {
            for (uint32_t i = 0; i < 5000; i++) {
                char segment[32];
                snprintf(segment, sizeof segment, "segment %u", (unsigned)i);
                struct attrs attrs = example();
                attrs.value[ATTR_SEGMENT] = segment;
                assert_int_equal(batch_attrs(batch, &attrs), i);
            }
        }
        assert_int_equal(batch->attrs.count, 5000);
        batch_clear(batch);
        assert_int_equal(batch->attrs.count, 0);
        assert_int_equal(batch_size(batch), 0);
    }
    batch_free(batch);
}

static void test_records(void **state)
{
    (void)state;
    struct batch *batch = batch_new();
    assert_non_null(batch);
    struct message *message = batch_message(batch, 77, 3);
    assert_true(message->key == 77 && message->dim == 3);
    assert_true(message->at[MESSAGE_SENT] == TIME_NONE && message->cost == MESSAGE_MONEY_NONE);
    struct person_event *person = batch_person(batch);
    assert_true(person->id == 0 && person->at == 0);
    struct report_tally *report = batch_report(batch, 4, DAY_NONE);
    assert_true(report->attrs == 4 && report->day == DAY_NONE && report->tally.known == 0);
    char name[] = "Diwali";
    struct campaign_facts *facts = batch_campaign(batch, name);
    memset(name, 'x', sizeof name - 1);
    assert_string_equal(facts->campaign, "Diwali");
    assert_int_equal(facts->kind, KIND_UNKNOWN);
    assert_int_equal(facts->goal, GOAL_UNKNOWN);
    assert_true(facts->start == DAY_NONE && facts->end == DAY_NONE);
    assert_null(facts->channel);
    assert_int_equal(batch_size(batch), 4);
    batch_free(batch);
    batch_free(NULL);
}

/* All that a format does with a batch; false at the first lack of memory. */
static bool use(struct batch *batch)
{
    for (int i = 0; i < 40; i++) {
        char segment[32];
        snprintf(segment, sizeof segment, "segment %d", i % 20);
        struct attrs attrs = example();
        attrs.value[ATTR_SEGMENT] = segment;
        uint32_t index = batch_attrs(batch, &attrs);
        if (index == UINT32_MAX || !batch_message(batch, (uint64_t)i + 1, index) ||
            !batch_person(batch) || !batch_report(batch, index, i) ||
            !batch_campaign(batch, segment)) {
            return false;
        }
    }
    return true;
}

/* Whichever allocation fails: no crash, no leak, and the same batch works once there is memory. */
static void test_faults(void **state)
{
    (void)state;
    for (uint64_t n = 1;; n++) {
        mem_fault_after(n, false);
        struct batch *batch = batch_new();
        bool done = batch && use(batch);
        mem_fault_after(0, false);
        if (batch && !done) {
            const struct attrs *all = batch->attrs.data;
            for (size_t i = 0; i < batch->attrs.count; i++) {
                assert_string_equal(all[i].campaign, "Diwali");
            }
            batch_clear(batch);
            assert_true(use(batch));
            assert_int_equal(batch->attrs.count, 20);
            assert_int_equal(batch_size(batch), 160);
        }
        batch_free(batch);
        if (done) {
            assert_true(n > 5);
            return;
        }
    }
}

/* A combination whose texts found no memory can be asked for again in the same batch. */
static void test_fault_then_again(void **state)
{
    (void)state;
    for (uint64_t n = 1;; n++) {
        struct batch *batch = batch_new();
        assert_non_null(batch);
        struct attrs attrs = example();
        mem_fault_after(n, false);
        uint32_t index = batch_attrs(batch, &attrs);
        mem_fault_after(0, false);
        assert_int_equal(batch_attrs(batch, &attrs), 0);
        assert_int_equal(batch->attrs.count, 1);
        batch_free(batch);
        if (index == 0) {
            assert_true(n > 1);
            return;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_once),        cmocka_unit_test(test_each_part),
        cmocka_unit_test(test_no_shift),         cmocka_unit_test(test_many_and_clear),
        cmocka_unit_test(test_records),          cmocka_unit_test(test_faults),
        cmocka_unit_test(test_fault_then_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
