/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists to choose one thing from: the period, the benchmark, the theme, which messages to assign,
 * what a view offers.
 */
#include <string.h>

#include "base/i18n.h"
#include "report/sets.h"
#include "ui/app/app_private.h"
#include "ui/app/overlay_edit.h"
#include "ui/theme/theme.h"

/* --- choosing -------------------------------------------------------------------------------- */

/* By its label: the view may have been read again meanwhile, and its list be another one. */
static void choose_in_view(struct app *app, const char *label)
{
    struct screen *front = app_front(app);
    struct view_choice choices[VIEW_CHOICES_MAX];
    size_t count = front->ops->list ? front->ops->list(front->state, choices) : 0;
    for (size_t i = 0; label && i < count; i++) {
        if (strcmp(choices[i].label, label) == 0) {
            front->ops->pick(front->state, i);
            break;
        }
    }
    overlay_close(app);
}

/* A theme is tried while it is selected. */
static void look_at_selected(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    if (overlay->ops && overlay->list == LIST_THEME) {
        struct err err = ERR_INIT;
        if (!app_look(app, overlay->choices[overlay->picker.scroll.selected], &err)) {
            char words[sizeof app->note];
            app_say(app, "%s", err_format(&err, words, sizeof words));
        }
    }
}

static void choose(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    const char *choice = overlay->choices[overlay->picker.scroll.selected];
    struct period_choice period;
    enum period_against against;
    if (overlay->list == LIST_PERIOD && period_against_parse(choice, &against)) {
        app->request.against = against;
        overlay_close(app);
        app_reload(app);
    } else if (overlay->list == LIST_ASSIGN) {
        overlay_assign_chosen(app, overlay->picker.scroll.selected);
    } else if (overlay->list == LIST_MERGE) {
        overlay_merge_chosen(app, overlay->picker.scroll.selected);
    } else if (overlay->list == LIST_FILTERS) {
        overlay_filter_chosen(app, choice);
    } else if (overlay->list == LIST_EXPORT) {
        overlay_export_chosen(app, choice);
    } else if (overlay->list == LIST_VIEW) {
        choose_in_view(app, choice);
    } else if (overlay->list == LIST_THEME) {
        if (app->palette && strcmp(app->palette->name, choice) == 0) {
            app_say(app, _("to keep it: theme = %s in the configuration file"), choice);
            overlay_close(app);
        } else { /* it could not be read, which the note says */
            app->palette = overlay->palette;
            look_at_selected(app);
        }
    } else if (overlay->list == LIST_BENCHMARK) {
        /* The list, and with it the id's array, goes; the id itself is the set's. */
        overlay_close(app);
        app_keep_benchmark(app, choice);
    } else if (!choice) {
        overlay_own_period(app);
    } else if (period_parse(choice, &period, NULL)) {
        app->request.period = period;
        overlay_close(app);
        app_reload(app);
    }
}

/* What is being tried for it is stopped, too. */
static void give_up(struct app *app)
{
    if (app->overlay.list == LIST_MERGE && app->chore && app->doing.kind == CHORE_MERGE_TRY) {
        chore_stop(app->chore);
        app_look_at_chore(app);
    }
    if (app->overlay.list == LIST_THEME) {
        app->palette = app->overlay.palette;
    }
    overlay_close(app);
}

static void picker_overlay_draw(struct app *app, const struct area *all)
{
    struct hint hints[HINTS_MOST];
    struct action_set hidden = {.has = {false}};
    action_set_add(&hidden, ACTION_FILTER_DROP,
                   app->overlay.list != LIST_FILTERS || !overlay_filter_may_drop(app));
    size_t count = overlay_hints(app, IN_PICKER, &hidden, hints);
    picker_draw(&app->overlay.picker, all, hints, count);
}

static void move(struct app *app, long rows)
{
    struct picker *picker = &app->overlay.picker;
    scroll_by(&picker->scroll, picker->count, picker_page(picker, app->height), rows);
    look_at_selected(app);
}

static void click(struct app *app, struct key key)
{
    struct picker *picker = &app->overlay.picker;
    struct canvas canvas;
    struct area all = app_measured(app, &canvas);
    int hit = picker_hit(picker, &all, key.x, key.y);
    if (hit >= 0) {
        scroll_to(&picker->scroll, picker->count, picker_page(picker, app->height), (size_t)hit);
        look_at_selected(app);
        choose(app);
    }
}

/* The item that the key stands before. */
static void choose_at_once(struct app *app, struct key key)
{
    struct overlay *overlay = &app->overlay;
    for (size_t i = 0; overlay->quick && i < overlay->picker.count; i++) {
        if (overlay->quick[i].code && key_equal(overlay->quick[i], key)) {
            overlay->picker.scroll.selected = i;
            choose(app);
            return;
        }
    }
}

static void picker_overlay_act(struct app *app, enum action action, struct key key)
{
    long rows;
    if (action != ACTION_FILTER_DROP) {
        app->overlay.confirmed[0] = '\0';
    }
    if (overlay_rows(action, (long)picker_page(&app->overlay.picker, app->height), &rows)) {
        move(app, rows);
    } else if (action == ACTION_CHOOSE) {
        choose(app);
    } else if (action == ACTION_FILTER_DROP && app->overlay.list == LIST_FILTERS) {
        overlay_filter_drop(app);
    } else if (action == ACTION_BACK || action == ACTION_LEAVE) {
        give_up(app);
    } else if (key.code == KC_CLICK) {
        click(app, key);
    } else if (key.code == KC_WHEEL_UP || key.code == KC_WHEEL_DOWN) {
        move(app, key.code == KC_WHEEL_UP ? -1 : 1);
    } else {
        choose_at_once(app, key);
    }
}

static const struct overlay_ops picker_ops = {IN_PICKER, picker_overlay_draw, picker_overlay_act};

void overlay_to_list(struct app *app)
{
    app->overlay.ops = &picker_ops;
    app->overlay.words = NULL;
}

struct picker_item *overlay_begin_list(struct app *app, enum overlay_list list, const char *title,
                                       size_t room)
{
    struct overlay *overlay = &app->overlay;
    if (!overlay_begin(app, &picker_ops)) {
        return NULL;
    }
    struct picker_item *items = ARENA_ARRAY(overlay->arena, struct picker_item, room);
    overlay->choices = ARENA_ARRAY(overlay->arena, const char *, room);
    if (!items || !overlay->choices) {
        overlay_close(app);
        return NULL;
    }
    overlay->list = list;
    overlay->picker.title = title;
    overlay->picker.items = items;
    return items;
}

void overlay_add_item(struct overlay *overlay, struct picker_item *items, const char *choice,
                      const char *label, const char *detail, bool current)
{
    size_t i = overlay->picker.count++;
    items[i] = (struct picker_item){label ? label : "", detail, current};
    overlay->choices[i] = choice;
    if (current) {
        overlay->picker.scroll.selected = i;
    }
}

/* --- periods --------------------------------------------------------------------------------- */

static bool same_choice(const struct period_choice *a, const struct period_choice *b)
{
    bool range = a->kind == PERIOD_RANGE;
    return a->kind == b->kind && (a->kind == PERIOD_ALL || range || a->count == b->count) &&
           (!range || (a->from == b->from && a->to == b->to));
}

void overlay_period(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    const struct scope *scope = app_scope(app);
    const struct period_choice *now = &app->request.period;
    size_t count = 0;
    bool found = false, ascii = (app->flags & CANVAS_ASCII) != 0;
    while (period_presets[count]) {
        count++;
    }
    struct picker_item *items =
        scope ? overlay_begin_list(app, LIST_PERIOD, _("Period"), count + 3) : NULL;
    if (!items) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        char words[96], days[96];
        struct period_choice choice;
        if (!period_parse(period_presets[i], &choice, NULL)) {
            continue;
        }
        struct period period = period_days(&choice, scope->today);
        period_words(&choice, scope->today, ascii, words);
        period_range_words(&period, ascii, days);
        bool current = same_choice(&choice, now);
        found = found || current;
        overlay_add_item(overlay, items, period_presets[i], arena_strdup(overlay->arena, words),
                         strcmp(words, days) == 0 ? NULL : arena_strdup(overlay->arena, days),
                         current);
    }
    overlay_add_item(overlay, items, NULL, ascii ? _("other days ...") : _("other days …"), NULL,
                     !found);
    size_t selected = overlay->picker.scroll.selected;
    bool year = app->request.against == PERIOD_AGAINST_YEAR;
    overlay_add_item(overlay, items, "before", _("against the period before"), NULL, !year);
    overlay_add_item(overlay, items, "year", _("against that of last year"), NULL, year);
    overlay->picker.scroll.selected = selected;
}

/* --- benchmarks ------------------------------------------------------------------------------ */

static bool is_listed(const struct overlay *overlay, const char *id)
{
    for (size_t i = 0; i < overlay->picker.count; i++) {
        if (strcmp(overlay->choices[i], id) == 0) {
            return true;
        }
    }
    return false;
}

void overlay_benchmark(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    const struct scope *scope = app_scope(app);
    const struct benchmarks *sets = app->sets;
    struct picker_item *items =
        scope ? overlay_begin_list(app, LIST_BENCHMARK, _("Benchmark"), sets->count + 1) : NULL;
    if (!items) {
        return;
    }
    for (size_t i = 0; i < sets->count; i++) {
        const struct benchmark_set *set = &sets->sets[i];
        if (!is_listed(overlay, set->id)) {
            overlay_add_item(overlay, items, set->id, set->id, set->title,
                             strcmp(set->id, scope->benchmark) == 0);
        }
    }
    overlay_add_item(overlay, items, OWN_ID, OWN_ID, _("Quartiles of your own campaigns"),
                     strcmp(OWN_ID, scope->benchmark) == 0);
}

/* --- themes ---------------------------------------------------------------------------------- */

void overlay_theme(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    const struct palette *now = app->palette;
    struct err err = ERR_INIT;
    size_t count = 0;
    struct arena *arena = arena_new();
    const char *const *names = arena ? theme_names(arena, app->options->theme_folders, &err) : NULL;
    while (names && names[count]) {
        count++;
    }
    struct picker_item *items =
        names ? overlay_begin_list(app, LIST_THEME, _("Colors"), count) : NULL;
    for (size_t i = 0; items && i < count; i++) {
        const char *name = arena_strdup(overlay->arena, names[i]);
        overlay_add_item(overlay, items, name, name, NULL,
                         name && now && strcmp(name, now->name) == 0);
    }
    if (items) {
        overlay->palette = now;
    }
    arena_free(arena);
}

/* --- what a view offers ---------------------------------------------------------------------- */

/* Digits, then letters that do nothing else in a list. */
static struct key next_quick(const struct app *app, const char **rest)
{
    struct key key = {0};
    while (**rest && !key.code) {
        struct key candidate = {.code = (unsigned char)*(*rest)++};
        key = keymap_find(&app->keys, IN_PICKER, candidate) == ACTION_NONE ? candidate : key;
    }
    return key;
}

void overlay_pick(struct app *app, const char *title)
{
    struct overlay *overlay = &app->overlay;
    const struct screen *front = app_front(app);
    struct view_choice choices[VIEW_CHOICES_MAX];
    const char *rest = "123456789abcdefghijklmnopqrstuvwxyz";
    size_t count = front->ops->list ? front->ops->list(front->state, choices) : 0;
    struct picker_item *items =
        count ? overlay_begin_list(app, LIST_VIEW, title, VIEW_CHOICES_MAX) : NULL;
    struct key *quick = items ? ARENA_ARRAY(overlay->arena, struct key, count) : NULL;
    if (items && !quick) {
        overlay_close(app);
        return;
    }
    for (size_t i = 0; quick && i < count; i++) {
        char name[KEY_NAME_SIZE];
        quick[i] = next_quick(app, &rest);
        const char *label = quick[i].code
                                ? arena_printf(overlay->arena, "%s  %s", key_format(quick[i], name),
                                               choices[i].label)
                                : arena_printf(overlay->arena, "   %s", choices[i].label);
        overlay_add_item(overlay, items, arena_strdup(overlay->arena, choices[i].label), label,
                         choices[i].detail, choices[i].current);
    }
    overlay->quick = quick;
}
