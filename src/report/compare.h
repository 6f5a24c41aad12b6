/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which template wins, said so that nobody is fooled: the arms of a campaign, or whole campaigns,
 * side by side, with one verdict on one metric (the goal).
 *
 * The verdict depends on the data and not on who looked when: each complete day, old enough that
 * what people do has arrived, is a look; the first that crosses is the call and stands (replay.h).
 * Refusals come first: wrong counts, no test, a broken split. Everything beside the goal is shown
 * with its interval and without a verdict, except that guardrails (opt-outs, blocks) can hold a
 * winner back.
 */
#ifndef CAMPANE_REPORT_COMPARE_H
#define CAMPANE_REPORT_COMPARE_H

#include "report/item.h"
#include "report/planned.h"
#include "stats/replay.h"

#define COMPARE_ARMS_MAX  10
#define COMPARE_KPIS_MAX  16
#define COMPARE_NOTES_MAX 8
#define COMPARE_NEXT_MAX  3
#define COMPARE_STEPS_MAX 60

#define COMPARE_ALPHA 0.05
#define COMPARE_POWER 0.8

/* What is said of a test; the names are JSON's. */
#define COMPARE_STATE_LIST(X)                                                                      \
    X(WINNER, "winner")                                                                            \
    X(LOSER, "loser") /* of two: the second is worse */                                            \
    X(EQUAL, "equal")                                                                              \
    X(TOO_EARLY, "too_early")                                                                      \
    X(NO_DIFFERENCE, "no_difference")                                                              \
    X(TOO_FEW, "too_few")                                                                          \
    X(NO_DATA, "no_data") /* nothing sent, nothing known, or nothing to compare with */            \
    X(DATA_ERROR, "data_error")                                                                    \
    X(BROKEN_SPLIT, "broken_split")                                                                \
    X(NOT_A_TEST, "not_a_test")

enum compare_state {
#define COMPARE_STATE_ENUM(id, name) COMPARE_##id,
    COMPARE_STATE_LIST(COMPARE_STATE_ENUM)
#undef COMPARE_STATE_ENUM
        COMPARE_STATE_COUNT,
    COMPARE_NONE = -1 /* of what gets no verdict */
};

enum compare_mode {
    COMPARE_PLANNED,
    COMPARE_OPEN,
    COMPARE_ONE_LOOK,
    COMPARE_NOT_TESTED /* "not_a_test" */
};

enum compare_role { COMPARE_GOAL, COMPARE_GUARDRAIL, COMPARE_OTHER };

const char *compare_state_name(enum compare_state state); /* NULL for NONE */
const char *compare_mode_name(enum compare_mode mode);
const char *compare_role_name(enum compare_role role);

enum compare_randomized { COMPARE_UNSAID, COMPARE_RANDOM, COMPARE_NOT_RANDOM };

/* What was declared of the test. */
struct compare_plan {
    enum compare_randomized randomized;
    double recipients;     /* of all arms at the end; 0: no size was planned */
    bool has_until;        /* the end is a date */
    int32_t until;         /* the last day of sends then */
    const double *weights; /* one an arm, in the request's order of arms; NULL: equal */
    bool weighted;         /* somebody gave the weights of a stored plan */
    double same_within;    /* points below which arms count as the same; 0: not said */
    struct plan_guardrail margins[PLAN_GUARDRAILS_MAX]; /* that were stated */
    size_t margin_count;
};

struct compare_request {
    const int64_t *campaigns; /* one, or up to COMPARE_ARMS_MAX against each other */
    size_t campaign_count;
    enum attr by;  /* of one campaign; ATTR_NONE: the first of variant, template, segment with two
                      values or more */
    enum kpi goal; /* a proportion; KPI_NONE: CTR where it is known, else replies, else opens */
    const char *const *arms; /* values of the attribute, the control first; NULL: all, up to the
                                largest COMPARE_ARMS_MAX */
    size_t arm_count;
    bool ascii;  /* what is said will be shown as ASCII (text/ascii.h) */
    bool masked; /* what is said goes to others: phone numbers and addresses in names of arms are
                    masked (text/personal.h) */
    bool course; /* how it came about day by day is wanted, too (struct compare_course) */
    const struct compare_plan *plan; /* NULL: the one that the store has, if any */
};

struct compare_arm {
    const char *name;
    const char *shown; /* for people: masked where that was asked; "A ???" where that, or ASCII,
                          leaves too little of the name to tell it */
    const struct total *total; /* of the period */
    bool has_sent, has_delivered;
    int64_t sent, delivered;
    double weight; /* of the intended split, 0..1 */
};

/* A KPI of one arm, over the days that are old enough. */
struct compare_rate {
    bool known;
    struct stats_count count; /* people; of money only n, where it is known */
    bool has_value;
    double value; /* a fraction; of money millionths */
    bool has_interval;
    double low, high;         /* Wilson 95 % */
    struct currency currency; /* of money */
};

/* b against a. */
struct compare_pair {
    size_t a, b;
    bool has_difference, has_interval;
    double difference, low, high; /* fractions; of money millionths */
    bool has_lift, has_lift_low, has_lift_high;
    double lift, lift_low, lift_high;
    bool has_test;
    double z, critical, p, p_adjusted;
    bool has_chance;
    double chance_b_better, expected_loss; /* of choosing b; shown, never obeyed */
    enum compare_state state;              /* of the goal; else NONE */
    const char *text;                      /* NULL: nothing to add */

    /* How it came about. */
    bool by_day;              /* the figures are within days: the split moved */
    bool called, b_better;    /* b_better: of the call */
    size_t called_day;        /* index of the days, from 0 */
    struct stats_look call;   /* valid when called */
    struct stats_look last;   /* the latest look */
    size_t looks;             /* 0: no day is old enough */
    bool over;                /* the plan is used up */
    bool fisher;              /* Fisher's test decided */
    enum stats_status status; /* of the counts */
};

struct compare_kpi {
    enum kpi kpi;
    enum compare_role role;
    enum rate_base base;
    enum counter denominator;
    bool money;
    int32_t until; /* the last day that was old enough; DAY_NONE */
    struct compare_rate arms[COMPARE_ARMS_MAX];
    struct compare_pair *pairs; /* each a with each b behind it */
    size_t pair_count;
    const char *note;  /* why there is no verdict or interval; NULL */
    const char *young; /* that days are left out, since they are too young; NULL: none is */
};

/* The goal's difference (b - a) as the days went by, for a chart: a value a step, NAN where there
 * was no look. What is known up to the last look of a step stands for it. */
struct compare_course {
    size_t a, b;
    size_t count; /* 0: there is none; at most COMPARE_STEPS_MAX */
    int32_t first_day;
    int step_days;
    const double *difference, *low, *high; /* low and high: the band that holds on every day */
    const double *z, *critical;            /* what is held against what */
    const bool *called;                    /* the step of the call */
};

enum compare_guard { COMPARE_SAFE, COMPARE_NOT_KNOWN, COMPARE_HARM };
const char *compare_guard_name(enum compare_guard guard);

/* Whether b does harm beside a. */
struct compare_guardrail {
    enum kpi kpi;
    size_t a, b;
    double margin;
    bool has_upper;
    double upper; /* b adds at most this */
    enum compare_guard state;
    double needed; /* recipients per arm that would tell; 0: not known */
    const char *text;
};

/* An arm against the control: what it is compared with, where somebody named that (the first of a
 * plan's arms or of those asked for). Alpha is shared by these comparisons only, so an arm may beat
 * the control before it is known which is the best of all. */
struct compare_rival {
    struct compare_pair pair; /* a is the control; the goal's, with its own critical value */
    int32_t decided_on;       /* DAY_NONE */
    enum compare_guard guard; /* the worst of its guardrails; SAFE where there is none */
    enum kpi harmed;          /* the first that it harms; KPI_NONE */
};

struct compare {
    const char *title; /* of the campaign; NULL: several */
    bool campaigns;    /* whole campaigns against each other */
    enum attr by;      /* ATTR_NONE for campaigns, or when nothing can be compared */
    enum kpi goal;
    enum rate_base base;
    double tightest;                 /* N* of the sequence, where there is no plan */
    double same_within;              /* points below which arms count as the same; 0: not said */
    const struct compare_plan *plan; /* what of a plan holds here; NULL: nothing */
    const struct planned *planned;   /* that the store has of the campaign; NULL: none */
    enum compare_mode mode;
    size_t looks;
    enum compare_state state;
    int winner;         /* index of an arm; -1: none, or one that a guardrail holds back */
    int32_t decided_on; /* DAY_NONE */
    const char *text;   /* the sentence */

    struct compare_arm arms[COMPARE_ARMS_MAX];
    size_t arm_count;
    int32_t first_day, last_day; /* of the sends; DAY_NONE */
    size_t days;
    bool ended; /* nothing more is sent */

    size_t counted_days; /* of them, those that are old enough for the goal */
    const char *counted; /* "12 days counted of 14"; NULL: all are */

    bool has_srm;
    double srm_chi2, srm_p;
    size_t srm_df;
    bool srm_ok;
    double max_share_shift;
    bool by_day;

    struct compare_kpi kpis[COMPARE_KPIS_MAX]; /* the goal first */
    size_t kpi_count;
    struct compare_rival rivals[COMPARE_ARMS_MAX]; /* of more than two arms */
    size_t rival_count;                            /* 0: no control was named */
    struct compare_guardrail guardrails[PLAN_GUARDRAILS_MAX];
    size_t guardrail_count;

    int64_t days_to_go; /* -1: not known, or nothing to wait for */
    bool has_mde;
    double mde; /* the smallest lift that a test of this size sees */

    size_t leader, second;        /* the best two by the goal */
    struct compare_course course; /* of the two */

    const char *next[COMPARE_NEXT_MAX]; /* what is to come and what it is worth, translated */
    size_t next_count;

    const char *checks; /* "split 50.1 : 49.9 (equal split assumed) · same days …", translated */
    const char *notes[COMPARE_NOTES_MAX];
    size_t note_count;
};

/* ERR_USAGE: an arm that is not there, the goal is no proportion, too many campaigns;
 * ERR_NOT_FOUND. Milliseconds; where single messages are known, a pass over the campaign's. */
bool compare_build(struct arena *arena, struct store *store, const struct scope *scope,
                   const struct compare_request *request, struct cancel *cancel,
                   const struct compare **compare, struct err *err);

/* Campaigns that can be compared within: those with two variants, templates or segments or more,
 * the latest start first; those of the scope's filter. One pass over the campaigns' names. */
struct compare_test {
    int64_t number;
    const char *name;
};
struct compare_tests {
    const struct compare_test *tests;
    size_t count;
};
bool compare_tests(struct arena *arena, struct store *store, const struct scope *scope,
                   struct cancel *cancel, const struct compare_tests **tests, struct err *err);

/* For people: KPIs down, arms across; with two arms also the difference and its interval. NULL: out
 * of memory. */
struct table *compare_table(struct arena *arena, const struct compare *compare);
/* The pairs of one of the KPIs, for where there are more than two arms. */
struct table *compare_pairs_table(struct arena *arena, const struct compare *compare, size_t kpi);
/* Each arm against the control; no rows where none was named. */
struct table *compare_control_table(struct arena *arena, const struct compare *compare);
/* Names and figures of the statistics behind the verdict on a pair of the goal (its index): what
 * people read only when they ask for it. Rows: what, figure. */
struct table *compare_details(struct arena *arena, const struct compare *compare, size_t pair);
/* The same of the test as a whole: all arms together, guardrails, the split. */
struct table *compare_details_whole(struct arena *arena, const struct compare *compare);
/* What each row of compare_table says of its KPI besides figures; "" for nothing. */
const char *compare_says(const struct compare *compare, const struct compare_kpi *kpi);
/* "CTR", "CTR among delivered"; NULL: out of memory. */
const char *compare_kpi_words(struct arena *arena, const struct compare *compare,
                              const struct compare_kpi *kpi);
/* A value of an arm, and a change, in words ("18.2 %", "+2.5 pt", "n/a"). */
const char *compare_value_words(const struct compare_kpi *kpi, size_t arm, char buffer[64]);
const char *compare_change_words(const struct compare_kpi *kpi, bool known, double value,
                                 char buffer[64]);
/* Each pair of each KPI on a row, for scripts. */
struct table *compare_rows(struct arena *arena, const struct compare *compare);

#endif
