/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ops/import_file.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ops/read_ahead.h"
#include "store/ledger.h"

#define CAMPAIGN_MAX 256

/* A file on its way in. */
struct work {
    struct store *store;
    const struct ops_import *request;
    struct import_request file;
    struct arena *arena;
    struct ops_imported *result;
    struct importer *importer;
    struct ingest *ingest;
    struct batch *batch;
    struct read_ahead *ahead;  /* NULL while the file is read here */
    struct ledger_stamp stamp; /* of when `continues` was decided */
    bool outdated;             /* somebody else was faster: it must be decided again */
    int spooled;               /* standard input, to read it a second time; -1 */
    int64_t continues;
    uint64_t had_size; /* bytes that an earlier import took in */
    struct followed left;
    char campaign[CAMPAIGN_MAX];
    char stop_words[STORE_STOP_WORDS_SIZE];
    char spool[PATH_MAX];
};

static void spool_folder(struct work *work)
{
    snprintf(work->spool, sizeof work->spool, "%s", store_path(work->store));
    char *slash = strrchr(work->spool, '/');
    if (slash) {
        slash[slash == work->spool] = '\0';
    } else {
        snprintf(work->spool, sizeof work->spool, ".");
    }
}

static bool open_file(struct work *work, struct err *err)
{
    work->file = work->request->file;
    spool_folder(work);
    work->file.spool_folder = work->spool;
    work->file.hash = store_hash(work->store);
    work->file.now = store_now(work->store);
    work->file.cancel = work->request->cancel;
    if (!work->file.zone) {
        work->file.zone = store_zone(work->store);
    }
    const char *tax = store_setting(work->store, STORE_SETTING_ORDER_TAX, NULL);
    work->file.without_tax = tax && strcmp(tax, "excluded") == 0;
    const char *words = store_setting(work->store, STORE_SETTING_STOP_WORDS, NULL);
    if (words) {
        snprintf(work->stop_words, sizeof work->stop_words, "%s", words);
        work->file.stop_words = work->stop_words;
    }
    if (!store_need_key(work->store, err)) {
        return false;
    }
    if (work->spooled >= 0) {
        work->file.file = &work->spooled;
    }
    work->importer = importer_open(&work->file, err);
    if (!work->importer) {
        return false;
    }
    const struct import_head *head = importer_head(work->importer);
    /* Standard input cannot be opened a second time. */
    bool again = strcmp(work->file.path, "-") != 0;
    if (again && head->needs_campaign && work->request->ask_campaign &&
        work->request->ask_campaign(work->request->context, head, work->campaign,
                                    sizeof work->campaign)) {
        work->file.campaign = work->campaign;
        importer_free(work->importer);
        work->importer = importer_open(&work->file, err);
    }
    return work->importer != NULL;
}

static bool go_on(struct work *work, const struct import_run *run, struct err *err)
{
    work->continues = run->id;
    work->had_size = run->size;
    work->result->continued = true;
    return importer_continue(work->importer, run->size, (uint64_t)run->rows, err);
}

/* The import of a followed file, when it is as it was left. */
static bool find_left(struct work *work, bool *found, struct err *err)
{
    const struct followed *left = work->request->followed;
    struct import_run run;
    *found = false;
    if (!left || left->import == 0) {
        return true;
    }
    if (!ledger_get(work->store, work->arena, left->import, &run, err)) {
        return false;
    }
    if (run.undone_at != TIME_NONE) {
        err_set(err, ERR_REFUSED, _("import %lld, which takes in this file, was undone"),
                (long long)run.id);
        return err_todo(err, _("begin to follow it anew to take it in from its start"));
    }
    if (run.size != left->size || strcmp(run.options, importer_options(work->importer)) != 0) {
        return true;
    }
    const struct import_place place = {
        .size = left->size, .feeds = left->feeds, .digest = left->digest};
    importer_trust(work->importer, &place);
    *found = importer_begins_with(work->importer, run.size, run.digest, work->request->cancel);
    return !*found || go_on(work, &run, err);
}

/* Whether the file goes on where an earlier import of it ended. */
static bool find_earlier(struct work *work, struct err *err)
{
    const struct import_head *head = importer_head(work->importer);
    struct import_run *runs;
    size_t count;
    bool found;
    if (!ledger_stamp(work->store, &work->stamp, err) || !find_left(work, &found, err)) {
        return false;
    }
    if (found) {
        return true;
    }
    if (!ledger_candidates(work->store, work->arena, head->format, importer_options(work->importer),
                           0, &runs, &count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (cancelled(work->request->cancel)) {
            return err_set(err, ERR_CANCELLED, _("stopped"));
        }
        if (importer_begins_with(work->importer, runs[i].size, runs[i].digest,
                                 work->request->cancel)) {
            return go_on(work, &runs[i], err);
        }
    }
    return true;
}

static void tell(const struct work *work, const struct import_tally *tally, bool settling)
{
    struct ops_progress progress = {importer_head(work->importer)->name,
                                    tally->bytes_done,
                                    tally->bytes_total,
                                    tally->rows,
                                    tally->rejected,
                                    settling};
    if (work->request->progress) {
        work->request->progress(work->request->context, &progress);
    }
}

static bool begin(struct work *work, struct err *err)
{
    const struct import_head *head = importer_head(work->importer);
    struct ingest_options options = {
        .file = head->name,
        .format = head->format,
        .profile = head->profile,
        .options = importer_options(work->importer),
        .keep_highest = head->keep_highest,
        .many = work->request->many,
        .dry_run = work->request->dry_run,
        .stamp = &work->stamp,
        .outdated = &work->outdated,
        .continues = work->continues,
        .cancel = work->request->cancel,
        .waiting = work->request->waiting,
        .waiting_context = work->request->context,
    };
    work->ingest = ingest_begin(work->store, &options, err);
    return work->ingest != NULL;
}

/* The place where rejects begin, and what to do about them. */
static bool refuse(const struct work *work, struct err *err)
{
    const struct import_tally *tally = importer_tally(work->importer);
    const struct import_reject *rejects;
    size_t count = importer_rejects(work->importer, &rejects);
    err_set(err, ERR_REFUSED, _("%llu of %llu rows cannot be read; the first: %s"),
            (unsigned long long)tally->rejected, (unsigned long long)tally->rows,
            count ? rejects[0].reason : _("unknown"));
    err_at(err, work->file.path, count ? rejects[0].line : 0, count ? rejects[0].column : 0);
    return err_todo(err, _("nothing was imported; campane import --rejects FILE lists them, "
                           "--keep-going takes in the other rows"));
}

static bool too_many_rejects(const struct work *work)
{
    const struct import_tally *tally = importer_tally(work->importer);
    return !work->request->keep_going && tally->rejected > 0 &&
           (double)tally->rejected > OPS_REJECT_SHARE * (double)tally->rows;
}

/* Whether there is anything to take in behind what an earlier import took. The write lock is not
 * even asked for when there is not: a cron job that finds nothing new disturbs nobody. */
static bool nothing_new(const struct work *work, enum import_step step)
{
    /* Nor is it for a followed file in which nothing stands yet. */
    bool empty = work->request->followed && importer_tally(work->importer)->size == 0;
    return (work->continues || empty) && step == IMPORT_END && batch_size(work->batch) == 0 &&
           importer_tally(work->importer)->size == work->had_size;
}

/* A file that is not over with its first batch is read ahead. */
static enum import_step read_on(struct work *work, const struct batch **batch,
                                struct import_tally *tally, struct err *err)
{
    if (work->ahead) {
        return read_ahead_next(work->ahead, batch, tally, err);
    }
    enum import_step step = importer_read(work->importer, work->batch, work->request->cancel, err);
    *batch = work->batch;
    *tally = *importer_tally(work->importer);
    return step;
}

/* The importer is this thread's again. */
static void stop_reading(struct work *work)
{
    read_ahead_free(work->ahead);
    work->ahead = NULL;
}

static bool take_in(struct work *work, struct err *err)
{
    const struct batch *batch;
    struct import_tally tally;
    enum import_step step = read_on(work, &batch, &tally, err);
    if (step == IMPORT_FAILED) {
        return false;
    }
    if (nothing_new(work, step)) {
        work->result->unchanged = true;
        return true;
    }
    if (step == IMPORT_END && too_many_rejects(work)) {
        return refuse(work, err);
    }
    if (!begin(work, err)) {
        return false;
    }
    if (step == IMPORT_MORE) {
        work->ahead = read_ahead_start(work->importer, work->request->cancel);
    }
    for (;;) {
        if (!ingest_add(work->ingest, batch, err)) {
            return err_at(err, work->file.path, 0, 0);
        }
        tell(work, &tally, step == IMPORT_END);
        if (step == IMPORT_END) {
            break;
        }
        step = read_on(work, &batch, &tally, err);
        if (step == IMPORT_FAILED) {
            return false;
        }
    }
    stop_reading(work);
    return !too_many_rejects(work) || refuse(work, err);
}

static bool finish(struct work *work, struct err *err)
{
    const struct import_tally *tally = importer_tally(work->importer);
    struct ingest_file file = {.size = tally->size,
                               .rows = tally->rows,
                               .rejected = tally->rejected,
                               .ignored = tally->ignored,
                               .first = tally->first,
                               .last = tally->last,
                               .as_of = tally->as_of};
    memcpy(file.digest, tally->digest, sizeof file.digest);
    file.followed = work->request->followed ? &work->left : NULL;
    struct ingest *ingest = work->ingest;
    work->ingest = NULL; /* freed by ingest_finish in any case */
    return ingest_finish(ingest, &file, &work->result->result, err);
}

/* Where a followed file is left now. */
static bool find_place(struct work *work, struct err *err)
{
    struct import_place place;
    if (!work->request->followed) {
        return true;
    }
    if (!importer_place(work->importer, work->request->cancel, &place, err)) {
        return false;
    }
    work->left = *work->request->followed;
    work->left.size = place.size;
    work->left.feeds = place.feeds;
    work->left.digest = place.digest;
    memcpy(work->left.tail, place.tail, sizeof place.tail);
    return true;
}

static void keep_place(struct work *work)
{
    if (work->request->followed && (work->continues || !work->result->unchanged)) {
        work->left.import = work->continues ? work->continues : work->result->result.import;
        *work->request->followed = work->left;
    }
}

static bool keep_text(struct arena *arena, const char *from, const char **to)
{
    *to = arena_strdup(arena, from);
    return !from || *to;
}

/* Copy what the caller wants to know out of the importer, which is about to go. */
static bool keep_result(struct work *work, struct err *err)
{
    struct ops_imported *result = work->result;
    struct arena *arena = work->arena;
    const struct import_head *head = importer_head(work->importer);
    const struct import_reject *rejects;
    const char *const *notes;
    result->tally = *importer_tally(work->importer);
    result->reject_count = importer_rejects(work->importer, &rejects);
    result->note_count = importer_notes(work->importer, &notes);
    struct import_reject *kept = ARENA_ARRAY(arena, struct import_reject, result->reject_count + 1);
    const char **texts = ARENA_ARRAY(arena, const char *, result->note_count + 1);
    const char *zone = result->tally.local_times ? zone_name(work->file.zone) : NULL;
    result->zone_asked = work->request->file.zone != NULL;
    bool ok = kept && texts && keep_text(arena, head->name, &result->file) &&
              keep_text(arena, zone, &result->zone) &&
              keep_text(arena, head->format, &result->format) &&
              keep_text(arena, head->title, &result->title) &&
              keep_text(arena, head->why, &result->why) &&
              keep_text(arena, head->profile, &result->profile) &&
              keep_text(arena, work->campaign[0] ? work->campaign : NULL, &result->campaign);
    for (size_t i = 0; ok && i < result->reject_count; i++) {
        kept[i] = rejects[i];
        ok = keep_text(arena, rejects[i].reason, &kept[i].reason) &&
             keep_text(arena, rejects[i].row, &kept[i].row);
    }
    for (size_t i = 0; ok && i < result->note_count; i++) {
        ok = keep_text(arena, notes[i], &texts[i]);
    }
    result->rejects = kept;
    result->notes = texts;
    return ok || err_memory(err);
}

/* The same content under another campaign's name, or in another zone, comes beside the first. */
static bool find_twin(struct work *work, struct err *err)
{
    const struct import_tally *tally = importer_tally(work->importer);
    const struct ingest_result *made = &work->result->result;
    struct import_run run = {
        .id = made->import, .format = importer_head(work->importer)->format, .size = tally->size};
    memcpy(run.digest, tally->digest, sizeof run.digest);
    bool added = made->messages_new > 0 || made->days_new > 0 || made->undated_new > 0;
    return work->result->unchanged || !added || tally->size == 0 ||
           ledger_twin(work->store, &run, &work->result->twin, err);
}

static bool try_once(struct work *work, struct err *err)
{
    return open_file(work, err) && find_earlier(work, err) &&
           importer_prepare(work->importer, work->request->cancel, err) && take_in(work, err) &&
           find_place(work, err) && (work->result->unchanged || finish(work, err)) &&
           find_twin(work, err) && keep_result(work, err);
}

/* Somebody else changed the ledger between the look at it and the lock: begin again, since the file
 * may go on where that import ended. Standard input is read again from where it was spooled. */
static bool start_over(struct work *work, struct err *err)
{
    struct stat status;
    bool input = strcmp(work->request->file.path, "-") == 0;
    bool spooled = input && fstat(STDIN_FILENO, &status) == 0 && !S_ISREG(status.st_mode);
    if (spooled && work->spooled < 0) {
        work->spooled = importer_file(work->importer, err);
        if (work->spooled < 0) {
            return false;
        }
    }
    importer_free(work->importer);
    work->importer = NULL;
    work->outdated = false;
    work->continues = 0;
    memset(work->result, 0, sizeof *work->result);
    err_clear(err);
    return true;
}

static bool run(struct work *work, struct err *err)
{
    work->batch = batch_new();
    if (!work->batch) {
        return err_memory(err);
    }
    bool done;
    while (!(done = try_once(work, err)) && work->outdated) {
        if (!start_over(work, err)) {
            return false;
        }
    }
    if (done) {
        keep_place(work);
    }
    return done;
}

bool ops_import_file(struct store *store, const struct ops_import *request, struct arena *arena,
                     struct ops_imported *result, struct err *err)
{
    struct work *work = mem_new(1, sizeof *work);
    if (!work) {
        return err_memory(err);
    }
    memset(result, 0, sizeof *result);
    work->store = store;
    work->request = request;
    work->arena = arena;
    work->result = result;
    work->spooled = -1;
    bool ok = run(work, err);
    stop_reading(work);
    ingest_abort(work->ingest);
    importer_free(work->importer);
    batch_free(work->batch);
    if (work->spooled >= 0) {
        close(work->spooled);
    }
    mem_free(work);
    return ok;
}
