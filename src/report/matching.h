/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The campaigns that pass a filter, where names alone can tell and they are few: asking for each of
 * them is then quicker than a pass over all days of the store.
 */
#ifndef CAMPANE_REPORT_MATCHING_H
#define CAMPANE_REPORT_MATCHING_H

#include "report/scope.h"

#define MATCHING_FEW 200

struct matching {
    bool few; /* otherwise nothing is known of the others here */
    const int64_t *numbers;
    size_t count;
};

/* Reads all names. few is false where there is no filter. */
bool matching_find(struct arena *arena, struct store *store, const struct scope *scope,
                   struct matching *matching, struct err *err);

#endif
