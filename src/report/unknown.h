/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What campaigns do not know, and which file would tell.
 */
#ifndef CAMPANE_REPORT_UNKNOWN_H
#define CAMPANE_REPORT_UNKNOWN_H

#include "report/item.h"

/* The KPIs that people miss first. */
#define UNKNOWN_LIST(X)                                                                            \
    X(CTR)                                                                                         \
    X(CONVERSION_RATE)                                                                             \
    X(ROCS)                                                                                        \
    X(OPEN_RATE)                                                                                   \
    X(OPTOUT_RATE)                                                                                 \
    X(ENGAGEMENT_RATE)                                                                             \
    X(DELIVERY_RATE)

enum unknown_at {
#define UNKNOWN_ENUM(id) UNKNOWN_##id,
    UNKNOWN_LIST(UNKNOWN_ENUM)
#undef UNKNOWN_ENUM
        UNKNOWN_COUNT
};

struct unknowns {
    int64_t campaigns;
    /* Campaigns that do not know the KPI, by the counter it wants for. */
    int64_t missing[UNKNOWN_COUNT][COUNTER_COUNT];
    int64_t clicks_only; /* of those that want for clickers: whose files count clicks, not people */
};

/* A zeroed struct is empty. (unattributed) and sums are passed over. */
void unknown_add(struct unknowns *unknowns, const struct report_item *item,
                 const struct scope *scope);

/* "CTR n/a for 14 of 14: import clicks or template analytics", for each KPI that at least half of
 * the campaigns do not know, with what most of them want for. Texts are in the arena; kpis (may be
 * NULL) gets which. Returns how many, or -1 when out of memory. */
int unknown_words(const struct unknowns *unknowns, struct arena *arena,
                  const char *lines[UNKNOWN_COUNT], enum kpi kpis[UNKNOWN_COUNT]);

#endif
