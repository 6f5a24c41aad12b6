/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where campane's files are: the store, the user's and the machine's configuration, the data that
 * comes with the program.
 */
#ifndef CAMPANE_CONFIG_PATHS_H
#define CAMPANE_CONFIG_PATHS_H

#include "base/arena.h"
#include "base/err.h"

/* Read-only view of the environment, so that tests need not set it. NULL members are unset. */
struct paths_env {
    const char *home, *xdg_data_home, *xdg_config_home, *xdg_cache_home, *xdg_state_home;
    const char *campane_store, *campane_datadir;
    const char *sysconfdir;  /* "/etc" unless a test says otherwise */
    const char *vardir;      /* "/var/lib" */
    const char *user_config; /* --config FILE, read instead of the user's; NULL: not given */
};
/* Unset and empty variables are NULL; what it points to is the environment's. */
void paths_env_read(struct paths_env *env);

enum path_origin {
    PATH_OPTION,      /* --store */
    PATH_ENVIRONMENT, /* CAMPANE_STORE */
    PATH_USER_CONFIG, /* store = in $XDG_CONFIG_HOME/campane/config */
    PATH_SYSTEM_CONFIG,
    PATH_USER_DATA, /* $XDG_DATA_HOME/campane/campane.db */
    PATH_SHARED     /* /var/lib/campane/campane.db */
};
const char *path_origin_words(enum path_origin origin); /* untranslated */

struct store_candidate {
    const char *path;
    enum path_origin origin;
    bool exists, readable;
    bool chosen; /* exactly one: the first that was named, else the first that exists and can be
                    read, else the user's data path */
    const char *owner; /* who owns it when it exists and cannot be read (or the folder that hides
                          whether it exists, which then counts as existing); NULL otherwise */
};

/* The lookup order of architecture.md with what each place holds; `store info` and the first
 * screen print it, places that name no store left out. option: the value of --store or NULL. The
 * result is in the arena. False: a configuration file is wrong (as settings_load), ERR_NOT_FOUND
 * when nothing was named and there is no home to make a store in, ERR_MEMORY. */
bool paths_store(struct arena *arena, const struct paths_env *env, const char *option,
                 struct store_candidate **candidates, size_t *count, struct err *err);

/* "$XDG_CONFIG_HOME/campane/NAME" (or ~/.config). NULL: no home is known, or no memory. */
const char *paths_user_config(struct arena *arena, const struct paths_env *env, const char *name);

/* Folders of themes: the user's and the machine's; NULL behind the last. NULL: no memory. */
const char *const *paths_themes(struct arena *arena, const struct paths_env *env);

/* "$XDG_CACHE_HOME/campane" (or ~/.cache/campane). NULL: no home is known, or no memory. */
const char *paths_user_cache(struct arena *arena, const struct paths_env *env);

/* "$XDG_STATE_HOME/campane/NAME" (or ~/.local/state). NULL: no home is known, or no memory. */
const char *paths_user_state(struct arena *arena, const struct paths_env *env, const char *name);

/* A file of the program's data folder: CAMPANE_DATADIR, else a `data` folder beside the program
 * (the build tree, where the system tells where the program is), else the installed one; the first
 * that has the file. NULL: ERR_NOT_FOUND naming the places, or ERR_MEMORY. */
const char *paths_data(struct arena *arena, const struct paths_env *env, const char *name,
                       struct err *err);

#endif
