/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the configuration says of all tests that have no word of their own on it: how much harm a
 * winner may do, what counts as the same, and the tuning of tests without a plan. It is there
 * before any result and the same for every test, so nobody can fit it to what was found.
 */
#ifndef CAMPANE_REPORT_TEST_LIMITS_H
#define CAMPANE_REPORT_TEST_LIMITS_H

#include "config/settings.h"
#include "model/plan.h"

struct test_limits {
    double tightest;                                    /* N* of the sequence; 0: not said */
    struct plan_guardrail margins[PLAN_GUARDRAILS_MAX]; /* that were said */
    size_t margin_count;
    double same_within; /* points below which arms count as the same; 0: not said */
};

/* ERR_REFUSED: a value that cannot be, with its file. */
bool test_limits_read(const struct settings *settings, struct test_limits *limits, struct err *err);

#endif
