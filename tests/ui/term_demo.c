/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small program on a real terminal, for tests: a table to move in, a search line, the help, and
 * ways to die. Run by tests/ui/test_term.c; `--mouse` switches the mouse on.
 *
 * Keys beside those of the key map: A abort, V fault, X exit(3) without restoring, T a thread that
 * lives while the program is stopped.
 */
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/scenes.h"
#include "ui/keymap/keymap.h"
#include "ui/term/term.h"
#include "ui/theme/theme.h"
#include "ui/widgets/frame.h"
#include "ui/widgets/help.h"
#include "ui/widgets/input.h"
#include "ui/widgets/table_view.h"

struct demo {
    struct term *term;
    struct canvas *canvas;
    const struct palette *palette;
    struct keymap keys;
    struct table_view view;
    struct input input;
    struct scroll help_scroll;
    bool searching, helping, quit;
    char event[96]; /* what came last */
};

static unsigned in_front(const struct demo *demo)
{
    return demo->searching ? IN_INPUT : demo->helping ? IN_HELP : IN_CAMPAIGNS;
}

static void draw_help(const struct demo *demo, const struct area *area, struct scroll *scroll)
{
    enum action ids[ACTION_COUNT];
    struct help_line lines[ACTION_COUNT];
    static char keys[ACTION_COUNT][KEYMAP_KEYS_SIZE];
    size_t count = keymap_help(IN_CAMPAIGNS, 0, ids);
    for (size_t i = 0; i < count; i++) {
        lines[i].keys = keymap_keys(&demo->keys, ids[i], false, keys[i]);
        lines[i].words = action_info(ids[i])->help;
    }
    static const struct hint hints[] = {{"Esc", "close"}};
    help_draw(area, "Help", lines, count, scroll, hints, 1);
}

static struct area draw_frame(const struct demo *demo, const struct area *area)
{
    enum action ids[ACTION_COUNT];
    struct hint hints[HINTS_MOST] = {{0}};
    static char keys[HINTS_MOST][KEYMAP_KEYS_SIZE];
    size_t count = keymap_hints(in_front(demo), WHEN_EVER, NULL, HINTS_MOST, ids);
    for (size_t i = 0; i < count; i++) {
        hints[i].key = keymap_keys(&demo->keys, ids[i], true, keys[i]);
        hints[i].words = action_info(ids[i])->hint;
    }
    static const struct frame_tab tabs[] = {{1, "Overview"}, {2, "Campaigns"}, {9, "Imports"}};
    const struct frame_scope scope[] = {{demo->event, 0, false, false}};
    const struct frame frame = {.title = "campane",
                                .tabs = tabs,
                                .tab_count = ARRAY_COUNT(tabs),
                                .current = 2,
                                .scope = scope,
                                .scope_count = 1,
                                .hints = hints,
                                .hint_count = count};
    return frame_draw(area, &frame);
}

static void draw(struct demo *demo)
{
    int columns, rows;
    term_size(demo->term, &columns, &rows);
    if (!canvas_resize(demo->canvas, columns, rows)) {
        return;
    }
    struct area area = area_of(demo->canvas);
    if (!frame_fits(columns, rows)) {
        static const struct hint leave = {"Q", "quit"};
        frame_too_small(&area, &leave);
    } else {
        struct area body = draw_frame(demo, &area);
        if (demo->searching) {
            struct area line = area_take_bottom(&body, 1);
            input_draw(&demo->input, &line, 1, 0, line.width - 2, "Search:");
        }
        table_view_draw(&demo->view, &body, NULL);
        if (demo->helping) {
            draw_help(demo, &body, &demo->help_scroll);
        }
    }
    term_show(demo->term, demo->canvas, demo->palette);
}

static size_t page(const struct demo *demo)
{
    return table_view_page(demo->canvas->height - 3 - demo->searching);
}

static void act_on_input(struct demo *demo, enum action action, struct key key)
{
    static const struct {
        enum action action;
        bool (*edit)(struct input *input);
    } edits[] = {
        {ACTION_INPUT_LEFT, input_left},       {ACTION_INPUT_RIGHT, input_right},
        {ACTION_INPUT_HOME, input_home},       {ACTION_INPUT_END, input_end},
        {ACTION_ERASE, input_erase},           {ACTION_ERASE_NEXT, input_erase_next},
        {ACTION_ERASE_WORD, input_erase_word}, {ACTION_ERASE_ALL, input_erase_all},
    };
    for (size_t i = 0; i < ARRAY_COUNT(edits); i++) {
        if (edits[i].action == action) {
            edits[i].edit(&demo->input);
            return;
        }
    }
    if (action == ACTION_NONE && key.code < KC_FIRST && !(key.mods & KM_CTRL)) {
        input_insert(&demo->input, key.code);
    }
    if (action == ACTION_ACCEPT || action == ACTION_BACK) {
        demo->searching = false;
    }
}

static void *sleep_long(void *unused)
{
    pause();
    return unused;
}

/* A page that nobody may write to: a fault that no sanitizer sees coming. */
static void fault(void)
{
    volatile char *page = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    page[0] = 1;
}

static void die(uint32_t code)
{
    pthread_t thread;
    switch (code) {
    case 'A':
        abort();
    case 'V':
        fault();
        break;
    case 'X':
        exit(3);
    case 'T':
        pthread_create(&thread, NULL, sleep_long, NULL);
        break;
    default:
        break;
    }
}

static void act(struct demo *demo, struct key key)
{
    enum action action = keymap_find(&demo->keys, in_front(demo), key);
    static const struct {
        enum action action;
        int rows, pages;
    } moves[] = {
        {ACTION_UP, -1, 0},       {ACTION_DOWN, 1, 0},         {ACTION_PAGE_UP, 0, -1},
        {ACTION_PAGE_DOWN, 0, 1}, {ACTION_FIRST, -1000000, 0}, {ACTION_LAST, 1000000, 0},
    };
    if (action == ACTION_SUSPEND) {
        term_suspend(demo->term);
        return;
    }
    if (action == ACTION_INTERRUPT || action == ACTION_QUIT) {
        demo->quit = true;
        return;
    }
    if (action == ACTION_REDRAW) {
        term_redraw(demo->term);
        return;
    }
    if (demo->searching) {
        act_on_input(demo, action, key);
        return;
    }
    for (size_t i = 0; i < ARRAY_COUNT(moves); i++) {
        if (moves[i].action == action) {
            long rows = moves[i].rows + moves[i].pages * (long)page(demo);
            if (demo->helping) {
                scroll_page(&demo->help_scroll, 100, 10, rows);
            } else {
                table_view_move(&demo->view, page(demo), rows);
            }
        }
    }
    if (action == ACTION_RIGHT || action == ACTION_LEFT) {
        table_view_column(&demo->view, action == ACTION_RIGHT ? 1 : -1);
    } else if (action == ACTION_SEARCH) {
        demo->searching = true;
    } else if (action == ACTION_HELP || (action == ACTION_BACK && demo->helping)) {
        demo->helping = !demo->helping;
    } else if (action == ACTION_LEAVE) {
        demo->quit = !demo->helping;
        demo->helping = false;
    } else if (action == ACTION_NONE) {
        die(key.code);
    }
}

static void handle(struct demo *demo, struct key key)
{
    char name[KEY_NAME_SIZE];
    bool moves = key.code == KC_UP || key.code == KC_DOWN || key.code == 'j' || key.code == 'k';
    if (!moves || !strstr(demo->event, "moved")) {
        snprintf(demo->event, sizeof demo->event, "got %s",
                 moves ? "moved" : key_format(key, name));
    }
    if (key.code == KC_CLICK || key.code == KC_WHEEL_UP || key.code == KC_WHEEL_DOWN) {
        size_t row;
        int column;
        snprintf(demo->event, sizeof demo->event, "got %s at %d,%d", key_format(key, name), key.x,
                 key.y);
        if (key.code == KC_CLICK &&
            table_view_hit(&demo->view, key.x, key.y - 2, &row, &column) == TABLE_VIEW_ROW) {
            table_view_select(&demo->view, page(demo), row);
        }
    } else if (key.code == KC_RESIZE) {
        int columns, rows;
        term_size(demo->term, &columns, &rows);
        snprintf(demo->event, sizeof demo->event, "got Resize to %d x %d", columns, rows);
    } else if (key.code == KC_SUSPEND) {
        term_suspend(demo->term);
    } else if (key.code == KC_HANGUP) {
        demo->quit = true;
    } else if (key.code < KC_FIRST || (key.code != KC_RESUME)) {
        act(demo, key);
    }
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "");
    struct err err = ERR_INIT;
    struct term_options options = {.mouse = argc > 1 && strcmp(argv[1], "--mouse") == 0};
    struct demo demo = {.view = TABLE_VIEW_INIT};
    struct arena *arena = arena_new();
    struct table *table = arena ? scenes_table(arena, 500) : NULL;
    demo.palette = table ? theme_load(arena, NULL, "dark", &err) : NULL;
    if (!demo.palette || !keymap_init(&demo.keys, &err)) {
        fprintf(stderr, "term_demo: cannot begin\n");
        return 3;
    }
    demo.term = term_start(&options, &err);
    if (!demo.term) {
        char words[1024];
        fprintf(stderr, "term_demo: %s\n", err_format(&err, words, sizeof words));
        arena_free(arena);
        return err_exit_status(err.code);
    }
    demo.canvas = canvas_new(1, 1, term_flags(demo.term));
    snprintf(demo.event, sizeof demo.event, "depth %d flags %u", (int)term_depth(demo.term),
             term_flags(demo.term));
    table_view_show(&demo.view, table);
    while (demo.canvas && !demo.quit) {
        struct key key;
        draw(&demo);
        if (!term_wait(demo.term, -1, &key)) {
            continue;
        }
        do {
            handle(&demo, key);
        } while (!demo.quit && term_next(demo.term, &key));
    }
    canvas_free(demo.canvas);
    term_stop(demo.term);
    arena_free(arena);
    printf("bye\n");
    return 0;
}
