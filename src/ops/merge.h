/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Making one campaign of several.
 */
#ifndef CAMPANE_OPS_MERGE_H
#define CAMPANE_OPS_MERGE_H

#include "store/merge.h"

/* Merge campaigns by number into `target`; -1: into a new one of that name (else it is not looked
 * at), which is kept as names of files are. Strings of the result in the arena. As store_merge;
 * ERR_USAGE: nothing is left of the name. */
bool ops_merge(struct store *store, struct arena *arena, const int64_t *campaigns, size_t count,
               int64_t target, const char *name, bool dry_run, struct merge_result *result,
               struct cancel *cancel, struct err *err);

#endif
