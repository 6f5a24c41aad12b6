/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions. Results live in the caller's arena or are lent by a cursor; no callbacks. Every answer
 * is taken inside one short read transaction.
 */
#ifndef CAMPANE_STORE_QUERY_H
#define CAMPANE_STORE_QUERY_H

#include "model/attrs.h"
#include "model/campaign.h"
#include "model/ruling.h"
#include "model/total.h"
#include "store/slot_sums.h"
#include "store/store.h"

struct campaign_row {
    int64_t number;                 /* campaign_id_format gives the public id; 0: (unattributed) */
    const char *name;               /* CAMPAIGN_UNATTRIBUTED for 0 */
    const char *channel, *industry; /* NULL: unknown; channel "mixed" when there are several */
    enum campaign_kind kind;
    enum campaign_goal goal;       /* as stated; GOAL_UNKNOWN: nobody said */
    int32_t start, end, last_send; /* DAY_NONE */
    struct ruling ruling;
    struct total total;       /* of the asked period */
    const struct total *past; /* of the other period, what was chosen of it; lent. NULL: nobody
                                 asked, or there is nothing */
    bool excluded;            /* left out of everything (exclude.h) */
};

enum campaign_order {
    CAMPAIGN_ORDER_START,
    CAMPAIGN_ORDER_NAME,
    CAMPAIGN_ORDER_NONE,
    CAMPAIGN_BARE /* in no order; of everything neither names (NULL) nor rulings (empty) are read,
                     which is half the cost */
};

struct campaign_cursor;

/* Walk the campaigns that have anything in [from, to] (DAY_NONE, INT32_MAX: everything, which
 * reads only the stored totals). ORDER_START: latest start first, undated last, then by name.
 * (unattributed) comes last in an order, anywhere in none. NULL: failed. */
struct campaign_cursor *campaign_cursor_open(struct store *store, int32_t from, int32_t to,
                                             enum campaign_order order, struct cancel *cancel,
                                             struct err *err) CAMPANE_NODISCARD;
/* The same of the excluded campaigns (exclude.h), which the others leave out. */
struct campaign_cursor *campaign_cursor_excluded(struct store *store, int32_t from, int32_t to,
                                                 enum campaign_order order, struct cancel *cancel,
                                                 struct err *err) CAMPANE_NODISCARD;
/* Bare, those that began from `first` to `last`, with the totals of everything. They are found by
 * their start: what began at other times costs nothing. (unattributed) is not among them. */
struct campaign_cursor *campaign_cursor_started(struct store *store, int32_t first, int32_t last,
                                                struct cancel *cancel,
                                                struct err *err) CAMPANE_NODISCARD;
/* What two periods are compared by: in the row's total only the chosen slots and sends of [from,
 * to], as `past` those of [past_from, past_to]. Campaigns that have something in only one of them
 * are there, too: total.tallies is 0, or past NULL. With `whole` the row's total is whole. In no
 * order, both from one pass over the days of both. */
struct campaign_pair {
    int32_t from, to, past_from, past_to;
    struct slot_choice choice;
    bool whole;
};
struct campaign_cursor *campaign_cursor_pair(struct store *store, const struct campaign_pair *pair,
                                             struct cancel *cancel,
                                             struct err *err) CAMPANE_NODISCARD;
/* In no order, and beside every campaign its parts by each of these attributes (at most PARTED_MAX;
 * campaign_cursor_parts). */
#define PARTED_MAX 4
struct campaign_cursor *campaign_cursor_parted(struct store *store, int32_t from, int32_t to,
                                               const enum attr *attrs, size_t count,
                                               struct cancel *cancel,
                                               struct err *err) CAMPANE_NODISCARD;
/* The next campaign, lent until the next call; false at the end or on failure (err is set then). */
bool campaign_cursor_next(struct campaign_cursor *cursor, struct campaign_row *row,
                          struct err *err);
void campaign_cursor_close(struct campaign_cursor *cursor); /* NULL is fine */

/* A campaign's name, in the arena. ERR_NOT_FOUND. */
bool query_name(struct store *store, struct arena *arena, int64_t number, const char **name,
                struct err *err);

/* One campaign by number, an excluded one too; strings in the arena. ERR_NOT_FOUND. */
bool query_campaign(struct store *store, struct arena *arena, int64_t number, int32_t from,
                    int32_t to, struct campaign_row *row, struct err *err);

/* All campaigns' numbers and names, by name; (unattributed) is not among them, nor are excluded
 * ones. */
struct campaign_name {
    int64_t number;
    const char *name;
};
bool query_names(struct store *store, struct arena *arena, struct campaign_name **names,
                 size_t *count, struct err *err);

/* Those of the excluded campaigns. */
bool query_names_excluded(struct store *store, struct arena *arena, struct campaign_name **names,
                          size_t *count, struct err *err);

/* The values of an attribute that occur in the campaigns, ordered by campaign and text. */
struct campaign_label {
    int64_t number;
    const char *text;
};
bool query_labels(struct store *store, struct arena *arena, enum attr attr,
                  struct campaign_label **labels, size_t *count, struct err *err);

/* Which attributes are stated by any dim. One pass over the dims. */
bool query_stated(struct store *store, bool stated[ATTR_COUNT], struct err *err);

/* The figures of all campaigns day by day in [from, to], dated days in order, from the stored
 * pulse; *undated (may be NULL) gets what has no day (only when from is DAY_NONE). */
struct day_total {
    int32_t day;
    struct total total;
};
bool query_days(struct store *store, struct arena *arena, int32_t from, int32_t to,
                struct day_total **days, size_t *count, struct total *undated, struct err *err);

/* The last day of the store on which anything is known; DAY_NONE: nothing is dated. One seek. */
bool query_last_day(struct store *store, int32_t *day, struct err *err);

/* The sum of the same, without keeping the days. */
bool query_sum(struct store *store, int32_t from, int32_t to, struct total *total, struct err *err);

/* One campaign day by day under its ruling. */
bool query_campaign_days(struct store *store, struct arena *arena, int64_t number, int32_t from,
                         int32_t to, struct day_total **days, size_t *count, struct total *undated,
                         struct err *err);

/* One campaign by the weekday (civil_weekday) of its days, under its ruling; what has no day is
 * left out. One pass over its blocks. */
#define QUERY_WEEKDAYS 7
bool query_weekdays(struct store *store, struct arena *arena, int64_t number, int32_t from,
                    int32_t to, struct total totals[QUERY_WEEKDAYS], struct err *err);

/* Sends (or another counter) of one campaign on `count` days from `from`, under its ruling: NAN
 * where nothing is known. For sparklines; a few seeks per dim. */
bool query_campaign_spark(struct store *store, int64_t number, const struct ruling *ruling,
                          enum counter counter, int32_t from, uint16_t count, float *values,
                          struct err *err);

/* One campaign broken down by an attribute: per value a total over the dims that state one, each
 * with a ruling of its own; the largest by sends first. value NULL: dims that state none (only when
 * there are others). */
struct part_total {
    const char *value;
    bool
        adds_up; /* counted by the source that the parts of this campaign are drawn from, or by none
                    (facts): such parts speak of different messages and add up to the campaign */
    struct total total;
};
bool query_parts(struct store *store, struct arena *arena, int64_t number, enum attr attr,
                 int32_t from, int32_t to, struct part_total **parts, size_t *count,
                 struct err *err);

/* The same of the campaign that a campaign_cursor_parted has given last, on its days: mostly summed
 * in the same pass over them. Values are lent until the cursor is closed. */
bool campaign_cursor_parts(struct campaign_cursor *cursor, struct arena *arena, enum attr attr,
                           struct part_total **parts, size_t *count, struct err *err);

/* What every source says of one campaign, for naming those that differ from the ruling one and for
 * provenance. */
struct source_total {
    enum source source;
    counter_mask coverage;
    struct total total;
};
bool query_sources(struct store *store, struct arena *arena, int64_t number,
                   struct source_total **sources, size_t *count, struct err *err);

/* The standing imports that speak of a campaign, newest first. A pass over all messages: seconds
 * where there are many millions. */
struct campaign_import {
    int64_t id;
    const char *file, *format;
    int64_t updated_at;
};
bool query_campaign_imports(struct store *store, struct arena *arena, int64_t number,
                            struct campaign_import **imports, size_t *count, struct err *err);

/* Messages that failed and never arrived, by campaign, code and day of sending: what all imports
 * say of a message together, as the counter `failed` has it. number -1: of all campaigns. Messages
 * without any day count only when from is DAY_NONE. code 0: failed without a code. Needs message
 * rows: a pass over the table, seconds where there are many millions. In no order. */
struct failure_count {
    int64_t campaign;
    int32_t code;
    int32_t day; /* DAY_NONE: no time is known */
    int64_t messages;
};
bool query_failures(struct store *store, struct arena *arena, int64_t number, int32_t from,
                    int32_t to, struct failure_count **failures, size_t *count,
                    struct cancel *cancel, struct err *err);

/* Sends by campaign and day as message logs and lists have them, on days of which they tell with
 * which codes messages failed: what such failures are a share of. Reports that count failures
 * without codes are left out. number and undated messages as above. From the stored days, not from
 * message rows; several of a campaign and day may follow each other, in no order. */
struct coded_sends {
    int64_t campaign;
    int32_t day; /* DAY_NONE: no time is known */
    int64_t sent;
};
bool query_coded_sends(struct store *store, struct arena *arena, int64_t number, int32_t from,
                       int32_t to, struct coded_sends **sends, size_t *count, struct cancel *cancel,
                       struct err *err);

#endif
