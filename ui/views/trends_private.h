/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of Trends share: trends.c (what is read, and actions), trends_draw.c (where its
 * parts stand), trends_chart.c (the chart, the small ones and the line that is read out).
 */
#ifndef CAMPANE_UI_VIEWS_TRENDS_PRIVATE_H
#define CAMPANE_UI_VIEWS_TRENDS_PRIVATE_H

#include "report/trend.h"
#include "ui/views/shared.h"
#include "ui/widgets/chart.h"

#define TRENDS_SMALL 8 /* the first of trend_offered; no more than TREND_MAIN */

/* The figures one can step through; known: somebody told them in this period. */
struct trends_list {
    const struct trend_measure *measures;
    const bool *known;
    size_t count;
};

/* A trend as a chart takes it; arrays of trend->count. */
struct trends_series {
    const struct trend *trend;
    double *values, *pending, *low, *high, *previous;
    bool *odd, *events;
    int32_t *days;
    /* Where money is of several currencies, it is of the one that was asked for. */
    const struct currency *currencies;
    size_t currency_count;
};

/* Answers. */
struct trends_one {
    struct trends_series series;
};
struct trends_small {
    struct trends_series series[TRENDS_SMALL];
    size_t count;
};

struct trends_view {
    const struct trends_list *list; /* NULL: nothing came yet */
    struct trend_measure measure;
    bool has_measure; /* somebody chose it, or one was taken */
    bool by_chosen;   /* somebody chose the step */
    enum trend_by by;
    int64_t chosen[VIEW_ROWS_MAX]; /* campaigns; none: all */
    size_t chosen_count;
    unsigned currency; /* which of several, counted on without end */
    int32_t cursor;    /* first day of the step that is read out; DAY_NONE: the last complete one */
    bool stale;        /* what is shown is from an older load */
    const struct trends_one *one;
    const struct trends_small *small;
    struct view_ask answered;  /* of `one` */
    struct view_ask multiples; /* of `small` */
    int small_rows;            /* that the body had room for when it was drawn; 0: none */
};

/* --- trends_chart.c -------------------------------------------------------------------------- */

/* Make the arrays of a series. False: out of memory. */
bool trends_series_fill(struct arena *arena, const struct trend *trend,
                        struct trends_series *series);

/* The index of the step that is read out; SIZE_MAX: there is none. */
size_t trends_cursor(const struct trends_view *state);

void trends_chart_draw(const struct trends_view *state, const struct area *area);
void trends_readout_draw(const struct trends_view *state, const struct area *area);

/* One of the small ones: its name and value over a bare line. */
void trends_small_draw(const struct trends_view *state, size_t index, const struct area *area);

/* --- trends_draw.c --------------------------------------------------------------------------- */

void trends_draw(void *state, const struct area *body, const struct view_context *context);

/* Whether there is room for small charts in a body of this size. */
bool trends_has_small(int width, int height);

#endif
