/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shares and points as people type them: "20%", "20 %", "0.2"; "0.1pt".
 */
#ifndef CAMPANE_REPORT_SHARE_H
#define CAMPANE_REPORT_SHARE_H

#include "base/err.h"

/* A share strictly between the bounds; text NULL: *share stays. `name` is what the person knows it
 * by, for ERR_USAGE. */
bool share_parse(const char *name, const char *text, double low, double high, double *share,
                 struct err *err);

/* "0.1pt", "0.1 pt" or "0.1%" as a fraction; false when it is none. */
bool share_points(const char *text, double *points);

#endif
