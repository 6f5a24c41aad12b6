/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Filters that somebody gave a name: $XDG_CONFIG_HOME/campane/filters, a line each:
 *     weak vips = ctr < 15% and segment = vip
 * What a filter means is for src/query.
 */
#ifndef CAMPANE_CONFIG_FILTERS_H
#define CAMPANE_CONFIG_FILTERS_H

#include "base/arena.h"
#include "base/err.h"

#define FILTERS_NAME_MAX 60  /* bytes */
#define FILTERS_MAX      200 /* of a file */

struct filters_line {
    const char *name, *filter;
    uint64_t line; /* in the file */
};

struct filters {
    const struct filters_line *lines;
    size_t count;
};

/* In the order of the file; one that is not there has none. Everything is in the arena. NULL:
 * ERR_REFUSED with the place of a mistake, ERR_IO, ERR_MEMORY. */
const struct filters *filters_load(struct arena *arena, const char *path, struct err *err);

/* Write one anew, in its place or behind the others; filter NULL takes it out. Comments and the
 * other lines keep their bytes. False: ERR_USAGE for a name that a line cannot hold, that the file
 * is wrong as it is, ERR_REFUSED where it would be one more than FILTERS_MAX, or what file_write
 * says. The file is as before then. */
bool filters_save(struct arena *arena, const char *path, const char *name, const char *filter,
                  struct err *err);

#endif
