/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What customers say: satisfaction, net promoter score and share of complaints with their
 * intervals and where they go week by week, and the comments themselves, newest first.
 *
 * Scores are of all feedback that belongs to the campaigns of a scope; rating, kind and search
 * choose only what is listed. Feedback counts on the day of the message it belongs to, as
 * everything does.
 */
#ifndef CAMPANE_REPORT_FEEDBACK_H
#define CAMPANE_REPORT_FEEDBACK_H

#include "report/scope.h"
#include "report/table.h"
#include "report/weekly.h"

#define FEEDBACK_ALL (-1) /* of all campaigns that pass the filter */

/* What is listed. Zeroed, with campaign FEEDBACK_ALL, it is everything. */
struct feedback_choice {
    int64_t campaign;
    enum feedback_level level; /* FEEDBACK_UNRATED with !by_level: any */
    bool by_level;
    bool by_rating; /* ratings from low to high, of whatever scale */
    double low, high;
    const char *kind;   /* whatever case and accents; "": those of no kind; NULL: any */
    const char *search; /* in comments, whatever case and accents; NULL or "": any */
    size_t limit;       /* 0: all */
    bool bare;          /* texts are not read: feedback_texts does that row by row */
};

/* "low", "middle", "high", "none", "4", "1..2" into a choice. ERR_USAGE says what is understood. */
bool feedback_choose_rating(const char *words, struct feedback_choice *choice, struct err *err);

/* "low", "middle" …; never translated. NULL for FEEDBACK_UNPLACED. */
const char *feedback_level_name(enum feedback_level level);

struct feedback_week {
    int32_t monday;
    struct feedback_counts counts;
};

struct feedback_score {
    enum kpi kpi; /* CSAT, NPS, COMPLAINT_SHARE */
    struct kpi_value value;
    enum stats_trend_state state;
    double slope;      /* a week, in the KPI's unit; 0 when too few */
    size_t weeks;      /* that were looked at */
    int verdict;       /* 1: it gets better, -1: worse, 0 */
    const char *text;  /* translated: "rising by 1.2 pt a week: gets better" */
    const char *among; /* "40 ratings of 1 to 5" */
};
#define FEEDBACK_SCORES 3

struct feedback_kind {
    const char *kind; /* as files say it; "": those of none, last */
    int64_t count;
};

struct feedback_entry {
    int64_t id;
    int64_t campaign;
    char campaign_id[9]; /* as campaign_id_format */
    const char *name;    /* of the campaign */
    int32_t day;         /* it counts on; DAY_NONE */
    int32_t given;       /* the day it was given on, in the store's zone; DAY_NONE */
    int64_t at;          /* TIME_NONE */
    double rating;       /* NAN */
    int64_t scale;       /* 0 */
    enum feedback_level level;
    const char *kind, *text; /* NULL: none; text is NULL also where bare */
};

struct feedback {
    struct feedback_choice choice;
    struct feedback_counts counts; /* of the scope and the chosen campaign */
    struct feedback_score scores[FEEDBACK_SCORES];
    const struct feedback_week *weeks; /* that have any, in order */
    size_t week_count;
    const struct feedback_kind *kinds; /* the most frequent first */
    size_t kind_count;
    int64_t matching;                     /* that the choice lists, beyond its limit, too */
    const struct feedback_entry *entries; /* newest first, undated last */
    size_t entry_count;
    int64_t strays;             /* feedback of the store that belongs to no campaign */
    const char *head;           /* "CSAT 66.7 % (95 %: 20.8 to 93.9 %) of 3 ratings …"; NULL */
    struct table *scores_table; /* score, value, from, to, of, direction */
    struct table *table;        /* given, rating, scale, kind, campaign, comment */
};

/* Columns of `table`. */
enum feedback_column {
    FEEDBACK_GIVEN,
    FEEDBACK_RATING,
    FEEDBACK_SCALE,
    FEEDBACK_KIND,
    FEEDBACK_CAMPAIGN,
    FEEDBACK_COMMENT,
    FEEDBACK_COLUMNS
};

/* A pass over all feedback of the period; 10 000 comments take about 50 ms. Strings of the choice
 * are kept. */
bool feedback_build(struct arena *arena, struct store *store, const struct scope *scope,
                    const struct feedback_choice *choice, struct cancel *cancel,
                    struct feedback **feedback, struct err *err);

/* The texts of some of its entries, by id: count of them, NULL where there is none. A seek each. */
bool feedback_texts(struct arena *arena, struct store *store, const int64_t *ids, size_t count,
                    const char *const **texts, struct err *err);

#endif
