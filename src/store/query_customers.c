/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/query_customers.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "model/order.h"
#include "store/given.h"
#include "store/query_private.h"
#include "store/touch.h"

/* What is left of an order once all files have spoken of it. */
struct bought {
    uint64_t person;
    int64_t at, revenue, campaign;
    int32_t day;
    struct currency currency;
};

struct gathering {
    struct store *store;
    struct customers *customers;
    struct given given;
    struct vec bought; /* struct bought */
    int32_t to;
    struct cancel *cancel;
    struct err *err;
};

/* An order that names only its message is that of whom the message went to. */
static const char order_rows[] =
    "SELECT o.id, o.at, coalesce(o.recipient, (SELECT m.recipient FROM message m"
    " WHERE m.key = coalesce(t.message, o.message))), o.type, o.amount, o.refund, o.currency,"
    " o.state, o.returned, coalesce(t.campaign, -1) FROM orders o LEFT JOIN touch_match t"
    " ON t.kind = ?1 AND t.id = o.id ORDER BY o.id";

static void read_order(sqlite3_stmt *row, struct order *order)
{
    order_init(order, (uint64_t)db_column_int(row, 0));
    order->link.at = db_column_int_or(row, 1, TIME_NONE);
    order->link.recipient = (uint64_t)db_column_int(row, 2);
    const char *type = db_column_text(row, 3);
    order->type = type && strcmp(type, "lead") == 0 ? "lead" : NULL;
    order->amount = db_column_int_or(row, 4, ORDER_MONEY_NONE);
    order->refund = db_column_int_or(row, 5, ORDER_MONEY_NONE);
    order->currency = db_column_currency(row, 6);
    order->state = (enum order_state)db_column_int(row, 7);
    order->returned = (enum order_flag)db_column_int(row, 8);
}

static bool add(struct gathering *gathering, const struct order *order, int64_t campaign)
{
    struct tally tally;
    struct customers *customers = gathering->customers;
    order_tally(order, &tally);
    counter_mask known = tally_known(&tally);
    if (!known || order_is_lead(order)) {
        return true;
    }
    int32_t day = zone_day(store_zone(gathering->store), order->link.at);
    if (day != DAY_NONE && day > gathering->to) {
        return true;
    }
    if (given_excludes(&gathering->given, order->link.recipient, campaign)) {
        return true;
    }
    if (order->link.recipient == 0) {
        customers->nameless++;
        return true;
    }
    int64_t revenue = 0;
    if (day == DAY_NONE || !(known & COUNTER_BIT(COUNTER_REVENUE)) ||
        !tally_get(&tally, COUNTER_REVENUE, &revenue)) {
        customers->incomplete++;
        return true;
    }
    struct bought *place = vec_push(&gathering->bought);
    if (!place) {
        return err_memory(gathering->err);
    }
    *place = (struct bought){.person = order->link.recipient,
                             .at = order->link.at,
                             .revenue = revenue,
                             .campaign = campaign,
                             .day = day,
                             .currency = order->currency};
    return true;
}

static bool gather(struct gathering *gathering)
{
    struct db *db = gathering->store->db;
    sqlite3_stmt *rows = db_statement(db, order_rows, gathering->err);
    struct order whole, one;
    int64_t campaign = CUSTOMER_NO_CAMPAIGN;
    uint64_t seen = 0;
    bool any = false, ok = rows != NULL;
    enum db_step step = DB_DONE;
    if (ok) {
        db_bind_int(rows, 1, TOUCH_KIND_ORDER);
    }
    while (ok && (step = db_step(db, rows, gathering->err)) == DB_ROW) {
        read_order(rows, &one);
        if (any && one.link.key != whole.link.key) {
            ok = add(gathering, &whole, campaign);
            any = false;
        }
        if (any) {
            order_merge(&whole, &one);
        } else {
            whole = one;
        }
        campaign = db_column_int(rows, 9);
        any = true;
        if (ok && seen++ % 1024 == 0 && cancelled(gathering->cancel)) {
            ok = err_set(gathering->err, ERR_CANCELLED, _("stopped"));
        }
    }
    db_reset(rows);
    return ok && step == DB_DONE && (!any || add(gathering, &whole, campaign));
}

/* By person, currency, time. */
static int by_person(const void *left, const void *right)
{
    const struct bought *a = left, *b = right;
    if (a->person != b->person) {
        return a->person < b->person ? -1 : 1;
    }
    int order = strcmp(a->currency.code, b->currency.code);
    return order ? order : (a->at > b->at) - (a->at < b->at);
}

static int by_first(const void *left, const void *right)
{
    const struct customer *a = left, *b = right;
    int order = strcmp(a->currency.code, b->currency.code);
    order = order ? order : (a->first > b->first) - (a->first < b->first);
    order = order ? order : (a->campaign > b->campaign) - (a->campaign < b->campaign);
    order = order ? order : (a->revenue > b->revenue) - (a->revenue < b->revenue);
    return order ? order : (a->orders > b->orders) - (a->orders < b->orders);
}

/* The first order of a person in any currency: orders[0 … count) are theirs. */
static const struct bought *first_of(const struct bought *orders, size_t count)
{
    const struct bought *first = orders;
    for (size_t i = 1; i < count; i++) {
        first = orders[i].at < first->at ? &orders[i] : first;
    }
    return first;
}

static bool fold_person(const struct bought *orders, size_t count, struct vec *rows)
{
    const struct bought *first = first_of(orders, count);
    struct customer *row = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!row || !currency_equal(row->currency, orders[i].currency)) {
            row = vec_push(rows);
            if (!row) {
                return false;
            }
            *row = (struct customer){
                .campaign = first->campaign, .first = first->day, .currency = orders[i].currency};
        }
        row->orders++;
        row->revenue = counter_sum(row->revenue, orders[i].revenue);
        row->last = orders[i].day;
    }
    return true;
}

static bool fold(struct gathering *gathering, struct arena *arena)
{
    struct customers *customers = gathering->customers;
    struct bought *all = gathering->bought.data;
    size_t count = gathering->bought.count;
    struct vec rows = VEC_INIT(struct customer);
    bool ok = true;
    if (count > 0) {
        qsort(all, count, sizeof *all, by_person);
    }
    for (size_t begin = 0, end; ok && begin < count; begin = end) {
        for (end = begin + 1; end < count && all[end].person == all[begin].person; end++) {
        }
        ok = fold_person(&all[begin], end - begin, &rows);
    }
    for (size_t i = 0; i < count; i++) {
        bool none = customers->first == DAY_NONE;
        customers->first = none || all[i].day < customers->first ? all[i].day : customers->first;
        customers->last = none || all[i].day > customers->last ? all[i].day : customers->last;
    }
    customers->orders = (int64_t)count;
    customers->count = rows.count;
    if (ok && rows.count > 0) {
        qsort(rows.data, rows.count, sizeof(struct customer), by_first);
    }
    customers->rows = ok ? vec_keep(&rows, arena) : NULL;
    vec_free(&rows);
    return customers->rows || err_memory(gathering->err);
}

bool query_customers(struct store *store, struct arena *arena, int32_t to, struct cancel *cancel,
                     struct customers *customers, struct err *err)
{
    struct gathering gathering = {.store = store,
                                  .customers = customers,
                                  .bought = VEC_INIT(struct bought),
                                  .to = to,
                                  .cancel = cancel,
                                  .err = err};
    bool begun;
    *customers = (struct customers){.first = DAY_NONE, .last = DAY_NONE};
    if (!query_begin(store->db, &begun, err)) {
        return false;
    }
    bool ok = given_read(store, arena, &gathering.given, err) && gather(&gathering);
    query_end(store->db, begun);
    ok = ok && fold(&gathering, arena);
    vec_free(&gathering.bought);
    return ok;
}
