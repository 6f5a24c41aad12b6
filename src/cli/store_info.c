/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/store_info.h"

#include "base/i18n.h"
#include "export/store_json.h"

static bool write_page(struct cli *cli, const struct places *places, enum export_format format,
                       struct sink *sink, struct err *err)
{
    const struct export_options bare = {.ascii = cli->ascii, .notes = true};
    struct table *facts = places->open ? places_store_table(cli->arena, places) : NULL;
    struct table *lookup = places_lookup_table(cli->arena, places);
    if (!lookup || (places->open && !facts)) {
        return err_memory(err);
    }
    return (!facts || (export_table(sink, facts, format, &bare, err) &&
                       export_paragraph(sink, format, "", cli->ascii, err))) &&
           export_heading(sink, format, lookup->title, cli->ascii, err) &&
           export_table(sink, lookup, format, &bare, err);
}

static bool write(struct cli *cli, const struct places *places, enum export_format format,
                  struct sink *sink, struct err *err)
{
    if (format != EXPORT_JSON) {
        return write_page(cli, places, format, sink, err);
    }
    return store_json_write(sink, places, err);
}

static int finish(struct cli *cli, const struct places *places, enum export_format format)
{
    struct err err = ERR_INIT;
    struct sink *sink = cli_sink(cli, &err);
    if (!sink) {
        return cli_fail(&err);
    }
    if (!write(cli, places, format, sink, &err)) {
        sink_abandon(sink);
        return cli_fail(&err);
    }
    int status = cli_end(sink, 0);
    if (status == 0 && places->open && places->warning) {
        cli_warn("%s", places->warning);
    }
    /* Not there is an answer, too; there and not to be opened is a failure. */
    bool failed = !places->open && places->chosen->holds != PLACE_NOTHING;
    return status == 0 && failed ? cli_fail(&places->failure) : status;
}

int store_info_run(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct store_candidate *candidates;
    size_t count;
    const struct places *places;
    enum export_format format;
    if (!cli_format(cli, 1U << EXPORT_TEXT | 1U << EXPORT_MD | 1U << EXPORT_JSON, &format, &err) ||
        !paths_store(cli->arena, &cli->env, cli->option[OPTION_STORE], &candidates, &count, &err) ||
        !places_look(cli->arena, candidates, count, &cli->clock, &places, &err)) {
        return cli_fail(&err);
    }
    return finish(cli, places, format);
}
