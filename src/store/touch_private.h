/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files share that find where orders, clicks and feedback belong: touch_match.c chooses
 * among the candidates of touch_candidates.c, touch_book.c counts what was chosen.
 */
#ifndef CAMPANE_STORE_TOUCH_PRIVATE_H
#define CAMPANE_STORE_TOUCH_PRIVATE_H

#include "base/vec.h"
#include "store/touch.h"

/* A message that a fact may belong to, and where it counts. */
struct candidate {
    uint32_t dim;
    int32_t day;
};

struct matching {
    struct change *change;
    struct touch_names *names;
    struct message_rows rows;
    struct vec messages; /* struct touched_message: candidates of the fact at hand */
    struct vec places;   /* struct candidate, of the same */
    int64_t first, last; /* moments that messages can be candidates with */
    bool any_whole;
};

/* A message with all that is said of it; *there false: there is none. */
bool touch_message(struct matching *matching, uint64_t key, struct touched_message *message,
                   uint64_t *recipient, struct candidate *place, bool *there, struct err *err);

/* Add one to the candidates of the fact at hand. */
bool touch_add_candidate(struct matching *matching, const struct touched_message *message,
                         const struct candidate *place, struct err *err);

/* From the messages that changed: put the facts that may belong elsewhere on the list, and the
 * messages among the candidates. */
bool touch_probes(struct matching *matching, struct err *err);

/* One pass over all messages: candidates for the persons in touch_whole. */
bool touch_pass(struct matching *matching, struct err *err);

/* The candidates of a person become those of the fact at hand. */
bool touch_load_candidates(struct matching *matching, uint64_t recipient, struct err *err);

/* Replace the rows of touch_match for what is on the list by the chosen ones, and what they count.
 */
bool touch_book(struct change *change, struct err *err);

#endif
