/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the overview share: overview.c (state and actions), overview_draw.c (where what
 * stands), overview_tiles.c.
 */
#ifndef CAMPANE_UI_VIEWS_OVERVIEW_PRIVATE_H
#define CAMPANE_UI_VIEWS_OVERVIEW_PRIVATE_H

#include "report/overview.h"
#include "report/standing.h"
#include "ui/views/shared.h"
#include "ui/widgets/scroll.h"

#define OVERVIEW_TREND_DAYS 366 /* a tile has no longer a line */

struct overview_state {
    const struct overview *overview; /* NULL: not there yet */
    const struct standing *standing; /* NULL: not there yet */
    size_t tile;                     /* the selected one */
    bool in_lines;                   /* the selection is in the lines below the tiles */
    struct scroll line;

    /* The selected tile's line as the chart takes it. */
    double trend[OVERVIEW_TREND_DAYS];
    size_t trend_count;

    /* As drawn last, for moving and clicks; relative to the body. */
    int across;                         /* tiles in a row */
    int tile_x, tile_y, tile_w, tile_h; /* of the first; the others follow at these steps */
    int lines_y;                        /* of the first line that is seen */
    int lines_seen;
    int lines_width;
};

/* Copy the selected tile's line into the state. */
void overview_keep_trend(struct overview_state *state);

/* Take the tiles' rows off the top of `rest`, which begins at row `top` of the body. */
void overview_draw_tiles(struct overview_state *state, struct area *rest, int top);

/* So too for the words of what is selected: always as many rows, so that nothing below moves with
 * the selection. */
void overview_draw_words(const struct overview_state *state, struct area *rest);

void overview_draw(void *state, const struct area *body, const struct view_context *context);

/* What lies at a place of the body as it was drawn last. */
enum overview_hit { OVERVIEW_NOTHING, OVERVIEW_TILE, OVERVIEW_LINE };
enum overview_hit overview_hit(const struct overview_state *state, int x, int y, size_t *found);

#endif
