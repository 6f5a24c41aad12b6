/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The options that declare a test.
 */
#ifndef CAMPANE_CLI_PLAN_OPTIONS_H
#define CAMPANE_CLI_PLAN_OPTIONS_H

#include "cli/cli.h"
#include "model/plan.h"

/* Change what the options say of a plan; the rest stays. Strings in the run's arena. ERR_USAGE. */
bool plan_options_take(struct cli *cli, struct plan *plan, struct err *err);

#endif
