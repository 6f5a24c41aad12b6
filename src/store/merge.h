/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Campaigns that are one: figures are as if files had named all of them by the target's name from
 * the start, also those that are imported later. What imports said stays under the name they said.
 * Each decision is a row of the ledger and is undone there, in any order.
 *
 * A message that files put under several campaigns is first that of one of them, by the usual rule
 * (dims_combine), and counts for what that one is merged into. Lists without message ids are told
 * apart by the name that files gave (struct merge_result, twice).
 *
 * Of what people corrected the target's stands; kind, goal, group, note and tags of the others go
 * on where it has none. Of what is excluded the latest decision about any of them stands.
 */
#ifndef CAMPANE_STORE_MERGE_H
#define CAMPANE_STORE_MERGE_H

#include "base/arena.h"
#include "base/money.h"
#include "model/campaign.h"
#include "store/store.h"

#define MERGE_FORMAT "merge" /* of its row in the ledger */

/* One campaign as its figures were, or are. */
struct merge_part {
    int64_t number;
    const char *name;
    int64_t sent; /* -1: not known */
    enum campaign_kind kind;
    enum campaign_goal goal;
    struct currency currency; /* of its money; "": none, or several */
    bool mixed;               /* several */
    bool archived;
};

/* Messages of lists without ids that more than one of the names has with the same recipient,
 * template and time: under one name they would have been the same. What a list says of each of them
 * is not told apart any more, so it is not put together; undoing an import is what helps. */
struct merge_twice {
    int64_t messages; /* that are too many */
    int64_t import;   /* the newest that has such, and nothing else if possible; 0: none of those
                         that have can be undone any more */
    const char *file; /* of it, in the arena */
    int64_t others;   /* messages of it that are no such */
    int64_t left;     /* that are too many still, once it is undone */
};

struct merge_result {
    int64_t run;                    /* number in the ledger; 0 of a dry run */
    const struct merge_part *parts; /* before, in the arena: the target first, where it was there */
    size_t count;
    bool fresh; /* the target was not there: its name is new */
    struct merge_part whole;
    struct merge_twice twice;
};

/* What to merge: numbers of campaigns, and the one that they become (-1: the one that files call
 * target_name, made if need be). Those that are part of it already, and itself, are passed over. */
struct merge_wish {
    const int64_t *campaigns;
    size_t count;
    int64_t target;
    const char *target_name;
    const char *words; /* what the ledger says of it */
    bool dry_run;      /* do everything, then roll back */
};

/* Merge, in one transaction; makes everything derived again. Strings in the arena. ERR_REFUSED:
 * (unattributed); nothing is left to merge; some of them are excluded and some are not; one of them
 * has a declared test. */
bool store_merge(struct store *store, struct arena *arena, const struct merge_wish *wish,
                 struct merge_result *result, struct cancel *cancel, struct err *err);

/* A campaign that is part of another one. */
struct merge_row {
    int64_t number;
    const char *name; /* in files */
    int64_t target;
    const char *into;   /* as it is shown */
    int64_t run, since; /* its row in the ledger, and when it was made */
};

/* By the target's name, then by name; in the arena. Cheap. */
bool merge_list(struct store *store, struct arena *arena, struct merge_row **rows, size_t *count,
                struct err *err);

#endif
