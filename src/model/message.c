/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/message.h"

#include <string.h>

void message_init(struct message *message, uint64_t key)
{
    *message =
        (struct message){.key = key, .cost = MESSAGE_MONEY_NONE, .revenue = MESSAGE_MONEY_NONE};
    for (int i = 0; i < MESSAGE_STATUS_COUNT; i++) {
        message->at[i] = TIME_NONE;
    }
}

static int64_t earlier(int64_t a, int64_t b)
{
    if (a == TIME_NONE || b == TIME_NONE) {
        return a == TIME_NONE ? b : a;
    }
    return a < b ? a : b;
}

/* Whether b's failure comes first. Time and code are compared as one pair: with a code taken from
 * anything but the pair that wins, the merge would depend on the order. Of the same moment a code
 * beats none, then the smaller one stands. */
static bool fails_first(const struct message *b, const struct message *a)
{
    int64_t at_a = a->at[MESSAGE_FAILED];
    int64_t at_b = b->at[MESSAGE_FAILED];
    if (at_a != at_b) {
        return earlier(at_a, at_b) == at_b;
    }
    if (a->code == 0 || b->code == 0) {
        return a->code == 0;
    }
    return b->code < a->code;
}

void message_merge(struct message *a, const struct message *b)
{
    if (fails_first(b, a)) {
        a->code = b->code;
    }
    for (int i = 0; i < MESSAGE_STATUS_COUNT; i++) {
        a->at[i] = earlier(a->at[i], b->at[i]);
    }
    if (b->recipient && (!a->recipient || b->recipient < a->recipient)) {
        a->recipient = b->recipient;
    }
    /* MESSAGE_MONEY_NONE is smaller than every amount. */
    if (b->cost > a->cost) {
        a->cost = b->cost;
    }
    if (b->revenue > a->revenue) {
        a->revenue = b->revenue;
    }
}

int64_t message_moment(const struct message *message)
{
    int64_t sent = message->at[MESSAGE_SENT];
    if (sent != TIME_NONE && sent != TIME_SOME) {
        return sent;
    }
    int64_t first = TIME_NONE;
    for (int i = 0; i < MESSAGE_STATUS_COUNT; i++) {
        first = earlier(first, message->at[i]);
    }
    return first == TIME_NONE ? TIME_SOME : first;
}

void message_tally(const struct message *message, counter_mask known, struct tally *tally)
{
    bool did[MESSAGE_STATUS_COUNT];
    for (int i = 0; i < MESSAGE_STATUS_COUNT; i++) {
        did[i] = message->at[i] != TIME_NONE;
    }
    /* A click or an order is no proof of delivery: links are forwarded, orders are matched by
     * phone or coupon. kpis.md names what is. */
    bool delivered = did[MESSAGE_DELIVERED] || did[MESSAGE_READ] || did[MESSAGE_REPLIED];
    bool failed = did[MESSAGE_FAILED] && !delivered;
    int32_t code = did[MESSAGE_FAILED] ? message->code : 0;
    int64_t cost = message->cost == MESSAGE_MONEY_NONE ? 0 : message->cost;
    int64_t revenue = message->revenue == MESSAGE_MONEY_NONE ? 0 : message->revenue;

    const struct {
        enum counter counter;
        int64_t value;
    } counts[] = {
        {COUNTER_SENT, 1},
        {COUNTER_FAILED, failed},
        {COUNTER_FAILED_CAP, failed && code == MESSAGE_CODE_CAP},
        {COUNTER_FAILED_UNREACHABLE, failed && code == MESSAGE_CODE_UNREACHABLE},
        {COUNTER_DELIVERED, delivered},
        {COUNTER_READ, did[MESSAGE_READ]},
        {COUNTER_CLICKERS, did[MESSAGE_CLICKED]},
        {COUNTER_REPLIERS, did[MESSAGE_REPLIED]},
        {COUNTER_INTERACTORS, did[MESSAGE_CLICKED] || did[MESSAGE_REPLIED]},
        {COUNTER_OPTOUTS, did[MESSAGE_OPTED_OUT] || code == MESSAGE_CODE_OPTED_OUT},
        {COUNTER_CONVERSIONS, did[MESSAGE_CONVERTED]},
        {COUNTER_REVENUE, revenue},
        {COUNTER_COST_MESSAGE, cost},
    };

    const counter_mask both = COUNTER_BIT(COUNTER_CLICKERS) | COUNTER_BIT(COUNTER_REPLIERS);
    known &= ~COUNTER_BIT(COUNTER_INTERACTORS);
    if ((known & both) == both) {
        known |= COUNTER_BIT(COUNTER_INTERACTORS);
    }

    memset(tally, 0, sizeof *tally);
    for (size_t i = 0; i < ARRAY_COUNT(counts); i++) {
        if (known & COUNTER_BIT(counts[i].counter)) {
            tally_set(tally, counts[i].counter, counts[i].value);
        }
    }
}
