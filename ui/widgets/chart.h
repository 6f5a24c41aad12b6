/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Line charts: values over days, with axes and units, the period before as a dotted line, the
 * bands of a benchmark as backgrounds, the highest and lowest value, odd days and dated events.
 *
 *     high 24.1 % on 10-09 · low 11.0 % on 09-30          legend, when there is room
 *      25 %┤      ⢀⠔⠢⡀            B                       braille; "'" "." ":" in ASCII
 *      20 %┤⡠⠔⠉⠁     ⠈⠢⡀          G
 *      15 %┤            ⠈⠑⠢       T
 *          └┬────────┬─────▲────                          ▲ an event or an odd day
 *           09-30    10-07
 */
#ifndef CAMPANE_UI_WIDGETS_CHART_H
#define CAMPANE_UI_WIDGETS_CHART_H

#include "report/table.h"
#include "ui/canvas/area.h"

struct chart {
    const double *values; /* one a step, NAN where there is none: a gap, never a zero */
    size_t count;
    const double *previous; /* the period before, drawn over the same columns; NULL: none */
    bool previous_year;     /* it is that of last year */
    size_t previous_count;
    int32_t first_day;   /* of values[0]; DAY_NONE: the axis counts steps from 1 */
    int step_days;       /* days from one value to the next, at least 1 */
    enum cell_kind kind; /* the unit: COUNT, PERCENT, POINTS, TIMES, NUMBER, MONEY */
    struct currency currency;
    bool has_bands;
    double edges[3]; /* as struct bullet has them */
    int direction;
    bool from_zero;           /* the axis begins at 0 (counts, money) */
    const double *low, *high; /* how far off each value may be: dotted lines; both or NULL */
    const char *band;         /* what the legend says of them; NULL: how far off it may be */
    bool zero;                /* a line at nothing, which the axis holds */
    const bool *marked;       /* one a value: an odd day is marked under it; NULL: none */
    const bool *events;       /* so, something that happened */
    const int32_t *days;      /* the first day of each value, where steps are not alike; NULL */
    const double *pending;    /* values that are still counting, beside the others; NULL: none */
    size_t cursor;            /* 1 + the index of the value that is read out; 0: none */
    bool bare;                /* the lines alone, whatever the room */
};

/* Draws the parts that fit: from 12 × 4 on axes, below only the lines. Without a known value it
 * says so. */
void chart_draw(const struct area *area, const struct chart *chart);

#endif
