/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/app_private.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"

static bool begin(struct app *app, enum chore_kind kind, const char *text, int64_t number,
                  const struct ops_assign *rule, const struct chore_correction *correction,
                  const struct chore_merge *merge)
{
    struct err err = ERR_INIT;
    struct chore_options options = {.kind = kind,
                                    .store = app->session.path,
                                    .zone = app->options->zone,
                                    .clock = app->session.clock,
                                    .sets = app->sets,
                                    .figures = app->request.options,
                                    .ascii = (app->flags & CANVAS_ASCII) != 0,
                                    .text = text,
                                    .number = number};
    if (rule) {
        options.assign = *rule;
    }
    if (correction) {
        options.correction = *correction;
    }
    if (merge) {
        options.merge = *merge;
    }
    if (app->chore) {
        app_say(app, "%s", _("one thing after the other: something is being written"));
        return false;
    }
    app->chore = chore_start(&options, &err);
    if (!app->chore) {
        char words[1024];
        app_say(app, "%s", err_format(&err, words, sizeof words));
        return false;
    }
    /* Not by chore_look: one that has ended by now would be quiet, and nobody would look again. */
    app->doing = (struct chore_view){.state = CHORE_RUNNING, .kind = kind, .fraction = -1};
    app->dirty = true;
    return true;
}

bool app_begin_chore(struct app *app, enum chore_kind kind, const char *text, int64_t number)
{
    return begin(app, kind, text, number, NULL, NULL, NULL);
}

bool app_begin_assign(struct app *app, const struct ops_assign *rule)
{
    return begin(app, CHORE_ASSIGN, NULL, 0, rule, NULL, NULL);
}

bool app_begin_correction(struct app *app, enum chore_kind kind,
                          const struct chore_correction *correction)
{
    return begin(app, kind, NULL, 0, NULL, correction, NULL);
}

bool app_begin_merge(struct app *app, enum chore_kind kind, const struct chore_merge *merge)
{
    return begin(app, kind, NULL, 0, NULL, NULL, merge);
}

void app_keep_benchmark(struct app *app, const char *id)
{
    const struct scope *scope = app_scope(app);
    if (app->session.read_only || !scope || scope->read_only) {
        if (app_set_benchmark(app, id)) {
            app_reload(app);
            app_say(app, _("graded by %.60s until you leave; the store cannot be written"), id);
        }
        return;
    }
    app_begin_chore(app, CHORE_BENCHMARK, id, 0);
}

/* --- ends ------------------------------------------------------------------------------------ */

static void tell_failure(struct app *app, const struct chore_result *result)
{
    char words[1024];
    const struct err *err = &result->err;
    if (overlay_correct_failed(app, result)) {
        return; /* said where it was filled in */
    }
    if (err->code == ERR_CANCELLED) {
        app_say(app, "%s", _("stopped; nothing was changed"));
        return;
    }
    if (overlay_is_plan(app) && app->doing.kind == CHORE_PLAN_KEEP) {
        app->overlay.mistake = *err; /* said where it was filled in */
        return;
    }
    const char *lines[] = {err_format(err, words, sizeof words)};
    overlay_text(app, _("That did not work"), lines, ARRAY_COUNT(lines));
}

/* The demo is a session of its own; leaving it goes back. */
static void open_demo(struct app *app, struct demo *demo)
{
    struct session session = {
        .path = demo_path(demo), .clock = demo_clock(demo), .demo = demo, .is_demo = true};
    struct err err = ERR_INIT;
    if (!app_switch(app, &session, &err)) {
        app->trouble = err;
        app->quit = true;
    }
}

static void tell_plan(struct app *app, struct chore_result *result)
{
    char title[192];
    if (overlay_is_plan(app)) {
        overlay_close(app);
    }
    if (result->title) {
        snprintf(title, sizeof title, _("Plan for %.150s"), result->title);
        overlay_text(app, title, result->lines, result->line_count);
        app->overlay.title = app->overlay.ops ? arena_strdup(app->overlay.arena, title) : NULL;
    } else {
        app_say(app, "%s", _("the plan is kept"));
    }
    app_reload(app);
}

/* Nobody acts on marks that are not seen any more. */
static void unmark(struct app *app, const struct chore_result *result)
{
    for (size_t i = 0; result->away_count && i < app->tab_count; i++) {
        if (app->tabs[i].ops->unmark) {
            app->tabs[i].ops->unmark(app->tabs[i].state, result->away, result->away_count);
        }
    }
}

static void take_success(struct app *app, struct chore_result *result)
{
    struct demo *demo;
    switch (app->doing.kind) {
    case CHORE_PEEK:
        overlay_peek(app, result->path, result->seen, result->seen_count);
        break;
    case CHORE_IMPORT:
        overlay_text(app, _("Imported"), result->lines, result->line_count);
        app_reload(app);
        break;
    case CHORE_UNDO:
        app_say(app, "%s", _("it is undone"));
        app_reload(app);
        break;
    case CHORE_BENCHMARK:
        app_set_benchmark(app, NULL);
        app_say(app, "%s", _("kept: the store is graded by this benchmark from now on"));
        app_reload(app);
        break;
    case CHORE_DEMO:
        demo = result->demo;
        result->demo = NULL;
        open_demo(app, demo);
        break;
    case CHORE_ASSIGN_READ:
        overlay_assign(app, result->unassigned);
        break;
    case CHORE_ASSIGN:
        overlay_text(app, _("Assigned"), result->lines, result->line_count);
        app_reload(app);
        break;
    case CHORE_PLAN_READ:
        overlay_plan(app, result->draft);
        break;
    case CHORE_PLAN_KEEP:
    case CHORE_PLAN_UNDO:
        tell_plan(app, result);
        break;
    case CHORE_PLAN_DROP:
        app_say(app, "%s", _("the plan is dropped; the form it was declared in brings it back"));
        app_reload(app);
        break;
    case CHORE_CORRECT_READ:
        overlay_correct(app, result);
        break;
    case CHORE_CORRECT:
        overlay_corrected(app, result);
        unmark(app, result);
        app_reload(app);
        break;
    case CHORE_MERGE_READ:
        overlay_merge(app, result->merge_choices);
        break;
    case CHORE_MERGE_TRY:
        overlay_merge_tried(app, result);
        break;
    case CHORE_MERGE:
        overlay_merged(app, result);
        unmark(app, result);
        app_reload(app);
        break;
    }
}

void app_look_at_chore(struct app *app)
{
    if (!app->chore) {
        return;
    }
    chore_look(app->chore, &app->doing);
    app->step++;
    app->dirty = true;
    bool asking = app->doing.state == CHORE_ASKING;
    if (asking && !overlay_types(app, LINE_CAMPAIGN)) {
        overlay_campaign(app, app->doing.file);
    } else if (!asking && overlay_types(app, LINE_CAMPAIGN)) {
        overlay_close(app);
    }
    if (app->doing.state != CHORE_ENDED) {
        return;
    }
    /* It goes before what it leads to begins. */
    struct chore *chore = app->chore;
    struct chore_result *result = chore_result(chore);
    app->chore = NULL;
    if (result->ok) {
        take_success(app, result);
    } else {
        tell_failure(app, result);
    }
    chore_free(chore);
}
