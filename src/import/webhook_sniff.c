/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/webhook_sniff.h"

#include <string.h>

#include "base/i18n.h"
#include "import/webhook_stream.h"

#define WHATSAPP "whatsapp_business_account"

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

bool webhook_is_whatsapp(const struct webhook_body *body)
{
    return body->entry && (!body->object.at || webhook_span_is(body, body->object, WHATSAPP));
}

bool webhook_is_body(void *user, const struct json_tree *tree, uint32_t number)
{
    uint32_t changes = json_tree_member(tree, number, "changes");
    (void)user;
    return json_tree_member(tree, number, "entry") != JSON_NODE_NONE ||
           (changes != JSON_NODE_NONE && json_node(tree, changes)->kind == JSON_IS_ARRAY &&
            json_tree_member(tree, number, "id") != JSON_NODE_NONE);
}

static bool look_inside(void *user, const struct json_tree *tree, uint32_t number, const char *path)
{
    bool *found = user;
    uint32_t object = json_tree_member(tree, number, "object");
    (void)path;
    *found = *found || object == JSON_NODE_NONE || json_tree_text_is(tree, object, WHATSAPP);
    return !*found;
}

/* Whether a logger wrapped bodies into the JSON at the start of the text. */
static bool wraps_body(const char *text, size_t length)
{
    struct json_tree tree = JSON_TREE_INIT;
    struct unwrap unwrap;
    bool found = false;
    unwrap_init(&unwrap, webhook_is_body, look_inside, &found);
    if (json_tree_read(&tree, text, length) != TREE_BAD) {
        found = unwrap_search(&unwrap, &tree) == UNWRAP_CUT || found;
    }
    unwrap_free(&unwrap);
    json_tree_free(&tree);
    return found;
}

int webhook_sniff(const struct sniff *sniff, struct strbuf *why)
{
    const char *text = sniff->text;
    struct webhook_body body = WEBHOOK_BODY_INIT;
    size_t lines = 0, objects = 0;
    int score = 0;
    bool other = false, wrapped = false;
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
        if (result != BODY_BAD && webhook_is_whatsapp(&body) &&
            (result == BODY_WHOLE || !sniff->whole)) {
            score = lines == 1 ? 100 : 90;
        }
        size_t extent = result == BODY_WHOLE ? body.length : end - begin;
        if (score == 0 && begin != SIZE_MAX && !body.entry && wraps_body(text + begin, extent)) {
            score = lines == 1 ? 95 : 85;
            wrapped = true;
        }
        other = other || (result == BODY_WHOLE && body.entry);
        objects += result == BODY_WHOLE ? 1 : 0;
        at = result == BODY_WHOLE ? begin + body.length : end;
    }
    webhook_body_free(&body);
    if (wrapped) {
        strbuf_puts(why, _("bodies of a Meta webhook are wrapped in its lines"));
    } else if (score > 0) {
        strbuf_puts(why, lines == 1 ? _("it begins with the body of a Meta webhook")
                                    : _("bodies of a Meta webhook are in its first lines"));
    } else if (other) {
        strbuf_puts(why, _("these are Meta webhooks, but not of WhatsApp"));
    } else if (objects > 0) {
        strbuf_puts(why, _("the JSON has no \"entry\" with \"changes\" as Meta's webhooks have"));
    }
    return score;
}
