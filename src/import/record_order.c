/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows that are orders, or lines of orders: shops write what belongs to the whole order on its
 * first line only, so an order is what its lines say together (order_merge).
 */
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "import/link_cells.h"
#include "import/order_words.h"
#include "import/word_count.h"
#include "model/attribution.h"

struct order_rows {
    struct link_cells cells;
    struct word_count states; /* that nobody knows */
    struct strbuf note;
    uint64_t last;         /* order of the row before */
    int64_t last_amount;   /* ORDER_MONEY_NONE */
    uint64_t lines;        /* rows that only go on with the order before */
    uint64_t other_amount; /* rows that repeat the order before with another amount */
};

static void *open_orders(struct table *table, struct err *err)
{
    const struct mapping *mapping = table->mapping;
    if (!mapping_has_column(mapping, FIELD_ORDER_ID)) {
        err_set(err, ERR_REFUSED, _("orders need a column order_id"));
        return NULL;
    }
    struct order_rows *orders = mem_new(1, sizeof *orders);
    if (!orders) {
        err_memory(err);
        return NULL;
    }
    link_cells_init(&orders->cells, table);
    orders->note = (struct strbuf)STRBUF_INIT;
    return orders;
}

static void close_orders(void *state)
{
    struct order_rows *orders = state;
    if (orders) {
        link_cells_free(&orders->cells);
        strbuf_free(&orders->note);
        mem_free(orders);
    }
}

static bool is_false(const struct table *table)
{
    (void)table;
    return false;
}

static void next_batch(struct table *table)
{
    (void)table;
}

static uint64_t order_key(const struct table *table, const struct cell *id)
{
    const char *text = id->text;
    size_t length = id->length;
    while (length > 1 && (*text == '#' || *text == '\'')) {
        text++;
        length--;
    }
    return keyhash_id(table->context->request->hash, KEYHASH_ORDER, text, length);
}

static const char *copy_cell(struct table *table, enum field field, struct batch *batch,
                             bool *failed)
{
    const struct cell *cell = row_cell(&table->row, field);
    return cell ? link_cells_copy(batch, cell->text, cell->length, failed) : NULL;
}

/* A negative amount is a refund that has a row of its own. */
static void read_money(const struct table *table, struct order *order)
{
    const struct row *row = &table->row;
    const struct cell *amount = row_cell(row, FIELD_AMOUNT);
    const struct cell *refund = row_cell(row, FIELD_REFUND);
    const struct cell *tax = row_cell(row, FIELD_TAX);
    if (amount && amount->number >= 0) {
        order->amount = amount->number;
        if (tax && table->context->request->without_tax) {
            order->amount = counter_sum(order->amount, -tax->number);
        }
    }
    if (amount && amount->number < 0) {
        order->refund = -amount->number;
    }
    if (refund) {
        order->refund = refund->number < 0 ? -refund->number : refund->number;
    }
}

static void read_state(struct table *table, struct order_rows *orders, struct order *order)
{
    const struct row *row = &table->row;
    const struct cell *status = row_cell(row, FIELD_ORDER_STATUS);
    const struct cell *payment = row_cell(row, FIELD_PAYMENT);
    const struct cell *returned = row_cell(row, FIELD_RETURNED);
    const struct cell *fresh = row_cell(row, FIELD_NEW_CUSTOMER);
    if (status) {
        bool refunded, came_back;
        if (!order_words_status(status->text, status->length, &order->state, &refunded,
                                &came_back)) {
            word_count_add(&orders->states, status->text, status->length);
        }
        if (refunded && (order->refund == ORDER_MONEY_NONE || order->refund == 0)) {
            order->refund = order->amount;
        }
        order->returned = came_back ? ORDER_FLAG_YES : ORDER_FLAG_NONE;
    }
    if (row_cell(row, FIELD_CANCELLED_AT)) {
        order->state = ORDER_STATE_VOID;
    }
    if (payment) {
        order->cod =
            order_words_cod(payment->text, payment->length) ? ORDER_FLAG_YES : ORDER_FLAG_NO;
    }
    if (returned && order->returned == ORDER_FLAG_NONE) {
        order->returned = order_words_flag(returned->text, returned->length);
    }
    if (fresh) {
        order->new_customer = order_words_flag(fresh->text, fresh->length);
    }
}

/* Where the person came from: columns, else what a note or a link holds. */
static void read_utm(struct table *table, struct order_rows *orders, struct order *order,
                     struct batch *batch, bool *failed)
{
    static const struct {
        enum attr attr;
        const char *name;
    } parts[UTM_COUNT] = {{ATTR_UTM_SOURCE, "utm_source"},
                          {ATTR_UTM_MEDIUM, "utm_medium"},
                          {ATTR_UTM_CAMPAIGN, "utm_campaign"},
                          {ATTR_UTM_CONTENT, "utm_content"}};
    const struct cell *note = row_cell(&table->row, FIELD_ORDER_NOTE);
    for (int i = 0; i < UTM_COUNT; i++) {
        order->utm[i] =
            copy_cell(table, (enum field)(FIELD_ATTR + (int)parts[i].attr), batch, failed);
        if (!order->utm[i] && note &&
            link_cells_utm(note->text, note->length, parts[i].name, &orders->note)) {
            order->utm[i] = link_cells_copy(batch, orders->note.data, orders->note.length, failed);
        }
    }
    *failed = *failed || orders->note.failed;
    if (!order->link.utm) {
        order->link.utm = attribution_code(order->utm[UTM_CAMPAIGN]);
    }
}

/* "Order" and "purchase" are orders; anything else is what it is called. */
static const char *read_type(struct table *table, struct batch *batch, bool *failed)
{
    static const char *const orders[] = {"order", "purchase", "sale"};
    const struct cell *cell =
        row_cell(&table->row, (enum field)(FIELD_ATTR + ATTR_CONVERSION_TYPE));
    if (!cell) {
        return NULL;
    }
    struct strbuf lower = STRBUF_INIT;
    for (size_t i = 0; i < cell->length; i++) {
        char c = cell->text[i];
        strbuf_putc(&lower, c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c);
    }
    const char *type = link_cells_copy(batch, strbuf_text(&lower), lower.length, failed);
    *failed = *failed || lower.failed;
    strbuf_free(&lower);
    for (size_t i = 0; type && i < ARRAY_COUNT(orders); i++) {
        if (strcmp(type, orders[i]) == 0) {
            return NULL;
        }
    }
    return type && strcmp(type, "leads") == 0 ? "lead" : type;
}

static bool add_order(struct table *table, struct batch *batch, uint64_t key, int64_t at,
                      struct currency currency)
{
    struct order_rows *orders = table->state;
    struct order *order = batch_order(batch, key);
    bool failed = false;
    if (!order || !link_cells_read(&orders->cells, &order->link)) {
        return false;
    }
    order->link.at = at;
    import_seen(table->context, at);
    read_money(table, order);
    read_state(table, orders, order);
    read_utm(table, orders, order, batch, &failed);
    order->type = read_type(table, batch, &failed);
    order->coupon = copy_cell(table, FIELD_COUPON, batch, &failed);
    if (order->amount != ORDER_MONEY_NONE || order->refund != ORDER_MONEY_NONE) {
        order->currency = currency;
    }
    orders->last_amount = order->amount;
    return !failed;
}

static enum record_step add(struct table *table, const struct csv_record *record,
                            struct batch *batch, struct err *err)
{
    struct order_rows *orders = table->state;
    struct row *row = &table->row;
    const struct cell *id = row_cell(row, FIELD_ORDER_ID);
    const struct cell *amount = row_cell(row, FIELD_AMOUNT);
    struct currency currency;
    int64_t at;
    (void)record;
    if (!id) {
        row_reject(row, 0, _("no order id"));
        return RECORD_REJECTED;
    }
    if (!link_cells_time(&orders->cells, FIELD_ORDERED_AT, &at) ||
        !table_currency(table, &currency)) {
        return RECORD_REJECTED;
    }
    uint64_t key = order_key(table, id);
    if (key == orders->last && !amount) {
        orders->lines += batch != NULL;
        return RECORD_DONE;
    }
    if (at == TIME_NONE && !row_cell(row, FIELD_MESSAGE_ID)) {
        row_reject(row, 0, _("no date"));
        return RECORD_REJECTED;
    }
    int64_t before = key == orders->last ? orders->last_amount : ORDER_MONEY_NONE;
    orders->last = key;
    if (batch && !add_order(table, batch, key, at, currency)) {
        err_memory(err);
        return RECORD_FAILED;
    }
    orders->other_amount += batch && before != ORDER_MONEY_NONE &&
                            orders->last_amount != ORDER_MONEY_NONE &&
                            before != orders->last_amount;
    return RECORD_DONE;
}

static bool finish(struct table *table, struct err *err)
{
    struct order_rows *orders = table->state;
    struct import_context *context = table->context;
    bool ok = link_cells_finish(&orders->cells, err);
    if (ok && orders->lines > 0) {
        ok = import_note(context,
                         NG_("%" PRIu64 " further line of an order was counted with its first",
                             "%" PRIu64 " further lines of orders were counted with their first",
                             orders->lines),
                         orders->lines);
    }
    if (ok && orders->other_amount > 0) {
        ok = import_note(context,
                         NG_("%" PRIu64 " row repeats the order before it with another amount; the "
                             "highest counts",
                             "%" PRIu64 " rows repeat the order before them with another amount; "
                             "the highest counts",
                             orders->other_amount),
                         orders->other_amount);
    }
    if (ok && !word_count_empty(&orders->states)) {
        struct strbuf words = STRBUF_INIT;
        word_count_text(&orders->states, &words);
        ok = !words.failed && import_note(context,
                                          _("states of orders that are not known, taken "
                                            "as standing: %s"),
                                          strbuf_text(&words));
        strbuf_free(&words);
    }
    if (ok && mapping_has_column(table->mapping, FIELD_TAX)) {
        ok = import_note(context, "%s",
                         context->request->without_tax
                             ? _("tax was taken off the amounts (setting order_tax)")
                             : _("amounts include tax (setting order_tax)"));
    }
    return ok || err_memory(err);
}

const struct record_ops record_order_ops = {
    .open = open_orders,
    .add = add,
    .next_batch = next_batch,
    .finish = finish,
    .lacks_campaign = is_false,
    .per_row_identity = is_false,
    .must_replay = is_false,
    .close = close_orders,
};
