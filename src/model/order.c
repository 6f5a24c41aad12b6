/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/order.h"

#include <string.h>

void order_init(struct order *order, uint64_t key)
{
    *order = (struct order){.link = {.key = key, .at = TIME_NONE},
                            .amount = ORDER_MONEY_NONE,
                            .refund = ORDER_MONEY_NONE};
}

static void smaller(uint64_t *a, uint64_t b)
{
    if (b && (!*a || b < *a)) {
        *a = b;
    }
}

static void smaller_text(const char **a, const char *b)
{
    if (b && (!*a || strcmp(b, *a) < 0)) {
        *a = b;
    }
}

void link_merge(struct link *a, const struct link *b)
{
    if (b->at != TIME_NONE && (a->at == TIME_NONE || b->at < a->at)) {
        a->at = b->at;
    }
    smaller(&a->message, b->message);
    smaller(&a->recipient, b->recipient);
    smaller(&a->campaign, b->campaign);
    smaller(&a->coupon, b->coupon);
    smaller(&a->utm, b->utm);
}

void order_merge(struct order *a, const struct order *b)
{
    link_merge(&a->link, &b->link);
    smaller_text(&a->coupon, b->coupon);
    smaller_text(&a->type, b->type);
    for (int i = 0; i < UTM_COUNT; i++) {
        smaller_text(&a->utm[i], b->utm[i]);
    }
    /* ORDER_MONEY_NONE is smaller than every amount. Amount and currency are one pair. */
    if (b->amount > a->amount ||
        (b->amount == a->amount && strcmp(b->currency.code, a->currency.code) < 0)) {
        a->amount = b->amount;
        a->currency = b->currency;
    }
    a->refund = b->refund > a->refund ? b->refund : a->refund;
    a->state = b->state > a->state ? b->state : a->state;
    a->cod = b->cod > a->cod ? b->cod : a->cod;
    a->returned = b->returned > a->returned ? b->returned : a->returned;
    a->new_customer = b->new_customer > a->new_customer ? b->new_customer : a->new_customer;
}

bool order_is_lead(const struct order *order)
{
    return order->type && strcmp(order->type, "lead") == 0;
}

static bool is_order(const struct order *order)
{
    return !order->type || strcmp(order->type, "order") == 0;
}

counter_mask order_known(const struct order *order)
{
    if (order_is_lead(order)) {
        return COUNTER_BIT(COUNTER_LEADS);
    }
    counter_mask known = COUNTER_BIT(COUNTER_CONVERSIONS);
    known |= order->amount != ORDER_MONEY_NONE ? COUNTER_BIT(COUNTER_REVENUE) : 0;
    known |= order->new_customer ? COUNTER_BIT(COUNTER_NEW_CUSTOMERS) : 0;
    if (is_order(order)) {
        known |= COUNTER_BIT(COUNTER_ORDERS);
        known |= order->cod ? COUNTER_BIT(COUNTER_COD_ORDERS) : 0;
        known |= order->cod && order->returned ? COUNTER_BIT(COUNTER_RTO_ORDERS) : 0;
    }
    return known;
}

void order_tally(const struct order *order, struct tally *tally)
{
    memset(tally, 0, sizeof *tally);
    bool only_refund = order->amount == ORDER_MONEY_NONE && order->refund > 0;
    if (order->state == ORDER_STATE_DRAFT || order->state == ORDER_STATE_VOID || only_refund) {
        return;
    }
    bool came_back = order->returned == ORDER_FLAG_YES;
    int64_t refund = order->refund != ORDER_MONEY_NONE ? order->refund : 0;
    int64_t revenue = 0;
    if (order->amount != ORDER_MONEY_NONE && !(came_back && refund == 0)) {
        revenue = counter_sum(order->amount, -refund);
    }
    const struct {
        enum counter counter;
        int64_t value;
    } counts[] = {
        {COUNTER_CONVERSIONS, 1},
        {COUNTER_ORDERS, 1},
        {COUNTER_LEADS, 1},
        {COUNTER_NEW_CUSTOMERS, order->new_customer == ORDER_FLAG_YES},
        {COUNTER_REVENUE, revenue},
        {COUNTER_COD_ORDERS, order->cod == ORDER_FLAG_YES},
        {COUNTER_RTO_ORDERS, order->cod == ORDER_FLAG_YES && came_back},
    };
    counter_mask known = order_known(order);
    for (size_t i = 0; i < ARRAY_COUNT(counts); i++) {
        if (known & COUNTER_BIT(counts[i].counter)) {
            tally_set(tally, counts[i].counter, counts[i].value);
        }
    }
}
