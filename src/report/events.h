/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dated events as a table, and those that fall into a step of time.
 */
#ifndef CAMPANE_REPORT_EVENTS_H
#define CAMPANE_REPORT_EVENTS_H

#include "report/table.h"
#include "store/events.h"

/* All of them by their first day, those that were dropped with how they come back: id, from, to,
 * tag, text, state (stands, dropped), note (row_ids: events). */
bool events_table(struct arena *arena, struct store *store, struct table **table, struct err *err);

/* What happened in the days [first, last]: "Diwali · provider down"; "" nothing, NULL: out of
 * memory. */
const char *events_words(struct arena *arena, const struct event *events, size_t count,
                         int32_t first, int32_t last);

#endif
