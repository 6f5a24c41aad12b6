/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A figure day by day, week by week or month by month: is it getting better?
 *
 * A step without a figure is a gap, never zero. Rates pool: the counts of a step are added up and
 * divided once. Steps whose messages are still counting stand behind the others: they are shown,
 * and left out of everything that is said.
 */
#ifndef CAMPANE_REPORT_TREND_H
#define CAMPANE_REPORT_TREND_H

#include "report/scope.h"
#include "report/table.h"
#include "store/events.h"

/* --- which figure -------------------------------------------------------------------------------
 */

/* A KPI or a counter; the other one is KPI_NONE or COUNTER_NONE. */
struct trend_measure {
    enum kpi kpi;
    enum counter counter;
};

/* By its id ("ctr", "revenue"); where both have one ("conversations") it is the counter.
 * ERR_USAGE with the nearest ids. */
bool trend_measure_find(const char *id, struct trend_measure *measure, struct err *err);
const char *trend_measure_id(struct trend_measure measure);
const char *trend_measure_title(struct trend_measure measure); /* translated, short: "CTR" */
/* "min" where figures alone do not show what they are; "" elsewhere. Translated. */
const char *trend_measure_unit(struct trend_measure measure);
enum cell_kind trend_measure_kind(struct trend_measure measure);
/* Whether more of it is better: 1, -1; 0: neither. */
int trend_measure_direction(struct trend_measure measure);

/* Those that are worth going through, in the order in which people ask, the main ones first. */
#define TREND_MAIN 9
const struct trend_measure *trend_offered(size_t *count);

/* Which of some measures anything is known of in the scope's period: known[count]. Of people,
 * customers and feedback it is whether what tells of them is there at all, since more would be a
 * pass over all of it. */
bool trend_known(struct store *store, const struct scope *scope,
                 const struct trend_measure *measures, size_t count, bool *known, struct err *err);

enum trend_by { TREND_DAY, TREND_WEEK, TREND_MONTH };

const char *trend_by_name(enum trend_by by); /* "day", "week", "month" */
bool trend_by_parse(const char *name, enum trend_by *by);

/* The step that a measure is best begun with, where nobody chose one. */
enum trend_by trend_by_for(struct trend_measure measure);

/* The first day of the step that holds a day: Monday, the first of the month. */
int32_t trend_step_start(enum trend_by by, int32_t day);

/* --- asking ---------------------------------------------------------------------------------- */

struct trend_request {
    struct trend_measure measure;
    enum trend_by by;
    /* Of these campaigns, or (none) of all that pass the scope's filter. Lent; a filter holds for
     * the named ones, too. */
    const int64_t *campaigns;
    size_t campaign_count;
    struct currency currency; /* only campaigns with money in it; "": of any */
};

struct trend_point {
    int32_t date;       /* first day of the step */
    bool known;         /* else a gap, and `reason` says why */
    bool has_data;      /* anything at all is known of the step */
    uint8_t reason;     /* enum kpi_reason */
    bool has_x, has_n;  /* what was divided; of counters only x; money in millionths */
    bool has_interval;  /* of proportions */
    bool odd, above;    /* of proportions: beyond what chance and habit explain, upward */
    bool counting;      /* some of its messages are still counting */
    bool cut;           /* the period begins or ends inside the step */
    bool over, partial; /* as in kpi_value */
    const char *event;  /* what happened then; NULL: nothing that was named */
    double value;       /* money in millionths */
    double low, high;
    int64_t x, n;
};

enum trend_state { TREND_TOO_FEW, TREND_STEADY, TREND_RISING, TREND_FALLING };

const char *trend_state_name(enum trend_state state); /* "too_few", "steady", … */

struct trend_direction {
    enum trend_state state;
    int verdict;      /* 1: for the better, -1: for the worse, 0: neither */
    size_t days;      /* complete days with a figure that it was looked for in */
    size_t weeks;     /* where those are over TREND_DIRECTION_DAYS: the weeks; else 0 */
    double slope;     /* a day, in the figure's unit; 0 when too few */
    bool observed;    /* of several campaigns that did not do it themselves, or nobody can tell: no
                         verdict */
    double p;         /* of no rise or fall, looked at alone; 1 when too few */
    int alone;        /* steady among several figures, but 1: rising, -1: falling by itself */
    const char *text; /* translated sentence */
};

/* The days a direction is looked for in at most, since each is compared with each. */
#define TREND_DIRECTION_DAYS 731
#define TREND_POINTS_MAX     3700

struct trend {
    struct trend_measure measure;
    enum trend_by by;
    enum cell_kind kind;
    int better;               /* as trend_measure_direction */
    const char *who;          /* translated: "All campaigns", a name, "3 campaigns" */
    int64_t campaigns;        /* -1: all, nobody counted them */
    struct period period;     /* days shown; from DAY_NONE: nothing is dated */
    struct currency currency; /* of money; "" none, or several */
    const struct trend_point *points;
    size_t count, complete; /* points[complete …] are still counting, or gaps behind those */
    int32_t counting_from;  /* the first day that may still change; DAY_NONE: none in sight */

    /* The period before, step by step beside the points; has_before false: there is none. */
    bool has_before;
    enum period_against against;
    struct period before;
    const struct trend_point *previous;
    size_t previous_count;

    /* All complete days together, and as many of the period before. */
    struct period compared, compared_before;
    struct trend_point whole, whole_before;
    const char *change;      /* "+2.5 pt", "+12 %"; NULL: not known */
    bool change_sure;        /* beyond chance, and so within the campaigns that are in both */
    bool change_observed;    /* another mix of campaigns was sent, or may have been: no verdict */
    int change_verdict;      /* 1, -1, 0 */
    const char *change_text; /* translated sentence; NULL */

    const struct benchmark_row *bands; /* NULL: none for this */
    const char *benchmark;             /* id of its set */

    struct trend_direction direction;
    size_t odd_count;
    bool odd_judged; /* odd steps were looked for */

    /* Where money of several currencies was not added: which there are (points are then gaps). */
    const struct currency *currencies;
    size_t currency_count;

    const struct event *events; /* that fall into the period */
    size_t event_count;

    const char *const *notes; /* translated */
    size_t note_count;
};

/* Reads the days of the campaigns once, with those of the period before. Of one campaign some
 * hundred microseconds a year; of all the stored day figures; of a filter a walk over the
 * campaigns first. */
bool trend_build(struct arena *arena, struct store *store, const struct scope *scope,
                 const struct trend_request *request, struct cancel *cancel,
                 const struct trend **trend, struct err *err);

/* The same campaigns, steps and days for several measures, read once: trends[i] belongs to
 * measures[i]; of `request` its measure is not looked at. */
bool trend_build_several(struct arena *arena, struct store *store, const struct scope *scope,
                         const struct trend_request *request, const struct trend_measure *measures,
                         size_t count, struct cancel *cancel, const struct trend **trends,
                         struct err *err);

/* Points as a table: for text, CSV and Markdown. NULL: out of memory. */
struct table *trend_table(struct arena *arena, const struct trend *trend);

/* Whether it comes from people, customers or feedback, which no day's counters tell. */
bool trend_is_of_facts(struct trend_measure measure);

/* A value of it as a cell (unknown ones with their reason). */
struct cell trend_cell(const struct trend *trend, const struct trend_point *point);

/* So in words, with its unit: "20.2 %", "128 min"; "n/a", "" a gap. */
#define TREND_WORDS 64
const char *trend_words(const struct trend *trend, const struct trend_point *point,
                        char buffer[TREND_WORDS]);

/* What is to be said of a point beside its value: "odd: higher than usual", "still counting";
 * NULL: nothing, or (*failed) no memory. */
const char *trend_point_note(struct arena *arena, const struct trend *trend,
                             const struct trend_point *point, bool *failed);

#endif
