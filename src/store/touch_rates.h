/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prices per message, from the rate cards that were imported.
 */
#ifndef CAMPANE_STORE_TOUCH_RATES_H
#define CAMPANE_STORE_TOUCH_RATES_H

#include "base/vec.h"
#include "store/store_private.h"

struct touch_rates {
    struct vec all;        /* struct touch_rate, by currency, category, market and first day */
    struct vec currencies; /* struct currency, each once, in order */
};

/* Of several imports' prices for the same, the newest as-of stands. */
bool touch_rates_load(struct change *change, struct touch_rates *rates, struct err *err);
void touch_rates_free(struct touch_rates *rates);

/* The currency to count costs in where money of those currencies is counted already: the first of
 * them that there are prices in, else the only one there are prices in; "" when there is none. */
struct currency touch_rates_currency(const struct touch_rates *rates, const struct currency *money,
                                     size_t count);

/* What the category of a message ends in that its log says costs nothing. */
#define TOUCH_FREE "_free"

/* The price on a day of a message of that category to a country; false when nobody tells. A list
 * names the country, else its region, else "Other". Free of charge are categories that end in
 * TOUCH_FREE, and answers ("service") before 2026-10-01; from then on they, and marketing_lite,
 * cost what utility and marketing do where the list has no price of their own. */
bool touch_rates_find(const struct touch_rates *rates, struct currency currency,
                      const char *category, const char *country, int32_t day, int64_t *price);

#endif
