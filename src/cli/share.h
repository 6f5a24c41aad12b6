/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shares and points on the command line: "20%", "20 %", "0.2"; "0.1pt".
 */
#ifndef CAMPANE_CLI_SHARE_H
#define CAMPANE_CLI_SHARE_H

#include "cli/cli.h"

/* An option's share strictly between the bounds; not given: *share stays. ERR_USAGE. */
bool share_option(const struct cli *cli, enum cli_option id, double low, double high, double *share,
                  struct err *err);

/* "0.1pt", "0.1 pt" or "0.1%" as a fraction; false when it is none. */
bool share_points(const char *text, double *points);

#endif
