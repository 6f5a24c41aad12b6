/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Giving messages that name no campaign one: which of them (a template, a number, days), then the
 * campaign's name.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "report/words.h"
#include "text/format.h"
#include "ui/app/app_private.h"

static const char *messages_words(struct arena *arena, int64_t messages)
{
    char count[FORMAT_SIZE];
    return arena_printf(arena, NG_("%s message", "%s messages", messages),
                        format_count(messages, count));
}

void overlay_assign(struct app *app, const struct unassigned *from)
{
    struct overlay *overlay = &app->overlay;
    if (from->messages == 0) {
        app_say(app, "%s", _("every message has a campaign"));
        return;
    }
    struct picker_item *items =
        overlay_begin_list(app, LIST_ASSIGN, _("Which messages?"), from->choice_count + 1);
    struct ops_assign *wanted =
        items ? ARENA_ARRAY(overlay->arena, struct ops_assign, from->choice_count + 1) : NULL;
    if (!wanted) {
        overlay_close(app);
        return;
    }
    for (size_t i = 0; i < from->choice_count; i++) {
        const struct unassigned_choice *choice = &from->choices[i];
        bool template = choice->by == UNASSIGNED_TEMPLATE;
        const char *value = arena_strdup(overlay->arena, choice->value);
        wanted[i] = (struct ops_assign){.template = template ? value : NULL,
                                        .number = template ? NULL : value,
                                        .first = DAY_NONE,
                                        .last = DAY_NONE};
        overlay_add_item(
            overlay, items, value,
            arena_printf(overlay->arena, template ? _("template %s") : _("sent from %s"), value),
            messages_words(overlay->arena, choice->messages), false);
    }
    wanted[from->choice_count] = (struct ops_assign){.first = from->first, .last = from->last};
    overlay_add_item(overlay, items, NULL, _("by the days they were sent on"),
                     messages_words(overlay->arena, from->messages), false);
    overlay->assign = wanted;
}

/* The rule that a line is typed for, in the arena of the line that is open. */
static bool keep_wish(struct app *app, const struct ops_assign *wish)
{
    struct overlay *overlay = &app->overlay;
    struct ops_assign *kept = ARENA_NEW(overlay->arena, struct ops_assign);
    if (kept) {
        *kept = *wish;
        kept->template = arena_strdup(overlay->arena, wish->template);
        kept->number = arena_strdup(overlay->arena, wish->number);
    }
    if (!kept || (wish->template && !kept->template) || (wish->number && !kept->number)) {
        overlay_close(app);
        app_say(app, "%s", _("out of memory"));
        return false;
    }
    overlay->assign = kept;
    return true;
}

/* "2026-10-01..2026-10-05", as a line takes it. */
static void days_text(const struct ops_assign *wish, char text[64])
{
    char first[24], last[24];
    text[0] = '\0';
    if (wish->first != DAY_NONE && wish->last != DAY_NONE) {
        snprintf(text, 64, "%s..%s", civil_format_day(wish->first, first),
                 civil_format_day(wish->last, last));
    }
}

static void ask_days(struct app *app, const struct ops_assign *wish)
{
    char text[64];
    days_text(wish, text);
    if (overlay_begin_line(app, LINE_ASSIGN_DAYS, _("Which messages?"),
                           _("Those sent on the days, such as 2026-10-01..2026-10-05, 2026-10 or "
                             "last month.")) &&
        keep_wish(app, wish)) {
        input_set(&app->overlay.input, text);
    }
}

/* What will be done, over the line for the name. */
static const char *wish_words(struct arena *arena, const struct ops_assign *wish)
{
    char text[64];
    days_text(wish, text);
    return wish->template ? arena_printf(arena,
                                         _("All of template %s that name no campaign, and those to "
                                           "come, will belong to:"),
                                         wish->template)
           : wish->number ? arena_printf(arena,
                                         _("All sent from %s that name no campaign, and those to "
                                           "come, will belong to:"),
                                         wish->number)
                          : arena_printf(arena,
                                         _("All sent in %s that name no campaign, also those "
                                           "imported later, will belong to:"),
                                         text);
}

static void ask_name(struct app *app, const struct ops_assign *wish)
{
    if (overlay_begin_line(app, LINE_ASSIGN, _("Campaign"), NULL) && keep_wish(app, wish)) {
        app->overlay.words = wish_words(app->overlay.arena, wish);
    }
}

void overlay_assign_chosen(struct app *app, size_t choice)
{
    /* The next line begins by closing this list: what it holds is copied while both are there. */
    struct arena *arena = app->overlay.arena;
    struct ops_assign wish = app->overlay.assign[choice];
    app->overlay.arena = NULL;
    if (wish.template || wish.number) {
        ask_name(app, &wish);
    } else {
        ask_days(app, &wish);
    }
    arena_free(arena);
}

void overlay_assign_typed(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    struct ops_assign wish = *overlay->assign;
    if (overlay->line == LINE_ASSIGN_DAYS) {
        struct period_choice choice;
        const struct scope *scope = app_scope(app);
        if (!scope || !period_parse(overlay->input.text, &choice, &overlay->mistake)) {
            return;
        }
        struct period days = period_days(&choice, scope->today);
        if (days.from == DAY_NONE || days.to == INT32_MAX) {
            err_set(&overlay->mistake, ERR_USAGE, "%s", _("a first and a last day are needed"));
            return;
        }
        wish.first = days.from;
        wish.last = days.to;
        ask_name(app, &wish);
        return;
    }
    const char *name = overlay->input.text;
    if (!name[strspn(name, " ")]) {
        err_set(&overlay->mistake, ERR_USAGE, "%s", _("the campaign needs a name"));
        return;
    }
    wish.campaign = name;
    if (app_begin_assign(app, &wish)) {
        overlay_close(app);
    }
}
