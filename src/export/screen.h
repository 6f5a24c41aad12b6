/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a screen shows, as a file: its tables with what they are for (period, filter, base,
 * benchmark, zone, as of when).
 */
#ifndef CAMPANE_EXPORT_SCREEN_H
#define CAMPANE_EXPORT_SCREEN_H

#include "export/export.h"
#include "report/scope.h"

struct export_screen {
    const char *view;  /* "campaigns": never translated */
    const char *title; /* translated */
    const struct scope *scope;
    const char *filter;    /* as it was written; NULL: none */
    int64_t matching, all; /* campaigns; -1: not known */
    int64_t as_of;         /* time of the store's last change; TIME_NONE: not known */
    const struct table *const *tables;
    size_t table_count; /* at least one */
    size_t marked;      /* rows of the first table, where only marked ones are in it; 0: all are */
    const char *lang;   /* for HTML: "en" */
};

/* Write it.
 *   text, md, html  title, scope line, all tables
 *   csv             the first table, with columns period_from, period_to, rate_base, benchmark,
 *                   timezone, filter and as_of behind its own, the same in each row
 *   json            {"schema":"campane.view/1","view","title","period","timezone","rate_base",
 *                   "benchmark","filter","as_of","marked" (null: all rows),
 *                   "tables":[as export_table]}
 * False: ERR_MEMORY. What could not be written shows at sink_finish. */
bool export_screen(struct sink *sink, const struct export_screen *screen, enum export_format format,
                   struct err *err);

#endif
