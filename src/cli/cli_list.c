/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"
#include "cli/command.h"

int cli_list(struct cli *cli, cli_table *build, const char *none)
{
    struct err err = ERR_INIT;
    enum export_format format;
    struct table *table;
    if (!cli_format(cli, 1U << EXPORT_TEXT | 1U << EXPORT_CSV | 1U << EXPORT_MD | 1U << EXPORT_JSON,
                    &format, &err)) {
        return cli_fail(&err);
    }
    struct store *store = cli_store_open(cli, CLI_READ, NULL, &err);
    bool done = store && build(cli->arena, store, &table, &err);
    store_close(store);
    struct sink *sink = done ? cli_sink(cli, &err) : NULL;
    if (!sink) {
        return cli_fail(&err);
    }
    struct export_options options = {.ascii = cli->ascii, .notes = true};
    bool says = none && table->row_count == 0 && (format == EXPORT_TEXT || format == EXPORT_MD);
    if (says ? !export_paragraph(sink, format, none, cli->ascii, &err)
             : !export_table(sink, table, format, &options, &err)) {
        sink_abandon(sink);
        return cli_fail(&err);
    }
    return cli_end(sink, 0);
}
