/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A chore: something that writes, done in a thread of its own through a connection of its own, so
 * that nobody waits for it: taking in a file, undoing an import, keeping a benchmark, making the
 * demo, declaring a test, giving messages a campaign, correcting and merging campaigns. The one who
 * started it polls chore_fd and looks what became of it.
 */
#ifndef CAMPANE_UI_APP_CHORE_H
#define CAMPANE_UI_APP_CHORE_H

#include "ops/assign.h"
#include "ops/demo.h"
#include "ops/edit.h"
#include "report/edit_draft.h"
#include "report/imported.h"
#include "report/merged.h"
#include "report/peeked.h"
#include "report/plan_draft.h"
#include "report/unassigned.h"

enum chore_kind {
    CHORE_PEEK, /* look at a file that is to be imported; nothing is written */
    CHORE_IMPORT,
    CHORE_UNDO,
    CHORE_BENCHMARK,
    CHORE_DEMO,
    CHORE_ASSIGN_READ, /* what messages without a campaign can be told apart by */
    CHORE_ASSIGN,      /* give them one */
    CHORE_PLAN_READ,   /* what a plan would sensibly say */
    CHORE_PLAN_KEEP,
    CHORE_PLAN_DROP,
    CHORE_PLAN_UNDO,
    CHORE_CORRECT_READ, /* how the campaigns of a correction stand */
    CHORE_CORRECT,      /* correct them */
    CHORE_MERGE_READ,   /* what the campaigns of a merge are */
    CHORE_MERGE_TRY,    /* what it would make of the figures; nothing is written */
    CHORE_MERGE
};

/* What is to be corrected, and in which campaigns. */
struct chore_correction {
    const int64_t *campaigns;
    size_t count;
    struct ops_edit wanted;
    uint64_t seen; /* edit_draft_stamp of how they stood when it was asked for */
};

/* Which campaigns become one, and which of them stays. */
struct chore_merge {
    const int64_t *campaigns;
    size_t count;
    int64_t target;
};

#define CHORE_NEW_PLAN INT64_MIN

struct chore_options { /* strings are copied; the rest is lent until chore_free */
    enum chore_kind kind;
    const char *store; /* path */
    const char *zone;  /* for a store that is made now; NULL: the system's */
    const struct clock *clock;
    const struct benchmarks *sets;
    struct kpi_options figures; /* what the sentences behind an import are for */
    bool ascii;                 /* what is seen is said without other signs */
    const char *text; /* file to take in or look at, benchmark to keep, folder of the sample, plan
                         to keep (config/plan_document.h) */
    int64_t number;   /* import to undo, campaign of a plan; CHORE_NEW_PLAN: one that is declared
                         for the campaign that it names */
    struct ops_assign assign;           /* the rule of ASSIGN */
    struct chore_correction correction; /* of CORRECT and, of that the campaigns, CORRECT_READ */
    struct chore_merge merge; /* of MERGE, MERGE_TRY and, of that the campaigns, MERGE_READ */
};

struct chore;

/* Starts the thread (with all signals blocked). */
struct chore *chore_start(const struct chore_options *options, struct err *err) CAMPANE_NODISCARD;

/* Stops it, waits for its end, frees; NULL is fine. */
void chore_free(struct chore *chore);

/* Readable when something is new; chore_look makes it quiet. */
int chore_fd(const struct chore *chore);

enum chore_state {
    CHORE_RUNNING,
    CHORE_ASKING, /* the file names no campaign: chore_answer is waited for */
    CHORE_ENDED
};

struct chore_view {
    enum chore_state state;
    enum chore_kind kind;
    char file[256];  /* that is being taken in, "" before it is known */
    uint64_t rows;   /* read so far */
    double fraction; /* of the file; below 0: not known */
    bool settling;   /* all is read; totals are being made */
    int waiting;     /* seconds that somebody else has been writing; 0: nobody is */
    bool stopping;   /* chore_stop was called */
};

/* What is seen of it at present. */
void chore_look(struct chore *chore, struct chore_view *view);

/* The campaign for the messages; NULL stops the import. */
void chore_answer(struct chore *chore, const char *campaign);

/* Ask it to stop; nothing will have been changed. Safe at any time. */
void chore_stop(struct chore *chore);

/* What became of it, once it has ended; lent until chore_free. */
struct chore_result {
    bool ok;
    struct err err;
    const char *const *lines; /* of an import or a rule: translated sentences, the most important
                                 first */
    size_t line_count;
    const char *path; /* of PEEK: the file, and what was seen of it */
    const struct peeked_line *seen;
    size_t seen_count;
    const char *title; /* of a plan, or a merge: the campaign; NULL: there are no words */
    const struct plan_draft *draft;      /* of PLAN_READ */
    const struct unassigned *unassigned; /* of ASSIGN_READ */
    struct demo *demo;                   /* of DEMO: the taker frees it */
    /* Of CORRECT and CORRECT_READ: how the campaigns stood before, in an arena of its own; who
     * takes that sets it NULL and frees it. */
    struct arena *held;
    const struct edit_draft *draft_of_edit;    /* NULL: not known */
    bool changed_meanwhile;                    /* why CORRECT failed */
    const struct merge_choices *merge_choices; /* of MERGE_READ */
    const char *words;                         /* of MERGE_TRY: lines */
    int64_t number;                            /* so: the campaign that would stay */
    const int64_t *away; /* of CORRECT and MERGE: those whose marks mean nothing any more */
    size_t away_count;
    int64_t run;     /* of these: its number in the ledger; 0: nothing was different */
    int64_t changed; /* campaigns that are others now; of MERGE: that are one */
};
struct chore_result *chore_result(struct chore *chore);

#endif
