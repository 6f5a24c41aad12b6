/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/chore_private.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "text/utf8.h"

enum { PROGRESS_MS = 100 };

/* Seldom enough that drawing it costs nothing. */
static void on_progress(void *context, const struct ops_progress *progress)
{
    struct chore *chore = context;
    int64_t now = clock_ticks();
    pthread_mutex_lock(&chore->lock);
    bool ring = progress->settling || now - chore->rung >= PROGRESS_MS;
    struct chore_view *view = &chore->view;
    snprintf(view->file, sizeof view->file, "%s", progress->file);
    view->rows = progress->rows;
    view->fraction =
        progress->bytes_total ? (double)progress->bytes_done / (double)progress->bytes_total : -1;
    view->settling = progress->settling;
    view->waiting = 0;
    chore->rung = ring ? now : chore->rung;
    pthread_mutex_unlock(&chore->lock);
    if (ring) {
        waker_ring(&chore->waker);
    }
}

static bool on_waiting(void *context, int seconds)
{
    struct chore *chore = context;
    pthread_mutex_lock(&chore->lock);
    chore->view.waiting = seconds > 0 ? seconds : 1;
    pthread_mutex_unlock(&chore->lock);
    waker_ring(&chore->waker);
    return !cancelled(&chore->cancel);
}

static bool on_ask(void *context, const struct import_head *head, char *buffer, size_t size)
{
    struct chore *chore = context;
    pthread_mutex_lock(&chore->lock);
    snprintf(chore->view.file, sizeof chore->view.file, "%s", head->name);
    if (!chore->has_answer) { /* else it is stopped already */
        chore->view.state = CHORE_ASKING;
        waker_ring(&chore->waker);
    }
    while (!chore->has_answer) {
        pthread_cond_wait(&chore->answered, &chore->lock);
    }
    bool named = !chore->refused && chore->answer[0];
    if (named) {
        snprintf(buffer, size, "%s", chore->answer);
    }
    pthread_mutex_unlock(&chore->lock);
    return named;
}

/* --- the sentences --------------------------------------------------------------------------- */

static struct imported_file outcome_of(const struct ops_imported *done)
{
    return (struct imported_file){.file = done->file,
                                  .format = done->title,
                                  .why = done->why,
                                  .rows = (int64_t)done->tally.rows,
                                  .rejected = (int64_t)done->tally.rejected,
                                  .ignored = (int64_t)done->tally.ignored,
                                  .repeated = done->unchanged,
                                  .continued = done->continued,
                                  .twin = done->twin,
                                  .result = done->result,
                                  .zone = done->zone,
                                  .zone_asked = done->zone_asked,
                                  .notes = done->notes,
                                  .note_count = done->note_count};
}

static const struct imported *words_of_store(struct chore *chore, struct store *store,
                                             struct err *err)
{
    struct scope_request request = SCOPE_REQUEST_INIT;
    request.options = chore->options.figures;
    struct scope *scope = ARENA_NEW(chore->arena, struct scope);
    const struct imported *imported = NULL;
    if (!scope) {
        err_memory(err);
        return NULL;
    }
    bool ok = scope_resolve(chore->arena, store, chore->options.sets, &request, &chore->cancel,
                            scope, err) &&
              imported_store_words(chore->arena, store, scope, &chore->cancel, &imported, err);
    return ok ? imported : NULL;
}

/* Which rows were left out, why, and what stands there, as far as they are remembered. Returns how
 * many lines. */
static size_t put_rejects(struct chore *chore, const struct ops_imported *done, const char **lines)
{
    size_t count = 0;
    if (done->reject_count == 0) {
        return 0;
    }
    lines[count++] = "";
    lines[count++] = done->tally.rejected > done->reject_count
                         ? arena_printf(chore->arena, _("The first %zu of the rejected rows:"),
                                        done->reject_count)
                         : _("The rejected rows:");
    for (size_t i = 0; i < done->reject_count; i++) {
        const struct import_reject *from = &done->rejects[i];
        const struct peeked_reject reject = {from->line, from->column, from->reason, from->row};
        lines[count++] = peeked_reject_words(chore->arena, &reject);
        if (reject.row[0]) {
            lines[count++] = arena_printf(chore->arena, "> %s", reject.row);
        }
    }
    for (size_t i = 0; i < count; i++) {
        lines[i] = lines[i] ? lines[i] : "";
    }
    return count;
}

/* The file is taken in by now: that words about the store cannot be had is no failure. */
static bool put_words(struct chore *chore, struct store *store, const struct ops_imported *done,
                      struct err *err)
{
    struct imported_file outcome = outcome_of(done);
    const struct imported *file = imported_file_words(chore->arena, &outcome);
    const struct imported *all = words_of_store(chore, store, NULL);
    size_t more = all ? all->line_count : 0;
    const char **lines = file ? ARENA_ARRAY(chore->arena, const char *,
                                            file->line_count + more + 2 * done->reject_count + 3)
                              : NULL;
    if (!lines) {
        return err_memory(err);
    }
    memcpy(lines, file->lines, file->line_count * sizeof *lines);
    for (size_t i = 0; i < more; i++) {
        const char *kept = arena_strdup(chore->arena, all->lines[i]);
        lines[file->line_count + i] = kept ? kept : "";
    }
    chore->result.lines = lines;
    chore->result.line_count = file->line_count + more;
    chore->result.line_count += put_rejects(chore, done, lines + chore->result.line_count);
    return true;
}

bool chore_import(struct chore *chore, struct err *err)
{
    struct store_options options = {.path = chore->options.store,
                                    .create = true,
                                    .zone = chore->options.zone,
                                    .clock = chore->options.clock};
    struct ops_import request = {.file = {.path = chore->options.text},
                                 .cancel = &chore->cancel,
                                 .progress = on_progress,
                                 .ask_campaign = on_ask,
                                 .waiting = on_waiting,
                                 .context = chore};
    struct ops_imported done;
    struct store *store = store_open(&options, err);
    bool ok = store && ops_import_file(store, &request, chore->arena, &done, err) &&
              put_words(chore, store, &done, err);
    store_close(store);
    return ok;
}
