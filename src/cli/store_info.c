/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/store_info.h"

#include <string.h>

#include "base/i18n.h"
#include "export/store_json.h"
#include "text/format.h"
#include "text/utf8.h"

struct places {
    struct store_place *all;
    size_t count;
    const struct store_place *chosen;
    struct err failure;  /* why the chosen one could not be opened */
    struct store *store; /* the chosen one, NULL */
    struct store_info info;
};

/* Open what is at a place, only to look. */
static struct store *look_into(struct cli *cli, const char *path, struct store_info *info,
                               struct err *err)
{
    const struct store_options options = {.path = path, .read_only = true, .clock = &cli->clock};
    struct store *store = store_open(&options, err);
    if (store && !store_info(store, info, err)) {
        store_close(store);
        return NULL;
    }
    return store;
}

static bool look_at(struct cli *cli, struct places *places, struct store_place *place,
                    struct err *err)
{
    const struct store_candidate *candidate = &place->candidate;
    struct err why = ERR_INIT;
    struct store_info info;
    struct store *store = NULL;
    if (candidate->exists) {
        store = look_into(cli, candidate->path, &info, &why);
        place->holds = store                 ? PLACE_STORE
                       : candidate->readable ? PLACE_NO_STORE
                                             : PLACE_UNREADABLE;
        place->campaigns = store ? info.campaigns : 0;
        place->why = arena_strdup(cli->arena, why.text);
        if (!place->why) {
            store_close(store);
            return err_memory(err);
        }
    }
    if (!candidate->chosen) {
        store_close(store);
        return true;
    }
    places->chosen = place;
    places->failure = why;
    places->store = store;
    places->info = info;
    return true;
}

static bool look(struct cli *cli, struct places *places, struct err *err)
{
    struct store_candidate *candidates;
    if (!paths_store(cli->arena, &cli->env, cli->option[OPTION_STORE], &candidates, &places->count,
                     err)) {
        return false;
    }
    places->all = ARENA_ARRAY(cli->arena, struct store_place, places->count);
    if (!places->all) {
        return err_memory(err);
    }
    for (size_t i = 0; i < places->count; i++) {
        places->all[i] = (struct store_place){.candidate = candidates[i], .holds = PLACE_NOTHING};
        if (!look_at(cli, places, &places->all[i], err)) {
            return false;
        }
    }
    return true;
}

/* --- as text --------------------------------------------------------------------------------- */

static struct table *two_columns(struct arena *arena, const char *title, size_t rows)
{
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, 2);
    if (!columns) {
        return NULL;
    }
    columns[0] = (struct table_column){.id = "what", .title = _("What"), .kind = CELL_TEXT};
    columns[1] = (struct table_column){.id = "value", .title = _("Value"), .kind = CELL_TEXT};
    return table_new(arena, title, columns, 2, rows);
}

#define FACTS 13

static struct table *facts_table(struct arena *arena, const struct places *places)
{
    const struct store_info *info = &places->info;
    char bytes[FORMAT_SIZE], days[FORMAT_SIZE] = "";
    if (info->first_day != DAY_NONE) {
        format_day_range(info->first_day, info->last_day, false, days);
    }
    const char *size = arena_strdup(arena, format_bytes(info->bytes, bytes));
    const char *span = arena_strdup(arena, days);
    const char *zone = arena_strdup(arena, info->zone);
    const char *key = arena_strdup(arena, info->fingerprint);
    struct table *table = two_columns(arena, _("Store"), FACTS);
    if (!size || !span || !zone || !key || !table) {
        return NULL;
    }
    struct cell created = cell_count(info->created);
    created.kind = CELL_MOMENT;
    const struct {
        const char *what;
        struct cell value;
    } facts[] = {
        {_("Path"), cell_text(places->chosen->candidate.path)},
        {_("Size"), cell_text(size)},
        {_("Made"), created},
        {_("Days are cut in"), cell_text(zone)},
        {_("Version of its tables"), cell_count(info->schema)},
        {_("Fingerprint of its key"), cell_text(key)},
        {_("May be changed by you"), cell_text(store_writable(places->store) ? _("yes") : _("no"))},
        {_("Imports"), cell_count(info->imports)},
        {_("Campaigns"), cell_count(info->campaigns)},
        {_("Messages"), cell_count(info->messages)},
        {_("Messages of no campaign"), cell_count(info->unattributed)},
        {_("Days with figures"), cell_count(info->days)},
        {_("From and to"), cell_text(span)},
    };
    _Static_assert(ARRAY_COUNT(facts) == FACTS, "a row each");
    for (size_t i = 0; i < FACTS; i++) {
        *table_cell(table, i, 0) = cell_text(facts[i].what);
        *table_cell(table, i, 1) = facts[i].value;
    }
    return table;
}

/* What a place holds; NULL: out of memory. */
static const char *holds_words(struct arena *arena, const struct store_place *place)
{
    switch (place->holds) {
    case PLACE_STORE:
        return arena_printf(
            arena,
            NG_("a store with %lld campaign", "a store with %lld campaigns", place->campaigns),
            (long long)place->campaigns);
    case PLACE_UNREADABLE:
        return place->candidate.owner ? arena_printf(arena, _("cannot be read; it belongs to %s"),
                                                     place->candidate.owner)
                                      : _("cannot be read");
    case PLACE_NO_STORE:
        return place->why;
    case PLACE_NOTHING:
        break;
    }
    return _("nothing there");
}

static struct table *lookup_table(struct arena *arena, const struct places *places)
{
    const struct table_column columns[] = {
        {.id = "chosen", .title = "", .kind = CELL_TEXT},
        {.id = "origin", .title = _("Named by"), .kind = CELL_TEXT},
        {.id = "path", .title = _("Path"), .kind = CELL_TEXT},
        {.id = "holds", .title = _("Holds"), .kind = CELL_TEXT},
    };
    struct table_column *kept = ARENA_ARRAY(arena, struct table_column, ARRAY_COUNT(columns));
    if (!kept) {
        return NULL;
    }
    memcpy(kept, columns, sizeof columns);
    struct table *table = table_new(arena, _("Where a store is looked for"), kept,
                                    ARRAY_COUNT(columns), places->count);
    for (size_t i = 0; table && i < places->count; i++) {
        const struct store_place *place = &places->all[i];
        struct strbuf path = STRBUF_INIT;
        utf8_sanitize(&path, place->candidate.path, strlen(place->candidate.path), 0);
        const char *shown = path.failed ? NULL : arena_strdup(arena, strbuf_text(&path));
        strbuf_free(&path);
        const char *holds = holds_words(arena, place);
        if (!shown || !holds) {
            return NULL;
        }
        const struct cell cells[] = {cell_text(place->candidate.chosen ? "→" : ""),
                                     cell_text(_(path_origin_words(place->candidate.origin))),
                                     cell_text(shown), cell_text(holds)};
        memcpy(table_cell(table, i, 0), cells, sizeof cells);
    }
    return table;
}

static bool write_page(struct cli *cli, const struct places *places, enum export_format format,
                       struct sink *sink, struct err *err)
{
    const struct export_options bare = {.ascii = cli->ascii, .notes = true};
    struct table *facts = places->store ? facts_table(cli->arena, places) : NULL;
    struct table *lookup = lookup_table(cli->arena, places);
    if (!lookup || (places->store && !facts)) {
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
    return store_json_write(
        sink, places->chosen->candidate.path, places->store ? &places->info : NULL,
        places->store && !store_writable(places->store), places->all, places->count, err);
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
    if (status == 0 && places->store && store_warning(places->store)) {
        cli_warn("%s", store_warning(places->store));
    }
    /* Not there is an answer, too; there and not to be opened is a failure. */
    bool failed = !places->store && places->chosen->holds != PLACE_NOTHING;
    return status == 0 && failed ? cli_fail(&places->failure) : status;
}

int store_info_run(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct places places = {0};
    enum export_format format;
    int status;
    if (!cli_format(cli, 1U << EXPORT_TEXT | 1U << EXPORT_MD | 1U << EXPORT_JSON, &format, &err) ||
        !look(cli, &places, &err)) {
        status = cli_fail(&err);
    } else {
        status = finish(cli, &places, format);
    }
    store_close(places.store);
    return status;
}
