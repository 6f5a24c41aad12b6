/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people said of a campaign, counted: satisfaction (ratings of 1 to 5), how many would
 * recommend (ratings of 0 to 10), complaints. Pure.
 */
#ifndef CAMPANE_MODEL_FEEDBACK_H
#define CAMPANE_MODEL_FEEDBACK_H

#include "base/base.h"

/* Kinds that mean something here; files may have others. */
#define FEEDBACK_COMPLAINT "complaint"
#define FEEDBACK_CSAT      "csat"
#define FEEDBACK_NPS       "nps"

struct feedback_counts {
    int64_t campaign; /* number; of a sum: -1 */
    int64_t all;      /* ratings and comments */
    int64_t of_kind;  /* those that say what kind they are */
    int64_t complaints;
    int64_t rated, satisfied;             /* of 1 to 5: all, and 4 and 5 */
    int64_t asked, promoters, detractors; /* of 0 to 10: all, 9 and 10, 0 to 6 */
    int64_t unplaced; /* ratings in no score: of another scale, outside of it, or of none */
};

/* Count one. rating NAN: none; scale 0: nobody said; kind NULL: nobody said. A rating without a
 * scale counts by its kind; without either nobody knows what it is of, and it is only counted as
 * feedback. */
void feedback_count(struct feedback_counts *counts, double rating, int64_t scale, const char *kind);

/* Where a rating stands on its scale: of 1 to 5 the first two are low, the last two high; of 0 to
 * 10 those of detractors and promoters are. */
enum feedback_level {
    FEEDBACK_UNRATED,
    FEEDBACK_UNPLACED, /* a rating that is in no score: of another scale, or outside of it */
    FEEDBACK_LOW,
    FEEDBACK_MIDDLE,
    FEEDBACK_HIGH
};
enum feedback_level feedback_level(double rating, int64_t scale, const char *kind);

/* Add b to a; the campaign of a stays. */
void feedback_add(struct feedback_counts *a, const struct feedback_counts *b);

#endif
