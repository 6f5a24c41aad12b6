/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <string.h>

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
