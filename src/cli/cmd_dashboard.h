/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the dashboard, the demo and a snapshot are opened with, from the command line.
 */
#ifndef CAMPANE_CLI_CMD_DASHBOARD_H
#define CAMPANE_CLI_CMD_DASHBOARD_H

#include "cli/cli.h"

struct app_options;

/* Fill options (ui/app/app.h): store and places, clock, settings, benchmark sets, the scope to
 * begin with. Mistakes in --where are ERR_USAGE with their column (cli_fail_scope). */
bool dashboard_options(struct cli *cli, struct app_options *options, struct err *err);

/* The folder of the sample, NULL: it is not installed. */
const char *dashboard_sample(struct cli *cli, struct err *err);

/* The version of the curses library. */
const char *dashboard_library(void);

#endif
