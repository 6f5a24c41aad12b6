/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * app: the dashboard as a whole: state, view stack, event loop, the worker thread that alone reads
 * the store, and the thread that imports. Also one screen without a terminal (snapshot).
 *
 * Not here: what a screen looks like (ui/views), what its figures are (src/report), curses
 * (ui/term).
 */
#ifndef CAMPANE_UI_APP_APP_H
#define CAMPANE_UI_APP_APP_H

#include <stdio.h>

#include "base/clock.h"
#include "base/err.h"
#include "config/paths.h"
#include "config/settings.h"
#include "report/scope.h"
#include "ui/keymap/keymap.h"

/* What the dashboard is opened with. All of it is lent and must live as long as the call. */
struct app_options {
    const char *store; /* path; a file that is not there gives the first screen */
    const struct store_candidate *candidates; /* the lookup order, for the first screen */
    size_t candidate_count;
    bool read_only;
    const char *zone; /* for a store that is made now; NULL: the system's */
    const struct clock *clock;
    const struct settings *settings;
    const struct benchmarks *sets; /* shipped and user's */
    const char *benchmarks_path;   /* of the user's sets, to be written; NULL: no home is known */
    const char *views_path;        /* where chosen columns are kept; NULL: nowhere */
    struct scope_request request;  /* period, base, benchmark and filter to begin with */
    const char *sample_folder;     /* for D; NULL: the sample is not installed */
    bool demo;                     /* this store is the demo: DEMO in every title */
    bool mouse;
    bool linear; /* line by line instead of a screen; no terminal is needed then */
    bool ascii;  /* of that: no character beyond ASCII */
    bool print;  /* write the ids of the marked campaigns to standard output at the end, one a
                    line */
    const char *filters_path;         /* of filters with a name (config/filters.h); NULL: none */
    const char *const *theme_folders; /* of people's own themes (theme_load); NULL: none */
};

/* The keys in force: the default ones with those of the configuration put in. What is named in the
 * map lives in the arena. False: ERR_REFUSED with file, line and column; ERR_MEMORY. */
bool app_keys(struct keymap *keys, struct arena *arena, const struct settings *settings,
              struct err *err);

/* Whether the theme that the configuration names is there and whole; so, with ERR_NOT_FOUND and
 * ERR_IO of theme_load besides. True where it names none. */
bool app_theme_check(struct arena *arena, const struct settings *settings,
                     const char *const *theme_folders, struct err *err);

/* Open the dashboard and stay until the person leaves. The terminal is restored on return and on
 * every way out. ERR_NO_TERMINAL names the command to use instead; nothing was written then. */
bool app_run(const struct app_options *options, struct err *err);

enum app_snapshot_format { APP_SNAPSHOT_TEXT, APP_SNAPSHOT_ANSI, APP_SNAPSHOT_SVG };

struct app_snapshot {
    const char *view;     /* one of app_snapshot_views */
    const char *campaign; /* of detail */
    int width, height;
    enum app_snapshot_format format;
    bool ascii; /* no character beyond ASCII */
    bool color; /* ansi: with colors */
};

/* The names of the views a snapshot can show, NULL behind the last. */
extern const char *const app_snapshot_views[];

/* Write one screen as the dashboard would show it, loaded whole; no terminal is needed.
 * ERR_USAGE: no such view or campaign. */
bool app_snapshot(const struct app_options *options, const struct app_snapshot *snapshot, FILE *out,
                  struct err *err);

#endif
