/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HTML: one page that needs nothing else (no script, no outside file, no font), light and dark,
 * printed on A4; every cell finds its own direction.
 */
#ifndef CAMPANE_EXPORT_HTML_H
#define CAMPANE_EXPORT_HTML_H

#include "base/strbuf.h"
#include "export/export.h"

/* Append text so that no sign of HTML is seen in it. */
void html_escape(struct strbuf *out, const char *text);

/* Write what stands before and behind all else on the page. lang: as in <html lang>, "en". False:
 * ERR_MEMORY. */
bool html_begin(struct sink *sink, const char *title, const char *lang, struct err *err);
void html_end(struct sink *sink);

/* A table; false: out of memory. Columns for scripts are left out. */
bool html_table(struct sink *sink, const struct table *table, const struct export_options *options);

#endif
