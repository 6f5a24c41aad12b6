/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads the batches of a file on a thread of its own while the caller puts earlier ones into the
 * store: the two halves of an import cost about the same. What waits in between is bounded.
 *
 * The thread touches the importer alone, never the store. Until read_ahead_free the importer is
 * the thread's: what it knows of a batch comes with that batch.
 */
#ifndef CAMPANE_OPS_READ_AHEAD_H
#define CAMPANE_OPS_READ_AHEAD_H

#include "import/import.h"

struct read_ahead;

/* Begin to read behind what was read so far. cancel may be NULL. NULL: no thread or no memory for
 * it: the caller then reads by himself, which gives the same. */
struct read_ahead *read_ahead_start(struct importer *importer,
                                    struct cancel *cancel) CAMPANE_NODISCARD;

/* The next batch, lent until the next call, and how far the file was read with it. As
 * importer_read; after IMPORT_END or IMPORT_FAILED it is not called again. */
enum import_step read_ahead_next(struct read_ahead *ahead, const struct batch **batch,
                                 struct import_tally *tally, struct err *err);

/* Stop reading after the batch that is being read, wait for that, and free; NULL is fine. */
void read_ahead_free(struct read_ahead *ahead);

#endif
