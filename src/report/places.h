/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The places where a store is looked for, what each holds, and what the chosen store is: what
 * `campane store info` and the first screen say.
 */
#ifndef CAMPANE_REPORT_PLACES_H
#define CAMPANE_REPORT_PLACES_H

#include "config/paths.h"
#include "report/table.h"
#include "store/store.h"

enum place_holds { PLACE_NOTHING, PLACE_STORE, PLACE_UNREADABLE, PLACE_NO_STORE };

struct place {
    const char *path;
    enum path_origin origin;
    bool chosen;
    enum place_holds holds;
    int64_t campaigns; /* of a store */
    const char *owner; /* of PLACE_UNREADABLE; NULL: not known */
    const char *why;   /* of PLACE_NO_STORE: what opening it said */
};

struct places {
    const struct place *all;
    size_t count;
    const struct place *chosen;
    bool open;              /* the chosen one is a store; then: */
    struct store_info info; /* strings in the arena */
    bool writable, has_key; /* store_writable, store_has_key */
    const char *warning;    /* NULL: all is well */
    struct err failure;     /* why the chosen one, which is there, could not be opened */
};

/* Open what is at each place, only to look; nothing stays open. False: out of memory. Some
 * milliseconds a store. */
bool places_look(struct arena *arena, const struct store_candidate *candidates, size_t count,
                 const struct clock *clock, const struct places **places, struct err *err);

/* A path as people are shown it: the home folder of the environment as "~", and nothing in it that
 * steers a terminal. NULL: out of memory. */
const char *places_path(struct arena *arena, const char *path);

/* "a store with 12 campaigns", "nothing there" …, translated; NULL: out of memory. */
const char *places_words(struct arena *arena, const struct place *place);

/* What a store's zone was taken from, translated; NULL: nobody knows. */
const char *places_zone_from(enum store_zone_from from);

/* As tables, NULL: out of memory. The first is for an open store. */
struct table *places_store_table(struct arena *arena, const struct places *places);
struct table *places_lookup_table(struct arena *arena, const struct places *places);

#endif
