/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ui/canvas: the picture of a screen as an array of cells, and drawing on it.
 *
 * Here live roles and palettes (role.def, role.h, palette.h), cells (this header), clipped drawing
 * (area.h), lines and boxes (lines.h), bars (bar.h), dots for charts (plot.h), paragraphs (wrap.h),
 * what a terminal sends (key.h), and the writers of a whole canvas (write.h, dump.h).
 * Not here: any knowledge of campaigns, of curses or of files. Everything is pure: no I/O, no
 * clock, no locale.
 *
 * Widgets draw through areas (area.h); this header is for those who make a canvas or read one.
 */
#ifndef CAMPANE_UI_CANVAS_CANVAS_H
#define CAMPANE_UI_CANVAS_CANVAS_H

#include "base/base.h"
#include "base/strbuf.h"
#include "text/width.h"
#include "ui/canvas/palette.h"
#include "ui/canvas/role.h"

#define CANVAS_MAX 4096 /* columns or rows */

enum canvas_flag {
    CANVAS_ASCII = 1,   /* only ASCII is drawn, whatever is asked for */
    CANVAS_SHADES = 2,  /* backgrounds do not tell bands apart (fewer than 256 colors): shade
                           characters do */
    CANVAS_CONSOLE = 4, /* a poor font (the Linux console): no braille, eighths, round corners */
    CANVAS_SIGNS = 8,   /* grades are shown as signs, not letters (setting `grades`) */
    CANVAS_BIDI = 16    /* right-to-left text is put in order as it is drawn (setting `bidi`);
                           else whoever shows the picture does it */
};

struct canvas_cell {
    uint32_t base; /* code point; ' ' where nothing was drawn */
    uint32_t marks[WIDTH_MAX_MARKS];
    uint8_t mark_count;
    uint8_t role;   /* enum role */
    uint8_t ground; /* enum role whose background lies under it; ROLE_TEXT: none */
    uint8_t attrs;  /* enum style_attr */
    uint8_t width;  /* 1 or 2; 0: the right half of the wide cell to its left */
    uint8_t unused[3];
};

struct kept;

struct canvas {
    int width, height;         /* columns, rows; both 1 … CANVAS_MAX */
    unsigned flags;            /* enum canvas_flag */
    int cursor_x, cursor_y;    /* -1: the cursor is hidden */
    struct canvas_cell *cells; /* row by row */
    struct kept *kept;         /* the picture before (kept.h); NULL: it is not kept */
};

/* What to draw with. ground ROLE_TEXT keeps the ground that is there. */
struct pen {
    uint8_t role, ground, attrs;
};

#define PEN(role)              ((struct pen){(uint8_t)(role), ROLE_TEXT, 0})
#define PEN_STYLE(role, attrs) ((struct pen){(uint8_t)(role), ROLE_TEXT, (uint8_t)(attrs)})

/* A blank canvas; sizes are brought into 1 … CANVAS_MAX. NULL when out of memory. */
struct canvas *canvas_new(int width, int height, unsigned flags) CAMPANE_NODISCARD;
void canvas_free(struct canvas *canvas); /* NULL is fine */

/* Another size; blank afterwards. False (and nothing changed) when out of memory. */
bool canvas_resize(struct canvas *canvas, int width, int height) CAMPANE_NODISCARD;

/* All cells blank, in role TEXT on no ground; no cursor. */
void canvas_clear(struct canvas *canvas);

/* Make b's cells, size and cursor those of a. False when out of memory (b unchanged). */
bool canvas_copy(struct canvas *b, const struct canvas *a) CAMPANE_NODISCARD;

/* A cell, NULL outside. Lent until the next change of the canvas. */
const struct canvas_cell *canvas_at(const struct canvas *canvas, int x, int y);

/* Write one glyph; outside nothing happens, and a wide one that does not fit leaves a blank. What
 * it covers by half becomes blank on the other half, so that no half of a wide character is ever
 * left. On an ASCII canvas its stand-in is written; controls and direction marks never are. */
void canvas_put(struct canvas *canvas, int x, int y, const struct glyph *glyph, struct pen pen);

/* The same for so many bytes of printable ASCII, one beside the other. */
void canvas_put_plain(struct canvas *canvas, int x, int y, const char *text, int count,
                      struct pen pen);

/* Append what stands in a cell as UTF-8; nothing for the right half of a wide character. */
void canvas_cell_text(struct strbuf *out, const struct canvas_cell *cell);

/* Whether two cells look the same under any palette. */
bool canvas_cell_equal(const struct canvas_cell *a, const struct canvas_cell *b);

#endif
