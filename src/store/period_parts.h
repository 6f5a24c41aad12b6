/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of campaigns (query_parts), summed on the way of a pass over the days that goes dim by
 * dim (query_period.h): what would be read of each campaign once more comes with the first reading.
 */
#ifndef CAMPANE_STORE_PERIOD_PARTS_H
#define CAMPANE_STORE_PERIOD_PARTS_H

#include "store/query_private.h"

/* One value of one attribute of a campaign. */
struct part_sum {
    struct part_sum *next;
    size_t which; /* of the attributes that are asked for */
    int64_t label;
    uint8_t source; /* of its dims */
    bool several;   /* its dims have several sources */
    /* Of all its days: which counters are known, and which slots have anything. */
    counter_mask known;
    uint64_t slots;
    struct total total; /* of the period, as ruling_single has it */
};

struct period_parts;

/* For at most PARTED_MAX attributes. Parts live in the arena and are used again. NULL: failed. */
struct period_parts *period_parts_new(struct store *store, struct arena *arena,
                                      const enum attr *attrs, size_t count,
                                      struct err *err) CAMPANE_NODISCARD;
void period_parts_free(struct period_parts *parts); /* NULL is fine */

/* The columns of `dim` with the labels, each with ", " before it. Lent. */
const char *period_parts_columns(const struct period_parts *parts);

/* Take in the labels of a dim from that column of a row on. *stated: which of the attributes it
 * states, bit by bit. False: out of memory. */
bool period_parts_label(struct period_parts *parts, uint32_t dim, sqlite3_stmt *row, int column,
                        uint32_t *stated);

/* A dim begins, of a campaign that states those attributes; dims rise. False: failed. */
bool period_parts_begin(struct period_parts *parts, uint32_t dim, enum source source,
                        uint32_t stated, struct part_sum **sums, struct err *err);
/* Those days of a block of it. */
void period_parts_add(struct period_parts *parts, struct currency currency,
                      const struct block *block, uint32_t days);
/* It ends; what all its blocks came to. Lent until the next one begins. */
const struct total *period_parts_end(struct period_parts *parts);

/* The parts of an attribute as query_parts has them, values lent until period_parts_free. *told
 * false: they cannot be told from the sums. row: of the period. */
bool period_parts_make(struct period_parts *parts, const struct part_sum *sums, size_t which,
                       const struct parts_asked *asked, bool *told, struct part_total **made,
                       size_t *count, struct err *err);

/* The sums of a campaign are of no more use. */
void period_parts_give_back(struct period_parts *parts, struct part_sum **sums);

#endif
