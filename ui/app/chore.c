/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/chore_private.h"

#include <signal.h>
#include <stdio.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/ledger.h"

/* --- the thread ------------------------------------------------------------------------------ */

static bool undo(struct chore *chore, struct store *store, struct err *err)
{
    return ledger_undo(store, chore->options.number, &chore->cancel, err);
}

static bool keep_benchmark(struct chore *chore, struct store *store, struct err *err)
{
    return store_set(store, STORE_SETTING_BENCHMARK, chore->options.text, err);
}

static bool with_store(struct chore *chore,
                       bool (*change)(struct chore *chore, struct store *store, struct err *err),
                       struct err *err)
{
    /* Only looking waits for nobody who writes. */
    struct store_options options = {.path = chore->options.store,
                                    .clock = chore->options.clock,
                                    .read_only = chore->options.kind == CHORE_CORRECT_READ ||
                                                 chore->options.kind == CHORE_MERGE_READ};
    struct store *store = store_open(&options, err);
    bool ok = store && change(chore, store, err);
    store_close(store);
    return ok;
}

static bool run(struct chore *chore, struct err *err)
{
    switch (chore->options.kind) {
    case CHORE_PEEK:
        return chore_peek(chore, err);
    case CHORE_IMPORT:
        return chore_import(chore, err);
    case CHORE_UNDO:
        return with_store(chore, undo, err);
    case CHORE_BENCHMARK:
        return with_store(chore, keep_benchmark, err);
    case CHORE_DEMO:
        chore->result.demo = demo_new(chore->options.text, &chore->cancel, err);
        return chore->result.demo != NULL;
    case CHORE_ASSIGN_READ:
        return with_store(chore, chore_assign_read, err);
    case CHORE_ASSIGN:
        return with_store(chore, chore_assign, err);
    case CHORE_PLAN_READ:
        return with_store(chore, chore_plan_read, err);
    case CHORE_PLAN_KEEP:
        return with_store(chore, chore_plan_keep, err);
    case CHORE_PLAN_DROP:
        return with_store(chore, chore_plan_drop, err);
    case CHORE_PLAN_UNDO:
        return with_store(chore, chore_plan_undo, err);
    case CHORE_CORRECT_READ:
        return with_store(chore, chore_correct_read, err);
    case CHORE_CORRECT:
        return with_store(chore, chore_correct, err);
    case CHORE_MERGE_READ:
        return with_store(chore, chore_merge_read, err);
    case CHORE_MERGE_TRY:
        return with_store(chore, chore_merge_try, err);
    case CHORE_MERGE:
        return with_store(chore, chore_merge, err);
    }
    return err_set(err, ERR_USAGE, _("nothing to do"));
}

static void *work(void *context)
{
    struct chore *chore = context;
    struct err err = ERR_INIT;
    bool ok = run(chore, &err);
    pthread_mutex_lock(&chore->lock);
    chore->result.ok = ok;
    chore->result.err = err;
    chore->view.state = CHORE_ENDED;
    pthread_mutex_unlock(&chore->lock);
    waker_ring(&chore->waker);
    return NULL;
}

/* --- for the one who started it -------------------------------------------------------------- */

/* A text that may be NULL; false: out of memory. */
static bool copy_text(struct arena *arena, const char **text)
{
    const char *from = *text;
    *text = arena_strdup(arena, from);
    return *text || !from;
}

static bool copy_numbers(struct arena *arena, const int64_t **numbers, size_t count)
{
    int64_t *copy = ARENA_ARRAY(arena, int64_t, count + 1);
    for (size_t i = 0; copy && i < count; i++) {
        copy[i] = (*numbers)[i];
    }
    *numbers = copy;
    return copy != NULL;
}

static bool copy_correction(struct arena *arena, struct chore_correction *correction)
{
    struct ops_edit *wanted = &correction->wanted;
    return copy_numbers(arena, &correction->campaigns, correction->count) &&
           copy_text(arena, &wanted->name) && copy_text(arena, &wanted->alias) &&
           copy_text(arena, &wanted->kind) && copy_text(arena, &wanted->goal) &&
           copy_text(arena, &wanted->tags) && copy_text(arena, &wanted->group) &&
           copy_text(arena, &wanted->note);
}

static bool copy_options(struct chore *chore, const struct chore_options *options)
{
    chore->arena = arena_new();
    chore->options = *options;
    if (!chore->arena) {
        return false;
    }
    chore->options.store = arena_strdup(chore->arena, options->store);
    chore->options.zone = arena_strdup(chore->arena, options->zone);
    chore->options.text = arena_strdup(chore->arena, options->text);
    struct ops_assign *assign = &chore->options.assign;
    assign->campaign = arena_strdup(chore->arena, options->assign.campaign);
    assign->template = arena_strdup(chore->arena, options->assign.template);
    assign->number = arena_strdup(chore->arena, options->assign.number);
    return (!options->assign.campaign || assign->campaign) &&
           (!options->assign.template || assign->template) &&
           (!options->assign.number || assign->number) &&
           (!options->store || chore->options.store) && (!options->zone || chore->options.zone) &&
           (!options->text || chore->options.text) &&
           copy_correction(chore->arena, &chore->options.correction) &&
           copy_numbers(chore->arena, &chore->options.merge.campaigns, chore->options.merge.count);
}

static bool start_thread(struct chore *chore, struct err *err)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int trouble = pthread_create(&chore->thread, NULL, work, chore);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    chore->started = trouble == 0;
    return chore->started || err_errno(err, ERR_MEMORY, trouble, _("no thread can be started"));
}

struct chore *chore_start(const struct chore_options *options, struct err *err)
{
    struct chore *chore = mem_new(1, sizeof *chore);
    if (!chore) {
        err_memory(err);
        return NULL;
    }
    pthread_mutex_init(&chore->lock, NULL);
    pthread_cond_init(&chore->answered, NULL);
    chore->waker = (struct waker)WAKER_INIT;
    chore->view.kind = options->kind;
    chore->view.fraction = -1;
    bool copied = copy_options(chore, options) || err_memory(err);
    if (!copied || !waker_open(&chore->waker, err) || !start_thread(chore, err)) {
        chore_free(chore);
        return NULL;
    }
    return chore;
}

void chore_free(struct chore *chore)
{
    if (!chore) {
        return;
    }
    if (chore->started) {
        chore_stop(chore);
        pthread_join(chore->thread, NULL);
    }
    demo_free(chore->result.demo);
    arena_free(chore->result.held);
    arena_free(chore->arena);
    waker_close(&chore->waker);
    pthread_cond_destroy(&chore->answered);
    pthread_mutex_destroy(&chore->lock);
    mem_free(chore);
}

int chore_fd(const struct chore *chore)
{
    return waker_fd(&chore->waker);
}

void chore_look(struct chore *chore, struct chore_view *view)
{
    waker_quiet(&chore->waker);
    pthread_mutex_lock(&chore->lock);
    *view = chore->view;
    pthread_mutex_unlock(&chore->lock);
}

void chore_answer(struct chore *chore, const char *campaign)
{
    pthread_mutex_lock(&chore->lock);
    if (campaign) {
        snprintf(chore->answer, sizeof chore->answer, "%s", campaign);
    } else {
        chore->refused = true;
        chore->view.stopping = true;
        cancel_set(&chore->cancel);
    }
    chore->has_answer = true;
    chore->view.state = chore->view.state == CHORE_ASKING ? CHORE_RUNNING : chore->view.state;
    pthread_cond_signal(&chore->answered);
    pthread_mutex_unlock(&chore->lock);
}

void chore_stop(struct chore *chore)
{
    chore_answer(chore, NULL);
}

struct chore_result *chore_result(struct chore *chore)
{
    return &chore->result;
}
