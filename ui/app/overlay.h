/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lies over a view and gets the keys: help, texts, pickers, lines to type, questions. There is
 * at most one.
 */
#ifndef CAMPANE_UI_APP_OVERLAY_H
#define CAMPANE_UI_APP_OVERLAY_H

#include "report/explain.h"
#include "report/plan_draft.h"
#include "ui/app/chore.h"
#include "ui/keymap/keymap.h"
#include "ui/views/view.h"
#include "ui/widgets/form.h"
#include "ui/widgets/help.h"
#include "ui/widgets/input.h"
#include "ui/widgets/picker.h"

struct app;
struct load;
struct bench_form;   /* overlay_bench.c */
struct column_list;  /* overlay_columns.c */
struct plan_form;    /* overlay_plan.c */
struct command_list; /* overlay_command.c */
struct correct_form; /* correct_form.h */

struct overlay_ops {
    unsigned where;                                        /* for the keymap: one bit */
    void (*draw)(struct app *app, const struct area *all); /* over the whole screen */
    void (*act)(struct app *app, enum action action, struct key key);
};

/* What a typed line is for. */
enum overlay_line {
    LINE_FILE,
    LINE_PERIOD,
    LINE_CAMPAIGN,
    LINE_SEARCH,
    LINE_COMMAND,
    LINE_FILTER_NAME, /* of the filter in force */
    LINE_EXPORT,      /* the file to write what is seen to */
    LINE_HELP,        /* what the help is searched for */
    LINE_FIND,        /* what the view in front looks for */
    LINE_ASSIGN_DAYS, /* of the messages that are to get a campaign */
    LINE_ASSIGN       /* that campaign */
};

/* What a list is to choose. */
enum overlay_list {
    LIST_PERIOD,
    LIST_BENCHMARK,
    LIST_ASSIGN,
    LIST_THEME,
    LIST_EXPORT,
    LIST_FILTERS,
    LIST_MERGE, /* the name that stays */
    LIST_VIEW
};

struct overlay {
    const struct overlay_ops *ops; /* NULL: there is none */
    struct arena *arena;           /* of its texts */
    const char *title;

    struct help_line *lines; /* help and texts */
    size_t line_count;
    struct help_line *found; /* those with what is searched for; NULL: all */
    size_t found_count;
    struct scroll scroll;
    bool explaining;    /* the first line stands for what is being looked up */
    int64_t number;     /* of the figure that is explained, or the import to undo */
    const char *column; /* of that figure */
    struct load *load;  /* that the explanation lives in; held */

    enum overlay_list list;
    struct picker picker;
    const char **choices;    /* what each item means */
    const struct key *quick; /* by item: the key that chooses it at once, code 0: none; NULL: none
                                has one */

    enum overlay_line line;
    struct input input;
    struct err mistake;         /* in the line; ERR_NONE: there is none */
    char confirmed[INPUT_SIZE]; /* what was typed when it was said that there is such a file */
    char *before;               /* filter before the search */
    size_t past;                /* how far back in the history of filters; 0: what is typed */
    const char *typed;          /* before going back */

    const char *path; /* of the file that was looked at */

    const char *words;    /* of a question */
    enum chore_kind deed; /* what yes leads to, with `number` */

    const struct ops_assign *assign; /* the rule of each item of a list, or that of the line */

    struct form *form;             /* what is filled in; NULL: it is no form */
    struct plan_form *plan;        /* the form of a plan; in the arena */
    struct command_list *commands; /* in the arena */
    struct column_list *columns;   /* so */
    const struct palette *palette; /* before themes were tried */
    struct bench_form *bench;      /* so, of a benchmark's row */
    struct correct_form *correct;  /* so, of what is corrected in campaigns */
    struct chore_correction wish;  /* of that: what yes leads to */
    struct chore_merge merge;      /* of a list to merge, by item; count 0: it is none */
};

/* Close what is open (its arena goes); nothing open is fine. */
void overlay_close(struct app *app);

/* Close what is open and begin another one with an empty arena. False: out of memory. */
bool overlay_begin(struct app *app, const struct overlay_ops *ops);

/* The hints of a place: the likeliest of those that have a key and are not hidden (NULL: none is),
 * HINTS_MOST at most; as many as fit are drawn. The texts live in the app's frame. */
size_t overlay_hints(struct app *app, unsigned where, const struct action_set *hidden,
                     struct hint hints[HINTS_MOST]);

/* Each opens one. */
void overlay_help(struct app *app);
void overlay_text(struct app *app, const char *title, const char *const *lines, size_t count);
void overlay_period(struct app *app);
void overlay_benchmark(struct app *app);
void overlay_theme(struct app *app);
void overlay_command(struct app *app);
void overlay_export(struct app *app);
void overlay_filters(struct app *app);
/* yes begins the chore with the number. */
void overlay_question(struct app *app, const char *words, enum chore_kind deed, int64_t number);
void overlay_plan(struct app *app, const struct plan_draft *draft);
/* The row of a KPI in the user's file: of the set of that id where the file has it, else of
 * "targets". */
void overlay_bench(struct app *app, enum kpi kpi, const char *column);
void overlay_assign(struct app *app, const struct unassigned *from);
/* Ask how the campaign under the cursor, or the marked ones, stand, or say why there is none to
 * correct; then open the form, which takes what the result holds. */
void overlay_correct_begin(struct app *app);
void overlay_correct(struct app *app, struct chore_result *result);
/* Whether there is a campaign to correct, and it can be. */
bool overlay_correct_offers(struct app *app);
/* What became of it: said, and the form that asked for it closed. Failed: false where no form is
 * open that could say it. */
void overlay_corrected(struct app *app, const struct chore_result *result);
bool overlay_correct_failed(struct app *app, const struct chore_result *result);
/* Ask what the marked campaigns are, or say why they cannot be merged; then open the list of names,
 * of which one stays. */
void overlay_merge_begin(struct app *app);
void overlay_merge(struct app *app, const struct merge_choices *from);
/* Whether there are campaigns to merge, and they can be. */
bool overlay_merge_offers(struct app *app);
/* Whether that list, or its question, is open. */
bool overlay_is_merge(const struct app *app);
/* An item of LIST_MERGE was chosen: it is tried. Then it is asked, and said what became of it. */
void overlay_merge_chosen(struct app *app, size_t choice);
void overlay_merge_tried(struct app *app, const struct chore_result *result);
void overlay_merged(struct app *app, const struct chore_result *result);
void overlay_columns(struct app *app);
void overlay_file(struct app *app);
/* So, with a path in it already. */
void overlay_file_again(struct app *app, const char *path);
void overlay_peek(struct app *app, const char *path, const struct peeked_line *lines, size_t count);
void overlay_own_period(struct app *app);
void overlay_campaign(struct app *app, const char *file);
void overlay_search(struct app *app);
void overlay_find(struct app *app, const char *words);
/* The list of the view in front. */
void overlay_pick(struct app *app, const char *title);

/* Parts of those above. A line under words (which live as long as the overlay), with its text still
 * to be set; false: out of memory. */
bool overlay_begin_line(struct app *app, enum overlay_line line, const char *title,
                        const char *words);
/* A list with room for so many items; NULL (and nothing is open): out of memory. */
struct picker_item *overlay_begin_list(struct app *app, enum overlay_list list, const char *title,
                                       size_t room);
void overlay_add_item(struct overlay *overlay, struct picker_item *items, const char *choice,
                      const char *label, const char *detail, bool current);
/* From a question about a list back to it. */
void overlay_to_list(struct app *app);
/* An item of LIST_EXPORT was chosen, by its id; its line was typed. */
void overlay_export_chosen(struct app *app, const char *id);
void overlay_export_typed(struct app *app);
/* An item of LIST_FILTERS was chosen (NULL: to keep the one in force), or is to go; the name was
 * typed. */
void overlay_filter_chosen(struct app *app, const char *filter);
void overlay_filter_drop(struct app *app);
bool overlay_filter_may_drop(const struct app *app);
void overlay_filter_named(struct app *app);
/* The filter in force is the newest of the history, and what n and N look for. */
void overlay_remember(struct app *app);
/* An item of LIST_ASSIGN was chosen; one of its lines was typed. */
void overlay_assign_chosen(struct app *app, size_t choice);
void overlay_assign_typed(struct app *app);

/* What was looked up for the help that is open; NULL with the reason. */
void overlay_explained(struct app *app, struct load *load, const struct explain *explain,
                       const struct err *err);

/* Ask again for what is still being looked up: a new load made the worker forget it. */
void overlay_look_up(struct app *app);

/* Whether this line is what is being typed. */
bool overlay_types(const struct app *app, enum overlay_line line);

/* Whether the form of a plan is open. */
bool overlay_is_plan(const struct app *app);

/* The search does not hide the view. */
static inline bool overlay_is_search(const struct app *app)
{
    return overlay_types(app, LINE_SEARCH);
}

#endif
