/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gauss-Legendre quadrature with 16 nodes on [-1, 1], exact for polynomials up to degree 31
 * (Abramowitz and Stegun, table 25.4; digits by 40-digit arithmetic). Inside stats.
 */
#ifndef CAMPANE_STATS_QUADRATURE_H
#define CAMPANE_STATS_QUADRATURE_H

#define STATS_QUADRATURE_NODES 16

/* In ascending order. */
extern const double stats_quadrature_node[STATS_QUADRATURE_NODES];
extern const double stats_quadrature_weight[STATS_QUADRATURE_NODES];

#endif
