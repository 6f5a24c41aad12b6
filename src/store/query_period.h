/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The campaigns of a period, or of two that are compared: one pass over the blocks of those days,
 * each campaign's figures added up as its ruling says. What is behind a campaign_cursor.
 *
 * In an order all campaigns are summed before the first is given, block after block. In none they
 * are summed dim after dim (series_walk.h), and a campaign is given when its last dim is through:
 * the figures of those that are under way are all that is kept.
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
struct query_period *query_period_sum_parted(struct store *store, int32_t from, int32_t to,
                                             const enum attr *attrs, size_t count,
                                             struct cancel *cancel,
                                             struct err *err) CAMPANE_NODISCARD;

/* The next campaign that has anything, lent until the next call; false at the end or on failure
 * (err is set then). */
bool query_period_next(struct query_period *period, struct campaign_row *row, struct err *err);

/* Of query_period_sum_parted: the parts of the campaign that was given last (query_parts). */
bool query_period_parts(struct query_period *period, struct arena *arena, enum attr attr,
                        struct part_total **parts, size_t *count, struct err *err);
void query_period_free(struct query_period *period); /* NULL is fine */

#endif
