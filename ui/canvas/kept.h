/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines that are taken over from the picture before: when only the selection moved, all rows but
 * two look as they did, and to write out their figures again is most of what a key costs.
 *
 * Whoever draws a line says what is on it (struct kept_line). If a line of the picture before was
 * told to be the same, its cells are copied, wherever on the screen it stood. What is told must
 * hold everything that the cells depend on; and whoever draws over such a line later must do so in
 * each picture, or in none.
 */
#ifndef CAMPANE_UI_CANVAS_KEPT_H
#define CAMPANE_UI_CANVAS_KEPT_H

#include "ui/canvas/area.h"

/* What is on a line. Two that are equal, byte by byte, stand for the same cells. */
struct kept_line {
    const void *owner; /* who draws it; NULL: nothing is known of the line */
    uint64_t edition;  /* of what the owner shows */
    uint64_t row;      /* which of the owner's lines */
    uint64_t state;    /* how it looks, in the owner's bits */
};

/* Have a canvas keep the picture before each one from now on, until its size changes or it ends;
 * where memory is short every line is drawn, as without it. Twice the memory of the cells. */
void kept_start(struct canvas *canvas);

/* Begin another picture: the canvas is blank. Lines of the one before can be taken over if `same`,
 * that is, if owners and what they show are still the same. A canvas that keeps nothing is cleared.
 */
void kept_turn(struct canvas *canvas, bool same);

/* Line y of the area shows this. Returns whether it is drawn already. */
bool kept_line(const struct area *area, int y, const struct kept_line *line);

/* For canvas.c. NULL is fine. */
void kept_free(struct kept *kept);

#endif
