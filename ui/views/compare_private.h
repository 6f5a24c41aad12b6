/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of Compare share: compare.c (state and actions), compare_draw.c (where its parts
 * stand), compare_rows.c (the table with the forest plot), compare_page.c (the statistics).
 */
#ifndef CAMPANE_UI_VIEWS_COMPARE_PRIVATE_H
#define CAMPANE_UI_VIEWS_COMPARE_PRIVATE_H

#include "report/compare.h"
#include "ui/views/shared.h"
#include "ui/widgets/table_view.h"

/* What is read on demand. */
struct compare_answer {
    const struct compare *compare;
    const char *const *names;           /* of its KPIs */
    const struct table *side;           /* of more than two arms: KPIs down, arms across; NULL */
    const struct table *const *details; /* one a pair of the goal, then one of the whole test */
    size_t detail_count;
};

struct compare_view {
    const struct compare_tests *tests; /* NULL: nothing came yet */
    int64_t chosen[COMPARE_ARMS_MAX];  /* by somebody; none: the test at `at` */
    size_t chosen_count, at;
    const struct compare_answer *answer; /* NULL: not there yet */
    bool details;
    int top, rows, page; /* of what scrolls: first row in sight, all, those in sight (as drawn) */
    struct table_view side;
};

void compare_draw(void *state, const struct area *body, const struct view_context *context);

/* --- compare_rows.c -------------------------------------------------------------------------- */

/* Rows of the table: KPIs of two arms, arms of more; the goal (the best) first. */
int compare_rows_count(const struct compare *compare);
/* Whether two arms stand as A and B over their columns, since their names have no room there; the
 * heading says which is which. */
bool compare_has_letters(const struct compare *compare, const struct area *area);
/* The header and the first row, in two rows. */
void compare_rows_head(const struct compare_answer *answer, const struct area *area);
/* The others. */
void compare_rows_rest(const struct compare_answer *answer, const struct area *area);

/* --- compare_page.c -------------------------------------------------------------------------- */

/* The goal's difference over the days; false: there is none to draw. */
bool compare_chart(const struct area *area, const struct compare *compare, bool statistic);
void compare_page_draw(struct compare_view *state, const struct area *area);

#endif
