/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parts of man pages, written to standard output.
 */
#ifndef CAMPANE_MAN_ROFF_H
#define CAMPANE_MAN_ROFF_H

#include <stdbool.h>

/* Text as roff: no line begins with a control character, backslashes and hyphens are literal. */
void roff_put(const char *text);

/* Every KPI: formula, unit, base, direction, what brings it, how the shipped sets judge it. */
void roff_kpis(void);

/* Every counter: what it counts, its unit, which files tell it. */
void roff_counters(void);

/* Every shipped benchmark set: where it is from, what it is bound to, its rows with their sources,
 * what is claimed and not used. False: they cannot be read; standard error says why. */
bool roff_benchmarks(void);

#endif
