/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a row's counts hang on: campaign and attributes from its cells. Rows of a file say the same
 * few combinations over and over; each is sanitised once and remembered by the bytes it was made
 * of, so that a row costs one look-up.
 */
#ifndef CAMPANE_IMPORT_LABELS_H
#define CAMPANE_IMPORT_LABELS_H

#include "import/format.h"
#include "import/row.h"

struct labels;

struct labels *labels_new(const struct import_context *context, const struct mapping *mapping,
                          enum source source, enum attr_rank rank, counter_mask known,
                          struct err *err) CAMPANE_NODISCARD;
void labels_free(struct labels *labels);

/* The counters that the source can know, when that was found out after labels_new. */
void labels_set_known(struct labels *labels, counter_mask known);

/* A new batch begins: places in the old one are forgotten. */
void labels_next_batch(struct labels *labels);

/* The combination of a row. `country` is that of the phone number (NULL), which counts when no
 * column names one. Lent until the next call; NULL: out of memory. */
const struct attrs *labels_attrs(struct labels *labels, const struct row *row, const char *country,
                                 struct currency currency);

/* Its place in the batch; UINT32_MAX: out of memory. For the attrs given out last. */
uint32_t labels_place(struct labels *labels, struct batch *batch);

/* Text of a cell as it is stored: sanitised, cut; a copy in the arena, NULL when nothing is left
 * or (*failed true) out of memory. */
char *labels_text(struct arena *arena, const struct cell *cell, bool *failed);

#endif
