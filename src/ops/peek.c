/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ops/peek.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "import/spool.h"

struct look {
    const struct import_request *request;
    struct arena *arena;
    struct ops_peek *peek;
    char *text;    /* one byte more than is looked at, to know whether there is more */
    size_t length; /* of it */
    bool plain;    /* bytes of the text are bytes of the file */
    int file;      /* that holds the text; -1 */
    struct keyhash *hash;
    struct importer *importer;
    struct batch *batch;
};

/* Identities are not compared with anything: any key will do. */
static bool prepare(struct look *look, struct err *err)
{
    look->text = mem_new(OPS_PEEK_SIZE + 1, 1);
    look->batch = batch_new();
    if (!look->text || !look->batch) {
        return err_memory(err);
    }
    look->hash = keyhash_new(err);
    return look->hash != NULL;
}

static bool keep_text(struct arena *arena, const char *from, const char **to)
{
    *to = arena_strdup(arena, from);
    return !from || *to;
}

/* A pipe gives what it holds only once: it is left for the import. */
static bool is_unseen(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

static bool read_beginning(struct look *look, struct byte_source *source, struct err *err)
{
    while (look->length <= OPS_PEEK_SIZE) {
        if (cancelled(look->request->cancel)) {
            return err_set(err, ERR_CANCELLED, _("stopped"));
        }
        int64_t got = byte_source_read(source, look->text + look->length,
                                       OPS_PEEK_SIZE + 1 - look->length, err);
        if (got <= 0) {
            look->peek->whole = got == 0;
            return got == 0;
        }
        look->length += (size_t)got;
    }
    look->length = OPS_PEEK_SIZE;
    return true;
}

/* The beginning of the file, decompressed, into a file without a name. */
static bool copy_beginning(struct look *look, struct err *err)
{
    struct byte_source *source =
        byte_source_open(look->request->path, NULL, look->request->encoding, NULL, err);
    bool ok = source && read_beginning(look, source, err);
    if (ok) {
        look->peek->packed = byte_source_is_gzip(source);
        look->plain = byte_source_is_plain(source);
        look->peek->bytes = byte_source_total(source);
        look->file = spool_bytes(look->text, look->length, look->request->spool_folder, err);
    }
    byte_source_free(source);
    return ok && look->file >= 0;
}

/* The end of what is looked at is no end of the file: what is unfinished there is no reject. */
static bool read_rows(struct look *look, struct err *err)
{
    struct import_request request = *look->request;
    request.file = &look->file;
    request.encoding = ENCODING_AUTO; /* it was decoded */
    request.hash = look->hash;
    request.rejects = NULL;
    request.end = 0;
    request.growing = !look->peek->whole;
    look->importer = importer_open(&request, err);
    if (!look->importer || !importer_prepare(look->importer, request.cancel, err)) {
        return false;
    }
    enum import_step step;
    do {
        step = importer_read(look->importer, look->batch, request.cancel, err);
    } while (step == IMPORT_MORE);
    return step == IMPORT_END;
}

static bool keep_lists(struct look *look)
{
    struct ops_peek *peek = look->peek;
    const struct import_reject *rejects;
    const char *const *notes;
    peek->reject_count = importer_rejects(look->importer, &rejects);
    peek->note_count = importer_notes(look->importer, &notes);
    struct import_reject *kept =
        ARENA_ARRAY(look->arena, struct import_reject, peek->reject_count + 1);
    const char **texts = ARENA_ARRAY(look->arena, const char *, peek->note_count + 1);
    bool ok = kept && texts;
    for (size_t i = 0; ok && i < peek->reject_count; i++) {
        kept[i] = rejects[i];
        ok = keep_text(look->arena, rejects[i].reason, &kept[i].reason) &&
             keep_text(look->arena, rejects[i].row, &kept[i].row);
    }
    for (size_t i = 0; ok && i < peek->note_count; i++) {
        ok = keep_text(look->arena, notes[i], &texts[i]);
    }
    peek->rejects = kept;
    peek->notes = texts;
    return ok;
}

static int32_t day_of(const struct zone *zone, int64_t moment)
{
    return moment == TIME_NONE ? DAY_NONE : zone_day(zone, moment);
}

static bool keep(struct look *look, struct err *err)
{
    struct ops_peek *peek = look->peek;
    const struct zone *zone = look->request->zone;
    const struct import_head *head = importer_head(look->importer);
    peek->tally = *importer_tally(look->importer);
    peek->needs_campaign = head->needs_campaign;
    peek->first = day_of(zone, peek->tally.first);
    peek->last = day_of(zone, peek->tally.last);
    if (look->plain && !peek->whole && peek->tally.size > 0) {
        peek->about =
            (uint64_t)((double)peek->tally.rows * (double)peek->bytes / (double)peek->tally.size);
    }
    return (keep_text(look->arena, head->name, &peek->file) &&
            keep_text(look->arena, head->title, &peek->title) &&
            keep_text(look->arena, head->why, &peek->why) &&
            keep_text(look->arena, head->profile, &peek->profile) &&
            keep_text(look->arena, peek->tally.local_times ? zone_name(zone) : NULL, &peek->zone) &&
            keep_lists(look)) ||
           err_memory(err);
}

static bool run(struct look *look, struct err *err)
{
    if (is_unseen(look->request->path)) {
        look->peek->unseen = true;
        return true;
    }
    return prepare(look, err) && copy_beginning(look, err) && read_rows(look, err) &&
           keep(look, err);
}

bool ops_peek_file(const struct import_request *request, struct arena *arena, struct ops_peek *peek,
                   struct err *err)
{
    struct look look = {.request = request, .arena = arena, .peek = peek, .file = -1};
    memset(peek, 0, sizeof *peek);
    peek->first = peek->last = DAY_NONE;
    bool ok = run(&look, err);
    importer_free(look.importer);
    batch_free(look.batch);
    keyhash_free(look.hash);
    mem_free(look.text);
    if (look.file >= 0) {
        close(look.file);
    }
    return ok;
}
