/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A campaign's own attributes, apart from its counts.
 */
#ifndef CAMPANE_MODEL_CAMPAIGN_H
#define CAMPANE_MODEL_CAMPAIGN_H

#include "base/base.h"
#include "base/civil.h"

enum campaign_kind {
    KIND_BROADCAST,
    KIND_DRIP,
    KIND_FLOW,
    KIND_POST_PURCHASE,
    KIND_CTWA_AD,
    KIND_SERVICE,
    KIND_BOT,
    KIND_COUNT,
    KIND_UNKNOWN = -1 /* nobody said: treated as broadcast */
};

enum campaign_goal {
    GOAL_NONE,
    GOAL_SALES,
    GOAL_LEADS,
    GOAL_SERVICE,
    GOAL_BRAND,
    GOAL_COUNT,
    GOAL_UNKNOWN = -1 /* nobody said: sales when orders or revenue are known, else none */
};

/* "post_purchase"; KIND_UNKNOWN "broadcast", as which it is treated. */
const char *campaign_kind_name(enum campaign_kind kind);
const char *campaign_goal_name(enum campaign_goal goal); /* "sales"; none and unknown "none" */

/* Any case, "-" and " " as "_"; "lead" and "leads" alike. NULL and other words: unknown. */
enum campaign_kind campaign_kind_parse(const char *text);
enum campaign_goal campaign_goal_parse(const char *text);

/* What a file says of a campaign beside its counts; each import's words are kept apart, and the
 * newest as-of wins per field. */
struct campaign_facts {
    const char *campaign; /* sanitised name, never NULL */
    const char *channel;  /* NULL: does not say */
    const char *industry; /* NULL */
    enum campaign_kind kind;
    enum campaign_goal goal;
    int32_t start, end; /* DAY_NONE */
};

/* The public id of a campaign ("k3f9z2ma"): eight characters of Crockford's base 32 (lower case)
 * of its 40-bit number, which the store derives from its name, so that the same campaign has the
 * same id in every store. */
void campaign_id_format(int64_t number, char text[9]);
/* Any case, with the letters that look like digits (i, l, o) taken as those. */
bool campaign_id_parse(const char *text, int64_t *number);

/* What messages to excluded recipients count for (store/exclude.h): no name has this number. */
#define CAMPAIGN_EXCLUDED ((int64_t)1 << 41)

/* The number of a name: FNV-1a over its bytes, folded to 40 bits, never 0 (0 is
 * "(unattributed)"). */
int64_t campaign_number(const char *name);

#endif
