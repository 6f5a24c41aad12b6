/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the sections of the campaign's screen stand. Narrow: one under the other. From
 * TWO_COLUMNS on the funnel has the chart beside it, so that both are seen while KPIs are chosen;
 * from THREE on the list of KPIs has the rest beside it. What does not fit is scrolled.
 */
#include "ui/views/detail_private.h"

#include "base/i18n.h"
#include "ui/widgets/scroll.h"

enum { TWO_COLUMNS = 76, THREE_COLUMNS = 170, KPI_COLUMNS = 104, GAP = 2 };

struct pane {
    struct detail_state *state;
    const struct view_context *context;
    struct area all; /* of the whole, moved up by what is scrolled away */
};

/* Draw a section at a place, `rows` high (0: as it wants). Returns its rows and a blank one. */
static int place_high(const struct pane *pane, const struct detail_section *section, int x, int y,
                      int columns, int rows)
{
    int wanted = rows > 0 ? rows : section->rows(pane->state, pane->context, columns);
    if (wanted <= 0) {
        return 0;
    }
    struct area area = area_in(&pane->all, x, y, columns, wanted);
    section->draw(pane->state, &area, pane->context);
    return wanted + 1;
}

static int place(const struct pane *pane, const struct detail_section *section, int x, int y,
                 int columns)
{
    return place_high(pane, section, x, y, columns, 0);
}

static int place_kpis(const struct pane *pane, int y, int columns)
{
    pane->state->kpi_x = 0;
    pane->state->kpi_y = y + DETAIL_KPIS_HEAD;
    pane->state->kpi_width = columns;
    return place(pane, &detail_kpis, 0, y, columns);
}

static int place_rest(const struct pane *pane, int x, int y, int columns)
{
    int begin = y;
    y += place(pane, &detail_parts, x, y, columns);
    y += place(pane, &detail_failures_table, x, y, columns);
    y += place(pane, &detail_unknown, x, y, columns);
    y += place(pane, &detail_notes, x, y, columns);
    return y - begin;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* Draws all of it; returns its rows. */
static int place_all(const struct pane *pane)
{
    int columns = pane->all.width;
    int y = place(pane, &detail_head, 0, 0, columns);
    if (columns < TWO_COLUMNS) {
        y += place(pane, &detail_funnel, 0, y, columns);
        y += place_kpis(pane, y, columns);
        y += place_high(pane, &detail_chart, 0, y, columns, 10);
        y += place_rest(pane, 0, y, columns);
        return y - 1;
    }
    int left = columns < 110 ? columns / 2 - 1 : columns * 2 / 5;
    int height = pane->context->height;
    int rows = height < 30 ? 8 : height < 50 ? 11 : 15;
    int funnel = place(pane, &detail_funnel, 0, y, left);
    y += larger(funnel, place_high(pane, &detail_chart, left + GAP, y, columns - left - GAP, rows));
    if (columns < THREE_COLUMNS) {
        y += place_kpis(pane, y, columns);
        y += place_rest(pane, 0, y, columns);
        return y - 1;
    }
    int list = place_kpis(pane, y, KPI_COLUMNS);
    int rest = place_rest(pane, KPI_COLUMNS + 2 * GAP, y, columns - KPI_COLUMNS - 2 * GAP);
    return y + larger(list, rest) - 1;
}

void detail_draw(void *data, const struct area *body, const struct view_context *context)
{
    struct detail_state *state = data;
    if (!state->data) {
        shared_reading(body);
        return;
    }
    struct pane pane = {state, context, *body};
    struct area foot = area_take_bottom(&pane.all, detail_foot_rows(state, body->height));
    struct area bar = area_take_right(&pane.all, 2);
    bar = area_in(&bar, 1, 0, 1, bar.height);
    int height = pane.all.height;
    /* Its rows are known once it is drawn, so where the end was scrolled past (the screen became
     * larger) it is drawn again. */
    for (int i = 0; i < 2; i++) {
        struct area whole = pane.all;
        area_clear(&pane.all);
        pane.all.y -= state->top;
        pane.all.height += state->top;
        state->rows = place_all(&pane);
        pane.all = whole;
        int last = state->rows > height ? state->rows - height : 0;
        if (state->top <= last) {
            break;
        }
        state->top = last;
    }
    struct scroll scroll = {.top = (size_t)state->top};
    scroll_bar(&bar, &scroll, (size_t)state->rows, (size_t)height);
    detail_foot(state, &foot, context);
}
