/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "completion/shell.h"

/* A text inside single quotes and brackets. */
static void put_text(const char *text)
{
    for (; *text; text++) {
        if (*text == '\'') {
            fputs("'\\''", stdout);
        } else {
            if (*text == '[' || *text == ']' || *text == ':' || *text == '\\') {
                putchar('\\');
            }
            putchar(*text);
        }
    }
}

/* What stands behind an option of that name. One that only a command takes is not offered before it
 * ("!"), but its values are. */
static void put_spec(const struct command *command, enum cli_option id, const char *name,
                     const char *end)
{
    struct strbuf words = STRBUF_INIT;
    const struct command *teller = words_teller(command, id);
    enum value_kind kind = words_of_option(teller, id, &words);
    printf("        '%s%s%s[", teller == command ? "" : "!", name, kind == VALUE_NONE ? "" : end);
    put_text(command_option_help(teller, id));
    putchar(']');
    if (kind != VALUE_NONE) {
        putchar(':');
        put_text(command_option_value(teller, id));
        putchar(':');
    }
    if (kind == VALUE_FILE) {
        fputs("_files", stdout);
    } else if (kind == VALUE_WORDS && words_are_listed(teller, id)) {
        printf("_values -s , %s %s", option_info(id)->name, strbuf_text(&words));
    } else if (kind == VALUE_WORDS) {
        printf("(%s)", strbuf_text(&words));
    }
    fputs("'\n", stdout);
    strbuf_free(&words);
}

static void put_option(const struct command *command, enum cli_option id)
{
    char name[64];
    snprintf(name, sizeof name, "--%s", option_info(id)->name);
    put_spec(command, id, name, "=");
    if (option_letter(id)) {
        snprintf(name, sizeof name, "-%c", option_letter(id));
        put_spec(command, id, name, "+");
    }
}

static void put_command(const struct command *command)
{
    struct strbuf words = STRBUF_INIT;
    bool files = words_of_command(command, &words);
    printf("    %s)\n        arguments=(\n", command->name[0] ? command->name : "''");
    for (int id = 0; id < OPTION_COUNT; id++) {
        const struct command *teller = words_teller(command, (enum cli_option)id);
        bool valued = command_option_value(teller, (enum cli_option)id) != NULL;
        if (option_of(command, (enum cli_option)id) || (teller != command && valued)) {
            put_option(command, (enum cli_option)id);
        }
    }
    if (!command->name[0]) {
        fputs("        '1:command:->command'\n", stdout);
    }
    if (words.length) {
        printf("        '1::what:(%s)'\n", strbuf_text(&words));
    }
    printf("%s        )", files ? "        '*:file:_files'\n" : "");
    strbuf_clear(&words);
    words_of_deeds(command, true, "|", &words);
    if (words.length) {
        printf("\n        ((${words[(I)(%s)]})) && arguments+=('2:file:_files')",
               strbuf_text(&words));
    }
    fputs(" ;;\n", stdout);
    strbuf_free(&words);
}

void shell_zsh(void)
{
    fputs("#compdef campane\n"
          "# zsh completion for campane\n"
          "_campane() {\n"
          "    local -a commands arguments\n"
          "    local command= i state state_descr line\n"
          "    local -A opt_args\n"
          "    commands=(\n",
          stdout);
    for (size_t i = 0; command_all[i]; i++) {
        if (command_all[i]->name[0]) {
            printf("        '%s:", command_all[i]->name);
            put_text(command_all[i]->summary);
            fputs("'\n", stdout);
        }
    }
    struct strbuf valued = STRBUF_INIT;
    words_with_value("|", &valued);
    printf("    )\n"
           "    # the first word that is no option's value\n"
           "    for ((i = 2; i < CURRENT; i++)); do\n"
           "        if [[ ${words[i]} == (%s) ]]; then\n"
           "            ((i++))\n",
           strbuf_text(&valued));
    strbuf_free(&valued);
    fputs("        elif [[ -n ${commands[(r)${words[i]}:*]} ]]; then\n"
          "            command=${words[i]}\n"
          "            shift $((i - 1)) words\n"
          "            ((CURRENT -= i - 1))\n"
          "            break\n"
          "        fi\n"
          "    done\n"
          "    case $command in\n",
          stdout);
    for (size_t i = 0; command_all[i]; i++) {
        put_command(command_all[i]);
    }
    fputs("    esac\n"
          "    _arguments -S : $arguments\n"
          "    if [[ $state == command ]]; then\n"
          "        _describe command commands\n"
          "    fi\n"
          "}\n"
          "_campane \"$@\"\n",
          stdout);
}
