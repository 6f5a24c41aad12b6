/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reports whose counters are groups apart: delivered but not read, read. The program's counters are
 * cumulative (delivered includes read), so such a file is turned into them. Which of the two a file
 * is shows only when all its rows are looked at together (formats.md, section 2).
 */
#ifndef CAMPANE_IMPORT_BUCKETS_H
#define CAMPANE_IMPORT_BUCKETS_H

#include "model/tally.h"

/* What the rows show. Zeroed at first. */
struct buckets {
    uint64_t rows;     /* with delivered and read, not both 0 */
    uint64_t inverted; /* of these: read over delivered */
    uint64_t summed;   /* with submitted and all four */
    uint64_t summing;  /* of these: sent + delivered + read + failed = submitted */
    bool sent_short;   /* some row has fewer sent than delivered and read together */
};

/* Take note of a row; submitted < 0: unknown. */
void buckets_look(struct buckets *buckets, const struct tally *tally, int64_t submitted);

/* Whether the file's counters are groups apart: every row sums up to submitted, or most have more
 * read than delivered. */
bool buckets_exclusive(const struct buckets *buckets);

/* Whether sent is a group of its own too (sent and not delivered). */
bool buckets_sent_apart(const struct buckets *buckets);

/* Make a row of groups cumulative. */
void buckets_join(const struct buckets *buckets, struct tally *tally);

#endif
