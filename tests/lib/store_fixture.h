/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small stores for tests: made in a temporary folder, with a pinned clock, filled from batches that
 * a test writes by hand.
 */
#ifndef CAMPANE_TESTS_LIB_STORE_FIXTURE_H
#define CAMPANE_TESTS_LIB_STORE_FIXTURE_H

#include "lib/check.h"
#include "store/ingest.h"
#include "store/ledger.h"
#include "store/maintain.h"
#include "store/query.h"
#include "store/store.h"

#define FIXTURE_NOW 1790000000 /* 2026-09-21T14:13:20Z */

struct fixture {
    struct store *store;
    struct clock clock;
    char path[512];
};

/* A new empty store in zone (NULL: UTC). Fails the test when it cannot be made. */
void fixture_open(struct fixture *fixture, const char *zone);
void fixture_close(struct fixture *fixture);
/* Close and open again. */
void fixture_reopen(struct fixture *fixture);

/* Attributes with everything unknown but the campaign. known: counters its messages can know. */
struct attrs fixture_attrs(const char *campaign, enum source source, counter_mask known);

#define FIXTURE_WEBHOOK                                                                            \
    (COUNTER_BIT(COUNTER_SENT) | COUNTER_BIT(COUNTER_FAILED) | COUNTER_BIT(COUNTER_FAILED_CAP) |   \
     COUNTER_BIT(COUNTER_FAILED_UNREACHABLE) | COUNTER_BIT(COUNTER_DELIVERED) |                    \
     COUNTER_BIT(COUNTER_READ) | COUNTER_BIT(COUNTER_REPLIERS) | COUNTER_BIT(COUNTER_OPTOUTS))

/* Import a batch as a file of its own; as_of TIME_NONE: now. Returns the import's id. */
int64_t fixture_import(struct fixture *fixture, const char *file, const struct batch *batch,
                       int64_t as_of);

/* The digest of the store; every call also checks that a rebuild would not change it. */
void fixture_digest(struct fixture *fixture, char text[33]);

/* A counter of a campaign over all time; -1 when unknown, -2 when there is no such campaign. */
int64_t fixture_counter(struct fixture *fixture, const char *campaign, enum counter counter);

/* Rows of the ledger. */
size_t fixture_runs(struct fixture *fixture);

#endif
