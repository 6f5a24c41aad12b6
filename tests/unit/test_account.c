/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the account stands by Meta's notices, and how much of the messaging limit is used. */
#include "unit/report_store.h"

#include <math.h>
#include <string.h>

#include "report/account.h"

#define NOW     ((int64_t)FIXTURE_NOW) /* 2026-09-21 */
#define DAYS(n) ((int64_t)86400 * (n))

static struct fixture fixture;
static struct arena *arena;
static struct batch *batch;

static int set_up(void **unused)
{
    (void)unused;
    fixture_open(&fixture, NULL);
    arena = arena_new();
    batch = batch_new();
    return 0;
}

static int tear_down(void **unused)
{
    (void)unused;
    batch_free(batch);
    arena_free(arena);
    fixture_close(&fixture);
    return 0;
}

static void add(enum notice_kind kind, uint64_t subject, int64_t at, const char *name,
                const char *value)
{
    struct notice *notice = batch_notice(batch);
    *notice =
        (struct notice){.kind = kind, .subject = subject, .at = at, .name = name, .value = value};
}

static void import(void)
{
    fixture_import(&fixture, "a.ndjson", batch, TIME_NONE);
    batch_clear(batch);
}

static struct account build(const char *words, const char *where, struct reach *reach)
{
    struct scope scope;
    struct account account;
    struct err err = ERR_INIT;
    make_scope(&fixture, arena, words, where, NULL, &scope);
    check_ok(account_build(arena, fixture.store, &scope, &account, &err), &err);
    if (reach) {
        check_ok(account_reach(fixture.store, &scope, &account, NULL, reach, &err), &err);
    }
    return account;
}

static const char *line_of(const struct account *account, const struct reach *reach)
{
    static char words[400];
    struct health_part parts[HEALTH_PARTS];
    const struct health nothing = {.known = false};
    int count = account_line(arena, &nothing, account, reach, parts);
    words[0] = '\0';
    for (int i = 0; i < count; i++) {
        size_t at = strlen(words);
        snprintf(words + at, sizeof words - at, "%s%s%s", i ? "; " : "",
                 parts[i].grade == GRADE_POOR ? "! " : "", parts[i].words);
    }
    return words;
}

static void without_notices_nothing_is_known(void **unused)
{
    (void)unused;
    struct reach reach;
    put_figures(batch, &FIGURES(.campaign = "a", .month = 9, .day = 1, .sent = 100));
    import();
    struct account account = build(NULL, NULL, &reach);
    assert_int_equal(account.quality, QUALITY_UNKNOWN);
    assert_false(account.has_limit);
    assert_false(reach.known); /* without a limit it is not looked at */
    assert_true(isnan(account_used(&account, &reach)));
    assert_string_equal(line_of(&account, &reach), "");
}

static void the_worst_quality_that_stands_is_said(void **unused)
{
    (void)unused;
    add(NOTICE_QUALITY, 1, NOW - DAYS(20), "one (en)", "YELLOW");
    add(NOTICE_QUALITY, 2, NOW - DAYS(10), "two (en)", "GREEN");
    import();
    struct account account = build(NULL, NULL, NULL);
    assert_string_equal(line_of(&account, NULL), "quality YELLOW since 2026-09-01: one (en)");
    assert_string_equal(account_fault_words(arena, &account),
                        "Meta calls its quality YELLOW since 2026-09-01");
    add(NOTICE_QUALITY, 3, NOW - DAYS(8), "three (en)", "RED");
    add(NOTICE_QUALITY, 4, NOW - DAYS(6), "four (de)", "RED");
    add(NOTICE_NUMBER, 9, NOW - DAYS(7), NULL, "FLAGGED");
    import();
    account = build(NULL, NULL, NULL);
    assert_int_equal(account.stand[QUALITY_RED], 3);
    assert_int_equal(account.stand[QUALITY_YELLOW], 1);
    assert_string_equal(line_of(&account, NULL),
                        "! quality RED since 2026-09-15: four (de) and 2 others");
    /* at the end of an earlier period */
    account = build("2026-09-01..2026-09-12", NULL, NULL);
    assert_string_equal(line_of(&account, NULL), "quality YELLOW since 2026-09-01: one (en)");
    /* a number that is no longer flagged says nothing, nor does a template that is gone */
    add(NOTICE_NUMBER, 9, NOW - DAYS(5), NULL, "UNFLAGGED");
    add(NOTICE_TEMPLATE, 4, NOW - DAYS(5), "four (de)", "DISABLED");
    add(NOTICE_QUALITY, 3, NOW - DAYS(4), "three (en)", "UNKNOWN");
    add(NOTICE_QUALITY, 1, NOW - DAYS(3), "one (en)", "GREEN");
    import();
    account = build(NULL, NULL, NULL);
    assert_string_equal(line_of(&account, NULL), "quality GREEN, last said on 2026-09-18");
    assert_int_equal(account.trouble_count, 1);
    assert_string_equal(account.troubles[0].name, "four (de)");
    assert_string_equal(account.troubles[0].text, "disabled by Meta (2026-09-16)");
    /* with a filter nobody can tell; what Meta will say is not known yet */
    assert_int_equal(build(NULL, "one", NULL).quality, QUALITY_UNKNOWN);
    add(NOTICE_QUALITY, 1, NOW + 60, "one (en)", "RED");
    import();
    assert_int_equal(build(NULL, NULL, NULL).quality, QUALITY_GREEN);
}

static void send(const char *campaign, uint64_t key, uint64_t recipient, int64_t at)
{
    struct attrs attrs = fixture_attrs(campaign, SOURCE_EVENTS, FIXTURE_WEBHOOK);
    attrs.value[ATTR_CHANNEL] = strcmp(campaign, "mail") == 0 ? "email" : "whatsapp";
    struct message *message = batch_message(batch, key, batch_attrs(batch, &attrs));
    message->recipient = recipient;
    message->at[MESSAGE_SENT] = at;
}

static void the_limit_is_held_against_people_where_they_are_known(void **unused)
{
    (void)unused;
    struct reach reach;
    add(NOTICE_LIMIT, 7, NOW - DAYS(30), NULL, "10000");
    add(NOTICE_LIMIT, 7, NOW - DAYS(9), NULL, "5");
    for (uint64_t i = 0; i < 6; i++) {
        send("a", 100 + i, 1 + i % 2, NOW - DAYS(3)); /* six messages to two people */
    }
    for (uint64_t i = 0; i < 4; i++) {
        send("a", 200 + i, 1 + i, NOW - DAYS(2)); /* four to four */
    }
    for (uint64_t i = 0; i < 40; i++) {
        send("a", 400 + i, 1 + i, NOW - DAYS(10)); /* when ten thousand were allowed */
    }
    for (uint64_t i = 0; i < 50; i++) {
        send("mail", 300 + i, 1 + i, NOW - DAYS(1)); /* no matter for Meta */
    }
    import();
    /* another file says the same of some of them, and that one was sent a day earlier */
    send("a", 200, 1, NOW - DAYS(3));
    send("a", 201, 2, NOW - DAYS(2));
    import();
    struct account account = build(NULL, NULL, &reach);
    assert_int_equal(account.limit, 5);
    assert_true(reach.known && reach.recipients);
    assert_int_equal(reach.count, 3);
    assert_string_equal(line_of(&account, &reach),
                        "limit 5 people a day, 60.0 % used on 2026-09-19 (3 people)");
    /* a day of which only its sum is known */
    put_figures(batch,
                &FIGURES(.campaign = "b", .channel = "whatsapp", .month = 9, .day = 20, .sent = 4));
    import();
    account = build(NULL, NULL, &reach);
    assert_false(reach.recipients);
    assert_string_equal(line_of(&account, &reach),
                        "! limit 5 people a day, 80.0 % used on 2026-09-20 (4 messages)");
    /* in the days that are looked at */
    account = build("2026-09-18..2026-09-18", NULL, &reach);
    assert_int_equal(reach.count, 2);
    account = build("2026-09-01..2026-09-02", NULL, &reach);
    assert_int_equal(account.limit, 10000);
    assert_false(reach.known);
    assert_string_equal(line_of(&account, &reach), "limit 10 000 people a day");
    account = build("2026-09-01..2026-09-11", NULL, &reach);
    assert_int_equal(reach.count, 40);
    assert_string_equal(line_of(&account, &reach),
                        "limit 10 000 people a day, 0.40 % used on 2026-09-11 (40 people)");
    add(NOTICE_LIMIT, 8, NOW, NULL, NOTICE_UNLIMITED);
    import();
    account = build(NULL, NULL, &reach);
    assert_true(isnan(account_used(&account, &reach)));
    assert_string_equal(line_of(&account, &reach), "any number of people a day");
}

static struct scope shared_scope;

static bool build_all(void *context, struct arena *room, struct err *err)
{
    struct account account;
    struct reach reach;
    struct health_part parts[HEALTH_PARTS];
    const struct health nothing = {.known = false};
    (void)context;
    return account_build(room, fixture.store, &shared_scope, &account, err) &&
           account_reach(fixture.store, &shared_scope, &account, NULL, &reach, err) &&
           (account_line(room, &nothing, &account, &reach, parts) >= 0 || err_memory(err));
}

static void memory_may_run_out(void **unused)
{
    (void)unused;
    add(NOTICE_LIMIT, 7, NOW - DAYS(9), NULL, "5");
    add(NOTICE_QUALITY, 1, NOW - DAYS(20), "one (en)", "RED");
    add(NOTICE_TEMPLATE, 1, NOW - DAYS(5), "one (en)", "PAUSED");
    for (uint64_t i = 0; i < 30; i++) {
        send("a", 100 + i, 1 + i, NOW - DAYS(3));
    }
    import();
    make_scope(&fixture, arena, NULL, NULL, NULL, &shared_scope);
    check_every_allocation(build_all, NULL);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(without_notices_nothing_is_known),
        TEST(the_worst_quality_that_stands_is_said),
        TEST(the_limit_is_held_against_people_where_they_are_known),
        TEST(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
