/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A test as it was declared: what it is judged by, how people were to be split, and when it ends.
 */
#ifndef CAMPANE_MODEL_PLAN_H
#define CAMPANE_MODEL_PLAN_H

#include "base/civil.h"
#include "model/attrs.h"
#include "model/kpi_info.h"

#define PLAN_ARMS_MAX       10
#define PLAN_GUARDRAILS_MAX 3

enum plan_assigned { PLAN_UNSAID, PLAN_AT_RANDOM, PLAN_NOT_AT_RANDOM };

struct plan_arm {
    const char *name;
    double weight; /* share of the recipients; all of them need not add up to 1 */
};

struct plan_guardrail {
    enum kpi kpi;
    double margin; /* a fraction: 0.001 is 0.1 points */
};

struct plan {
    const char *campaign; /* its name; it may have no messages yet */
    enum attr by;         /* ATTR_NONE: not said */
    enum kpi goal;        /* KPI_NONE: not said */
    struct plan_arm arms[PLAN_ARMS_MAX];
    size_t arm_count; /* 0: not said */
    bool weighted;    /* somebody gave the weights; else they are equal */
    int64_t per_arm;  /* recipients per arm at the end (of uneven arms: on average); 0: not said */
    int32_t until;    /* the last day of sends; DAY_NONE: not said */
    double baseline, lift, power; /* that per_arm was worked out from; 0: not said */
    struct plan_guardrail guardrails[PLAN_GUARDRAILS_MAX];
    size_t guardrail_count;
    double same_within;          /* arms that differ by less count as the same; 0: not said */
    enum plan_assigned assigned; /* how people came into the arms */
    int64_t restores; /* the row of an earlier plan that this one brings back; 0: it is its own */
};

#define PLAN_INIT                                                                                  \
    {                                                                                              \
        .by = ATTR_NONE, .goal = KPI_NONE, .until = DAY_NONE                                       \
    }

/* Whether it says when the test ends, and so has a boundary. */
static inline bool plan_has_end(const struct plan *plan)
{
    return plan->per_arm > 0 || plan->until != DAY_NONE;
}

#endif
