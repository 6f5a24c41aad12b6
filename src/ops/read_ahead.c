/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ops/read_ahead.h"

#include <pthread.h>
#include <signal.h>

#include "base/mem.h"

/* Bytes of records that may wait. The store writes in strokes of so many messages that reading
 * would stand still during one if it could not go on for about as long. */
#define WAITING_MAX ((size_t)10 << 20)

/* A batch on its way. */
struct portion {
    struct portion *next;
    struct batch *batch;
    struct import_tally tally;
    enum import_step step;
    size_t bytes;
};

struct read_ahead {
    struct importer *importer;
    struct cancel *cancel;
    pthread_t thread;
    struct portion *lent; /* the caller's */
    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t changed;
    struct portion *first, *last; /* read */
    struct portion *spare;        /* to be filled again */
    size_t waiting;               /* bytes of what was read */
    bool stopped;                 /* the caller wants no more */
    bool failed;                  /* err holds why nothing comes behind what was read */
    struct err err;
};

static void portion_free(struct portion *portion)
{
    batch_free(portion->batch);
    mem_free(portion);
}

static void portions_free(struct portion *portion)
{
    while (portion) {
        struct portion *next = portion->next;
        portion_free(portion);
        portion = next;
    }
}

static struct portion *portion_new(void)
{
    struct portion *portion = mem_new(1, sizeof *portion);
    if (portion && !(portion->batch = batch_new())) {
        mem_free(portion);
        return NULL;
    }
    return portion;
}

static size_t bytes_of(const struct batch *batch)
{
    const struct vec *lists[] = {
        &batch->attrs,  &batch->messages, &batch->persons,  &batch->reports, &batch->campaigns,
        &batch->orders, &batch->clicks,   &batch->feedback, &batch->rates,   &batch->notices};
    size_t bytes = arena_size(batch->arena);
    for (size_t i = 0; i < ARRAY_COUNT(lists); i++) {
        bytes += lists[i]->count * lists[i]->width;
    }
    return bytes;
}

/* --- the thread ------------------------------------------------------------------------------- */

/* A portion to fill, once there is room for it. NULL: stopped, or out of memory. */
static struct portion *next_empty(struct read_ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    while (!ahead->stopped && ahead->waiting >= WAITING_MAX) {
        pthread_cond_wait(&ahead->changed, &ahead->lock);
    }
    bool stopped = ahead->stopped;
    struct portion *portion = ahead->spare;
    if (portion && !stopped) {
        ahead->spare = portion->next;
    }
    pthread_mutex_unlock(&ahead->lock);
    return stopped ? NULL : portion ? portion : portion_new();
}

static void put(struct read_ahead *ahead, struct portion *portion)
{
    portion->next = NULL;
    portion->bytes = bytes_of(portion->batch);
    pthread_mutex_lock(&ahead->lock);
    if (ahead->last) {
        ahead->last->next = portion;
    } else {
        ahead->first = portion;
    }
    ahead->last = portion;
    ahead->waiting += portion->bytes;
    pthread_cond_signal(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
}

static void fail(struct read_ahead *ahead, const struct err *err)
{
    pthread_mutex_lock(&ahead->lock);
    ahead->failed = true;
    ahead->err = *err;
    pthread_cond_signal(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
}

static void *read_all(void *user)
{
    struct read_ahead *ahead = user;
    struct err err = ERR_INIT;
    enum import_step step = IMPORT_MORE;
    while (step == IMPORT_MORE) {
        struct portion *portion = next_empty(ahead);
        if (!portion) {
            err_memory(&err);
            break; /* when it was stopped nobody reads the error */
        }
        step = importer_read(ahead->importer, portion->batch, ahead->cancel, &err);
        if (step == IMPORT_FAILED) {
            portion_free(portion);
            break;
        }
        portion->step = step;
        portion->tally = *importer_tally(ahead->importer);
        put(ahead, portion);
    }
    if (step != IMPORT_END) {
        fail(ahead, &err);
    }
    return NULL;
}

/* --- the caller ------------------------------------------------------------------------------- */

/* Signals are for the caller's thread. */
static bool start_thread(struct read_ahead *ahead)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = pthread_create(&ahead->thread, NULL, read_all, ahead) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

static void release(struct read_ahead *ahead)
{
    pthread_cond_destroy(&ahead->changed);
    pthread_mutex_destroy(&ahead->lock);
    mem_free(ahead);
}

struct read_ahead *read_ahead_start(struct importer *importer, struct cancel *cancel)
{
    struct read_ahead *ahead = mem_new(1, sizeof *ahead);
    if (!ahead) {
        return NULL;
    }
    ahead->importer = importer;
    ahead->cancel = cancel;
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->changed, NULL);
    if (!start_thread(ahead)) {
        release(ahead);
        return NULL;
    }
    return ahead;
}

/* Give back what was lent and take what was read first. NULL: nothing more comes. */
static struct portion *exchange(struct read_ahead *ahead, struct err *err)
{
    struct portion *back = ahead->lent;
    pthread_mutex_lock(&ahead->lock);
    if (back) {
        back->next = ahead->spare;
        ahead->spare = back;
    }
    while (!ahead->first && !ahead->failed) {
        pthread_cond_wait(&ahead->changed, &ahead->lock);
    }
    struct portion *portion = ahead->first;
    if (portion) {
        ahead->first = portion->next;
        portion->next = NULL;
        ahead->last = ahead->first ? ahead->last : NULL;
        ahead->waiting -= portion->bytes;
        pthread_cond_signal(&ahead->changed);
    } else if (err) {
        *err = ahead->err;
    }
    pthread_mutex_unlock(&ahead->lock);
    ahead->lent = portion;
    return portion;
}

enum import_step read_ahead_next(struct read_ahead *ahead, const struct batch **batch,
                                 struct import_tally *tally, struct err *err)
{
    struct portion *portion = exchange(ahead, err);
    if (!portion) {
        return IMPORT_FAILED;
    }
    *batch = portion->batch;
    *tally = portion->tally;
    return portion->step;
}

void read_ahead_free(struct read_ahead *ahead)
{
    if (!ahead) {
        return;
    }
    pthread_mutex_lock(&ahead->lock);
    ahead->stopped = true;
    pthread_cond_signal(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
    pthread_join(ahead->thread, NULL);
    portions_free(ahead->first);
    portions_free(ahead->spare);
    portions_free(ahead->lent);
    release(ahead);
}
