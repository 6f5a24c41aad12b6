/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * export: tables and reports as text, CSV, JSON and Markdown.
 *
 * Here live the writers and where they write to (sink.h); the JSON documents that scripts rely on
 * (report_json.h, imports_json.h).
 * Not here: what the figures are (src/report), the screen (ui), options of commands (src/cli).
 *
 * Writers only append to a sink; failures to write show at sink_finish. What they return false for
 * is memory (err is set). No writer reads the locale: numbers have "." as their point.
 *
 * This header: tables.
 */
#ifndef CAMPANE_EXPORT_EXPORT_H
#define CAMPANE_EXPORT_EXPORT_H

#include "export/sink.h"
#include "report/table.h"

enum export_format { EXPORT_TEXT, EXPORT_CSV, EXPORT_MD, EXPORT_JSON, EXPORT_HTML, EXPORT_EML };

/* "text", "csv", "md", "json", "html", "eml" (mail.h: of a whole page); false for other names. */
bool export_format_parse(const char *name, enum export_format *format);
const char *export_format_name(enum export_format format);

struct export_options {
    bool ascii; /* text: only ASCII, as ascii_text has it */
    bool title; /* text, md, html: the table's title over it */
    bool notes; /* so: its footnotes under it */
    bool excel; /* csv: begins with a byte order mark, so that a spreadsheet reads it as UTF-8 */
    bool comma; /* with excel: decimals have a comma, and so fields are parted by ";" */
};

#define EXPORT_OPTIONS_INIT                                                                        \
    {                                                                                              \
        .notes = true                                                                              \
    }

/* Write a table. options NULL: EXPORT_OPTIONS_INIT.
 *   text  columns aligned by display width, numbers to the right, two blanks between; grades behind
 *         their value ("20.2 % T", leaning "~T"); cells with right-to-left letters isolated; no
 *         blanks at the end of a line. No rows: only the head.
 *   csv   RFC 4180; head: column ids; numbers plain with all their digits, shares as
 *         fractions, money as a decimal; behind columns that carry grades another,
 *         "<id>_grade" ("poor", leaning "poor~"); behind money "<id>_currency"; unknown is empty;
 *         text that a spreadsheet would take for a formula (= + - @ tab CR in front) gets a ' in
 *         front. Sparklines are left out.
 *   md    a pipe table; | and the signs of Markdown and HTML in text are escaped
 *   html  a table element for the page that html.h begins and ends; grades by letter and color;
 *         sparklines and gauges are drawn (gauges nowhere else)
 *   json  {"title","columns":[{"id","title"}],"rows":[{id: value …}],"notes"}: values as everywhere
 *         in campane's JSON (fractions, money as amount and currency, null), graded ones as
 *         {"value","grade","certain","reason"} */
bool export_table(struct sink *sink, const struct table *table, enum export_format format,
                  const struct export_options *options, struct err *err);

/* Pieces of a page in text, Markdown or HTML (nothing in the other formats): a heading, a paragraph
 * (NULL: nothing; "": only a blank line, behind a table), lines as a list. A blank line follows
 * each.
 */
bool export_heading(struct sink *sink, enum export_format format, const char *text, bool ascii,
                    struct err *err);
bool export_paragraph(struct sink *sink, enum export_format format, const char *text, bool ascii,
                      struct err *err);
/* A paragraph that says the most important; HTML sets it larger. */
bool export_lead(struct sink *sink, enum export_format format, const char *text, bool ascii,
                 struct err *err);
bool export_list(struct sink *sink, enum export_format format, const char *const *lines,
                 size_t count, bool ascii, struct err *err);

#endif
