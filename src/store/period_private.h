/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files behind query_period.h share.
 */
#ifndef CAMPANE_STORE_PERIOD_PRIVATE_H
#define CAMPANE_STORE_PERIOD_PRIVATE_H

#include "model/joiner.h"
#include "store/period_parts.h"
#include "store/query_period.h"
#include "store/series_walk.h"

/* A campaign of a period: its stored row without the total, and the period's total once anything
 * was found. */
struct period_campaign {
    int64_t number;
    const char *name, *channel, *industry;
    int8_t kind, goal;
    int32_t start, end, last_send;
    const struct ruling *ruling; /* may be that of others, too */
    struct total *total;
    struct slot_sums *slots; /* instead of the total, where that is not asked */
    struct slot_sums *past;
    struct joiner *joiner, *past_joiner;
    uint32_t dims;   /* that are still to come */
    uint32_t stated; /* of the attributes that parts are asked by, bit by bit */
    struct part_sum *parts;
};

/* Memory of what was given, to be used again. */
struct spare {
    struct vec totals, slots, joiners; /* pointers; all but the joiners zeroed */
};

struct period_dim {
    uint32_t campaign; /* index + 1; 0: no such dim */
    uint8_t source;
    struct currency currency;
};

struct query_period {
    struct store *store;
    struct arena *arena;
    struct cancel *cancel;
    enum campaign_order order;
    int32_t from, to;
    const struct campaign_pair *pair; /* NULL: there is one period */
    struct total summed;              /* what a block adds to slots; the row's past */
    struct vec campaigns;             /* struct period_campaign */
    struct vec dims;                  /* struct period_dim, by id */
    struct map64 by_number;
    size_t at;
    /* in no order */
    struct series_walk *walk; /* NULL: everything is summed */
    uint32_t dim;             /* that comes next */
    struct period_campaign *given;
    struct spare spare;
    struct period_parts *parts; /* NULL: not asked */
    enum attr attrs[PARTED_MAX];
    size_t attr_count;
    const struct ruling *asked; /* ruling_is_single, of the last ruling and source */
    enum source asked_source;
    bool single;
};

/* The campaigns, then the dims that they wait for. False: failed. */
bool period_load(struct query_period *period, struct err *err);

#endif
