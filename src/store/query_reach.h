/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * To how many people WhatsApp messages went on the busiest day: what Meta's messaging limit is held
 * against.
 */
#ifndef CAMPANE_STORE_QUERY_REACH_H
#define CAMPANE_STORE_QUERY_REACH_H

#include "store/store.h"

struct reach {
    bool known; /* anything was sent */
    /* Different people, where message rows name who got at least 95 % of the day's messages; else
     * its messages. */
    bool recipients;
    int64_t count;
    int32_t day; /* the busiest; of several the first */
};

/* Of the days from `from` to `to` (both included, at most QUERY_REACH_DAYS of them), without the
 * campaigns of other channels. Reads day figures, and where there are message rows these once or
 * twice: first of the day with most messages, then of those that could surpass it. Seconds where
 * there are many millions. ERR_CANCELLED. */
#define QUERY_REACH_DAYS 31
bool query_reach(struct store *store, int32_t from, int32_t to, struct cancel *cancel,
                 struct reach *reach, struct err *err);

#endif
