/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files behind what_if.h share.
 */
#ifndef CAMPANE_REPORT_WHAT_IF_PRIVATE_H
#define CAMPANE_REPORT_WHAT_IF_PRIVATE_H

#include "report/what_if.h"

/* The sentence of a row; NULL: out of memory. */
const char *what_if_say(struct arena *arena, int64_t recipients, const struct what_if_row *row);

/* The table with its notes; NULL: out of memory. */
struct table *what_if_lay_out(struct arena *arena, const struct what_if *what_if);

#endif
