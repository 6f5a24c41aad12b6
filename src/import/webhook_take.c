/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/webhook_take.h"

#include <inttypes.h>
#include <string.h>

#include "import/stop_word.h"
#include "import/values.h"
#include "model/attribution.h"

bool webhook_taker_init(struct webhook_taker *taker, struct import_context *context,
                        const struct webhook_body *body, struct err *err)
{
    memset(taker, 0, sizeof *taker);
    taker->context = context;
    taker->body = body;
    return webhook_dims_init(&taker->dims, err);
}

void webhook_taker_free(struct webhook_taker *taker)
{
    webhook_dims_free(&taker->dims);
    for (size_t i = 0; i < ARRAY_COUNT(taker->scratch); i++) {
        strbuf_free(&taker->scratch[i]);
    }
    strbuf_free(&taker->normal);
}

/* --- texts of an event ------------------------------------------------------------------------ */

static struct raw_text raw(const struct webhook_taker *taker, struct span span)
{
    if (!span.at) {
        return (struct raw_text){0};
    }
    return (struct raw_text){taker->body->text + span.at, span.length, span.escaped};
}

struct raw_text webhook_plain(struct webhook_taker *taker, struct span span, size_t number)
{
    return raw_text_plain(raw(taker, span), &taker->scratch[number]);
}

/* A number as it is nearly always: digits with the country code. */
static bool is_number(struct raw_text text)
{
    if (text.length < 7 || text.length > 20 || text.text[0] == '0') {
        return false;
    }
    for (size_t i = 0; i < text.length; i++) {
        if (text.text[i] < '0' || text.text[i] > '9') {
            return false;
        }
    }
    return true;
}

/* Whether two numbers of its country stand for one phone, so that values.h has to make them one
 * (Mexico, Argentina, Brazil). */
static bool has_two_forms(struct raw_text number)
{
    return number.text[0] == '5' && memchr("245", number.text[1], 3);
}

/* A number or user id in normal form; empty when it is none (masked, "null"). */
static struct raw_text normal_form(struct webhook_taker *taker, struct span span)
{
    struct raw_text text = webhook_plain(taker, span, 0);
    bool number = is_number(text);
    if (text.length == 0 || (number && !has_two_forms(text))) {
        return text;
    }
    struct strbuf *with_plus = &taker->scratch[1];
    strbuf_clear(with_plus);
    strbuf_clear(&taker->normal);
    if (number) {
        strbuf_putc(with_plus, '+'); /* Meta's ids begin with the country code */
    }
    strbuf_add(with_plus, text.text, text.length);
    enum value_result result =
        value_recipient(strbuf_text(with_plus), with_plus->length, NULL, &taker->normal);
    if (result != VALUE_OK) {
        taker->masked += result == VALUE_BAD && !number ? 1 : 0;
        return number ? text : (struct raw_text){0};
    }
    return (struct raw_text){strbuf_text(&taker->normal), taker->normal.length, false};
}

/* The person of an event: the number, else the user id; empty when neither is there. *country is
 * that of the number, or the one a user id begins with ("US.13491208655302741918"). */
static struct raw_text person(struct webhook_taker *taker, const struct webhook_event *event,
                              const char **country)
{
    struct raw_text text = normal_form(taker, event->phone);
    if (text.length == 0) {
        text = normal_form(taker, event->user);
    }
    *country = NULL;
    if (text.length > 3 && text.text[2] == '.') {
        *country = value_country(text.text, 2);
    } else if (text.length > 0) {
        *country = value_phone_country(text.text, text.length);
    }
    return text;
}

static uint64_t hash(const struct webhook_taker *taker, enum keyhash_use use, struct raw_text text)
{
    return keyhash_id(taker->context->request->hash, use, text.text, text.length);
}

static bool out_of_memory(const struct webhook_taker *taker)
{
    for (size_t i = 0; i < ARRAY_COUNT(taker->scratch); i++) {
        if (taker->scratch[i].failed) {
            return true;
        }
    }
    return taker->normal.failed;
}

/* --- events ----------------------------------------------------------------------------------- */

/* A statement about a message: that `status` happened to it. */
static enum webhook_taken state_message(struct webhook_taker *taker, struct batch *batch,
                                        const struct webhook_event *event, struct span id,
                                        enum message_status status, const char *campaign)
{
    const char *country = NULL;
    struct raw_text who = {0};
    if (!event->group) {
        who = person(taker, event, &country);
    }
    struct webhook_naming naming = {.sender = raw(taker, event->sender),
                                    .category = raw(taker, event->category),
                                    .free_of_charge = event->free_of_charge,
                                    .callback = raw(taker, event->callback),
                                    .country = country,
                                    .campaign = campaign};
    uint64_t key = hash(taker, KEYHASH_MESSAGE, webhook_plain(taker, id, 1));
    uint32_t attrs = webhook_dims_index(&taker->dims, batch, &naming);
    struct message *message =
        attrs != UINT32_MAX && !out_of_memory(taker) ? batch_message(batch, key, attrs) : NULL;
    if (!message) {
        return TAKE_NO_MEMORY;
    }
    message->recipient = hash(taker, KEYHASH_RECIPIENT, who);
    message->at[status] = event->at;
    message->code = status == MESSAGE_FAILED ? event->code : 0;
    import_seen(taker->context, event->at);
    return TAKE_DONE;
}

static enum webhook_taken state_person(struct webhook_taker *taker, struct batch *batch,
                                       uint64_t recipient, uint64_t id, enum person_act act,
                                       int64_t at)
{
    struct person_event *person_event = out_of_memory(taker) ? NULL : batch_person(batch);
    if (!person_event) {
        return TAKE_NO_MEMORY;
    }
    *person_event = (struct person_event){.id = id, .recipient = recipient, .at = at, .act = act};
    import_seen(taker->context, at);
    return TAKE_DONE;
}

static enum webhook_taken take_status(struct webhook_taker *taker, struct batch *batch,
                                      const struct webhook_event *event)
{
    static const struct {
        const char *name;
        enum message_status status;
    } states[] = {{"sent", MESSAGE_SENT},
                  {"delivered", MESSAGE_DELIVERED},
                  {"read", MESSAGE_READ},
                  {"played", MESSAGE_READ},
                  {"failed", MESSAGE_FAILED}};
    for (size_t i = 0; i < ARRAY_COUNT(states); i++) {
        if (webhook_span_is(taker->body, event->name, states[i].name)) {
            if (!event->id.at || event->id.length == 0) {
                return TAKE_NO_ID;
            }
            return event->at == TIME_NONE
                       ? TAKE_NO_TIME
                       : state_message(taker, batch, event, event->id, states[i].status,
                                       taker->context->campaign);
        }
    }
    struct raw_text name = webhook_plain(taker, event->name, 0);
    if (name.length == 0) {
        return TAKE_NO_STATE;
    }
    word_count_add(&taker->states, name.text, name.length);
    return TAKE_NOTHING;
}

/* Whether a message says that it is no answer of a person: what it is then; NULL. */
static const char *no_answer(const struct webhook_taker *taker, const struct webhook_event *event)
{
    static const char *const types[] = {"system", "unsupported", "unknown", "request_welcome"};
    for (size_t i = 0; i < ARRAY_COUNT(types); i++) {
        if (webhook_span_is(taker->body, event->name, types[i])) {
            return types[i];
        }
    }
    if (webhook_span_is(taker->body, event->name, "reaction") &&
        (event->withdrawn || !event->answers.length)) {
        return "reaction (withdrawn)";
    }
    /* Who comes from an ad answers the ad, not the last message of a campaign. */
    return event->referred && !event->answers.length ? "referral" : NULL;
}

/* Whether the message answers one that the person wrote, not one of ours. */
static bool answers_own(struct webhook_taker *taker, const struct webhook_event *event)
{
    struct raw_text from = webhook_plain(taker, event->phone, 0);
    struct raw_text asked = webhook_plain(taker, event->asked, 1);
    return from.length > 0 && from.length == asked.length &&
           memcmp(from.text, asked.text, from.length) == 0;
}

/* A reply that asks to be left alone is an opt-out beside; not in a group, which nobody leaves so.
 */
static bool asks_to_stop(struct webhook_taker *taker, const struct webhook_event *event)
{
    if (!event->words.length || event->group) {
        return false;
    }
    struct raw_text words = webhook_plain(taker, event->words, 0);
    return stop_word_is(words.text, words.length, taker->context->request->stop_words);
}

static enum webhook_taken take_message(struct webhook_taker *taker, struct batch *batch,
                                       const struct webhook_event *event)
{
    const char *nothing = no_answer(taker, event);
    if (nothing) {
        word_count_add(&taker->left_out, nothing, strlen(nothing));
        return TAKE_NOTHING;
    }
    if (event->at == TIME_NONE) {
        return TAKE_NO_TIME;
    }
    bool stops = asks_to_stop(taker, event);
    if (event->answers.length && !answers_own(taker, event)) {
        enum webhook_taken taken =
            state_message(taker, batch, event, event->answers, MESSAGE_REPLIED, NULL);
        return taken == TAKE_DONE && stops
                   ? state_message(taker, batch, event, event->answers, MESSAGE_OPTED_OUT, NULL)
                   : taken;
    }
    if (!event->id.at || event->id.length == 0) {
        return TAKE_NO_ID;
    }
    const char *country;
    uint64_t recipient = hash(taker, KEYHASH_RECIPIENT, person(taker, event, &country));
    if (recipient == 0) {
        word_count_add(&taker->left_out, "message (nobody named)", 22);
        return TAKE_NOTHING;
    }
    uint64_t id = hash(taker, KEYHASH_EVENT, webhook_plain(taker, event->id, 1));
    enum webhook_taken taken = state_person(taker, batch, recipient, id, PERSON_REPLY, event->at);
    /* Two acts of one message: the second one's id is any other that follows from the first. */
    return taken == TAKE_DONE && stops
               ? state_person(taker, batch, recipient, ~id, PERSON_STOP, event->at)
               : taken;
}

static enum webhook_taken take_preference(struct webhook_taker *taker, struct batch *batch,
                                          const struct webhook_event *event)
{
    const struct webhook_body *body = taker->body;
    enum person_act act;
    if (webhook_span_is(body, event->name, "stop")) {
        act = PERSON_STOP;
    } else if (webhook_span_is(body, event->name, "resume") ||
               webhook_span_is(body, event->name, "signup")) {
        act = PERSON_RESUME;
    } else {
        word_count_add(&taker->left_out, "user_preferences", 16);
        return TAKE_NOTHING;
    }
    if (event->at == TIME_NONE) {
        return TAKE_NO_TIME;
    }
    const char *country;
    struct raw_text who = person(taker, event, &country);
    uint64_t recipient = hash(taker, KEYHASH_RECIPIENT, who);
    if (recipient == 0) {
        return TAKE_NO_ID;
    }
    /* What makes it the same event: person, category, value, time. */
    struct strbuf *words = &taker->scratch[2];
    struct raw_text category = webhook_plain(taker, event->category, 1);
    strbuf_clear(words);
    strbuf_add(words, who.text, who.length);
    strbuf_putc(words, '\n');
    strbuf_add(words, category.text ? category.text : "", category.length);
    strbuf_printf(words, "\n%.*s\n%" PRId64, (int)event->name.length, body->text + event->name.at,
                  event->at);
    struct raw_text identity = {strbuf_text(words), words->length, false};
    return state_person(taker, batch, recipient, hash(taker, KEYHASH_EVENT, identity), act,
                        event->at);
}

/* --- what Meta saw elsewhere -------------------------------------------------------------------
 */

/* The hash of a fact: what it is, of what, and when. */
static uint64_t fact_key(struct webhook_taker *taker, const struct webhook_event *event)
{
    struct strbuf *words = &taker->scratch[2];
    struct raw_text id = webhook_plain(taker, event->id, 0);
    struct raw_text name = webhook_plain(taker, event->name, 1);
    strbuf_clear(words);
    strbuf_add(words, id.text ? id.text : "", id.length);
    strbuf_printf(words, "\n%.*s\n%" PRId64, (int)name.length, name.text ? name.text : "",
                  event->at);
    return hash(taker, KEYHASH_EVENT, (struct raw_text){strbuf_text(words), words->length, false});
}

static bool names(const struct webhook_taker *taker, const struct webhook_event *event,
                  const char *name)
{
    return webhook_span_is(taker->body, event->name, name);
}

static enum webhook_taken leave_out(struct webhook_taker *taker, const char *list,
                                    const struct webhook_event *event)
{
    struct strbuf *words = &taker->scratch[2];
    struct raw_text name = webhook_plain(taker, event->name, 0);
    strbuf_clear(words);
    strbuf_printf(words, "%s %.*s", list, (int)name.length, name.text ? name.text : "");
    word_count_add(&taker->left_out, strbuf_text(words), words->length);
    return TAKE_NOTHING;
}

/* custom_data: a price times 1000. False: no amount. */
static bool read_price(struct webhook_taker *taker, const struct webhook_event *event,
                       struct order *order)
{
    struct raw_text value = webhook_plain(taker, event->value, 0);
    struct raw_text currency = webhook_plain(taker, event->currency, 1);
    int64_t micros;
    if (value.length == 0) {
        return true;
    }
    if (!money_parse(value.text, value.length, &micros) || micros < 0) {
        return false;
    }
    order->amount = micros / 1000;
    if (currency.length != 3 || !currency_parse(currency.text, 3, &order->currency)) {
        order->currency = (struct currency){"XXX"};
    }
    return true;
}

/* A purchase or lead in a chat that came from an ad. It joins the message it names; that no other
 * came is not said, since shops sell without Meta seeing it. */
static enum webhook_taken take_automatic(struct webhook_taker *taker, struct batch *batch,
                                         const struct webhook_event *event)
{
    bool lead = names(taker, event, "LeadSubmitted");
    if (!lead && !names(taker, event, "Purchase")) {
        return leave_out(taker, "automatic_events", event);
    }
    if (!event->id.at || event->id.length == 0) {
        return TAKE_NO_ID;
    }
    if (event->at == TIME_NONE) {
        return TAKE_NO_TIME;
    }
    struct order *order = batch_order(batch, fact_key(taker, event));
    if (!order) {
        return TAKE_NO_MEMORY;
    }
    order->link.at = event->at;
    order->link.message = hash(taker, KEYHASH_MESSAGE, webhook_plain(taker, event->id, 0));
    order->link.campaign = attribution_code(taker->context->campaign);
    order->link.partial = true;
    order->type = lead ? "lead" : NULL;
    if (!lead && !read_price(taker, event, order)) {
        taker->bad_prices++;
    }
    import_seen(taker->context, event->at);
    return out_of_memory(taker) ? TAKE_NO_MEMORY : TAKE_DONE;
}

/* A click of which nobody says whose it was or on which message: it counts where the import was
 * told a campaign. */
static enum webhook_taken take_action(struct webhook_taker *taker, struct batch *batch,
                                      const struct webhook_event *event)
{
    bool click = names(taker, event, "marketing_messages_link_click");
    if (!click || !taker->context->campaign) {
        return leave_out(taker, "user_actions", event);
    }
    if (event->at == TIME_NONE) {
        return TAKE_NO_TIME;
    }
    struct click *place = batch_click(batch, fact_key(taker, event));
    if (!place) {
        return TAKE_NO_MEMORY;
    }
    place->link.at = event->at;
    place->link.campaign = attribution_code(taker->context->campaign);
    place->link.partial = true;
    import_seen(taker->context, event->at);
    return out_of_memory(taker) ? TAKE_NO_MEMORY : TAKE_DONE;
}

enum webhook_taken webhook_take(struct webhook_taker *taker, struct batch *batch,
                                const struct webhook_event *event)
{
    switch (event->kind) {
    case WEBHOOK_STATUS:
        return take_status(taker, batch, event);
    case WEBHOOK_MESSAGE:
        return take_message(taker, batch, event);
    case WEBHOOK_PREFERENCE:
        return take_preference(taker, batch, event);
    case WEBHOOK_AUTOMATIC:
        return take_automatic(taker, batch, event);
    case WEBHOOK_NOTICE:
        return webhook_take_notice(taker, batch, event);
    case WEBHOOK_ACTION:
        break;
    }
    return take_action(taker, batch, event);
}
