/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * --help, from the tables of commands and options.
 */
#ifndef CAMPANE_CLI_HELP_H
#define CAMPANE_CLI_HELP_H

#include "cli/command.h"

/* The help of a command; of the dashboard's, the list of all commands. Returns 0. */
int help_print(FILE *out, const struct command *command);

#endif
