/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/frame.h"

#include <stdio.h>

#include "base/i18n.h"
#include "ui/canvas/wrap.h"

/* Columns before the first tab. */
static int title_columns(const struct frame *frame)
{
    int x = 1 + width_text(frame->title, SIZE_MAX) + 1;
    return frame->badge ? x + width_text(frame->badge, SIZE_MAX) + 3 : x;
}

/* Columns of all tabs with their names, each with so many blanks. */
static int named_columns(const struct frame *frame, int blanks)
{
    int columns = 0;
    for (size_t i = 0; i < frame->tab_count; i++) {
        char buffer[96];
        snprintf(buffer, sizeof buffer, "%d %s", frame->tabs[i].number, frame->tabs[i].name);
        columns += width_text(buffer, SIZE_MAX) + blanks;
    }
    return columns;
}

/* Blanks that a tab has: one on each side, or where all names would not fit then, one that is
 * shared with the next. */
static int tab_blanks(const struct area *area, const struct frame *frame)
{
    return area->width >= FRAME_TABS_NAMED &&
                   title_columns(frame) + named_columns(frame, 2) > area->width
               ? 1
               : 2;
}

static bool are_named(const struct area *area, const struct frame *frame)
{
    return area->width >= FRAME_TABS_NAMED &&
           title_columns(frame) + named_columns(frame, 1) <= area->width;
}

/* The words of a tab: "2 Campaigns", or only "2". */
static const char *tab_words(const struct area *area, const struct frame *frame, size_t i,
                             char buffer[96])
{
    const struct frame_tab *tab = &frame->tabs[i];
    if (are_named(area, frame) || tab->number == frame->current) {
        snprintf(buffer, 96, "%d %s", tab->number, tab->name);
    } else {
        snprintf(buffer, 96, "%d", tab->number);
    }
    return buffer;
}

/* Where tab i begins; for i = tab_count, where the last one ends. */
static int tab_x(const struct area *area, const struct frame *frame, size_t i)
{
    int x = title_columns(frame), blanks = are_named(area, frame) ? tab_blanks(area, frame) : 2;
    char buffer[96];
    for (size_t t = 0; t < i; t++) {
        x += width_text(tab_words(area, frame, t, buffer), SIZE_MAX) + blanks;
    }
    return x;
}

static void draw_tab(const struct area *area, const struct frame *frame, size_t i)
{
    struct pen pen = PEN(frame->tabs[i].number == frame->current ? ROLE_TAB_CURRENT : ROLE_TAB);
    char buffer[96];
    int x = tab_x(area, frame, i);
    area_put(area, x, 0, pen, ' ');
    x += 1 + area_text(area, x + 1, 0, pen, tab_words(area, frame, i, buffer));
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
    /* The current one last: it has the blanks on both of its sides. */
    for (size_t i = 0; i < frame->tab_count; i++) {
        if (frame->tabs[i].number != frame->current) {
            draw_tab(area, frame, i);
        }
    }
    for (size_t i = 0; i < frame->tab_count; i++) {
        if (frame->tabs[i].number == frame->current) {
            draw_tab(area, frame, i);
        }
    }
}

int frame_hit(const struct area *area, const struct frame *frame, int x)
{
    for (size_t i = 0; i < frame->tab_count; i++) {
        if (x >= tab_x(area, frame, i) && x < tab_x(area, frame, i + 1)) {
            return frame->tabs[i].number;
        }
    }
    return 0;
}

enum { SCOPE_PARTS = 32, SEPARATOR = 3 };

static int scope_columns(const struct frame *frame, const bool *dropped)
{
    int columns = 2;
    for (size_t i = 0; i < frame->scope_count && i < SCOPE_PARTS; i++) {
        if (!dropped[i]) {
            columns += width_text(frame->scope[i].words, SIZE_MAX) + SEPARATOR;
        }
    }
    return columns;
}

static void drop_scope(const struct area *area, const struct frame *frame, bool *dropped)
{
    while (scope_columns(frame, dropped) > area->width) {
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
                  : width_text(part->words, SIZE_MAX);
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
        dialog_hints(area, 1, area->height - 1, area->width - 2, frame->hints, frame->hint_count);
    }
    return area_in(area, 0, 2, area->width, area->height - 3);
}

void frame_too_small(const struct area *area)
{
    char words[160];
    snprintf(words, sizeof words, _("needs %d x %d, has %d x %d"), FRAME_MIN_COLUMNS,
             FRAME_MIN_ROWS, area->width, area->height);
    int rows = wrap_rows(words, area->width < 1 ? 1 : area->width);
    wrap_draw(area, rows < area->height ? (area->height - rows) / 2 : 0, PEN(ROLE_WARNING), words);
}
