/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A KPI against what it was before.
 */
#ifndef CAMPANE_REPORT_DIFFERENCE_H
#define CAMPANE_REPORT_DIFFERENCE_H

#include "report/item.h"

struct difference {
    bool known;        /* both are, in the same currency */
    double value;      /* in the KPI's unit; of a counter as a share of what it was */
    bool sure;         /* beyond chance: the 95 % intervals do not meet. False where a KPI has no
                          interval; true for counters */
    const char *words; /* "+2.5 pt", "+12 %"; NULL where it is not known */
};

/* False: out of memory. */
bool difference_of_kpi(struct arena *arena, enum kpi id, const struct kpi_value *now,
                       const struct kpi_value *before, struct difference *difference);
bool difference_of_counter(struct arena *arena, enum counter id, const struct total *now,
                           const struct total *before, struct difference *difference);

#endif
