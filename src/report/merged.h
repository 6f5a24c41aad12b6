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

/* Sentences on a merge, one a line, translated, in the arena; NULL: no memory. What was sent before
 * and is now, whether that is the plain sum, and where the parts differed in what stands once:
 * kind, goal, archive, currency. */
const char *merged_words(struct arena *arena, const struct merge_result *result);

#endif
