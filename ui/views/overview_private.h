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

#define OVERVIEW_LINES_MAX  64  /* of rows in sight */
#define OVERVIEW_TREND_DAYS 366 /* a tile has no longer a line */

struct overview_state {
    const struct overview *overview;  /* NULL: not there yet */
    const struct standing *standing;  /* NULL: not there yet */
    const struct overview_more *more; /* NULL: not there yet */
    bool moved_before;  /* what moved is of the scope before: the parts that say it now are not here
                         */
    int64_t chosen;     /* the campaign whose course is asked for, lent to the effect */
    size_t tile;        /* the selected one */
    bool in_lines;      /* the selection is in the lines below the tiles */
    struct scroll line; /* over the rows of overview_row */

    /* The selected tile's line as the chart takes it. */
    double trend[OVERVIEW_TREND_DAYS];
    size_t trend_count;

    /* As drawn last, for moving and clicks; relative to the body. */
    int health_rows;
    int across;                         /* tiles in a row */
    int tile_x, tile_y, tile_w, tile_h; /* of the first; the others follow at these steps */
    int lines_y;                        /* of the first line that is seen */
    int lines_seen;
    size_t shown[OVERVIEW_LINES_MAX]; /* which row each of them is */
    int lines_width;
};

/* --- the rows below the tiles (overview_lines.c): what needs attention, a heading, what moved ---
 */

enum overview_what { OVERVIEW_ATTENTION, OVERVIEW_LIMIT, OVERVIEW_HEADING, OVERVIEW_MOVER };

struct overview_row {
    enum overview_what what;
    const struct attention *attention;
    const struct mover *mover;
};

/* What moved, of the scope before while that of this one is not there yet; NULL: nothing is. */
const struct movers *overview_movers(const struct overview_state *state);

size_t overview_row_count(const struct overview_state *state);
/* row < the count. */
struct overview_row overview_row(const struct overview_state *state, size_t row);

/* Select the next row that is no heading in this direction (1, -1); false: there is none. */
bool overview_row_step(struct overview_state *state, int by);

/* Keep the selection on what it was on, as `was` has it, after other rows came. */
void overview_row_find(struct overview_state *state, const struct overview_row *was);

/* What Enter on the row leads to. */
struct view_effect overview_row_open(struct overview_state *state, const struct overview_row *row);

/* The words of a row: before the sign, and behind it. */
const char *overview_row_name(const struct overview_row *row);
const char *overview_row_text(const struct overview_state *state, const struct overview_row *row);

/* The campaign that a row is about, 0: messages that name none; false: none. */
bool overview_row_campaign(const struct overview_state *state, size_t row, int64_t *number);

/* What `?` is about: a figure and whose; false: none. */
bool overview_row_point(const struct overview_row *row, int64_t *number, const char **column);

/* Draw them, with headings and the keys that lead there; `top`: the area's row of the body. */
void overview_rows_draw(struct overview_state *state, const struct area *area, int top,
                        const struct view_context *context);

/* Copy the selected tile's line into the state. */
void overview_keep_trend(struct overview_state *state);

/* Take the tiles' rows off the top of `rest`, which begins at row `top` of the body. */
void overview_draw_tiles(struct overview_state *state, struct area *rest, int top);

/* So too for the pace of the month, the lines that need a look first; false: it has none. */
bool overview_draw_pace(const struct overview_state *state, struct area *rest, int height);

/* So too for the words of what is selected: always as many rows, so that nothing below moves with
 * the selection. */
void overview_draw_words(const struct overview_state *state, struct area *rest);

void overview_draw(void *state, const struct area *body, const struct view_context *context);

/* What lies at a place of the body as it was drawn last. */
enum overview_hit { OVERVIEW_NOTHING, OVERVIEW_TILE, OVERVIEW_LINE };
enum overview_hit overview_hit(const struct overview_state *state, int x, int y, size_t *found);

#endif
