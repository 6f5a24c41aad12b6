/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/canvas/lines.h"

void lines_horizontal(const struct area *area, int x, int y, int columns, struct pen pen)
{
    for (int i = 0; i < columns; i++) {
        area_sign(area, x + i, y, pen, 0x2500, '-');
    }
}

void lines_vertical(const struct area *area, int x, int y, int rows, struct pen pen)
{
    for (int i = 0; i < rows; i++) {
        area_sign(area, x, y + i, pen, 0x2502, '|');
    }
}

enum { UPPER_LEFT, UPPER_RIGHT, LOWER_LEFT, LOWER_RIGHT };

static void put_corner(const struct area *area, int x, int y, struct pen pen, int which)
{
    static const uint32_t square[] = {0x250c, 0x2510, 0x2514, 0x2518};
    static const uint32_t round[] = {0x256d, 0x256e, 0x2570, 0x256f};
    area_sign(area, x, y, pen, area_is_plain(area) ? square[which] : round[which], '+');
}

/* " Title " over a line, at most `columns` wide. */
static void put_title(const struct area *area, int x, int y, int columns, struct pen pen,
                      const char *title)
{
    if (title && columns > 2) {
        area_put(area, x, y, pen, ' ');
        int used = area_cut(area, x + 1, y, columns - 2, pen, title);
        area_put(area, x + 1 + used, y, pen, ' ');
    }
}

struct area lines_box(const struct area *area, struct pen pen, struct pen title_pen,
                      const char *title)
{
    int right = area->width - 1;
    int bottom = area->height - 1;
    if (right < 1 || bottom < 1) {
        return *area;
    }
    lines_horizontal(area, 1, 0, right - 1, pen);
    lines_horizontal(area, 1, bottom, right - 1, pen);
    lines_vertical(area, 0, 1, bottom - 1, pen);
    lines_vertical(area, right, 1, bottom - 1, pen);
    put_corner(area, 0, 0, pen, UPPER_LEFT);
    put_corner(area, right, 0, pen, UPPER_RIGHT);
    put_corner(area, 0, bottom, pen, LOWER_LEFT);
    put_corner(area, right, bottom, pen, LOWER_RIGHT);
    put_title(area, 2, 0, right - 3, title_pen, title);
    return area_inside(area, 1, 1);
}

void lines_rule(const struct area *area, int y, struct pen pen, struct pen title_pen,
                const char *title)
{
    lines_horizontal(area, 0, y, area->width, pen);
    put_title(area, 2, y, area->width - 3, title_pen, title);
}
