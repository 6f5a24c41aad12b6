/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Correcting campaigns and leaving them out at once: one transaction and one row of the ledger,
 * which stands whole and is undone whole.
 */
#ifndef CAMPANE_STORE_CORRECT_H
#define CAMPANE_STORE_CORRECT_H

#include "store/edits.h"
#include "store/exclude.h"

struct correct_wish {
    const int64_t *campaigns; /* numbers, not 0 */
    size_t count;
    const struct edit_word *words;
    size_t word_count;
    enum { CORRECT_AS_IT_IS, CORRECT_LEAVE_OUT, CORRECT_COUNT_AGAIN } exclude;
    const char *shown; /* what the ledger says of it */
    /* Asked once nobody else can write and before anything is: false refuses, with its err. NULL:
     * nothing is asked. It may read the store. */
    bool (*stands)(void *context, struct err *err);
    void *context;
};

/* The row is an EDIT_FORMAT where words are put, else an EXCLUDE_FORMAT. Where somebody is left out
 * or counts again everything derived is made again; else only what the campaigns show. ERR_REFUSED:
 * a name for several campaigns, or one that another campaign has; (unattributed). */
bool store_correct(struct store *store, const struct correct_wish *wish, struct edit_result *result,
                   struct cancel *cancel, struct err *err);

#endif
