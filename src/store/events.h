/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dated events: what happened on some days that figures do not say (a holiday, an outage, a new
 * price). They stand among what people decided, apart from imported facts: imports, undo and
 * rebuild leave them alone. A dropped one is kept on record and can be brought back.
 */
#ifndef CAMPANE_STORE_EVENTS_H
#define CAMPANE_STORE_EVENTS_H

#include "base/civil.h"
#include "store/store.h"

struct event {
    int64_t id;
    int32_t first, last;         /* days, both included */
    const char *text;            /* sanitised, never empty */
    const char *tag;             /* NULL: none */
    int64_t made_at, dropped_at; /* seconds; dropped_at TIME_NONE: it stands */
};

/* Those that touch [from, to] (DAY_NONE, INT32_MAX: all), by their first day; strings in the arena.
 * dropped: also those that were dropped. */
bool events_list(struct store *store, struct arena *arena, int32_t from, int32_t to, bool dropped,
                 struct event **events, size_t *count, struct err *err);

/* Add one; its id and moments are not looked at. *id is its number. */
bool events_add(struct store *store, const struct event *event, int64_t *id, struct err *err);

/* Drop one that stands, or bring one back that was dropped; ERR_NOT_FOUND. */
bool events_drop(struct store *store, int64_t id, struct err *err);
bool events_restore(struct store *store, int64_t id, struct err *err);

#endif
