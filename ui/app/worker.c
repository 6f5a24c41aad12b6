/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/worker.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/app/waker.h"

enum { LOOK_MS = 1000 };

enum job_kind { JOB_LOAD, JOB_ASK, JOB_EXPLAIN, JOB_KINDS };

struct job {
    struct load *load; /* held; NULL: nothing to do */
    struct view_ask ask;
    int64_t number;
    char column[64];
};

struct worker {
    struct reader *reader;
    pthread_t thread;
    struct waker to_worker, from_worker;
    pthread_mutex_t lock;

    /* Under the lock. */
    struct job waiting[JOB_KINDS];
    enum job_kind busy; /* what it does; JOB_KINDS: nothing */
    struct cancel *cancel;
    struct store *connection; /* that can be interrupted; NULL: none */
    struct worker_message *first, *last;
    bool starved; /* a message was lost for lack of memory */
    bool quit;
};

/* --- messages -------------------------------------------------------------------------------- */

void worker_message_free(struct worker_message *message)
{
    if (message) {
        load_drop(message->load);
        mem_free(message);
    }
}

static struct worker_message *message_new(enum worker_kind kind, struct load *load)
{
    struct worker_message *message = mem_new(1, sizeof *message);
    if (message) {
        message->kind = kind;
        message->load = load ? load_hold(load) : NULL;
        message->changed = TIME_NONE;
    }
    return message;
}

static void post(struct worker *worker, struct worker_message *message)
{
    pthread_mutex_lock(&worker->lock);
    if (!message) {
        worker->starved = true;
    } else if (worker->last) {
        worker->last->next = message;
        worker->last = message;
    } else {
        worker->first = worker->last = message;
    }
    pthread_mutex_unlock(&worker->lock);
    waker_ring(&worker->from_worker);
}

struct worker_message *worker_take(struct worker *worker)
{
    waker_quiet(&worker->from_worker);
    pthread_mutex_lock(&worker->lock);
    struct worker_message *message = worker->first;
    if (message) {
        worker->first = message->next;
        worker->last = message->next ? worker->last : NULL;
        message->next = NULL;
    }
    bool starved = !message && worker->starved;
    worker->starved = worker->starved && !starved;
    pthread_mutex_unlock(&worker->lock);
    if (starved && (message = message_new(WORKER_FAILED, NULL))) {
        err_memory(&message->err);
    }
    return message;
}

int worker_fd(const struct worker *worker)
{
    return waker_fd(&worker->from_worker);
}

/* --- what the reader tells ------------------------------------------------------------------- */

static void on_part(void *context, struct load *load, int part, const void *result)
{
    struct worker *worker = context;
    struct worker_message *message = message_new(WORKER_PART, load);
    if (message) {
        message->part = part;
        message->result = result;
    }
    post(worker, message);
}

static void on_connection(void *context, struct store *store)
{
    struct worker *worker = context;
    pthread_mutex_lock(&worker->lock);
    worker->connection = store;
    pthread_mutex_unlock(&worker->lock);
}

/* --- the thread ------------------------------------------------------------------------------ */

static void run_load(struct worker *worker, struct job *job, struct cancel *cancel)
{
    struct err err = ERR_INIT;
    bool done = reader_load(worker->reader, job->load, cancel, &err);
    if (!done && (err.code == ERR_CANCELLED || cancelled(cancel))) {
        return; /* whoever stopped it knows */
    }
    struct worker_message *message = message_new(done ? WORKER_DONE : WORKER_FAILED, job->load);
    if (message) {
        message->err = err;
        message->changed = done ? reader_last_change(worker->reader) : TIME_NONE;
    }
    post(worker, message);
}

static void run_question(struct worker *worker, enum job_kind kind, struct job *job,
                         struct cancel *cancel)
{
    struct err err = ERR_INIT;
    const void *result = NULL;
    const struct explain *explain = NULL;
    bool done = kind == JOB_ASK
                    ? reader_ask(worker->reader, job->load, &job->ask, cancel, &result, &err)
                    : reader_explain(worker->reader, job->load, job->number, job->column, cancel,
                                     &explain, &err);
    if (!done && (err.code == ERR_CANCELLED || cancelled(cancel))) {
        return;
    }
    struct worker_message *message =
        message_new(kind == JOB_ASK ? WORKER_ANSWER : WORKER_EXPLAINED, job->load);
    if (message) {
        message->ask = job->ask;
        message->result = !done ? NULL : kind == JOB_ASK ? result : explain;
        message->err = err;
    }
    post(worker, message);
}

/* Take the most urgent job; the flag stops it from now on. */
static enum job_kind next_job(struct worker *worker, struct job *job, struct cancel *cancel)
{
    enum job_kind kind = JOB_LOAD;
    pthread_mutex_lock(&worker->lock);
    while (kind < JOB_KINDS && !worker->waiting[kind].load) {
        kind++;
    }
    if (worker->quit) {
        kind = JOB_KINDS;
    }
    if (kind < JOB_KINDS) {
        *job = worker->waiting[kind];
        worker->waiting[kind].load = NULL;
        worker->cancel = cancel;
    }
    worker->busy = kind;
    pthread_mutex_unlock(&worker->lock);
    return kind;
}

static void end_job(struct worker *worker)
{
    pthread_mutex_lock(&worker->lock);
    worker->busy = JOB_KINDS;
    worker->cancel = NULL;
    pthread_mutex_unlock(&worker->lock);
}

static bool must_quit(struct worker *worker)
{
    pthread_mutex_lock(&worker->lock);
    bool quit = worker->quit;
    pthread_mutex_unlock(&worker->lock);
    return quit;
}

/* Sleep until there may be a job; look at the store when none came for a second. */
static void rest(struct worker *worker)
{
    struct pollfd fd = {.fd = waker_fd(&worker->to_worker), .events = POLLIN};
    if (poll(&fd, 1, LOOK_MS) != 0) {
        waker_quiet(&worker->to_worker);
    } else if (reader_look(worker->reader)) {
        post(worker, message_new(WORKER_CHANGED, NULL));
    }
}

static void *work(void *context)
{
    struct worker *worker = context;
    while (!must_quit(worker)) {
        struct job job;
        struct cancel cancel = CANCEL_INIT;
        enum job_kind kind = next_job(worker, &job, &cancel);
        if (kind == JOB_KINDS) {
            rest(worker);
            continue;
        }
        if (kind == JOB_LOAD) {
            run_load(worker, &job, &cancel);
        } else {
            run_question(worker, kind, &job, &cancel);
        }
        end_job(worker);
        load_drop(job.load);
    }
    return NULL;
}

/* --- what is asked of it --------------------------------------------------------------------- */

/* Under the lock. An interrupt reaches what runs now and nothing that is begun later, since the
 * thread needs the lock to get there. */
static void stop_job(struct worker *worker)
{
    if (worker->cancel) {
        cancel_set(worker->cancel);
        if (worker->connection) {
            store_interrupt(worker->connection);
        }
    }
}

static void put_job(struct worker *worker, enum job_kind kind, const struct job *job)
{
    struct load *old[JOB_KINDS] = {NULL};
    load_hold(job->load);
    pthread_mutex_lock(&worker->lock);
    old[kind] = worker->waiting[kind].load;
    worker->waiting[kind] = *job;
    if (kind == JOB_LOAD) {
        for (enum job_kind other = JOB_ASK; other < JOB_KINDS; other++) {
            old[other] = worker->waiting[other].load;
            worker->waiting[other].load = NULL;
        }
    }
    if (kind == JOB_LOAD || worker->busy == kind) {
        stop_job(worker);
    }
    pthread_mutex_unlock(&worker->lock);
    for (int i = 0; i < JOB_KINDS; i++) {
        load_drop(old[i]);
    }
    waker_ring(&worker->to_worker);
}

void worker_stop(struct worker *worker)
{
    struct load *old[JOB_KINDS];
    pthread_mutex_lock(&worker->lock);
    for (enum job_kind kind = JOB_LOAD; kind < JOB_KINDS; kind++) {
        old[kind] = worker->waiting[kind].load;
        worker->waiting[kind].load = NULL;
    }
    stop_job(worker);
    pthread_mutex_unlock(&worker->lock);
    for (int i = 0; i < JOB_KINDS; i++) {
        load_drop(old[i]);
    }
}

void worker_load(struct worker *worker, struct load *load)
{
    struct job job = {.load = load};
    put_job(worker, JOB_LOAD, &job);
}

void worker_ask(struct worker *worker, struct load *load, const struct view_ask *ask)
{
    struct job job = {.load = load, .ask = *ask};
    put_job(worker, JOB_ASK, &job);
}

void worker_explain(struct worker *worker, struct load *load, int64_t number, const char *column)
{
    struct job job = {.load = load, .number = number};
    snprintf(job.column, sizeof job.column, "%s", column);
    put_job(worker, JOB_EXPLAIN, &job);
}

/* --- beginning and end ----------------------------------------------------------------------- */

/* Signals are for the thread that has the terminal. */
static int start_thread(struct worker *worker)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int trouble = pthread_create(&worker->thread, NULL, work, worker);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return trouble;
}

static void release(struct worker *worker)
{
    struct worker_message *message;
    while ((message = worker->first)) {
        worker->first = message->next;
        worker_message_free(message);
    }
    for (int i = 0; i < JOB_KINDS; i++) {
        load_drop(worker->waiting[i].load);
    }
    reader_free(worker->reader);
    waker_close(&worker->to_worker);
    waker_close(&worker->from_worker);
    pthread_mutex_destroy(&worker->lock);
    mem_free(worker);
}

struct worker *worker_new(const struct reader_options *options, struct err *err)
{
    struct worker *worker = mem_new(1, sizeof *worker);
    if (!worker) {
        err_memory(err);
        return NULL;
    }
    worker->busy = JOB_KINDS;
    worker->to_worker = worker->from_worker = (struct waker)WAKER_INIT;
    pthread_mutex_init(&worker->lock, NULL);
    worker->reader = reader_new(options, err);
    if (!worker->reader || !waker_open(&worker->to_worker, err) ||
        !waker_open(&worker->from_worker, err)) {
        release(worker);
        return NULL;
    }
    struct reader_sink sink = {on_part, on_connection, worker};
    reader_listen(worker->reader, &sink);
    int trouble = start_thread(worker);
    if (trouble) {
        err_errno(err, ERR_MEMORY, trouble, _("no thread can be started"));
        release(worker);
        return NULL;
    }
    return worker;
}

void worker_free(struct worker *worker)
{
    if (!worker) {
        return;
    }
    pthread_mutex_lock(&worker->lock);
    worker->quit = true;
    stop_job(worker);
    pthread_mutex_unlock(&worker->lock);
    waker_ring(&worker->to_worker);
    pthread_join(worker->thread, NULL);
    release(worker);
}
