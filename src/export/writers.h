/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The writers of tables, one file each; export.c chooses. Inside src/export only. They return false
 * when out of memory.
 */
#ifndef CAMPANE_EXPORT_WRITERS_H
#define CAMPANE_EXPORT_WRITERS_H

#include "base/strbuf.h"
#include "export/export.h"

bool write_text(struct sink *sink, const struct table *table, const struct export_options *options);
bool write_csv(struct sink *sink, const struct table *table);
bool write_md(struct sink *sink, const struct table *table, const struct export_options *options);
bool write_json(struct sink *sink, const struct table *table);

/* Write what the buffer holds and empty it; false: it had failed. */
bool write_on(struct sink *sink, struct strbuf *out);

/* Write the rest and free the buffer; false: it had failed. */
bool write_out(struct sink *sink, struct strbuf *out);

/* Append text so that neither Markdown nor HTML sees a sign of its own in it; right-to-left text
 * isolated. */
void md_escape(struct strbuf *out, const char *text);

/* Append the words of a cell with its unit, sparklines drawn; without the grade. */
void cell_put(struct strbuf *out, const struct cell *cell, bool ascii);

/* " T", leaning "~T", "" without a grade. */
const char *cell_grade_mark(const struct cell *cell);

/* Whether any cell of a column has a grade. */
bool column_has_grades(const struct table *table, size_t column);

#endif
