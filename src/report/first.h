/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first screen: there is no store yet, or nothing in it. Which store would be used, and what
 * the other places of the lookup order hold.
 */
#ifndef CAMPANE_REPORT_FIRST_H
#define CAMPANE_REPORT_FIRST_H

#include "base/cancel.h"
#include "config/paths.h"

struct first_store {
    const char *path;   /* "~" stands for the home folder */
    const char *origin; /* translated: "this machine's shared store" */
    bool exists, readable;
    int64_t campaigns, imports; /* 0 where it cannot be read */
    const char *words; /* translated: "28 campaigns, 12 imports, 2026-07-01–10-31", or why
                          it cannot be read and whom to ask */
};

struct first {
    struct first_store chosen;
    const struct first_store *others; /* those that exist, in the lookup order */
    size_t other_count;
};

/* Opens the stores that can be read, read-only and one after the other, to count; what goes wrong
 * with one is said in its words. The home folder is that of the environment. */
bool first_build(struct arena *arena, const struct store_candidate *candidates, size_t count,
                 struct cancel *cancel, const struct first **first, struct err *err);

#endif
