/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The marked campaigns become one, as by `campane merge`: which name stays is chosen, then it is
 * tried and said what that makes of the figures, and asked before it is written.
 */
#include "base/i18n.h"
#include "text/format.h"
#include "ui/app/app_private.h"
#include "ui/widgets/dialog.h"

static size_t marked(struct app *app, const int64_t **numbers)
{
    struct screen *front = app_front(app);
    return front->ops->marked ? front->ops->marked(front->state, numbers) : 0;
}

bool overlay_merge_offers(struct app *app)
{
    const int64_t *numbers;
    return marked(app, &numbers) >= 2 && !app_cannot_write(app);
}

void overlay_merge_begin(struct app *app)
{
    struct chore_merge which = {.campaigns = NULL};
    which.count = marked(app, &which.campaigns);
    if (app->session.read_only) {
        app_say(app, "%s", _("opened read-only: no campaigns can be merged"));
    } else if (app_cannot_write(app)) {
        app_say(app, "%s", _("the store cannot be written: no campaigns can be merged"));
    } else if (which.count < 2) {
        char keys[KEYMAP_KEYS_SIZE];
        app_say(app, _("mark the campaigns that are the same first, two or more: %s"),
                keymap_keys(&app->keys, ACTION_MARK, true, keys));
    } else {
        app_begin_merge(app, CHORE_MERGE_READ, &which);
    }
}

/* --- which name stays ------------------------------------------------------------------------- */

bool overlay_is_merge(const struct app *app)
{
    return app->overlay.ops && app->overlay.merge.count > 0;
}

/* "24 570 sent · 2026-10-02–24". */
static const char *detail_of(const struct app *app, struct arena *arena,
                             const struct merge_choice *choice)
{
    char sent[FORMAT_SIZE], days[FORMAT_SIZE];
    bool ascii = (app->flags & CANVAS_ASCII) != 0;
    const char *words = choice->sent < 0
                            ? _("sends not known")
                            : arena_printf(arena, NG_("%s sent", "%s sent", choice->sent),
                                           format_count(choice->sent, sent));
    return choice->start == DAY_NONE || !words
               ? words
               : arena_printf(arena, "%s %s %s", words, ascii ? "-" : "\xc2\xb7",
                              format_day_range(choice->start, choice->end, ascii, days));
}

static bool fill(struct app *app, struct picker_item *items, const struct merge_choices *from)
{
    struct overlay *overlay = &app->overlay;
    int64_t *numbers = ARENA_ARRAY(overlay->arena, int64_t, from->count);
    for (size_t i = 0; numbers && i < from->count; i++) {
        const char *name = arena_strdup(overlay->arena, from->rows[i].name);
        const char *detail = detail_of(app, overlay->arena, &from->rows[i]);
        numbers[i] = from->rows[i].number;
        overlay_add_item(overlay, items, name, name, detail, false);
        if (!name || !detail) {
            return false;
        }
    }
    overlay->merge = (struct chore_merge){.campaigns = numbers, .count = from->count};
    return numbers != NULL;
}

void overlay_merge(struct app *app, const struct merge_choices *from)
{
    struct picker_item *items =
        overlay_begin_list(app, LIST_MERGE, _("Which name stays?"), from->count);
    if (items && !fill(app, items, from)) {
        overlay_close(app);
        app_say(app, "%s", _("out of memory"));
    }
}

void overlay_merge_chosen(struct app *app, size_t choice)
{
    struct chore_merge *merge = &app->overlay.merge;
    merge->target = merge->campaigns[choice];
    app_begin_merge(app, CHORE_MERGE_TRY, merge);
}

/* --- the question ----------------------------------------------------------------------------- */

static void question_draw(struct app *app, const struct area *all)
{
    struct hint hints[HINTS_MOST];
    size_t count = overlay_hints(app, IN_QUESTION, NULL, hints);
    dialog_message(all, _("Merge them?"), app->overlay.words, hints, count);
}

static void question_act(struct app *app, enum action action, struct key key)
{
    (void)key;
    if (action == ACTION_YES) {
        if (app_begin_merge(app, CHORE_MERGE, &app->overlay.merge)) {
            overlay_close(app);
        }
    } else if (action == ACTION_NO || action == ACTION_BACK || action == ACTION_LEAVE) {
        overlay_to_list(app);
    }
}

void overlay_merge_tried(struct app *app, const struct chore_result *result)
{
    static const struct overlay_ops question_ops = {IN_QUESTION, question_draw, question_act};
    struct overlay *overlay = &app->overlay;
    if (!overlay_is_merge(app)) {
        return; /* somebody went back meanwhile */
    }
    overlay->merge.target = result->number;
    overlay->words = arena_strdup(overlay->arena, result->words);
    if (overlay->words) {
        overlay->ops = &question_ops;
        overlay->title = NULL;
    } else {
        overlay_close(app);
        app_say(app, "%s", _("out of memory"));
    }
}

void overlay_merged(struct app *app, const struct chore_result *result)
{
    char keys[KEYMAP_KEYS_SIZE];
    keymap_keys(&app->keys, ACTION_UNDO, true, keys);
    app_say(app,
            NG_("%lld campaign is \"%.80s\" now; %s on Imports undoes it (%lld)",
                "%lld campaigns are one now: \"%.80s\"; %s on Imports undoes it (%lld)",
                result->changed),
            (long long)result->changed, result->title, keys, (long long)result->run);
}
