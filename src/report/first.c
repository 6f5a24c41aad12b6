/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/first.h"

#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "store/store.h"
#include "text/format.h"
#include "text/utf8.h"

struct builder {
    struct arena *arena;
    const char *home;
};

/* A path is what somebody typed: nothing in it may steer a terminal. */
static const char *short_path(const struct builder *builder, const char *path)
{
    size_t length = builder->home ? strlen(builder->home) : 0;
    bool inside = length > 1 && strncmp(path, builder->home, length) == 0 && path[length] == '/';
    struct strbuf out = STRBUF_INIT;
    strbuf_puts(&out, inside ? "~" : "");
    path += inside ? length : 0;
    utf8_sanitize(&out, path, strlen(path), 0);
    const char *kept = out.failed ? NULL : arena_strdup(builder->arena, strbuf_text(&out));
    strbuf_free(&out);
    return kept;
}

/* "28 campaigns, 12 imports, 2026-07-01–10-31" */
static const char *count_words(const struct builder *builder, const struct store_info *info)
{
    char campaigns[FORMAT_SIZE], imports[FORMAT_SIZE], days[FORMAT_SIZE];
    const char *a =
        arena_printf(builder->arena, NG_("%s campaign", "%s campaigns", info->campaigns),
                     format_count(info->campaigns, campaigns));
    const char *b = arena_printf(builder->arena, NG_("%s import", "%s imports", info->imports),
                                 format_count(info->imports, imports));
    if (!a || !b) {
        return NULL;
    }
    return info->first_day == DAY_NONE
               ? arena_printf(builder->arena, "%s, %s", a, b)
               : arena_printf(builder->arena, "%s, %s, %s", a, b,
                              format_day_range(info->first_day, info->last_day, false, days));
}

static bool count_store(const struct builder *builder, const char *path, struct first_store *made)
{
    struct err err = ERR_INIT;
    struct store_info info;
    const struct store_options options = {.path = path, .read_only = true};
    struct store *store = store_open(&options, &err);
    if (store && store_info(store, &info, &err)) {
        made->readable = true;
        made->campaigns = info.campaigns;
        made->imports = info.imports;
        made->words = count_words(builder, &info);
    } else {
        made->words = arena_strdup(builder->arena, err.text);
    }
    store_close(store);
    return made->words != NULL;
}

static bool fill(const struct builder *builder, const struct store_candidate *candidate,
                 struct first_store *made)
{
    made->path = short_path(builder, candidate->path);
    made->origin = _(path_origin_words(candidate->origin));
    made->exists = candidate->exists;
    if (!made->path) {
        return false;
    }
    if (!candidate->exists) {
        made->words = arena_strdup(builder->arena, _("not there yet"));
    } else if (candidate->readable) {
        return count_store(builder, candidate->path, made);
    } else {
        made->words = candidate->owner
                          ? arena_printf(builder->arena, _("cannot be read: ask %s, who owns it"),
                                         candidate->owner)
                          : arena_strdup(builder->arena, _("cannot be read"));
    }
    return made->words != NULL;
}

bool first_build(struct arena *arena, const struct store_candidate *candidates, size_t count,
                 struct cancel *cancel, const struct first **first, struct err *err)
{
    struct paths_env env;
    paths_env_read(&env);
    struct builder builder = {.arena = arena, .home = env.home};
    struct first *made = ARENA_NEW(arena, struct first);
    struct first_store *others = ARENA_ARRAY(arena, struct first_store, count);
    if (!made || !others) {
        return err_memory(err);
    }
    made->chosen = (struct first_store){.path = "", .origin = "", .words = ""};
    for (size_t i = 0; i < count; i++) {
        if (cancelled(cancel)) {
            return err_set(err, ERR_CANCELLED, _("stopped"));
        }
        if (candidates[i].chosen) {
            if (!fill(&builder, &candidates[i], &made->chosen)) {
                return err_memory(err);
            }
        } else if (candidates[i].exists &&
                   !fill(&builder, &candidates[i], &others[made->other_count++])) {
            return err_memory(err);
        }
    }
    made->others = others;
    *first = made;
    return true;
}
