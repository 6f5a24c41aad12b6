/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that were rotated from a log, as logrotate and others name them: its name with ".1",
 * "-20261031", ".2.gz", ".old" behind it, or with the like in front of its ending
 * ("log-20261031.ndjson").
 */
#ifndef CAMPANE_OPS_ROTATED_H
#define CAMPANE_OPS_ROTATED_H

#include "base/arena.h"
#include "base/err.h"

struct rotated {
    const char *path, *name;
    int64_t modified, nanoseconds;
    uint64_t device, inode;
};

/* Those in the folder of `path` (absolute) that were written to at `since` (seconds) or later, the
 * oldest first; strings in the arena. */
bool rotated_find(struct arena *arena, const char *path, int64_t since,
                  const struct rotated **files, size_t *count, struct err *err);

/* Whether a file of this name may have been rotated from one that is called `base`. */
bool rotated_is(const char *name, const char *base);

#endif
