/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/touch_rates.h"

#include <stdlib.h>
#include <string.h>

#include "model/attribution.h"
#include "model/market.h"

struct touch_rate {
    struct currency currency;
    uint64_t category, market; /* attribution_code */
    int32_t since;
    int64_t price;
};

static int by_use(const void *a, const void *b)
{
    const struct touch_rate *x = a, *y = b;
    int order = strcmp(x->currency.code, y->currency.code);
    if (order != 0) {
        return order;
    }
    if (x->category != y->category) {
        return x->category < y->category ? -1 : 1;
    }
    if (x->market != y->market) {
        return x->market < y->market ? -1 : 1;
    }
    return x->since < y->since ? -1 : x->since > y->since;
}

bool touch_rates_load(struct change *change, struct touch_rates *rates, struct err *err)
{
    rates->all = (struct vec)VEC_INIT(struct touch_rate);
    rates->currencies = (struct vec)VEC_INIT(struct currency);
    sqlite3_stmt *rows =
        db_statement(change->db,
                     "SELECT c.currency, c.category, c.market, c.since, c.rate FROM rate_card c"
                     " JOIN import_run r ON r.id = c.import ORDER BY c.currency, c.category,"
                     " c.market, c.since, r.as_of DESC, r.id DESC",
                     err);
    if (!rows) {
        return false;
    }
    bool ok = true;
    enum db_step step;
    while (ok && (step = db_step(change->db, rows, err)) == DB_ROW) {
        struct touch_rate rate = {db_column_currency(rows, 0),
                                  attribution_code(db_column_text(rows, 1)),
                                  attribution_code(db_column_text(rows, 2)),
                                  (int32_t)db_column_int(rows, 3), db_column_int(rows, 4)};
        const struct touch_rate *last =
            rates->all.count ? VEC_AT(&rates->all, struct touch_rate, rates->all.count - 1) : NULL;
        if (last && by_use(last, &rate) == 0) {
            continue; /* an older list */
        }
        if (!last || !currency_equal(last->currency, rate.currency)) {
            struct currency *currency = vec_push(&rates->currencies);
            ok = currency != NULL;
            if (ok) {
                *currency = rate.currency;
            }
        }
        struct touch_rate *place = ok ? vec_push(&rates->all) : NULL;
        ok = place != NULL;
        if (ok) {
            *place = rate;
        }
    }
    if (!ok) {
        db_reset(rows);
        return err_memory(err);
    }
    if (rates->all.count > 1) {
        qsort(rates->all.data, rates->all.count, sizeof(struct touch_rate), by_use);
    }
    return step == DB_DONE;
}

void touch_rates_free(struct touch_rates *rates)
{
    vec_free(&rates->all);
    vec_free(&rates->currencies);
}

struct currency touch_rates_currency(const struct touch_rates *rates, const struct currency *money,
                                     size_t count)
{
    const struct currency *known = rates->currencies.data;
    for (size_t i = 0; i < rates->currencies.count; i++) {
        for (size_t j = 0; j < count; j++) {
            if (currency_equal(known[i], money[j])) {
                return known[i];
            }
        }
    }
    return rates->currencies.count == 1 ? known[0] : (struct currency){""};
}

/* The last price of that use up to the day. */
static bool find(const struct touch_rates *rates, const struct touch_rate *wanted, int64_t *price)
{
    const struct touch_rate *all = rates->all.data;
    size_t low = 0, high = rates->all.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_use(&all[middle], wanted) <= 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const struct touch_rate *found = low > 0 ? &all[low - 1] : NULL;
    if (!found || !currency_equal(found->currency, wanted->currency) ||
        found->category != wanted->category || found->market != wanted->market) {
        return false;
    }
    *price = found->price;
    return true;
}

/* In-window answers are billed as utility messages since then, where a list has no price of their
 * own; before, they cost nothing. */
#define SERVICE_SINCE (civil_to_day(2026, 10, 1))

static bool ends_in(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

static bool find_anywhere(const struct touch_rates *rates, struct currency currency,
                          const char *category, const char *country, int32_t day, int64_t *price)
{
    const char *const markets[] = {country, market_region(country), MARKET_OTHER};
    struct touch_rate wanted = {currency, attribution_code(category), 0, day, 0};
    for (size_t i = 0; i < ARRAY_COUNT(markets); i++) {
        wanted.market = attribution_code(markets[i]);
        if (find(rates, &wanted, price)) {
            return true;
        }
    }
    return false;
}

bool touch_rates_find(const struct touch_rates *rates, struct currency currency,
                      const char *category, const char *country, int32_t day, int64_t *price)
{
    static const struct {
        const char *category, *instead;
    } cousins[] = {{"marketing_lite", "marketing"}, {"service", "utility"}};
    if (!*category || day == DAY_NONE) {
        return false;
    }
    bool service = strcmp(category, "service") == 0;
    if (ends_in(category, TOUCH_FREE) || (service && day < SERVICE_SINCE)) {
        *price = 0;
        return true;
    }
    if (!*country) {
        return false;
    }
    if (find_anywhere(rates, currency, category, country, day, price)) {
        return true;
    }
    for (size_t i = 0; i < ARRAY_COUNT(cousins); i++) {
        if (strcmp(category, cousins[i].category) == 0) {
            return find_anywhere(rates, currency, cousins[i].instead, country, day, price);
        }
    }
    return false;
}
