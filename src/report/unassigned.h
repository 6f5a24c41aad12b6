/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the messages that name no campaign can be told apart by: their templates and the numbers
 * they were sent from, each with how many there are, and the days they were sent on.
 */
#ifndef CAMPANE_REPORT_UNASSIGNED_H
#define CAMPANE_REPORT_UNASSIGNED_H

#include "store/query.h"

enum unassigned_by { UNASSIGNED_TEMPLATE, UNASSIGNED_NUMBER };

struct unassigned_choice {
    enum unassigned_by by;
    const char *value; /* as the store knows it */
    int64_t messages;
};

struct unassigned {
    int64_t messages;                        /* 0: all of them have a campaign */
    int32_t first, last;                     /* days on which they were sent; DAY_NONE */
    const struct unassigned_choice *choices; /* templates, then numbers, the most messages first */
    size_t choice_count;
};

/* Of all days. */
bool unassigned_build(struct arena *arena, struct store *store,
                      const struct unassigned **unassigned, struct err *err);

#endif
