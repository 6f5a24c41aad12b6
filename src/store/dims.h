/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dims: the combinations of campaign and attributes that counts hang on, as rows of the store and
 * as numbers. Keeps what it has seen in memory while a file is taken in.
 */
#ifndef CAMPANE_STORE_DIMS_H
#define CAMPANE_STORE_DIMS_H

#include "model/attrs.h"
#include "store/db.h"

/* A dim with its texts replaced by numbers of labels (0: not known). Compared bytewise: always
 * start from a zeroed one. */
struct dim_row {
    int64_t campaign; /* whose figures it counts for; 0: unattributed */
    int64_t said;     /* whom files named: another one where that is merged (merge.h) */
    uint32_t label[ATTR_COUNT];
    counter_mask known;
    uint8_t source; /* enum source */
    uint8_t rank;   /* enum attr_rank */
    struct currency currency;
    uint8_t pad[6];
};

struct dims;

struct dims *dims_new(struct db *db, bool many, struct err *err) CAMPANE_NODISCARD;
void dims_free(struct dims *dims);

/* Read which campaigns are merged (again); forgets what is kept in memory. */
bool dims_load_merged(struct dims *dims, struct err *err);

bool dims_any_merged(const struct dims *dims);
/* Whether another one is merged into the campaign. */
bool dims_is_target(const struct dims *dims, int64_t campaign);
/* The campaign that one counts for: itself, or what it is merged into. */
int64_t dims_target(const struct dims *dims, int64_t campaign);

/* Let a row be of that campaign, whatever its files named. */
void dims_move(struct dim_row *row, int64_t campaign);

/* The dim on which what is said of a dim counts: that of the campaign which it is merged into.
 * 0: failed. */
uint32_t dims_counted(struct dims *dims, uint32_t id, struct err *err);

/* The row that attrs describe; makes labels and the campaign where they are new. For report
 * sources rank and known do not tell dims apart and are 0. False also when a cap is exceeded. */
bool dims_describe(struct dims *dims, const struct attrs *attrs, struct dim_row *row,
                   struct err *err);

/* The number of a campaign's name, made when new (NULL: 0), itself where it is merged. -1: failed.
 */
int64_t dims_campaign(struct dims *dims, const char *name, struct err *err);

/* The id of a row, made when new; 0: failed. */
uint32_t dims_id(struct dims *dims, const struct dim_row *row, struct err *err);

/* The row of an id; NULL: failed. Lent until the next call. */
const struct dim_row *dims_row(struct dims *dims, uint32_t id, struct err *err);

/* The row that says what several statements of one message say together: per field what the
 * highest rank knows, ties by the smaller text; what any of them can know; currency "". Of
 * campaigns as they are named, so that it does not matter what is merged when; the row is of that
 * name. */
bool dims_combine(struct dims *dims, const uint32_t *ids, size_t count, struct dim_row *row,
                  struct err *err);

/* The label of a text, made when new; 0: failed. */
uint32_t dims_text(struct dims *dims, const char *text, struct err *err);

/* The text of a label ("" for 0), lent until the next call; NULL: failed. */
const char *dims_label(struct dims *dims, uint32_t label, struct err *err);

int64_t dims_new_campaigns(const struct dims *dims);

/* Forget what is kept in memory (after rows were removed behind its back). */
void dims_forget(struct dims *dims);

#endif
