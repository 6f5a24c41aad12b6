/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <string.h>

#include "cli/options.h"

#define COMMAND(id) extern const struct command command_##id;
#include "cli/command.def"
#undef COMMAND

const struct command *const command_all[] = {
#define COMMAND(id) &command_##id,
#include "cli/command.def"
#undef COMMAND
    NULL};

const struct command *command_find(const char *name)
{
    for (size_t i = 0; command_all[i]; i++) {
        if (strcmp(command_all[i]->name, name) == 0) {
            return command_all[i];
        }
    }
    return NULL;
}

static const struct command_words *find_words(const struct command *command, enum cli_option id)
{
    const struct command_words *words = command->words;
    while (words && words->help && words->id != id) {
        words++;
    }
    return words && words->help ? words : NULL;
}

const char *command_option_help(const struct command *command, enum cli_option id)
{
    const struct command_words *words = find_words(command, id);
    return words                                     ? words->help
           : id == OPTION_FORMAT && command->formats ? command->formats
                                                     : option_info(id)->help;
}

const char *command_option_value(const struct command *command, enum cli_option id)
{
    const struct command_words *words = find_words(command, id);
    return words && words->value ? words->value : option_info(id)->value;
}
