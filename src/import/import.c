/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/import.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "import/encoding.h"
#include "import/prefix.h"
#include "import/profile.h"
#include "import/profile_guess.h"
#include "import/registry.h"
#include "text/utf8.h"

#define SNIFF_SIZE (64u << 10)
#define NAME_SIZE  255 /* bytes of a file's or campaign's name */

struct importer {
    struct import_request request;
    struct arena *arena;
    struct byte_source *source;
    struct reject_log *rejects;
    const struct import_format *format;
    void *state;
    struct import_context context;
    struct import_tally tally;
    struct import_head head;
    struct vec notes;
    const char *options;
    bool undeclared; /* nobody said in which encoding it is */
    struct prefix prefix;
    bool ended;
};

/* --- what formats call ------------------------------------------------------------------------ */

bool import_note(struct import_context *context, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(context->arena, format, args);
    va_end(args);
    if (!text) {
        return false;
    }
    const char *const *notes = context->notes->data;
    for (size_t i = 0; i < context->notes->count; i++) {
        if (strcmp(notes[i], text) == 0) {
            return true;
        }
    }
    const char **note = vec_push(context->notes);
    if (note) {
        *note = text;
    }
    return note != NULL;
}

void import_seen(struct import_context *context, int64_t moment)
{
    struct import_tally *tally = context->tally;
    if (moment == TIME_NONE || moment == TIME_SOME) {
        return;
    }
    if (tally->first == TIME_NONE || moment < tally->first) {
        tally->first = moment;
    }
    if (tally->last == TIME_NONE || moment > tally->last) {
        tally->last = moment;
    }
}

/* --- opening ---------------------------------------------------------------------------------- */

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static const char *sanitized(struct arena *arena, const char *text, size_t length)
{
    struct strbuf clean = STRBUF_INIT;
    utf8_sanitize(&clean, text, length, NAME_SIZE);
    const char *copy = clean.failed ? NULL : arena_strdup(arena, strbuf_text(&clean));
    strbuf_free(&clean);
    return copy;
}

/* The file's name without folder and ending ("autumn.ndjson.gz" is "autumn"). */
static const char *campaign_of_file(struct arena *arena, const char *path)
{
    const char *name = base_name(path);
    size_t length = strlen(name);
    if (length > 3 && strcmp(name + length - 3, ".gz") == 0) {
        length -= 3;
    }
    for (size_t i = length; i > 1; i--) {
        if (name[i - 1] == '.') {
            length = i - 1;
            break;
        }
    }
    return sanitized(arena, name, length);
}

static void add_option(struct strbuf *line, const char *key, const char *value)
{
    if (!value) {
        return;
    }
    strbuf_puts(line, line->length ? " " : "");
    strbuf_puts(line, key);
    strbuf_putc(line, '=');
    for (; *value; value++) {
        unsigned char c = (unsigned char)*value;
        if (c <= ' ' || c == '%' || c == 0x7f) {
            strbuf_printf(line, "%%%02X", c);
        } else {
            strbuf_putc(line, *value);
        }
    }
}

/* The options line; NULL when out of memory. */
static const char *options_line(const struct importer *importer)
{
    const struct import_request *request = &importer->request;
    struct strbuf line = STRBUF_INIT;
    add_option(&line, "as", importer->format->id);
    if (importer->context.profile) {
        add_option(&line, "profile", profile_digest(importer->context.profile));
    }
    add_option(&line, "zone", zone_name(request->zone));
    add_option(&line, "campaign", importer->context.campaign);
    add_option(&line, "channel", request->channel);
    add_option(&line, "country", request->country);
    static const char *const orders[] = {
        [DATE_DMY] = "dmy", [DATE_MDY] = "mdy", [DATE_YMD] = "ymd"};
    add_option(&line, "date-order", orders[request->date_order]);
    add_option(&line, "encoding", encoding_name(request->encoding));
    add_option(&line, "tax", request->without_tax ? "excluded" : NULL);
    add_option(&line, "stop-words", request->stop_words);
    const char *copy = line.failed ? NULL : arena_strdup(importer->arena, line.data);
    strbuf_free(&line);
    return copy;
}

/* Which format it is; false with err set. why gets the reason. */
static bool choose_format(struct importer *importer, const struct sniff *sniff, struct strbuf *why,
                          struct err *err)
{
    const struct import_request *request = &importer->request;
    const char *id = request->profile ? "profile" : request->as;
    if (!id) {
        importer->format = registry_recognize(sniff, why, err);
        return importer->format != NULL;
    }
    importer->format = registry_by_id(id);
    if (!importer->format) {
        struct strbuf ids = STRBUF_INIT;
        size_t count;
        const struct import_format *const *formats = registry_formats(&count);
        for (size_t i = 0; i < count; i++) {
            strbuf_puts(&ids, i ? ", " : "");
            strbuf_puts(&ids, formats[i]->id);
        }
        err_set(err, ERR_USAGE, _("there is no format called \"%s\""), id);
        err_todo(err, _("choose one of %s"), strbuf_text(&ids));
        strbuf_free(&ids);
        return false;
    }
    if (request->profile) {
        strbuf_printf(why, _("read by the profile %s"), profile_name(request->profile));
    } else {
        strbuf_puts(why, _("named by --as"));
    }
    return true;
}

/* Text that is not UTF-8 is not read as if it were, nor as what it may be. */
static bool refuse_other_encoding(const char *text, size_t length, struct err *err)
{
    if (length == 0 || text[0] == '{' || text[0] == '[' || memchr(text, 0, length) ||
        !encoding_is_other(text, length)) {
        return true;
    }
    err_set(err, ERR_REFUSED, _("the text is not UTF-8"));
    return err_todo(err, _("say with --encoding what it is"));
}

/* Read the beginning, choose the format and let it set up. */
static bool recognize(struct importer *importer, char *text, struct strbuf *why, struct err *err)
{
    struct import_context *context = &importer->context;
    size_t length = 0;
    bool whole = false;
    while (length < SNIFF_SIZE && !whole) {
        int64_t got = byte_source_read(importer->source, text + length, SNIFF_SIZE - length, err);
        if (got < 0) {
            return false;
        }
        whole = got == 0;
        length += (size_t)got;
    }
    bool memory = false;
    if (importer->undeclared && !refuse_other_encoding(text, length, err)) {
        return false;
    }
    context->csv = csv_sniff(importer->arena, text, length, &memory);
    if (memory) {
        return err_memory(err);
    }
    const struct profile *found = NULL;
    struct sniff sniff = {.text = text,
                          .length = length,
                          .whole = whole,
                          .csv = context->csv,
                          .arena = importer->arena,
                          .profile = &found};
    if (!choose_format(importer, &sniff, why, err) || !byte_source_seek(importer->source, 0, err)) {
        return false;
    }
    importer->head.why = arena_strdup(importer->arena, strbuf_text(why));
    if (!importer->head.why || why->failed) {
        return err_memory(err);
    }
    context->profile = importer->request.profile;
    if (!context->profile && importer->format == &import_format_profile) {
        context->profile = found;
    }
    importer->state = importer->format->open(context, err);
    return importer->state != NULL;
}

static bool set_up(struct importer *importer, struct err *err)
{
    const struct import_request *request = &importer->request;
    struct import_context *context = &importer->context;
    importer->arena = arena_new();
    if (!importer->arena) {
        return err_memory(err);
    }
    const char *name = byte_source_name(importer->source);
    importer->head.name = sanitized(importer->arena, base_name(name), strlen(base_name(name)));
    bool by_file = request->campaign && strcmp(request->campaign, "@file") == 0;
    if (by_file) {
        context->campaign = campaign_of_file(importer->arena, name);
    } else if (request->campaign) {
        context->campaign =
            sanitized(importer->arena, request->campaign, strlen(request->campaign));
    }
    if (!importer->head.name || (request->campaign && !context->campaign)) {
        return err_memory(err);
    }
    if (context->campaign && !context->campaign[0]) {
        return err_set(err, ERR_USAGE, _("the campaign's name is empty"));
    }
    const char *whole_name = sanitized(importer->arena, name, strlen(name));
    importer->rejects = whole_name ? reject_log_new(request->rejects, whole_name, err) : NULL;
    if (!importer->rejects) {
        return whole_name ? false : err_memory(err);
    }
    context->request = request;
    context->source = importer->source;
    context->rejects = importer->rejects;
    context->arena = importer->arena;
    context->tally = &importer->tally;
    context->notes = &importer->notes;
    prefix_begin(&importer->prefix, importer->source);
    char *text = mem_new(SNIFF_SIZE, 1);
    struct strbuf why = STRBUF_INIT;
    bool done = text ? recognize(importer, text, &why, err) : err_memory(err);
    strbuf_free(&why);
    mem_free(text);
    return done;
}

static bool fill_head(struct importer *importer, struct err *err)
{
    const struct import_format *format = importer->format;
    struct import_head *head = &importer->head;
    head->format = format->id;
    head->title = _(format->title);
    if (importer->context.profile) {
        head->profile = profile_name(importer->context.profile);
        head->title = profile_title(importer->context.profile);
    }
    head->needs_campaign = !importer->context.campaign && format->lacks_campaign &&
                           format->lacks_campaign(importer->state);
    head->keep_highest = format->keep_highest;
    head->per_row_identity = format->per_row_identity && format->per_row_identity(importer->state);
    if (head->needs_campaign) {
        /* Unless somebody says better. */
        importer->context.campaign = campaign_of_file(importer->arena, importer->head.name);
        if (!importer->context.campaign ||
            !import_note(&importer->context,
                         _("no campaign is named in it: taken for \"%s\", as the file is called; "
                           "--campaign NAME names another"),
                         importer->context.campaign)) {
            return err_memory(err);
        }
    }
    importer->options = options_line(importer);
    return importer->options || err_memory(err);
}

/* Keep where it happened in an error that does not say it. Returns false. */
static bool at_file(const struct importer *importer, struct err *err)
{
    if (err && !err->file[0]) {
        err_at(err, byte_source_name(importer->source), err->line, err->column);
    }
    return false;
}

struct importer *importer_open(const struct import_request *request, struct err *err)
{
    struct importer *importer = mem_new(1, sizeof *importer);
    if (!importer) {
        err_memory(err);
        return NULL;
    }
    importer->request = *request;
    importer->notes = (struct vec)VEC_INIT(const char *);
    importer->tally.first = TIME_NONE;
    importer->tally.last = TIME_NONE;
    importer->tally.as_of = TIME_NONE;
    enum source_encoding encoding = request->encoding != ENCODING_AUTO ? request->encoding
                                    : request->profile ? profile_encoding(request->profile)
                                                       : ENCODING_AUTO;
    importer->undeclared = encoding == ENCODING_AUTO;
    importer->source = request->file
                           ? byte_source_open_file(*request->file, request->path, encoding, err)
                           : byte_source_open(request->path, request->spool_folder, encoding,
                                              request->cancel, err);
    if (!importer->source) {
        importer_free(importer);
        return NULL;
    }
    byte_source_end_at(importer->source, request->end);
    if (!set_up(importer, err) || !fill_head(importer, err)) {
        at_file(importer, err);
        importer_free(importer);
        return NULL;
    }
    importer->tally.bytes_total = byte_source_total(importer->source);
    return importer;
}

void importer_free(struct importer *importer)
{
    if (!importer) {
        return;
    }
    if (importer->state) {
        importer->format->close(importer->state);
    }
    reject_log_free(importer->rejects);
    byte_source_free(importer->source);
    vec_free(&importer->notes);
    arena_free(importer->arena);
    mem_free(importer);
}

int importer_file(const struct importer *importer, struct err *err)
{
    int file = byte_source_file(importer->source);
    if (file < 0) {
        err_errno(err, ERR_IO, errno, _("cannot be read again"));
        at_file(importer, err);
    }
    return file;
}

/* --- guessing --------------------------------------------------------------------------------- */

/* Read the beginning of a source. */
static bool read_beginning(struct byte_source *source, char *text, struct sniff *sniff,
                           struct err *err)
{
    while (sniff->length < SNIFF_SIZE && !sniff->whole) {
        int64_t got =
            byte_source_read(source, text + sniff->length, SNIFF_SIZE - sniff->length, err);
        if (got < 0) {
            return false;
        }
        sniff->whole = got == 0;
        sniff->length += (size_t)got;
    }
    return true;
}

static bool guess_source(const struct import_request *request, struct byte_source *source,
                         struct arena *arena, char *text, struct strbuf *out, bool *wanted,
                         struct err *err)
{
    struct sniff sniff = {.text = text, .arena = arena};
    const struct profile *found = NULL;
    struct strbuf why = STRBUF_INIT;
    bool any, memory = false;
    sniff.profile = &found;
    if (!read_beginning(source, text, &sniff, err)) {
        return false;
    }
    if (request->encoding == ENCODING_AUTO && !refuse_other_encoding(text, sniff.length, err)) {
        return err_at(err, byte_source_name(source), 0, 0);
    }
    sniff.csv = csv_sniff(arena, text, sniff.length, &memory);
    bool known = registry_recognize(&sniff, &why, NULL) != NULL;
    strbuf_free(&why);
    const char *name = campaign_of_file(arena, byte_source_name(source));
    if (name && !memory && profile_guess(&sniff, name, out, &any, &memory)) {
        *wanted = any && !known;
        return true;
    }
    if (!name || memory) {
        return err_memory(err);
    }
    err_set(err, ERR_REFUSED, _("the file is no table of columns"));
    return err_at(err, byte_source_name(source), 0, 0);
}

bool importer_guess(const struct import_request *request, struct strbuf *out, bool *wanted,
                    struct err *err)
{
    struct byte_source *source = byte_source_open(request->path, request->spool_folder,
                                                  request->encoding, request->cancel, err);
    struct arena *arena = source ? arena_new() : NULL;
    char *text = arena ? mem_new(SNIFF_SIZE, 1) : NULL;
    bool done = text ? guess_source(request, source, arena, text, out, wanted, err)
                     : source && err_memory(err);
    mem_free(text);
    arena_free(arena);
    byte_source_free(source);
    return done;
}

bool importer_encodings(const struct import_request *request, struct strbuf *out)
{
    struct sniff sniff = {.text = ""};
    struct byte_source *source = byte_source_open(request->path, request->spool_folder,
                                                  ENCODING_AUTO, request->cancel, NULL);
    char *text = source ? mem_new(SNIFF_SIZE, 1) : NULL;
    bool found = text && read_beginning(source, text, &sniff, NULL) &&
                 !refuse_other_encoding(text, sniff.length, NULL) &&
                 encoding_candidates(text, sniff.length, out);
    mem_free(text);
    byte_source_free(source);
    return found;
}

/* --- continuing ------------------------------------------------------------------------------- */

bool importer_begins_with(struct importer *importer, uint64_t size, const unsigned char digest[32],
                          struct cancel *cancel)
{
    unsigned char have[32];
    uint64_t here = byte_source_offset(importer->source);
    bool same = size > 0 && prefix_digest(&importer->prefix, size, cancel, have, NULL, NULL) &&
                memcmp(have, digest, sizeof have) == 0;
    return byte_source_seek(importer->source, here, NULL) && same;
}

bool importer_continue(struct importer *importer, uint64_t offset, uint64_t row, struct err *err)
{
    unsigned char digest[32];
    uint64_t feeds;
    if (!importer->format->resume) {
        err_set(err, ERR_REFUSED, _("files of this format cannot be continued"));
        return at_file(importer, err);
    }
    if (!prefix_digest(&importer->prefix, offset, NULL, digest, &feeds, err) ||
        !byte_source_seek(importer->source, offset, err)) {
        return at_file(importer, err);
    }
    importer->context.resume_line = feeds + 1;
    importer->tally.size = offset;
    return importer->format->resume(importer->state, offset, row, err) || at_file(importer, err);
}

void importer_trust(struct importer *importer, const struct import_place *place)
{
    const struct prefix_mark mark = {place->size, place->feeds, place->digest};
    prefix_trust(&importer->prefix, &mark);
}

static bool read_tail(struct byte_source *source, struct import_place *place, struct err *err)
{
    char bytes[IMPORT_TAIL];
    size_t size = place->size < sizeof bytes ? (size_t)place->size : sizeof bytes, have = 0;
    if (!byte_source_seek(source, place->size - size, err)) {
        return false;
    }
    while (have < size) {
        int64_t got = byte_source_read(source, bytes + have, size - have, err);
        if (got <= 0) {
            return got < 0 ? false : err_set(err, ERR_IO, _("the file became shorter"));
        }
        have += (size_t)got;
    }
    struct digest digest;
    digest_begin(&digest);
    digest_add(&digest, bytes, size);
    digest_peek(&digest, place->tail);
    return true;
}

bool importer_place(struct importer *importer, struct cancel *cancel, struct import_place *place,
                    struct err *err)
{
    struct prefix_mark mark;
    if (!prefix_state(&importer->prefix, importer->tally.size, cancel, &mark, err)) {
        return at_file(importer, err);
    }
    *place = (struct import_place){mark.length, mark.feeds, mark.digest, {0}};
    return read_tail(importer->source, place, err) || at_file(importer, err);
}

bool importer_prepare(struct importer *importer, struct cancel *cancel, struct err *err)
{
    if (!importer->head.per_row_identity) {
        return true;
    }
    struct prefix *prefix = &importer->prefix;
    uint64_t here = byte_source_offset(importer->source);
    return (prefix_extend_all(prefix, cancel, err) &&
            prefix_digest(prefix, prefix->running.length, cancel, importer->context.content, NULL,
                          err) &&
            byte_source_seek(importer->source, here, err)) ||
           at_file(importer, err);
}

/* --- reading ---------------------------------------------------------------------------------- */

enum import_step importer_read(struct importer *importer, struct batch *batch,
                               struct cancel *cancel, struct err *err)
{
    struct import_tally *tally = &importer->tally;
    batch_clear(batch);
    if (importer->ended) {
        return IMPORT_END;
    }
    importer->prefix.counting = importer->request.growing; /* for importer_place */
    enum import_step step = importer->format->read(importer->state, batch, cancel, err);
    tally->rejected = reject_count(importer->rejects);
    tally->bytes_done = byte_source_done(importer->source);
    tally->bytes_total = byte_source_total(importer->source);
    if (step == IMPORT_END) {
        importer->ended = true;
        if (!reject_log_finish(importer->rejects, err) ||
            !prefix_digest(&importer->prefix, tally->size, cancel, tally->digest, NULL, err)) {
            step = IMPORT_FAILED;
        }
    }
    if (step == IMPORT_FAILED) {
        at_file(importer, err);
    }
    return step;
}

/* --- what is known ---------------------------------------------------------------------------- */

const char *importer_options(const struct importer *importer)
{
    return importer->options;
}

const struct import_head *importer_head(const struct importer *importer)
{
    return &importer->head;
}

const struct import_tally *importer_tally(const struct importer *importer)
{
    return &importer->tally;
}

size_t importer_rejects(const struct importer *importer, const struct import_reject **rejects)
{
    return reject_first(importer->rejects, rejects);
}

size_t importer_notes(const struct importer *importer, const char *const **notes)
{
    *notes = importer->notes.data;
    return importer->notes.count;
}
