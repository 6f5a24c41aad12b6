/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search: the scope's filter, typed in the hint line while the view follows. In force is what
 * was typed last without a mistake; where that took for a word what turns out to begin a
 * comparison, it is what stands before it.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "query/query_field.h"
#include "text/format.h"
#include "ui/app/app_private.h"
#include "ui/app/overlay_edit.h"
#include "ui/widgets/dialog.h"

#define PROMPT "/"

enum { MATCH_COLUMNS = 26, HINT_COLUMNS = 24, LEAST_COLUMNS = 20 };

/* --- drawing --------------------------------------------------------------------------------- */

/* Whether the figures in front are those of what is typed. */
static bool is_answered(struct app *app)
{
    const struct load *load = app_front(app)->load;
    const char *asked = load ? load->request.where : NULL;
    return app->overlay.mistake.code == ERR_NONE && load &&
           strcmp(asked ? asked : "", app->where ? app->where : "") == 0;
}

/* "12 of 61 match", on the right, once the figures are those of what is typed; returns the columns
 * that are kept for it. */
static int draw_matches(struct app *app, const struct area *row)
{
    struct screen *front = app_front(app);
    int64_t matching = -1, all = -1;
    char some[FORMAT_SIZE], whole[FORMAT_SIZE];
    if (front->ops->counts) {
        front->ops->counts(front->state, &matching, &all);
    }
    if (matching < 0 || all < 0 || row->width < MATCH_COLUMNS + LEAST_COLUMNS) {
        return 0;
    }
    if (is_answered(app)) {
        const char *words = arena_printf(app->frame, _("%s of %s match"),
                                         format_count(matching, some), format_count(all, whole));
        area_field(row, row->width - MATCH_COLUMNS, 0, MATCH_COLUMNS, WIDTH_RIGHT,
                   PEN(matching > 0 ? ROLE_NOTE : ROLE_WARNING), words);
    }
    return MATCH_COLUMNS + 2;
}

/* A word that is the name of a figure may be the beginning of more. */
static void draw_advice(struct app *app, const struct area *all)
{
    const char *text = app->overlay.input.text;
    const char *blank = strrchr(text, ' ');
    const char *word = blank ? blank + 1 : text;
    if (!query_field_exists(word)) {
        return;
    }
    struct area row = area_in(all, 0, all->height - 2, all->width, 1);
    area_clear(&row);
    area_cut(
        &row, 1, 0, row.width - 2, PEN(ROLE_NOTE),
        arena_printf(app->frame, _("\"%s\" in a name; to compare it go on with < > = or ~"), word));
}

static void draw_mistake(struct app *app, const struct area *all)
{
    const struct overlay *overlay = &app->overlay;
    const struct input *input = &overlay->input;
    struct area row = area_in(all, 0, all->height - 2, all->width, 1);
    int skipped = width_text(input->text, input->left);
    int before = (int)overlay->mistake.column - 1 - skipped;
    int x = 1 + (int)sizeof PROMPT + (before < 0 ? 0 : before);
    /* What to do stands behind what is wrong where there is room for it, else above. */
    const char *words = overlay->mistake.text, *todo = overlay->mistake.todo;
    const char *whole = todo[0] ? arena_printf(app->frame, "%s; %s", words, todo) : NULL;
    if (whole && area_columns(&row, whole) + x + 2 <= row.width) {
        words = whole;
    } else if (todo[0]) {
        struct area above = area_in(all, 0, all->height - 3, all->width, 1);
        area_clear(&above);
        area_cut(&above, 1, 0, above.width - 2, PEN(ROLE_ERROR), todo);
    }
    int columns = area_columns(&row, words);
    area_clear(&row);
    area_put(&row, x, 0, PEN(ROLE_ERROR), '^');
    /* Behind the caret where there is room for it, else before. */
    x = x + 2 + columns <= row.width || x - 1 - columns < 0 ? x + 2 : x - 1 - columns;
    area_cut(&row, x, 0, row.width - x, PEN(ROLE_ERROR), words);
}

/* How to end it, as long as there is room behind what is typed; returns the columns it takes. */
static int draw_keys(struct app *app, const struct area *row, int room)
{
    static const struct action_set hidden = {.has = {[ACTION_ERASE_ALL] = true}};
    struct hint hints[HINTS_MOST];
    int typed = width_text(app->overlay.input.text, SIZE_MAX);
    typed = typed < LEAST_COLUMNS ? LEAST_COLUMNS : typed;
    if ((int)sizeof PROMPT + typed + HINT_COLUMNS > room) {
        return 0;
    }
    size_t count = overlay_hints(app, IN_INPUT, &hidden, hints);
    dialog_hints(row, room - HINT_COLUMNS + 1, 0, HINT_COLUMNS - 1, hints, count);
    return HINT_COLUMNS;
}

static void search_draw(struct app *app, const struct area *all)
{
    struct area row = area_in(all, 1, all->height - 1, all->width - 2, 1);
    struct input *input = &app->overlay.input;
    area_clear(&row);
    int room = row.width - draw_matches(app, &row);
    room -= draw_keys(app, &row, room);
    input_draw(input, &row, 0, 0, room, PROMPT);
    if (input->length == 0) {
        int x = (int)sizeof PROMPT + 1; /* behind the cursor */
        area_cut(&row, x, 0, room - x, PEN(ROLE_DIM), _("diwali, or ctr < 15% and sent > 1k"));
    }
    if (app->overlay.mistake.code != ERR_NONE) {
        draw_mistake(app, all);
    } else {
        draw_advice(app, all);
    }
}

/* --- typing ---------------------------------------------------------------------------------- */

static void look_for(struct app *app, const char *where)
{
    const char *now = app->where ? app->where : "";
    if (strcmp(now, where) != 0 && app_set_where(app, where)) {
        app_reload(app);
    }
}

/* With a mistake in what stands there: go on with what was there before, without words that were
 * none
 * ("ctr" of "ctr <"). */
static void look_for_whole(struct app *app, struct arena *scratch)
{
    const char *text = app->overlay.input.text;
    size_t whole = query_whole(scratch, text);
    char *before = arena_strdup(scratch, text);
    if (before && query_seeks_word(query_parse(scratch, app->where, NULL), whole)) {
        before[whole] = '\0';
        look_for(app, before);
    }
}

/* Look for what stands there now. */
static void follow(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    struct arena *scratch = arena_new();
    err_clear(&overlay->mistake);
    if (!scratch) {
        err_memory(&overlay->mistake);
    } else if (query_parse(scratch, overlay->input.text, &overlay->mistake)) {
        look_for(app, overlay->input.text);
    } else {
        look_for_whole(app, scratch);
    }
    arena_free(scratch);
}

/* The filter becomes the newest of the history, wherever it stood in it. */
static void keep_in_history(struct app *app)
{
    char *kept = app->where ? mem_strdup(app->where) : NULL;
    if (!kept) {
        return;
    }
    size_t at = 0;
    while (at < app->history_count && strcmp(app->history[at], kept) != 0) {
        at++;
    }
    if (at == APP_HISTORY) {
        at--;
    }
    if (at < app->history_count) {
        mem_free(app->history[at]);
    } else {
        app->history_count++;
    }
    memmove(app->history + 1, app->history, at * sizeof *app->history);
    app->history[0] = kept;
}

/* Step through what was filtered by before; in front of it stands what is being typed. */
static bool go_back(struct app *app, bool further)
{
    struct overlay *overlay = &app->overlay;
    if (further ? overlay->past >= app->history_count : overlay->past == 0) {
        return false;
    }
    if (overlay->past == 0) {
        overlay->typed = arena_strdup(overlay->arena, overlay->input.text);
    }
    overlay->past = further ? overlay->past + 1 : overlay->past - 1;
    input_set(&overlay->input,
              overlay->past > 0 ? app->history[overlay->past - 1] : overlay->typed);
    return true;
}

/* What n and N look for from now on. */
void overlay_remember(struct app *app)
{
    keep_in_history(app);
    arena_reset(app->search_arena);
    const struct query *query = query_parse(app->search_arena, app->where, NULL);
    app->search = query && !query_is_empty(query) ? query : NULL;
}

static void give_back(struct app *app)
{
    look_for(app, app->overlay.before ? app->overlay.before : "");
    overlay_close(app);
}

static void search_act(struct app *app, enum action action, struct key key)
{
    if (action == ACTION_ACCEPT && app->overlay.mistake.code != ERR_NONE) {
        app->dirty = true; /* the caret stays where the mistake is */
    } else if (action == ACTION_ACCEPT) {
        overlay_remember(app);
        overlay_close(app);
    } else if (action == ACTION_BACK) {
        give_back(app);
    } else if (action == ACTION_INPUT_UP || action == ACTION_INPUT_DOWN) {
        app_act(app, action == ACTION_INPUT_UP ? ACTION_UP : ACTION_DOWN, key);
    } else if (action == ACTION_HISTORY_BACK || action == ACTION_HISTORY_ON) {
        if (go_back(app, action == ACTION_HISTORY_BACK)) {
            follow(app);
        }
    } else if (overlay_edit(&app->overlay.input, action, key)) {
        follow(app);
    }
}

void overlay_search(struct app *app)
{
    static const struct overlay_ops ops = {IN_INPUT, search_draw, search_act};
    if (!overlay_begin(app, &ops)) {
        return;
    }
    app->overlay.line = LINE_SEARCH;
    app->overlay.before = arena_strdup(app->overlay.arena, app->where);
    input_set(&app->overlay.input, app->where);
}
