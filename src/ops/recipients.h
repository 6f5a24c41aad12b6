/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists of people, one a line, as the keyed hashes that the store knows them by.
 */
#ifndef CAMPANE_OPS_RECIPIENTS_H
#define CAMPANE_OPS_RECIPIENTS_H

#include <stdio.h>

#include "base/vec.h"
#include "store/store.h"

struct recipients_source {
    FILE *in;
    const char *name;    /* of the file, for errors; NULL: standard input */
    const char *country; /* of numbers without a country code; NULL */
    const char *todo;    /* what an error about a line says beside it */
};

/* Add a uint64_t a line to `recipients`: phone numbers, e-mail addresses or user ids as imports
 * take them; blank lines are passed over. The store has its key. ERR_REFUSED names the first line
 * that is none of these (its number, not its words), ERR_IO. What was read is overwritten. */
bool recipients_read(struct store *store, const struct recipients_source *source,
                     struct vec *recipients, struct err *err);

#endif
