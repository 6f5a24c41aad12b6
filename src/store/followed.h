/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a followed file was left. It is written by ingest_finish in the transaction that takes the
 * bytes in, so that a restart neither loses nor repeats any. One row a path: the file that stands
 * there now.
 */
#ifndef CAMPANE_STORE_FOLLOWED_H
#define CAMPANE_STORE_FOLLOWED_H

#include "store/store.h"

struct followed {
    int64_t import;         /* in the ledger; 0: nothing was taken in yet */
    const char *path;       /* absolute */
    uint64_t device, inode; /* of the file */
    int64_t modified;       /* its time of last change when it was looked at, seconds */
    uint64_t size;          /* bytes taken in */
    uint64_t feeds;         /* line feeds among them */
    unsigned char tail[32]; /* digest of the last FOLLOWED_TAIL of them */
    struct digest digest;   /* of all of them, to go on with */
};

#define FOLLOWED_TAIL 4096

/* The place of a path whose import stands; *found false: there is none, or it cannot be gone on
 * from (made by another version of a library). The path in `followed` is the caller's. */
bool followed_find(struct store *store, const char *path, struct followed *followed, bool *found,
                   struct err *err);

#endif
