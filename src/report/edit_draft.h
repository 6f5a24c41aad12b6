/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How campaigns stand that somebody wants to correct: what was corrected, what files say, and which
 * tags and groups there are. For one campaign or several together.
 */
#ifndef CAMPANE_REPORT_EDIT_DRAFT_H
#define CAMPANE_REPORT_EDIT_DRAFT_H

#include "store/edits.h"

struct edit_draft_row {
    int64_t number;
    const char *shown; /* the name that lists have */
    const char *name;  /* corrected, else as files have it; without the alias */
    const char *imported;
    const char *alias, *group, *note;   /* "": none */
    enum campaign_kind kind, file_kind; /* as corrected (KIND_UNKNOWN: not), as files say */
    enum campaign_goal goal, file_goal; /* so */
    bool archived, excluded;
    const char *const *tags; /* in order */
    size_t tag_count;
};

struct edit_draft_tag {
    const char *tag;
    size_t count; /* of the rows have it */
};

struct edit_draft {
    const struct edit_draft_row *rows;
    size_t count;
    const struct edit_draft_tag *tags; /* all of the store, in order */
    size_t tag_count;
    const char *const *groups; /* so */
    size_t group_count;
};

/* Of campaigns by number, each once, in this order. ERR_NOT_FOUND: one of them is not there (any
 * more); ERR_REFUSED: one is 0, which is no campaign. Reads all corrections. */
bool edit_draft_build(struct arena *arena, struct store *store, const int64_t *campaigns,
                      size_t count, const struct edit_draft **draft, struct err *err);

/* What differs between two drafts of the same campaigns: one bit per enum edit_field, and
 * EDIT_DRAFT_EXCLUDED. */
#define EDIT_DRAFT_EXCLUDED (1U << EDIT_FIELD_COUNT)
unsigned edit_draft_difference(const struct edit_draft *a, const struct edit_draft *b);

/* One number for all that a draft says of its campaigns: another one once somebody changed any. */
uint64_t edit_draft_stamp(const struct edit_draft *draft);

#endif
