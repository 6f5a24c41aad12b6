/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a command is. One file a command (cmd_NAME.c) that ends in its `const struct command`;
 * command.def lists them in the order of the help.
 */
#ifndef CAMPANE_CLI_COMMAND_H
#define CAMPANE_CLI_COMMAND_H

#include "cli/cli.h"

#define COMMAND_OPTIONS_MAX 24

/* Options of commands that show figures. */
#define COMMAND_SCOPE                                                                              \
    OPTION_FROM, OPTION_TO, OPTION_LAST, OPTION_BASE, OPTION_BENCHMARK, OPTION_WHERE

/* What an option means to one command, where that is something else than in option.def. */
struct command_words {
    enum cli_option id;
    const char *value, *help; /* untranslated; value NULL: as in option.def */
};

struct subcommand;

struct command {
    const char *name;     /* "import"; "" is the dashboard */
    const char *usage;    /* untranslated: "[OPTION]... FILE..." */
    const char *summary;  /* untranslated: one sentence, for the list */
    const char *help;     /* untranslated paragraphs, wrapped when shown; NULL: none */
    const char *lines;    /* shown as they are behind the help, each after two blanks; NULL: none */
    const char *examples; /* lines "campane ..."; NULL: none */
    const char *formats;  /* untranslated help of its --format; NULL: as in option.def */
    const struct command_words *words; /* ended by a help of NULL; NULL: all as in option.def */
    const enum cli_option options[COMMAND_OPTIONS_MAX]; /* beside those of every command (HELP,
                                                       STORE, CONFIG, NOW, LANG); ended by
                                                       OPTION_HELP, which is 0 */
    const struct subcommand *subcommands; /* what the first operand may be; NULL: something else */
    size_t subcommand_count;
    const char *operand_words; /* so, separated by blanks, where no table says it; NULL: none */
    size_t operands_min, operands_max; /* SIZE_MAX: any number */
    int (*run)(struct cli *cli);       /* gives the exit status */
};

/* What the command's help says of an option, and the word for its value (NULL: a flag),
 * untranslated. */
const char *command_option_help(const struct command *command, enum cli_option id);
const char *command_option_value(const struct command *command, enum cli_option id);

/* By name; NULL: there is none. */
const struct command *command_find(const char *name);

/* All, in the order of the help; NULL behind the last. */
extern const struct command *const command_all[];

#endif
