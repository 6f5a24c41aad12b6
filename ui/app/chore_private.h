/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside of chores: what their thread works on.
 */
#ifndef CAMPANE_UI_APP_CHORE_PRIVATE_H
#define CAMPANE_UI_APP_CHORE_PRIVATE_H

#include <pthread.h>

#include "ui/app/chore.h"
#include "ui/app/waker.h"

enum { CHORE_NAME_SIZE = 256 };

struct chore {
    struct chore_options options;
    struct arena *arena;        /* of the thread until it ends */
    struct chore_result result; /* so, too */
    struct store *store;        /* so: of a correction that looks once more before it writes */
    struct cancel cancel;
    pthread_t thread;
    bool started;
    struct waker waker;

    pthread_mutex_t lock;
    pthread_cond_t answered;
    struct chore_view view; /* under the lock from here on */
    bool has_answer, refused;
    char answer[CHORE_NAME_SIZE];
    int64_t rung; /* when progress was shown last, in ticks */
};

/* Take in the file that options.text names and put the sentences about it into the result. */
bool chore_import(struct chore *chore, struct err *err);

/* Look at that file and put what was seen into the result. */
bool chore_peek(struct chore *chore, struct err *err);

/* What concerns rules and plans, through a store that is open for writing. */
bool chore_assign_read(struct chore *chore, struct store *store, struct err *err);
bool chore_assign(struct chore *chore, struct store *store, struct err *err);
bool chore_plan_read(struct chore *chore, struct store *store, struct err *err);
bool chore_plan_keep(struct chore *chore, struct store *store, struct err *err);
bool chore_plan_drop(struct chore *chore, struct store *store, struct err *err);
bool chore_plan_undo(struct chore *chore, struct store *store, struct err *err);
bool chore_correct_read(struct chore *chore, struct store *store, struct err *err);
bool chore_correct(struct chore *chore, struct store *store, struct err *err);
bool chore_merge_read(struct chore *chore, struct store *store, struct err *err);
bool chore_merge_try(struct chore *chore, struct store *store, struct err *err);
bool chore_merge(struct chore *chore, struct store *store, struct err *err);

#endif
