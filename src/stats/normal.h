/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The normal distribution. Relative error about 1e-13 in the far tails, 1e-15 elsewhere.
 */
#ifndef CAMPANE_STATS_NORMAL_H
#define CAMPANE_STATS_NORMAL_H

/* P(Z <= z) and P(Z >= z), both without loss in their small tail; 0 beyond |z| of about 38.5. */
double stats_normal_lower(double z);
double stats_normal_upper(double z);

/* P(|Z| >= |z|). */
double stats_normal_two_sided(double z);

/* z with P(Z <= z) = p. p <= 0 and p >= 1 give the ends of what doubles can hold (-38.5, 8.3). */
double stats_normal_quantile(double p);

/* z with P(Z >= z) = p: keeps the digits of a small p, which 1 - p would lose. */
double stats_normal_upper_quantile(double p);

#endif
