/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What must hold for every sequence of imports and undos:
 *   - statements about messages and people in any order, repeated and split over files in any way
 *     give the same store;
 *   - any sequence of imports, corrections and undos gives the store in which only what stands was
 *     imported and corrected;
 *   - the store equals its own rebuild (fixture_digest checks that at every step).
 */
#include "lib/store_fixture.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/attribution.h"
#include "store/assign.h"
#include "store/edits.h"
#include "store/exclude.h"
#include "store/merge.h"

#define DAY_1 ((int64_t)1788220800)

#ifndef SEED
#define SEED 0x9e3779b97f4a7c15u
#endif

static uint64_t state = SEED;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static uint64_t below(uint64_t limit)
{
    return next_random() % limit;
}

/* One thing that some file says. */
struct statement {
    enum {
        SAYS_MESSAGE,
        SAYS_PERSON,
        SAYS_ORDER,
        SAYS_CLICK,
        SAYS_FEEDBACK,
        SAYS_RATE,
        SAYS_NOTICE,
        SAYS_REPORT,
        SAYS_CAMPAIGN
    } says;
    int attrs;
    struct message message;
    struct person_event person;
    struct report_tally report;
    struct order order;
    struct feedback feedback;
    struct rate rate;
    struct notice notice;
};

static const char *const names[] = {NULL, "Alpha", "Beta", "Gamma"};
/* Files name all campaigns Alpha. */
static bool renamed;
static const char *const variants[] = {NULL, "A", "B"};
static const char currencies[][4] = {"", "EUR", "USD"};

/* All attributes of a statement from one small number, so that batches can be written again. */
static struct attrs make_attrs(int number, bool report)
{
    struct attrs attrs = fixture_attrs(names[renamed && number % 4 ? 1 : number % 4], SOURCE_EVENTS,
                                       FIXTURE_WEBHOOK);
    attrs.value[ATTR_VARIANT] = variants[number / 4 % 3];
    attrs.value[ATTR_UTM_CAMPAIGN] = number % 12 == 7 ? "Spring" : NULL;
    attrs.value[ATTR_COUNTRY] = number % 9 ? "IN" : NULL;
    attrs.value[ATTR_CATEGORY] = number % 5 == 4 ? NULL : number % 5 == 3 ? "utility" : "marketing";
    memcpy(attrs.currency.code, currencies[number / 12 % 3],
           strlen(currencies[number / 12 % 3]) + 1);
    attrs.rank = (enum attr_rank)(number / 36 % 3);
    if (number / 108 % 2) {
        attrs.known |= COUNTER_BIT(COUNTER_CLICKERS) | COUNTER_BIT(COUNTER_CONVERSIONS) |
                       COUNTER_BIT(COUNTER_REVENUE) | COUNTER_BIT(COUNTER_COST_MESSAGE);
    }
    if (report) {
        attrs.campaign = names[renamed ? 1 : 1 + number % 3];
        attrs.source = number / 4 % 2 ? SOURCE_DAILY : SOURCE_SUMMARY;
        attrs.known = 0;
        attrs.rank = ATTR_RANK_STATED;
    }
    return attrs;
}

/* By what an order, click or comment may be joined. */
static void random_link(struct link *link)
{
    static const char *const called[] = {"alpha", "BETA", "gam-ma", "nobody", "spring"};
    link->at = below(12) ? DAY_1 + (int64_t)below(1300000) : TIME_NONE;
    link->message = below(4) ? 0 : 1 + below(64);
    link->recipient = below(4) ? 1 + below(10) : 0;
    link->campaign = below(8) ? 0 : attribution_code(called[below(5)]);
    link->coupon = below(4) ? 0 : attribution_code(called[below(5)]);
    link->utm = below(4) ? 0 : attribution_code(called[below(5)]);
}

static void random_order(struct order *order)
{
    static const char *const types[] = {NULL, NULL, NULL, "order", "form", "lead"};
    static const char *const tags[] = {NULL, "google", "mail"};
    order_init(order, 1 + below(50));
    random_link(&order->link);
    order->coupon = tags[below(3)];
    order->utm[UTM_SOURCE] = tags[below(3)];
    order->utm[UTM_CONTENT] = tags[below(3)];
    order->type = types[below(6)];
    if (below(5)) {
        order->amount = (int64_t)below(200) * MONEY_UNIT;
        memcpy(order->currency.code, currencies[below(3)], 4);
    }
    order->refund = below(4) ? ORDER_MONEY_NONE : (int64_t)below(50) * MONEY_UNIT;
    order->state = (enum order_state)(below(4) ? 0 : below(4));
    order->cod = (enum order_flag)below(3);
    order->returned = (enum order_flag)below(3);
    order->new_customer = (enum order_flag)below(3);
}

static struct statement random_fact(void)
{
    struct statement statement;
    memset(&statement, 0, sizeof statement);
    statement.says = below(3) ? SAYS_ORDER : below(2) ? SAYS_CLICK : SAYS_FEEDBACK;
    random_order(&statement.order);
    statement.feedback = (struct feedback){.link = statement.order.link,
                                           .rating = below(3) ? (double)below(11) : (double)NAN,
                                           .scale = below(2) ? 5 : 10,
                                           .kind = below(2) ? "complaint" : NULL,
                                           .comment = below(2) ? "late" : NULL};
    return statement;
}

/* A price follows from what it is for: two lists that differ are settled by their as-of. */
static struct statement random_rate(void)
{
    struct statement statement;
    memset(&statement, 0, sizeof statement);
    int which = (int)below(12);
    statement.says = SAYS_RATE;
    statement.rate = (struct rate){.market = which % 2 ? "IN" : "Rest of Asia Pacific",
                                   .category = which / 2 % 3 ? "marketing" : "utility",
                                   .since = civil_to_day(2026, 8, 1) + which * 5,
                                   .rate = 1000 + 777 * which};
    memcpy(statement.rate.currency.code, which < 10 ? "EUR" : "USD", 4);
    return statement;
}

/* What Meta says of a template or number; one instant may hold two values. */
static struct statement random_notice(void)
{
    static const char *const values[] = {"GREEN", "YELLOW", "RED"};
    struct statement statement;
    memset(&statement, 0, sizeof statement);
    statement.says = SAYS_NOTICE;
    statement.notice = (struct notice){.kind = (enum notice_kind)(1 + below(NOTICE_KIND_END - 1)),
                                       .subject = below(3),
                                       .at = DAY_1 + (int64_t)below(4),
                                       .name = below(2) ? "welcome (en)" : NULL,
                                       .before = below(2) ? values[below(3)] : NULL,
                                       .value = values[below(3)]};
    return statement;
}

static struct statement random_event(void)
{
    struct statement statement;
    memset(&statement, 0, sizeof statement);
    statement.attrs = (int)below(36);
    if (below(20) == 0) {
        return random_rate();
    }
    if (below(10) == 0) {
        return random_notice();
    }
    if (below(3) == 0) {
        return random_fact();
    }
    if (below(8) == 0) {
        uint64_t id = 1 + below(40);
        statement.says = SAYS_PERSON;
        /* what an event is follows from its id, as it does where ids are hashes of it */
        statement.person = (struct person_event){
            id, 1 + id % 9, DAY_1 + (int64_t)(id * 7919 % 800000), (enum person_act)(id % 3)};
        return statement;
    }
    uint64_t key = 1 + below(60);
    statement.says = SAYS_MESSAGE;
    message_init(&statement.message, key);
    /* Within one file all statements about a message have the rank and the columns of its format.
     */
    statement.attrs += 36 * (int)(key % 6);
    if (below(3)) {
        statement.message.recipient = 1 + key % 9;
    }
    for (int status = 0; status < MESSAGE_STATUS_COUNT; status++) {
        if (below(4) == 0) {
            statement.message.at[status] =
                below(10) == 0 ? TIME_SOME : DAY_1 + (int64_t)below(900000);
        }
    }
    if (statement.message.at[MESSAGE_FAILED] != TIME_NONE) {
        static const int32_t codes[] = {0, MESSAGE_CODE_CAP, MESSAGE_CODE_OPTED_OUT, 131026};
        statement.message.code = codes[below(4)];
    }
    bool money = make_attrs(statement.attrs, false).known & COUNTER_BIT(COUNTER_REVENUE);
    if (money && below(2) == 0) {
        statement.message.cost = (int64_t)below(100000);
    }
    if (money && below(2) == 0) {
        statement.message.revenue = (int64_t)below(90) * MONEY_UNIT;
    }
    return statement;
}

static struct statement random_report(void)
{
    struct statement statement;
    memset(&statement, 0, sizeof statement);
    statement.attrs = (int)below(36);
    if (below(6) == 0) {
        statement.says = SAYS_CAMPAIGN;
        return statement;
    }
    statement.says = SAYS_REPORT;
    statement.report.day = make_attrs(statement.attrs, true).source == SOURCE_SUMMARY
                               ? DAY_NONE
                               : civil_to_day(2026, 9, 1) + (int32_t)below(70);
    for (int id = 0; id < COUNTER_STORED; id++) {
        if (below(3) == 0) {
            tally_set(&statement.report.tally, (enum counter)id, (int64_t)below(1000));
        }
    }
    return statement;
}

/* What a link calls a campaign. */
static void rename_code(uint64_t *code)
{
    if (*code == attribution_code("BETA") || *code == attribution_code("gam-ma")) {
        *code = attribution_code("alpha");
    }
}

static struct link said_link(const struct link *link)
{
    struct link said = *link;
    if (renamed) {
        rename_code(&said.campaign);
        rename_code(&said.coupon);
        rename_code(&said.utm);
    }
    return said;
}

static void say(struct batch *batch, const struct statement *statement)
{
    struct attrs attrs = make_attrs(statement->attrs, statement->says >= SAYS_REPORT);
    switch (statement->says) {
    case SAYS_MESSAGE: {
        struct message *message =
            batch_message(batch, statement->message.key, batch_attrs(batch, &attrs));
        uint32_t dim = message->dim;
        *message = statement->message;
        message->dim = dim;
        break;
    }
    case SAYS_PERSON:
        *batch_person(batch) = statement->person;
        break;
    case SAYS_ORDER: {
        struct order *order = batch_order(batch, statement->order.link.key);
        *order = statement->order;
        order->link = said_link(&statement->order.link);
        break;
    }
    case SAYS_CLICK:
        batch_click(batch, statement->order.link.key)->link = said_link(&statement->order.link);
        break;
    case SAYS_FEEDBACK: {
        struct feedback *feedback = batch_feedback(batch, statement->feedback.link.key);
        *feedback = statement->feedback;
        feedback->link = said_link(&statement->feedback.link);
        break;
    }
    case SAYS_RATE:
        *batch_rate(batch) = statement->rate;
        break;
    case SAYS_NOTICE:
        *batch_notice(batch) = statement->notice;
        break;
    case SAYS_REPORT: {
        struct report_tally *report =
            batch_report(batch, batch_attrs(batch, &attrs), statement->report.day);
        report->tally = statement->report.tally;
        break;
    }
    case SAYS_CAMPAIGN: {
        struct campaign_facts *facts = batch_campaign(batch, attrs.campaign);
        facts->start = civil_to_day(2026, 9, 1) + statement->attrs;
        facts->kind = (enum campaign_kind)(statement->attrs % KIND_COUNT);
        facts->channel = statement->attrs % 2 ? "email" : NULL;
        break;
    }
    }
}

static void import_some(struct fixture *fixture, const struct statement *statements,
                        const size_t *order, size_t count, int64_t as_of)
{
    struct batch *batch = batch_new();
    for (size_t i = 0; i < count; i++) {
        say(batch, &statements[order ? order[i] : i]);
    }
    fixture_import(fixture, "some", batch, as_of);
    batch_free(batch);
}

static void shuffle(size_t *order, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t j = below(i), keep = order[i - 1];
        order[i - 1] = order[j];
        order[j] = keep;
    }
}

/* A file that speaks of all days: which days a file of orders speaks of depends on how they are
 * split over files. */
static void import_range(struct fixture *fixture)
{
    struct batch *batch = batch_new();
    for (int i = 0; i < 4; i++) {
        struct order *order = batch_order(batch, 1000 + (uint64_t)i);
        order->link.at = DAY_1 + (i % 2 ? 9000000 : -9000000);
        order->amount = 0;
        order->type = i < 2 ? NULL : "lead";
        order->cod = order->returned = order->new_customer = ORDER_FLAG_NO;
        batch_click(batch, 1000 + (uint64_t)i)->link =
            (struct link){.key = 1000 + (uint64_t)i, .at = order->link.at, .recipient = 77};
    }
    fixture_import(fixture, "range", batch, TIME_NONE);
    batch_free(batch);
}

/* Software fees: by message, by month, none. */
static void set_fee(struct fixture *fixture, int round)
{
    static const char *const fees[] = {NULL, "0.003 EUR per message", "49.99 USD per month"};
    struct err err = ERR_INIT;
    if (fees[round % 3]) {
        check_ok(store_set(fixture->store, STORE_SETTING_COST_PLATFORM, fees[round % 3], &err),
                 &err);
    }
}

/* People said where messages belong that name no campaign. */
static void set_rule(struct fixture *fixture, int round)
{
    const struct assign_rule rule = {.campaign = round % 4 == 1 ? "Alpha" : "Delta",
                                     .first = civil_to_day(2026, 9, 4),
                                     .last = civil_to_day(2026, 9, 8)};
    struct assign_result result;
    struct err err = ERR_INIT;
    if (round % 2) {
        check_ok(store_assign(fixture->store, &rule, &result, NULL, &err), &err);
    }
}

/* Corrections follow from a number, so that the same can be made again. */
static int64_t edit_some(struct fixture *fixture, int number)
{
    static const char *const called[] = {"", "Summer", "Fall"};
    static const char *const tags[] = {"vip", "test", "cart"};
    const int64_t campaign = campaign_number(names[1 + number % 3]);
    const struct edit_word words[] = {
        {EDIT_KIND, campaign_kind_name((enum campaign_kind)(number % KIND_COUNT)), false},
        {EDIT_TAG, tags[number / 3 % 3], number % 2 != 0},
        {EDIT_ALIAS, called[number / 5 % 3], false},
        {EDIT_ARCHIVE, number % 4 ? "" : "yes", false}};
    struct edit_result result;
    struct err err = ERR_INIT;
    check_ok(store_edit(fixture->store, &campaign, 1, words + number % 3, 2, "some", &result, NULL,
                        &err),
             &err);
    return result.run;
}

/* A campaign (number 0 … 3) or a person (4 … 7) is left out; gives its row in the ledger. */
static int64_t exclude_some(struct fixture *fixture, int number)
{
    bool person = number >= 4;
    const int64_t id = person ? 2 * number - 5 : campaign_number(names[1 + number % 3]);
    struct exclude_result result;
    struct err err = ERR_INIT;
    check_ok(store_exclude(fixture->store, person ? EXCLUDE_RECIPIENT : EXCLUDE_CAMPAIGN, &id, 1,
                           false, "some", &result, NULL, &err),
             &err);
    return result.run;
}

/* Before anything is there, or afterwards. */
static void exclude_by_round(struct fixture *fixture, int round)
{
    if (round % 3 == 1) {
        exclude_some(fixture, round % 4);
    }
    if (round % 2 == 1) {
        exclude_some(fixture, 4 + round % 4);
    }
}

#define EVENTS 120

static void events_in_any_order_split_and_repeated_give_the_same_store(void **unused)
{
    (void)unused;
    for (int round = 0; round < 25; round++) {
        struct statement statements[EVENTS];
        char digest[33], other[33];
        for (int i = 0; i < EVENTS; i++) {
            statements[i] = random_event();
        }
        struct fixture fixture;
        fixture_open(&fixture, "Asia/Kolkata");
        set_fee(&fixture, round);
        set_rule(&fixture, round);
        import_range(&fixture);
        import_some(&fixture, statements, NULL, EVENTS, TIME_NONE);
        exclude_by_round(&fixture, round);
        fixture_digest(&fixture, digest);
        fixture_close(&fixture);
        for (int way = 0; way < 3; way++) {
            size_t order[EVENTS * 2], count = EVENTS;
            for (size_t i = 0; i < EVENTS; i++) {
                order[i] = i;
            }
            for (; way > 0 && count < EVENTS * 2; count++) {
                order[count] = below(EVENTS);
            }
            shuffle(order, count);
            fixture_open(&fixture, "Asia/Kolkata");
            set_fee(&fixture, round);
            set_rule(&fixture, round);
            exclude_by_round(&fixture, way == 2 ? round : 0);
            import_range(&fixture);
            for (size_t done = 0; done < count;) {
                size_t take = 1 + below(way == 2 ? 10 : 60);
                take = take < count - done ? take : count - done;
                import_some(&fixture, statements, order + done, take, TIME_NONE);
                done += take;
            }
            exclude_by_round(&fixture, way == 2 ? 0 : round);
            fixture_digest(&fixture, other);
            assert_string_equal(digest, other);
            fixture_close(&fixture);
        }
    }
}

#define FILES    6
#define PER_FILE 30

static void import_file(struct fixture *fixture, const struct statement *statements, int file,
                        int64_t *ids)
{
    /* A file's as-of decides between reports; it must not depend on when it was imported. */
    import_some(fixture, statements + file * PER_FILE, NULL, PER_FILE, FIXTURE_NOW - 1000 + file);
    struct arena *arena = arena_new();
    struct import_run *runs;
    size_t count;
    struct err err = ERR_INIT;
    check_ok(ledger_list(fixture->store, arena, &runs, &count, &err), &err);
    ids[file] = runs[0].id;
    arena_free(arena);
}

static void any_sequence_of_imports_and_undos_equals_what_stands(void **unused)
{
    (void)unused;
    for (int round = 0; round < 12; round++) {
        struct statement statements[FILES * PER_FILE];
        int64_t ids[FILES] = {0}, other_ids[FILES];
        bool stands[FILES] = {false};
        int edits[14], edited = 0;
        int64_t edit_ids[14], left_out[8] = {0};
        for (int i = 0; i < FILES * PER_FILE; i++) {
            statements[i] = below(2) ? random_event() : random_report();
        }
        struct fixture fixture, fresh;
        char digest[33], other[33];
        struct err err = ERR_INIT;
        fixture_open(&fixture, NULL);
        set_fee(&fixture, round);
        set_rule(&fixture, round);
        for (int step = 0; step < 14; step++) {
            int file = (int)below(FILES);
            if (stands[file]) {
                check_ok(ledger_undo(fixture.store, ids[file], NULL, &err), &err);
            } else {
                import_file(&fixture, statements, file, ids);
            }
            stands[file] = !stands[file];
            if (below(3) == 0) {
                edits[edited] = (int)below(60);
                edit_ids[edited] = edit_some(&fixture, edits[edited]);
                edited += edit_ids[edited] != 0;
            } else if (edited > 0 && below(4) == 0) {
                int which = (int)below((uint64_t)edited--);
                check_ok(ledger_undo(fixture.store, edit_ids[which], NULL, &err), &err);
                memmove(edits + which, edits + which + 1, sizeof *edits * (size_t)(edited - which));
                memmove(edit_ids + which, edit_ids + which + 1,
                        sizeof *edit_ids * (size_t)(edited - which));
            }
            int what = (int)below(24);
            if (what < 8 && left_out[what]) {
                check_ok(ledger_undo(fixture.store, left_out[what], NULL, &err), &err);
                left_out[what] = 0;
            } else if (what < 8 && what != 3) { /* 3 is the campaign of 0 */
                left_out[what] = exclude_some(&fixture, what);
            }
            fixture_digest(&fixture, digest);
        }
        fixture_open(&fresh, NULL);
        for (int what = 0; what < 8; what += 2) {
            left_out[what] = left_out[what] ? exclude_some(&fresh, what) : 0;
        }
        for (int i = 0; i < edited; i++) {
            edit_some(&fresh, edits[i]);
        }
        set_fee(&fresh, round);
        set_rule(&fresh, round);
        for (int file = FILES - 1; file >= 0; file--) {
            if (stands[file]) {
                import_file(&fresh, statements, file, other_ids);
            }
        }
        for (int what = 1; what < 8; what += 2) {
            left_out[what] = left_out[what] ? exclude_some(&fresh, what) : 0;
        }
        fixture_digest(&fresh, other);
        assert_string_equal(digest, other);
        fixture_close(&fresh);
        fixture_close(&fixture);
    }
}

/* --- merged campaigns --------------------------------------------------------------------------
 */

static const char *const mergeable[] = {"Alpha", "Beta", "Gamma", "Omega"};

/* What a campaign is part of now. */
static int target_of(struct fixture *fixture, int campaign)
{
    struct arena *arena = arena_new();
    struct merge_row *rows;
    size_t count;
    struct err err = ERR_INIT;
    check_ok(merge_list(fixture->store, arena, &rows, &count, &err), &err);
    int64_t number = campaign_number(mergeable[campaign]);
    for (size_t i = 0; i < count; i++) {
        if (rows[i].number == number) {
            number = rows[i].target;
            break;
        }
    }
    arena_free(arena);
    int target = 0;
    while (campaign_number(mergeable[target]) != number) {
        target++;
    }
    return target;
}

/* Its row in the ledger; 0: that cannot be merged now. */
static int64_t merge_one(struct fixture *fixture, int from, int into)
{
    struct arena *arena = arena_new();
    const int64_t campaign = campaign_number(mergeable[from]);
    const struct merge_wish wish = {.campaigns = &campaign,
                                    .count = 1,
                                    .target = -1,
                                    .target_name = mergeable[into],
                                    .words = "some"};
    struct merge_result result;
    struct err err = ERR_INIT;
    bool made = store_merge(fixture->store, arena, &wish, &result, NULL, &err);
    arena_free(arena);
    assert_true(made || err.code == ERR_REFUSED || err.code == ERR_NOT_FOUND);
    return made ? result.run : 0;
}

/* A file that names all of them, for the time that it takes to merge some. */
static int64_t import_seed(struct fixture *fixture)
{
    struct batch *batch = batch_new();
    for (size_t i = 0; i < ARRAY_COUNT(mergeable); i++) {
        struct attrs attrs = fixture_attrs(mergeable[i], SOURCE_DAILY, 0);
        tally_set(&batch_report(batch, batch_attrs(batch, &attrs), 20000)->tally, COUNTER_SENT, 5);
    }
    int64_t id = fixture_import(fixture, "seed", batch, TIME_NONE);
    batch_free(batch);
    return id;
}

struct edge {
    int64_t run;
    int from, into;
};

/* Imports, exclusions and merges come and go; then only what stands is done, merges first. */
static void any_sequence_of_merges_equals_what_stands(void **unused)
{
    (void)unused;
    int merged = 0;
    for (int round = 0; round < 16; round++) {
        struct statement statements[FILES * PER_FILE];
        int64_t ids[FILES] = {0}, other_ids[FILES], left_out[8] = {0};
        bool stands[FILES] = {false};
        struct edge edges[24];
        size_t count = 0;
        for (int i = 0; i < FILES * PER_FILE; i++) {
            statements[i] = below(2) ? random_event() : random_report();
        }
        struct fixture fixture, fresh;
        char digest[33], other[33];
        struct err err = ERR_INIT;
        fixture_open(&fixture, NULL);
        edit_some(&fixture, round);
        set_fee(&fixture, round);
        set_rule(&fixture, round);
        for (int step = 0; step < 20; step++) {
            int file = (int)below(FILES), what = (int)below(20);
            if (stands[file]) {
                check_ok(ledger_undo(fixture.store, ids[file], NULL, &err), &err);
            } else {
                import_file(&fixture, statements, file, ids);
            }
            stands[file] = !stands[file];
            if (below(2)) {
                int from = target_of(&fixture, (int)below(3));
                int into = target_of(&fixture, (int)below(ARRAY_COUNT(mergeable)));
                edges[count] = (struct edge){merge_one(&fixture, from, into), from, into};
                merged += edges[count].run != 0;
                count += edges[count].run != 0;
            } else if (count > 0 && below(3) == 0) {
                size_t which = below(count);
                check_ok(ledger_undo(fixture.store, edges[which].run, NULL, &err), &err);
                memmove(edges + which, edges + which + 1, sizeof *edges * (--count - which));
            }
            if (what < 8 && left_out[what]) {
                check_ok(ledger_undo(fixture.store, left_out[what], NULL, &err), &err);
                left_out[what] = 0;
            } else if (what < 8 && what != 3) {
                left_out[what] = exclude_some(&fixture, what);
            }
            fixture_digest(&fixture, digest);
        }
        fixture_open(&fresh, NULL);
        int64_t seed = import_seed(&fresh);
        edit_some(&fresh, round);
        for (size_t i = 0; i < count; i++) {
            assert_true(merge_one(&fresh, edges[i].from, edges[i].into) != 0);
        }
        check_ok(ledger_undo(fresh.store, seed, NULL, &err), &err);
        set_fee(&fresh, round);
        set_rule(&fresh, round);
        for (int file = FILES - 1; file >= 0; file--) {
            if (stands[file]) {
                import_file(&fresh, statements, file, other_ids);
            }
        }
        for (int what = 0; what < 8; what++) {
            left_out[what] = left_out[what] ? exclude_some(&fresh, what) : 0;
        }
        fixture_digest(&fresh, other);
        assert_string_equal(digest, other);
        fixture_close(&fresh);
        fixture_close(&fixture);
    }
    assert_true(merged > 60);
}

/* All that the first screen and a range of days say. */
static void assert_same_figures(struct fixture *a, struct fixture *b)
{
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    for (int way = 0; way < 2; way++) {
        int32_t from = way ? civil_to_day(2026, 9, 6) : DAY_NONE;
        int32_t to = way ? civil_to_day(2026, 9, 20) : INT32_MAX;
        struct campaign_cursor *of_a =
            campaign_cursor_open(a->store, from, to, CAMPAIGN_ORDER_NAME, NULL, &err);
        struct campaign_cursor *of_b =
            campaign_cursor_open(b->store, from, to, CAMPAIGN_ORDER_NAME, NULL, &err);
        struct campaign_row x, y;
        bool more = true;
        while (more) {
            more = campaign_cursor_next(of_a, &x, &err);
            assert_true(campaign_cursor_next(of_b, &y, &err) == more);
            if (more) {
                assert_int_equal(x.number, y.number);
                assert_string_equal(x.name, y.name);
                assert_int_equal(x.start, y.start);
                assert_int_equal(x.end, y.end);
                assert_int_equal(x.kind, y.kind);
                assert_memory_equal(&x.ruling, &y.ruling, sizeof x.ruling);
                assert_memory_equal(&x.total, &y.total, sizeof x.total);
            }
        }
        campaign_cursor_close(of_a);
        campaign_cursor_close(of_b);
        struct day_total *days_a, *days_b;
        size_t count_a, count_b;
        check_ok(query_days(a->store, arena, from, to, &days_a, &count_a, NULL, &err), &err);
        check_ok(query_days(b->store, arena, from, to, &days_b, &count_b, NULL, &err), &err);
        assert_int_equal(count_a, count_b);
        assert_memory_equal(days_a, days_b, count_a * sizeof *days_a);
    }
    arena_free(arena);
}

static void merged_campaigns_count_as_if_files_had_named_them_so(void **unused)
{
    (void)unused;
    for (int round = 0; round < 24; round++) {
        struct statement statements[FILES * PER_FILE];
        int64_t ids[FILES];
        for (int i = 0; i < FILES * PER_FILE; i++) {
            statements[i] = below(2) ? random_event() : random_report();
            /* What several files say of one order differently, hashes decide; which of several
             * kinds one file means, the order of its rows. */
            struct link *link = statements[i].says == SAYS_FEEDBACK ? &statements[i].feedback.link
                                                                    : &statements[i].order.link;
            if (statements[i].says == SAYS_ORDER || statements[i].says == SAYS_CLICK ||
                statements[i].says == SAYS_FEEDBACK) {
                static const char *const called[] = {"alpha", "BETA", "gam-ma", "nobody", "spring"};
                link->campaign = link->key % 8 ? 0 : attribution_code(called[link->key / 8 % 5]);
                link->coupon = link->key % 3 ? 0 : attribution_code(called[link->key / 3 % 5]);
                link->utm = link->key % 4 ? 0 : attribution_code(called[link->key / 4 % 5]);
            }
            if (statements[i].says == SAYS_CAMPAIGN) {
                statements[i].attrs = i / PER_FILE * KIND_COUNT % 36 + i / PER_FILE % 3;
            }
        }
        struct fixture merged, one;
        struct err err = ERR_INIT;
        fixture_open(&merged, NULL);
        fixture_open(&one, NULL);
        set_fee(&merged, round);
        set_fee(&one, round);
        set_rule(&merged, round);
        set_rule(&one, round);
        int64_t seed = import_seed(&merged);
        for (int file = 0; file <= FILES; file++) {
            if (file == round % (FILES + 1)) {
                assert_true(merge_one(&merged, 1, round % 2 ? 2 : 0) != 0);
                assert_true(merge_one(&merged, 2, 0) != 0);
            }
            if (file < FILES) {
                import_file(&merged, statements, file, ids);
                renamed = true;
                import_file(&one, statements, file, ids);
                renamed = false;
            }
        }
        check_ok(ledger_undo(merged.store, seed, NULL, &err), &err);
        assert_same_figures(&merged, &one);
        if (round % 3 == 0) {
            exclude_some(&merged, 4 + round % 4);
            exclude_some(&one, 4 + round % 4);
            assert_same_figures(&merged, &one);
        }
        fixture_close(&one);
        fixture_close(&merged);
    }
}

static void three_overlapping_imports_undone_in_all_six_orders_leave_nothing(void **unused)
{
    (void)unused;
    static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                     {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    struct statement statements[3 * PER_FILE];
    struct fixture fixture;
    char empty[33], digest[33];
    struct err err = ERR_INIT;
    for (int i = 0; i < 3 * PER_FILE; i++) {
        statements[i] = i % 3 ? random_event() : random_report();
    }
    fixture_open(&fixture, NULL);
    fixture_digest(&fixture, empty);
    for (int order = 0; order < 6; order++) {
        int64_t ids[FILES];
        for (int file = 0; file < 3; file++) {
            import_file(&fixture, statements, file, ids);
        }
        fixture_digest(&fixture, digest);
        assert_string_not_equal(empty, digest);
        for (int i = 0; i < 3; i++) {
            check_ok(ledger_undo(fixture.store, ids[orders[order][i]], NULL, &err), &err);
        }
        fixture_digest(&fixture, digest);
        assert_string_equal(empty, digest);
    }
    fixture_close(&fixture);
}

static void folding_keeps_every_figure(void **unused)
{
    (void)unused;
    for (int round = 0; round < 8; round++) {
        struct statement statements[EVENTS];
        struct fixture fixture;
        char before[33], after[33];
        struct err err = ERR_INIT;
        for (int i = 0; i < EVENTS; i++) {
            statements[i] = random_event();
        }
        fixture_open(&fixture, NULL);
        for (int file = 0; file < 4; file++) {
            import_some(&fixture, statements + file * 30, NULL, 30, TIME_NONE);
            fixture.clock.pinned += 40 * 86400;
        }
        fixture_digest(&fixture, before);
        check_ok(store_fold(fixture.store, fixture.clock.pinned, &err), &err);
        fixture_digest(&fixture, after);
        assert_string_equal(before, after);
        assert_false(ledger_undo(fixture.store, 1, NULL, &err));
        assert_int_equal(err.code, ERR_REFUSED);
        check_ok(ledger_undo(fixture.store, 4, NULL, &err), &err);
        fixture_digest(&fixture, after);
        fixture_close(&fixture);
    }
}

static void another_zone_cuts_other_days(void **unused)
{
    (void)unused;
    struct statement statements[EVENTS];
    struct fixture kolkata, utc;
    char digest[33], other[33];
    struct err err = ERR_INIT;
    for (int i = 0; i < EVENTS; i++) {
        statements[i] = random_event();
    }
    fixture_open(&kolkata, "Asia/Kolkata");
    import_some(&kolkata, statements, NULL, EVENTS, TIME_NONE);
    fixture_digest(&kolkata, digest);
    fixture_open(&utc, "UTC");
    import_some(&utc, statements, NULL, EVENTS, TIME_NONE);
    fixture_digest(&utc, other);
    assert_string_not_equal(digest, other);
    check_ok(store_rebuild(utc.store, "Asia/Kolkata", NULL, &err), &err);
    fixture_digest(&utc, other);
    assert_string_equal(digest, other);
    fixture_reopen(&utc);
    assert_string_equal(zone_name(store_zone(utc.store)), "Asia/Kolkata");
    fixture_close(&utc);
    fixture_close(&kolkata);
}

/* --- two periods at once --------------------------------------------------------------------- */

static bool row_of(struct fixture *fixture, int64_t number, int32_t from, int32_t to,
                   struct total *total)
{
    struct err err = ERR_INIT;
    struct campaign_row row;
    bool found = false;
    struct campaign_cursor *cursor =
        campaign_cursor_open(fixture->store, from, to, CAMPAIGN_BARE, NULL, &err);
    check_ok(cursor != NULL, &err);
    while (!found && campaign_cursor_next(cursor, &row, &err)) {
        found = row.number == number;
        *total = row.total;
    }
    campaign_cursor_close(cursor);
    assert_int_equal(err.code, ERR_NONE);
    return found;
}

/* What was chosen, of two totals. */
static void assert_chosen(const struct slot_choice *choice, const struct total *a,
                          const struct total *b)
{
    assert_int_equal(a->tallies, b->tallies);
    assert_int_equal(a->known[COUNTER_SENT], b->known[COUNTER_SENT]);
    assert_int_equal(a->sum[COUNTER_SENT], b->sum[COUNTER_SENT]);
    for (int i = 0; i < choice->count; i++) {
        int slot = choice->slots[i];
        assert_memory_equal(&a->slot[slot], &b->slot[slot], sizeof a->slot[slot]);
    }
}

/* Every row of the walk over both against walks over each; returns how many had figures in both. */
static size_t compare_pair(struct fixture *fixture, const struct campaign_pair *pair)
{
    struct err err = ERR_INIT;
    struct campaign_row row;
    size_t both = 0;
    struct campaign_cursor *cursor = campaign_cursor_pair(fixture->store, pair, NULL, &err);
    check_ok(cursor != NULL, &err);
    while (campaign_cursor_next(cursor, &row, &err)) {
        struct total now, past;
        bool has_now = row_of(fixture, row.number, pair->from, pair->to, &now);
        assert_true(has_now == (row.total.tallies > 0));
        assert_true(row_of(fixture, row.number, pair->past_from, pair->past_to, &past) ==
                    (row.past != NULL));
        if (has_now && pair->whole) {
            assert_memory_equal(&row.total, &now, sizeof now);
        } else if (has_now) {
            assert_chosen(&pair->choice, &row.total, &now);
        }
        if (row.past) {
            assert_chosen(&pair->choice, row.past, &past);
        }
        both += has_now && row.past;
    }
    campaign_cursor_close(cursor);
    assert_int_equal(err.code, ERR_NONE);
    return both;
}

static void two_periods_in_one_walk_equal_two_walks(void **unused)
{
    (void)unused;
    static const enum kpi kpis[] = {
        KPI_CTR,         KPI_CONVERSION_RATE, KPI_OPEN_RATE, KPI_DELIVERY_RATE,
        KPI_OPTOUT_RATE, KPI_ENGAGEMENT_RATE, KPI_CPL};
    struct slot_choice choice = slot_choice_of(kpis, 7, RATE_BASE_DELIVERED);
    assert_int_equal(choice.count, 6); /* that of money is left out */
    size_t both = 0;
    for (int round = 0; round < 12; round++) {
        struct statement statements[FILES * PER_FILE];
        struct fixture fixture;
        int64_t ids[FILES];
        fixture_open(&fixture, "Asia/Kolkata");
        for (int i = 0; i < FILES * PER_FILE; i++) {
            statements[i] = i % 2 ? random_event() : random_report();
        }
        for (int file = 0; file < FILES; file++) {
            import_file(&fixture, statements, file, ids);
        }
        for (int way = 0; way < 8; way++) {
            int32_t first = civil_to_day(2026, 8, 28) + (int32_t)below(50);
            int32_t length = 1 + (int32_t)below(40);
            int32_t back = way % 4 == 3 ? 365 : length; /* far apart, too */
            const struct campaign_pair pair = {.from = way == 6 ? DAY_NONE : first,
                                               .to = way == 7 ? INT32_MAX : first + length - 1,
                                               .past_from = first - back,
                                               .past_to = first - back + length - 1,
                                               .choice = choice,
                                               .whole = way % 2 == 0};
            both += compare_pair(&fixture, &pair);
        }
        fixture_close(&fixture);
    }
    assert_true(both > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_in_any_order_split_and_repeated_give_the_same_store),
        cmocka_unit_test(any_sequence_of_imports_and_undos_equals_what_stands),
        cmocka_unit_test(any_sequence_of_merges_equals_what_stands),
        cmocka_unit_test(merged_campaigns_count_as_if_files_had_named_them_so),
        cmocka_unit_test(three_overlapping_imports_undone_in_all_six_orders_leave_nothing),
        cmocka_unit_test(folding_keeps_every_figure),
        cmocka_unit_test(another_zone_cuts_other_days),
        cmocka_unit_test(two_periods_in_one_walk_equal_two_walks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
