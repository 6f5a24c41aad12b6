/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files behind detail.h share.
 */
#ifndef CAMPANE_REPORT_DETAIL_PRIVATE_H
#define CAMPANE_REPORT_DETAIL_PRIVATE_H

#include "report/detail.h"

#define DETAIL_LISTED    36
#define DETAIL_NOTES_MAX (SOURCE_COUNT + 9)

/* KPIs in the order in which people ask. Main ones are listed even when nobody knows them. */
struct detail_listed {
    enum kpi kpi;
    bool is_main;
};
extern const struct detail_listed detail_listed[DETAIL_LISTED];

struct detail_builder {
    struct arena *arena, *scratch;
    struct store *store;
    const struct scope *scope;
    struct err *err;
    struct campaign_row row;
    struct total before; /* of the period before */
    bool has_before;
    struct detail *detail;
    const char **notes; /* DETAIL_NOTES_MAX */
};

/* Whether there is a period, with one before it to compare with. */
static inline bool detail_has_period(const struct scope *scope)
{
    return scope->choice.kind != PERIOD_ALL && scope->has_delta;
}

bool detail_fill_trend(struct detail_builder *builder, enum kpi wanted);
bool detail_fill_parts(struct detail_builder *builder);
bool detail_fill_notes(struct detail_builder *builder);

#endif
