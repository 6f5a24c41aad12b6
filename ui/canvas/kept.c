/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/canvas/kept.h"

#include <string.h>

#include "base/mem.h"

struct told {
    struct kept_line line;
    int left, right; /* the columns it takes */
};

struct kept {
    struct canvas_cell *before; /* the picture before */
    struct told *now, *then; /* what was told of each line of the one that is drawn, of that one */
    int shift;               /* so much further down the line that was taken over last stood */
};

void kept_free(struct kept *kept)
{
    if (kept) {
        mem_free(kept->before);
        mem_free(kept->now);
        mem_free(kept->then);
        mem_free(kept);
    }
}

void kept_start(struct canvas *canvas)
{
    if (canvas->kept) {
        return;
    }
    size_t rows = (size_t)canvas->height;
    struct kept *kept = mem_new(1, sizeof *kept);
    if (!kept) {
        return;
    }
    kept->before = mem_new(rows * (size_t)canvas->width, sizeof *kept->before);
    kept->now = mem_new(rows, sizeof *kept->now);
    kept->then = mem_new(rows, sizeof *kept->then);
    if (!kept->before || !kept->now || !kept->then) {
        kept_free(kept);
        return;
    }
    canvas->kept = kept;
}

void kept_turn(struct canvas *canvas, bool same)
{
    struct kept *kept = canvas->kept;
    if (kept) {
        struct canvas_cell *cells = canvas->cells;
        struct told *told = kept->now;
        canvas->cells = kept->before;
        kept->before = cells;
        kept->now = kept->then;
        kept->then = told;
        memset(kept->now, 0, (size_t)canvas->height * sizeof *told);
        if (!same) {
            memset(kept->then, 0, (size_t)canvas->height * sizeof *told);
        }
    }
    canvas_clear(canvas);
}

static bool is_told(const struct told *a, const struct told *b)
{
    return a->line.owner == b->line.owner && a->line.row == b->line.row &&
           a->line.edition == b->line.edition && a->line.state == b->line.state &&
           a->left == b->left && a->right == b->right;
}

/* The line of the picture before of which the same was told; -1: none. What scrolled did so
 * together: where the last one was found is looked first. */
static int line_before(const struct canvas *canvas, const struct told *told, int y)
{
    const struct kept *kept = canvas->kept;
    int near = y + kept->shift;
    if (near >= 0 && near < canvas->height && is_told(&kept->then[near], told)) {
        return near;
    }
    for (int i = 0; i < canvas->height; i++) {
        if (is_told(&kept->then[i], told)) {
            return i;
        }
    }
    return -1;
}

bool kept_line(const struct area *area, int y, const struct kept_line *line)
{
    struct canvas *canvas = area->canvas;
    struct kept *kept = canvas->kept;
    y += area->y;
    if (!kept || !line->owner || y < area->top || y >= area->bottom || area->left >= area->right) {
        return false;
    }
    struct told told = {*line, area->left, area->right};
    int before = line_before(canvas, &told, y);
    kept->now[y] = told;
    if (before < 0) {
        return false;
    }
    kept->shift = before - y;
    size_t width = (size_t)canvas->width, left = (size_t)area->left;
    memcpy(&canvas->cells[(size_t)y * width + left], &kept->before[(size_t)before * width + left],
           (size_t)(area->right - area->left) * sizeof *kept->before);
    return true;
}
