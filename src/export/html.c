/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/html.h"

#include <string.h>

#include "base/i18n.h"
#include "export/svg.h"
#include "export/writers.h"

/* Bands go from weak to strong in gray, so that nothing hangs on telling colors apart. */
#define LIGHT                                                                                      \
    "--fg:#1c1c1c;--bg:#fff;--dim:#585858;--line:#c6c6c6;--poor:#a33600;--good:#005faf;"           \
    "--best:#00600f;--b0:#bdbdbd;--b1:#d2d2d2;--b2:#e2e2e2;--b3:#efefef;--bar:#1c1c1c;"            \
    "--sure:#fff;--mark:#005faf"
#define DARK                                                                                       \
    "--fg:#d0d4d8;--bg:#0f1216;--dim:#a8adb3;--line:#4e545c;--poor:#ff8700;--good:#87afff;"        \
    "--best:#5fff87;--b0:#565c64;--b1:#444a51;--b2:#33383f;--b3:#24282e;--bar:#e8ebee;"            \
    "--sure:#0f1216;--mark:#87afff"

static const char style[] =
    ":root{color-scheme:light dark;" LIGHT "}\n"
    "@media(prefers-color-scheme:dark){:root{" DARK "}}\n"
    "*{box-sizing:border-box}\n"
    "body{font:16px/1.45 system-ui,sans-serif;color:var(--fg);background:var(--bg);"
    "max-width:76rem;margin:0 auto;padding:1rem;overflow-wrap:break-word}\n"
    "h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.15rem;margin:2rem 0 .5rem}\n"
    "p{margin:.5rem 0;max-width:60rem}\n"
    ".lead{font-size:1.1rem;font-weight:600}\n"
    ".note{color:var(--dim);font-size:.9rem}\n"
    ".wide{overflow-x:auto}\n"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.9rem}\n"
    "th,td{padding:.25rem .6rem;border-bottom:1px solid var(--line);text-align:left;"
    "vertical-align:top}\n"
    "th{font-weight:600;color:var(--dim);white-space:nowrap}\n"
    "th:first-child,td:first-child{padding-left:0}\n"
    "td.n,th.n{text-align:right;white-space:nowrap}td.d{white-space:nowrap}"
    "td.t{min-width:5rem;white-space:pre-wrap}td.m{min-width:9rem}td.l{min-width:16rem}\n"
    ".poor{color:var(--poor)}.good{color:var(--good)}.best{color:var(--best)}\n"
    ".unknown{color:var(--dim)}\n"
    "svg{display:block;direction:ltr}\n"
    ".spark path{fill:none;stroke:var(--fg);stroke-width:1.2}.spark circle{fill:var(--mark)}\n"
    ".b0{fill:var(--b0)}.b1{fill:var(--b1)}.b2{fill:var(--b2)}.b3{fill:var(--b3)}\n"
    ".bar{fill:var(--bar)}.sure{fill:var(--sure)}.before{fill:var(--dim)}"
    ".target{fill:var(--mark)}\n"
    "@page{size:A4;margin:12mm}\n"
    "@media print{:root{color-scheme:light;" LIGHT "}\n"
    "html{font-size:9.5pt}body{max-width:none;padding:0;font-size:9.5pt;print-color-adjust:exact;"
    "-webkit-print-color-adjust:exact}\n"
    ".wide{overflow:visible}table{font-size:7.5pt}th,td{padding:.12rem .3rem}"
    "th{white-space:normal}td.t,td.m,td.l{min-width:0}\n"
    "h2{break-after:avoid;margin-top:1.2rem}tr{break-inside:avoid}"
    ".spark{width:60px;height:15px}.gauge{width:110px;height:13px}}\n";

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A blank inside a figure ("24 570", "20.2 %", "2.5 pt"), where no line may end. */
static bool is_bound(const char *text, const char *at)
{
    bool figure = at > text && is_digit(at[-1]);
    bool group = is_digit(at[1]) && is_digit(at[2]) && is_digit(at[3]) && !is_digit(at[4]);
    return figure && (group || at[1] == '%' || strncmp(at + 1, "pt", 2) == 0 ||
                      strncmp(at + 1, "\xc3\x97", 2) == 0);
}

void html_escape(struct strbuf *out, const char *text)
{
    for (const char *at = text; *at; at++) {
        switch (*at) {
        case ' ':
            strbuf_puts(out, is_bound(text, at) ? "\xc2\xa0" : " ");
            break;
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

/* What is inside a cell. */
static void put_cell(struct strbuf *out, struct strbuf *words, const struct cell *cell)
{
    if (cell->kind == CELL_SPARK && cell->spark) {
        svg_spark(out, cell->spark);
    } else if (cell->kind == CELL_GAUGE && cell->gauge) {
        svg_gauge(out, cell->gauge);
    } else {
        strbuf_clear(words);
        table_text_cell(words, cell, false);
        strbuf_puts(words, table_text_mark(cell));
        html_escape(out, strbuf_text(words));
    }
}

/* Bytes of text that need room for a few words a line. */
#define SHORT_TEXT 12
#define LONG_TEXT  40

static const char *cell_class(const struct table_column *column, const struct cell *cell)
{
    size_t length = cell->kind == CELL_TEXT && cell->text ? strlen(cell->text) : 0;
    return column->align == TABLE_RIGHT ? "n"
           : length > LONG_TEXT         ? "t l"
           : length > SHORT_TEXT        ? "t m"
           : length > 0                 ? "t"
                                        : "d";
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
        strbuf_printf(out, "<td dir=\"auto\" class=\"%s%s\">", cell_class(info, cell),
                      grade_class(cell));
        put_cell(out, words, cell);
        strbuf_puts(out, "</td>");
    }
    strbuf_puts(out, "</tr>\n");
}

/* The first column of gauges; NULL: none. */
static const struct table_column *gauges_of(const struct table *table)
{
    for (size_t column = 0; column < table->column_count; column++) {
        if (table->columns[column].kind == CELL_GAUGE) {
            return &table->columns[column];
        }
    }
    return NULL;
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
    const struct table_column *gauges = gauges_of(table);
    if (gauges) {
        strbuf_puts(&out, "<p class=\"note\">");
        html_escape(
            &out, gauges->help
                      ? gauges->help
                      : _("Benchmark: the bar is the figure, the light line at its end how far it "
                          "may be off; bands go from poor (dark) to best (light). A blue stroke "
                          "is the target, a thin gray one the period before."));
        strbuf_puts(&out, "</p>\n");
    }
    for (size_t i = 0; options->notes && i < table->note_count; i++) {
        strbuf_puts(&out, "<p class=\"note\" dir=\"auto\">");
        html_escape(&out, table->notes[i]);
        strbuf_puts(&out, "</p>\n");
    }
    bool ok = !words.failed;
    strbuf_free(&words);
    return export_out(sink, &out) && ok;
}
