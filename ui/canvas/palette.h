/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A palette: the style of every role at every color depth. ui/theme makes them, the writers and
 * ui/term read them.
 */
#ifndef CAMPANE_UI_CANVAS_PALETTE_H
#define CAMPANE_UI_CANVAS_PALETTE_H

#include "ui/canvas/role.h"

/* How many colors the output has. At DEPTH_NONE only attributes are used. */
enum depth { DEPTH_NONE, DEPTH_8, DEPTH_16, DEPTH_256, DEPTH_COUNT };

enum style_attr {
    STYLE_BOLD = 1,
    STYLE_DIM = 2,
    STYLE_REVERSE = 4,
    STYLE_UNDERLINE = 8,
    STYLE_SEEN = 15, /* the bits above: what is seen */
    STYLE_RTL = 128  /* not seen: the cell belongs to a text with right-to-left letters, which the
                       text writer isolates */
};

#define COLOR_OF_TERMINAL (-1)

struct style {
    int16_t fg,
        bg;        /* number in xterm's table (below 8 or 16 at those depths); -1: the terminal's */
    uint8_t attrs; /* enum style_attr */
};

struct palette {
    const char *name;
    uint32_t page_fg, page_bg; /* 0xRRGGBB: what the terminal's own colors are taken for, in SVG
                                  and when contrast is checked */
    struct style styles[DEPTH_COUNT][ROLE_COUNT];
};

/* The style of a cell: that of its role with the cell's attributes added. A role without a
 * background of its own stands on that of `ground` (ROLE_TEXT: none), and takes its foreground too
 * when it has none. */
struct style palette_style(const struct palette *palette, enum depth depth, enum role role,
                           enum role ground, unsigned attrs);

/* 0xRRGGBB of a number in xterm's table of 256. Numbers out of range give white. */
uint32_t palette_rgb(int number);

/* WCAG contrast of two 0xRRGGBB colors, 1 … 21.
 * Source: WCAG 2.1, "contrast ratio" and "relative luminance". */
double palette_contrast(uint32_t a, uint32_t b);

#endif
