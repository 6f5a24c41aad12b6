/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Orders, clicks and feedback in the store: what each import said of them (touch_rows.c), which
 * message or campaign each belongs to (touch_match.c, touch_names.c), and on which days their
 * counters are known though nothing came (touch_cover.c).
 *
 * What they count hangs on dims of SOURCE_FACTS; a dim's rank tells three kinds apart.
 */
#ifndef CAMPANE_STORE_TOUCH_H
#define CAMPANE_STORE_TOUCH_H

#include "model/attribution.h"
#include "model/order.h"
#include "store/message_row.h"

enum touch_kind { TOUCH_KIND_ORDER = 1, TOUCH_KIND_CLICK, TOUCH_KIND_FEEDBACK, TOUCH_KIND_END };

/* dim.rank of SOURCE_FACTS: what was counted, known zeros, costs by rate card. */
enum touch_dim { TOUCH_DIM_COUNTS, TOUCH_DIM_ZEROS, TOUCH_DIM_COSTS };

/* The days of one counter that files speak of, in the store's zone. */
struct touch_days {
    enum counter counter;
    int32_t first, last;
};

/* What a change knows of them; made when there are any. */
struct touches {
    uint8_t *people;          /* Bloom filter of their recipients and of messages they name */
    struct arena *texts;      /* of the fact at hand */
    bool any[TOUCH_KIND_END]; /* the store or this import has facts of the kind */
    bool staged[TOUCH_KIND_END];
    bool names_messages; /* some name the message they belong to */
    int64_t altered;     /* what was joined before and counts something else now */
    bool ranges_changed; /* the days that files speak of */
    bool rates_changed;
    int64_t first, last; /* of the days that changed; TIME_NONE */
    int64_t seen_first[COUNTER_STORED], seen_last[COUNTER_STORED]; /* of this import */
    counter_mask seen;
};

/* --- touch_rows.c */

/* The change's struct touches, made with its temporary tables when it is not there. */
struct touches *touches_open(struct change *change, struct err *err);
bool touches_may_concern(const struct touches *touches, uint64_t hash);

/* All that is said of one fact (of clicks and feedback only the link); *there false: nothing. Texts
 * stand until the next call. */
bool touch_load(struct change *change, enum touch_kind kind, int64_t id, struct order *fact,
                bool *there, struct err *err);

/* Drop a table's indexes; `again` gets the statements that make them. No statement may be under
 * way.
 */
bool touch_drop_indexes(struct change *change, const char *table, struct strbuf *again,
                        struct err *err);

/* Run a statement with one or two integers bound. */
bool touch_run(struct change *change, const char *sql, int64_t a, int64_t b, struct err *err);

/* --- touch_names.c: which campaigns a name stands for */

struct touch_names;
struct touch_names *touch_names_new(struct change *change, struct err *err) CAMPANE_NODISCARD;
void touch_names_free(struct touch_names *names);
/* The best of what the fact's names stand for on a day; by TOUCH_NONE when there is none. */
bool touch_names_find(struct touch_names *names, const struct link *link, int32_t day,
                      struct named_campaign *named, struct err *err);
/* Put the facts on the list that belong, or could belong, to a touched campaign by name. */
bool touch_names_note(struct touch_names *names, struct err *err);

/* --- touch_match.c */

/* Find where everything belongs that may belong elsewhere now; counts go to the deltas. */
bool touch_match(struct change *change, struct err *err);

/* --- touch_cover.c */

/* Make the zeros of the touched campaigns again. */
bool touch_cover(struct change *change, struct err *err);

/* --- touch_costs.c */

/* Make the costs of the touched campaigns again that no bill tells. */
bool touch_costs(struct change *change, struct err *err);

#endif
