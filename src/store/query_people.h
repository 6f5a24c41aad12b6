/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Messages one by one, each as all imports that speak of it say together: for questions about hours
 * and about people, which no daily counter can answer.
 */
#ifndef CAMPANE_STORE_QUERY_PEOPLE_H
#define CAMPANE_STORE_QUERY_PEOPLE_H

#include "model/attrs.h"
#include "model/tally.h"
#include "store/store.h"

struct people_message {
    uint64_t recipient; /* keyed hash; 0: nobody said to whom it went */
    int64_t campaign;   /* rules for messages without one applied; 0: (unattributed) */
    int64_t template;   /* label (people_label); 0: none */
    enum source source;
    int64_t moment;     /* of sending, seconds; TIME_SOME: no time is known */
    int32_t day;        /* in the store's zone; DAY_NONE */
    struct tally tally; /* what it counts, as in the figures of its campaign, without money; clicks
                           and orders that were joined to it are counted in */
    bool has_reading;
    int64_t reading; /* seconds from delivery to reading, where both times are known */
};

enum people_order {
    PEOPLE_ANY,          /* as they lie in the store */
    PEOPLE_BY_RECIPIENT, /* all messages to one person together; first what names nobody */
    PEOPLE_BY_READING    /* only those with a reading, the shortest first */
};

struct people_cursor;

/* Whether there is any message row at all. One seek. */
bool people_any(struct store *store, bool *any, struct err *err);

/* Walk them all (of a campaign whose messages two sources list, those of the one that counts most
 * sends) inside one read transaction. A pass over the table (seconds where there are many
 * millions); an order is made by the database, which keeps what does not fit in its cache in a
 * temporary file, so that memory stays bounded. NULL: failed. */
struct people_cursor *people_open(struct store *store, enum people_order order,
                                  struct cancel *cancel, struct err *err) CAMPANE_NODISCARD;
/* The next one; false at the end or on failure (err is set then; pass one that is clear).
 * ERR_CANCELLED. */
bool people_next(struct people_cursor *cursor, struct people_message *message, struct err *err);
void people_close(struct people_cursor *cursor); /* NULL is fine */

/* The orders of people, one by one: those that count (order_tally) of whom the buyer is known, by
 * the order itself or by the message it belongs to; all of one buyer together, and of those all of
 * one campaign together. */
struct people_order_row {
    uint64_t recipient;
    int64_t campaign; /* 0: it belongs to none */
    int32_t day;      /* on which it counts: of the message or campaign it belongs to, else, also
                         where no day of that is known, its own; DAY_NONE */
};
struct people_orders;
struct people_orders *people_orders_open(struct store *store, struct cancel *cancel,
                                         struct err *err) CAMPANE_NODISCARD;
bool people_orders_next(struct people_orders *orders, struct people_order_row *row,
                        struct err *err);
void people_orders_close(struct people_orders *orders); /* NULL is fine */

/* The text of a template's label, in the arena; NULL for 0. */
bool people_label(struct store *store, struct arena *arena, int64_t label, const char **text,
                  struct err *err);

#endif
