/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the account stands, from what counters tell: whether more people opted out, more messages ran
 * into Meta's limit per person, or fewer arrived, in the last seven whole days than in the four
 * weeks before. Opt-outs of the last days are still coming in, so that what is called a rise is
 * one.
 *
 * The rates are of all campaigns together: other campaigns move them, too. Only what the same
 * campaigns did in both is said to rise or fall (within.h).
 */
#ifndef CAMPANE_REPORT_HEALTH_H
#define CAMPANE_REPORT_HEALTH_H

#include "report/scope.h"

enum health_way {
    HEALTH_STEADY,
    HEALTH_WORSE,   /* beyond chance (the 95 % intervals do not meet), by as much as somebody would
                       act on, and so within the campaigns of both */
    HEALTH_OBSERVED /* so is the rate of all, but mostly of other campaigns than before: a
                       difference that was seen and no test */
};

struct health_rate {
    enum kpi kpi;
    struct kpi_value now, before; /* of the week, of the weeks before */
    struct grade_result grade;    /* of the week's */
    enum health_way way;
};

enum { HEALTH_OPTOUTS, HEALTH_CAP, HEALTH_RATES };

struct health {
    bool known;                             /* there is a week to speak of, of all campaigns */
    struct period week, before;             /* the last 7 whole days, and the 28 before */
    struct health_rate rates[HEALTH_RATES]; /* by a tenth of what it was, or more */
    struct health_rate delivery;            /* by a point, or more */
};

/* Of the end of the scope's period; with a filter, or where the period holds no five weeks, nothing
 * is known. Reads the stored day figures, and, where they got worse, the campaigns of both.
 * ERR_CANCELLED. */
bool health_build(struct store *store, const struct scope *scope, struct cancel *cancel,
                  struct health *health, struct err *err);

/* Whether a rate moved by enough for anybody to act on it: up by a tenth of what it was, or down by
 * a point. */
bool health_is_enough(bool rising, double before, double difference);

/* "Opt-out rose to 0.71 % in the last 7 days, from 0.38 % in the 28 before; 0.11 pt over typical",
 * or that it is so and was otherwise, where other campaigns were sent; NULL: out of memory. */
const char *health_words(struct arena *arena, const struct health_rate *rate);

#endif
