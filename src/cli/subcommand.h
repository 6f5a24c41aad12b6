/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands that do several things, named by their first operand: `imports undo 3`.
 */
#ifndef CAMPANE_CLI_SUBCOMMAND_H
#define CAMPANE_CLI_SUBCOMMAND_H

#include "cli/command.h"

#define SUBCOMMAND_OPTIONS_MAX 10

struct subcommand {
    const char *name;
    const char *operand; /* untranslated word for what it needs: "ID"; NULL: nothing */
    const enum cli_option options[SUBCOMMAND_OPTIONS_MAX]; /* of the command's, those it takes;
                                                       ended by OPTION_HELP */
    /* operand: NULL where it needs none. Gives the exit status. */
    int (*run)(struct cli *cli, const char *operand);
};

/* Run the one that the first operand names; without operands the first of the list. A usage error
 * (2) that lists them for any other word, for too few or too many operands, and for options of
 * another one. */
int subcommand_run(struct cli *cli, const struct subcommand *list, size_t count);

#endif
