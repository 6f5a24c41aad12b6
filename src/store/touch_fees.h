/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Software fees that nobody's file tells: what the platform takes per message, or per month, as the
 * store's setting says.
 */
#ifndef CAMPANE_STORE_TOUCH_FEES_H
#define CAMPANE_STORE_TOUCH_FEES_H

#include "base/map.h"
#include "store/store_private.h"

struct touch_fees {
    int64_t amount; /* millionths; 0: no fee is set */
    struct currency currency;
    bool by_month;
    struct map64 sent; /* by month: messages of all campaigns, where the fee is by month */
};

/* Read a setting like "0.005 USD per message" or "49 EUR per month"; false when it is not one. */
bool touch_fees_parse(const char *text, struct touch_fees *fees);

/* What the store says; without a setting, or with one that cannot be read, no fee. */
bool touch_fees_load(struct change *change, struct touch_fees *fees, struct err *err);
void touch_fees_free(struct touch_fees *fees);

/* Messages sent on a day, for fees by month: all of a month are needed before its fee is shared. */
bool touch_fees_see(struct touch_fees *fees, int32_t day, int64_t sent, struct err *err);

/* What that many messages of a day have to bear; a month's fee is shared by all of its messages.
 * False when it is not known. */
bool touch_fees_of(struct touch_fees *fees, int32_t day, int64_t sent, int64_t *cost);

#endif
