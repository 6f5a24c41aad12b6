/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bullet graphs: a value as a bar over the four bands of a benchmark, on one row.
 *
 *     ━━━━━━━╸  ░░░▒▒▒▓▓▓     bands by shades (16 colors or fewer), by backgrounds with 256
 *     =======>  :::+++###     ASCII
 *
 * Bands are poor, typical, good, best from the left for direction +, the other way round for -.
 */
#ifndef CAMPANE_UI_WIDGETS_BULLET_H
#define CAMPANE_UI_WIDGETS_BULLET_H

#include "ui/canvas/area.h"

struct bullet {
    bool has_value; /* otherwise only the bands are drawn */
    double value;
    bool has_bands;   /* otherwise only a line and the bar */
    double edges[3];  /* where typical, good and best begin (direction +) or end (-) */
    int direction;    /* 1 or -1 */
    double low, high; /* the scale; values beyond it end in an arrow */
};

/* A scale on which the bands are seen: around the edges, a band's breadth to each side, within
 * floor … ceiling (0 and 1 for percent; INFINITY: none). Without bands from floor to a bit over the
 * value. */
void bullet_scale(struct bullet *bullet, double floor, double ceiling);

/* The band a point of the scale lies in: enum grade, -1 without bands. Edges as kpis.md has them:
 * + includes its lower edge; - has best up to and with its edge, typical with both of its own. */
int bullet_band(const struct bullet *bullet, double value);

void bullet_draw(const struct area *area, int x, int y, int columns, const struct bullet *bullet);

#endif
