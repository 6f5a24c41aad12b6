/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dated events as a table, and those that fall into a step of time.
 */
#ifndef CAMPANE_REPORT_EVENTS_H
#define CAMPANE_REPORT_EVENTS_H

#include "report/table.h"
#include "store/events.h"

/* Those that stand, by their first day: id, from, to, tag, text (row_ids: events). */
bool events_table(struct arena *arena, struct store *store, struct table **table, struct err *err);

/* What happened in the days [first, last]: "Diwali · provider down"; "" nothing, NULL: out of
 * memory. */
const char *events_words(struct arena *arena, const struct event *events, size_t count,
                         int32_t first, int32_t last);

#endif
