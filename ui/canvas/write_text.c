/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/utf8.h"
#include "ui/canvas/write.h"

static void add_code_point(struct strbuf *out, uint32_t cp)
{
    char bytes[4];
    strbuf_add(out, bytes, utf8_encode(cp, bytes));
}

/* Columns up to the last cell that is not a blank. */
static int used_columns(const struct canvas *canvas, int y)
{
    int x = canvas->width;
    while (x > 0) {
        const struct canvas_cell *cell = canvas_at(canvas, x - 1, y);
        if (cell->base != ' ' || cell->mark_count || cell->width == 0) {
            break;
        }
        x--;
    }
    return x;
}

void write_text(struct strbuf *out, const struct canvas *canvas)
{
    for (int y = 0; y < canvas->height; y++) {
        int columns = used_columns(canvas, y);
        bool isolated = false;
        for (int x = 0; x < columns; x++) {
            const struct canvas_cell *cell = canvas_at(canvas, x, y);
            bool rtl = (cell->attrs & STYLE_RTL) != 0;
            if (rtl != isolated) {
                add_code_point(out, rtl ? 0x2068 : 0x2069);
                isolated = rtl;
            }
            canvas_cell_text(out, cell);
        }
        if (isolated) {
            add_code_point(out, 0x2069);
        }
        strbuf_putc(out, '\n');
    }
}
