/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/canvas/write.h"

static void add_color(struct strbuf *out, int color, enum depth depth, bool background)
{
    if (color < 0) {
        return;
    }
    if (depth == DEPTH_256) {
        strbuf_printf(out, ";%d;5;%d", background ? 48 : 38, color);
    } else if (color < 8) {
        strbuf_printf(out, ";%d", (background ? 40 : 30) + color);
    } else {
        strbuf_printf(out, ";%d", (background ? 100 : 90) + color - 8);
    }
}

static void add_style(struct strbuf *out, struct style style, enum depth depth)
{
    static const struct {
        uint8_t attr;
        const char *code;
    } codes[] = {
        {STYLE_BOLD, ";1"}, {STYLE_DIM, ";2"}, {STYLE_UNDERLINE, ";4"}, {STYLE_REVERSE, ";7"}};
    strbuf_puts(out, "\033[0");
    for (size_t i = 0; i < ARRAY_COUNT(codes); i++) {
        if (style.attrs & codes[i].attr) {
            strbuf_puts(out, codes[i].code);
        }
    }
    if (depth != DEPTH_NONE) {
        add_color(out, style.fg, depth, false);
        add_color(out, style.bg, depth, true);
    }
    strbuf_putc(out, 'm');
}

static const struct style no_style = {COLOR_OF_TERMINAL, COLOR_OF_TERMINAL, 0};

static bool same_style(struct style a, struct style b)
{
    return a.fg == b.fg && a.bg == b.bg && a.attrs == b.attrs;
}

/* Of a blank only its background and lines through it are seen. */
static struct style seen_style(const struct canvas_cell *cell, const struct palette *palette,
                               enum depth depth)
{
    struct style style =
        palette_style(palette, depth, cell->role, cell->ground, cell->attrs & STYLE_SEEN);
    if (depth == DEPTH_NONE) {
        style.fg = style.bg = COLOR_OF_TERMINAL;
    }
    if (cell->base == ' ' && !cell->mark_count && !(style.attrs & STYLE_REVERSE)) {
        style.attrs &= STYLE_UNDERLINE;
        style.fg = style.attrs ? style.fg : COLOR_OF_TERMINAL;
    }
    return style;
}

void write_ansi(struct strbuf *out, const struct canvas *canvas, const struct palette *palette,
                enum depth depth)
{
    for (int y = 0; y < canvas->height; y++) {
        int columns = canvas->width;
        while (columns > 0) {
            const struct canvas_cell *cell = canvas_at(canvas, columns - 1, y);
            if (cell->base != ' ' || cell->width == 0 ||
                !same_style(seen_style(cell, palette, depth), no_style)) {
                break;
            }
            columns--;
        }
        struct style now = no_style;
        for (int x = 0; x < columns; x++) {
            const struct canvas_cell *cell = canvas_at(canvas, x, y);
            if (cell->width == 0) {
                continue;
            }
            struct style style = seen_style(cell, palette, depth);
            if (!same_style(style, now)) {
                add_style(out, style, depth);
                now = style;
            }
            canvas_cell_text(out, cell);
        }
        if (!same_style(now, no_style)) {
            strbuf_puts(out, "\033[0m");
        }
        strbuf_putc(out, '\n');
    }
}
