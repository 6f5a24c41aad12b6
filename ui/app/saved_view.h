/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A view that somebody gave a name, as a line of the filters file (config/filters.h) in which what
 * else belongs to it stands before the filter:
 *     weak vips = [campaigns; period last month; base sent; sort ctr, sent desc] segment = vip
 * What is not named there is as usual: all time, the base of the settings, the store's benchmark,
 * the first of several tables, the usual columns and order.
 */
#ifndef CAMPANE_UI_APP_SAVED_VIEW_H
#define CAMPANE_UI_APP_SAVED_VIEW_H

#include "base/arena.h"
#include "base/err.h"

struct app;
struct screen;

/* Whether a line is a view, and not a filter alone. */
bool saved_view_is(const char *line);

/* What is seen now, in the arena. NULL: out of memory. */
const char *saved_view_spell(struct app *app, struct arena *arena);

/* Show that from now on. False, and nothing changed: ERR_REFUSED with the piece that is not
 * understood or not there now, ERR_MEMORY. */
bool saved_view_open(struct app *app, const char *line, struct err *err);

/* Something came for a screen that was opened so: which columns its tables have was not known
 * before. Says what it was to be sorted by, or to show, and has not. */
void saved_view_look(struct app *app, struct screen *screen);

#endif
