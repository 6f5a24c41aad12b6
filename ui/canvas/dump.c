/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/canvas/dump.h"

static void add_text(struct strbuf *out, const struct canvas *canvas)
{
    for (int y = 0; y < canvas->height; y++) {
        strbuf_putc(out, '|');
        for (int x = 0; x < canvas->width; x++) {
            canvas_cell_text(out, canvas_at(canvas, x, y));
        }
        strbuf_puts(out, "|\n");
    }
}

static char role_of(const struct canvas_cell *cell)
{
    return role_letter(cell->role);
}

static char ground_of(const struct canvas_cell *cell)
{
    return role_letter(cell->ground);
}

static char attrs_of(const struct canvas_cell *cell)
{
    static const char letters[16] = ".bd3r567u9ABCDEF";
    return letters[cell->attrs & STYLE_SEEN];
}

/* A grid of one letter a cell, left out when all of it is '.' and it is not `needed`. */
static void add_grid(struct strbuf *out, const struct canvas *canvas, const char *title,
                     char (*letter_of)(const struct canvas_cell *cell), bool needed)
{
    size_t count = (size_t)canvas->width * (size_t)canvas->height;
    for (size_t i = 0; !needed && i < count; i++) {
        needed = letter_of(&canvas->cells[i]) != '.';
    }
    if (!needed) {
        return;
    }
    strbuf_puts(out, title);
    for (int y = 0; y < canvas->height; y++) {
        strbuf_putc(out, '|');
        for (int x = 0; x < canvas->width; x++) {
            strbuf_putc(out, letter_of(canvas_at(canvas, x, y)));
        }
        strbuf_puts(out, "|\n");
    }
}

void dump_canvas(struct strbuf *out, const struct canvas *canvas)
{
    strbuf_printf(out, "canvas %d x %d%s\n", canvas->width, canvas->height,
                  canvas->flags & CANVAS_ASCII ? " ascii" : "");
    add_text(out, canvas);
    add_grid(out, canvas, "roles\n", role_of, true);
    add_grid(out, canvas, "grounds\n", ground_of, false);
    add_grid(out, canvas, "attributes\n", attrs_of, false);
    if (canvas->cursor_x < 0) {
        strbuf_puts(out, "cursor hidden\n");
    } else {
        strbuf_printf(out, "cursor %d,%d\n", canvas->cursor_x, canvas->cursor_y);
    }
}
