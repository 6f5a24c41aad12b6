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

/* What stands behind a command may have the name of another one, and so may an option's value
 * before it: the first that is none is the command. */
static void put_functions(void)
{
    struct strbuf valued = STRBUF_INIT;
    words_with_value(" ", &valued);
    printf("function __campane_command\n"
           "    set -l value no\n"
           "    for word in (commandline -opc)[2..]\n"
           "        if test $value = yes\n"
           "            set value no\n"
           "        else if contains -- $word %s\n"
           "            set value yes\n"
           "        else if contains -- $word",
           strbuf_text(&valued));
    strbuf_free(&valued);
    for (size_t i = 0; command_all[i]; i++) {
        printf(" %s", command_all[i]->name);
    }
    fputs("\n            test $word = \"$argv[1]\"\n"
          "            return\n"
          "        end\n"
          "    end\n"
          "    test -z \"$argv[1]\"\n"
          "end\n"
          "function __campane_value\n"
          "    contains -- (commandline -opc)[-1] $argv; and return\n"
          "    string match -q -- \"$argv[1]=*\" (commandline -ct)\n"
          "end\n"
          "function __campane_does\n"
          "    __campane_command $argv[1]; or return\n"
          "    for word in (commandline -opc)[3..]\n"
          "        contains -- $word $argv[2..]; and return\n"
          "    end\n"
          "    false\n"
          "end\n"
          "# of several with commas between it is the last that is typed\n"
          "function __campane_list\n"
          "    set -l before (string match -r '.*,' -- (string replace -r '^--[^=]*=' '' -- "
          "(commandline -ct)))\n"
          "    printf '%s\\n' \"$before\"$argv\n"
          "end\n",
          stdout);
}

/* When what follows holds: behind this command, or before any. */
static void put_condition(const struct command *command)
{
    printf("complete -c campane -n '__campane_command %s'", command->name);
}

/* One that only a command takes is not offered before it, but its values are. */
static void put_option(const struct command *command, enum cli_option id)
{
    struct strbuf words = STRBUF_INIT;
    const struct command *teller = words_teller(command, id);
    enum value_kind kind = words_of_option(teller, id, &words);
    const char *name = option_info(id)->name;
    char letter = option_letter(id);
    if (teller != command) {
        printf("complete -c campane -n '__campane_command; and __campane_value --%s%s", name,
               letter ? " -" : "");
        printf(letter ? "%c'" : "'", letter);
    } else {
        put_condition(command);
    }
    if (letter) {
        printf(" -s %c", letter);
    }
    printf(" -l %s", name);
    if (kind == VALUE_FILE) {
        fputs(" -r -F", stdout);
    } else if (kind == VALUE_WORDS && words_are_listed(teller, id)) {
        printf(" -x -a '(__campane_list %s)'", strbuf_text(&words));
    } else if (kind == VALUE_WORDS) {
        printf(" -x -a '%s'", strbuf_text(&words));
    } else if (kind == VALUE_FREE) {
        fputs(" -x", stdout);
    }
    fputs(" -d '", stdout);
    put_text(command_option_help(teller, id));
    fputs("'\n", stdout);
    strbuf_free(&words);
}

/* What a command does, and a file behind it, or what nobody knows. */
static void put_deeds(const struct command *command)
{
    struct strbuf all = STRBUF_INIT, files = STRBUF_INIT;
    words_of_command(command, &all);
    words_of_deeds(command, true, " ", &files);
    put_condition(command);
    fputs(" -f\n", stdout);
    printf("complete -c campane -n '__campane_command %s; and not __campane_does %s %s' -a '%s'\n",
           command->name, command->name, strbuf_text(&all), strbuf_text(&all));
    if (files.length) {
        printf("complete -c campane -n '__campane_does %s %s' -F\n", command->name,
               strbuf_text(&files));
    }
    strbuf_free(&all);
    strbuf_free(&files);
}

static void put_command(const struct command *command)
{
    struct strbuf words = STRBUF_INIT;
    bool files = words_of_command(command, &words);
    if (command->name[0]) {
        printf("complete -c campane -n __campane_command -f -a %s -d '", command->name);
        put_text(command->summary);
        fputs("'\n", stdout);
        if (command->subcommand_count) {
            put_deeds(command);
        } else if (words.length || !files) {
            put_condition(command);
            printf(" %s -a '%s'\n", files ? "" : "-f", strbuf_text(&words));
        }
    }
    for (int id = 0; id < OPTION_COUNT; id++) {
        const struct command *teller = words_teller(command, (enum cli_option)id);
        bool valued = command_option_value(teller, (enum cli_option)id) != NULL;
        if (option_of(command, (enum cli_option)id) || (teller != command && valued)) {
            put_option(command, (enum cli_option)id);
        }
    }
    strbuf_free(&words);
}

void shell_fish(void)
{
    fputs("# fish completion for campane\n", stdout);
    put_functions();
    for (size_t i = 0; command_all[i]; i++) {
        put_command(command_all[i]);
    }
}
