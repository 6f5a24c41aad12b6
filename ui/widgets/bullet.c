/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/bullet.h"

#include <math.h>

#include "ui/widgets/marks.h"

void bullet_scale(struct bullet *bullet, double floor, double ceiling)
{
    if (!bullet->has_bands) {
        bullet->low = floor;
        bullet->high =
            bullet->has_value && bullet->value > floor ? bullet->value * 1.25 : floor + 1;
    } else {
        double first = bullet->direction < 0 ? bullet->edges[2] : bullet->edges[0];
        double last = bullet->direction < 0 ? bullet->edges[0] : bullet->edges[2];
        double breadth = (last - first) / 2;
        breadth = breadth > 0 ? breadth : fabs(last) > 0 ? fabs(last) : 1;
        bullet->low = first - 1.5 * breadth;
        bullet->high = last + 1.5 * breadth;
    }
    bullet->low = bullet->low < floor ? floor : bullet->low;
    bullet->high = bullet->high > ceiling ? ceiling : bullet->high;
    if (!(bullet->low < bullet->high)) {
        bullet->low = bullet->high - 1;
    }
}

int bullet_band(const struct bullet *bullet, double value)
{
    const double *edges = bullet->edges;
    if (!bullet->has_bands) {
        return GRADE_NONE;
    }
    if (bullet->direction < 0) {
        return value <= edges[2]   ? GRADE_BEST
               : value < edges[1]  ? GRADE_GOOD
               : value <= edges[0] ? GRADE_TYPICAL
                                   : GRADE_POOR;
    }
    return value >= edges[2]   ? GRADE_BEST
           : value >= edges[1] ? GRADE_GOOD
           : value >= edges[0] ? GRADE_TYPICAL
                               : GRADE_POOR;
}

static void draw_ground(const struct area *area, int x, int y, int columns,
                        const struct bullet *bullet)
{
    static const uint32_t shades[GRADE_COUNT] = {' ', 0x2591, 0x2592, 0x2593};
    static const char ascii[GRADE_COUNT] = {' ', ':', '+', '#'};
    bool by_shade = (area->canvas->flags & (CANVAS_SHADES | CANVAS_ASCII)) != 0;
    for (int i = 0; i < columns; i++) {
        double middle = bullet->low + (i + 0.5) / columns * (bullet->high - bullet->low);
        int band = bullet_band(bullet, middle);
        if (band < 0) {
            area_sign(area, x + i, y, PEN(ROLE_BAR_REST), 0x2500, '-');
        } else if (by_shade) {
            area_sign(area, x + i, y, PEN(marks_band(band)), shades[band], ascii[band]);
        } else {
            struct pen pen = {ROLE_TEXT, (uint8_t)marks_band(band), 0};
            area_put(area, x + i, y, pen, ' ');
        }
    }
}

void bullet_draw(const struct area *area, int x, int y, int columns, const struct bullet *bullet)
{
    if (columns < 1) {
        return;
    }
    draw_ground(area, x, y, columns, bullet);
    double part = (bullet->value - bullet->low) / (bullet->high - bullet->low);
    if (!bullet->has_value || isnan(part)) {
        return;
    }
    /* In half columns; at least one, so that a value is always seen. */
    int halves = part >= 1 ? 2 * columns : (int)lround(part * 2 * columns);
    halves = halves < 1 ? 1 : halves;
    struct pen pen = PEN(ROLE_MEASURE);
    for (int i = 0; i < halves / 2; i++) {
        area_sign(area, x + i, y, pen, 0x2501, '=');
    }
    if (halves % 2) {
        area_sign(area, x + halves / 2, y, pen, 0x2578, '>');
    } else if (area_is_ascii(area)) {
        area_put(area, x + halves / 2 - 1, y, pen, '>');
    }
    if (part > 1) {
        area_sign(area, x + columns - 1, y, pen, 0x25b6, '>');
    } else if (part < 0) {
        area_sign(area, x, y, pen, 0x25c0, '<');
    }
}
