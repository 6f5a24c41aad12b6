/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The campaigns of a period, or of two that are compared: one pass over the blocks of those days,
 * each campaign's figures added up as its ruling says. What is behind a campaign_cursor.
 */
#ifndef CAMPANE_STORE_QUERY_PERIOD_H
#define CAMPANE_STORE_QUERY_PERIOD_H

#include "store/query_private.h"

struct query_period;

/* Inside a transaction of the caller's (query_begin). NULL: failed. */
struct query_period *query_period_sum(struct store *store, int32_t from, int32_t to,
                                      enum campaign_order order, struct cancel *cancel,
                                      struct err *err) CAMPANE_NODISCARD;
struct query_period *query_period_sum_pair(struct store *store, const struct campaign_pair *pair,
                                           struct cancel *cancel,
                                           struct err *err) CAMPANE_NODISCARD;

/* The next campaign that has anything, lent until the next call; false at the end. */
bool query_period_next(struct query_period *period, struct campaign_row *row);
void query_period_free(struct query_period *period); /* NULL is fine */

#endif
