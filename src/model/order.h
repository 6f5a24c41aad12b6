/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people did elsewhere than in the chat: orders (and other goal actions), clicks, feedback.
 * Each is a fact of its own that is joined to a message or a campaign by what it names
 * (attribution.h). The merge of what several files say of one order is commutative, associative
 * and idempotent: the order and repetition of statements never matter.
 */
#ifndef CAMPANE_MODEL_ORDER_H
#define CAMPANE_MODEL_ORDER_H

#include "base/civil.h"
#include "base/money.h"
#include "model/tally.h"

/* By what a fact may be joined; 0 where it names nothing of the kind. */
struct link {
    uint64_t key;                   /* keyed hash of what makes it one fact, never 0 */
    int64_t at;                     /* seconds; TIME_NONE: nobody says when */
    uint64_t message, recipient;    /* keyed hashes */
    uint64_t campaign, coupon, utm; /* attribution_code of the names it gives */
    bool partial; /* of a source that does not tell of all such facts: that nothing else came in its
                     time range is not known. For taking in only; not kept */
};

enum utm { UTM_SOURCE, UTM_MEDIUM, UTM_CAMPAIGN, UTM_CONTENT, UTM_COUNT };

/* Ordered: where files disagree the later state stands. */
enum order_state {
    ORDER_STATE_NONE,  /* nobody said: it stands */
    ORDER_STATE_DRAFT, /* not an order yet: a draft, a failed payment; does not count */
    ORDER_STATE_STANDS,
    ORDER_STATE_VOID /* cancelled or voided: does not count */
};

/* What a column says that is yes or no, where it says anything. */
enum order_flag { ORDER_FLAG_NONE, ORDER_FLAG_NO, ORDER_FLAG_YES };

#define ORDER_MONEY_NONE INT64_MIN

struct order {
    struct link link;
    const char *coupon;         /* NULL; texts are sanitised */
    const char *utm[UTM_COUNT]; /* NULL */
    const char *type;           /* "form", "booking", "lead" …; NULL: "order" */
    int64_t amount, refund;     /* millionths, refund >= 0; ORDER_MONEY_NONE */
    struct currency currency;   /* of both; "" without amounts */
    enum order_state state;
    enum order_flag cod, returned, new_customer;
};

struct click {
    struct link link;
};

struct feedback {
    struct link link;
    double rating;              /* NAN: none */
    int32_t scale;              /* the best that can be given; 0: nobody said */
    const char *kind, *comment; /* NULL */
};

/* A price per message, in force from a day on until a later one of its kind is. */
struct rate {
    struct currency currency;
    const char *market;   /* ISO code of a country, or a region as its list names it */
    const char *category; /* lower case */
    int32_t since;
    int64_t rate; /* millionths */
};

/* An order of which nothing is known but its key. */
void order_init(struct order *order, uint64_t key);

/* Take over what b states: the earliest time, the higher amount (with its currency), the higher
 * refund, the later state; a flag that is set; of two names the smaller one. Texts are lent. */
void order_merge(struct order *a, const struct order *b);

/* Whether it is a qualified lead rather than a conversion. */
bool order_is_lead(const struct order *order);

/* What it counts once it is joined; known is empty for an order that does not count: a draft, a
 * void one, a refund of an order that nobody states. An order that came back without a stated
 * refund brings nothing in. */
void order_tally(const struct order *order, struct tally *tally);

/* The counters it can know, in any state: what the time range of its file speaks of. */
counter_mask order_known(const struct order *order);

/* All counters that orders and clicks can know. */
#define ORDER_COUNTERS                                                                             \
    (COUNTER_BIT(COUNTER_CONVERSIONS) | COUNTER_BIT(COUNTER_ORDERS) | COUNTER_BIT(COUNTER_LEADS) | \
     COUNTER_BIT(COUNTER_NEW_CUSTOMERS) | COUNTER_BIT(COUNTER_REVENUE) |                           \
     COUNTER_BIT(COUNTER_COD_ORDERS) | COUNTER_BIT(COUNTER_RTO_ORDERS))
#define CLICK_COUNTERS (COUNTER_BIT(COUNTER_CLICKS) | COUNTER_BIT(COUNTER_CLICKERS))

/* Merge what two files say by which a fact is joined. */
void link_merge(struct link *a, const struct link *b);

#endif
