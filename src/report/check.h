/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether campaigns keep to rules (check_rule.h). A rule fails only where it surely does: a rate
 * that is beyond its limit while its 95 % interval is not wholly so, one of too few messages, or a
 * grade that only leans, is not sure yet; of several comparisons each may be anywhere in its own
 * interval. A rate that rose or fell did so beyond chance, by enough to act on, and within
 * the campaigns of both periods, where there are enough of those (within.h).
 */
#ifndef CAMPANE_REPORT_CHECK_H
#define CAMPANE_REPORT_CHECK_H

#include "report/check_rule.h"
#include "report/scope.h"

enum check_state { CHECK_FAILS, CHECK_UNSURE, CHECK_UNKNOWN, CHECK_HOLDS, CHECK_STATES };

/* "fails", "unsure", "unknown", "holds": never translated; and the word for people. */
const char *check_state_name(enum check_state state);
const char *check_state_words(enum check_state state);

struct check_line {
    const struct check_rule *rule;
    int64_t number;       /* of the campaign, of a rule for each; -1: of all together */
    char id[9];           /* its public id; "" */
    const char *campaign; /* its name; NULL */
    enum check_state state;
    bool has_value;
    struct kpi_value value; /* of a KPI; of a counter .value and .currency alone */
    struct period days;     /* from DAY_NONE: without days (quality, stale) */
    const char *text;       /* translated: "Opt-out 0.71 % in 2026-10-01-31" */
};

/* A campaign that keeps to a rule for each. */
struct check_held {
    const struct check_rule *rule;
    int64_t number;
};

struct check {
    const struct check_line *lines; /* rule by rule one of all; of one for each before it every
                                       campaign that does not hold, and that of all fails where one
                                       of them does; it is unsure where none does and one is, and
                                       unknown where all are */
    size_t count;
    const struct check_held *held; /* rule by rule */
    size_t held_count;
    size_t by_state[CHECK_STATES]; /* rules, by the line of all */
    size_t rules;
};

struct check_question {
    const struct check_rule *rules;
    size_t count;
    const struct benchmarks *sets;
    const struct scope_request *request; /* period of rules that name none; filter of all */
};

/* ERR_CANCELLED, ERR_MEMORY, what the store says. */
bool check_build(struct arena *arena, struct store *store, const struct check_question *question,
                 struct cancel *cancel, const struct check **check, struct err *err);

#endif
