/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What orders, clicks and feedback were joined by, and why the rest were not, in sentences.
 */
#ifndef CAMPANE_REPORT_JOINED_H
#define CAMPANE_REPORT_JOINED_H

#include "base/arena.h"
#include "store/query_touches.h"

/* At most two sentences a kind of fact. */
#define JOINED_LINES_MAX (2 * TOUCH_FACT_COUNT)

struct joined {
    const char *lines[JOINED_LINES_MAX];
    size_t line_count; /* 0: there are no such facts */
};

/* A pass over all orders (query_touches). */
bool joined_words(struct arena *arena, struct store *store, struct joined *joined, struct err *err);

/* The same of one campaign: "Orders: 12 by message id, 3 by coupon.", a line a kind of
 * fact that it has. */
bool joined_campaign_words(struct arena *arena, struct store *store, int64_t campaign,
                           struct joined *joined, struct err *err);

#endif
