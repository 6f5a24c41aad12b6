/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worker: the thread that alone reads the store. It is asked for one load, one question of its
 * view and one explanation at a time; a newer one of a kind takes the place of the older, which is
 * stopped, and a newer load stops everything. What it finds comes back in a queue. While nothing is
 * to do it looks once a second whether the store changed.
 */
#ifndef CAMPANE_UI_APP_WORKER_H
#define CAMPANE_UI_APP_WORKER_H

#include "ui/app/reader.h"

enum worker_kind {
    WORKER_PART,      /* part `part` of `load` is there: `result` */
    WORKER_DONE,      /* all parts are; `changed`: when the store was */
    WORKER_FAILED,    /* the load failed with `err`; parts that came before stay good */
    WORKER_ANSWER,    /* `result` answers `ask`; NULL: it could not be answered (`err`) */
    WORKER_EXPLAINED, /* `result` is a struct explain; NULL: there is none (`err`) */
    WORKER_CHANGED    /* reading again could show something else */
};

struct worker_message {
    struct worker_message *next;
    enum worker_kind kind;
    struct load *load; /* held; NULL with CHANGED */
    int part;
    const void *result; /* lent by the load */
    struct view_ask ask;
    int64_t changed;
    struct err err;
};

struct worker;

/* Starts the thread (with all signals blocked). The options' strings are lent. */
struct worker *worker_new(const struct reader_options *options, struct err *err) CAMPANE_NODISCARD;

/* Stops what it does, ends the thread and frees; loads must be dropped before. NULL is fine. */
void worker_free(struct worker *worker);

/* Readable when there are messages. */
int worker_fd(const struct worker *worker);

/* The oldest message, or NULL; free it with worker_message_free. */
struct worker_message *worker_take(struct worker *worker);
void worker_message_free(struct worker_message *message);

/* Each holds the load for itself. */
void worker_load(struct worker *worker, struct load *load);
void worker_ask(struct worker *worker, struct load *load, const struct view_ask *ask);
/* Give up all that was asked: nothing of it is found out any more (what was may still be taken). */
void worker_stop(struct worker *worker);
/* column is copied (at most 63 bytes). */
void worker_explain(struct worker *worker, struct load *load, int64_t number, const char *column);

#endif
