/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a rate card: what a message costs in a market, by category, from a day on. */
#include <string.h>

#include "base/i18n.h"
#include "import/link_cells.h"

static void *open_rates(struct table *table, struct err *err)
{
    static const enum field needed[] = {FIELD_MARKET, FIELD_RATE_CATEGORY, FIELD_RATE,
                                        FIELD_CURRENCY};
    for (size_t i = 0; i < ARRAY_COUNT(needed); i++) {
        if (!mapping_has(table->mapping, needed[i])) {
            err_set(err, ERR_REFUSED, _("a rate card needs a column %s"),
                    field_info(needed[i])->name);
            return NULL;
        }
    }
    return table;
}

static void close_rates(void *state)
{
    (void)state;
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

/* A country by its code, a region by its name in small letters. */
static const char *read_market(struct batch *batch, const struct cell *cell, bool *failed)
{
    const char *country = value_country(cell->text, cell->length);
    return country ? country : link_cells_copy(batch, cell->text, cell->length, failed);
}

static const char *read_category(struct batch *batch, const struct cell *cell, bool *failed)
{
    struct strbuf lower = STRBUF_INIT;
    for (size_t i = 0; i < cell->length; i++) {
        char c = cell->text[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
        strbuf_putc(&lower, c == ' ' || c == '-' ? '_' : c);
    }
    const char *text = link_cells_copy(batch, strbuf_text(&lower), lower.length, failed);
    *failed = *failed || lower.failed;
    strbuf_free(&lower);
    return text;
}

static enum record_step add(struct table *table, const struct csv_record *record,
                            struct batch *batch, struct err *err)
{
    struct row *row = &table->row;
    const struct cell *market = row_cell(row, FIELD_MARKET);
    const struct cell *category = row_cell(row, FIELD_RATE_CATEGORY);
    const struct cell *price = row_cell(row, FIELD_RATE);
    const struct cell *since = row_cell(row, FIELD_EFFECTIVE_DATE);
    struct currency currency;
    (void)record;
    if (!table_currency(table, &currency)) {
        return RECORD_REJECTED;
    }
    if (!market || !category) {
        row_reject(row, 0, _("no market or no category"));
        return RECORD_REJECTED;
    }
    if (!price) {
        return RECORD_IGNORED; /* not sold there */
    }
    if (price->number < 0) {
        row_reject(row, price->column, _("a negative price"));
        return RECORD_REJECTED;
    }
    if (!batch) {
        return RECORD_DONE;
    }
    bool failed = false;
    const char *where = read_market(batch, market, &failed);
    const char *what = read_category(batch, category, &failed);
    if (!failed && (!where || !what)) { /* of characters that nobody can see */
        row_reject(row, (where ? category : market)->column, _("no market or no category"));
        return RECORD_REJECTED;
    }
    struct rate *rate = failed ? NULL : batch_rate(batch);
    if (!rate) {
        err_memory(err);
        return RECORD_FAILED;
    }
    *rate = (struct rate){.currency = currency,
                          .market = where,
                          .category = what,
                          .since = since ? (int32_t)since->number : CIVIL_DAY_MIN,
                          .rate = price->number};
    return RECORD_DONE;
}

static bool finish(struct table *table, struct err *err)
{
    (void)table;
    (void)err;
    return true;
}

const struct record_ops record_rate_ops = {
    .open = open_rates,
    .add = add,
    .next_batch = next_batch,
    .finish = finish,
    .lacks_campaign = is_false,
    .per_row_identity = is_false,
    .must_replay = is_false,
    .close = close_rates,
};
