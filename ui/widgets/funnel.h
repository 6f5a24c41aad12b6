/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Funnels: one bar a stage, how many of the stage before came this far, and where most were lost.
 *
 *     Sent       6 860 ████████████████████
 *     Delivered  4 659 █████████████▌        67.9 %
 *     Read       2 471 ███████▏              53.0 %
 *     Clicked       66 ▏                      2.7 %  ◀ largest drop: 2 405
 */
#ifndef CAMPANE_UI_WIDGETS_FUNNEL_H
#define CAMPANE_UI_WIDGETS_FUNNEL_H

#include "ui/canvas/area.h"

struct funnel_stage {
    const char *label; /* translated */
    bool known;        /* otherwise "n/a" without a bar */
    int64_t count;
};

/* The stage before which most are lost against the known stage before it: its index, or -1 when
 * no two are known or nothing is lost. */
int funnel_largest_drop(const struct funnel_stage *stages, size_t count);

/* One row a stage, those that fit. Returns the rows that all take. */
int funnel_draw(const struct area *area, const struct funnel_stage *stages, size_t count);

#endif
