/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Special functions beside the normal distribution: log-gamma, chi-square tail, incomplete beta,
 * Student's t. Relative error below 1e-10 (checked against 50-digit values, parameters up to 1e9);
 * what is smaller than doubles hold is 0. GSL's error handler, which would end the program, is
 * turned off by every function that GSL could fail in.
 */
#ifndef CAMPANE_STATS_SPECIAL_H
#define CAMPANE_STATS_SPECIAL_H

/* ln Gamma(x), x > 0 (else 0). */
double stats_special_log_gamma(double x);

/* P(chi-square with df degrees of freedom >= x); df > 0. 1 for x <= 0. */
double stats_special_chi2_upper(double x, double df);

/* The regularized incomplete beta function I_x(a, b), the distribution function of Beta(a, b);
 * a, b > 0. 0 for x <= 0, 1 for x >= 1. Cost: O(sqrt(a + b)) near the mean, less elsewhere. */
double stats_special_beta_lower(double x, double a, double b);

/* P(T >= t) with df > 0 degrees of freedom, any real df. */
double stats_special_t_upper(double t, double df);

/* t with P(T <= t) = p, 0 < p < 1 (outside: as for the nearest p inside). */
double stats_special_t_quantile(double p, double df);

/* The version of the GNU Scientific Library. */
const char *stats_special_library(void);

#endif
