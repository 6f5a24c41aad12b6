/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the campaign's own screen share: detail.c (state and actions), detail_draw.c
 * (where its sections stand), detail_kpis.c (the list of KPIs), detail_sections.c (the others).
 */
#ifndef CAMPANE_UI_VIEWS_DETAIL_PRIVATE_H
#define CAMPANE_UI_VIEWS_DETAIL_PRIVATE_H

#include "report/detail.h"
#include "ui/views/shared.h"
#include "ui/widgets/table_view.h"

/* What is read as the first part, and once more when people are known, too. */
struct detail_data {
    const struct detail *detail;
    const struct table *parts; /* NULL: none */
};

struct detail_state {
    int64_t number;
    const struct detail_data *data; /* NULL: not there yet */
    bool has_people;                /* so, with what people and customers did */
    size_t selected;                /* the chosen KPI, a row of the list */
    enum kpi chosen;                /* the same; KPI_NONE: the reader's choice */
    int top;                        /* the first row of the whole that is seen */

    /* The days of the KPI that is drawn: copies, so that it stays on the screen while another one
     * or a newer one is read. */
    enum kpi trend_kpi;
    bool trend_fresh; /* read with the present data */
    int32_t trend_day;
    double *trend, *trend_before;
    size_t trend_count, trend_before_count;

    struct table_view parts;
    struct table_view failures; /* .table NULL: not there yet */

    /* As drawn last, for moving and clicks. */
    int rows;         /* of the whole */
    int kpi_x, kpi_y; /* of the first KPI in the whole */
    int kpi_width;
};

/* --- sections -------------------------------------------------------------------------------- */

/* Each section draws itself into an area of any size; its rows function says how many rows it
 * wants in so many columns, 0: it has nothing to say. */
struct detail_section {
    int (*rows)(const struct detail_state *state, const struct view_context *context, int columns);
    void (*draw)(struct detail_state *state, const struct area *area,
                 const struct view_context *context);
};

extern const struct detail_section detail_head, detail_funnel, detail_kpis, detail_chart,
    detail_parts, detail_failures_table, detail_unknown, detail_notes;

/* Rows of the heading that stand over the first KPI of the list. */
enum { DETAIL_KPIS_HEAD = 1 };

/* The chosen KPI in words, at the foot of the screen whatever is scrolled. */
int detail_foot_rows(const struct detail_state *state, int height);
void detail_foot(const struct detail_state *state, const struct area *area,
                 const struct view_context *context);

void detail_draw(void *state, const struct area *body, const struct view_context *context);

#endif
