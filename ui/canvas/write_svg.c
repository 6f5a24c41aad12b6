/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/utf8.h"
#include "ui/canvas/svg_shape.h"
#include "ui/canvas/write.h"

/* Sizes in tenths of a pixel: a monospace font is about 0.6 of its size wide. */
enum { CELL_WIDTH = 84, CELL_HEIGHT = 180, FONT_SIZE = 140, BASELINE = 134, MARGIN = 140 };

#define FONTS                                                                                      \
    "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace"

struct svg {
    struct strbuf *out;
    const struct canvas *canvas;
    const struct palette *palette;
    struct strbuf shapes; /* path data of the run of shapes that is being gathered */
};

/* What a cell looks like. */
struct look {
    uint32_t fg, bg;
    uint8_t attrs;
    int opacity; /* percent */
};

static void add_number(struct strbuf *out, int tenths)
{
    strbuf_printf(out, tenths % 10 ? "%d.%d" : "%d", tenths / 10, tenths % 10);
}

static void add_attribute(struct strbuf *out, const char *name, int tenths)
{
    strbuf_printf(out, " %s=\"", name);
    add_number(out, tenths);
    strbuf_putc(out, '"');
}

static void add_escaped(struct strbuf *out, uint32_t cp)
{
    switch (cp) {
    case '&':
        strbuf_puts(out, "&amp;");
        return;
    case '<':
        strbuf_puts(out, "&lt;");
        return;
    case '>':
        strbuf_puts(out, "&gt;");
        return;
    case '"':
        strbuf_puts(out, "&quot;");
        return;
    default:
        break;
    }
    /* XML 1.0 has no place for these, escaped or not. */
    if (cp == 0xfffe || cp == 0xffff || cp < 0x20) {
        cp = UTF8_REPLACEMENT;
    }
    char bytes[4];
    strbuf_add(out, bytes, utf8_encode(cp, bytes));
}

static struct look look_of(const struct svg *svg, const struct canvas_cell *cell)
{
    struct style style =
        palette_style(svg->palette, DEPTH_256, cell->role, cell->ground, cell->attrs & STYLE_SEEN);
    struct look look = {
        .fg = style.fg < 0 ? svg->palette->page_fg : palette_rgb(style.fg),
        .bg = style.bg < 0 ? svg->palette->page_bg : palette_rgb(style.bg),
        .attrs = style.attrs,
        .opacity = svg_shape_opacity(cell->base),
    };
    if (style.attrs & STYLE_REVERSE) {
        uint32_t fg = look.fg;
        look.fg = look.bg;
        look.bg = fg;
    }
    if (style.attrs & STYLE_DIM) {
        look.opacity = look.opacity * 75 / 100;
    }
    return look;
}

static bool same_ink(struct look a, struct look b)
{
    return a.fg == b.fg && a.opacity == b.opacity && a.attrs == b.attrs;
}

static const struct canvas_cell *cell_of(const struct svg *svg, int x, int y)
{
    return canvas_at(svg->canvas, x, y);
}

/* Grounds of one row, neighbors of one color as one box. */
static void add_grounds(struct svg *svg, int y)
{
    int width = svg->canvas->width;
    for (int x = 0; x < width;) {
        uint32_t bg = look_of(svg, cell_of(svg, x, y)).bg;
        int end = x + 1;
        while (end < width && look_of(svg, cell_of(svg, end, y)).bg == bg) {
            end++;
        }
        if (bg != svg->palette->page_bg) {
            strbuf_puts(svg->out, "<rect");
            add_attribute(svg->out, "x", MARGIN + x * CELL_WIDTH);
            add_attribute(svg->out, "y", MARGIN + y * CELL_HEIGHT);
            add_attribute(svg->out, "width", (end - x) * CELL_WIDTH);
            add_attribute(svg->out, "height", CELL_HEIGHT);
            strbuf_printf(svg->out, " fill=\"#%06x\"/>\n", (unsigned)bg);
        }
        x = end;
    }
}

static void add_ink(struct svg *svg, struct look look)
{
    if (look.fg != svg->palette->page_fg) {
        strbuf_printf(svg->out, " fill=\"#%06x\"", (unsigned)look.fg);
    }
    if (look.opacity != 100) {
        strbuf_printf(svg->out, " fill-opacity=\".%02d\"", look.opacity);
    }
}

static int add_shapes(struct svg *svg, int x, int y)
{
    struct look look = look_of(svg, cell_of(svg, x, y));
    strbuf_clear(&svg->shapes);
    while (x < svg->canvas->width) {
        const struct canvas_cell *cell = cell_of(svg, x, y);
        if (!svg_shape_known(cell->base) || !same_ink(look, look_of(svg, cell))) {
            break;
        }
        svg_shape_add(&svg->shapes, cell->base, MARGIN + x * CELL_WIDTH, MARGIN + y * CELL_HEIGHT,
                      CELL_WIDTH, CELL_HEIGHT);
        x++;
    }
    strbuf_puts(svg->out, "<path");
    add_ink(svg, look);
    strbuf_printf(svg->out, " d=\"%s\"/>\n", strbuf_text(&svg->shapes));
    svg->shapes.failed |= svg->out->failed;
    return x;
}

static bool is_simple(const struct canvas_cell *cell)
{
    return cell->base < 0x0250 && cell->mark_count == 0;
}

/* Whether two neighbors may stand in one run: Latin text runs on, another script is kept apart from
 * it since its letters seldom have a monospace font's width. */
static bool joins(const struct canvas_cell *a, const struct canvas_cell *b)
{
    if ((a->attrs & STYLE_RTL) != (b->attrs & STYLE_RTL)) {
        return false;
    }
    return (a->attrs & STYLE_RTL) || is_simple(a) == is_simple(b);
}

/* Where the run that begins at x ends: at two blanks, at another style, at a shape, where scripts
 * meet. */
static int run_end(const struct svg *svg, int x, int y)
{
    const struct canvas_cell *last = cell_of(svg, x, y);
    struct look look = look_of(svg, last);
    int inked = x + last->width; /* one behind the last cell that is not a blank */
    for (int at = inked; at < svg->canvas->width; at++) {
        const struct canvas_cell *cell = cell_of(svg, at, y);
        if (cell->width == 0) {
            continue;
        }
        if (cell->base == ' ' && !cell->mark_count) {
            if (at > inked) {
                break;
            }
            continue;
        }
        if (svg_shape_known(cell->base) || !same_ink(look, look_of(svg, cell)) ||
            !joins(last, cell)) {
            break;
        }
        last = cell;
        inked = at + cell->width;
    }
    return inked;
}

static int add_run(struct svg *svg, int x, int y)
{
    int end = run_end(svg, x, y);
    struct look look = look_of(svg, cell_of(svg, x, y));
    const struct canvas_cell *first = cell_of(svg, x, y);
    strbuf_puts(svg->out, "<text");
    add_attribute(svg->out, "x", MARGIN + x * CELL_WIDTH);
    add_attribute(svg->out, "y", MARGIN + y * CELL_HEIGHT + BASELINE);
    add_attribute(svg->out, "textLength", (end - x) * CELL_WIDTH);
    if (!is_simple(first)) {
        strbuf_puts(svg->out, " lengthAdjust=\"spacingAndGlyphs\"");
    }
    add_ink(svg, look);
    if (look.attrs & STYLE_BOLD) {
        strbuf_puts(svg->out, " font-weight=\"bold\"");
    }
    if (look.attrs & STYLE_UNDERLINE) {
        strbuf_puts(svg->out, " text-decoration=\"underline\"");
    }
    strbuf_putc(svg->out, '>');
    for (; x < end; x++) {
        const struct canvas_cell *cell = cell_of(svg, x, y);
        if (cell->width == 0) {
            continue;
        }
        add_escaped(svg->out, cell->base);
        for (int i = 0; i < cell->mark_count; i++) {
            add_escaped(svg->out, cell->marks[i]);
        }
    }
    strbuf_puts(svg->out, "</text>\n");
    return end;
}

static void add_row(struct svg *svg, int y)
{
    add_grounds(svg, y);
    for (int x = 0; x < svg->canvas->width;) {
        const struct canvas_cell *cell = cell_of(svg, x, y);
        if (cell->width == 0 || cell->base == ' ') {
            x++;
        } else if (svg_shape_known(cell->base)) {
            x = add_shapes(svg, x, y);
        } else {
            x = add_run(svg, x, y);
        }
    }
}

static void add_title(struct strbuf *out, const char *title)
{
    size_t length = 0;
    while (title[length]) {
        length++;
    }
    strbuf_puts(out, "<title>");
    for (size_t offset = 0; offset < length;) {
        uint32_t cp;
        offset += utf8_decode(title + offset, length - offset, &cp, NULL);
        add_escaped(out, cp);
    }
    strbuf_puts(out, "</title>\n");
}

void write_svg(struct strbuf *out, const struct canvas *canvas, const struct palette *palette,
               const char *title)
{
    struct svg svg = {out, canvas, palette, STRBUF_INIT};
    int width = 2 * MARGIN + canvas->width * CELL_WIDTH;
    int height = 2 * MARGIN + canvas->height * CELL_HEIGHT;
    strbuf_puts(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
    add_attribute(out, "width", width);
    add_attribute(out, "height", height);
    strbuf_puts(out, " viewBox=\"0 0 ");
    add_number(out, width);
    strbuf_putc(out, ' ');
    add_number(out, height);
    strbuf_puts(out, "\">\n");
    if (title) {
        add_title(out, title);
    }
    strbuf_puts(out, "<rect x=\".5\" y=\".5\"");
    add_attribute(out, "width", width - 10);
    add_attribute(out, "height", height - 10);
    strbuf_printf(out, " rx=\"8\" fill=\"#%06x\" stroke=\"#808890\" stroke-opacity=\".5\"/>\n",
                  (unsigned)palette->page_bg);
    strbuf_printf(out, "<g font-family=\"" FONTS "\" fill=\"#%06x\"", (unsigned)palette->page_fg);
    add_attribute(out, "font-size", FONT_SIZE);
    strbuf_puts(out, ">\n");
    for (int y = 0; y < canvas->height; y++) {
        add_row(&svg, y);
    }
    strbuf_puts(out, "</g>\n</svg>\n");
    out->failed |= svg.shapes.failed;
    strbuf_free(&svg.shapes);
}
