/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/touch_fees.h"

#include <string.h>

#include "base/civil.h"

bool touch_fees_parse(const char *text, struct touch_fees *fees)
{
    const char *blank = strchr(text, ' ');
    fees->amount = 0;
    if (!blank || strlen(blank) < 5 || blank[4] != ' ' ||
        !money_parse(text, (size_t)(blank - text), &fees->amount) ||
        !currency_parse(blank + 1, 3, &fees->currency) || fees->amount < 0) {
        fees->amount = 0;
        return false;
    }
    fees->by_month = strcmp(blank + 5, "per month") == 0;
    if (!fees->by_month && strcmp(blank + 5, "per message") != 0) {
        fees->amount = 0;
        return false;
    }
    return true;
}

bool touch_fees_load(struct change *change, struct touch_fees *fees, struct err *err)
{
    memset(fees, 0, sizeof *fees);
    sqlite3_stmt *get = db_statement(change->db, "SELECT value FROM setting WHERE name = ?1", err);
    if (!get) {
        return false;
    }
    db_bind_text(get, 1, STORE_SETTING_COST_PLATFORM);
    enum db_step step = db_step(change->db, get, err);
    if (step == DB_ROW) {
        touch_fees_parse(db_column_text(get, 0), fees);
    }
    db_reset(get);
    return step != DB_FAILED;
}

void touch_fees_free(struct touch_fees *fees)
{
    map64_free(&fees->sent);
}

static uint64_t month_of(int32_t day)
{
    int year, month, unused;
    civil_from_day(day, &year, &month, &unused);
    return (uint64_t)(year * 12 + month);
}

bool touch_fees_see(struct touch_fees *fees, int32_t day, int64_t sent, struct err *err)
{
    uint64_t *sum = map64_put(&fees->sent, month_of(day), NULL);
    if (!sum) {
        return err_memory(err);
    }
    *sum += sent > 0 ? (uint64_t)sent : 0;
    return true;
}

/* a * b / c without losing what does not fit in between; false when the result does not fit. */
static bool share(int64_t a, int64_t b, uint64_t c, int64_t *result)
{
    int64_t whole;
    if (!__builtin_mul_overflow(a, b, &whole)) {
        *result = (int64_t)((uint64_t)whole / c);
        return true;
    }
    int64_t each = (int64_t)((uint64_t)a / c);
    return !__builtin_mul_overflow(each, b, result);
}

bool touch_fees_of(struct touch_fees *fees, int32_t day, int64_t sent, int64_t *cost)
{
    if (sent < 0) {
        return false;
    }
    if (!fees->by_month) {
        return !__builtin_mul_overflow(fees->amount, sent, cost);
    }
    const uint64_t *all = map64_get(&fees->sent, month_of(day));
    return all && *all && share(fees->amount, sent, *all, cost);
}
