/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/date_order.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "import/values_script.h"

#define SHOWN_MAX 40
#define ORDERS    (DATE_YMD + 1)

/* The first date that rules an order out. */
struct witness {
    uint64_t line;
    char text[SHOWN_MAX + 1];
};

struct search {
    unsigned possible;      /* bits 1 << order */
    struct witness unclear; /* the first date that needs an order */
    struct witness against[ORDERS];
};

static const char *order_words(enum date_order order)
{
    switch (order) {
    case DATE_DMY:
        return _("day/month/year");
    case DATE_MDY:
        return _("month/day/year");
    case DATE_YMD:
        return _("year/month/day");
    case DATE_ORDER_UNKNOWN:
        break;
    }
    return "";
}

static void set_witness(struct witness *witness, uint64_t line, const char *text, size_t length)
{
    char plain[VALUE_PLAIN_SIZE];
    int power;
    value_plain(&text, &length, 0, plain, &power); /* in digits that any terminal shows */
    length = length < SHOWN_MAX ? length : SHOWN_MAX;
    witness->line = line;
    for (size_t i = 0; i < length; i++) {
        witness->text[i] = text[i] >= ' ' && text[i] <= '~' ? text[i] : ' ';
    }
    witness->text[length] = '\0';
}

static bool look(struct table *table, const struct csv_record *record, void *user, bool *stop,
                 struct err *err)
{
    struct search *search = user;
    (void)err;
    for (size_t i = 0; i < table->mapping->count; i++) {
        const struct map_column *column = &table->mapping->columns[i];
        if (!row_takes_order(column) || column->index >= record->count) {
            continue;
        }
        const struct csv_field *field = &record->fields[column->index];
        unsigned orders = value_time_orders(field->text, field->length);
        if (orders && !search->unclear.line && (orders & (orders - 1)) != 0) {
            set_witness(&search->unclear, record->line, field->text, field->length);
        }
        for (enum date_order o = DATE_DMY; orders && o <= DATE_YMD; o++) {
            if (!(orders & (1u << o)) && !search->against[o].line) {
                set_witness(&search->against[o], record->line, field->text, field->length);
            }
        }
        search->possible &= orders ? orders : search->possible;
        *stop = *stop || search->possible == 0;
    }
    return true;
}

static bool refuse_both(const struct search *search, struct err *err)
{
    const struct witness *a = &search->against[DATE_DMY];
    const struct witness *b = &search->against[DATE_MDY];
    err_set(err, ERR_REFUSED,
            _("the dates do not agree on their order: \"%s\" in line %" PRIu64
              " and \"%s\" in line %" PRIu64),
            a->text, a->line, b->text, b->line);
    return err_todo(err,
                    _("--date-order dmy, mdy or ymd reads all by one and rejects the others; a "
                      "profile can state each column's, like \"format\": \"%%d/%%m/%%Y\""));
}

static bool refuse_neither(const struct witness *date, struct err *err)
{
    err_set(err, ERR_REFUSED,
            _("\"%s\" may be day/month or month/day, and no date in the file tells which"),
            date->text);
    err_at(err, NULL, date->line, 0);
    return err_todo(err, "%s", _("say which: --date-order dmy, or mdy or ymd"));
}

/* The dates that show which order it is. */
static bool note_order(struct table *table, const struct search *search, enum date_order order)
{
    const struct witness *shown = NULL;
    for (enum date_order o = DATE_DMY; o <= DATE_YMD; o++) {
        const struct witness *witness = &search->against[o];
        if (o != order && witness->line && (!shown || witness->line > shown->line)) {
            shown = witness;
        }
    }
    return !shown ||
           import_note(table->context, _("dates are read as %s (\"%s\" in line %" PRIu64 ")"),
                       order_words(order), shown->text, shown->line);
}

bool date_order_decide(struct table *table, struct cancel *cancel, struct err *err)
{
    struct search search = {.possible = 1u << DATE_DMY | 1u << DATE_MDY | 1u << DATE_YMD};
    if (!table_walk(table, &table->start, look, &search, cancel, err)) {
        return false;
    }
    if (search.possible == 0) {
        return refuse_both(&search, err);
    }
    if ((search.possible & (search.possible - 1)) != 0) {
        return refuse_neither(&search.unclear, err);
    }
    enum date_order order = DATE_DMY;
    while (!(search.possible & (1u << order))) {
        order++;
    }
    table->row.order = order;
    return note_order(table, &search, order) || err_memory(err);
}
