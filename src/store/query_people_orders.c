/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "base/mem.h"
#include "model/order.h"
#include "store/query_people.h"
#include "store/query_private.h"
#include "store/touch.h"

struct people_orders {
    struct store *store;
    sqlite3_stmt *rows;
    struct cancel *cancel;
    uint64_t checked;
    bool begun;
};

/* What counts as an order is what order_tally says: no draft, no void one, no refund of an order
 * that nobody states, no other goal action. */
static const char order_rows[] =
    "SELECT coalesce(o.recipient, m.recipient) person, coalesce(t.campaign, 0) campaign, t.day,"
    " o.at FROM (SELECT id, min(at) at, min(recipient) recipient, min(message) message,"
    " max(state) state, max(amount) amount, max(refund) refund, min(type) type FROM orders"
    " GROUP BY id) o LEFT JOIN touch_match t ON t.kind = ?1 AND t.id = o.id"
    " LEFT JOIN message m ON m.key = coalesce(t.message, o.message)"
    " WHERE o.state NOT IN (?2, ?3) AND NOT (o.amount IS NULL AND coalesce(o.refund, 0) > 0)"
    " AND NOT EXISTS (SELECT 1 FROM excluded x WHERE x.kind = 1 AND x.id = t.campaign)"
    " AND NOT EXISTS (SELECT 1 FROM excluded x WHERE x.kind = 2"
    " AND x.id = coalesce(o.recipient, m.recipient))"
    " AND (o.type IS NULL OR o.type = 'order') AND coalesce(o.recipient, m.recipient) IS NOT NULL"
    " ORDER BY person, campaign";

struct people_orders *people_orders_open(struct store *store, struct cancel *cancel,
                                         struct err *err)
{
    struct people_orders *orders = mem_new(1, sizeof *orders);
    if (!orders) {
        err_memory(err);
        return NULL;
    }
    orders->store = store;
    orders->cancel = cancel;
    if (!query_begin(store->db, &orders->begun, err) ||
        !(orders->rows = db_statement(store->db, order_rows, err))) {
        people_orders_close(orders);
        return NULL;
    }
    db_bind_int(orders->rows, 1, TOUCH_KIND_ORDER);
    db_bind_int(orders->rows, 2, ORDER_STATE_DRAFT);
    db_bind_int(orders->rows, 3, ORDER_STATE_VOID);
    db_watch(store->db, cancel);
    return orders;
}

bool people_orders_next(struct people_orders *orders, struct people_order_row *row, struct err *err)
{
    if (orders->checked++ % 1024 == 0 && cancelled(orders->cancel)) {
        return err_set(err, ERR_CANCELLED, _("stopped"));
    }
    if (db_step(orders->store->db, orders->rows, err) != DB_ROW) {
        return false;
    }
    int32_t own = zone_day(store_zone(orders->store), db_column_int_or(orders->rows, 3, TIME_NONE));
    *row = (struct people_order_row){.recipient = (uint64_t)db_column_int(orders->rows, 0),
                                     .campaign = db_column_int(orders->rows, 1),
                                     .day = (int32_t)db_column_int_or(orders->rows, 2, own)};
    if (row->day == DAY_NONE) {
        row->day = own; /* it belongs to a campaign of which no day is known */
    }
    return true;
}

void people_orders_close(struct people_orders *orders)
{
    if (!orders) {
        return;
    }
    db_watch(orders->store->db, NULL);
    db_reset(orders->rows);
    query_end(orders->store->db, orders->begun);
    mem_free(orders);
}
