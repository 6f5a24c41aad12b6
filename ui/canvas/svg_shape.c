/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/canvas/svg_shape.h"

#include <stdlib.h>

/* Arms of a line character from the middle of its cell: 1 thin, 2 thick. */
struct arms {
    uint16_t cp;
    uint8_t left, right, up, down;
};

static const struct arms arms[] = {
    {0x2500, 1, 1, 0, 0}, {0x2501, 2, 2, 0, 0}, {0x2502, 0, 0, 1, 1}, {0x2503, 0, 0, 2, 2},
    {0x250c, 0, 1, 0, 1}, {0x2510, 1, 0, 0, 1}, {0x2514, 0, 1, 1, 0}, {0x2518, 1, 0, 1, 0},
    {0x251c, 0, 1, 1, 1}, {0x2524, 1, 0, 1, 1}, {0x252c, 1, 1, 0, 1}, {0x2534, 1, 1, 1, 0},
    {0x253c, 1, 1, 1, 1}, {0x2574, 1, 0, 0, 0}, {0x2575, 0, 0, 1, 0}, {0x2576, 0, 1, 0, 0},
    {0x2577, 0, 0, 0, 1}, {0x2578, 2, 0, 0, 0}, {0x2579, 0, 0, 2, 0}, {0x257a, 0, 2, 0, 0},
    {0x257b, 0, 0, 0, 2},
};

static const struct arms *arms_of(uint32_t cp)
{
    for (size_t i = 0; i < ARRAY_COUNT(arms); i++) {
        if (arms[i].cp == cp) {
            return &arms[i];
        }
    }
    return NULL;
}

bool svg_shape_known(uint32_t cp)
{
    return (cp >= 0x2580 && cp <= 0x2593) || (cp > 0x2800 && cp <= 0x28ff) ||
           (cp >= 0x256d && cp <= 0x2570) || arms_of(cp) != NULL;
}

int svg_shape_opacity(uint32_t cp)
{
    return cp >= 0x2591 && cp <= 0x2593 ? 25 * (int)(cp - 0x2590) : 100;
}

/* A coordinate in tenths as "12" or "12.3". */
static void add_number(struct strbuf *out, int tenths)
{
    if (tenths < 0) {
        strbuf_putc(out, '-');
    }
    strbuf_printf(out, tenths % 10 ? "%d.%d" : "%d", abs(tenths) / 10, abs(tenths) % 10);
}

static void add_step(struct strbuf *out, char command, int tenths)
{
    strbuf_putc(out, command);
    add_number(out, tenths);
}

static void add_box(struct strbuf *out, int x, int y, int width, int height)
{
    add_step(out, 'M', x);
    add_step(out, ' ', y);
    add_step(out, 'h', width);
    add_step(out, 'v', height);
    add_step(out, 'h', -width);
    strbuf_putc(out, 'z');
}

static void add_arms(struct strbuf *out, const struct arms *a, int x, int y, int width, int height)
{
    static const int thickness[] = {0, 12, 30};
    int across = thickness[a->left > a->right ? a->left : a->right];
    int down = thickness[a->up > a->down ? a->up : a->down];
    if (across) {
        int from = a->left ? 0 : (width - down) / 2;
        int to = a->right ? width : (width + down) / 2;
        add_box(out, x + from, y + (height - across) / 2, to - from, across);
    }
    if (down) {
        int from = a->up ? 0 : (height - across) / 2;
        int to = a->down ? height : (height + across) / 2;
        add_box(out, x + (width - down) / 2, y + from, down, to - from);
    }
}

static void add_arc(struct strbuf *out, int radius, bool clockwise, int x, int y)
{
    add_step(out, 'A', radius);
    add_step(out, ' ', radius);
    strbuf_puts(out, clockwise ? " 0 0 1" : " 0 0 0");
    add_step(out, ' ', x);
    add_step(out, ' ', y);
}

/* A quarter of a ring between two straight ends; `right` and `down` say to which edges it leads. */
static void add_corner(struct strbuf *out, bool right, bool down, int x, int y, int width,
                       int height)
{
    const int half = 6;
    const int radius = 40;
    int to_x = right ? 1 : -1;
    int to_y = down ? 1 : -1;
    int middle_x = x + width / 2;
    int middle_y = y + height / 2;
    int edge_x = right ? x + width : x;
    int edge_y = down ? y + height : y;
    bool clockwise = right == down;
    add_step(out, 'M', middle_x - to_x * half);
    add_step(out, ' ', edge_y);
    add_step(out, 'V', middle_y + to_y * radius);
    add_arc(out, radius + half, clockwise, middle_x + to_x * radius, middle_y - to_y * half);
    add_step(out, 'H', edge_x);
    add_step(out, 'V', middle_y + to_y * half);
    add_step(out, 'H', middle_x + to_x * radius);
    add_arc(out, radius - half, !clockwise, middle_x + to_x * half, middle_y + to_y * radius);
    add_step(out, 'V', edge_y);
    strbuf_putc(out, 'z');
}

static void add_braille(struct strbuf *out, unsigned dots, int x, int y, int width, int height)
{
    static const struct {
        uint8_t bit, column, row;
    } places[] = {{0x01, 0, 0}, {0x02, 0, 1}, {0x04, 0, 2}, {0x08, 1, 0},
                  {0x10, 1, 1}, {0x20, 1, 2}, {0x40, 0, 3}, {0x80, 1, 3}};
    const int size = 26;
    for (size_t i = 0; i < ARRAY_COUNT(places); i++) {
        if (dots & places[i].bit) {
            add_box(out, x + (2 * places[i].column + 1) * width / 4 - size / 2,
                    y + (2 * places[i].row + 1) * height / 8 - size / 2, size, size);
        }
    }
}

void svg_shape_add(struct strbuf *out, uint32_t cp, int x, int y, int width, int height)
{
    const struct arms *a = arms_of(cp);
    if (a) {
        add_arms(out, a, x, y, width, height);
    } else if (cp >= 0x256d && cp <= 0x2570) {
        add_corner(out, cp == 0x256d || cp == 0x2570, cp <= 0x256e, x, y, width, height);
    } else if (cp > 0x2800 && cp <= 0x28ff) {
        add_braille(out, cp - 0x2800, x, y, width, height);
    } else if (cp == 0x2580) {
        add_box(out, x, y, width, height / 2);
    } else if (cp >= 0x2581 && cp <= 0x2588) {
        int tall = height * (int)(cp - 0x2580) / 8;
        add_box(out, x, y + height - tall, width, tall);
    } else if (cp >= 0x2589 && cp <= 0x258f) {
        add_box(out, x, y, width * (int)(0x2590 - cp) / 8, height);
    } else if (cp == 0x2590) {
        add_box(out, x + width / 2, y, width - width / 2, height);
    } else if (cp >= 0x2591 && cp <= 0x2593) {
        add_box(out, x, y, width, height);
    }
}
