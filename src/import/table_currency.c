/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The currency of a row's amounts, and what said so.
 */
#include <string.h>

#include "base/i18n.h"
#include "import/table.h"
#include "import/values.h"

/* A bare "$". */
static bool is_dollar(const struct cell *cell)
{
    const char *sign = memchr(cell->text, '$', cell->length);
    bool lettered = sign && sign > cell->text && sign[-1] >= 'A' && sign[-1] <= 'Z';
    return sign && !lettered && strcmp(cell->currency.code, "USD") == 0;
}

static bool stated_currency(struct table *table, struct currency *currency)
{
    const struct cell *cell = row_cell(&table->row, FIELD_CURRENCY);
    if (!cell) {
        return true;
    }
    char amount[40] = "1 ";
    int64_t micros;
    if (cell->length == 3 && currency_parse(cell->text, 3, currency)) {
        return true;
    }
    if (cell->length < sizeof amount - 3) {
        memcpy(amount + 2, cell->text, cell->length);
        if (value_money(amount, cell->length + 2, '.', &micros, currency) == VALUE_OK &&
            currency->code[0]) {
            return true;
        }
    }
    row_reject(&table->row, cell->column, _("\"%.*s\" is no currency"),
               (int)(cell->length < 20 ? cell->length : 20), cell->text);
    return false;
}

/* Keep what was taken and why, for the note at the end; the first ones of a file are enough. */
static void remember(struct table *table, struct currency currency, enum currency_from from,
                     const char *column)
{
    struct currency_taken *taken = table->currencies;
    size_t at = 0;
    while (at < TABLE_CURRENCIES && taken[at].currency.code[0]) {
        if (taken[at].from == from && currency_equal(taken[at].currency, currency)) {
            return;
        }
        at++;
    }
    if (at < TABLE_CURRENCIES) {
        taken[at] = (struct currency_taken){currency, from, column};
    }
}

/* What said the currency of an amount that is no other than the row's. */
static enum currency_from source_of(const struct table *table, const struct cell *cell)
{
    if (is_dollar(cell)) {
        return CURRENCY_DOLLAR;
    }
    if (cell->signed_itself) {
        return CURRENCY_SIGN;
    }
    return table->context->profile ? CURRENCY_PROFILE : CURRENCY_COLUMN;
}

/* The name of the column that states the currency; NULL: a constant of the profile does. */
static const char *stating_column(const struct table *table)
{
    uint16_t place = table->mapping->place[FIELD_CURRENCY];
    return place == MAP_NONE ? NULL : table->mapping->columns[place].name;
}

bool table_currency(struct table *table, struct currency *currency)
{
    const struct mapping *mapping = table->mapping;
    struct currency found = {""};
    bool amounts = false;
    if (!stated_currency(table, &found)) {
        return false;
    }
    bool stated = found.code[0] != '\0';
    const char *column = stated ? stating_column(table) : NULL;
    enum currency_from from = column ? CURRENCY_COLUMN : CURRENCY_PROFILE;
    for (size_t i = 0; i < mapping->count; i++) {
        const struct cell *cell = &table->row.cells[i];
        if (mapping->columns[i].reading.type != FIELD_TYPE_MONEY || !cell->set) {
            continue;
        }
        amounts = true;
        if (!cell->currency.code[0] || (stated && is_dollar(cell))) {
            continue; /* a bare "$" is whatever dollar the row names */
        }
        if (found.code[0] && !currency_equal(found, cell->currency)) {
            row_reject(&table->row, cell->column, _("amounts in %s and %s in one row"), found.code,
                       cell->currency.code);
            return false;
        }
        if (!found.code[0]) {
            from = source_of(table, cell);
            column = mapping->columns[i].name;
        }
        found = cell->currency;
    }
    if (amounts && !found.code[0]) {
        memcpy(found.code, "XXX", 4);
        from = CURRENCY_NOWHERE;
    }
    if (amounts) {
        remember(table, found, from, column);
    }
    *currency = found;
    return true;
}

static bool note(struct import_context *context, const struct currency_taken *taken)
{
    const char *code = taken->currency.code;
    switch (taken->from) {
    case CURRENCY_COLUMN:
        return import_note(context, _("money in %s: so its column %s says"), code,
                           taken->column ? taken->column : "");
    case CURRENCY_SIGN:
        return import_note(context, _("money in %s: the sign that stands at its amounts"), code);
    case CURRENCY_DOLLAR:
        return import_note(context, "%s",
                           _("amounts with \"$\" are taken for US dollars; a currency "
                             "column or a profile can say otherwise"));
    case CURRENCY_PROFILE:
        return import_note(context, _("money in %s: so the profile says"), code);
    case CURRENCY_NOWHERE:
        break;
    }
    return import_note(context, "%s",
                       _("amounts without a currency, which nothing in the file names: a currency "
                         "column or a profile can"));
}

bool table_note_currencies(struct table *table)
{
    for (size_t i = 0; i < TABLE_CURRENCIES && table->currencies[i].currency.code[0]; i++) {
        if (!note(table->context, &table->currencies[i])) {
            return false;
        }
    }
    return true;
}
