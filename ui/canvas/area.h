/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An area: a rectangle of a canvas that drawing cannot leave. Coordinates are relative to its upper
 * left corner; what lies outside is clipped (negative coordinates are fine). A wide character that
 * lies half outside is drawn as a blank. Areas are small values: pass them on, nest them, forget
 * them. All functions cost what they draw.
 */
#ifndef CAMPANE_UI_CANVAS_AREA_H
#define CAMPANE_UI_CANVAS_AREA_H

#include "text/width.h"
#include "ui/canvas/canvas.h"

struct area {
    struct canvas *canvas;
    int x, y;                     /* the corner, in canvas coordinates */
    int width, height;            /* never negative */
    int left, top, right, bottom; /* clip, in canvas coordinates; right and bottom excluded */
};

struct area area_of(struct canvas *canvas); /* all of it */

/* A part of an area, clipped by it too. Negative sizes are 0. */
struct area area_in(const struct area *area, int x, int y, int width, int height);

/* As area_in without a margin of so many columns and rows on each side. */
struct area area_inside(const struct area *area, int columns, int rows);

/* Cut a strip off and return it; *rest is what is left. More than there is takes all. */
struct area area_take_top(struct area *rest, int rows);
struct area area_take_bottom(struct area *rest, int rows);
struct area area_take_left(struct area *rest, int columns);
struct area area_take_right(struct area *rest, int columns);

static inline bool area_is_ascii(const struct area *area)
{
    return (area->canvas->flags & CANVAS_ASCII) != 0;
}

/* Whether the canvas draws ASCII or a console's font: no braille, no eighths. */
static inline bool area_is_plain(const struct area *area)
{
    return (area->canvas->flags & (CANVAS_ASCII | CANVAS_CONSOLE)) != 0;
}

void area_clear(const struct area *area);                    /* blank, role TEXT, no ground */
void area_ground(const struct area *area, enum role ground); /* under all cells, text stays */
void area_fill(const struct area *area, struct pen pen, uint32_t cp); /* cp one column wide */

/* Change role and attributes of cells that are drawn already. */
void area_paint(const struct area *area, struct pen pen);

/* One code point (of one or two columns). */
void area_put(const struct area *area, int x, int y, struct pen pen, uint32_t cp);

/* `utf8` on a UTF-8 canvas, `ascii` on an ASCII one; both one column wide. */
void area_sign(const struct area *area, int x, int y, struct pen pen, uint32_t utf8, char ascii);

/* Columns that a text takes here: on an ASCII canvas its ASCII form (text/ascii.h) is what is
 * drawn. Whoever draws text measures with this. */
int area_columns(const struct area *area, const char *text);

/* The text as it is drawn here, for whoever cuts it himself: text, or its ASCII form in *form
 * (empty at first; strbuf_free it). Valid as long as both are. NULL stays NULL. */
const char *area_form(const struct area *area, const char *text, struct strbuf *form);

/* UTF-8 text on one line, without a limit but the area's edge. Returns its columns, clipped or
 * not, so that the next text goes to x + what is returned. NULL draws nothing. */
int area_text(const struct area *area, int x, int y, struct pen pen, const char *text);
int area_text_n(const struct area *area, int x, int y, struct pen pen, const char *text,
                size_t length);

/* So, of a line that is being typed: glyph by glyph, on a CANVAS_BIDI too in the order of typing
 * and on an ASCII one with the columns of width_text, so that the cursor stands where the next
 * letter goes. */
int area_typed(const struct area *area, int x, int y, struct pen pen, const char *text,
               size_t length);

/* Text in exactly `columns`: padded with blanks, or cut with an ellipsis ("…"; "..." on an ASCII
 * canvas, ".." in less than 16 columns), aligned. Returns columns (0 when negative). */
int area_field(const struct area *area, int x, int y, int columns, enum width_align align,
               struct pen pen, const char *text);

/* As area_field without the padding: what is drawn ends with the text. Returns its columns. */
int area_cut(const struct area *area, int x, int y, int columns, struct pen pen, const char *text);

/* Show the cursor here; outside it stays as it was. */
void area_cursor(const struct area *area, int x, int y);

#endif
