/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Following a file that is being written: what is new in it is taken in every second, whole lines
 * only, each time in one transaction that also keeps the place (store/followed.h). So a kill at any
 * instant neither loses nor repeats anything, and a restart goes on where it was left, without
 * reading again what lies before.
 *
 * All batches of a file are one import of the ledger; undoing it takes the file's whole effect away
 * (and ends the following). A rotated file (renamed, or copied and emptied) is read to its end, and
 * the new one is an import of its own. What was rotated away while nobody followed is found beside
 * the file by its name ("log.1", "log-20261031", "log.2.gz") and time, and taken in first.
 */
#ifndef CAMPANE_OPS_FOLLOW_H
#define CAMPANE_OPS_FOLLOW_H

#include "ops/import_file.h"

enum follow_event {
    FOLLOW_WAITS_FOR_FILE, /* there is none yet */
    FOLLOW_WAITS_FOR_MORE, /* too little stands in it to know what it is; words: why */
    FOLLOW_GOES_ON,        /* where an earlier run left it */
    FOLLOW_ROTATED,        /* another file stands there now */
    FOLLOW_EMPTIED,        /* it became shorter, or other text stands in it */
    FOLLOW_FOUND_ROTATED,  /* words: name of a file that was rotated away meanwhile */
    FOLLOW_SKIPPED         /* such a file cannot be read; words: which and why */
};

struct ops_follow {
    struct ops_import import; /* file.path is the file; dry_run is not for this */
    int interval;             /* milliseconds between two looks */
    /* A batch was taken in, or a rotated file. */
    void (*took)(void *context, const struct ops_imported *batch);
    /* Something to tell; may be NULL. */
    void (*tell)(void *context, enum follow_event event, const char *words);
    void *context;
};

/* Follow until import.cancel is set: true then. False: the first thing that time does not mend (the
 * file is of no known format or packed, its import was undone, the disk is full); nothing is lost
 * by it, and a later call goes on. A store that somebody else writes to is waited for. */
bool ops_follow(struct store *store, const struct ops_follow *request, struct err *err);

#endif
