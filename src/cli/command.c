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

const char *command_option_help(const struct command *command, enum cli_option id)
{
    return id == OPTION_FORMAT && command->formats ? command->formats : option_info(id)->help;
}
