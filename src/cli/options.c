/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include <getopt.h>
#include <string.h>

#include "base/i18n.h"
#include "text/near.h"

static const struct option_info infos[OPTION_COUNT] = {
#define OPTION(id, name, value, help) [OPTION_##id] = {name, value, help},
#include "cli/option.def"
#undef OPTION
};

/* What every command takes. */
static const enum cli_option common[] = {OPTION_HELP,   OPTION_VERSION, OPTION_STORE,
                                         OPTION_CONFIG, OPTION_NOW,     OPTION_LANG};

static const struct {
    char letter;
    enum cli_option id;
} letters[] = {
    {'h', OPTION_HELP}, {'V', OPTION_VERSION}, {'o', OPTION_OUTPUT}, {'q', OPTION_QUIET}};

#define LETTERS "+:hVo:q"

const struct option_info *option_info(enum cli_option id)
{
    return &infos[id];
}

char option_letter(enum cli_option id)
{
    for (size_t i = 0; i < ARRAY_COUNT(letters); i++) {
        if (letters[i].id == id) {
            return letters[i].letter;
        }
    }
    return 0;
}

bool option_of(const struct command *command, enum cli_option id)
{
    for (size_t i = 0; i < ARRAY_COUNT(common); i++) {
        if (common[i] == id) {
            return true;
        }
    }
    for (size_t i = 0; command->options[i] != OPTION_HELP; i++) {
        if (command->options[i] == id) {
            return true;
        }
    }
    return false;
}

static bool unknown_command(const char *word, struct err *err)
{
    err_set(err, ERR_USAGE, _("there is no command \"%s\""), word);
    const struct command *nearest = NULL;
    size_t least = 3;
    for (size_t i = 0; command_all[i]; i++) {
        size_t changes = near_edits(word, command_all[i]->name);
        if (changes < least) {
            least = changes;
            nearest = command_all[i];
        }
    }
    if (nearest && nearest->name[0]) {
        err_todo(err, _("did you mean \"campane %s\"?"), nearest->name);
    }
    return false;
}

/* The list as getopt_long wants it; val is behind all letters. */
enum { VAL_BASE = 256 };

static void long_options(struct option list[OPTION_COUNT + 1])
{
    for (int i = 0; i < OPTION_COUNT; i++) {
        list[i] = (struct option){infos[i].name, infos[i].value ? required_argument : no_argument,
                                  NULL, VAL_BASE + i};
    }
    list[OPTION_COUNT] = (struct option){NULL, 0, NULL, 0};
}

/* Options that may be given again, and what joins their values; 0: the last one counts. */
static char joins(const struct cli *cli, int id)
{
    return id == OPTION_GUARDRAIL ? ','
           : (id == OPTION_CAMPAIGN && strcmp(cli->command->name, "import") != 0) ||
                   id == OPTION_RULE
               ? '\n'
               : 0;
}

/* False: there is no such option, or (err is set) out of memory. */
static bool take(struct cli *cli, int what, const char *value, struct err *err)
{
    int id = what - VAL_BASE;
    for (size_t i = 0; i < ARRAY_COUNT(letters); i++) {
        if (letters[i].letter == what) {
            id = (int)letters[i].id;
        }
    }
    if (id < 0 || id >= OPTION_COUNT) {
        return false;
    }
    char join = joins(cli, id);
    if (join && cli->option[id]) {
        value = arena_printf(cli->arena, "%s%c%s", cli->option[id], join, value);
        if (!value) {
            return err_memory(err);
        }
    }
    cli->option[id] = value ? value : "";
    return true;
}

/* What getopt_long did not like, in our words. */
static bool complain(int what, char *const *argv, struct err *err)
{
    const char *word = argv[optind - 1];
    if (what == ':') {
        return err_set(err, ERR_USAGE, _("%s needs a value"), word);
    }
    if (optopt >= VAL_BASE) {
        return err_set(err, ERR_USAGE, _("--%s takes no value"), infos[optopt - VAL_BASE].name);
    }
    if (optopt >= '0' && optopt <= '9') {
        err_set(err, ERR_USAGE, _("%s is no option"), word);
        return err_todo(err, "%s", _("a value that begins with - stands behind --"));
    }
    if (optopt) {
        return err_set(err, ERR_USAGE, _("there is no option -%c"), optopt);
    }
    return err_set(err, ERR_USAGE, _("there is no option %s, or several begin so"), word);
}

bool options_parse(struct cli *cli, int argc, char **argv, struct err *err)
{
    struct option list[OPTION_COUNT + 1];
    long_options(list);
    cli->command = command_find("");
    const char **operands = ARENA_ARRAY(cli->arena, const char *, (size_t)argc + 1);
    if (!operands) {
        return err_memory(err);
    }
    cli->operands = operands;
    bool named = false;
    opterr = 0;
    optind = 1;
    while (optind < argc) {
        bool literal = optind > 1 && strcmp(argv[optind - 1], "--") == 0;
        int what = literal ? -1 : getopt_long(argc, argv, LETTERS, list, NULL);
        if (what == -1) {
            /* "+" stops at each word that is no option: it is taken, and getopt goes on. */
            if (literal || (optind > 1 && strcmp(argv[optind - 1], "--") == 0)) {
                while (optind < argc) {
                    operands[cli->operand_count++] = argv[optind++];
                }
                break;
            }
            if (optind >= argc) {
                break;
            }
            const char *word = argv[optind++];
            if (!named) {
                const struct command *command = command_find(word);
                if (!command || !word[0]) {
                    return unknown_command(word, err);
                }
                cli->command = command;
                named = true;
            } else {
                operands[cli->operand_count++] = word;
            }
        } else if (!take(cli, what, optarg, err)) {
            return err->code == ERR_MEMORY ? false : complain(what, argv, err);
        }
    }
    return true;
}

bool options_check(const struct cli *cli, struct err *err)
{
    const struct command *command = cli->command;
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (cli->option[i] && !option_of(command, (enum cli_option)i)) {
            return command->name[0]
                       ? err_set(err, ERR_USAGE, _("%s takes no --%s"), command->name,
                                 infos[i].name)
                       : err_set(err, ERR_USAGE, _("the dashboard takes no --%s"), infos[i].name);
        }
    }
    if (cli->operand_count < command->operands_min) {
        return err_set(err, ERR_USAGE, _("%s needs more: campane %s %s"), command->name,
                       command->name, _(command->usage));
    }
    if (cli->operand_count > command->operands_max) {
        return err_set(err, ERR_USAGE, _("%s does not know what to do with \"%s\""), command->name,
                       cli->operands[command->operands_max]);
    }
    return true;
}
