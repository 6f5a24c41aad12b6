/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is shown as a color and never stops a test: with uniform Beta(1, 1) priors, the chance that
 * B's rate is the higher one and what one expects to lose by choosing wrongly.
 *
 * The posterior Beta(1 + x, 1 + n - x) is expanded about its mode m = x / n,
 *     x log1p(d / m) + (n - x) log1p(-d / (1 - m)),
 * normalized by the same quadrature, and both are integrated over common panels: no difference of
 * large logarithms or of nearly equal integrals is formed, so 1e9 recipients are as good as ten.
 */
#ifndef CAMPANE_STATS_BAYES_H
#define CAMPANE_STATS_BAYES_H

#include "stats/count.h"

struct stats_bayes {
    double b_better; /* P(pB > pA), 0..1; words never say 0 % or 100 % */
    double loss_a;   /* E[max(pB - pA, 0)]: given up by choosing A */
    double loss_b;   /* E[max(pA - pB, 0)]: given up by choosing B */
};

/* STATS_OK, _NO_DATA or _DATA_ERROR. Absolute error below 1e-9, relative 1e-7 down to chances of
 * 1e-15. About 0.1 ms. */
enum stats_status stats_bayes(struct stats_count a, struct stats_count b, struct stats_bayes *out);

#endif
