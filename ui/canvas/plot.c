/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/canvas/plot.h"

#include <stdlib.h>

int plot_dots_x(const struct area *area)
{
    return area_is_plain(area) ? 1 : 2;
}

int plot_dots_y(const struct area *area)
{
    return area_is_plain(area) ? 2 : 4;
}

/* The bits of the dots in what stands in the cell: 8 for braille, 2 (upper, lower) else. */
static unsigned dots_in(const struct area *area, uint32_t base)
{
    if (area_is_ascii(area)) {
        return base == '\'' ? 1 : base == '.' ? 2 : base == ':' ? 3 : 0;
    }
    if (area_is_plain(area)) {
        return base == 0x2580 ? 1 : base == 0x2584 ? 2 : base == 0x2588 ? 3 : 0;
    }
    return base > 0x2800 && base < 0x2900 ? base - 0x2800 : 0;
}

static uint32_t sign_of(const struct area *area, unsigned dots)
{
    static const uint32_t ascii[] = {' ', '\'', '.', ':'};
    static const uint32_t halves[] = {' ', 0x2580, 0x2584, 0x2588};
    if (area_is_ascii(area)) {
        return ascii[dots & 3];
    }
    return area_is_plain(area) ? halves[dots & 3] : 0x2800 + dots;
}

void plot_dot(const struct area *area, int x, int y, struct pen pen)
{
    /* Unicode numbers braille dots down the left column, down the right one, then the last row. */
    static const uint8_t braille[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    int dots_x = plot_dots_x(area);
    int dots_y = plot_dots_y(area);
    if (x < 0 || y < 0 || x >= area->width * dots_x || y >= area->height * dots_y) {
        return;
    }
    int column = x / dots_x;
    int row = y / dots_y;
    const struct canvas_cell *cell = canvas_at(area->canvas, area->x + column, area->y + row);
    if (!cell) {
        return;
    }
    unsigned dots = dots_in(area, cell->base);
    dots |= dots_x == 2 ? braille[y % 4][x % 2] : y % 2 ? 2u : 1u;
    area_put(area, column, row, pen, sign_of(area, dots));
}

void plot_line(const struct area *area, int x0, int y0, int x1, int y1, int step, struct pen pen)
{
    int across = abs(x1 - x0);
    int down = abs(y1 - y0);
    int steps = across > down ? across : down;
    for (int i = 0; i <= steps; i += step > 1 ? step : 1) {
        double part = steps ? (double)i / steps : 0;
        int x = x0 + (x1 > x0 ? 1 : -1) * (int)(part * across + 0.5);
        int y = y0 + (y1 > y0 ? 1 : -1) * (int)(part * down + 0.5);
        plot_dot(area, x, y, pen);
    }
}
