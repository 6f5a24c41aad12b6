/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A temporary folder for a store that nobody keeps: the demo's, and that of a dry run where there
 * is no store yet.
 */
#ifndef CAMPANE_OPS_SCRATCH_H
#define CAMPANE_OPS_SCRATCH_H

#include <limits.h>

#include "base/err.h"

struct scratch {
    char folder[PATH_MAX - 32]; /* "": there is none */
    char path[PATH_MAX];        /* of the store in it; the file is not made */
};

/* Make a folder of our own (0700) under $TMPDIR or /tmp. ERR_IO. The struct stays where it is until
 * scratch_remove. */
bool scratch_make(struct scratch *scratch, struct err *err);

/* Remove the store, what lies beside it, and the folder; a zeroed struct is fine. */
void scratch_remove(struct scratch *scratch);

/* Remove the files of all there are, for a signal handler after which the program dies. */
void scratch_sweep(void);

#endif
