/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "completion/shell.h"

/* A text inside single quotes. */
static void put_text(const char *text)
{
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\') {
            putchar('\\');
        }
        putchar(*text);
    }
}

/* When what follows holds: behind this command, or before any. */
static void put_condition(const struct command *command)
{
    if (command->name[0]) {
        printf("complete -c campane -n '__fish_seen_subcommand_from %s'", command->name);
    } else {
        fputs("complete -c campane -n __fish_use_subcommand", stdout);
    }
}

static void put_option(const struct command *command, enum cli_option id)
{
    struct strbuf words = STRBUF_INIT;
    enum value_kind kind = words_of_option(command, id, &words);
    put_condition(command);
    printf(" -l %s", option_info(id)->name);
    if (kind == VALUE_FILE) {
        fputs(" -r -F", stdout);
    } else if (kind == VALUE_WORDS) {
        printf(" -x -a '%s'", strbuf_text(&words));
    } else if (kind == VALUE_FREE) {
        fputs(" -x", stdout);
    }
    fputs(" -d '", stdout);
    put_text(command_option_help(command, id));
    fputs("'\n", stdout);
    strbuf_free(&words);
}

static void put_command(const struct command *command)
{
    struct strbuf words = STRBUF_INIT;
    bool files = words_of_command(command, &words);
    if (command->name[0]) {
        printf("complete -c campane -n __fish_use_subcommand -f -a %s -d '", command->name);
        put_text(command->summary);
        fputs("'\n", stdout);
        if (words.length || !files) {
            put_condition(command);
            printf(" %s -a '%s'\n", files ? "" : "-f", strbuf_text(&words));
        }
    }
    for (int id = 0; id < OPTION_COUNT; id++) {
        if (option_of(command, (enum cli_option)id)) {
            put_option(command, (enum cli_option)id);
        }
    }
    strbuf_free(&words);
}

void shell_fish(void)
{
    fputs("# fish completion for campane\n", stdout);
    for (size_t i = 0; command_all[i]; i++) {
        put_command(command_all[i]);
    }
}
