/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/store_statements.h"

#include <math.h>
#include <string.h>

#include "model/attribution.h"

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

uint64_t below(uint64_t limit)
{
    return next_random() % limit;
}

static const char *const names[] = {NULL, "Alpha", "Beta", "Gamma"};
static const char *const variants[] = {NULL, "A", "B"};
static const char currencies[][4] = {"", "EUR", "USD"};

struct attrs make_attrs(int number, bool report)
{
    struct attrs attrs = fixture_attrs(names[number % 4], SOURCE_EVENTS, FIXTURE_WEBHOOK);
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
        attrs.campaign = names[1 + number % 3];
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

struct statement random_event(void)
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

struct statement random_report(void)
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
    case SAYS_ORDER:
        *batch_order(batch, statement->order.link.key) = statement->order;
        break;
    case SAYS_CLICK:
        batch_click(batch, statement->order.link.key)->link = statement->order.link;
        break;
    case SAYS_FEEDBACK:
        *batch_feedback(batch, statement->feedback.link.key) = statement->feedback;
        break;
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

void import_some(struct fixture *fixture, const struct statement *statements, const size_t *order,
                 size_t count, int64_t as_of)
{
    struct batch *batch = batch_new();
    for (size_t i = 0; i < count; i++) {
        say(batch, &statements[order ? order[i] : i]);
    }
    fixture_import(fixture, "some", batch, as_of);
    batch_free(batch);
}
