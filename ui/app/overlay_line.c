/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines that are typed: the file to import, an own period, the campaign of an import or a rule.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "text/utf8.h"
#include "ui/app/app_private.h"
#include "ui/app/file_name.h"
#include "ui/app/overlay_edit.h"
#include "ui/canvas/wrap.h"
#include "ui/widgets/dialog.h"

enum { COLUMNS = 64, ROWS = 6 };

bool overlay_types(const struct app *app, enum overlay_line line)
{
    return app->overlay.ops && app->overlay.ops->where == IN_INPUT && app->overlay.line == line;
}

static void line_draw(struct app *app, const struct area *all)
{
    struct overlay *overlay = &app->overlay;
    struct hint hints[HINTS_MOST];
    size_t count = overlay_hints(app, IN_INPUT, NULL, hints);
    struct area inside = dialog_open(all, COLUMNS, ROWS, overlay->title);
    struct area bottom = area_take_bottom(&inside, 1);
    dialog_hints(&bottom, 0, 0, bottom.width, hints, count);
    struct area words = area_in(&inside, 0, 0, inside.width, 2);
    wrap_draw(&words, 0, PEN(ROLE_DIM), overlay->words);
    input_draw(&overlay->input, &inside, 0, 2, inside.width, NULL);
    if (overlay->mistake.code != ERR_NONE) {
        char text[1024];
        struct area mistake = area_in(&inside, 0, 3, inside.width, 2);
        wrap_draw(&mistake, 0, PEN(ROLE_ERROR), err_format(&overlay->mistake, text, sizeof text));
    }
}

static void take_file(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    char path[INPUT_SIZE * 2];
    if (!file_name_resolve(overlay->input.text, path, sizeof path, &overlay->mistake)) {
        return;
    }
    overlay_close(app);
    app_begin_chore(app, CHORE_PEEK, path, 0);
}

static void take_period(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    struct period_choice choice;
    if (period_parse(overlay->input.text, &choice, &overlay->mistake)) {
        app->request.period = choice;
        overlay_close(app);
        app_reload(app);
    }
}

static void take_campaign(struct app *app)
{
    if (app->chore) {
        chore_answer(app->chore, app->overlay.input.text);
    }
    overlay_close(app);
}

static void take_find(struct app *app)
{
    struct screen *front = app_front(app);
    if (front->ops->find) {
        front->ops->find(front->state, app->overlay.input.text);
    }
    overlay_close(app);
}

static void accept(struct app *app)
{
    switch (app->overlay.line) {
    case LINE_FILE:
        take_file(app);
        break;
    case LINE_PERIOD:
        take_period(app);
        break;
    case LINE_CAMPAIGN:
        take_campaign(app);
        break;
    case LINE_ASSIGN_DAYS:
    case LINE_ASSIGN:
        overlay_assign_typed(app);
        break;
    case LINE_FIND:
        take_find(app);
        break;
    case LINE_FILTER_NAME:
        overlay_filter_named(app);
        break;
    case LINE_EXPORT:
        overlay_export_typed(app);
        break;
    case LINE_SEARCH:
    case LINE_COMMAND:
    case LINE_HELP:
        break;
    }
}

/* An import that waits for its campaign is not taken in without one. */
static void give_up(struct app *app)
{
    if (app->overlay.line == LINE_CAMPAIGN && app->chore) {
        chore_answer(app->chore, NULL);
    }
    overlay_close(app);
}

static void line_act(struct app *app, enum action action, struct key key)
{
    struct overlay *overlay = &app->overlay;
    if (action == ACTION_ACCEPT) {
        accept(app);
    } else if (action == ACTION_BACK) {
        give_up(app);
    } else if ((overlay->line == LINE_FILE || overlay->line == LINE_EXPORT) && key.code == KC_TAB) {
        file_name_complete(&overlay->input, &overlay->mistake);
    } else if (overlay_edit(&overlay->input, action, key)) {
        err_clear(&overlay->mistake);
    }
}

bool overlay_begin_line(struct app *app, enum overlay_line line, const char *title,
                        const char *words)
{
    static const struct overlay_ops ops = {IN_INPUT, line_draw, line_act};
    if (!overlay_begin(app, &ops)) {
        return false;
    }
    app->overlay.line = line;
    app->overlay.title = title;
    app->overlay.words = words;
    return true;
}

void overlay_file(struct app *app)
{
    overlay_file_again(app, NULL);
}

void overlay_file_again(struct app *app, const char *path)
{
    if (app->chore) {
        app_say(app, "%s", _("one thing after the other: something is being written"));
        return;
    }
    if (overlay_begin_line(
            app, LINE_FILE, _("Import a file"),
            _("The path of a provider report, webhook log, analytics or orders file; Tab "
              "completes it."))) {
        input_set(&app->overlay.input, path);
    }
}

void overlay_find(struct app *app, const char *words)
{
    if (overlay_begin_line(app, LINE_FIND, _("Search"), NULL)) {
        app->overlay.words = arena_strdup(app->overlay.arena, words);
    }
}

void overlay_own_period(struct app *app)
{
    if (overlay_begin_line(
            app, LINE_PERIOD, _("Period"),
            _("Such as 2026-10-01..2026-10-31, 2026-10, 2026-Q4, 45d, last month."))) {
        const struct period_choice *now = &app->request.period;
        char words[96];
        if (now->kind == PERIOD_RANGE) {
            struct period period = {now->from, now->to};
            input_set(&app->overlay.input, period_range_words(&period, true, words));
        }
    }
}

void overlay_campaign(struct app *app, const char *file)
{
    struct strbuf words = STRBUF_INIT;
    strbuf_printf(&words, _("%s names no campaign. Which one are its messages of?"), file);
    if (overlay_begin_line(app, LINE_CAMPAIGN, _("Campaign"), NULL)) {
        char name[256];
        app->overlay.words = arena_strdup(app->overlay.arena, strbuf_text(&words));
        snprintf(name, sizeof name, "%s", file);
        char *dot = strrchr(name, '.');
        if (dot && dot != name) {
            *dot = '\0';
        }
        input_set(&app->overlay.input, name);
    }
    strbuf_free(&words);
}
