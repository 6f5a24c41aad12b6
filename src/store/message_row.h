/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of `message` and `message_more`, and what all rows of one message count together.
 */
#ifndef CAMPANE_STORE_MESSAGE_ROW_H
#define CAMPANE_STORE_MESSAGE_ROW_H

#include "base/vec.h"
#include "store/store_private.h"

#define MESSAGE_HAS_MORE   1 /* message_more has rows of it */
#define MESSAGE_HAS_PERSON 2 /* person_event names it */

/* What one import said. message.dim is a dim of the store. */
struct stated {
    int64_t import;
    struct message message;
};

/* All that is known of one message. */
struct message_rows {
    uint64_t key;
    int flags;
    bool exists;
    struct stated first;            /* the row in `message` */
    struct vec more;                /* struct stated, by import */
    int64_t acts[PERSON_REPLY + 1]; /* earliest act of a person that names it; TIME_NONE */
};

void message_rows_init(struct message_rows *rows);
void message_rows_free(struct message_rows *rows);

/* Read all rows of a key; exists says whether there are any. */
bool message_rows_load(struct change *change, uint64_t key, struct message_rows *rows,
                       struct err *err);

/* Write one row. */
bool message_row_insert(struct change *change, const struct stated *row, int flags,
                        struct err *err);
/* Write the row unless there is one of its key; when it was written, it is all the rows. */
bool message_row_insert_new(struct change *change, struct message_rows *rows,
                            const struct stated *row, bool *inserted, struct err *err);
bool message_row_update(struct change *change, const struct stated *row, int flags,
                        struct err *err);
bool message_row_flags(struct change *change, uint64_t key, int flags, struct err *err);
bool message_more_put(struct change *change, const struct stated *row, struct err *err);
bool message_more_drop(struct change *change, uint64_t key, int64_t import, struct err *err);

/* Columns of a row, beginning at `column`: dim, recipient, the times, code, cost, revenue. */
#define MESSAGE_COLUMNS                                                                            \
    "dim, recipient, sent, delivered, read, clicked, replied, opted_out, failed, converted,"       \
    " code, cost, revenue, cost_currency"
void message_row_read(sqlite3_stmt *statement, int column, struct message *message);

/* The amounts of a statement (or of several) with their currencies. */
struct amount {
    int64_t micros; /* MESSAGE_MONEY_NONE */
    struct currency currency;
};
struct money {
    struct amount cost, revenue;
    struct currency stated; /* by the dim; the alphabetically first of several */
};

/* The money of one statement; looks its dim up. */
bool message_money(struct change *change, const struct message *message, struct money *money,
                   struct err *err);
/* Take in what b states: per amount the higher, of equal ones the alphabetically first currency. */
void money_merge(struct money *a, const struct money *b);
/* The currency of the dim that such money counts on: the revenue's, else the cost's, else stated.
 */
struct currency money_currency(const struct money *money);
/* Put the amounts into a message whose dim has that currency. */
void money_apply(const struct money *money, struct message *message);

/* What a message counts: on which day of which dim. Money in a second currency counts on a dim of
 * its own. */
struct effect {
    uint32_t dim;
    int32_t day;
    struct tally tally;
};
struct effects {
    struct effect item[2];
    size_t count;
    uint64_t recipient;
    int64_t moment;     /* see message_moment */
    counter_mask known; /* what its sources can know */
};

/* What the rows count together; nothing when they do not exist. */
bool message_effects(struct change *change, const struct message_rows *rows,
                     struct effects *effects, struct err *err);

/* Replace what was counted by what counts now; changed says whether they differ. */
bool effects_apply(struct change *change, const struct effects *before, const struct effects *after,
                   bool *changed, struct err *err);

#endif
