/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/writers.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "text/ascii.h"
#include "text/width.h"

#define SPARK_COLUMNS 10
#define GAP           "  "

/* --- cells ----------------------------------------------------------------------------------- */

static void put_step(struct strbuf *out, double level, bool ascii)
{
    static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char *const signs[] = {"_", ".", "-", "=", "^"};
    size_t count = ascii ? ARRAY_COUNT(signs) : ARRAY_COUNT(blocks);
    size_t step = (size_t)(level * (double)(count - 1) + 0.5);
    strbuf_puts(out, ascii ? signs[step] : blocks[step]);
}

/* The mean of the known values of one share of the series; NAN: none is known. */
static double share_mean(const struct spark *spark, size_t share, size_t shares)
{
    double sum = 0;
    size_t known = 0;
    for (size_t i = share * spark->count / shares; i < (share + 1) * spark->count / shares; i++) {
        if (!isnan(spark->values[i])) {
            sum += (double)spark->values[i];
            known++;
        }
    }
    return known ? sum / (double)known : (double)NAN;
}

static void put_spark(struct strbuf *out, const struct spark *spark, bool ascii)
{
    size_t shares = spark->count < SPARK_COLUMNS ? spark->count : SPARK_COLUMNS;
    double low = (double)spark->low, high = (double)spark->high;
    if (low >= high) {
        low = HUGE_VAL;
        high = -HUGE_VAL;
        for (size_t i = 0; i < shares; i++) {
            low = fmin(low, share_mean(spark, i, shares));
            high = fmax(high, share_mean(spark, i, shares));
        }
    }
    for (size_t i = 0; i < shares; i++) {
        double mean = share_mean(spark, i, shares);
        if (isnan(mean)) {
            strbuf_puts(out, ascii ? " " : "·");
        } else {
            double level = high > low ? (mean - low) / (high - low) : 0.5;
            put_step(out, fmin(1, fmax(0, level)), ascii);
        }
    }
}

void table_text_cell(struct strbuf *out, const struct cell *cell, bool ascii)
{
    char buffer[64];
    if (cell->kind == CELL_SPARK && cell->spark) {
        put_spark(out, cell->spark, ascii);
    } else if (ascii) {
        ascii_text(out, cell_words(cell, false, buffer));
    } else {
        strbuf_puts(out, cell_words(cell, false, buffer));
    }
}

bool table_text_hides(const struct table_column *column)
{
    return column->key || column->kind == CELL_GAUGE;
}

const char *table_text_mark(const struct cell *cell)
{
    static const char *const sure[GRADE_COUNT] = {" P", " T", " G", " B"};
    static const char *const leaning[GRADE_COUNT] = {"~P", "~T", "~G", "~B"};
    static const char *const over[GRADE_COUNT] = {"!P", "!T", "!G", "!B"};
    if (cell->grade < 0 || cell->grade >= GRADE_COUNT) {
        return cell->flags & CELL_OVER ? "! " : "";
    }
    if (cell->flags & CELL_OVER) {
        return over[cell->grade];
    }
    return (cell->flags & CELL_CERTAIN ? sure : leaning)[cell->grade];
}

static bool has_grades(const struct table *table, size_t column)
{
    for (size_t row = 0; row < table->row_count; row++) {
        if (table_text_mark(table_cell(table, row, column))[0]) {
            return true;
        }
    }
    return false;
}

/* --- the table ------------------------------------------------------------------------------- */

struct layout {
    const struct table *table;
    bool ascii;
    int *widths;         /* of the words, one a column */
    bool *graded;        /* whether marks stand behind them */
    struct strbuf words; /* one cell's */
    struct strbuf line;
};

static const char *title_words(struct layout *layout, size_t column)
{
    strbuf_clear(&layout->words);
    if (layout->ascii) {
        ascii_text(&layout->words, layout->table->columns[column].title);
    } else {
        strbuf_puts(&layout->words, layout->table->columns[column].title);
    }
    return strbuf_text(&layout->words);
}

static const char *words_of(struct layout *layout, size_t row, size_t column)
{
    strbuf_clear(&layout->words);
    table_text_cell(&layout->words, table_cell(layout->table, row, column), layout->ascii);
    return strbuf_text(&layout->words);
}

static void measure(struct layout *layout)
{
    for (size_t column = 0; column < layout->table->column_count; column++) {
        int widest = width_text(title_words(layout, column), SIZE_MAX);
        for (size_t row = 0; row < layout->table->row_count; row++) {
            int width = width_text(words_of(layout, row, column), SIZE_MAX);
            widest = width > widest ? width : widest;
        }
        layout->widths[column] = widest;
        layout->graded[column] = has_grades(layout->table, column);
    }
}

/* Words filled up to the column's width, and the two places behind a graded one. */
static void put_field(struct layout *layout, size_t column, const char *words, const char *mark)
{
    int free = layout->widths[column] - width_text(words, SIZE_MAX);
    bool right = layout->table->columns[column].align == TABLE_RIGHT;
    if (table_text_hides(&layout->table->columns[column])) {
        return;
    }
    strbuf_puts(&layout->line, layout->line.length > 0 ? GAP : "");
    strbuf_repeat(&layout->line, ' ', right && free > 0 ? (size_t)free : 0);
    width_isolate(&layout->line, words);
    strbuf_repeat(&layout->line, ' ', !right && free > 0 ? (size_t)free : 0);
    if (layout->graded[column]) {
        strbuf_puts(&layout->line, mark[0] ? mark : "  ");
    }
}

static bool end_line(struct layout *layout, struct sink *sink)
{
    struct strbuf *line = &layout->line;
    while (line->length > 0 && line->data[line->length - 1] == ' ') {
        strbuf_truncate(line, line->length - 1);
    }
    strbuf_putc(line, '\n');
    return !layout->words.failed && export_on(sink, line);
}

static bool write_notes(struct layout *layout, struct sink *sink)
{
    for (size_t i = 0; i < layout->table->note_count; i++) {
        if (i == 0 && !end_line(layout, sink)) {
            return false;
        }
        if (layout->ascii) {
            ascii_text(&layout->line, layout->table->notes[i]);
        } else {
            strbuf_puts(&layout->line, layout->table->notes[i]);
        }
        if (!end_line(layout, sink)) {
            return false;
        }
    }
    return true;
}

static bool write_title(struct layout *layout, struct sink *sink)
{
    if (layout->ascii) {
        ascii_text(&layout->line, layout->table->title);
    } else {
        strbuf_puts(&layout->line, layout->table->title);
    }
    return end_line(layout, sink);
}

static bool write_all(struct layout *layout, struct sink *sink,
                      const struct export_options *options)
{
    const struct table *table = layout->table;
    if (options->title && !write_title(layout, sink)) {
        return false;
    }
    measure(layout);
    for (size_t column = 0; column < table->column_count; column++) {
        put_field(layout, column, title_words(layout, column), "");
    }
    if (!end_line(layout, sink)) {
        return false;
    }
    for (size_t row = 0; row < table->row_count; row++) {
        for (size_t column = 0; column < table->column_count; column++) {
            put_field(layout, column, words_of(layout, row, column),
                      table_text_mark(table_cell(table, row, column)));
        }
        if (!end_line(layout, sink)) {
            return false;
        }
    }
    return !options->notes || write_notes(layout, sink);
}

bool table_text_write(struct sink *sink, const struct table *table,
                      const struct export_options *options)
{
    struct layout layout = {.table = table,
                            .ascii = options->ascii,
                            .widths = mem_new(table->column_count, sizeof(int)),
                            .graded = mem_new(table->column_count, sizeof(bool))};
    bool ok = layout.widths && layout.graded && write_all(&layout, sink, options);
    mem_free(layout.widths);
    mem_free(layout.graded);
    strbuf_free(&layout.words);
    strbuf_free(&layout.line);
    return ok;
}
