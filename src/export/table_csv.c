/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/writers.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "text/format.h"

#define LINE_END "\r\n"
#define BOM      "\xef\xbb\xbf"

/* How fields and decimals are written. */
struct style {
    const char *gap;
    bool comma;
};

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

static void put_text(struct strbuf *out, const struct style *style, const char *text)
{
    bool formula = is_formula(text);
    bool quote = strpbrk(text, ",\"\r\n") != NULL || strstr(text, style->gap) != NULL;
    strbuf_puts(out, quote ? "\"" : "");
    strbuf_puts(out, formula ? "'" : "");
    for (const char *at = text; *at; at++) {
        strbuf_puts(out, *at == '"' ? "\"" : "");
        strbuf_putc(out, *at);
    }
    strbuf_puts(out, quote ? "\"" : "");
}

/* Digits with a point, as the style has them. */
static void put_digits(struct strbuf *out, const struct style *style, const char *digits)
{
    for (const char *at = digits; *at; at++) {
        strbuf_putc(out, *at == '.' && style->comma ? ',' : *at);
    }
}

static void put_number(struct strbuf *out, const struct style *style, double value)
{
    char words[FORMAT_SIZE];
    if (value == value) { /* NAN is nothing */
        put_digits(out, style, format_double(value, words));
    }
}

static void put_cell(struct strbuf *out, const struct style *style, const struct cell *cell)
{
    char words[FORMAT_SIZE];
    switch ((enum cell_kind)cell->kind) {
    case CELL_TEXT:
        put_text(out, style, cell->text ? cell->text : "");
        break;
    case CELL_COUNT:
        strbuf_printf(out, "%" PRId64, cell->integer);
        break;
    case CELL_PERCENT:
    case CELL_POINTS:
    case CELL_TIMES:
    case CELL_NUMBER:
        put_number(out, style, cell->number);
        break;
    case CELL_MONEY:
        put_digits(out, style, money_decimal(cell->integer, cell->currency, words));
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

static void put_head(struct strbuf *out, const struct style *style, const struct table *table)
{
    for (size_t column = 0, written = 0; column < table->column_count; column++) {
        const struct table_column *info = &table->columns[column];
        if (info->kind == CELL_SPARK || info->kind == CELL_GAUGE) {
            continue;
        }
        strbuf_puts(out, written++ ? style->gap : "");
        put_text(out, style, info->id);
        if (has_money(table, column)) {
            strbuf_printf(out, "%s%s_currency", style->gap, info->id);
        }
        if (info->graded) {
            strbuf_printf(out, "%s%s_grade", style->gap, info->id);
        }
    }
    strbuf_puts(out, LINE_END);
}

static void put_row(struct strbuf *out, const struct style *style, const struct table *table,
                    size_t row, const bool *money)
{
    for (size_t column = 0, written = 0; column < table->column_count; column++) {
        const struct table_column *info = &table->columns[column];
        const struct cell *cell = table_cell(table, row, column);
        if (info->kind == CELL_SPARK || info->kind == CELL_GAUGE) {
            continue;
        }
        strbuf_puts(out, written++ ? style->gap : "");
        put_cell(out, style, cell);
        if (money[column]) {
            strbuf_puts(out, style->gap);
            strbuf_puts(out, cell->kind == CELL_MONEY ? cell->currency.code : "");
        }
        if (info->graded) {
            strbuf_puts(out, style->gap);
            strbuf_puts(out, cell->grade == GRADE_NONE ? "" : grade_name((enum grade)cell->grade));
            strbuf_puts(out, cell->grade == GRADE_NONE || (cell->flags & CELL_CERTAIN) ? "" : "~");
        }
    }
    strbuf_puts(out, LINE_END);
}

bool table_csv_write(struct sink *sink, const struct table *table,
                     const struct export_options *options)
{
    bool comma = options->excel && options->comma;
    const struct style style = {comma ? ";" : ",", comma};
    struct strbuf out = STRBUF_INIT;
    bool *money = mem_new(table->column_count, sizeof *money);
    if (!money) {
        return false;
    }
    for (size_t column = 0; column < table->column_count; column++) {
        money[column] = has_money(table, column);
    }
    strbuf_puts(&out, options->excel ? BOM : "");
    put_head(&out, &style, table);
    for (size_t row = 0; row < table->row_count && export_on(sink, &out); row++) {
        put_row(&out, &style, table, row, money);
    }
    mem_free(money);
    return export_out(sink, &out);
}
