/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The main figures over time, one a row: what they are together, against before, the last step that
 * is complete, the course as a small line, and where it goes: directions are held to 5 % together
 * (Holm), so that one that a figure has alone may be none here. Money of several currencies has a
 * row a currency.
 */
#ifndef CAMPANE_REPORT_TREND_LIST_H
#define CAMPANE_REPORT_TREND_LIST_H

#include "report/trend.h"

struct trend_list {
    const struct trend *const *trends; /* a row each; row_ids of the table are their places */
    size_t count;
    struct table *table;
};

/* Of those of trend_offered that are main and of which anything is known. request: its measure is
 * not looked at. people: also what people, customers and feedback tell, which takes passes over all
 * messages, orders and feedback. */
bool trend_list_build(struct arena *arena, struct store *store, const struct scope *scope,
                      const struct trend_request *request, bool people, struct cancel *cancel,
                      const struct trend_list **list, struct err *err);

#endif
