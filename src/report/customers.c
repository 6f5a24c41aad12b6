/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/customers.h"

#include <stdlib.h>

#include "base/vec.h"
#include "store/query_customers.h"

static int by_campaign(const void *left, const void *right)
{
    const struct customer *a = *(const struct customer *const *)left;
    const struct customer *b = *(const struct customer *const *)right;
    return (a->campaign > b->campaign) - (a->campaign < b->campaign);
}

/* The customers of the period, by campaign. */
static const struct customer **sorted(struct arena *arena, const struct customers *customers,
                                      int32_t from, size_t *count)
{
    const struct customer **order =
        ARENA_ARRAY(arena, const struct customer *, customers->count + 1);
    *count = 0;
    for (size_t i = 0; order && i < customers->count; i++) {
        if (customers->rows[i].first >= from) {
            order[(*count)++] = &customers->rows[i];
        }
    }
    if (order && *count > 1) {
        qsort(order, *count, sizeof *order, by_campaign);
    }
    return order;
}

static bool fill(struct arena *arena, const struct customers *customers, int32_t from,
                 struct customer_book *book)
{
    size_t count;
    const struct customer **order = sorted(arena, customers, from, &count);
    struct vec rows = VEC_INIT(struct customer_sum);
    struct customer_sum *last = NULL;
    bool ok = order != NULL;
    book->sum.days = customers->count ? customers->last - customers->first + 1 : 0;
    for (size_t i = 0; ok && i < count; i++) {
        customer_add(&book->sum, order[i]);
        if (!last || last->campaign != order[i]->campaign) {
            last = vec_push(&rows);
            ok = last != NULL;
        }
        if (ok) {
            last->campaign = order[i]->campaign;
            last->days = book->sum.days;
            customer_add(last, order[i]);
        }
    }
    book->count = rows.count;
    book->rows = ok ? vec_keep(&rows, arena) : NULL;
    vec_free(&rows);
    return book->rows != NULL;
}

bool customers_learn(struct arena *arena, struct store *store, struct scope *scope,
                     struct cancel *cancel, struct err *err)
{
    struct customers customers;
    struct customer_book *book = ARENA_NEW(arena, struct customer_book);
    if (!book) {
        return err_memory(err);
    }
    if (!query_customers(store, arena, scope->period.to, cancel, &customers, err)) {
        return false;
    }
    if (!fill(arena, &customers, scope->period.from, book)) {
        return err_memory(err);
    }
    scope->customers = book;
    return true;
}

const struct customer_sum *customers_of(const struct scope *scope, int64_t number)
{
    const struct customer_book *book = scope->customers;
    size_t low = 0, high = book ? book->count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (book->rows[middle].campaign < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return book && low < book->count && book->rows[low].campaign == number ? &book->rows[low]
                                                                           : NULL;
}
