/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What values of a webhook say of templates, phone numbers and the account. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import/webhook_take.h"
#include "text/personal.h"
#include "text/utf8.h"

enum { WORD_BYTES = 60, NAME_BYTES = 200 };

/* A sanitized copy in the batch's arena; NULL where nothing is left (*memory: of that, or because
 * that failed). */
static char *copy(struct webhook_taker *taker, struct batch *batch, struct span span, size_t most,
                  bool *memory)
{
    struct strbuf clean = STRBUF_INIT;
    struct raw_text text = webhook_plain(taker, span, 0);
    if (text.length > 0) {
        utf8_sanitize(&clean, text.text, text.length, most);
    }
    char *kept = clean.length > 0 ? arena_strdup(batch->arena, strbuf_text(&clean)) : NULL;
    *memory |= clean.failed || taker->scratch[0].failed || (clean.length > 0 && !kept);
    strbuf_free(&clean);
    return kept;
}

/* A name that people gave, without phone numbers and addresses, as comments are kept. */
static char *name_of(struct webhook_taker *taker, struct batch *batch, struct span span,
                     bool *memory)
{
    struct strbuf masked = STRBUF_INIT;
    char *plain = copy(taker, batch, span, NAME_BYTES, memory);
    if (plain) {
        personal_mask(&masked, plain, strlen(plain));
    }
    char *kept = masked.length > 0 ? arena_strdup(batch->arena, strbuf_text(&masked)) : NULL;
    *memory |= masked.failed || (plain && !kept);
    strbuf_free(&masked);
    return kept;
}

/* A word of Meta's, in upper case however it is written. */
static const char *word(struct webhook_taker *taker, struct batch *batch, struct span span,
                        bool *memory)
{
    char *kept = copy(taker, batch, span, WORD_BYTES, memory);
    for (char *c = kept; c && *c; c++) {
        *c = *c >= 'a' && *c <= 'z' ? (char)(*c - ('a' - 'A')) : *c;
    }
    return kept;
}

/* "TIER_10K", "TIER_UNLIMITED", 10000, -1: people a day as digits, or NOTICE_UNLIMITED; NULL: no
 * limit is set, or the word is a new one. */
static const char *limit(struct webhook_taker *taker, struct batch *batch, struct span span,
                         bool *memory)
{
    const char *text = word(taker, batch, span, memory);
    if (!text) {
        return NULL;
    }
    text += strncmp(text, "TIER_", 5) == 0 ? 5 : 0;
    if (strcmp(text, "UNLIMITED") == 0 || strcmp(text, "-1") == 0) {
        return NOTICE_UNLIMITED;
    }
    if (*text < '1' || *text > '9') {
        return NULL;
    }
    char *end;
    unsigned long long people = strtoull(text, &end, 10);
    if (people > 1000000000) {
        return NULL;
    }
    people *= *end == 'K' ? 1000 : *end == 'M' ? 1000000 : 1;
    end += *end == 'K' || *end == 'M' ? 1 : 0;
    const char *digits = *end ? NULL : arena_printf(batch->arena, "%llu", people);
    *memory |= !*end && !digits;
    return digits;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The keyed hash of a subject; of a number its digits alone. Not the hash of a recipient: a number
 * that sends is nobody to be forgotten. */
static uint64_t subject(struct webhook_taker *taker, const char *what, struct span span)
{
    struct strbuf *words = &taker->scratch[2];
    struct raw_text text = webhook_plain(taker, span, 1);
    bool number = strcmp(what, "number") == 0;
    strbuf_clear(words);
    strbuf_printf(words, "%s\n", what);
    for (size_t i = 0; i < text.length; i++) {
        if (!number || is_digit(text.text[i])) {
            strbuf_putc(words, text.text[i]);
        }
    }
    return text.length == 0 ? 0
                            : keyhash_id(taker->context->request->hash, KEYHASH_EVENT,
                                         strbuf_text(words), words->length);
}

/* "welcome (en_US)": Meta writes one language in two ways. */
static const char *template_name(struct webhook_taker *taker, struct batch *batch,
                                 const struct webhook_notice *notice, bool *memory)
{
    char *name = name_of(taker, batch, notice->template_name, memory);
    char *language = copy(taker, batch, notice->language, WORD_BYTES, memory);
    for (char *c = language; c && *c; c++) {
        *c = *c == '-' ? '_' : *c;
    }
    if (!name || !language) {
        return name;
    }
    const char *both = arena_printf(batch->arena, "%s (%s)", name, language);
    *memory |= !both;
    return both;
}

/* --- notices ---------------------------------------------------------------------------------- */

static bool field_is(const struct webhook_taker *taker, const struct webhook_event *event,
                     const char *name)
{
    const struct webhook_change *change =
        VEC_AT(&taker->body->changes, const struct webhook_change, event->change);
    return webhook_span_is(taker->body, change->field, name);
}

/* What an event says, at most two things: how a number stands, and its limit. */
struct said {
    struct notice notices[2];
    size_t count;
};

static void say(struct said *said, const struct notice *notice)
{
    if (notice->value) {
        said->notices[said->count++] = *notice;
    }
}

static void say_template(struct webhook_taker *taker, struct batch *batch,
                         const struct webhook_notice *from, struct said *said, bool *memory)
{
    bool quality = from->quality.at != 0; /* older pages print it under the state's field */
    struct notice notice = {
        .kind = quality ? NOTICE_QUALITY : NOTICE_TEMPLATE,
        .value = word(taker, batch, quality ? from->quality : from->event, memory),
        .before = quality ? word(taker, batch, from->old_quality, memory) : NULL,
        .name = template_name(taker, batch, from, memory),
        .subject = from->template_id.at ? subject(taker, "template", from->template_id)
                                        : subject(taker, "name", from->template_name)};
    if (notice.subject) {
        say(said, &notice);
    }
}

static void say_limit(struct webhook_taker *taker, struct batch *batch,
                      const struct webhook_notice *from, uint64_t of, struct said *said,
                      bool *memory)
{
    const struct notice notice = {.kind = NOTICE_LIMIT,
                                  .subject = of,
                                  .value = limit(taker, batch, from->limit, memory),
                                  .before = limit(taker, batch, from->old_limit, memory)};
    say(said, &notice);
}

/* Whether a word says how its subject stands from now on. Others tell of something that happened (a
 * limit moved, a partner came) and leave the state as it is. */
static bool is_state(const char *value, const char *const *states)
{
    while (value && *states && strcmp(value, *states) != 0) {
        states++;
    }
    return value && *states;
}

static void say_number(struct webhook_taker *taker, struct batch *batch,
                       const struct webhook_notice *from, struct said *said, bool *memory)
{
    static const char *const states[] = {"FLAGGED", "UNFLAGGED", NULL};
    uint64_t of = subject(taker, "number", from->number);
    const struct notice notice = {
        .kind = NOTICE_NUMBER, .subject = of, .value = word(taker, batch, from->event, memory)};
    if (is_state(notice.value, states)) {
        say(said, &notice);
    }
    say_limit(taker, batch, from, of, said, memory);
}

static void say_account(struct webhook_taker *taker, struct batch *batch,
                        const struct webhook_notice *from, struct said *said, bool *memory)
{
    /* The last one both disables and reinstates. */
    static const char *const states[] = {"ACCOUNT_RESTRICTION", "ACCOUNT_VIOLATION",
                                         "DISABLED_UPDATE", NULL};
    const struct notice notice = {.kind = NOTICE_ACCOUNT,
                                  .subject = subject(taker, "account", from->account),
                                  .value = word(taker, batch, from->event, memory)};
    if (is_state(notice.value, states)) {
        say(said, &notice);
    }
}

enum webhook_taken webhook_take_notice(struct webhook_taker *taker, struct batch *batch,
                                       const struct webhook_event *event)
{
    const struct webhook_notice *from =
        VEC_AT(&taker->body->notices, const struct webhook_notice, event->notice);
    struct said said = {.count = 0};
    bool memory = false;
    if (field_is(taker, event, "message_template_quality_update") ||
        field_is(taker, event, "message_template_status_update")) {
        say_template(taker, batch, from, &said, &memory);
    } else if (field_is(taker, event, "phone_number_quality_update")) {
        say_number(taker, batch, from, &said, &memory);
    } else if (field_is(taker, event, "business_capability_update")) {
        say_limit(taker, batch, from, subject(taker, "account", from->account), &said, &memory);
    } else if (field_is(taker, event, "account_update")) {
        say_account(taker, batch, from, &said, &memory);
    }
    if (memory || taker->scratch[1].failed || taker->scratch[2].failed) {
        return TAKE_NO_MEMORY;
    }
    if (said.count == 0 || !event->when.at) {
        return TAKE_NOTHING; /* what has no time cannot be the last word on anything */
    }
    if (event->at == TIME_NONE) {
        return TAKE_NO_TIME;
    }
    for (size_t i = 0; i < said.count; i++) {
        struct notice *notice = batch_notice(batch);
        if (!notice) {
            return TAKE_NO_MEMORY;
        }
        *notice = said.notices[i];
        notice->at = event->at;
    }
    import_seen(taker->context, event->at);
    return TAKE_DONE;
}
