/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside of the dashboard: its state and what its files do for each other. Everything here belongs
 * to the thread that has the terminal; a snapshot uses the same without terminal and threads.
 *
 *   app_state.c   beginning and end, sessions, requests
 *   app_screen.c  what was read comes to the views
 *   app_keys.c    keys and clicks become actions, actions change the state
 *   app_draw.c    the state becomes a picture
 *   app_layout.c  which columns were chosen
 *   app_chore.c   what writes, and what became of it
 *   app_copy.c    what goes to the clipboard
 *   desk.c        all of it on a terminal; snapshot.c: on a canvas
 *   overlay_*.c   what lies over a view
 */
#ifndef CAMPANE_UI_APP_APP_PRIVATE_H
#define CAMPANE_UI_APP_APP_PRIVATE_H

#include "base/strbuf.h"
#include "ui/app/app.h"
#include "ui/app/chore.h"
#include "ui/app/overlay.h"
#include "ui/app/worker.h"
#include "ui/widgets/frame.h"

struct palette;
struct term;

/* The views it is made of (tests bring their own). */
struct app_views {
    const struct view_ops *const *all; /* NULL behind the last; those with a tab are tabs */
    const struct view_ops *first, *detail;
};

#define SCREEN_PARTS 8

/* A view with its state, and the loads that its results live in. */
struct screen {
    const struct view_ops *ops; /* NULL: none */
    int64_t number;
    void *state;
    struct load *part[SCREEN_PARTS]; /* that the newest result of each part is from; held */
    struct load *answered;           /* so, of the last answer */
    struct load *load;               /* the newest of which anything has come; lent by part[] */
    struct load *pending;            /* that is being read; held */
    struct view_ask ask;             /* what was asked last of `load` */
    bool stale;                      /* what it shows is for another scope, or an older store */
    bool offered;                    /* there is something to show */
    bool stopped;                    /* somebody stopped reading it */
    bool unsure; /* a kept view named columns of it that were not looked at yet */
};

#define APP_HISTORY 50
#define APP_TABS    24 /* and their pages */

/* A store that is looked at. */
struct session {
    const char *path;
    const struct clock *clock;
    struct demo *demo; /* made by this program, NULL: it is no such store */
    bool is_demo;
    bool read_only;
};

struct app {
    const struct app_options *options;
    struct app_views views;
    struct keymap keys;
    unsigned flags; /* of canvases */

    struct arena *looks;           /* of all themes that were looked at */
    const struct palette *palette; /* of the theme in force */
    /* Shipped and user's, as they are now. Those that were before stay alive in the arena: what is
     * shown may point to them. */
    const struct benchmarks *sets;
    struct arena *sets_arena; /* NULL: those of the options */

    /* Columns that were chosen, by the number of the tab; none of them changes any more once it is
     * there, since the worker reads by it. NULL: none were. */
    const struct table_layout *layouts[APP_TABS];
    struct arena *layout_arena; /* of all that were; NULL: none yet */

    struct session session;
    struct worker *worker; /* NULL in a snapshot */
    struct scope_request request;
    char *where, *benchmark; /* that the request's point to */

    struct screen first, detail;  /* detail.ops NULL: no campaign is open */
    struct screen tabs[APP_TABS]; /* those of one tab, its pages, stand together */
    size_t tab_count, current;
    bool empty;      /* there is no store, or nothing in it: the first screen is in front */
    int64_t changed; /* when the store was, TIME_NONE: not known */

    struct arena *search_arena; /* of the last search */
    const struct query *search; /* NULL: there was none */

    char *history[APP_HISTORY]; /* filters that were taken, the last one first */
    size_t history_count;

    struct overlay overlay;
    struct chore *chore; /* NULL: nothing is being written */
    struct chore_view doing;
    unsigned step;            /* of a progress bar without an end */
    struct action_set hidden; /* of the last app_context */

    struct screen *asking; /* whose question is out; NULL: nobody's */
    int64_t reading_since; /* ticks, of what is being read or asked */
    bool reading_seen;     /* that it is, since it takes its time */

    struct err trouble; /* of the store; ERR_NONE: all is well */
    bool unanswered;    /* it is of what a view asked for besides, and goes with its next answer */
    char note[512];     /* in the hint line until the next key; "": none */

    struct arena *frame; /* of texts that are drawn; forgotten with each picture */
    int width, height;
    bool dirty; /* to be drawn */
    bool moved; /* so; tables know themselves what of them changed (table_view.h) */
    bool quit;
    bool redraw, suspend; /* asked of whoever has the terminal */
    struct strbuf clip;   /* so: text for the clipboard; empty: none */
};

/* --- app_state.c ----------------------------------------------------------------------------- */

/* Without worker and terminal: the screen is width x height. */
bool app_begin(struct app *app, const struct app_options *options, const struct app_views *views,
               struct err *err);
void app_end(struct app *app);

struct reader_options app_reader_options(const struct app *app);

/* Start the worker and ask for the view in front. */
bool app_start(struct app *app, struct err *err);

/* Leave the store that is looked at for another; everything is read anew. The session is taken
 * over. */
bool app_switch(struct app *app, const struct session *session, struct err *err);

/* The session of the options. */
struct session app_home(const struct app *app);

/* Change the filter or the benchmark of this run; NULL: none. False (nothing changed) when out of
 * memory. */
bool app_set_where(struct app *app, const char *where);
bool app_set_benchmark(struct app *app, const char *id);
/* Both, or neither. */
bool app_set_scope(struct app *app, const char *where, const char *benchmark);

/* Take up what the user's benchmarks file says now. False (those before stay): it is wrong. */
bool app_load_sets(struct app *app, struct err *err);

/* Everything has to be read again: the view in front now, the others when they come to the front.
 */
void app_reload(struct app *app);

/* Draw with the theme of this name from now on. False, and nothing changed: as theme_load. */
bool app_look(struct app *app, const char *name, struct err *err);

/* So, at the start; where the settings chose it, the error has their place in it (unless it has one
 * in the theme's own file). */
bool app_look_chosen(struct app *app, const char *name, struct err *err);

/* The ids of the marked campaigns of every view, one a line, where that was asked for. */
void app_print_marked(const struct app *app, FILE *out);

/* Something for the hint line. */
void app_say(struct app *app, const char *format, ...) CAMPANE_PRINTF(2, 3);

/* --- app_layout.c ---------------------------------------------------------------------------- */

/* Take up what was kept; a mistake in the file is said in the hint line, and all columns are the
 * usual ones. */
void app_load_layouts(struct app *app);

/* Show the tab in these columns from now on (NULL: the usual ones), and keep that for the next
 * time. Of the copy. */
void app_choose_layout(struct app *app, size_t tab, const struct table_layout *layout);

/* A copy that lives as long as the app. NULL: out of memory. */
const struct table_layout *app_new_layout(struct app *app, const struct table_layout *layout);

/* Show the tab in these columns, for now: nothing is kept and nothing read anew. NULL: the usual
 * ones, else one of app_new_layout. */
void app_show_layout(struct app *app, size_t tab, const struct table_layout *layout);

/* What the view in front shows as tables (view_ops.tables, or the one whose columns can be chosen),
 * whole. 0: nothing has come, or out of memory. */
size_t app_whole_tables(struct app *app, struct arena *arena,
                        const struct table *tables[VIEW_TABLES_MAX],
                        const struct table_view **cursor);

/* So, but in the columns that were chosen. */
size_t app_tables(struct app *app, struct arena *arena, const struct table *tables[VIEW_TABLES_MAX],
                  const struct table_view **cursor);

/* So, and of the first one only the marked rows, where some are marked in it; *marked gets how many
 * (0: all rows). */
size_t app_marked_tables(struct app *app, struct arena *arena,
                         const struct table *tables[VIEW_TABLES_MAX], size_t *marked);

/* That of a screen; NULL: none was chosen, or it is no tab. */
const struct table_layout *app_layout_of(const struct app *app, const struct screen *screen);

/* --- app_screen.c ---------------------------------------------------------------------------- */

bool screen_start(struct screen *screen, const struct view_ops *ops, int64_t number,
                  struct err *err);
void screen_stop(struct screen *screen);

/* The screen that is seen, and the one that is read for (they differ while the first screen stands
 * for it). */
struct screen *app_front(struct app *app);
struct screen *app_target(struct app *app);

/* Ask the worker for all parts of the target. */
void app_load(struct app *app);

/* A part of a load has come; tells whether anybody wanted it. */
bool app_take_part(struct app *app, struct load *load, int part, const void *result);
void app_take_answer(struct app *app, const struct worker_message *message);

/* What the view in front wants to know now, when that is something new. */
bool app_wants(struct app *app, struct view_ask *ask);

/* All messages of the worker. */
void app_take_messages(struct app *app);

/* Nothing of what is being read will be taken any more. */
void app_forget_pending(struct app *app);

void app_open_tab(struct app *app, int number);

/* The screen that Tab leads to from the one in front: the next page of its tab, where it has
 * several, else the next tab; the one before where it is not forward. */
size_t app_beside(struct app *app, bool forward);
void app_open_screen(struct app *app, size_t i);

/* Whether the tab in front has more than one page. */
bool app_has_pages(struct app *app);

/* Whether there is such a tab now. */
bool app_has_tab(const struct app *app, int number);
/* Show these campaigns in the tab that compares (one: its variants), or in the one of trends. */
void app_choose(struct app *app, enum key_where where, const int64_t *numbers, size_t count);
void app_open_campaign(struct app *app, int64_t number);
void app_close_campaign(struct app *app);

/* A campaign by what somebody typed, as find_campaign. ERR_USAGE: none, or several. */
bool app_find_campaign(const struct app *app, const char *text, int64_t *number, struct err *err);

/* --- app_draw.c ------------------------------------------------------------------------------ */

/* What a view is told; for the size the screen has now. */
struct view_context app_context(struct app *app, const struct screen *screen);

/* Whether nothing can be written to the store that is looked at. */
bool app_cannot_write(struct app *app);

/* Actions that make no sense now. */
void app_hidden(struct app *app, struct action_set *hidden);

/* The scope that what is seen was read with; NULL: none yet. */
const struct scope *app_scope(struct app *app);

/* An area as large as the screen for asking where things are, on a canvas that holds no cells: it
 * measures as the screen does, and nothing can be drawn on it. */
struct area app_measured(const struct app *app, struct canvas *canvas);

/* The part of the screen that is the view's. */
struct area app_body(struct app *app, const struct area *screen);

void app_draw(struct app *app, struct canvas *canvas);

/* The same, if not `dirty` but only `moved` since this canvas was drawn on last: rows of tables are
 * taken over where the canvas keeps them (kept.h). */
void app_draw_moved(struct app *app, struct canvas *canvas);

/* The tab at a column of the title line, 0: none. */
int app_tab_at(struct app *app, int x);

/* --- app_keys.c ------------------------------------------------------------------------------ */

/* Adds the keys of tabs that are not there now. */
void app_hidden_tabs(const struct app *app, struct action_set *hidden);

void app_key(struct app *app, struct key key);

/* Whether the key that quits stops something instead that takes long. */
bool app_may_stop(const struct app *app);

/* An action of a view that is in front, from a key or from an overlay. */
void app_act(struct app *app, enum action action, struct key key);

/* --- app_copy.c ------------------------------------------------------------------------------ */

/* Whether the view in front shows tables now. */
bool app_has_tables(struct app *app);

/* Ask whoever has the terminal to copy: the cell or the row under the cursor, or the first table
 * that is shown, as text with tabs between. */
void app_copy_cell(struct app *app);
void app_copy_row(struct app *app);
void app_copy_table(struct app *app);

/* --- app_reading.c --------------------------------------------------------------------------- */

/* Something was asked of the worker. */
void app_reading_begins(struct app *app);

/* Ask the worker what the view in front wants to know now, when that is something new. */
void app_ask_for_more(struct app *app);

/* Whether it is to be seen by now that something is being read. */
void app_look_at_reading(struct app *app);

/* Milliseconds until it is to be seen; -1: no need to look. */
int app_reading_wait(struct app *app);

/* For the scope line: that something is being read, and what stops it; NULL: nothing to say. */
const char *app_reading_words(struct app *app);

/* For the body of a view that was stopped before anything came; NULL: it has something to draw. */
const char *app_stopped_words(struct app *app);

/* Stop what is seen to be read; false: there is nothing. What has come stays. */
bool app_stop_reading(struct app *app);

/* --- app_chore.c ----------------------------------------------------------------------------- */

/* False: it is busy with another one (a note says so), or out of memory. */
bool app_begin_chore(struct app *app, enum chore_kind kind, const char *text, int64_t number);
bool app_begin_assign(struct app *app, const struct ops_assign *rule);
bool app_begin_correction(struct app *app, enum chore_kind kind,
                          const struct chore_correction *correction);
bool app_begin_merge(struct app *app, enum chore_kind kind, const struct chore_merge *merge);
void app_look_at_chore(struct app *app);

/* Have the store grade by this set from now on, or only this run where it cannot be written. */
void app_keep_benchmark(struct app *app, const char *id);

#endif
