/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/canvas/canvas.h"

#include <string.h>

#include "base/mem.h"
#include "text/ascii.h"
#include "text/utf8.h"
#include "ui/canvas/kept.h"

static int bring_into_range(int size)
{
    return size < 1 ? 1 : size > CANVAS_MAX ? CANVAS_MAX : size;
}

struct canvas *canvas_new(int width, int height, unsigned flags)
{
    struct canvas *canvas = mem_new(1, sizeof *canvas);
    if (!canvas) {
        return NULL;
    }
    canvas->flags = flags;
    if (!canvas_resize(canvas, width, height)) {
        mem_free(canvas);
        return NULL;
    }
    return canvas;
}

void canvas_free(struct canvas *canvas)
{
    if (canvas) {
        kept_free(canvas->kept);
        mem_free(canvas->cells);
        mem_free(canvas);
    }
}

bool canvas_resize(struct canvas *canvas, int width, int height)
{
    width = bring_into_range(width);
    height = bring_into_range(height);
    if (!canvas->cells || width != canvas->width || height != canvas->height) {
        struct canvas_cell *cells = mem_new((size_t)width * (size_t)height, sizeof *cells);
        if (!cells) {
            return false;
        }
        kept_free(canvas->kept);
        canvas->kept = NULL;
        mem_free(canvas->cells);
        canvas->cells = cells;
        canvas->width = width;
        canvas->height = height;
    }
    canvas_clear(canvas);
    return true;
}

static const struct canvas_cell blank_cell = {.base = ' ', .width = 1};

void canvas_clear(struct canvas *canvas)
{
    size_t count = (size_t)canvas->width * (size_t)canvas->height;
    for (size_t i = 0; i < count; i++) {
        canvas->cells[i] = blank_cell;
    }
    canvas->cursor_x = canvas->cursor_y = -1;
}

bool canvas_copy(struct canvas *b, const struct canvas *a)
{
    if ((a->width != b->width || a->height != b->height) &&
        !canvas_resize(b, a->width, a->height)) {
        return false;
    }
    memcpy(b->cells, a->cells, (size_t)a->width * (size_t)a->height * sizeof *a->cells);
    b->cursor_x = a->cursor_x;
    b->cursor_y = a->cursor_y;
    b->flags = a->flags;
    return true;
}

static struct canvas_cell *cell_at(struct canvas *canvas, int x, int y)
{
    if (x < 0 || y < 0 || x >= canvas->width || y >= canvas->height) {
        return NULL;
    }
    return &canvas->cells[(size_t)y * (size_t)canvas->width + (size_t)x];
}

const struct canvas_cell *canvas_at(const struct canvas *canvas, int x, int y)
{
    if (x < 0 || y < 0 || x >= canvas->width || y >= canvas->height) {
        return NULL;
    }
    return &canvas->cells[(size_t)y * (size_t)canvas->width + (size_t)x];
}

static void make_blank(struct canvas_cell *cell)
{
    cell->base = ' ';
    if (cell->mark_count > 0) {
        memset(cell->marks, 0, sizeof cell->marks);
        cell->mark_count = 0;
    }
    cell->width = 1;
}

/* The cell is about to be overwritten: what it shares a wide character with is left blank. */
static void split_wide(struct canvas_cell *cell)
{
    if (cell->width == 0) {
        make_blank(cell - 1);
    } else if (cell->width == 2) {
        make_blank(cell + 1);
    }
    make_blank(cell);
}

static void paint(struct canvas_cell *cell, struct pen pen)
{
    cell->role = pen.role;
    cell->attrs = pen.attrs;
    if (pen.ground != ROLE_TEXT) {
        cell->ground = pen.ground;
    }
}

static bool is_control(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7f && cp < 0xa0);
}

static bool is_direction_mark(uint32_t cp)
{
    return cp == 0x061c || cp == 0x200e || cp == 0x200f || (cp >= 0x202a && cp <= 0x202e) ||
           (cp >= 0x2066 && cp <= 0x2069);
}

static void put_one(struct canvas *canvas, int x, int y, uint32_t base, struct pen pen)
{
    struct canvas_cell *cell = cell_at(canvas, x, y);
    if (cell) {
        split_wide(cell);
        cell->base = base;
        paint(cell, pen);
    }
}

static void put_ascii(struct canvas *canvas, int x, int y, const struct glyph *glyph,
                      struct pen pen)
{
    pen.attrs &= (uint8_t)~STYLE_RTL;
    if (glyph->base >= 0x20 && glyph->base < 0x7f && glyph->columns == 1) {
        put_one(canvas, x, y, glyph->base, pen);
        return;
    }
    char cells[3];
    ascii_glyph(glyph->base, glyph->columns, cells);
    for (int i = 0; i < glyph->columns; i++) {
        put_one(canvas, x + i, y, (unsigned char)cells[i], pen);
    }
}

void canvas_put(struct canvas *canvas, int x, int y, const struct glyph *glyph, struct pen pen)
{
    if (canvas->flags & CANVAS_ASCII) {
        put_ascii(canvas, x, y, glyph, pen);
        return;
    }
    uint32_t base = glyph->base;
    if (is_control(base) || is_direction_mark(base)) {
        base = UTF8_REPLACEMENT;
    }
    if (glyph->columns < 2) {
        put_one(canvas, x, y, base, pen);
    } else if (x < 0 || x + 1 >= canvas->width) {
        put_one(canvas, x, y, ' ', pen);
        put_one(canvas, x + 1, y, ' ', pen);
        return;
    } else {
        put_one(canvas, x, y, base, pen);
        put_one(canvas, x + 1, y, ' ', pen);
    }
    struct canvas_cell *cell = cell_at(canvas, x, y);
    if (!cell) {
        return;
    }
    if (glyph->columns == 2) {
        cell[0].width = 2;
        cell[1].width = 0;
    }
    for (int i = 0; i < glyph->mark_count && i < WIDTH_MAX_MARKS; i++) {
        if (!is_control(glyph->marks[i]) && !is_direction_mark(glyph->marks[i])) {
            cell->marks[cell->mark_count++] = glyph->marks[i];
        }
    }
}

void canvas_put_plain(struct canvas *canvas, int x, int y, const char *text, int count,
                      struct pen pen)
{
    if (canvas->flags & CANVAS_ASCII) {
        pen.attrs &= (uint8_t)~STYLE_RTL;
    }
    for (int i = 0; i < count; i++) {
        put_one(canvas, x + i, y, (unsigned char)text[i], pen);
    }
}

void canvas_cell_text(struct strbuf *out, const struct canvas_cell *cell)
{
    if (cell->width == 0) {
        return;
    }
    char bytes[4];
    strbuf_add(out, bytes, utf8_encode(cell->base, bytes));
    for (int i = 0; i < cell->mark_count; i++) {
        strbuf_add(out, bytes, utf8_encode(cell->marks[i], bytes));
    }
}

bool canvas_cell_equal(const struct canvas_cell *a, const struct canvas_cell *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}
