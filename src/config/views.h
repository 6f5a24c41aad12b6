/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What somebody chose to see of the dashboard's tables: $XDG_CONFIG_HOME/campane/views, a line a
 * view with its columns in their order, each with its width where one was chosen:
 *     campaigns = name:30 sent ctr optout_rate
 * Comments and lines of other views stay when one is written.
 */
#ifndef CAMPANE_CONFIG_VIEWS_H
#define CAMPANE_CONFIG_VIEWS_H

#include "base/arena.h"
#include "base/err.h"

#define VIEWS_WIDTH_MAX   200 /* of a column */
#define VIEWS_COLUMNS_MAX 500 /* of a line */
#define VIEWS_MAX         100 /* lines */

struct views_column {
    const char *id;
    int width;       /* 0: as wide as it needs */
    uint64_t column; /* in its line, for messages */
};

struct views_line {
    const char *view;
    const struct views_column *columns; /* at least one */
    size_t count;
    uint64_t line; /* in the file */
};

struct views {
    const char *path;
    const struct views_line *lines;
    size_t count;
};

/* A file that is not there says nothing. Everything is in the arena. NULL: ERR_REFUSED with line
 * and column of a mistake (which words are views and columns, others know), ERR_IO, ERR_MEMORY. */
const struct views *views_load(struct arena *arena, const char *path, struct err *err);

/* The width behind the id of a column, ":30"; 0 where length is 0. False: it is none from 1 to
 * VIEWS_WIDTH_MAX. */
bool views_read_width(const char *text, size_t length, int *width);

/* Write the line of one view anew: in its place, or as one more; count 0 takes it out. The rest of
 * the file keeps its bytes. Written as file_write does; nothing is where there was and is nothing
 * to say. False: that, ERR_MEMORY, or the file as it is now is wrong, ERR_REFUSED
 * where it would be one more than VIEWS_MAX; then it is as before. */
bool views_save(struct arena *arena, const char *path, const char *view,
                const struct views_column *columns, size_t count, struct err *err);

#endif
