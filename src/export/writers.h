/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The writers of tables, one file each; export.c chooses. Inside src/export only. They return false
 * when out of memory.
 */
#ifndef CAMPANE_EXPORT_WRITERS_H
#define CAMPANE_EXPORT_WRITERS_H

#include "base/strbuf.h"
#include "export/export.h"
#include "export/json.h"

bool table_text_write(struct sink *sink, const struct table *table,
                      const struct export_options *options);
bool table_csv_write(struct sink *sink, const struct table *table,
                     const struct export_options *options);
bool table_md_write(struct sink *sink, const struct table *table,
                    const struct export_options *options);
bool table_json_write(struct sink *sink, const struct table *table);

/* The cells of a row as members of an object, by the columns' ids. */
void table_json_row(struct json *json, cJSON *object, const struct table *table, size_t row);

/* Write what the buffer holds and empty it; false: it had failed. */
bool export_on(struct sink *sink, struct strbuf *out);

/* Write the rest and free the buffer; false: it had failed. */
bool export_out(struct sink *sink, struct strbuf *out);

/* Append text so that neither Markdown nor HTML sees a sign of its own in it; right-to-left text
 * isolated. */
void table_md_escape(struct strbuf *out, const char *text);

/* Append the words of a cell with its unit, sparklines drawn; without the grade. */
void table_text_cell(struct strbuf *out, const struct cell *cell, bool ascii);

/* " T", leaning "~T", of more than all there were "!T" or "! "; "" without a grade. */
/* Columns that no text has: those for scripts, and drawings. */
bool table_text_hides(const struct table_column *column);
const char *table_text_mark(const struct cell *cell);

#endif
