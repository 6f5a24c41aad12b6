/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people leave out of all figures: test sends, staff. Whole campaigns, and every message to a
 * recipient; for what is imported later, too. What imports said stays as it is. Each decision is a
 * row of the ledger and is undone there; of several about the same the latest that stands counts.
 *
 * An excluded campaign has no row among the campaigns (campaign_total, pulse) but one beside them;
 * messages to excluded recipients count for CAMPAIGN_EXCLUDED, and what these people ordered,
 * clicked or answered belongs to nothing. What others did belongs to the last message to them that
 * counts, unless it names an excluded message or campaign: then it goes with that. What files
 * report as sums only cannot be taken apart.
 */
#ifndef CAMPANE_STORE_EXCLUDE_H
#define CAMPANE_STORE_EXCLUDE_H

#include "base/arena.h"
#include "store/store.h"

#define EXCLUDE_FORMAT "exclude" /* of its row in the ledger */

enum exclude_kind { EXCLUDE_CAMPAIGN = 1, EXCLUDE_RECIPIENT = 2 }; /* as in the store */

/* How much is left out. */
struct exclude_facts {
    int64_t campaigns, recipients;
    int64_t messages; /* sent by these campaigns as far as is known, and to these recipients */
    /* Campaigns that count, known by sums alone: what they sent to excluded recipients is in their
     * figures. 0 where no recipient is excluded. */
    int64_t sums_only;
};

/* Cheap: a row each. */
bool exclude_facts(struct store *store, struct exclude_facts *facts, struct err *err);

/* Whether a campaign is. */
bool exclude_is(struct store *store, int64_t campaign, bool *is, struct err *err);

/* An excluded campaign, or a decision about recipients. */
struct exclude_row {
    int64_t run, since; /* its row in the ledger, and when it was made */
    const char *name;   /* of the campaign; NULL: recipients */
    int64_t number;     /* of the campaign */
    int64_t recipients; /* of the decision, those that are still excluded by it */
    int64_t messages;   /* sent by the campaign; -1: not known, or recipients */
};

/* Campaigns by name, then decisions about recipients by run; in the arena. Campaigns that are not
 * in the store any more have their id for a name. */
bool exclude_list(struct store *store, struct arena *arena, struct exclude_row **rows,
                  size_t *count, struct err *err);

struct exclude_result {
    int64_t run;     /* number in the ledger; 0: nothing was to be changed, and none was made */
    int64_t changed; /* campaigns or recipients that are others now */
    struct exclude_facts before, after;
};

/* Leave these out (or, away, let them count again), in one transaction; makes everything derived
 * again. words: what the ledger says of it. ERR_REFUSED: (unattributed). */
bool store_exclude(struct store *store, enum exclude_kind kind, const int64_t *ids, size_t count,
                   bool away, const char *words, struct exclude_result *result,
                   struct cancel *cancel, struct err *err);

#endif
