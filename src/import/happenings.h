/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a row says of its message: a status column that holds the latest state, a column per state,
 * flags, counts of clicks and replies, failures. Both layouts apply together.
 */
#ifndef CAMPANE_IMPORT_HAPPENINGS_H
#define CAMPANE_IMPORT_HAPPENINGS_H

#include "import/row.h"
#include "model/message.h"

/* How a file is to be understood. */
struct happenings {
    bool list;          /* every row was sent: it is a sent list */
    bool tells;         /* a column tells whether a row was sent */
    bool failure_words; /* words of a failure are one: no status or time tells of it */
    int64_t sent_at;    /* of what was sent without a time of its own; TIME_NONE */
};

/* Takes a constant sent_at out of the row: it dates what was sent, it is no proof of it. */
void happenings_init(struct happenings *happenings, struct row *row);

/* The earliest time per status, and the code of the failure. False: nothing happened (yet). */
bool happenings_read(const struct happenings *happenings, const struct row *row,
                     int64_t at[MESSAGE_STATUS_COUNT], int32_t *code);

/* The counters that a file of these columns can know. Words of failures that begin with codes are
 * not looked at. */
counter_mask happenings_known(const struct mapping *mapping);

/* `known` with interactors where clickers and repliers are. */
counter_mask happenings_joined(counter_mask known);

/* Whether any column says what became of a message. */
bool happenings_any(const struct mapping *mapping);

#endif
