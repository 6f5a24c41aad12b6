/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a plan of a campaign would sensibly say: the one that stands, else what is known of the
 * campaign (its arms, its rate), as a beginning for whoever declares one.
 */
#ifndef CAMPANE_REPORT_PLAN_DRAFT_H
#define CAMPANE_REPORT_PLAN_DRAFT_H

#include "report/planned.h"

struct plan_draft {
    int64_t campaign;
    const char *name;
    bool stands;      /* one does: the draft is it */
    bool brings_back; /* one was changed or dropped and can be brought back */
    struct plan plan; /* where people were sent to before today, as assigned at random: that is what
                         can still be said */
    int32_t first_day; /* of sends; DAY_NONE: nothing was sent */
    int32_t today;
};

/* ERR_NOT_FOUND: no such campaign. As long as comparing it takes. */
bool plan_draft(struct arena *arena, struct store *store, const struct scope *scope,
                int64_t campaign, struct cancel *cancel, const struct plan_draft **draft,
                struct err *err);

#endif
