/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which campaigns are one, and what making them one did.
 */
#ifndef CAMPANE_REPORT_MERGED_H
#define CAMPANE_REPORT_MERGED_H

#include "report/table.h"
#include "store/merge.h"

/* A row for each campaign that is part of another one: what files call it, what it is part of,
 * since when, and the number in the ledger. */
bool merged_table(struct arena *arena, struct store *store, struct table **table, struct err *err);

/* A campaign that is to become one with others. */
struct merge_choice {
    int64_t number;
    const char *name; /* that lists have */
    int64_t sent;     /* -1: not known */
    int32_t start, end;
};
struct merge_choices {
    const struct merge_choice *rows; /* the most sent first, those not known last */
    size_t count;
};

/* By number; in the arena. ERR_NOT_FOUND; ERR_REFUSED: (unattributed), which is no campaign. */
bool merge_choices(struct arena *arena, struct store *store, const int64_t *campaigns, size_t count,
                   const struct merge_choices **choices, struct err *err);

/* Sentences on a merge, one a line, translated, in the arena; NULL: no memory. Of more than `most`
 * campaigns the rest is counted, SIZE_MAX: all are named. What was sent before
 * and is now, whether that is the plain sum, and where the parts differed in what stands once:
 * kind, goal, archive, currency. */
const char *merged_words(struct arena *arena, const struct merge_result *result, size_t most);

#endif
