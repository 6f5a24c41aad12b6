/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Completion scripts: what a shell offers behind `campane`. One file a shell; words.c knows what a
 * command and an option can be followed by.
 */
#ifndef CAMPANE_COMPLETION_SHELL_H
#define CAMPANE_COMPLETION_SHELL_H

#include "base/strbuf.h"
#include "cli/command.h"
#include "cli/options.h"

/* What stands behind an option. */
enum value_kind {
    VALUE_NONE,  /* it is a flag */
    VALUE_WORDS, /* one of some words */
    VALUE_FILE,
    VALUE_FREE /* nobody knows it before */
};

/* The command that knows what stands behind an option: this one; before any command (whose name is
 * ""), where all options may stand, the first that takes it. */
const struct command *words_teller(const struct command *command, enum cli_option id);

/* Its words, separated by blanks, are appended to `words`. */
enum value_kind words_of_option(const struct command *command, enum cli_option id,
                                struct strbuf *words);

/* Whether an option takes several of its words, with commas between. */
bool words_are_listed(const struct command *command, enum cli_option id);

/* Of a command that does several things: the words for those behind which a file stands (on_files),
 * or nothing that is known, appended with `between` between them. */
void words_of_deeds(const struct command *command, bool on_files, const char *between,
                    struct strbuf *words);

/* The first operands that a command knows, separated by blanks; returns whether files may follow
 * (or stand there). */
bool words_of_command(const struct command *command, struct strbuf *words);

/* All options that a value stands behind, "--store|--config|-o ...", with `between` between them.
 */
void words_with_value(const char *between, struct strbuf *words);

/* Each writes its script to standard output. */
void shell_bash(void);
void shell_zsh(void);
void shell_fish(void);

#endif
