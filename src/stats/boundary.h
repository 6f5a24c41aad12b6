/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The boundary of a planned test: Lan and DeMets (Biometrika 70, 1983), O'Brien-Fleming type,
 * two-sided with alpha / 2 a side. At the share t of the planned recipients the test has spent
 *
 *     alpha(t) = 4 (1 - Phi(z_{alpha/4} / sqrt t)),    z_{alpha/4} the upper quantile,
 *
 * and look k rejects when the pooled |z| > c_k, c_k chosen so that the chance of a first rejection
 * there is alpha(t_k) - alpha(t_{k-1}): the density of B(t) = z sqrt t among paths that stayed
 * inside is carried from look to look (Armitage, McPherson and Rowe 1969), on Gauss-Legendre panels
 * narrower than the step's own spread, so that irregular and very close looks are no worse.
 */
#ifndef CAMPANE_STATS_BOUNDARY_H
#define CAMPANE_STATS_BOUNDARY_H

#include "base/err.h"

/* No look needs more than this: |z| of 8 is a chance of 1e-15. */
#define STATS_BOUNDARY_MAX 8.0

/* A look that adds less than this share of the plan is none: it spends nothing, has the largest
 * critical value, and what it would have spent goes to the next. */
#define STATS_BOUNDARY_STEP 2e-7

/* Fill critical[looks] for information times t[looks], 0 < t, strictly rising, t <= 1; 0 < alpha <
 * 1 (over m comparisons: alpha / m). ERR_USAGE when they are not so (critical untouched),
 * ERR_MEMORY. A value depends on the looks before it only. Error below 1e-6 (0.01 beyond c = 5).
 * About 0.02 ms a look; when counts change, not for every frame. */
bool stats_boundary(const double *t, size_t looks, double alpha, double *critical, struct err *err);

/* The same where the end is a date: what has been spent by look k goes by spend[k], the share of
 * the time (0 < spend, strictly rising, <= 1; Lan and DeMets, Biometrics 45, 1989), while t says
 * how much each look adds to what was known, in any unit up to 1. spend NULL: by t. */
bool stats_boundary_spend(const double *t, const double *spend, size_t looks, double alpha,
                          double *critical, struct err *err);

#endif
