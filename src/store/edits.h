/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people corrected in campaigns (store_correct): names, kinds, tags. It lies apart from what
 * imports said, so it survives importing again and store rebuild. Each correction is a row of the
 * ledger and is undone there; per field the latest that stands counts.
 */
#ifndef CAMPANE_STORE_EDITS_H
#define CAMPANE_STORE_EDITS_H

#include "model/campaign.h"
#include "store/store.h"

#define EDIT_FORMAT "edit" /* of its row in the ledger */

enum edit_field {
    EDIT_NAME,
    EDIT_ALIAS,
    EDIT_KIND, /* campaign_kind_name */
    EDIT_GOAL, /* campaign_goal_name */
    EDIT_GROUP,
    EDIT_NOTE,
    EDIT_ARCHIVE, /* "yes" */
    EDIT_TAG,     /* the tag; any number of them */
    EDIT_FIELD_COUNT
};

struct edit_word {
    enum edit_field field;
    const char *value; /* "": as imported again, or none */
    bool away;         /* of a tag: take it away */
};

/* What stands for a campaign. */
struct campaign_edit {
    int64_t number;
    const char *name;                 /* corrected, else as imported */
    const char *imported;             /* as files name it */
    const char *alias, *group, *note; /* NULL: none */
    enum campaign_kind kind;          /* KIND_UNKNOWN, GOAL_UNKNOWN: as imported */
    enum campaign_goal goal;
    bool archived;
    const char *const *tags; /* in order */
    size_t tag_count;
    const char *tag_list; /* "spring, vip"; "" none */
};

/* Of all campaigns that have any and are in the store, by number; strings in the arena. */
bool edits_list(struct store *store, struct arena *arena, struct campaign_edit **edits,
                size_t *count, struct err *err);

/* That of a campaign; NULL: none. A few steps. */
const struct campaign_edit *edits_find(const struct campaign_edit *edits, size_t count,
                                       int64_t number);

/* What files say a campaign is, whatever was corrected; unknown where none says. */
bool edits_stated(struct store *store, int64_t campaign, enum campaign_kind *kind,
                  enum campaign_goal *goal, struct err *err);

struct edit_result {
    int64_t run;     /* number in the ledger; 0: nothing was to be changed, and none was made */
    int64_t changed; /* campaigns that are others now */
};

#endif
