/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What `check --once` remembers between its runs: which rules failed, and since when. A file of
 * lines in $XDG_STATE_HOME/campane, one a store, so that a store that can only be read can be
 * watched; it is written as a whole or not at all.
 */
#ifndef CAMPANE_CONFIG_INCIDENTS_H
#define CAMPANE_CONFIG_INCIDENTS_H

#include "base/arena.h"
#include "base/err.h"

#define INCIDENT_ID_SIZE 17

struct incident {
    char rule[INCIDENT_ID_SIZE]; /* 16 hexadecimal digits: keep_digest of the rule */
    int64_t number;              /* of the campaign; -1: of all together */
    int64_t since;               /* seconds */
    const char *name;            /* of the campaign; "": of all */
};

struct incidents {
    struct incident *rows; /* with room for `count` */
    size_t count;
};

/* A file that is not there, or is none of these, has none; *broken (may be NULL): the latter. In
 * the arena. False: ERR_IO, ERR_MEMORY. */
bool incidents_load(struct arena *arena, const char *path, struct incidents *incidents,
                    bool *broken, struct err *err);

/* Write the file anew, 0600. False: ERR_IO, ERR_MEMORY. */
bool incidents_save(const char *path, const struct incidents *incidents, struct err *err);

/* NULL: it is not among them. */
const struct incident *incidents_find(const struct incidents *incidents, const char *rule,
                                      int64_t number);

#endif
