/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/writers.h"

#include <string.h>

#include "text/width.h"

void table_md_escape(struct strbuf *out, const char *text)
{
    bool isolate = width_is_rtl(text, SIZE_MAX);
    strbuf_puts(out, isolate ? "\xe2\x81\xa8" : "");
    for (const char *at = text; *at; at++) {
        switch (*at) {
        case '<':
            strbuf_puts(out, "&lt;");
            break;
        case '>':
            strbuf_puts(out, "&gt;");
            break;
        case '&':
            strbuf_puts(out, "&amp;");
            break;
        case '\n':
        case '\r':
            strbuf_putc(out, ' ');
            break;
        default:
            strbuf_puts(out, strchr("\\`*_{}[]#|~", *at) ? "\\" : "");
            strbuf_putc(out, *at);
            break;
        }
    }
    strbuf_puts(out, isolate ? "\xe2\x81\xa9" : "");
}

static void put_head(struct strbuf *out, const struct table *table)
{
    for (size_t column = 0; column < table->column_count; column++) {
        if (!table_text_hides(&table->columns[column])) {
            strbuf_puts(out, "| ");
            table_md_escape(out, table->columns[column].title);
            strbuf_putc(out, ' ');
        }
    }
    strbuf_puts(out, "|\n");
    for (size_t column = 0; column < table->column_count; column++) {
        if (!table_text_hides(&table->columns[column])) {
            strbuf_puts(out, table->columns[column].align == TABLE_RIGHT ? "| ---: " : "| --- ");
        }
    }
    strbuf_puts(out, "|\n");
}

static void put_row(struct strbuf *out, struct strbuf *words, const struct table *table, size_t row)
{
    for (size_t column = 0; column < table->column_count; column++) {
        const struct cell *cell = table_cell(table, row, column);
        if (table_text_hides(&table->columns[column])) {
            continue;
        }
        strbuf_clear(words);
        table_text_cell(words, cell, false);
        strbuf_puts(out, "| ");
        table_md_escape(out, strbuf_text(words));
        const char *mark = table_text_mark(cell);
        if (mark[0]) {
            static const char *const signs[] = {"", "\\~", "!"};
            strbuf_printf(out, " %s%.1s",
                          signs[mark[0] == '~'   ? 1
                                : mark[0] == '!' ? 2
                                                 : 0],
                          mark[1] == ' ' ? "" : mark + 1);
        }
        strbuf_putc(out, ' ');
    }
    strbuf_puts(out, "|\n");
}

bool table_md_write(struct sink *sink, const struct table *table,
                    const struct export_options *options)
{
    struct strbuf out = STRBUF_INIT, words = STRBUF_INIT;
    if (options->title) {
        strbuf_puts(&out, "### ");
        table_md_escape(&out, table->title);
        strbuf_puts(&out, "\n\n");
    }
    put_head(&out, table);
    for (size_t row = 0; row < table->row_count && export_on(sink, &out); row++) {
        put_row(&out, &words, table, row);
    }
    for (size_t i = 0; options->notes && i < table->note_count; i++) {
        strbuf_putc(&out, '\n');
        table_md_escape(&out, table->notes[i]);
        strbuf_putc(&out, '\n');
    }
    bool ok = !words.failed;
    strbuf_free(&words);
    return export_out(sink, &out) && ok;
}
