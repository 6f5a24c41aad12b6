/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/frame.h"

#include <stdio.h>

#include "base/i18n.h"
#include "ui/canvas/wrap.h"

/* Columns before the first tab. */
static int title_columns(const struct area *area, const struct frame *frame)
{
    int x = 1 + area_columns(area, frame->title) + 1;
    return frame->badge ? x + area_columns(area, frame->badge) + 3 : x;
}

enum { TABS_MAX = 16, TAB_WORDS = 96 };

/* What stands in the first line: the words of each tab and where it begins; x[count] is where the
 * last one ends. */
struct tab_line {
    size_t count;
    int x[TABS_MAX + 1];
    char words[TABS_MAX][TAB_WORDS];
};

/* Lays them out, with so many blanks for each; returns whether they fit. */
static bool lay_tabs(const struct area *area, const struct frame *frame, bool named, int blanks,
                     struct tab_line *line)
{
    int x = title_columns(area, frame);
    line->count = frame->tab_count < TABS_MAX ? frame->tab_count : TABS_MAX;
    for (size_t i = 0; i < line->count; i++) {
        const struct frame_tab *tab = &frame->tabs[i];
        if (named || tab->number == frame->current) {
            snprintf(line->words[i], TAB_WORDS, "%d %s", tab->number, tab->name);
        } else {
            snprintf(line->words[i], TAB_WORDS, "%d", tab->number);
        }
        line->x[i] = x;
        x += area_columns(area, line->words[i]) + blanks;
    }
    line->x[line->count] = x;
    return x <= area->width;
}

/* With their names, a blank on each side; where these do not fit, one blank that is shared with the
 * next; else only the current one has its name. */
static void make_tabs(const struct area *area, const struct frame *frame, struct tab_line *line)
{
    bool named = area->width >= FRAME_TABS_NAMED &&
                 (lay_tabs(area, frame, true, 2, line) || lay_tabs(area, frame, true, 1, line));
    if (!named) {
        lay_tabs(area, frame, false, 2, line);
    }
}

static void draw_tab(const struct area *area, const struct frame *frame,
                     const struct tab_line *line, size_t i)
{
    struct pen pen = PEN(frame->tabs[i].number == frame->current ? ROLE_TAB_CURRENT : ROLE_TAB);
    int x = line->x[i];
    area_put(area, x, 0, pen, ' ');
    x += 1 + area_text(area, x + 1, 0, pen, line->words[i]);
    area_put(area, x, 0, pen, ' ');
}

static void draw_title(const struct area *area, const struct frame *frame)
{
    int x = 1 + area_text(area, 1, 0, PEN(ROLE_TITLE), frame->title);
    if (frame->badge) {
        area_put(area, x + 1, 0, PEN(ROLE_DEMO), ' ');
        x += 2 + area_text(area, x + 2, 0, PEN(ROLE_DEMO), frame->badge);
        area_put(area, x, 0, PEN(ROLE_DEMO), ' ');
    }
    struct tab_line line;
    make_tabs(area, frame, &line);
    /* The current one last: it has the blanks on both of its sides. */
    for (size_t i = 0; i < line.count; i++) {
        if (frame->tabs[i].number != frame->current) {
            draw_tab(area, frame, &line, i);
        }
    }
    for (size_t i = 0; i < line.count; i++) {
        if (frame->tabs[i].number == frame->current) {
            draw_tab(area, frame, &line, i);
        }
    }
}

int frame_hit(const struct area *area, const struct frame *frame, int x)
{
    struct tab_line line;
    make_tabs(area, frame, &line);
    for (size_t i = 0; i < line.count; i++) {
        if (x >= line.x[i] && x < line.x[i + 1]) {
            return frame->tabs[i].number;
        }
    }
    return 0;
}

enum { SCOPE_PARTS = 32, SEPARATOR = 3 };

static int scope_columns(const struct area *area, const struct frame *frame, const bool *dropped)
{
    int columns = 2;
    for (size_t i = 0; i < frame->scope_count && i < SCOPE_PARTS; i++) {
        if (!dropped[i]) {
            columns += area_columns(area, frame->scope[i].words) + SEPARATOR;
        }
    }
    return columns;
}

static void drop_scope(const struct area *area, const struct frame *frame, bool *dropped)
{
    while (scope_columns(area, frame, dropped) > area->width) {
        int worst = -1;
        for (size_t i = 0; i < frame->scope_count && i < SCOPE_PARTS; i++) {
            if (!dropped[i] && frame->scope[i].priority &&
                (worst < 0 || frame->scope[i].priority >= frame->scope[worst].priority)) {
                worst = (int)i;
            }
        }
        if (worst < 0) {
            return;
        }
        dropped[worst] = true;
    }
}

/* The parts of one end from x on; returns where they end. */
static int put_scope(const struct area *area, const struct frame *frame, const bool *dropped,
                     bool right, int x, bool draw)
{
    bool first = true;
    for (size_t i = 0; i < frame->scope_count && i < SCOPE_PARTS; i++) {
        const struct frame_scope *part = &frame->scope[i];
        if (dropped[i] || part->right != right) {
            continue;
        }
        if (!first && draw) {
            area_sign(area, x + 1, 1, PEN(ROLE_SCOPE), 0xb7, '|');
        }
        x += first ? 0 : SEPARATOR;
        first = false;
        struct pen pen = PEN(part->strong ? ROLE_SCOPE_STRONG : ROLE_SCOPE);
        x += draw ? area_cut(area, x, 1, area->width - x - 1, pen, part->words)
                  : area_columns(area, part->words);
    }
    return x;
}

struct area frame_draw(const struct area *area, const struct frame *frame)
{
    bool dropped[SCOPE_PARTS] = {false};
    draw_title(area, frame);
    drop_scope(area, frame, dropped);
    int left_end = put_scope(area, frame, dropped, false, 1, true);
    int right = put_scope(area, frame, dropped, true, 0, false);
    int right_x = area->width - 1 - right;
    if (right && right_x < left_end + 2) {
        right_x = left_end + 2;
    }
    put_scope(area, frame, dropped, true, right_x, true);
    if (area->height > 2) {
        dialog_hints_keep(area, 1, area->height - 1, area->width - 2, frame->hints,
                          frame->hint_count, frame->hint_kept);
    }
    return area_in(area, 0, 2, area->width, area->height - 3);
}

void frame_too_small(const struct area *area, const struct hint *leave)
{
    char words[160];
    snprintf(words, sizeof words, _("needs %d x %d, has %d x %d"), FRAME_MIN_COLUMNS,
             FRAME_MIN_ROWS, area->width, area->height);
    int rows = wrap_rows(words, area->width < 1 ? 1 : area->width, area_is_ascii(area));
    int top = rows < area->height ? (area->height - rows) / 2 : 0;
    wrap_draw(area, top, PEN(ROLE_WARNING), words);
    /* Curses clears what is blank at the bottom by one sequence, which some terminals show as a
     * flash: something stands there. */
    if (leave && top + rows < area->height) {
        int used = area_cut(area, 0, area->height - 1, area->width, PEN(ROLE_HINT_KEY), leave->key);
        area_cut(area, used + 1, area->height - 1, area->width - used - 1, PEN(ROLE_HINT),
                 leave->words);
    }
}
