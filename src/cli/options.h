/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From words to options: which command is meant, what was given with it.
 */
#ifndef CAMPANE_CLI_OPTIONS_H
#define CAMPANE_CLI_OPTIONS_H

#include "cli/command.h"

struct option_info {
    const char *name;  /* without the dashes */
    const char *value; /* word for its value; NULL: a flag */
    const char *help;  /* untranslated sentence */
};

/* Lent for ever. */
const struct option_info *option_info(enum cli_option id);

/* The letter that stands for an option ("o" for output), 0: none. */
char option_letter(enum cli_option id);

/* Whether a command takes an option. */
bool option_of(const struct command *command, enum cli_option id);

/* Fill command, options and operands of cli. Options may stand before and behind the command and
 * its operands, until "--". ERR_USAGE: an unknown command (the nearest is named) or option, a
 * missing or needless value. cli->command is set as soon as it is known (the dashboard's when
 * none is named). */
bool options_parse(struct cli *cli, int argc, char **argv, struct err *err);

/* What holds beside: options that the command does not take, too few or too many operands. */
bool options_check(const struct cli *cli, struct err *err);

#endif
