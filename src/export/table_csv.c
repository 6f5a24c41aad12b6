/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/writers.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "text/format.h"

#define LINE_END "\r\n"

/* What spreadsheets take for the beginning of a formula, their wide forms too. */
static bool is_formula(const char *text)
{
    static const char *const wide[] = {"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d",
                                       "\xef\xbc\xa0"};
    if (text[0] != '\0' && strchr("=+-@\t\r\n", text[0])) {
        return true;
    }
    for (size_t i = 0; i < ARRAY_COUNT(wide); i++) {
        if (strncmp(text, wide[i], strlen(wide[i])) == 0) {
            return true;
        }
    }
    return false;
}

static void put_text(struct strbuf *out, const char *text)
{
    bool formula = is_formula(text);
    bool quote = strpbrk(text, ",\"\r\n") != NULL;
    strbuf_puts(out, quote ? "\"" : "");
    strbuf_puts(out, formula ? "'" : "");
    for (const char *at = text; *at; at++) {
        strbuf_puts(out, *at == '"' ? "\"" : "");
        strbuf_putc(out, *at);
    }
    strbuf_puts(out, quote ? "\"" : "");
}

static void put_number(struct strbuf *out, double value)
{
    char words[FORMAT_SIZE];
    if (value == value) { /* NAN is nothing */
        strbuf_puts(out, format_double(value, words));
    }
}

static void put_cell(struct strbuf *out, const struct cell *cell)
{
    char words[FORMAT_SIZE];
    switch ((enum cell_kind)cell->kind) {
    case CELL_TEXT:
        put_text(out, cell->text ? cell->text : "");
        break;
    case CELL_COUNT:
        strbuf_printf(out, "%" PRId64, cell->integer);
        break;
    case CELL_PERCENT:
    case CELL_POINTS:
    case CELL_TIMES:
    case CELL_NUMBER:
        put_number(out, cell->number);
        break;
    case CELL_MONEY:
        strbuf_puts(out, money_decimal(cell->integer, cell->currency, words));
        break;
    case CELL_DAY:
        strbuf_puts(out, civil_format_day((int32_t)cell->integer, words));
        break;
    case CELL_MOMENT:
        if (cell->integer != TIME_NONE && cell->integer != TIME_SOME) {
            strbuf_puts(out, civil_format_utc(cell->integer, words));
        }
        break;
    case CELL_EMPTY:
    case CELL_UNKNOWN:
    case CELL_SPARK:
    case CELL_GAUGE:
        break;
    }
}

static bool has_money(const struct table *table, size_t column)
{
    if (table->columns[column].kind == CELL_MONEY) {
        return true;
    }
    for (size_t row = 0; row < table->row_count; row++) {
        if (table_cell(table, row, column)->kind == CELL_MONEY) {
            return true;
        }
    }
    return false;
}

static void put_head(struct strbuf *out, const struct table *table)
{
    for (size_t column = 0, written = 0; column < table->column_count; column++) {
        const struct table_column *info = &table->columns[column];
        if (info->kind == CELL_SPARK || info->kind == CELL_GAUGE) {
            continue;
        }
        strbuf_puts(out, written++ ? "," : "");
        put_text(out, info->id);
        if (has_money(table, column)) {
            strbuf_printf(out, ",%s_currency", info->id);
        }
        if (info->graded) {
            strbuf_printf(out, ",%s_grade", info->id);
        }
    }
    strbuf_puts(out, LINE_END);
}

static void put_row(struct strbuf *out, const struct table *table, size_t row, const bool *money)
{
    for (size_t column = 0, written = 0; column < table->column_count; column++) {
        const struct table_column *info = &table->columns[column];
        const struct cell *cell = table_cell(table, row, column);
        if (info->kind == CELL_SPARK || info->kind == CELL_GAUGE) {
            continue;
        }
        strbuf_puts(out, written++ ? "," : "");
        put_cell(out, cell);
        if (money[column]) {
            strbuf_puts(out, ",");
            strbuf_puts(out, cell->kind == CELL_MONEY ? cell->currency.code : "");
        }
        if (info->graded) {
            strbuf_puts(out, ",");
            strbuf_puts(out, cell->grade == GRADE_NONE ? "" : grade_name((enum grade)cell->grade));
            strbuf_puts(out, cell->grade == GRADE_NONE || (cell->flags & CELL_CERTAIN) ? "" : "~");
        }
    }
    strbuf_puts(out, LINE_END);
}

bool table_csv_write(struct sink *sink, const struct table *table)
{
    struct strbuf out = STRBUF_INIT;
    bool *money = mem_new(table->column_count, sizeof *money);
    if (!money) {
        return false;
    }
    for (size_t column = 0; column < table->column_count; column++) {
        money[column] = has_money(table, column);
    }
    put_head(&out, table);
    for (size_t row = 0; row < table->row_count && export_on(sink, &out); row++) {
        put_row(&out, table, row, money);
    }
    mem_free(money);
    return export_out(sink, &out);
}
