/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "completion/shell.h"

static const char head[] =
    "# bash completion for campane\n"
    "_campane() {\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} prev= command= word words= files= list= before= i\n"
    "    ((COMP_CWORD > 0)) && prev=${COMP_WORDS[COMP_CWORD - 1]}\n"
    "    # --option=VALUE comes as three words\n"
    "    [[ $cur == = ]] && cur=\n"
    "    [[ $prev == = ]] && prev=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "    # the first word that is no option's value\n"
    "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "        word=${COMP_WORDS[i]}\n"
    "        case $word in\n";

static void put_names(const char *between)
{
    for (size_t i = 0; command_all[i]; i++) {
        if (command_all[i]->name[0]) {
            printf("%s%s", i > 1 ? between : "", command_all[i]->name);
        }
    }
}

/* Values of a command's options, as cases of "COMMAND OPTION". */
static void put_values(const struct command *command)
{
    for (int id = 0; id < OPTION_COUNT; id++) {
        struct strbuf words = STRBUF_INIT;
        const struct command *teller = words_teller(command, (enum cli_option)id);
        if (option_of(teller, (enum cli_option)id)) {
            enum value_kind kind = words_of_option(teller, (enum cli_option)id, &words);
            const char *name = option_info((enum cli_option)id)->name;
            char letter = option_letter((enum cli_option)id);
            if (kind != VALUE_NONE) {
                printf("    \"%s --%s\"", command->name, name);
                if (letter) {
                    printf("|\"%s -%c\"", command->name, letter);
                }
                putchar(')');
                bool listed = words_are_listed(teller, (enum cli_option)id);
                printf(kind == VALUE_FILE    ? " files=1 ;;\n"
                       : kind == VALUE_WORDS ? " words=\"%s\"%s ;;\n"
                                             : " return ;;\n",
                       strbuf_text(&words), listed ? " list=1" : "");
            }
        }
        strbuf_free(&words);
    }
}

/* Behind what a command is to do stands a file, or what nobody knows. */
static void put_deeds(const struct command *command)
{
    fputs("                for word in \"${COMP_WORDS[@]:i+1:COMP_CWORD-i-1}\"; do\n"
          "                    case $word in\n",
          stdout);
    for (int files = 0; files < 2; files++) {
        struct strbuf names = STRBUF_INIT;
        words_of_deeds(command, files, "|", &names);
        if (names.length) {
            printf("                    %s) words=%s ;;\n", strbuf_text(&names),
                   files ? " files=1" : "");
        }
        strbuf_free(&names);
    }
    fputs("                    esac\n                done\n", stdout);
}

static void put_command(const struct command *command)
{
    struct strbuf words = STRBUF_INIT;
    bool files = words_of_command(command, &words);
    printf("        %s)\n            if [[ $cur == -* ]]; then\n                words=\"",
           command->name[0] ? command->name : "\"\"");
    for (int id = 0; id < OPTION_COUNT; id++) {
        if (option_of(command, (enum cli_option)id)) {
            printf("%s--%s", id ? " " : "", option_info((enum cli_option)id)->name);
        }
    }
    printf("\"\n            else\n                words=\"");
    if (command->name[0]) {
        fputs(strbuf_text(&words), stdout);
    } else {
        put_names(" ");
    }
    printf("\"\n%s", files ? "                files=1\n" : "");
    if (command->subcommand_count) {
        put_deeds(command);
    }
    fputs("            fi ;;\n", stdout);
    strbuf_free(&words);
}

void shell_bash(void)
{
    struct strbuf valued = STRBUF_INIT;
    words_with_value("|", &valued);
    fputs(head, stdout);
    printf("        %s) [[ ${COMP_WORDS[++i]} == = ]] && ((i++)) ;;\n        ",
           strbuf_text(&valued));
    strbuf_free(&valued);
    put_names("|");
    printf(") command=$word; break ;;\n        esac\n    done\n    case \"$command $prev\" in\n");
    for (size_t i = 0; command_all[i]; i++) {
        put_values(command_all[i]);
    }
    printf("    *)\n        case $command in\n");
    for (size_t i = 0; command_all[i]; i++) {
        put_command(command_all[i]);
    }
    fputs("        esac ;;\n    esac\n"
          "    # of several with commas between it is the last that is typed\n"
          "    if [[ $list ]]; then\n"
          "        [[ $cur == *,* ]] && before=${cur%,*},\n"
          "        compopt -o nospace 2>/dev/null\n"
          "    fi\n"
          "    COMPREPLY=()\n"
          "    while IFS= read -r word; do\n"
          "        COMPREPLY+=(\"$word\")\n"
          "    done < <(compgen -P \"$before\" -W \"$words\" -- \"${cur#\"$before\"}\"; [[ $files "
          "]] && compgen -f -- \"$cur\")\n"
          "    [[ $files && -z $words ]] && compopt -o filenames 2>/dev/null\n"
          "    return 0\n"
          "}\n"
          "complete -F _campane campane\n",
          stdout);
}
