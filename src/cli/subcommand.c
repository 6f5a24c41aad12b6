/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/subcommand.h"

#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "cli/options.h"

/* There is no such subcommand: "take one of: list, show ID, undo ID". */
static int unknown(const struct cli *cli, const struct subcommand *list, size_t count)
{
    struct strbuf names = STRBUF_INIT;
    for (size_t i = 0; i < count; i++) {
        strbuf_printf(&names, "%s%s%s%s", i ? ", " : "", list[i].name, list[i].operand ? " " : "",
                      list[i].operand ? list[i].operand : "");
    }
    struct err err = ERR_INIT;
    err_set(&err, ERR_USAGE, _("%s does not know \"%s\""), cli->command->name, cli->operands[0]);
    err_todo(&err, _("take one of: %s"), strbuf_text(&names));
    strbuf_free(&names);
    return cli_fail(&err);
}

static bool takes(const struct subcommand *sub, enum cli_option id)
{
    for (size_t i = 0; sub->options[i] != OPTION_HELP; i++) {
        if (sub->options[i] == id) {
            return true;
        }
    }
    return false;
}

int subcommand_run(struct cli *cli, const struct subcommand *list, size_t count)
{
    const char *command = cli->command->name;
    const struct subcommand *sub = cli->operand_count ? NULL : &list[0];
    for (size_t i = 0; i < count && !sub; i++) {
        sub = strcmp(list[i].name, cli->operands[0]) == 0 ? &list[i] : NULL;
    }
    if (!sub) {
        return unknown(cli, list, count);
    }
    size_t wanted = sub->operand ? 2 : 1;
    if (cli->operand_count < wanted && sub->operand) {
        return cli_usage(cli, _("%s %s needs more: campane %s %s %s"), command, sub->name, command,
                         sub->name, sub->operand);
    }
    if (cli->operand_count > wanted) {
        return cli_usage(cli, _("%s %s does not know what to do with \"%s\""), command, sub->name,
                         cli->operands[wanted]);
    }
    for (size_t i = 0; cli->command->options[i] != OPTION_HELP; i++) {
        enum cli_option id = cli->command->options[i];
        if (cli->option[id] && !takes(sub, id)) {
            return cli_usage(cli, _("%s %s takes no --%s"), command, sub->name,
                             option_info(id)->name);
        }
    }
    return sub->run(cli, sub->operand ? cli->operands[1] : NULL);
}
