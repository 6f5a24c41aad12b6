/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Correcting campaigns, and leaving them out of all figures.
 */
#ifndef CAMPANE_OPS_EDIT_H
#define CAMPANE_OPS_EDIT_H

#include "store/correct.h"

/* What people ask for, as they wrote it. NULL: stays as it is; "": as imported again, or none. */
struct ops_edit {
    const char *name, *alias;
    const char *kind, *goal; /* words of campaign_kind_name, campaign_goal_name */
    const char *tags;        /* "vip,-spring": put on, take away */
    const char *group, *note;
    enum { OPS_EDIT_LEAVE, OPS_EDIT_ARCHIVE, OPS_EDIT_UNARCHIVE } archive;
    enum { OPS_EDIT_AS_IT_IS, OPS_EDIT_LEAVE_OUT, OPS_EDIT_COUNT_AGAIN } exclude;
    bool (*stands)(void *context, struct err *err); /* of struct correct_wish */
    void *context;
};

/* Correct campaigns by number, all or none of them (store_correct): one row of the ledger, which
 * undoes all of it. Names and notes are kept without
 * what steers a terminal, notes without phone numbers and addresses. ERR_USAGE: an unknown kind or
 * goal, or nothing is asked for; ERR_REFUSED: also (unattributed), which is no campaign. */
bool ops_edit(struct store *store, const struct ops_edit *wanted, const int64_t *campaigns,
              size_t count, struct edit_result *result, struct cancel *cancel, struct err *err);

/* Whether what is asked for can be done at all, before any store is looked at. ERR_USAGE. */
bool ops_edit_check(const struct ops_edit *wanted, struct err *err);

#endif
