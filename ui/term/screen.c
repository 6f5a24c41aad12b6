/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/term/screen.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "ui/term/library.h"
#include "ui/term/rescue.h"

enum { STAND_IN = 0xfffd }; /* for what cannot be shown */
enum { SYNC_ROWS = 4 };     /* fewer that change go out as they are */

static enum depth depth_wanted(void)
{
    const char *no_color = getenv("NO_COLOR");
    const char *clicolor = getenv("CLICOLOR");
    if ((no_color && *no_color) || (clicolor && strcmp(clicolor, "0") == 0)) {
        return DEPTH_NONE;
    }
    int colors = tigetnum("colors");
    return colors >= 256 ? DEPTH_256 : colors >= 16 ? DEPTH_16 : colors >= 8 ? DEPTH_8 : DEPTH_NONE;
}

void screen_begin(struct screen *screen)
{
    screen->depth = depth_wanted();
    screen->cursor = -1;
    screen->all = true;
    if (screen->depth == DEPTH_NONE) {
        return;
    }
    if (start_color() == ERR) {
        screen->depth = DEPTH_NONE;
        return;
    }
    screen->own_colors = use_default_colors() == OK;
    screen->direct = tigetnum("colors") > 256 && tigetflag("RGB") > 0;
    screen->pairs[0].fg = screen->pairs[0].bg = COLOR_OF_TERMINAL;
    screen->pair_count = 1;
}

void screen_end(struct screen *screen)
{
    canvas_free(screen->last);
    screen->last = NULL;
}

/* The color as the terminal counts it. One with RGB takes a number for 0xRRGGBB, all but the low
 * ones: these stay numbers of its palette, as many as it likes to keep up to 256, so that a blue
 * among them is lifted out by one step of red. */
static int color_of(const struct screen *screen, int16_t color)
{
    if (!screen->direct || color < 8) {
        return color;
    }
    int rgb = (int)palette_rgb(color);
    return rgb < 256 ? rgb | 0x10000 : rgb;
}

static int pair_of(struct screen *screen, int16_t fg, int16_t bg)
{
    if (screen->depth == DEPTH_NONE) {
        return 0;
    }
    if (!screen->own_colors && (fg < 0) != (bg < 0)) {
        fg = fg < 0 ? 7 : fg;
        bg = bg < 0 ? 0 : bg;
    }
    if (screen->pairs[screen->recent].fg == fg && screen->pairs[screen->recent].bg == bg) {
        return screen->recent;
    }
    for (int i = 0; i < screen->pair_count; i++) {
        if (screen->pairs[i].fg == fg && screen->pairs[i].bg == bg) {
            screen->recent = i;
            return i;
        }
    }
    int i = screen->pair_count;
    if (i >= SCREEN_PAIRS || i >= COLOR_PAIRS ||
        init_extended_pair(i, color_of(screen, fg), color_of(screen, bg)) == ERR) {
        return 0;
    }
    screen->pairs[i].fg = fg;
    screen->pairs[i].bg = bg;
    screen->pair_count++;
    return i;
}

static attr_t attributes_of(unsigned attrs)
{
    return (attrs & STYLE_BOLD ? A_BOLD : 0) | (attrs & STYLE_DIM ? A_DIM : 0) |
           (attrs & STYLE_REVERSE ? A_REVERSE : 0) | (attrs & STYLE_UNDERLINE ? A_UNDERLINE : 0);
}

static bool same_pen(const struct canvas_cell *a, const struct canvas_cell *b)
{
    return a->role == b->role && a->ground == b->ground && a->attrs == b->attrs;
}

static const struct canvas_cell *row_of(const struct canvas *canvas, int y)
{
    return &canvas->cells[(size_t)y * (size_t)canvas->width];
}

/* A single blank between two words of one style: nobody sees whether it has that style too, and to
 * leave the style for one blank costs more bytes than the blank. */
static bool is_gap(const struct canvas *canvas, int x, int y)
{
    const struct canvas_cell *cell = row_of(canvas, y) + x;
    return cell->base == ' ' && x > 0 && x + 1 < canvas->width && cell[-1].base != ' ' &&
           cell[1].base != ' ' && cell[-1].width == 1 && same_pen(cell, cell - 1) &&
           same_pen(cell, cell + 1);
}

/* The cell as curses wants it. A code point of which the C library knows no width, or another one
 * than ours, would shift the line: another stands in for it. Returns whether it did. */
static bool convert(struct screen *screen, const struct canvas_cell *cell, bool gap, cchar_t *out)
{
    wchar_t text[WIDTH_MAX_MARKS + 2] = {0};
    int length = 0;
    bool plain = cell->base >= ' ' && cell->base < 0x7f;
    bool stands_in = !plain && wcwidth((wchar_t)cell->base) != cell->width;
    text[length++] = (wchar_t)(stands_in ? STAND_IN : cell->base);
    for (int i = 0; i < cell->mark_count && !stands_in; i++) {
        if (wcwidth((wchar_t)cell->marks[i]) == 0) {
            text[length++] = (wchar_t)cell->marks[i];
        }
    }
    struct style style = palette_style(screen->palette, screen->depth, cell->role, cell->ground,
                                       cell->attrs & STYLE_SEEN);
    /* Of a blank only its background is seen, and plain blanks are cheap to send. */
    if (cell->base == ' ' && !gap && !(style.attrs & (STYLE_REVERSE | STYLE_UNDERLINE))) {
        style.fg = COLOR_OF_TERMINAL;
        style.attrs = 0;
    }
    int pair = pair_of(screen, style.fg, style.bg);
    setcchar(out, text, attributes_of(style.attrs), 0, &pair);
    return stands_in;
}

/* Cells of one column that go to curses together: it is called once for all of them. */
enum { RUN_MOST = 128 };
struct run {
    int x, y, count;
    cchar_t cells[RUN_MOST];
};

static void end_run(struct run *run)
{
    if (run->count > 0) {
        mvadd_wchnstr(run->y, run->x, run->cells, run->count);
        run->count = 0;
    }
}

static void put_wide(struct screen *screen, const struct canvas_cell *cell, int x, int y)
{
    cchar_t out;
    bool stands_in = convert(screen, cell, false, &out);
    mvadd_wchnstr(y, x, &out, 1);
    if (stands_in) {
        struct canvas_cell blank = *cell;
        blank.base = ' ';
        blank.mark_count = 0;
        blank.width = 1;
        convert(screen, &blank, false, &out);
        mvadd_wchnstr(y, x + 1, &out, 1);
    }
}

static void put_cell(struct screen *screen, const struct canvas *canvas, int x, int y,
                     struct run *run)
{
    const struct canvas_cell *cell = row_of(canvas, y) + x;
    if (run->count == RUN_MOST || run->y != y || run->x + run->count != x || cell->width == 2) {
        end_run(run);
        run->x = x;
        run->y = y;
    }
    if (cell->width == 2) {
        put_wide(screen, cell, x, y);
    } else {
        convert(screen, cell, is_gap(canvas, x, y), &run->cells[run->count++]);
    }
}

static void show_cursor(struct screen *screen, const struct canvas *canvas)
{
    int wanted = canvas->cursor_x >= 0 ? 1 : 0;
    if (wanted != screen->cursor) {
        curs_set(wanted);
        leaveok(stdscr, !wanted);
        screen->cursor = wanted;
    }
    if (wanted) {
        move(canvas->cursor_y, canvas->cursor_x);
    }
}

void screen_home(struct screen *screen)
{
    leaveok(stdscr, FALSE);
    move(0, 0);
    refresh();
    screen->cursor = -1;
}

/* Whether a row is what it was when it was shown last; so are its gaps, then. */
static bool same_row(const struct canvas *a, const struct canvas *b, int y)
{
    return memcmp(row_of(a, y), row_of(b, y), (size_t)a->width * sizeof(struct canvas_cell)) == 0;
}

/* The picture in one piece, where the terminal can and it is more than a cursor that moves: that
 * little goes out at once anyway. What curses sends comes in between, since it keeps nothing back.
 * Nor does it look for keys on the way then: that is for pictures that take their time. */
static void send(struct screen *screen, int rows)
{
    bool whole = rows >= SYNC_ROWS && screen->sync_begin && *screen->sync_begin;
    if (whole) {
        rescue_sending(screen->sync_end);
        (void)!write(STDOUT_FILENO, screen->sync_begin, strlen(screen->sync_begin));
    }
    typeahead(rows >= SYNC_ROWS ? STDIN_FILENO : -1);
    refresh();
    if (whole) {
        (void)!write(STDOUT_FILENO, screen->sync_end, strlen(screen->sync_end));
        rescue_sending(NULL);
    }
}

/* What of a row differs, or all of it. */
static void put_row(struct screen *screen, const struct canvas *canvas, int y, int width, bool all,
                    struct run *run)
{
    for (int x = 0; x < width; x++) {
        const struct canvas_cell *cell = row_of(canvas, y) + x;
        /* A wide character at the edge of a narrower screen has no room. */
        bool fits = cell->width > 0 && x + cell->width <= width;
        if (fits && (all || !canvas_cell_equal(cell, row_of(screen->last, y) + x) ||
                     is_gap(screen->last, x, y) != is_gap(canvas, x, y))) {
            put_cell(screen, canvas, x, y, run);
        }
    }
}

/* False when out of memory. Rows that did not change are not touched: most do not. */
static bool remember(struct screen *screen, const struct canvas *canvas)
{
    struct canvas *last = screen->last;
    if (!last || last->width != canvas->width || last->height != canvas->height) {
        last = last ? last : canvas_new(canvas->width, canvas->height, canvas->flags);
        screen->last = last;
        return last && canvas_copy(last, canvas);
    }
    for (int y = 0; y < canvas->height; y++) {
        if (!same_row(last, canvas, y)) {
            size_t from = (size_t)y * (size_t)canvas->width;
            memcpy(&last->cells[from], &canvas->cells[from],
                   (size_t)canvas->width * sizeof *canvas->cells);
        }
    }
    return true;
}

void screen_show(struct screen *screen, const struct canvas *canvas, const struct palette *palette)
{
    bool all = screen->all || !screen->last || screen->palette != palette ||
               screen->last->width != canvas->width || screen->last->height != canvas->height;
    screen->palette = palette;
    int width = canvas->width < COLS ? canvas->width : COLS;
    int height = canvas->height < LINES ? canvas->height : LINES;
    int rows = 0;
    struct run run = {.count = 0};
    for (int y = 0; y < height; y++) {
        if (all || !same_row(screen->last, canvas, y)) {
            rows++;
            put_row(screen, canvas, y, width, all, &run);
        }
    }
    end_run(&run);
    show_cursor(screen, canvas);
    send(screen, rows);
    screen->all = !remember(screen, canvas);
}
