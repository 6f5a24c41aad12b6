/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "cli/command.h"

static int run(struct cli *cli)
{
    (void)cli;
    return 2;
}

const struct command command_dashboard = {
    .name = "",
    .usage = "[OPTION]...",
    .summary = N_("Look at messaging campaigns in the terminal: what happened, and is it good?"),
    .options = {OPTION_READ_ONLY, OPTION_NO_MOUSE, OPTION_FROM, OPTION_TO, OPTION_LAST, OPTION_BASE,
                OPTION_BENCHMARK, OPTION_WHERE},
    .examples = "  campane import messages.csv\n"
                "  campane\n"
                "  campane demo\n",
    .run = run,
};
