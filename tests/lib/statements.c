/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/statements.h"

#include <math.h>
#include <string.h>

#include "model/attribution.h"
#include "store/assign.h"
#include "store/correct.h"

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

uint64_t statement_below(uint64_t limit)
{
    return next_random() % limit;
}

static const char *const names[] = {NULL, "Alpha", "Beta", "Gamma"};
static bool renamed;
static const char *const variants[] = {NULL, "A", "B"};
static const char currencies[][4] = {"", "EUR", "USD"};

/* All attributes of a statement from one small number, so that batches can be written again. */
struct attrs statement_attrs(int number, bool report)
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
    link->at = statement_below(12) ? DAY_1 + (int64_t)statement_below(1300000) : TIME_NONE;
    link->message = statement_below(4) ? 0 : 1 + statement_below(64);
    link->recipient = statement_below(4) ? 1 + statement_below(10) : 0;
    link->campaign = statement_below(8) ? 0 : attribution_code(called[statement_below(5)]);
    link->coupon = statement_below(4) ? 0 : attribution_code(called[statement_below(5)]);
    link->utm = statement_below(4) ? 0 : attribution_code(called[statement_below(5)]);
}

static void random_order(struct order *order)
{
    static const char *const types[] = {NULL, NULL, NULL, "order", "form", "lead"};
    static const char *const tags[] = {NULL, "google", "mail"};
    order_init(order, 1 + statement_below(50));
    random_link(&order->link);
    order->coupon = tags[statement_below(3)];
    order->utm[UTM_SOURCE] = tags[statement_below(3)];
    order->utm[UTM_CONTENT] = tags[statement_below(3)];
    order->type = types[statement_below(6)];
    if (statement_below(5)) {
        order->amount = (int64_t)statement_below(200) * MONEY_UNIT;
        memcpy(order->currency.code, currencies[statement_below(3)], 4);
    }
    order->refund =
        statement_below(4) ? ORDER_MONEY_NONE : (int64_t)statement_below(50) * MONEY_UNIT;
    order->state = (enum order_state)(statement_below(4) ? 0 : statement_below(4));
    order->cod = (enum order_flag)statement_below(3);
    order->returned = (enum order_flag)statement_below(3);
    order->new_customer = (enum order_flag)statement_below(3);
}

static struct statement random_fact(void)
{
    struct statement statement;
    memset(&statement, 0, sizeof statement);
    statement.says = statement_below(3)   ? SAYS_ORDER
                     : statement_below(2) ? SAYS_CLICK
                                          : SAYS_FEEDBACK;
    random_order(&statement.order);
    statement.feedback =
        (struct feedback){.link = statement.order.link,
                          .rating = statement_below(3) ? (double)statement_below(11) : (double)NAN,
                          .scale = statement_below(2) ? 5 : 10,
                          .kind = statement_below(2) ? "complaint" : NULL,
                          .comment = statement_below(2) ? "late" : NULL};
    return statement;
}

/* A price follows from what it is for: two lists that differ are settled by their as-of. */
static struct statement random_rate(void)
{
    struct statement statement;
    memset(&statement, 0, sizeof statement);
    int which = (int)statement_below(12);
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
    statement.notice =
        (struct notice){.kind = (enum notice_kind)(1 + statement_below(NOTICE_KIND_END - 1)),
                        .subject = statement_below(3),
                        .at = DAY_1 + (int64_t)statement_below(4),
                        .name = statement_below(2) ? "welcome (en)" : NULL,
                        .before = statement_below(2) ? values[statement_below(3)] : NULL,
                        .value = values[statement_below(3)]};
    return statement;
}

struct statement statement_event(void)
{
    struct statement statement;
    memset(&statement, 0, sizeof statement);
    statement.attrs = (int)statement_below(36);
    if (statement_below(20) == 0) {
        return random_rate();
    }
    if (statement_below(10) == 0) {
        return random_notice();
    }
    if (statement_below(3) == 0) {
        return random_fact();
    }
    if (statement_below(8) == 0) {
        uint64_t id = 1 + statement_below(40);
        statement.says = SAYS_PERSON;
        /* what an event is follows from its id, as it does where ids are hashes of it */
        statement.person = (struct person_event){
            id, 1 + id % 9, DAY_1 + (int64_t)(id * 7919 % 800000), (enum person_act)(id % 3)};
        return statement;
    }
    uint64_t key = 1 + statement_below(60);
    statement.says = SAYS_MESSAGE;
    message_init(&statement.message, key);
    /* Within one file all statements about a message have the rank and the columns of its format.
     */
    statement.attrs += 36 * (int)(key % 6);
    if (statement_below(3)) {
        statement.message.recipient = 1 + key % 9;
    }
    for (int status = 0; status < MESSAGE_STATUS_COUNT; status++) {
        if (statement_below(4) == 0) {
            statement.message.at[status] =
                statement_below(10) == 0 ? TIME_SOME : DAY_1 + (int64_t)statement_below(900000);
        }
    }
    if (statement.message.at[MESSAGE_FAILED] != TIME_NONE) {
        static const int32_t codes[] = {0, MESSAGE_CODE_CAP, MESSAGE_CODE_OPTED_OUT, 131026};
        statement.message.code = codes[statement_below(4)];
    }
    bool money = statement_attrs(statement.attrs, false).known & COUNTER_BIT(COUNTER_REVENUE);
    if (money && statement_below(2) == 0) {
        statement.message.cost = (int64_t)statement_below(100000);
    }
    if (money && statement_below(2) == 0) {
        statement.message.revenue = (int64_t)statement_below(90) * MONEY_UNIT;
    }
    return statement;
}

struct statement statement_report(void)
{
    struct statement statement;
    memset(&statement, 0, sizeof statement);
    statement.attrs = (int)statement_below(36);
    if (statement_below(6) == 0) {
        statement.says = SAYS_CAMPAIGN;
        return statement;
    }
    statement.says = SAYS_REPORT;
    statement.report.day = statement_attrs(statement.attrs, true).source == SOURCE_SUMMARY
                               ? DAY_NONE
                               : civil_to_day(2026, 9, 1) + (int32_t)statement_below(70);
    for (int id = 0; id < COUNTER_STORED; id++) {
        if (statement_below(3) == 0) {
            tally_set(&statement.report.tally, (enum counter)id, (int64_t)statement_below(1000));
        }
    }
    return statement;
}

void statements_rename(bool to_alpha)
{
    renamed = to_alpha;
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
    struct attrs attrs = statement_attrs(statement->attrs, statement->says >= SAYS_REPORT);
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

void statements_import(struct fixture *fixture, const struct statement *statements,
                       const size_t *order, size_t count, int64_t as_of)
{
    struct batch *batch = batch_new();
    for (size_t i = 0; i < count; i++) {
        say(batch, &statements[order ? order[i] : i]);
    }
    fixture_import(fixture, "some", batch, as_of);
    batch_free(batch);
}

void statements_range(struct fixture *fixture)
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
void statements_fee(struct fixture *fixture, int round)
{
    static const char *const fees[] = {NULL, "0.003 EUR per message", "49.99 USD per month"};
    struct err err = ERR_INIT;
    if (fees[round % 3]) {
        check_ok(store_set(fixture->store, STORE_SETTING_COST_PLATFORM, fees[round % 3], &err),
                 &err);
    }
}

/* People said where messages belong that name no campaign. */
void statements_rule(struct fixture *fixture, int round)
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
int64_t statements_edit(struct fixture *fixture, int number)
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
    const struct correct_wish wish = {.campaigns = &campaign,
                                      .count = 1,
                                      .words = words + number % 3,
                                      .word_count = 2,
                                      .shown = "some"};
    check_ok(store_correct(fixture->store, &wish, &result, NULL, &err), &err);
    return result.run;
}

/* A campaign (number 0 … 3) or a person (4 … 7) is left out; gives its row in the ledger. */
int64_t statements_exclude(struct fixture *fixture, int number)
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

void statements_file(struct fixture *fixture, const struct statement *statements, int file,
                     int64_t *ids)
{
    /* A file's as-of decides between reports; it must not depend on when it was imported. */
    statements_import(fixture, statements + file * STATEMENTS_A_FILE, NULL, STATEMENTS_A_FILE,
                      FIXTURE_NOW - 1000 + file);
    struct arena *arena = arena_new();
    struct import_run *runs;
    size_t count;
    struct err err = ERR_INIT;
    check_ok(ledger_list(fixture->store, arena, &runs, &count, &err), &err);
    ids[file] = runs[0].id;
    arena_free(arena);
}
