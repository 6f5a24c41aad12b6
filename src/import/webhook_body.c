/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One function per JSON object that is looked into. Each is called behind its "{", reads up to its
 * "}" and returns false when the text is no JSON any more. Keys that are not named are skipped
 * (and checked) whole.
 */
#include "import/webhook_body.h"

#include <string.h>

#include "base/civil.h"
#include "base/i18n.h"

#define TIME_FIRST INT64_C(631152000)  /* 1990-01-01 */
#define TIME_END   INT64_C(4133980800) /* 2101-01-01 */
#define MILLIS_FROM                                                                                \
    INT64_C(100000000000) /* larger numbers are milliseconds: as seconds they are                  \
                             the year 5138 */

struct reader {
    struct json_pull json;
    struct webhook_body *body;
    const char *error; /* other than the parser's own */
    bool memory;
};

/* Whether the last key is this one; the length is known when this is compiled. */
#define KEY_IS(json, text)                                                                         \
    ((json)->escaped ? json_pull_is(json, text)                                                    \
                     : (json)->value_length == sizeof text - 1 &&                                  \
                           memcmp((json)->value, text, sizeof text - 1) == 0)

static bool fail(struct reader *reader, const char *error)
{
    reader->error = error;
    return false;
}

static bool fail_memory(struct reader *reader)
{
    reader->memory = true;
    return fail(reader, N_("out of memory"));
}

/* --- values ----------------------------------------------------------------------------------- */

/* The last string or number. */
static struct span last_span(const struct json_pull *json)
{
    return (struct span){(uint32_t)(json->value - json->text), (uint32_t)json->value_length,
                         json->escaped};
}

/* The next value as text; anything but a string or number counts as not there. */
static bool read_text(struct reader *reader, struct span *span)
{
    enum json_token token = json_pull_next(&reader->json);
    if (token == JSON_STRING || token == JSON_NUMBER) {
        *span = last_span(&reader->json);
        return true;
    }
    *span = (struct span){0};
    return json_pull_rest(&reader->json, token);
}

/* The next value as a time, in seconds or milliseconds, as number or string. */
static bool read_time(struct reader *reader, struct webhook_event *event)
{
    int64_t value;
    if (!read_text(reader, &event->when)) {
        return false;
    }
    event->at = TIME_NONE;
    if (event->when.at && json_pull_int64(&reader->json, &value)) {
        value = value >= MILLIS_FROM ? value / 1000 : value;
        if (value >= TIME_FIRST && value < TIME_END) {
            event->at = value;
        }
    }
    return true;
}

/* Call `read` for each object of the array that comes next (or for the object itself). */
static bool each_object(struct reader *reader, bool (*read)(struct reader *reader, void *user),
                        void *user)
{
    enum json_token token = json_pull_next(&reader->json);
    if (token == JSON_OBJECT_BEGIN) {
        return read(reader, user);
    }
    if (token != JSON_ARRAY_BEGIN) {
        return json_pull_rest(&reader->json, token);
    }
    while ((token = json_pull_next(&reader->json)) != JSON_ARRAY_END) {
        bool done =
            token == JSON_OBJECT_BEGIN ? read(reader, user) : json_pull_rest(&reader->json, token);
        if (!done) {
            return false;
        }
    }
    return true;
}

/* The next key of the object; false at its end or on an error, which *done tells apart. */
static inline bool next_key(struct reader *reader, bool *done)
{
    enum json_token token = json_pull_next(&reader->json);
    *done = token != JSON_ERROR;
    return token == JSON_KEY;
}

/* --- events ----------------------------------------------------------------------------------- */

/* "type": "free_customer_service", "free_entry_point" … */
static bool read_pricing_type(struct reader *reader, struct webhook_event *event)
{
    struct span type = {0};
    if (!read_text(reader, &type)) {
        return false;
    }
    event->free_of_charge |=
        type.length > 5 && memcmp(reader->body->text + type.at, "free_", 5) == 0;
    return true;
}

static bool read_billable(struct reader *reader, struct webhook_event *event)
{
    enum json_token token = json_pull_next(&reader->json);
    event->free_of_charge |= token == JSON_FALSE;
    return json_pull_rest(&reader->json, token);
}

static bool read_pricing(struct reader *reader, void *user)
{
    struct webhook_event *event = user;
    struct json_pull *json = &reader->json;
    bool done;
    while (next_key(reader, &done)) {
        if (KEY_IS(json, "category")) {
            done = read_text(reader, &event->category);
        } else if (KEY_IS(json, "type")) {
            done = read_pricing_type(reader, event);
        } else if (KEY_IS(json, "billable")) {
            done = read_billable(reader, event);
        } else {
            done = json_pull_skip(json);
        }
        if (!done) {
            return false;
        }
    }
    return done;
}

static bool read_error(struct reader *reader, void *user)
{
    struct webhook_event *event = user;
    bool done;
    while (next_key(reader, &done)) {
        if (KEY_IS(&reader->json, "code") && event->code == 0) {
            struct span span;
            int64_t code;
            done = read_text(reader, &span);
            if (done && span.at && json_pull_int64(&reader->json, &code) && code > 0 &&
                code <= INT32_MAX) {
                event->code = (int32_t)code;
            }
        } else {
            done = json_pull_skip(&reader->json);
        }
        if (!done) {
            return false;
        }
    }
    return done;
}

static bool read_group(struct reader *reader, struct webhook_event *event)
{
    struct span span;
    if (!read_text(reader, &span)) {
        return false;
    }
    event->group = event->group || webhook_span_is(reader->body, span, "group");
    return true;
}

static bool read_status_key(struct reader *reader, struct webhook_event *event)
{
    struct json_pull *json = &reader->json;
    struct span span;
    if (KEY_IS(json, "id")) {
        return read_text(reader, &event->id);
    }
    if (KEY_IS(json, "status")) {
        return read_text(reader, &event->name);
    }
    if (KEY_IS(json, "timestamp")) {
        return read_time(reader, event);
    }
    if (KEY_IS(json, "recipient_id")) {
        return read_text(reader, &event->phone);
    }
    if (KEY_IS(json, "recipient_user_id")) {
        return read_text(reader, &event->user);
    }
    if (KEY_IS(json, "pricing")) {
        return each_object(reader, read_pricing, event);
    }
    if (KEY_IS(json, "biz_opaque_callback_data")) {
        return read_text(reader, &event->callback);
    }
    if (KEY_IS(json, "errors")) {
        return each_object(reader, read_error, event);
    }
    if (KEY_IS(json, "recipient_type")) {
        return read_group(reader, event);
    }
    if (KEY_IS(json, "recipient_participant_id")) {
        bool done = read_text(reader, &span);
        event->group = event->group || span.at;
        return done;
    }
    return json_pull_skip(json);
}

static bool read_context(struct reader *reader, void *user)
{
    struct webhook_event *event = user;
    bool done;
    while (next_key(reader, &done)) {
        if (KEY_IS(&reader->json, "id")) {
            done = read_text(reader, &event->answers);
        } else if (KEY_IS(&reader->json, "from")) {
            done = read_text(reader, &event->asked);
        } else {
            done = json_pull_skip(&reader->json);
        }
        if (!done) {
            return false;
        }
    }
    return done;
}

static bool read_reaction(struct reader *reader, void *user)
{
    struct webhook_event *event = user;
    struct span emoji = {0};
    bool done;
    while (next_key(reader, &done)) {
        if (KEY_IS(&reader->json, "message_id")) {
            done = read_text(reader, &event->answers);
        } else if (KEY_IS(&reader->json, "emoji")) {
            done = read_text(reader, &emoji);
        } else {
            done = json_pull_skip(&reader->json);
        }
        if (!done) {
            return false;
        }
    }
    event->withdrawn = emoji.length == 0;
    return done;
}

/* text.body, button.text; interactive.button_reply.title and list_reply.title lie one deeper. */
static bool read_words(struct reader *reader, void *user)
{
    struct webhook_event *event = user;
    struct json_pull *json = &reader->json;
    bool done;
    while (next_key(reader, &done)) {
        if (KEY_IS(json, "body") || KEY_IS(json, "text") || KEY_IS(json, "title")) {
            done = read_text(reader, &event->words);
        } else if (KEY_IS(json, "button_reply") || KEY_IS(json, "list_reply")) {
            done = each_object(reader, read_words, event);
        } else {
            done = json_pull_skip(json);
        }
        if (!done) {
            return false;
        }
    }
    return done;
}

static bool read_message_key(struct reader *reader, struct webhook_event *event)
{
    struct json_pull *json = &reader->json;
    struct span span;
    if (KEY_IS(json, "id")) {
        return read_text(reader, &event->id);
    }
    if (KEY_IS(json, "type")) {
        return read_text(reader, &event->name);
    }
    if (KEY_IS(json, "timestamp")) {
        return read_time(reader, event);
    }
    if (KEY_IS(json, "from")) {
        return read_text(reader, &event->phone);
    }
    if (KEY_IS(json, "from_user_id")) {
        return read_text(reader, &event->user);
    }
    if (KEY_IS(json, "context")) {
        return each_object(reader, read_context, event);
    }
    if (KEY_IS(json, "reaction")) {
        return each_object(reader, read_reaction, event);
    }
    if (KEY_IS(json, "text") || KEY_IS(json, "button") || KEY_IS(json, "interactive")) {
        return each_object(reader, read_words, event);
    }
    if (KEY_IS(json, "group_id")) {
        bool done = read_text(reader, &span);
        event->group = span.at != 0;
        return done;
    }
    if (KEY_IS(json, "referral")) {
        event->referred = true;
    }
    return json_pull_skip(json);
}

static bool read_preference_key(struct reader *reader, struct webhook_event *event)
{
    struct json_pull *json = &reader->json;
    if (KEY_IS(json, "wa_id")) {
        return read_text(reader, &event->phone);
    }
    if (KEY_IS(json, "user_id")) {
        return read_text(reader, &event->user);
    }
    if (KEY_IS(json, "value")) {
        return read_text(reader, &event->name);
    }
    if (KEY_IS(json, "category")) {
        return read_text(reader, &event->category);
    }
    if (KEY_IS(json, "timestamp")) {
        return read_time(reader, event);
    }
    return json_pull_skip(json);
}

static bool read_custom_data(struct reader *reader, void *user)
{
    struct webhook_event *event = user;
    bool done;
    while (next_key(reader, &done)) {
        if (KEY_IS(&reader->json, "value")) {
            done = read_text(reader, &event->value);
        } else if (KEY_IS(&reader->json, "currency")) {
            done = read_text(reader, &event->currency);
        } else {
            done = json_pull_skip(&reader->json);
        }
        if (!done) {
            return false;
        }
    }
    return done;
}

static bool read_automatic_key(struct reader *reader, struct webhook_event *event)
{
    struct json_pull *json = &reader->json;
    if (KEY_IS(json, "id")) {
        return read_text(reader, &event->id);
    }
    if (KEY_IS(json, "event_name")) {
        return read_text(reader, &event->name);
    }
    if (KEY_IS(json, "timestamp")) {
        return read_time(reader, event);
    }
    if (KEY_IS(json, "custom_data")) {
        return each_object(reader, read_custom_data, event);
    }
    return json_pull_skip(json);
}

static bool read_click_data(struct reader *reader, void *user)
{
    struct webhook_event *event = user;
    bool done;
    while (next_key(reader, &done)) {
        done = KEY_IS(&reader->json, "click_id") ? read_text(reader, &event->id)
                                                 : json_pull_skip(&reader->json);
        if (!done) {
            return false;
        }
    }
    return done;
}

static bool read_action_key(struct reader *reader, struct webhook_event *event)
{
    struct json_pull *json = &reader->json;
    if (KEY_IS(json, "action_type")) {
        return read_text(reader, &event->name);
    }
    if (KEY_IS(json, "timestamp")) {
        return read_time(reader, event);
    }
    if (KEY_IS(json, "marketing_messages_link_click_data")) {
        return each_object(reader, read_click_data, event);
    }
    return json_pull_skip(json);
}

/* One object of a list of events; it joins the body when it was read whole. */
static bool read_event(struct reader *reader, void *user)
{
    const enum webhook_kind *kind = user;
    struct webhook_body *body = reader->body;
    struct webhook_event event = {.kind = *kind, .at = TIME_NONE};
    event.place = (uint32_t)json_pull_offset(&reader->json) - 1;
    event.change = (uint32_t)body->changes.count - 1;
    bool done;
    while (next_key(reader, &done)) {
        switch (*kind) {
        case WEBHOOK_STATUS:
            done = read_status_key(reader, &event);
            break;
        case WEBHOOK_MESSAGE:
            done = read_message_key(reader, &event);
            break;
        case WEBHOOK_PREFERENCE:
            done = read_preference_key(reader, &event);
            break;
        case WEBHOOK_AUTOMATIC:
            done = read_automatic_key(reader, &event);
            break;
        case WEBHOOK_ACTION:
        case WEBHOOK_NOTICE: /* lies in no list */
            done = read_action_key(reader, &event);
            break;
        }
        if (!done) {
            return false;
        }
    }
    if (!done) {
        return false;
    }
    if (body->events.count >= WEBHOOK_EVENTS_MAX) {
        return fail(reader, N_("more than 100000 entries in one body"));
    }
    struct webhook_event *place = vec_push(&body->events);
    if (!place) {
        return fail_memory(reader);
    }
    *place = event;
    return true;
}

/* --- the way to them -------------------------------------------------------------------------- */

static bool read_metadata(struct reader *reader, void *user)
{
    struct span *sender = user;
    bool done;
    while (next_key(reader, &done)) {
        done = KEY_IS(&reader->json, "phone_number_id") ? read_text(reader, sender)
                                                        : json_pull_skip(&reader->json);
        if (!done) {
            return false;
        }
    }
    return done;
}

/* What stands beside the lists. */
static bool read_notice_key(struct reader *reader, struct webhook_notice *notice)
{
    struct json_pull *json = &reader->json;
    if (KEY_IS(json, "event")) {
        return read_text(reader, &notice->event);
    }
    if (KEY_IS(json, "display_phone_number")) {
        return read_text(reader, &notice->number);
    }
    if (KEY_IS(json, "current_limit") || KEY_IS(json, "max_daily_conversation_per_phone") ||
        KEY_IS(json, "max_daily_conversations_per_business")) {
        return read_text(reader, &notice->limit);
    }
    if (KEY_IS(json, "old_limit")) {
        return read_text(reader, &notice->old_limit);
    }
    if (KEY_IS(json, "new_quality_score")) {
        return read_text(reader, &notice->quality);
    }
    if (KEY_IS(json, "previous_quality_score")) {
        return read_text(reader, &notice->old_quality);
    }
    if (KEY_IS(json, "message_template_id")) {
        return read_text(reader, &notice->template_id);
    }
    if (KEY_IS(json, "message_template_name")) {
        return read_text(reader, &notice->template_name);
    }
    if (KEY_IS(json, "message_template_language")) {
        return read_text(reader, &notice->language);
    }
    return json_pull_skip(json);
}

static bool add_notice(struct reader *reader, size_t place, const struct webhook_notice *notice)
{
    struct webhook_body *body = reader->body;
    if (!notice->event.at && !notice->limit.at && !notice->quality.at) {
        return true;
    }
    struct webhook_notice *kept = vec_push(&body->notices);
    struct webhook_event *event = kept ? vec_push(&body->events) : NULL;
    if (!event) {
        return fail_memory(reader);
    }
    *kept = *notice;
    *event = (struct webhook_event){.kind = WEBHOOK_NOTICE,
                                    .place = (uint32_t)place,
                                    .change = (uint32_t)body->changes.count - 1,
                                    .at = TIME_NONE,
                                    .notice = (uint32_t)body->notices.count - 1};
    return true;
}

/* What all of an entry's notices share; it may come behind them. */
static void date_notices(struct webhook_body *body, size_t first, const struct webhook_event *time,
                         struct span account)
{
    for (size_t i = first; i < body->events.count; i++) {
        struct webhook_event *event = VEC_AT(&body->events, struct webhook_event, i);
        if (event->kind == WEBHOOK_NOTICE) {
            event->when = time->when;
            event->at = time->at;
            VEC_AT(&body->notices, struct webhook_notice, event->notice)->account = account;
        }
    }
}

static bool read_value_key(struct reader *reader, struct span *sender,
                           struct webhook_notice *notice)
{
    struct json_pull *json = &reader->json;
    enum webhook_kind kind;
    if (KEY_IS(json, "metadata")) {
        return each_object(reader, read_metadata, sender);
    }
    if (KEY_IS(json, "statuses")) {
        kind = WEBHOOK_STATUS;
    } else if (KEY_IS(json, "messages")) {
        kind = WEBHOOK_MESSAGE;
    } else if (KEY_IS(json, "user_preferences")) {
        kind = WEBHOOK_PREFERENCE;
    } else if (KEY_IS(json, "automatic_events")) {
        kind = WEBHOOK_AUTOMATIC;
    } else if (KEY_IS(json, "user_actions")) {
        kind = WEBHOOK_ACTION;
    } else {
        return read_notice_key(reader, notice);
    }
    return each_object(reader, read_event, &kind);
}

static bool read_value(struct reader *reader, void *user)
{
    (void)user;
    struct vec *events = &reader->body->events;
    size_t first = events->count;
    size_t place = json_pull_offset(&reader->json) - 1;
    struct span sender = {0};
    struct webhook_notice notice = {0};
    bool done;
    while (next_key(reader, &done)) {
        if (!read_value_key(reader, &sender, &notice)) {
            return false;
        }
    }
    if (!done || !add_notice(reader, place, &notice)) {
        return false;
    }
    for (size_t i = first; i < events->count; i++) {
        VEC_AT(events, struct webhook_event, i)->sender = sender; /* it may come behind them */
    }
    return done;
}

static bool read_change(struct reader *reader, void *user)
{
    (void)user;
    struct webhook_body *body = reader->body;
    size_t first = body->events.count;
    size_t number = body->changes.count;
    if (!vec_push(&body->changes)) {
        return fail_memory(reader);
    }
    struct span field = {0};
    bool done;
    while (next_key(reader, &done)) {
        if (KEY_IS(&reader->json, "field")) {
            done = read_text(reader, &field);
        } else if (KEY_IS(&reader->json, "value")) {
            done = each_object(reader, read_value, NULL);
        } else {
            done = json_pull_skip(&reader->json);
        }
        if (!done) {
            return false;
        }
    }
    struct webhook_change *change = VEC_AT(&body->changes, struct webhook_change, number);
    change->field = field;
    change->events = (uint32_t)(body->events.count - first);
    return done;
}

static bool read_entry(struct reader *reader, void *user)
{
    (void)user;
    size_t first = reader->body->events.count;
    struct webhook_event time = {.at = TIME_NONE};
    struct span account = {0};
    bool done;
    while (next_key(reader, &done)) {
        if (KEY_IS(&reader->json, "changes")) {
            done = each_object(reader, read_change, NULL);
        } else if (KEY_IS(&reader->json, "time")) {
            done = read_time(reader, &time);
        } else if (KEY_IS(&reader->json, "id")) {
            done = read_text(reader, &account);
        } else {
            done = json_pull_skip(&reader->json);
        }
        if (!done) {
            return false;
        }
    }
    date_notices(reader->body, first, &time, account);
    return done;
}

static bool read_body(struct reader *reader)
{
    struct json_pull *json = &reader->json;
    if (json_pull_next(json) != JSON_OBJECT_BEGIN) {
        return json_pull_error(json) ? false : fail(reader, N_("this is no JSON object"));
    }
    bool done;
    while (next_key(reader, &done)) {
        if (KEY_IS(json, "object")) {
            done = read_text(reader, &reader->body->object);
        } else if (KEY_IS(json, "entry")) {
            reader->body->entry = true;
            done = each_object(reader, read_entry, NULL);
        } else {
            done = json_pull_skip(json);
        }
        if (!done) {
            return false;
        }
    }
    reader->body->length = json_pull_offset(json);
    return done;
}

enum webhook_result webhook_body_read(struct webhook_body *body, const char *text, size_t length)
{
    struct reader reader = {.body = body};
    body->text = text;
    vec_clear(&body->events);
    vec_clear(&body->changes);
    vec_clear(&body->notices);
    body->object = (struct span){0};
    body->entry = false;
    body->length = 0;
    body->error = NULL;
    body->memory = false;
    json_pull_init(&reader.json, text, length);
    if (read_body(&reader)) {
        return BODY_WHOLE;
    }
    body->bad_at = json_pull_offset(&reader.json);
    body->error = reader.error ? reader.error : json_pull_error(&reader.json);
    body->memory = reader.memory;
    return reader.json.cut ? BODY_CUT : BODY_BAD;
}

void webhook_body_free(struct webhook_body *body)
{
    vec_free(&body->events);
    vec_free(&body->changes);
    vec_free(&body->notices);
}

bool webhook_span_is(const struct webhook_body *body, struct span span, const char *text)
{
    size_t length = strlen(text);
    return span.at && span.length == length && memcmp(body->text + span.at, text, length) == 0;
}
