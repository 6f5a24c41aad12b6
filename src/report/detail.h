/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One campaign, whole.
 */
#ifndef CAMPANE_REPORT_DETAIL_H
#define CAMPANE_REPORT_DETAIL_H

#include "report/item.h"

/* A step of the funnel. */
struct detail_step {
    enum counter counter;
    const char *label; /* translated */
    bool known;        /* otherwise the count means nothing */
    int64_t count;
    bool has_share; /* of the step before that is known */
    double share;
    bool largest_drop; /* most are lost between that step and this one; at most one step */
};

struct detail_kpi {
    enum kpi kpi;
    const char *label; /* translated */
    struct kpi_result result;
    struct cell cell;
    const char *value_words; /* "20.2 %", "n/a" */
    const char *interval;    /* "19.1–21.3 %"; NULL */
    const char *distance;    /* "2.2 pt under good"; NULL */
    /* Against the period before; only where the scope has a period. */
    bool has_change, change_sure;
    double change;
    const char *change_words; /* NULL */
    const char *note; /* why n/a or no grade, "some days do not know it", "more than all" …; NULL */
};

/* An arm, template or segment, in a column of its own. */
struct detail_part {
    const char *name; /* "(none)" translated where nothing is stated */
    struct report_item item;
};

#define DETAIL_PARTS_MAX 6

struct detail_trend {
    enum kpi kpi;
    int32_t first_day;    /* of values[0]; DAY_NONE: nothing is dated */
    const double *values; /* one a day, NAN where it is not known */
    size_t count;
    const double *previous; /* the period before, day by day; NULL: none */
    size_t previous_count;
};

struct detail {
    struct report_item item;
    const char *said; /* what people said of it: "tags spring, vip · group Festive · archived";
                         NULL: nothing */
    const char *counting; /* "still counting until 7 Nov"; NULL */
    const struct detail_step *steps;
    size_t step_count;
    const struct detail_kpi *kpis; /* what is known or could be, most asked first; KPIs that no
                                      file of this campaign can tell stand in `unknown` */
    size_t kpi_count;
    struct detail_trend trend;
    enum attr parts_by; /* VARIANT, TEMPLATE or SEGMENT: the first of these with two values or more;
                           ATTR_NONE */
    const struct detail_part *parts; /* largest by sends first */
    size_t part_count;
    size_t part_all;            /* with those that found no place */
    const char *const *unknown; /* "CTR: import clicks or template analytics" */
    size_t unknown_count;
    const char *const *notes; /* footnotes: sources that differ, mixed currencies … */
    size_t note_count;
};

/* number 0: (unattributed), which is not graded. trend: the KPI to draw day by day; KPI_NONE: CTR
 * where it is known, else the first that is. ERR_NOT_FOUND. Some milliseconds. */
bool detail_build(struct arena *arena, struct store *store, const struct scope *scope,
                  int64_t number, enum kpi trend, struct cancel *cancel,
                  const struct detail **detail, struct err *err);

/* Failures by code, 131049 apart: code, what it means, messages, share of sends. A pass over all
 * messages: seconds where there are many millions; ask apart. No rows: nothing failed, or no
 * messages are known one by one. */
bool detail_failures(struct arena *arena, struct store *store, const struct scope *scope,
                     int64_t number, struct cancel *cancel, struct table **table, struct err *err);

/* The files that speak of the campaign, newest first (row_ids: imports). A pass, too. */
bool detail_files(struct arena *arena, struct store *store, int64_t number, struct cancel *cancel,
                  struct table **table, struct err *err);

/* As tables, for text and exports. */
struct table *detail_funnel_table(struct arena *arena, const struct detail *detail);
struct table *detail_kpi_table(struct arena *arena, const struct detail *detail);
/* KPIs down, parts across, two columns each: value and interval. NULL also without parts. */
struct table *detail_parts_table(struct arena *arena, const struct detail *detail,
                                 const struct scope *scope);
struct table *detail_trend_table(struct arena *arena, const struct detail *detail);

#endif
