/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command line: every action that the view in front knows, found by a few letters of its name
 * or of what it does.
 */
#include <string.h>

#include "base/i18n.h"
#include "text/fold.h"
#include "ui/app/app_private.h"
#include "ui/app/overlay_edit.h"
#include "ui/widgets/dialog.h"

#define PROMPT ":"

enum { COLUMNS = 84, NAME_COLUMNS = 16, KEY_COLUMNS = 14, CHROME = 6, WORDS_SIZE = 256 };

/* In the overlay's arena. */
struct command_list {
    enum action all[ACTION_COUNT], found[ACTION_COUNT];
    size_t all_count, found_count;
    struct scroll scroll;
};

/* --- finding --------------------------------------------------------------------------------- */

/* Whether the letters stand in the name in this order. */
static bool has_letters(const char *name, const char *letters)
{
    for (; *letters; letters++) {
        name = strchr(name, *letters);
        if (!name) {
            return false;
        }
        name++;
    }
    return true;
}

/* Whether each word stands in what the action does, or in its name. */
static bool has_words(enum action id, const char *words)
{
    while (*words) {
        char word[WORDS_SIZE];
        size_t length = strcspn(words, " ");
        if (length >= sizeof word) {
            return false;
        }
        memcpy(word, words, length);
        word[length] = '\0';
        if (!fold_contains(_(action_info(id)->help), word) &&
            !fold_contains(action_info(id)->name, word)) {
            return false;
        }
        words += length;
        words += strspn(words, " ");
    }
    return true;
}

/* How well it fits what was typed (folded): 0 not at all. */
static int fit(enum action id, const char *typed)
{
    const char *name = action_info(id)->name;
    const char *at = strstr(name, typed);
    if (at == name) {
        return 4;
    }
    return at ? 3 : has_words(id, typed) ? 2 : has_letters(name, typed) ? 1 : 0;
}

static void find(struct app *app)
{
    struct command_list *list = app->overlay.commands;
    struct strbuf typed = STRBUF_INIT;
    fold_text(&typed, app->overlay.input.text, app->overlay.input.length);
    list->found_count = 0;
    for (int wanted = 4; wanted > 0; wanted--) {
        for (size_t i = 0; i < list->all_count; i++) {
            if (fit(list->all[i], strbuf_text(&typed)) == wanted) {
                list->found[list->found_count++] = list->all[i];
            }
        }
    }
    strbuf_free(&typed);
    list->scroll = (struct scroll){0};
}

/* --- drawing --------------------------------------------------------------------------------- */

static int page_rows(const struct area *all, const struct command_list *list)
{
    int room = all->height - CHROME;
    int rows = list->all_count < (size_t)(room < 1 ? 1 : room) ? (int)list->all_count : room;
    return rows < 1 ? 1 : rows;
}

static void draw_row(struct app *app, const struct area *area, int y, enum action id, bool selected)
{
    char keys[KEYMAP_KEYS_SIZE];
    int x = 2;
    if (selected) {
        area_sign(area, 0, y, PEN(ROLE_MARKER), 0x25b8, '>');
    }
    area_cut(area, x, y, NAME_COLUMNS, PEN(selected ? ROLE_SELECTED : ROLE_TEXT),
             action_info(id)->name);
    x += NAME_COLUMNS + 1;
    area_cut(area, x, y, KEY_COLUMNS, PEN(ROLE_HINT_KEY), keymap_keys(&app->keys, id, false, keys));
    x += KEY_COLUMNS + 1;
    area_cut(area, x, y, area->width - x, PEN(ROLE_DIM), _(action_info(id)->help));
}

static void command_draw(struct app *app, const struct area *all)
{
    struct overlay *overlay = &app->overlay;
    struct command_list *list = overlay->commands;
    struct hint hints[HINTS_MOST];
    size_t count = overlay_hints(app, IN_INPUT, NULL, hints);
    int rows = page_rows(all, list);
    struct area inside = dialog_open(all, COLUMNS, rows + 2, overlay->title);
    struct area bottom = area_take_bottom(&inside, 1);
    dialog_hints(&bottom, 0, 0, bottom.width, hints, count);
    struct area line = area_take_top(&inside, 1);
    size_t page = inside.height > 0 ? (size_t)inside.height : 1;
    scroll_fit(&list->scroll, list->found_count, page);
    if (list->found_count > page && inside.width > 2) {
        struct area bar = area_take_right(&inside, 1);
        scroll_bar(&bar, &list->scroll, list->found_count, page);
    }
    for (int y = 0; y < inside.height; y++) {
        size_t i = list->scroll.top + (size_t)y;
        if (i < list->found_count) {
            draw_row(app, &inside, y, list->found[i], i == list->scroll.selected);
        }
    }
    if (list->found_count == 0) {
        area_cut(&inside, 2, 0, inside.width - 2, PEN(ROLE_WARNING), _("nothing does that here"));
    }
    input_draw(&overlay->input, &line, 0, 0, line.width, PROMPT);
}

/* --- keys ------------------------------------------------------------------------------------ */

static void run(struct app *app)
{
    const struct command_list *list = app->overlay.commands;
    if (list->found_count == 0) {
        return;
    }
    enum action action = list->found[list->scroll.selected];
    overlay_close(app);
    app_act(app, action, (struct key){0});
}

static void move(struct app *app, long rows)
{
    struct command_list *list = app->overlay.commands;
    struct area all = {.width = app->width, .height = app->height};
    scroll_by(&list->scroll, list->found_count, (size_t)page_rows(&all, list), rows);
}

static void complete(struct app *app)
{
    const struct command_list *list = app->overlay.commands;
    if (list->found_count > 0) {
        input_set(&app->overlay.input, action_info(list->found[list->scroll.selected])->name);
        find(app);
    }
}

static void command_act(struct app *app, enum action action, struct key key)
{
    if (action == ACTION_ACCEPT) {
        run(app);
    } else if (action == ACTION_BACK) {
        overlay_close(app);
    } else if (action == ACTION_INPUT_UP || key.code == KC_WHEEL_UP) {
        move(app, -1);
    } else if (action == ACTION_INPUT_DOWN || key.code == KC_WHEEL_DOWN) {
        move(app, 1);
    } else if (key.code == KC_TAB) {
        complete(app);
    } else if (overlay_edit(&app->overlay.input, action, key)) {
        find(app);
    }
}

/* Those with a hint, the likeliest first, then the others; what only moves last. */
static size_t list_actions(unsigned where, const struct action_set *hidden,
                           enum action ids[ACTION_COUNT])
{
    enum action all[ACTION_COUNT];
    size_t count = keymap_hints(where, WHEN_EVER, hidden, ACTION_COUNT, ids);
    size_t all_count = keymap_help(where, hidden, all);
    for (int moving = 0; moving < 2; moving++) {
        for (size_t i = 0; i < all_count; i++) {
            if (!keymap_rank(all[i], where, WHEN_EVER) && (all[i] <= ACTION_LAST) == moving) {
                ids[count++] = all[i];
            }
        }
    }
    return count;
}

void overlay_command(struct app *app)
{
    static const struct overlay_ops ops = {IN_INPUT, command_draw, command_act};
    enum action ids[ACTION_COUNT];
    struct action_set hidden;
    app_hidden(app, &hidden);
    action_set_add(&hidden, ACTION_COMMAND, true);
    size_t count = list_actions(app_front(app)->ops->where, &hidden, ids);
    if (!overlay_begin(app, &ops)) {
        return;
    }
    struct command_list *list = ARENA_NEW(app->overlay.arena, struct command_list);
    if (!list) {
        overlay_close(app);
        return;
    }
    memcpy(list->all, ids, count * sizeof ids[0]);
    list->all_count = count;
    app->overlay.line = LINE_COMMAND;
    app->overlay.title = _("Commands");
    app->overlay.commands = list;
    find(app);
}
