/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A walk over the campaigns of a scope, one item at a time: what tables are filled from and what
 * the JSON of `report` and `campaigns` is written from. Nothing is kept, so ten thousand campaigns
 * need the memory of one (a sorted or cut walk: of their numbers).
 */
#ifndef CAMPANE_REPORT_WALK_H
#define CAMPANE_REPORT_WALK_H

#include "report/item.h"
#include "store/query.h"

#define WALK_SORT_MAX TABLE_KEYS_MAX

/* What two periods are compared by (campaign_cursor_pair), the scope's and another one. */
struct walk_past {
    struct period days;
    struct slot_choice choice;
    bool whole; /* the items' totals are whole, as ever; else they have only what was chosen */
};

struct walk_options {
    const char *sort; /* a column's id, or up to WALK_SORT_MAX with commas between (column_list);
                         NULL: latest start first, undated last */
    bool descending;  /* with sort, in all of them */
    size_t limit;     /* 0: all; with a limit (unattributed) is left out */
    bool list;        /* campaigns that are archived are left out (scope_hides), and excluded ones
                         are there where the filter asks for them */
    const struct walk_past *past; /* NULL: one period. Not with sort, limit or list; in no order.
                                     Items may have nothing in the scope's period (total->tallies is
                                     0), which the counts leave out; a filter asks the figures of
                                     the scope's period */
    bool unordered; /* in no order, (unattributed) anywhere: a period needs the memory of few. Not
                       with sort or limit */
    const enum attr *attrs; /* also the parts by these (at most PARTED_MAX, walk_parts); in no
                               order, and not with sort, limit, list or past */
    size_t attr_count;
    bool bare; /* in no order, and items may be without a name (NULL): half the cost. Not
                  with sort; a filter, which asks for names, has the usual order */
};

struct walk;

/* options NULL: all, by start. ERR_USAGE: there is no such column. NULL: failed. */
struct walk *walk_open(struct store *store, const struct scope *scope,
                       const struct walk_options *options, struct cancel *cancel,
                       struct err *err) CAMPANE_NODISCARD;

/* The next item, lent until the next call; (unattributed) last, and only where there is no filter.
 * False at the end or on failure (err is set then; pass one that is clear). */
bool walk_next(struct walk *walk, struct report_item *item, struct err *err);

/* The parts (query_parts) by one of the attributes that were asked for, of the item that was given
 * last. Values are lent until walk_close, the rest is in the arena. */
bool walk_parts(struct walk *walk, struct arena *arena, enum attr attr, struct part_total **parts,
                size_t *count, struct err *err);

/* How many campaigns were in the period, and how many of those passed the filter, so far;
 * (unattributed) is none. Complete at the end of a walk without a limit. */
int64_t walk_seen(const struct walk *walk);
int64_t walk_matching(const struct walk *walk);

/* Campaigns that passed the filter and were left out, being archived. */
int64_t walk_hidden(const struct walk *walk);

void walk_close(struct walk *walk); /* NULL is fine */

#endif
