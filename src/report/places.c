/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/places.h"

#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "text/format.h"
#include "text/utf8.h"

static bool keep(struct arena *arena, const char **text)
{
    const char *kept = arena_strdup(arena, *text ? *text : "");
    *text = kept;
    return kept;
}

/* What the chosen store says of itself, before it is closed. */
static bool describe(struct arena *arena, struct store *store, struct places *places,
                     struct err *err)
{
    places->open = true;
    places->writable = store_writable(store);
    places->has_key = store_has_key(store);
    places->warning = store_warning(store);
    return (keep(arena, &places->info.zone) && keep(arena, &places->info.fingerprint) &&
            (!places->warning || keep(arena, &places->warning))) ||
           err_memory(err);
}

static bool look_at(struct arena *arena, const struct store_candidate *candidate,
                    const struct clock *clock, struct places *places, struct place *place,
                    struct err *err)
{
    const struct store_options options = {
        .path = candidate->path, .read_only = true, .clock = clock};
    struct err why = ERR_INIT;
    struct store_info info = {0};
    *place = (struct place){.path = candidate->path,
                            .origin = candidate->origin,
                            .chosen = candidate->chosen,
                            .owner = candidate->owner};
    if (place->chosen) {
        places->chosen = place;
    }
    if (!candidate->exists) {
        return true;
    }
    struct store *store = store_open(&options, &why);
    bool open = store && store_info(store, &info, &why);
    bool ok = true;
    if (open) {
        place->holds = PLACE_STORE;
        place->campaigns = info.campaigns;
        if (place->chosen) {
            places->info = info;
            ok = describe(arena, store, places, err);
        }
    } else {
        place->holds = candidate->readable ? PLACE_NO_STORE : PLACE_UNREADABLE;
        place->why = why.text;
        ok = keep(arena, &place->why) || err_memory(err);
        if (place->chosen) {
            places->failure = why;
        }
    }
    store_close(store);
    return ok;
}

bool places_look(struct arena *arena, const struct store_candidate *candidates, size_t count,
                 const struct clock *clock, const struct places **places, struct err *err)
{
    struct places *made = ARENA_NEW(arena, struct places);
    struct place *all = ARENA_ARRAY(arena, struct place, count);
    if (!made || !all) {
        return err_memory(err);
    }
    made->all = all;
    made->count = count;
    for (size_t i = 0; i < count; i++) {
        if (!look_at(arena, &candidates[i], clock, made, &all[i], err)) {
            return false;
        }
    }
    *places = made;
    return true;
}

/* A path is what somebody typed: nothing in it may steer a terminal. */
static const char *clean(struct arena *arena, const char *before, const char *path)
{
    struct strbuf out = STRBUF_INIT;
    strbuf_puts(&out, before);
    utf8_sanitize(&out, path, strlen(path), 0);
    const char *kept = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return kept;
}

const char *places_path(struct arena *arena, const char *path)
{
    struct paths_env env;
    paths_env_read(&env);
    size_t length = env.home ? strlen(env.home) : 0;
    bool inside = length > 1 && strncmp(path, env.home, length) == 0 && path[length] == '/';
    return inside ? clean(arena, "~", path + length) : clean(arena, "", path);
}

/* --- as tables ------------------------------------------------------------------------------ */

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

const char *places_zone_from(enum store_zone_from from)
{
    switch (from) {
    case STORE_ZONE_SYSTEM:
        return _("this system's zone when the store was made");
    case STORE_ZONE_CHOSEN:
        return _("chosen");
    case STORE_ZONE_UNSAID:
        break;
    }
    return NULL;
}

#define FACTS 13

struct table *places_store_table(struct arena *arena, const struct places *places)
{
    const struct store_info *info = &places->info;
    char bytes[FORMAT_SIZE], days[FORMAT_SIZE] = "";
    if (info->first_day != DAY_NONE) {
        format_day_range(info->first_day, info->last_day, false, days);
    }
    const char *size = arena_strdup(arena, format_bytes(info->bytes, bytes));
    const char *span = arena_strdup(arena, days);
    const char *from = places_zone_from(info->zone_from);
    const char *zone = from ? arena_printf(arena, "%s (%s)", info->zone, from) : info->zone;
    struct table *table = two_columns(arena, _("Store"), FACTS);
    if (!size || !span || !zone || !table) {
        return NULL;
    }
    struct cell created = cell_count(info->created);
    created.kind = CELL_MOMENT;
    const struct {
        const char *what;
        struct cell value;
    } facts[] = {
        {_("Path"), cell_text(places->chosen->path)},
        {_("Size"), cell_text(size)},
        {_("Made"), created},
        {_("Days are cut in"), cell_text(zone)},
        {_("Version of its tables"), cell_count(info->schema)},
        {_("Fingerprint of its key"), cell_text(info->fingerprint)},
        {_("May be changed by you"),
         cell_text(!places->writable ? _("no")
                   : places->has_key ? _("yes")
                                     : _("corrected, not imported into: "
                                         "without its key"))},
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

const char *places_words(struct arena *arena, const struct place *place)
{
    switch (place->holds) {
    case PLACE_STORE:
        return arena_printf(
            arena,
            NG_("a store with %lld campaign", "a store with %lld campaigns", place->campaigns),
            (long long)place->campaigns);
    case PLACE_UNREADABLE:
        return place->owner
                   ? arena_printf(arena, _("cannot be read; it belongs to %s"), place->owner)
                   : _("cannot be read");
    case PLACE_NO_STORE:
        return place->why;
    case PLACE_NOTHING:
        break;
    }
    return _("nothing there");
}

struct table *places_lookup_table(struct arena *arena, const struct places *places)
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
        const struct place *place = &places->all[i];
        const char *shown = clean(arena, "", place->path);
        const char *holds = places_words(arena, place);
        if (!shown || !holds) {
            return NULL;
        }
        const struct cell cells[] = {cell_text(place->chosen ? "→" : ""),
                                     cell_text(_(path_origin_words(place->origin))),
                                     cell_text(shown), cell_text(holds)};
        memcpy(table_cell(table, i, 0), cells, sizeof cells);
    }
    return table;
}
