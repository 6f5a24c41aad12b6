/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rolling a campaign up: its dims' blocks through census, ruling and total. Used when a change
 * settles and when a period is asked for.
 */
#ifndef CAMPANE_STORE_CAMPAIGN_ROLL_H
#define CAMPANE_STORE_CAMPAIGN_ROLL_H

#include "base/arena.h"
#include "base/vec.h"
#include "model/campaign.h"
#include "model/ruling.h"
#include "model/total.h"
#include "store/db.h"

/* A dim as rolling needs it. */
struct roll_dim {
    uint32_t id;
    enum source source;
    struct currency currency;
    int64_t label; /* of the attribute asked for; 0: none */
};

/* The dims of a campaign (struct roll_dim); attr ATTR_NONE: no label. */
bool roll_dims(struct db *db, int64_t campaign, enum attr attr, struct vec *dims, struct err *err);

/* Walk the blocks of a dim as readers see them. */
bool roll_blocks(struct db *db, uint32_t dim,
                 bool (*each)(void *context, int32_t number, const struct block *block,
                              struct err *err),
                 void *context, struct err *err);

/* The same of those from one block to another; what has no day is BLOCK_UNDATED, which is before
 * all others. */
bool roll_blocks_between(struct db *db, uint32_t dim, int32_t from, int32_t to,
                         bool (*each)(void *context, int32_t number, const struct block *block,
                                      struct err *err),
                         void *context, struct err *err);

/* The stored figures of a dim over all its days, as ruling_single has them; empty where it has
 * none. ERR_STORE_DAMAGED. */
bool roll_total(struct db *db, uint32_t dim, struct total *total, struct err *err);

/* The stated attributes of a campaign: per field what the newest as-of says. Strings are copied
 * into the arena. */
bool roll_facts(struct db *db, int64_t campaign, struct arena *arena, struct campaign_facts *facts,
                struct err *err);

#endif
