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
#include "import/unwrap.h"
#include "import/webhook_body.h"
#include "import/webhook_sniff.h"
#include "import/webhook_stream.h"
#include "import/webhook_take.h"
#include "text/utf8.h"

#define ROWS_AT_ONCE 32768 /* so that progress is shown in a log of which nothing counts */

struct webhook {
    struct import_context *context;
    struct webhook_stream *stream;
    struct webhook_body body;
    struct webhook_taker taker;
    struct word_count strangers; /* fields that are not known */
    struct word_count objects;   /* bodies of other products */
    struct json_tree tree;       /* of what a logger wrapped around a body */
    struct unwrap unwrap;
    struct word_count paths; /* where in it bodies were */
    uint64_t others;         /* lines of a JSON log that hold no body */
    struct strbuf made;      /* a body around an entry that came alone */
    bool unfinished;         /* what came last may go on in a longer file */
    bool left;               /* it was left for when the file has grown */
    bool ended;
};

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
    } else if (what == TAKE_NO_STATE) {
        strbuf_puts(out, _("an entry of statuses that does not say which status"));
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

/* What the events of a body came to. */
struct outcome {
    uint64_t taken, bad;
    enum webhook_taken worst;
    struct webhook_event first_bad;
};

static bool take_events(struct webhook *webhook, struct batch *batch, struct outcome *outcome,
                        struct err *err)
{
    struct webhook_body *body = &webhook->body;
    const struct webhook_event *events = body->events.data;
    for (size_t i = 0; i < webhook->body.events.count; i++) {
        enum webhook_taken what = webhook_take(&webhook->taker, batch, &events[i]);
        if (what == TAKE_NO_MEMORY) {
            return err_memory(err);
        }
        outcome->taken += what == TAKE_DONE ? 1 : 0;
        if (what == TAKE_NOTHING && events[i].kind == WEBHOOK_NOTICE) {
            VEC_AT(&body->changes, struct webhook_change, events[i].change)->events--;
        }
        if (what == TAKE_NO_ID || what == TAKE_NO_STATE || what == TAKE_NO_TIME) {
            outcome->worst = outcome->bad == 0 ? what : outcome->worst;
            outcome->first_bad = outcome->bad == 0 ? events[i] : outcome->first_bad;
            outcome->bad++;
        }
    }
    count_empty_changes(webhook);
    return true;
}

/* Take in the body that was read; `alone`: it is the piece, so that places in it are known. */
static bool take_read(struct webhook *webhook, struct batch *batch, const struct piece *piece,
                      bool alone, struct err *err)
{
    const struct webhook_body *body = &webhook->body;
    struct import_tally *tally = webhook->context->tally;
    struct outcome outcome = {0};
    if (!webhook_is_whatsapp(body)) {
        struct raw_text object = webhook_plain(&webhook->taker, body->object, 0);
        word_count_add(&webhook->objects, object.text, object.length);
        tally->rows++;
        tally->ignored++;
        return true;
    }
    if (!take_events(webhook, batch, &outcome, err)) {
        return false;
    }
    if (outcome.bad > 0) {
        struct strbuf why = STRBUF_INIT;
        const struct webhook_event *bad = &outcome.first_bad;
        size_t at = outcome.worst == TAKE_NO_TIME && bad->when.at ? bad->when.at : bad->place;
        reason(webhook, bad, outcome.worst, &why);
        bool done = why.failed ? err_memory(err)
                               : reject(webhook, piece, alone ? at : 0, strbuf_text(&why),
                                        outcome.bad - 1, err);
        strbuf_free(&why);
        return done;
    }
    tally->rows++;
    tally->ignored += outcome.taken == 0 ? 1 : 0;
    return true;
}

/* A body that is being unwrapped. */
struct wrapped {
    struct webhook *webhook;
    struct batch *batch;
    const struct piece *piece;
    struct err *err;
};

static bool take_wrapped(void *user, const struct json_tree *tree, uint32_t number,
                         const char *path)
{
    struct wrapped *wrapped = user;
    struct webhook *webhook = wrapped->webhook;
    const struct json_node *node = json_node(tree, number);
    const char *text = tree->text + node->at;
    size_t length = node->length;
    if (path[0]) {
        word_count_add(&webhook->paths, path, strlen(path));
    }
    if (json_tree_member(tree, number, "entry") == JSON_NODE_NONE) {
        struct strbuf *made = &webhook->made;
        strbuf_clear(made);
        strbuf_puts(made, "{\"entry\":[");
        strbuf_add(made, text, length);
        strbuf_puts(made, "]}");
        if (made->failed) {
            return err_memory(wrapped->err);
        }
        text = made->data;
        length = made->length;
    }
    if (webhook_body_read(&webhook->body, text, length) != BODY_WHOLE) {
        return webhook->body.memory
                   ? err_memory(wrapped->err)
                   : reject(webhook, wrapped->piece, 0, _(webhook->body.error), 0, wrapped->err);
    }
    return take_read(webhook, wrapped->batch, wrapped->piece, false, wrapped->err);
}

/* Whether a JSON logger wrote the object: it has what they put into every line. */
static bool is_log_line(const struct json_tree *tree)
{
    static const char *const keys[] = {"level",    "severity", "levelname", "log_level", "logger",
                                       "hostname", "PRIORITY", "MESSAGE",   "log",       "stream"};
    for (size_t i = 0; i < ARRAY_COUNT(keys); i++) {
        if (json_tree_member(tree, 0, keys[i]) != JSON_NODE_NONE) {
            return true;
        }
    }
    return false;
}

/* JSON that is no body: bodies may be in it. */
static bool take_envelope(struct webhook *webhook, struct batch *batch, const struct piece *piece,
                          struct err *err)
{
    struct wrapped wrapped = {webhook, batch, piece, err};
    if (json_tree_read(&webhook->tree, piece->text, piece->length) != TREE_WHOLE) {
        return webhook->tree.memory
                   ? err_memory(err)
                   : reject(webhook, piece, webhook->tree.bad_at, _(webhook->tree.error), 0, err);
    }
    webhook->unwrap.user = &wrapped;
    switch (unwrap_search(&webhook->unwrap, &webhook->tree)) {
    case UNWRAP_FOUND:
        return true;
    case UNWRAP_STOPPED:
        return false;
    case UNWRAP_MEMORY:
        return err_memory(err);
    case UNWRAP_CUT:
        return reject(webhook, piece, 0, _("the logger cut the body off"), 0, err);
    case UNWRAP_NOTHING:
        break;
    }
    if (is_log_line(&webhook->tree)) {
        webhook->context->tally->rows++;
        webhook->context->tally->ignored++;
        webhook->others++;
        return true;
    }
    return reject(webhook, piece, 0, _("JSON, but no webhook: it has no list called \"entry\""), 0,
                  err);
}

/* Take in what was read at the piece. */
static bool take_body(struct webhook *webhook, struct batch *batch, struct piece *piece,
                      struct err *err)
{
    piece->length = webhook->body.length;
    return webhook->body.entry ? take_read(webhook, batch, piece, true, err)
                               : take_envelope(webhook, batch, piece, err);
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
    } else if (!cut && webhook_stream_is_cut(piece, at)) {
        why = _("the logger cut the body off");
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
            webhook_stream_take(webhook->stream, piece->length);
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
            if (webhook->context->request->growing) {
                webhook->unfinished = webhook->left = true;
                return true;
            }
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
    json_tree_free(&webhook->tree);
    unwrap_free(&webhook->unwrap);
    strbuf_free(&webhook->made);
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
    webhook->tree = (struct json_tree)JSON_TREE_INIT;
    unwrap_init(&webhook->unwrap, webhook_is_body, take_wrapped, NULL);
    webhook->stream = webhook_stream_new(context->source, webhook_stream_begins, err);
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
    bool done =
        note_words(webhook, &webhook->paths, _("bodies were found in what wraps them, at")) &&
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
    if (done && webhook->others > 0) {
        done = import_note(context, _("lines of the log that hold no body: %" PRIu64),
                           webhook->others);
    }
    if (done && taker->bad_prices > 0) {
        done = import_note(context, _("purchases whose value is no amount: %" PRIu64),
                           taker->bad_prices);
    }
    return done && webhook_stream_note(webhook->stream, context);
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
            if (webhook->left) {
                webhook->ended = true;
                if (!write_notes(webhook)) {
                    err_memory(err);
                    return IMPORT_FAILED;
                }
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
