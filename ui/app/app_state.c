/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/app_private.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "config/benchmarks.h"
#include "report/item.h"
#include "ui/theme/theme.h"

/* --- the request ----------------------------------------------------------------------------- */

static bool replace(char **owned, const char *text)
{
    char *copy = mem_strdup(text);
    if (text && !copy) {
        return false;
    }
    mem_free(*owned);
    *owned = copy;
    return true;
}

bool app_set_where(struct app *app, const char *where)
{
    bool ok = replace(&app->where, where && *where ? where : NULL);
    app->request.where = app->where;
    return ok;
}

bool app_set_benchmark(struct app *app, const char *id)
{
    bool ok = replace(&app->benchmark, id);
    app->request.benchmark = app->benchmark;
    /* It may go while it is looked at: rather other grades than an empty screen. */
    app->request.benchmark_may_go = true;
    return ok;
}

bool app_set_scope(struct app *app, const char *where, const char *benchmark)
{
    char *before = app->benchmark;
    app->benchmark = NULL;
    if (app_set_benchmark(app, benchmark) && app_set_where(app, where)) {
        mem_free(before);
        return true;
    }
    mem_free(app->benchmark);
    app->request.benchmark = app->benchmark = before;
    return false;
}

/* A mistake in the filter is better told before the screen is taken over. */
static bool check_filter(struct app *app, struct err *err)
{
    const struct query *query = query_parse(app->frame, app->request.where, err);
    arena_reset(app->frame);
    return query != NULL;
}

/* --- beginning and end ----------------------------------------------------------------------- */

struct session app_home(const struct app *app)
{
    const struct app_options *options = app->options;
    return (struct session){.path = options->store,
                            .clock = options->clock,
                            .is_demo = options->demo,
                            .read_only = options->read_only};
}

static bool start_screens(struct app *app, struct err *err)
{
    for (size_t i = 0; app->views.all[i]; i++) {
        const struct view_ops *view = app->views.all[i];
        if (view->tab == 0 || app->tab_count == APP_TABS) {
            continue;
        }
        struct screen *screen = &app->tabs[app->tab_count++];
        if (!screen_start(screen, view, 0, err)) {
            return false;
        }
        if (view->columns) {
            table_view_arrange(view->columns(screen->state), app_layout_of(app, screen));
        }
    }
    return screen_start(&app->first, app->views.first, 0, err);
}

bool app_keys(struct keymap *keys, struct arena *arena, const struct settings *settings,
              struct err *err)
{
    size_t wrong = 0;
    struct keymap_choice *choices =
        ARENA_ARRAY(arena, struct keymap_choice, settings->key_count + 1);
    if (!choices) {
        return err_memory(err);
    }
    for (size_t i = 0; i < settings->key_count; i++) {
        choices[i] = (struct keymap_choice){settings->keys[i].action, settings->keys[i].keys};
    }
    bool letters = strcmp(settings->value[SETTING_KEYS], "plain") != 0;
    if (keymap_choose(keys, letters, choices, settings->key_count, &wrong, err)) {
        return true;
    }
    if (wrong < settings->key_count) {
        const struct setting_key *key = &settings->keys[wrong];
        enum action id;
        err_at(err, key->file, key->line,
               keymap_action(key->action, &id) ? key->column : key->action_column);
    }
    return false;
}

bool app_begin(struct app *app, const struct app_options *options, const struct app_views *views,
               struct err *err)
{
    memset(app, 0, sizeof *app);
    app->options = options;
    app->sets = options->sets;
    app->views = *views;
    app->session = app_home(app);
    app->request = options->request;
    app->changed = TIME_NONE;
    app->dirty = true;
    app->frame = arena_new();
    app->search_arena = arena_new();
    app->looks = arena_new();
    bool ready = app->frame && app->search_arena && app->looks &&
                 app_set_where(app, options->request.where) &&
                 app_set_benchmark(app, options->request.benchmark);
    if (!ready) {
        err_memory(err);
    }
    if (!ready || !app_keys(&app->keys, app->looks, options->settings, err) ||
        !check_filter(app, err) || !start_screens(app, err)) {
        app_end(app);
        return false;
    }
    if (strcmp(options->settings->value[SETTING_GRADES], "signs") == 0) {
        app->flags |= CANVAS_SIGNS;
    }
    app_load_layouts(app);
    return true;
}

void app_print_marked(const struct app *app, FILE *out)
{
    for (size_t i = 0; app->options && app->options->print && i < app->tab_count; i++) {
        const struct screen *tab = &app->tabs[i];
        const int64_t *numbers;
        size_t count = tab->ops->marked ? tab->ops->marked(tab->state, &numbers) : 0;
        for (size_t k = 0; k < count; k++) {
            char id[9];
            campaign_id_format(numbers[k], id);
            fprintf(out, "%s\n", id);
        }
    }
}

bool app_look(struct app *app, const char *name, struct err *err)
{
    const struct palette *palette = theme_load(app->looks, app->options->theme_folders, name, err);
    if (palette) {
        app->palette = palette;
        app->dirty = true;
    }
    return palette != NULL;
}

/* A theme that is not there is a mistake of the file that names it. */
static bool blame_setting(const struct settings *settings, struct err *err)
{
    if (settings->origin[SETTING_THEME] && err && !err->file[0]) {
        err_at(err, settings->origin[SETTING_THEME], settings->place[SETTING_THEME].line,
               settings->place[SETTING_THEME].column);
    }
    return false;
}

bool app_look_chosen(struct app *app, const char *name, struct err *err)
{
    return app_look(app, name, err) || blame_setting(app->options->settings, err);
}

bool app_theme_check(struct arena *arena, const struct settings *settings,
                     const char *const *theme_folders, struct err *err)
{
    const char *name = settings->value[SETTING_THEME];
    return !settings->origin[SETTING_THEME] || theme_load(arena, theme_folders, name, err) ||
           blame_setting(settings, err);
}

static void stop_screens(struct app *app)
{
    overlay_close(app);
    screen_stop(&app->first);
    screen_stop(&app->detail);
    for (size_t i = 0; i < app->tab_count; i++) {
        screen_stop(&app->tabs[i]);
    }
    app->tab_count = 0;
}

void app_end(struct app *app)
{
    chore_free(app->chore);
    stop_screens(app);
    worker_free(app->worker);
    demo_free(app->session.demo);
    arena_free(app->frame);
    arena_free(app->search_arena);
    arena_free(app->looks);
    strbuf_free(&app->clip);
    arena_free(app->sets_arena);
    arena_free(app->layout_arena);
    for (size_t i = 0; i < app->history_count; i++) {
        mem_free(app->history[i]);
    }
    mem_free(app->where);
    mem_free(app->benchmark);
    memset(app, 0, sizeof *app);
}

/* --- sessions -------------------------------------------------------------------------------- */

struct reader_options app_reader_options(const struct app *app)
{
    return (struct reader_options){.path = app->session.path,
                                   .clock = app->session.clock,
                                   .sets = app->sets,
                                   .candidates = app->options->candidates,
                                   .candidate_count = app->options->candidate_count,
                                   .read_only = app->session.read_only,
                                   .first = app->views.first};
}

bool app_start(struct app *app, struct err *err)
{
    struct reader_options options = app_reader_options(app);
    app->worker = worker_new(&options, err);
    if (!app->worker) {
        return false;
    }
    app_load(app);
    return true;
}

bool app_switch(struct app *app, const struct session *session, struct err *err)
{
    stop_screens(app);
    worker_free(app->worker);
    demo_free(app->session.demo);
    app->worker = NULL;
    app->session = *session;
    app->current = 0;
    app->empty = false;
    app->changed = TIME_NONE;
    app->search = NULL;
    app->dirty = true;
    err_clear(&app->trouble);
    app->request = app->options->request;
    return app_set_where(app, NULL) && app_set_benchmark(app, NULL) && start_screens(app, err) &&
           app_start(app, err);
}

/* --- benchmarks ------------------------------------------------------------------------------ */

bool app_load_sets(struct app *app, struct err *err)
{
    if (!app->sets_arena && !(app->sets_arena = arena_new())) {
        return err_memory(err);
    }
    const struct benchmarks *sets =
        benchmarks_load(app->sets_arena, app->options->benchmarks_path, err);
    app->sets = sets ? sets : app->sets;
    return sets != NULL;
}

/* --- small things ---------------------------------------------------------------------------- */

void app_reload(struct app *app)
{
    for (size_t i = 0; i < app->tab_count; i++) {
        app->tabs[i].stale = true;
    }
    app->detail.stale = true;
    app_load(app);
}

void app_say(struct app *app, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(app->note, sizeof app->note, format, args);
    va_end(args);
    app->dirty = true;
}
