/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A look at the beginning of a file before it is taken in: which format it is read by, what its
 * first rows give. Bounded whatever the size of the file; nothing is written, and the key of the
 * store is not used.
 */
#ifndef CAMPANE_OPS_PEEK_H
#define CAMPANE_OPS_PEEK_H

#include "base/arena.h"
#include "import/import.h"

/* Bytes of text, after decompression, that are looked at. */
#define OPS_PEEK_SIZE (256u << 10)

struct ops_peek {
    bool unseen;               /* a pipe: what it holds cannot be known before it is read; nothing
                                  else is filled in */
    const char *file;          /* name without folder, sanitised; strings are the arena's */
    const char *title, *why;   /* translated: "Meta webhook log", what made it this format */
    const char *profile;       /* name of the profile used, NULL */
    bool needs_campaign;       /* its rows name none */
    bool packed;               /* gzip */
    uint64_t bytes;            /* of the file on disk */
    bool whole;                /* all of it was looked at */
    struct import_tally tally; /* of what was looked at */
    uint64_t about;            /* rows of the whole file, as far as its size tells; 0: not known */
    int32_t first, last;       /* days of `tally`, in the zone; DAY_NONE: nothing dated */
    const char *zone;          /* of times without one; NULL: there were none */
    const struct import_reject *rejects; /* the first ones */
    size_t reject_count;
    const char *const *notes; /* translated sentences of the format */
    size_t note_count;
};

/* Of the request path, as, profile, campaign, zone, now, country and the like count; hash, spool
 * and what bounds the reading are its own. False: as importer_open and importer_read (a file that
 * is of no known format, too), ERR_CANCELLED. */
bool ops_peek_file(const struct import_request *request, struct arena *arena, struct ops_peek *peek,
                   struct err *err);

#endif
