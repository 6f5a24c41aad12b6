/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ui/views: one file a screen. A view says what it wants read (load, ask: run in the worker's
 * thread), takes what was read (take: run in the UI thread), draws it, and answers actions with
 * what should happen next. It never reads a store, a clock or a key file, and never includes
 * another view; what is common to all (tabs, scope line, hints, help, pickers, the search line,
 * imports, questions) is the app's.
 *
 * Here live the screens. Not here: the event loop (ui/app), what figures are (src/report), widgets.
 *
 * This header: what a view is.
 */
#ifndef CAMPANE_UI_VIEWS_VIEW_H
#define CAMPANE_UI_VIEWS_VIEW_H

#include "report/scope.h"
#include "ui/canvas/area.h"
#include "ui/canvas/key.h"
#include "ui/keymap/keymap.h"
#include "ui/widgets/table_view.h"

/* What a loader works with. Everything it makes lives in the arena, is not changed by the worker
 * any more once it is handed over, and may point into the scope, which lives as long. */
struct view_load {
    struct arena *arena;
    struct store *store;       /* NULL only for the first screen: there is none yet */
    const struct scope *scope; /* NULL with store NULL */
    struct cancel *cancel;
    const struct table_layout *layout; /* columns that were chosen for the view; NULL: none */
    const struct store_candidate *candidates; /* the lookup order of the store */
    size_t candidate_count;
};

#define VIEW_LEAF_SAME  SIZE_MAX
#define VIEW_ROWS_MAX   128
#define VIEW_TABLES_MAX 8

/* What a view wants read beside its parts: rows in sight, the import under the cursor. Plain, so
 * that it can be compared and handed between threads; a zeroed one asks nothing. */
struct view_ask {
    int what;       /* the view's own number of the question, from 1; 0: nothing */
    int64_t number; /* campaign or import */
    int64_t rows[VIEW_ROWS_MAX];
    size_t row_count;
};

/* What a view needs to know to draw or act; lent for the call. */
struct view_context {
    const struct keymap *keys;
    const struct scope *scope; /* that the shown parts were read with; NULL before the first */
    int width, height;         /* of the body, for pages */
    bool ascii;
    bool demo;
    const struct action_set *hidden; /* actions that lead nowhere just now */
    const struct query *search;      /* the last search, for marks and next match; NULL */
};

/* What an action led to. */
enum view_do {
    VIEW_IGNORED,   /* nothing here: the app may have a use for it */
    VIEW_NOTHING,   /* understood, nothing changed */
    VIEW_REDRAW,    /* what is seen changed */
    VIEW_MOVED,     /* of a table_view, and only which row is selected, marked or at the top */
    VIEW_RELOAD,    /* read all parts again */
    VIEW_CAMPAIGN,  /* open the campaign `number` */
    VIEW_TAB,       /* go to tab `number` */
    VIEW_COMPARE,   /* compare the campaigns `numbers` */
    VIEW_TREND,     /* show how the campaigns `numbers` went over time; `words`: in this figure */
    VIEW_UNDO,      /* ask, then undo import `number`; `words` is the question */
    VIEW_ASSIGN,    /* give messages that name no campaign one */
    VIEW_PLAN,      /* declare or change the test of campaign `number` */
    VIEW_BENCHMARK, /* grade by the set `words` from now on */
    VIEW_EDIT_BENCHMARK, /* write the user's own row of KPI `number`, in the set `words` (NULL: in
                            none that is seen) */
    VIEW_FIND,           /* let something be typed that `find` gets; `words` says what */
    VIEW_PICK,           /* let one of the view's list be chosen; `words` is the title */
    VIEW_SAY             /* show `words` as a note in the hint line */
};

/* One thing of a list to choose from. */
struct view_choice {
    const char *label;  /* translated or data; lent until the view's next call */
    const char *detail; /* NULL */
    bool current;       /* what holds now */
};
#define VIEW_CHOICES_MAX 32

struct view_effect {
    enum view_do what;
    int64_t number;
    const char *words;      /* translated; lent until the view's next call */
    const int64_t *numbers; /* so */
    size_t number_count;
};

struct sorting;

struct view_ops {
    const char *name;  /* "overview": for snapshots and goldens */
    const char *title; /* untranslated: of the tab, or of the help where it is none */
    const char *page;  /* untranslated: a word for the hint that leads here from the page before;
                          NULL: the title */
    /* 1 … 9; 0: no tab of its own. Several views with the same number are the pages of one tab, in
     * their order; the tab has the first one's title. */
    int tab;
    enum key_where where;
    bool per_sent; /* its rates are per sent whatever the scope says, and nothing is graded */

    /* Whether there is anything to show in this store; else it is no tab (or page) now. NULL: it is
     * always one. */
    bool (*offered)(const struct scope *scope);

    /* A zeroed state of this size is started; stop frees what it holds (NULL: nothing). */
    size_t state_size;
    void (*start)(void *state, int64_t number); /* NULL: zeroed is fine. number: the campaign */
    void (*stop)(void *state);

    /* Parts, read one after the other; each is shown as soon as it is there. Runs in the worker's
     * thread, so it only sees `number`. *result is lent by load->arena. */
    int parts;
    bool (*load)(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err);
    /* The newest result of a part (a view may sort it and put cells in: it is its own now). The
     * result of a part stays alive until the next one of the same part was taken, answers until the
     * first answer from the next load was. */
    void (*take)(void *state, int part, const void *result);

    /* What else is wanted now (after each take, move and resize); NULL: never anything. An ask that
     * equals the last one is not read again until parts come anew. */
    void (*ask)(const void *state, const struct view_context *context, struct view_ask *ask);
    bool (*read)(const struct view_load *load, const struct view_ask *ask, const void **result,
                 struct err *err);
    void (*answer)(void *state, const struct view_ask *ask, const void *result);

    /* Draws whatever has come so far (before the first part: nothing, or the word that it is being
     * read). */
    void (*draw)(void *state, const struct area *body, const struct view_context *context);

    /* Actions of action.def that are valid here and not the app's (period, base, benchmark, tabs,
     * help, import, search, quit …); BACK and LEAVE first, for what it has opened inside itself.
     * Clicks come as ACTION_NONE with the key, relative to the body.
     */
    struct view_effect (*act)(void *state, enum action action, struct key key,
                              const struct view_context *context);

    /* Show these campaigns from now on (VIEW_COMPARE, VIEW_TREND); NULL: it shows none that others
     * choose. */
    void (*choose)(void *state, const int64_t *numbers, size_t count);

    /* Show this figure from now on (VIEW_TREND), by its id in column.h; NULL: it shows none that
     * others choose. */
    void (*measure)(void *state, const char *id);

    /* What was typed after VIEW_FIND; NULL where it never asks. */
    void (*find)(void *state, const char *text);

    /* The list of VIEW_PICK, and what was chosen of it; NULL where it never asks. list returns how
     * many there are, at most VIEW_CHOICES_MAX. */
    size_t (*list)(const void *state, struct view_choice choices[VIEW_CHOICES_MAX]);
    void (*pick)(void *state, size_t choice);

    /* For the scope line: campaigns that pass the filter and that there are; -1: not known. NULL:
     * never known. */
    void (*counts)(const void *state, int64_t *matching, int64_t *all);

    /* The figure under the cursor, for `?`: campaign number (-1: the sum of all) and column id of
     * explain.h. False: there is none. NULL: never one. */
    bool (*point)(const void *state, int64_t *number, const char **column);

    /* The campaign that the row under the cursor is, or that all of it is about; 0: messages that
     * name none. False: there is none. NULL: its rows are no campaigns. */
    bool (*campaign)(const void *state, int64_t *number);

    /* What it shows as tables, for exports and copies, that in which keys move first (*cursor: how
     * it is shown; NULL where keys move in none). They may be made in the arena. Returns how many;
     * 0: nothing has come yet, or memory. NULL: that of `columns` is all there is. */
    size_t (*tables)(const void *state, struct arena *arena,
                     const struct table *tables[VIEW_TABLES_MAX], const struct table_view **cursor);

    /* The name of what it is about, such as the campaign's; NULL: not known yet. NULL: the title
     * says it. */
    const char *(*about)(const void *state);

    /* The campaigns that are marked; lent until the next call. NULL: nothing can be marked. */
    size_t (*marked)(const void *state, const int64_t **numbers);

    /* Take the marks of these campaigns away. NULL: as `marked`. */
    void (*unmark)(void *state, const int64_t *numbers, size_t count);

    /* The table whose columns can be chosen; NULL: never any. */
    struct table_view *(*columns)(void *state);

    /* What its rows are sorted by: whoever changes it reads the view anew. NULL: they are not. */
    struct sorting *(*sorting)(void *state);

    /* Which of its tables is seen, from 0, and the other one from now on (VIEW_LEAF_SAME: as it
     * is); one that there is not (any more) is the first. Whoever changes it reads the view anew.
     * NULL: it has one. */
    size_t (*leaf)(void *state, size_t to);

    /* All columns that can be chosen for it, where those that are chosen have to be read
     * (view_load.layout): the first *usual of them are shown when nobody chose. NULL: those that
     * the table has. Returns how many. */
    size_t (*offers)(struct table_column offered[TABLE_LAYOUT_MAX], size_t *usual);

    /* Adds the actions that make no sense just now (no hints, not in the help); NULL: none. */
    void (*hidden)(const void *state, struct action_set *hidden);

    /* Whether something is open inside it, which going back closes; NULL: never. */
    bool (*opened)(const void *state);
};

/* All of them, tabs first in their order, the pages of a tab one behind the other; NULL behind the
 * last. */
extern const struct view_ops *const view_all[];

extern const struct view_ops view_first;    /* no store, or an empty one */
extern const struct view_ops view_overview; /* tab 1 */
extern const struct view_ops view_campaigns;
extern const struct view_ops view_compare; /* tab 3 */
extern const struct view_ops view_trends;  /* tab 4 */
extern const struct view_ops view_kpis;
extern const struct view_ops view_retention;
extern const struct view_ops view_breakdown; /* tab 5 */
extern const struct view_ops view_heat;
extern const struct view_ops view_frequency;
extern const struct view_ops view_failures;
extern const struct view_ops view_opportunities; /* tab 6 */
extern const struct view_ops view_money;
extern const struct view_ops view_whatif;
extern const struct view_ops view_feedback;   /* tab 7 */
extern const struct view_ops view_benchmarks; /* tab 8 */
extern const struct view_ops view_imports;    /* tab 9 */
extern const struct view_ops view_detail;

#endif
