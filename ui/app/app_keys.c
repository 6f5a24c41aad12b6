/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/app_private.h"

#include <stdio.h>

#include "base/i18n.h"

enum { WHEEL_ROWS = 3 };

/* --- leaving --------------------------------------------------------------------------------- */

static void leave_demo(struct app *app)
{
    struct session home = app_home(app);
    struct err err = ERR_INIT;
    if (!app_switch(app, &home, &err)) {
        app->trouble = err;
        app->quit = true;
    }
}

/* Back by one: from a campaign to its tab, from the demo that was opened here to where one came
 * from, from a tab out. */
static void leave(struct app *app)
{
    if (!app->empty && app->detail.ops) {
        app_close_campaign(app);
    } else if (app->session.demo) {
        leave_demo(app);
    } else {
        app->quit = true;
    }
}

static void back(struct app *app)
{
    if (!app->empty && app->detail.ops) {
        app_close_campaign(app);
    } else if (app->where && app_set_where(app, NULL)) {
        app_reload(app);
    }
}

bool app_may_stop(const struct app *app)
{
    bool takes_long =
        app->chore && (app->doing.kind == CHORE_PEEK || app->doing.kind == CHORE_IMPORT ||
                       app->doing.kind == CHORE_UNDO || app->doing.kind == CHORE_ASSIGN ||
                       app->doing.kind == CHORE_CORRECT || app->doing.kind == CHORE_MERGE_TRY ||
                       app->doing.kind == CHORE_MERGE || app->doing.kind == CHORE_DEMO);
    return takes_long && !app->doing.stopping;
}

/* What takes long is stopped first; a second time, or where nothing does, it is left. */
static void interrupt(struct app *app)
{
    if (app_may_stop(app)) {
        chore_stop(app->chore);
        app_look_at_chore(app);
    } else {
        app->quit = true;
    }
}

/* --- what the app does itself ---------------------------------------------------------------- */

static void switch_base(struct app *app)
{
    enum rate_base *base = &app->request.options.base;
    *base = *base == RATE_BASE_SENT ? RATE_BASE_DELIVERED : RATE_BASE_SENT;
    app_reload(app);
}

static void begin_demo(struct app *app)
{
    app_begin_chore(app, CHORE_DEMO, app->options->sample_folder, 0);
}

static void keep_benchmark(struct app *app)
{
    if (app_scope(app)) {
        app_keep_benchmark(app, app_scope(app)->benchmark);
    }
}

static void next_tab(struct app *app)
{
    app_open_screen(app, app_beside(app, true));
}

static void previous_tab(struct app *app)
{
    app_open_screen(app, app_beside(app, false));
}

static void quit(struct app *app)
{
    app->quit = true;
}

static void suspend(struct app *app)
{
    app->suspend = true;
}

static void redraw(struct app *app)
{
    app->redraw = true;
}

struct deed {
    enum action action;
    void (*run)(struct app *app);
};

/* Whatever is in front. */
static const struct deed always[] = {
    {ACTION_QUIT, quit},
    {ACTION_INTERRUPT, interrupt},
    {ACTION_SUSPEND, suspend},
    {ACTION_REDRAW, redraw},
};

/* In every view where they have a key. */
static const struct deed common[] = {
    {ACTION_LEAVE, leave},
    {ACTION_BACK, back},
    {ACTION_HELP, overlay_help},
    {ACTION_SEARCH, overlay_search},
    {ACTION_PERIOD, overlay_period},
    {ACTION_BENCHMARK, overlay_benchmark},
    {ACTION_KEEP_BENCHMARK, keep_benchmark},
    {ACTION_BASE, switch_base},
    {ACTION_COMMAND, overlay_command},
    {ACTION_THEME, overlay_theme},
    {ACTION_EXPORT, overlay_export},
    {ACTION_FILTERS, overlay_filters},
    {ACTION_COPY, app_copy_cell},
    {ACTION_COPY_ROW, app_copy_row},
    {ACTION_IMPORT, overlay_file},
    {ACTION_CORRECT, overlay_correct_begin},
    {ACTION_MERGE, overlay_merge_begin},
    {ACTION_DEMO, begin_demo},
    {ACTION_COLUMNS, overlay_columns},
    {ACTION_REFRESH, app_reload},
    {ACTION_NEXT_TAB, next_tab},
    {ACTION_PREVIOUS_TAB, previous_tab},
};

static const struct {
    enum action action;
    int tab;
} tab_keys[] = {
    {ACTION_TAB_OVERVIEW, 1}, {ACTION_TAB_CAMPAIGNS, 2},  {ACTION_TAB_COMPARE, 3},
    {ACTION_TAB_TRENDS, 4},   {ACTION_TAB_BREAKDOWN, 5},  {ACTION_TAB_OPPORTUNITIES, 6},
    {ACTION_TAB_FEEDBACK, 7}, {ACTION_TAB_BENCHMARKS, 8}, {ACTION_TAB_IMPORTS, 9},
};

void app_hidden_tabs(const struct app *app, struct action_set *hidden)
{
    for (size_t i = 0; i < ARRAY_COUNT(tab_keys); i++) {
        action_set_add(hidden, tab_keys[i].action, !app_has_tab(app, tab_keys[i].tab));
    }
}

static bool open_by_key(struct app *app, enum action action)
{
    for (size_t i = 0; i < ARRAY_COUNT(tab_keys); i++) {
        if (tab_keys[i].action == action) {
            app_open_tab(app, tab_keys[i].tab);
            return true;
        }
    }
    return false;
}

static bool run_deed(struct app *app, const struct deed *deeds, size_t count, enum action action)
{
    for (size_t i = 0; i < count; i++) {
        if (deeds[i].action == action) {
            deeds[i].run(app);
            return true;
        }
    }
    return false;
}

static bool act_always(struct app *app, enum action action)
{
    return run_deed(app, always, ARRAY_COUNT(always), action);
}

/* --- what the view does ---------------------------------------------------------------------- */

/* Have the tab of trends show a figure; NULL: the one it shows. */
static void measure(struct app *app, enum key_where where, const char *id)
{
    for (size_t i = 0; id && i < app->tab_count; i++) {
        struct screen *tab = &app->tabs[i];
        if (tab->ops->measure && tab->ops->where == where) {
            tab->ops->measure(tab->state, id);
        }
    }
}

static void obey(struct app *app, const struct view_effect *effect)
{
    switch (effect->what) {
    case VIEW_IGNORED:
    case VIEW_NOTHING:
        break;
    case VIEW_REDRAW:
        app->dirty = true;
        break;
    case VIEW_MOVED:
        app->moved = true;
        break;
    case VIEW_RELOAD:
        app_reload(app);
        break;
    case VIEW_CAMPAIGN:
        app_open_campaign(app, effect->number);
        break;
    case VIEW_TAB:
        app_open_tab(app, (int)effect->number);
        break;
    case VIEW_COMPARE:
        app_choose(app, IN_COMPARE, effect->numbers, effect->number_count);
        break;
    case VIEW_TREND:
        measure(app, IN_TRENDS, effect->words);
        app_choose(app, IN_TRENDS, effect->numbers, effect->number_count);
        break;
    case VIEW_UNDO:
        overlay_question(app, effect->words, CHORE_UNDO, effect->number);
        break;
    case VIEW_ASSIGN:
        app_begin_chore(app, CHORE_ASSIGN_READ, NULL, 0);
        break;
    case VIEW_PLAN:
        app_begin_chore(app, CHORE_PLAN_READ, NULL, effect->number);
        break;
    case VIEW_BENCHMARK:
        app_keep_benchmark(app, effect->words);
        break;
    case VIEW_EDIT_BENCHMARK:
        overlay_bench(app, (enum kpi)effect->number, effect->words);
        break;
    case VIEW_FIND:
        overlay_find(app, effect->words);
        break;
    case VIEW_PICK:
        overlay_pick(app, effect->words);
        break;
    case VIEW_SAY:
        app_say(app, "%s", effect->words);
        break;
    }
}

/* Returns whether the view knew what to do with it. */
static bool act_view(struct app *app, enum action action, struct key key)
{
    struct screen *front = app_front(app);
    if (!front->ops->act) {
        return false;
    }
    struct view_context context = app_context(app, front);
    struct view_effect effect = front->ops->act(front->state, action, key, &context);
    obey(app, &effect);
    return effect.what != VIEW_IGNORED;
}

void app_act(struct app *app, enum action action, struct key key)
{
    if (action == ACTION_NONE) {
        return;
    }
    struct action_set hidden;
    if (action == ACTION_BACK && app_stop_reading(app)) {
        return;
    }
    app_hidden(app, &hidden);
    if (act_always(app, action) || hidden.has[action] || open_by_key(app, action)) {
        return;
    }
    /* What a view has opened inside itself is closed before the view is left. */
    bool closes = action == ACTION_BACK || action == ACTION_LEAVE;
    if (closes && act_view(app, action, key)) {
        return;
    }
    if (!run_deed(app, common, ARRAY_COUNT(common), action) && !closes) {
        act_view(app, action, key);
    }
}

/* --- keys and clicks ------------------------------------------------------------------------- */

/* The wheel is rows up or down, unless the view has an idea of its own. */
static void turn_wheel(struct app *app, struct key key)
{
    enum action action = key.code == KC_WHEEL_UP ? ACTION_UP : ACTION_DOWN;
    struct key inside = key;
    inside.y = (int16_t)(key.y - 2);
    if (act_view(app, ACTION_NONE, inside)) {
        return;
    }
    for (int i = 0; i < WHEEL_ROWS; i++) {
        act_view(app, action, key);
    }
}

static void click(struct app *app, struct key key)
{
    struct view_context context = app_context(app, app_front(app));
    int tab = key.y == 0 ? app_tab_at(app, key.x) : 0;
    if (tab) {
        app_open_tab(app, tab);
    } else if (key.y >= 2 && key.y < 2 + context.height) {
        key.y = (int16_t)(key.y - 2);
        act_view(app, ACTION_NONE, key);
    }
}

/* What comes from the terminal and is no key. */
static bool take_event(struct app *app, struct key key)
{
    switch (key.code) {
    case KC_HANGUP:
        app->quit = true;
        return true;
    case KC_SUSPEND:
        app->suspend = true;
        return true;
    case KC_RESIZE:
    case KC_RESUME:
        app->dirty = true;
        return true;
    default:
        return false;
    }
}

static void act_overlay(struct app *app, struct key key)
{
    const struct overlay_ops *ops = app->overlay.ops;
    enum action action = keymap_find(&app->keys, ops->where, key);
    app->dirty = true;
    if (!act_always(app, action)) {
        ops->act(app, action, key);
    }
}

void app_key(struct app *app, struct key key)
{
    if (take_event(app, key)) {
        return;
    }
    if (app->note[0]) {
        app->note[0] = '\0';
        app->dirty = true;
    }
    if (!frame_fits(app->width, app->height)) {
        /* Nothing is seen, so nothing is done but leaving. */
        enum action action = keymap_find(&app->keys, IN_OVERVIEW, key);
        if (!act_always(app, action) && action == ACTION_LEAVE) {
            app->quit = true;
        }
    } else if (app->overlay.ops) {
        act_overlay(app, key);
    } else if (key.code == KC_CLICK) {
        click(app, key);
    } else if (key.code == KC_WHEEL_UP || key.code == KC_WHEEL_DOWN) {
        turn_wheel(app, key);
    } else {
        app_act(app, keymap_find(&app->keys, app_front(app)->ops->where, key), key);
    }
}
