/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <string.h>

#include "model/message.h"

#define ALL ((counter_mask)~0u)

static uint64_t next(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return *seed >> 33;
}

/* Few different values, so that ties and gaps are common. */
static struct message random_message(uint64_t *seed)
{
    static const int64_t times[] = {TIME_NONE, TIME_NONE, TIME_SOME, -5, 0, 100, 100, 200};
    static const int32_t codes[] = {0, 0, 131026, 131049, 131050, 470};
    static const int64_t money[] = {MESSAGE_MONEY_NONE, MESSAGE_MONEY_NONE, 0, -3, 7500, 8000};
    struct message message;
    message_init(&message, 42);
    for (int i = 0; i < MESSAGE_STATUS_COUNT; i++) {
        message.at[i] = times[next(seed) % ARRAY_COUNT(times)];
    }
    message.code = codes[next(seed) % ARRAY_COUNT(codes)];
    message.recipient = next(seed) % 3;
    message.cost = money[next(seed) % ARRAY_COUNT(money)];
    message.revenue = money[next(seed) % ARRAY_COUNT(money)];
    return message;
}

static void same(const struct message *a, const struct message *b)
{
    assert_memory_equal(a->at, b->at, sizeof a->at);
    assert_int_equal(a->code, b->code);
    assert_true(a->recipient == b->recipient);
    assert_true(a->cost == b->cost && a->revenue == b->revenue);
}

static void test_merge_laws(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        struct message a = random_message(&seed);
        struct message b = random_message(&seed);
        struct message c = random_message(&seed);
        struct message ab = a, ba = b, twice = a, bc = b, none;
        message_merge(&ab, &b);
        message_merge(&ba, &a);
        same(&ab, &ba);
        message_merge(&twice, &a);
        same(&twice, &a);
        message_merge(&bc, &c);
        struct message left = ab, right = a;
        message_merge(&left, &c);
        message_merge(&right, &bc);
        same(&left, &right);
        message_init(&none, 42);
        message_merge(&none, &a);
        same(&none, &a);
    }
}

static void test_merge_picks(void **state)
{
    (void)state;
    struct message a;
    struct message b;
    message_init(&a, 1);
    message_init(&b, 2);
    a.dim = 5;
    b.dim = 6;
    a.at[MESSAGE_READ] = TIME_SOME;
    b.at[MESSAGE_READ] = 300;
    b.at[MESSAGE_SENT] = TIME_SOME;
    a.at[MESSAGE_FAILED] = 50;
    a.code = 131026;
    b.at[MESSAGE_FAILED] = 40;
    b.code = 470;
    a.recipient = 9;
    a.cost = 7500;
    b.cost = 100;
    b.revenue = -5;
    message_merge(&a, &b);
    assert_true(a.key == 1 && a.dim == 5 && a.recipient == 9);
    assert_true(a.at[MESSAGE_READ] == 300);
    assert_true(a.at[MESSAGE_SENT] == TIME_SOME);
    assert_true(a.at[MESSAGE_DELIVERED] == TIME_NONE);
    assert_true(a.at[MESSAGE_FAILED] == 40);
    assert_int_equal(a.code, 470);
    assert_true(a.cost == 7500 && a.revenue == -5);

    /* the same moment told twice, once with its code */
    message_init(&b, 2);
    b.at[MESSAGE_FAILED] = 40;
    message_merge(&b, &a);
    assert_int_equal(b.code, 470);
}

static void test_moment(void **state)
{
    (void)state;
    struct message message;
    message_init(&message, 1);
    assert_true(message_moment(&message) == TIME_SOME);
    message.at[MESSAGE_READ] = TIME_SOME;
    assert_true(message_moment(&message) == TIME_SOME);
    message.at[MESSAGE_DELIVERED] = 70;
    message.at[MESSAGE_REPLIED] = 60;
    assert_true(message_moment(&message) == 60);
    message.at[MESSAGE_SENT] = TIME_SOME;
    assert_true(message_moment(&message) == 60);
    message.at[MESSAGE_SENT] = 65;
    assert_true(message_moment(&message) == 65);
}

/* What a message that knows everything counts after the statuses named, as a line of counters that
 * are 1. */
static void counts(const char *statuses, int32_t code, const char *want)
{
    static const char letters[] = "sdrcpofv";
    struct message message;
    message_init(&message, 1);
    for (const char *at = statuses; *at; at++) {
        message.at[strchr(letters, *at) - letters] = 100;
    }
    message.code = code;
    struct tally tally;
    message_tally(&message, ALL, &tally);
    char got[256] = "";
    for (int i = 0; i < COUNTER_STORED; i++) {
        assert_true(tally.value[i] == 0 || tally.value[i] == 1);
        if (tally.value[i]) {
            strcat(got, got[0] ? " " : "");
            strcat(got, counter_info((enum counter)i)->name);
        }
    }
    assert_string_equal(got, want);
}

/* s sent, d delivered, r read, c clicked, p replied, o opted out, f failed, v converted */
static void test_counts(void **state)
{
    (void)state;
    counts("", 0, "sent");
    counts("s", 0, "sent");
    counts("sd", 0, "sent delivered");
    counts("r", 0, "sent delivered read");
    counts("p", 0, "sent delivered repliers interactors");
    counts("c", 0, "sent clickers interactors");
    counts("sdrcp", 0, "sent delivered read clickers repliers interactors");
    counts("v", 0, "sent conversions");
    counts("sf", 131047, "sent failed");
    counts("sf", 131049, "sent failed failed_cap");
    counts("sf", 131026, "sent failed failed_unreachable");
    counts("sf", 131050, "sent failed optouts");
    counts("sfo", 131050, "sent failed optouts");
    counts("sdo", 0, "sent delivered optouts");
    /* failed on one device, delivered on another */
    counts("sfd", 131049, "sent delivered");
    counts("sfr", 131026, "sent delivered read");
    counts("sfp", 131026, "sent delivered repliers interactors");
    counts("sfc", 131026, "sent failed failed_unreachable clickers interactors");
    /* that a person stopped is true whatever became of the message */
    counts("sfd", 131050, "sent delivered optouts");
    /* a code without a failure says nothing */
    counts("sd", 131050, "sent delivered");
}

static void test_known(void **state)
{
    (void)state;
    struct message message;
    struct tally tally;
    message_init(&message, 1);
    for (int i = 0; i < MESSAGE_STATUS_COUNT; i++) {
        message.at[i] = 100;
    }
    message.cost = 7500;
    message_tally(&message, 0, &tally);
    assert_int_equal(tally.known, 0);
    for (int i = 0; i < COUNTER_STORED; i++) {
        assert_true(tally.value[i] == 0);
    }

    counter_mask funnel = COUNTER_BIT(COUNTER_SENT) | COUNTER_BIT(COUNTER_READ);
    message_tally(&message, funnel, &tally);
    assert_int_equal(tally.known, funnel);

    /* interactors: from both or not at all */
    message_tally(&message, COUNTER_BIT(COUNTER_INTERACTORS) | COUNTER_BIT(COUNTER_CLICKERS),
                  &tally);
    assert_int_equal(tally.known, COUNTER_BIT(COUNTER_CLICKERS));
    message_tally(&message, COUNTER_BIT(COUNTER_REPLIERS) | COUNTER_BIT(COUNTER_CLICKERS), &tally);
    assert_true(tally.known & COUNTER_BIT(COUNTER_INTERACTORS));

    /* never from a single message */
    message_tally(&message, ALL, &tally);
    static const enum counter never[] = {COUNTER_CLICKS, COUNTER_BLOCKS,   COUNTER_ORDERS,
                                         COUNTER_LEADS,  COUNTER_COST_ADS, COUNTER_SESSIONS};
    for (size_t i = 0; i < ARRAY_COUNT(never); i++) {
        assert_false(tally.known & COUNTER_BIT(never[i]));
    }
}

static void test_money(void **state)
{
    (void)state;
    struct message message;
    struct tally tally;
    int64_t value = -1;
    counter_mask money = COUNTER_BIT(COUNTER_COST_MESSAGE) | COUNTER_BIT(COUNTER_REVENUE);
    message_init(&message, 1);
    message_tally(&message, money, &tally);
    assert_true(tally_get(&tally, COUNTER_COST_MESSAGE, &value) && value == 0);
    assert_true(tally_get(&tally, COUNTER_REVENUE, &value) && value == 0);
    message.cost = 7500;
    message.revenue = -200;
    message_tally(&message, money, &tally);
    assert_true(tally_get(&tally, COUNTER_COST_MESSAGE, &value) && value == 7500);
    assert_true(tally_get(&tally, COUNTER_REVENUE, &value) && value == -200);
    message_tally(&message, COUNTER_BIT(COUNTER_SENT), &tally);
    assert_false(tally_get(&tally, COUNTER_COST_MESSAGE, &value));
}

/* Knowing more of a message never takes away what it counted, a failure excepted that turns out to
 * be a delivery. */
static void test_monotone(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int round = 0; round < 5000; round++) {
        struct message a = random_message(&seed);
        struct message more = random_message(&seed);
        a.at[MESSAGE_FAILED] = more.at[MESSAGE_FAILED] = TIME_NONE;
        a.code = more.code = 0;
        struct tally before;
        struct tally after;
        message_tally(&a, ALL, &before);
        message_merge(&a, &more);
        message_tally(&a, ALL, &after);
        for (int i = 0; i < COUNTER_STORED; i++) {
            if (counter_info((enum counter)i)->kind == COUNTER_KIND_COUNT) {
                assert_true(after.value[i] >= before.value[i]);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_merge_laws), cmocka_unit_test(test_merge_picks),
        cmocka_unit_test(test_moment),     cmocka_unit_test(test_counts),
        cmocka_unit_test(test_known),      cmocka_unit_test(test_money),
        cmocka_unit_test(test_monotone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
