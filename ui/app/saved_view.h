/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A view that somebody gave a name, as a line of the filters file (config/filters.h) in which what
 * else belongs to it stands before the filter:
 *     weak vips = [campaigns; period last month; base sent; sort ctr, sent desc] segment = vip
 * What is not named there is as usual: all time, the store's benchmark, the usual columns.
 */
#ifndef CAMPANE_UI_APP_SAVED_VIEW_H
#define CAMPANE_UI_APP_SAVED_VIEW_H

#include "base/arena.h"
#include "base/err.h"

struct app;

/* Whether a line is a view, and not a filter alone. */
bool saved_view_is(const char *line);

/* What is seen now, in the arena. NULL: out of memory. */
const char *saved_view_spell(struct app *app, struct arena *arena);

/* Show that from now on. False, and nothing changed: ERR_REFUSED with the piece that is not
 * understood or not there now, ERR_MEMORY. */
bool saved_view_open(struct app *app, const char *line, struct err *err);

#endif
