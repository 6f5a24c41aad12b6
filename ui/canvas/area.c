/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/canvas/area.h"

#include <string.h>

#include "text/ascii.h"
#include "text/bidi.h"

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

struct area area_of(struct canvas *canvas)
{
    return (struct area){
        .canvas = canvas,
        .width = canvas->width,
        .height = canvas->height,
        .right = canvas->width,
        .bottom = canvas->height,
    };
}

struct area area_in(const struct area *area, int x, int y, int width, int height)
{
    struct area part = *area;
    part.x = area->x + x;
    part.y = area->y + y;
    part.width = larger(width, 0);
    part.height = larger(height, 0);
    part.left = larger(area->left, part.x);
    part.top = larger(area->top, part.y);
    part.right = larger(part.left, smaller(area->right, part.x + part.width));
    part.bottom = larger(part.top, smaller(area->bottom, part.y + part.height));
    return part;
}

struct area area_inside(const struct area *area, int columns, int rows)
{
    return area_in(area, columns, rows, area->width - 2 * columns, area->height - 2 * rows);
}

struct area area_take_top(struct area *rest, int rows)
{
    rows = larger(0, smaller(rows, rest->height));
    struct area strip = area_in(rest, 0, 0, rest->width, rows);
    *rest = area_in(rest, 0, rows, rest->width, rest->height - rows);
    return strip;
}

struct area area_take_bottom(struct area *rest, int rows)
{
    rows = larger(0, smaller(rows, rest->height));
    struct area strip = area_in(rest, 0, rest->height - rows, rest->width, rows);
    *rest = area_in(rest, 0, 0, rest->width, rest->height - rows);
    return strip;
}

struct area area_take_left(struct area *rest, int columns)
{
    columns = larger(0, smaller(columns, rest->width));
    struct area strip = area_in(rest, 0, 0, columns, rest->height);
    *rest = area_in(rest, columns, 0, rest->width - columns, rest->height);
    return strip;
}

struct area area_take_right(struct area *rest, int columns)
{
    columns = larger(0, smaller(columns, rest->width));
    struct area strip = area_in(rest, rest->width - columns, 0, columns, rest->height);
    *rest = area_in(rest, 0, 0, rest->width - columns, rest->height);
    return strip;
}

void area_fill(const struct area *area, struct pen pen, uint32_t cp)
{
    struct glyph glyph = {.base = cp, .columns = 1};
    for (int y = area->top; y < area->bottom; y++) {
        for (int x = area->left; x < area->right; x++) {
            canvas_put(area->canvas, x, y, &glyph, pen);
        }
    }
}

/* Calls for each cell inside the clip. */
static struct canvas_cell *row_of(const struct area *area, int y)
{
    return &area->canvas->cells[(size_t)y * (size_t)area->canvas->width];
}

void area_clear(const struct area *area)
{
    area_fill(area, PEN(ROLE_TEXT), ' ');
    area_ground(area, ROLE_TEXT);
}

void area_ground(const struct area *area, enum role ground)
{
    for (int y = area->top; y < area->bottom; y++) {
        struct canvas_cell *row = row_of(area, y);
        for (int x = area->left; x < area->right; x++) {
            row[x].ground = (uint8_t)ground;
        }
    }
}

void area_paint(const struct area *area, struct pen pen)
{
    for (int y = area->top; y < area->bottom; y++) {
        struct canvas_cell *row = row_of(area, y);
        for (int x = area->left; x < area->right; x++) {
            row[x].role = pen.role;
            row[x].attrs = (uint8_t)(pen.attrs | (row[x].attrs & STYLE_RTL));
            if (pen.ground != ROLE_TEXT) {
                row[x].ground = pen.ground;
            }
        }
    }
}

/* A glyph at canvas coordinates, clipped: of a wide one that lies half inside only a blank. */
static void put_clipped(const struct area *area, int x, int y, const struct glyph *glyph,
                        struct pen pen)
{
    if (y < area->top || y >= area->bottom) {
        return;
    }
    if (x >= area->left && x + glyph->columns <= area->right) {
        canvas_put(area->canvas, x, y, glyph, pen);
        return;
    }
    struct glyph blank = {.base = ' ', .columns = 1};
    for (int i = 0; i < glyph->columns; i++) {
        if (x + i >= area->left && x + i < area->right) {
            canvas_put(area->canvas, x + i, y, &blank, pen);
        }
    }
}

/* Printable ASCII at canvas coordinates, clipped. */
static void put_plain(const struct area *area, int x, int y, const char *text, int count,
                      struct pen pen)
{
    int from = larger(x, area->left), end = smaller(x + count, area->right);
    if (y >= area->top && y < area->bottom && from < end) {
        canvas_put_plain(area->canvas, from, y, text + (from - x), end - from, pen);
    }
}

static void put_blanks(const struct area *area, int x, int y, int count, struct pen pen)
{
    static const char blanks[] = "                ";
    enum { AT_ONCE = sizeof blanks - 1 };
    for (int i = 0; i < count; i += AT_ONCE) {
        put_plain(area, area->x + x + i, area->y + y, blanks, smaller(count - i, AT_ONCE), pen);
    }
}

void area_put(const struct area *area, int x, int y, struct pen pen, uint32_t cp)
{
    int columns = width_code_point(cp);
    struct glyph glyph = {.base = cp, .columns = columns == 2 ? 2 : 1};
    put_clipped(area, area->x + x, area->y + y, &glyph, pen);
}

void area_sign(const struct area *area, int x, int y, struct pen pen, uint32_t utf8, char ascii)
{
    struct glyph glyph = {.base = area_is_ascii(area) ? (unsigned char)ascii : utf8, .columns = 1};
    put_clipped(area, area->x + x, area->y + y, &glyph, pen);
}

/* Draws a text in the order in which it is seen; -1 when it is too long for that. */
static int put_ordered(const struct area *area, int x, int y, struct pen pen, const char *text,
                       size_t length)
{
    struct glyph glyphs[BIDI_MAX];
    size_t count = 0, offset = 0, taken;
    int at = 0;
    while (count < BIDI_MAX &&
           (taken = width_glyph(text + offset, length - offset, &glyphs[count])) > 0) {
        offset += taken;
        count++;
    }
    if (offset < length && count == BIDI_MAX) {
        return -1;
    }
    bidi_order(glyphs, count);
    for (size_t i = 0; i < count; i++) {
        put_clipped(area, area->x + x + at, area->y + y, &glyphs[i], pen);
        at += glyphs[i].columns;
    }
    return at;
}

static bool is_ordered(const struct area *area)
{
    return (area->canvas->flags & (CANVAS_BIDI | CANVAS_ASCII)) == CANVAS_BIDI;
}

/* --- text on an ASCII canvas ----------------------------------------------------------------- */

static bool needs_form(const struct area *area, const char *text, size_t length)
{
    return area_is_ascii(area) && text && width_plain(text, length) < length;
}

const char *area_form(const struct area *area, const char *text, struct strbuf *form)
{
    if (!needs_form(area, text, text ? strlen(text) : 0)) {
        return text;
    }
    ascii_text(form, text);
    return strbuf_text(form);
}

int area_columns(const struct area *area, const char *text)
{
    return ascii_columns(text, area_is_ascii(area));
}

static int put_form(const struct area *area, int x, int y, struct pen pen, const char *text,
                    size_t length)
{
    struct strbuf form = STRBUF_INIT;
    ascii_text_n(&form, text, length);
    int drawn = area_typed(area, x, y, pen, strbuf_text(&form), form.length);
    strbuf_free(&form);
    return drawn;
}

/* --- text ------------------------------------------------------------------------------------ */

int area_text_n(const struct area *area, int x, int y, struct pen pen, const char *text,
                size_t length)
{
    if (needs_form(area, text, length)) {
        return put_form(area, x, y, pen, text, length);
    }
    int drawn = text && is_ordered(area) && width_is_rtl(text, length)
                    ? put_ordered(area, x, y, pen, text, length)
                    : -1;
    return drawn >= 0 ? drawn : area_typed(area, x, y, pen, text, length);
}

int area_typed(const struct area *area, int x, int y, struct pen pen, const char *text,
               size_t length)
{
    if (!text) {
        return 0;
    }
    if (width_is_rtl(text, length)) {
        pen.attrs |= STYLE_RTL;
    }
    int at = 0;
    size_t offset = 0;
    while (offset < length) {
        struct glyph glyph;
        size_t plain = width_plain(text + offset, length - offset);
        if (plain > 0) {
            int count = plain < CANVAS_MAX ? (int)plain : CANVAS_MAX;
            put_plain(area, area->x + x + at, area->y + y, text + offset, count, pen);
            at += count;
            offset += (size_t)count;
            continue;
        }
        size_t taken = width_glyph(text + offset, length - offset, &glyph);
        if (!taken) {
            break;
        }
        put_clipped(area, area->x + x + at, area->y + y, &glyph, pen);
        at += glyph.columns;
        offset += taken;
    }
    return at;
}

int area_text(const struct area *area, int x, int y, struct pen pen, const char *text)
{
    return text ? area_text_n(area, x, y, pen, text, strlen(text)) : 0;
}

enum { NARROW = 16 }; /* columns in which a letter counts more than a dot */

static int cut(const struct area *area, int x, int y, int columns, struct pen pen, const char *text)
{
    size_t length = strlen(text);
    int used = 0;
    if (width_fit(text, length, columns, &used) == length) {
        return area_text_n(area, x, y, pen, text, length);
    }
    const char *ellipsis = area_is_ascii(area) ? "..." : "\xe2\x80\xa6";
    int dots = smaller(area_is_ascii(area) ? columns < NARROW ? 2 : 3 : 1, columns);
    size_t kept = width_fit(text, length, columns - dots, &used);
    while (kept > 0 && text[kept - 1] == ' ') {
        kept--;
        used--;
    }
    if (is_ordered(area) && width_is_rtl(text, kept)) {
        /* Its end may be at the left, and so is what stands for the rest then. */
        struct strbuf cut = STRBUF_INIT;
        strbuf_add(&cut, text, kept);
        strbuf_puts(&cut, ellipsis);
        used = area_text_n(area, x, y, pen, strbuf_text(&cut), cut.length);
        strbuf_free(&cut);
        return used;
    }
    area_text_n(area, x, y, pen, text, kept);
    return used + area_text_n(area, x + used, y, pen, ellipsis,
                              area_is_ascii(area) ? (size_t)dots : strlen(ellipsis));
}

int area_cut(const struct area *area, int x, int y, int columns, struct pen pen, const char *text)
{
    if (!text || columns < 1) {
        return 0;
    }
    struct strbuf form = STRBUF_INIT;
    int used = cut(area, x, y, columns, pen, area_form(area, text, &form));
    strbuf_free(&form);
    return used;
}

int area_field(const struct area *area, int x, int y, int columns, enum width_align align,
               struct pen pen, const char *text)
{
    if (columns < 1) {
        return 0;
    }
    int natural = text ? area_columns(area, text) : 0;
    int room = larger(0, columns - natural);
    int before = align == WIDTH_RIGHT ? room : align == WIDTH_CENTER ? room / 2 : 0;
    struct pen blank = pen;
    blank.attrs = pen.attrs & STYLE_REVERSE;
    put_blanks(area, x, y, before, blank);
    int used = before + area_cut(area, x + before, y, columns - before, pen, text);
    put_blanks(area, x + used, y, columns - used, blank);
    return columns;
}

void area_cursor(const struct area *area, int x, int y)
{
    x += area->x;
    y += area->y;
    if (x >= area->left && x < area->right && y >= area->top && y < area->bottom) {
        area->canvas->cursor_x = x;
        area->canvas->cursor_y = y;
    }
}
