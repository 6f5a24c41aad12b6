/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plan as people write it: each of its terms a text, for the command's options and the
 * dashboard's form alike.
 */
#ifndef CAMPANE_REPORT_PLAN_TERMS_H
#define CAMPANE_REPORT_PLAN_TERMS_H

#include "base/arena.h"
#include "base/err.h"
#include "model/plan.h"

enum plan_term {
    PLAN_TERM_GOAL,       /* "ctr" */
    PLAN_TERM_BY,         /* "variant" or "template" */
    PLAN_TERM_ARMS,       /* "A:50,B:50", or without weights (arm_list.h) */
    PLAN_TERM_PER_ARM,    /* "6000" */
    PLAN_TERM_UNTIL,      /* "2026-10-31" */
    PLAN_TERM_BASELINE,   /* "20%" */
    PLAN_TERM_LIFT,       /* "10%"; says the recipients per arm */
    PLAN_TERM_POWER,      /* "80%" */
    PLAN_TERM_GUARDRAIL,  /* "optout_rate:0.1pt,block_rate:0.05pt" */
    PLAN_TERM_RANDOMIZED, /* "yes" or "no" */
    PLAN_TERM_SAME,       /* "0.5pt": nearer arms count as the same */
    PLAN_TERM_COUNT
};

struct plan_terms {
    const char *text[PLAN_TERM_COUNT]; /* NULL: it stays as it is */
    const char *const *names;          /* PLAN_TERM_COUNT of them: what the person knows each by */
};

/* Ten names as long as templates have them. */
#define PLAN_TERM_SIZE 8192

/* Change what the terms say of a plan; the rest stays. Strings in the arena. ERR_USAGE: *wrong is
 * the term that cannot be (PLAN_TERM_COUNT: none alone). */
bool plan_terms_take(struct arena *arena, const struct plan_terms *terms, struct plan *plan,
                     enum plan_term *wrong, struct err *err);

/* A term of a plan as it would be typed; "" where nothing was said. */
const char *plan_term_words(const struct plan *plan, enum plan_term term,
                            char buffer[PLAN_TERM_SIZE]);

#endif
