/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Meta webhook log: what the entries of its bodies mean. A body is one row; when something in
 * it is bad it is a reject, and what is good in it is taken all the same.
 */
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "import/format.h"
#include "import/webhook_body.h"
#include "import/webhook_stream.h"
#include "import/webhook_take.h"
#include "text/utf8.h"

#define ROWS_AT_ONCE 32768 /* so that progress is shown in a log of which nothing counts */
#define WHATSAPP     "whatsapp_business_account"

struct webhook {
    struct import_context *context;
    struct webhook_stream *stream;
    struct webhook_body body;
    struct webhook_taker taker;
    struct word_count strangers; /* fields that are not known */
    struct word_count objects;   /* bodies of other products */
    bool unfinished;             /* what came last may go on in a longer file */
    bool ended;
};

/* --- recognising ------------------------------------------------------------------------------ */

static size_t line_end(const char *text, size_t length, size_t at)
{
    const char *end = at < length ? memchr(text + at, '\n', length - at) : NULL;
    return end ? (size_t)(end - text) : length;
}

/* Where in the line at `at` JSON begins; SIZE_MAX when it does not. */
static size_t json_in_line(const char *text, size_t length, size_t at, size_t end)
{
    for (; at < end; at++) {
        if (text[at] == '{' && webhook_stream_begins(text + at, length - at) != 0) {
            return at;
        }
    }
    return SIZE_MAX;
}

static bool is_whatsapp(const struct webhook_body *body)
{
    return body->entry && (!body->object.at || webhook_span_is(body, body->object, WHATSAPP));
}

static int webhook_sniff(const struct sniff *sniff, struct strbuf *why)
{
    const char *text = sniff->text;
    struct webhook_body body = WEBHOOK_BODY_INIT;
    size_t lines = 0, objects = 0;
    int score = 0;
    bool other = false;
    for (size_t at = 0; at < sniff->length && score == 0;) {
        if (memchr(" \t\r\n,[]", text[at], 8)) {
            at++;
            continue;
        }
        size_t end = line_end(text, sniff->length, at);
        size_t begin = text[at] == '{' ? at : json_in_line(text, sniff->length, at, end);
        enum webhook_result result = BODY_BAD;
        lines++;
        if (begin != SIZE_MAX) {
            result = webhook_body_read(&body, text + begin, sniff->length - begin);
        }
        if (result != BODY_BAD && is_whatsapp(&body) && (result == BODY_WHOLE || !sniff->whole)) {
            score = lines == 1 ? 100 : 90;
        }
        other = other || (result == BODY_WHOLE && body.entry);
        objects += result == BODY_WHOLE ? 1 : 0;
        at = result == BODY_WHOLE ? begin + body.length : end;
    }
    webhook_body_free(&body);
    if (score > 0) {
        strbuf_puts(why, lines == 1 ? _("it begins with the body of a Meta webhook")
                                    : _("bodies of a Meta webhook are in its first lines"));
    } else if (other) {
        strbuf_puts(why, _("these are Meta webhooks, but not of WhatsApp"));
    } else if (objects > 0) {
        strbuf_puts(why, _("the JSON has no \"entry\" with \"changes\" as Meta's webhooks have"));
    }
    return score;
}

/* --- bodies ----------------------------------------------------------------------------------- */

/* Fields of a webhook that say nothing of messages. */
static bool known_field(const struct webhook *webhook, struct span field)
{
    static const char *const names[] = {
        "messages",
        "user_preferences",
        "automatic_events",
        "account_alerts",
        "account_review_update",
        "account_settings_update",
        "account_update",
        "business_capability_update",
        "business_status_update",
        "calls",
        "flows",
        "history",
        "message_echoes",
        "message_template_components_update",
        "message_template_quality_update",
        "message_template_status_update",
        "partner_solutions",
        "payment_configuration_update",
        "phone_number_name_update",
        "phone_number_quality_update",
        "security",
        "smb_app_state_sync",
        "smb_message_echoes",
        "template_category_update",
        "template_correct_category_detection",
        "user_id_update",
    };
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        if (webhook_span_is(&webhook->body, field, names[i])) {
            return true;
        }
    }
    return false;
}

/* Count the changes in which nothing was found. */
static void count_empty_changes(struct webhook *webhook)
{
    const struct vec *changes = &webhook->body.changes;
    for (size_t i = 0; i < changes->count; i++) {
        const struct webhook_change *change = VEC_AT(changes, struct webhook_change, i);
        if (change->events == 0) {
            struct raw_text field = webhook_plain(&webhook->taker, change->field, 0);
            word_count_add(known_field(webhook, change->field) ? &webhook->taker.left_out
                                                               : &webhook->strangers,
                           field.length ? field.text : "?", field.length ? field.length : 1);
        }
    }
}

/* Why an event is bad. */
static void reason(struct webhook *webhook, const struct webhook_event *event,
                   enum webhook_taken what, struct strbuf *out)
{
    if (what == TAKE_NO_ID) {
        strbuf_puts(out, event->kind == WEBHOOK_PREFERENCE
                             ? _("a preference that names nobody")
                             : _("a status or message without an id"));
    } else if (!event->when.at) {
        strbuf_puts(out, _("an entry without a timestamp"));
    } else {
        struct raw_text when = webhook_plain(&webhook->taker, event->when, 0);
        strbuf_puts(out, _("a timestamp that is no time between 1990 and 2100: "));
        utf8_sanitize(out, when.text, when.length, 40);
    }
}

/* Write the body at the piece off, because of what is at byte `at`. */
static bool reject(struct webhook *webhook, const struct piece *piece, size_t at, const char *why,
                   uint64_t more, struct err *err)
{
    struct import_context *context = webhook->context;
    uint64_t line, column;
    webhook_piece_place(piece, at, &line, &column);
    context->tally->rows++;
    if (more > 0) {
        return reject_add(context->rejects, line, column, piece->text, piece->length, err,
                          NG_("%s (and %" PRIu64 " more in this body)",
                              "%s (and %" PRIu64 " more in this body)", more),
                          why, more);
    }
    return reject_add(context->rejects, line, column, piece->text, piece->length, err, "%s", why);
}

/* Take in the body that was read. */
static bool take_body(struct webhook *webhook, struct batch *batch, struct piece *piece,
                      struct err *err)
{
    const struct webhook_body *body = &webhook->body;
    struct import_tally *tally = webhook->context->tally;
    piece->length = body->length;
    if (!body->entry) {
        return reject(webhook, piece, 0, _("JSON, but no webhook: it has no list called \"entry\""),
                      0, err);
    }
    if (!is_whatsapp(body)) {
        struct raw_text object = webhook_plain(&webhook->taker, body->object, 0);
        word_count_add(&webhook->objects, object.text, object.length);
        tally->rows++;
        tally->ignored++;
        return true;
    }
    uint64_t taken = 0, bad = 0;
    enum webhook_taken worst = TAKE_DONE;
    const struct webhook_event *first_bad = NULL;
    const struct webhook_event *events = body->events.data;
    for (size_t i = 0; i < body->events.count; i++) {
        enum webhook_taken what = webhook_take(&webhook->taker, batch, &events[i]);
        if (what == TAKE_NO_MEMORY) {
            return err_memory(err);
        }
        taken += what == TAKE_DONE ? 1 : 0;
        if (what == TAKE_NO_ID || what == TAKE_NO_TIME) {
            worst = bad == 0 ? what : worst;
            first_bad = bad == 0 ? &events[i] : first_bad;
            bad++;
        }
    }
    count_empty_changes(webhook);
    if (first_bad) {
        struct strbuf why = STRBUF_INIT;
        size_t at =
            worst == TAKE_NO_TIME && first_bad->when.at ? first_bad->when.at : first_bad->place;
        reason(webhook, first_bad, worst, &why);
        bool done = why.failed ? err_memory(err)
                               : reject(webhook, piece, at, strbuf_text(&why), bad - 1, err);
        strbuf_free(&why);
        return done;
    }
    tally->rows++;
    tally->ignored += taken == 0 ? 1 : 0;
    return true;
}

/* Keep how far the file is taken in: up to here, unless what came last may go on. */
static void keep_size(struct webhook *webhook, bool complete)
{
    webhook->unfinished = !complete;
    if (complete) {
        webhook->context->tally->size = webhook_stream_offset(webhook->stream);
    }
}

/* A body that cannot be read; `cut`: because it ends too early. */
static bool broken_body(struct webhook *webhook, struct piece *piece, bool cut, bool too_large,
                        struct err *err)
{
    size_t at = webhook->body.bad_at;
    const char *why = _(webhook->body.error);
    if (webhook->body.memory) {
        return err_memory(err);
    }
    if (!webhook_stream_broken(webhook->stream, piece, at, err)) {
        return false;
    }
    if (too_large) {
        why = _("a body of more than 16 MiB");
        at = 0;
    } else if (cut || at >= piece->length) {
        /* What follows was read as if it belonged to it. */
        why = _("the body is cut off");
        at = piece->length;
        cut = cut && !piece->complete;
    }
    keep_size(webhook, piece->complete && !cut);
    return reject(webhook, piece, at, why, 0, err);
}

static bool read_body(struct webhook *webhook, struct batch *batch, struct piece *piece,
                      struct err *err)
{
    for (;;) {
        enum webhook_result result = webhook_body_read(&webhook->body, piece->text, piece->length);
        if (result == BODY_WHOLE) {
            if (!take_body(webhook, batch, piece, err)) {
                return false;
            }
            webhook_stream_take(webhook->stream, webhook->body.length);
            keep_size(webhook, true);
            return true;
        }
        if (result == BODY_BAD) {
            return broken_body(webhook, piece, false, false, err);
        }
        switch (webhook_stream_more(webhook->stream, piece, err)) {
        case STREAM_MORE:
            break;
        case STREAM_NO_MORE:
            return broken_body(webhook, piece, true, false, err);
        case STREAM_TOO_LARGE:
            return broken_body(webhook, piece, false, true, err);
        case STREAM_MORE_FAILED:
            return false;
        }
    }
}

/* --- the format ------------------------------------------------------------------------------- */

static void webhook_close(void *state)
{
    struct webhook *webhook = state;
    if (!webhook) {
        return;
    }
    webhook_stream_free(webhook->stream);
    webhook_body_free(&webhook->body);
    webhook_taker_free(&webhook->taker);
    mem_free(webhook);
}

static void *webhook_open(struct import_context *context, struct err *err)
{
    struct webhook *webhook = mem_new(1, sizeof *webhook);
    if (!webhook) {
        err_memory(err);
        return NULL;
    }
    webhook->context = context;
    webhook->body = (struct webhook_body)WEBHOOK_BODY_INIT;
    webhook->stream = webhook_stream_new(context->source, err);
    if (!webhook->stream || !webhook_taker_init(&webhook->taker, context, &webhook->body, err)) {
        webhook_close(webhook);
        return NULL;
    }
    return webhook;
}

static bool webhook_resume(void *state, uint64_t offset, uint64_t row, struct err *err)
{
    struct webhook *webhook = state;
    (void)row;
    return webhook_stream_seek(webhook->stream, offset, webhook->context->resume_line, err);
}

/* A note with the words of a list, when there are any. */
static bool note_words(struct webhook *webhook, const struct word_count *list, const char *format)
{
    if (word_count_empty(list)) {
        return true;
    }
    struct strbuf *words = &webhook->taker.scratch[0];
    strbuf_clear(words);
    word_count_text(list, words);
    return !words->failed && import_note(webhook->context, "%s: %s", format, strbuf_text(words));
}

static bool write_notes(struct webhook *webhook)
{
    struct import_context *context = webhook->context;
    const struct webhook_taker *taker = &webhook->taker;
    uint64_t prefixes = webhook_stream_prefixes(webhook->stream);
    bool done =
        note_words(webhook, &taker->left_out, _("understood, but nothing to count")) &&
        note_words(webhook, &webhook->strangers, _("unknown fields were left out")) &&
        note_words(webhook, &taker->states, _("states of messages that count nothing")) &&
        note_words(webhook, &webhook->objects, _("webhooks of other products were left out")) &&
        note_words(webhook, &taker->dims.unknown_keys,
                   _("keys in biz_opaque_callback_data that say nothing here"));
    if (done && taker->dims.unreadable > 0) {
        done = import_note(context, _("unreadable biz_opaque_callback_data: %" PRIu64),
                           taker->dims.unreadable);
    }
    if (done && taker->masked > 0) {
        done = import_note(context, _("recipients that are no numbers (masked?): %" PRIu64),
                           taker->masked);
    }
    if (done && prefixes > 0) {
        done =
            import_note(context,
                        NG_("the text before the body was left out in %" PRIu64 " line",
                            "the text before the body was left out in %" PRIu64 " lines", prefixes),
                        prefixes);
    }
    if (done && webhook_stream_open_array(webhook->stream)) {
        done = import_note(context, _("the list of bodies is not closed: the file may be cut off"));
    }
    return done;
}

static enum import_step webhook_read(void *state, struct batch *batch, struct cancel *cancel,
                                     struct err *err)
{
    struct webhook *webhook = state;
    struct import_context *context = webhook->context;
    uint64_t last_row = context->tally->rows + ROWS_AT_ONCE;
    webhook_dims_clear(&webhook->taker.dims);
    while (!webhook->ended && batch_size(batch) < BATCH_FULL && context->tally->rows < last_row) {
        struct piece piece;
        if (cancelled(cancel)) {
            err_set(err, ERR_CANCELLED, _("stopped"));
            return IMPORT_FAILED;
        }
        switch (webhook_stream_next(webhook->stream, &piece, err)) {
        case STREAM_BODY:
            if (!read_body(webhook, batch, &piece, err)) {
                return IMPORT_FAILED;
            }
            break;
        case STREAM_JUNK:
            if (!reject(webhook, &piece, 0, _("no JSON object in this line"), 0, err)) {
                return IMPORT_FAILED;
            }
            keep_size(webhook, piece.complete);
            break;
        case STREAM_END:
            webhook->ended = true;
            keep_size(webhook, !webhook->unfinished); /* with blank lines at the end */
            if (!write_notes(webhook)) {
                err_memory(err);
                return IMPORT_FAILED;
            }
            break;
        case STREAM_FAILED:
            return IMPORT_FAILED;
        }
    }
    return webhook->ended ? IMPORT_END : IMPORT_MORE;
}

const struct import_format import_format_webhook = {
    .id = "webhook",
    .title = N_("Meta webhook log"),
    .help = N_("bodies of Meta's WhatsApp webhooks as a server logged them: statuses, messages and "
               "preferences, one JSON body a line, in an array or one after the other"),
    .per_row_identity = false,
    .sniff = webhook_sniff,
    .open = webhook_open,
    .resume = webhook_resume,
    .read = webhook_read,
    .close = webhook_close,
};
