/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/html.h"

#include "export/writers.h"

static const char style[] =
    ":root{color-scheme:light dark;--fg:#1c1c1c;--bg:#fff;--dim:#585858;--line:#c6c6c6;"
    "--poor:#af3a00;--good:#005faf;--best:#00600f}\n"
    "@media(prefers-color-scheme:dark){:root{--fg:#d0d4d8;--bg:#0f1216;--dim:#a8adb3;"
    "--line:#4e545c;--poor:#ff8700;--good:#87afff;--best:#5fff87}}\n"
    "body{font:16px/1.45 system-ui,sans-serif;color:var(--fg);background:var(--bg);"
    "max-width:72rem;margin:0 auto;padding:1rem}\n"
    "h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.15rem;margin:1.5rem 0 .5rem}\n"
    ".note{color:var(--dim);font-size:.9rem}\n"
    ".wide{overflow-x:auto}\n"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.9rem}\n"
    "th,td{padding:.2rem .6rem;border-bottom:1px solid var(--line);text-align:start;"
    "vertical-align:top}\n"
    "td.n,th.n{text-align:end;white-space:nowrap}\n"
    ".poor{color:var(--poor)}.good{color:var(--good)}.best{color:var(--best)}\n"
    ".unknown{color:var(--dim)}\n"
    "@page{size:A4;margin:15mm}\n"
    "@media print{body{max-width:none;padding:0;font-size:10pt}.wide{overflow:visible}"
    "tr{break-inside:avoid}}\n";

void html_escape(struct strbuf *out, const char *text)
{
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
        case '"':
            strbuf_puts(out, "&quot;");
            break;
        case '\'':
            strbuf_puts(out, "&#39;");
            break;
        default:
            strbuf_putc(out, *at);
            break;
        }
    }
}

bool html_begin(struct sink *sink, const char *title, const char *lang, struct err *err)
{
    struct strbuf page = STRBUF_INIT, *out = &page;
    strbuf_puts(out, "<!DOCTYPE html>\n<html lang=\"");
    html_escape(out, lang);
    strbuf_puts(out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                     "<title>");
    html_escape(out, title);
    strbuf_printf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<h1 dir=\"auto\">", style);
    html_escape(out, title);
    strbuf_puts(out, "</h1>\n");
    return export_out(sink, out) || err_memory(err);
}

void html_end(struct sink *sink)
{
    sink_puts(sink, "</body>\n</html>\n");
}

static const char *grade_class(const struct cell *cell)
{
    return cell->grade == GRADE_POOR    ? " poor"
           : cell->grade == GRADE_GOOD  ? " good"
           : cell->grade == GRADE_BEST  ? " best"
           : cell->kind == CELL_UNKNOWN ? " unknown"
                                        : "";
}

static void put_head(struct strbuf *out, const struct table *table)
{
    strbuf_puts(out, "<thead><tr>");
    for (size_t column = 0; column < table->column_count; column++) {
        const struct table_column *info = &table->columns[column];
        if (info->key) {
            continue;
        }
        strbuf_printf(out, "<th scope=\"col\"%s", info->align == TABLE_RIGHT ? " class=\"n\"" : "");
        if (info->help) {
            strbuf_puts(out, " title=\"");
            html_escape(out, info->help);
            strbuf_putc(out, '"');
        }
        strbuf_putc(out, '>');
        html_escape(out, info->title);
        strbuf_puts(out, "</th>");
    }
    strbuf_puts(out, "</tr></thead>\n");
}

static void put_row(struct strbuf *out, struct strbuf *words, const struct table *table, size_t row)
{
    strbuf_puts(out, "<tr>");
    for (size_t column = 0; column < table->column_count; column++) {
        const struct table_column *info = &table->columns[column];
        const struct cell *cell = table_cell(table, row, column);
        if (info->key) {
            continue;
        }
        strbuf_clear(words);
        table_text_cell(words, cell, false);
        strbuf_puts(words, table_text_mark(cell));
        strbuf_printf(out, "<td dir=\"auto\" class=\"%s%s\">",
                      info->align == TABLE_RIGHT ? "n" : "t", grade_class(cell));
        html_escape(out, strbuf_text(words));
        strbuf_puts(out, "</td>");
    }
    strbuf_puts(out, "</tr>\n");
}

bool html_table(struct sink *sink, const struct table *table, const struct export_options *options)
{
    struct strbuf out = STRBUF_INIT, words = STRBUF_INIT;
    if (options->title) {
        strbuf_puts(&out, "<h2>");
        html_escape(&out, table->title);
        strbuf_puts(&out, "</h2>\n");
    }
    strbuf_puts(&out, "<div class=\"wide\"><table>\n");
    put_head(&out, table);
    strbuf_puts(&out, "<tbody>\n");
    for (size_t row = 0; row < table->row_count && export_on(sink, &out); row++) {
        put_row(&out, &words, table, row);
    }
    strbuf_puts(&out, "</tbody>\n</table></div>\n");
    for (size_t i = 0; options->notes && i < table->note_count; i++) {
        strbuf_puts(&out, "<p class=\"note\" dir=\"auto\">");
        html_escape(&out, table->notes[i]);
        strbuf_puts(&out, "</p>\n");
    }
    bool ok = !words.failed;
    strbuf_free(&words);
    return export_out(sink, &out) && ok;
}
