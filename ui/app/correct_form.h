/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fields of the form that corrects campaigns: what stands, what was filled in, and what of it
 * is asked for. Without keys and screen.
 */
#ifndef CAMPANE_UI_APP_CORRECT_FORM_H
#define CAMPANE_UI_APP_CORRECT_FORM_H

#include "report/edit_draft.h"
#include "ui/app/chore.h"
#include "ui/widgets/form.h"

enum correct_field {
    CORRECT_NAME,  /* of one campaign only */
    CORRECT_ALIAS, /* so */
    CORRECT_KIND,
    CORRECT_GOAL,
    CORRECT_TAGS, /* what is put on and taken away: "vip,-spring" */
    CORRECT_GROUP,
    CORRECT_NOTE,
    CORRECT_ARCHIVE,
    CORRECT_EXCLUDE,
    CORRECT_FIELDS
};

struct correct_form {
    struct form form;
    const struct edit_draft *draft; /* of the same arena */
    struct arena *arena;
    bool several[CORRECT_FIELDS];       /* the campaigns differ in it */
    bool emptied[CORRECT_FIELDS];       /* so, and it is to be taken from all of them */
    const char *before[CORRECT_FIELDS]; /* what a typed field began with */
    size_t chosen[CORRECT_FIELDS];      /* so, of the others */
    char words[1024];                   /* of the field that gets the keys */
};

/* Of a draft with one campaign or more; everything lives in the arena. NULL: out of memory. */
struct correct_form *correct_form_new(struct arena *arena, const struct edit_draft *draft);

/* What is said of the field that gets the keys, for now. */
void correct_form_words(struct correct_form *form);

/* The tag or group that begins with what was typed takes its place, when the cursor is behind it.
 * Whether there is one. */
bool correct_form_complete(struct correct_form *form);

/* Empty a field in which campaigns differ for all of them, or leave it alone again. False: it is
 * no such field, or something was typed. */
bool correct_form_empty(struct correct_form *form);

/* What is asked for; texts are lent by the form. False: *wrong is the field, err says why.
 * *nothing: nothing is. */
bool correct_form_take(const struct correct_form *form, struct chore_correction *wish,
                       bool *nothing, enum correct_field *wrong, struct err *err);

/* "3 campaigns: kind → flow, tag +vip."; NULL: out of memory. */
const char *correct_form_summary(struct arena *arena, const struct correct_form *form,
                                 const struct chore_correction *wish, bool ascii);

/* The fields that somebody else changed meanwhile, "Kind, Tags". */
const char *correct_form_changed(struct arena *arena, const struct correct_form *form,
                                 const struct edit_draft *now);

#endif
