/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/document.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "model/names.h"
#include "text/utf8.h"

#define SHOWN_BYTES 64

void document_setup(void)
{
    cJSON_Hooks hooks = {mem_malloc_hook, mem_free};
    cJSON_InitHooks(&hooks);
}

static void place_of(const char *text, size_t offset, uint64_t *line, uint64_t *column)
{
    size_t begin = 0;
    *line = 1;
    for (size_t i = 0; i < offset; i++) {
        if (text[i] == '\n') {
            *line += 1;
            begin = i + 1;
        }
    }
    *column = offset - begin + 1;
}

static const char *skip_space(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')) {
        at++;
    }
    return at;
}

/* The end of a token of a valid document: a text, or a run that no mark interrupts. */
static const char *skip_token(const char *at, const char *end)
{
    if (*at != '"') {
        while (at < end && !strchr(",:]} \t\r\n", *at)) {
            at++;
        }
        return at;
    }
    for (at++; at < end && *at != '"'; at++) {
        at += *at == '\\';
    }
    return at < end ? at + 1 : end;
}

/* cJSON keeps no places, but values stand in the text in the order in which a walk of the tree
 * meets them: the number of a value in that walk is its number in the text. */
static bool walk_number(const cJSON *from, const cJSON *value, size_t *number)
{
    for (; from; from = from->next) {
        if (from == value) {
            return true;
        }
        *number += 1;
        if (walk_number(from->child, value, number)) {
            return true;
        }
    }
    return false;
}

/* Where a value begins; the document's beginning for one that is not in it. */
static const char *find(const struct document *document, const cJSON *value)
{
    size_t number = 0;
    const char *at = document->text;
    const char *end = document->text + document->length;
    if (!walk_number(document->root, value, &number)) {
        number = 0;
    }
    if (document->length >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0) {
        at += 3;
    }
    while ((at = skip_space(at, end)) < end) {
        if (strchr(",:]}", *at)) {
            at++;
            continue;
        }
        const char *next = *at == '{' || *at == '[' ? at + 1 : skip_token(at, end);
        const char *behind = skip_space(next, end);
        bool key = *at == '"' && behind < end && *behind == ':';
        if (!key && number-- == 0) {
            break;
        }
        at = next;
    }
    return at;
}

void document_place(const struct document *document, const cJSON *value, uint64_t *line,
                    uint64_t *column)
{
    const char *at = find(document, value);
    place_of(document->text, (size_t)(at - document->text), line, column);
}

void document_span(const struct document *document, const cJSON *value, size_t *begin, size_t *end)
{
    const char *from = find(document, value);
    const char *last = document->text + document->length;
    const char *at = from;
    int depth = 0;
    do {
        if (*at == '{' || *at == '[') {
            depth++;
            at++;
        } else if (*at == '}' || *at == ']') {
            depth--;
            at++;
        } else {
            at = *at == ',' || *at == ':' ? at + 1 : skip_token(at, last);
        }
        at = depth > 0 ? skip_space(at, last) : at;
    } while (depth > 0 && at < last);
    *begin = (size_t)(from - document->text);
    *end = (size_t)(at - document->text);
}

bool document_refuse(const struct document *document, const cJSON *value, struct err *err,
                     const char *format, ...)
{
    char text[sizeof err->text];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    uint64_t line;
    uint64_t column;
    document_place(document, value, &line, &column);
    err_set(err, ERR_REFUSED, "%s", text);
    return err_at(err, document->name, line, column);
}

/* cJSON does not tell a wrong document from a lack of memory: both give NULL. Whether memory is
 * short is asked of the allocator; whether it was short only just now, by trying once more. */
static cJSON *parse_or_retry(const char *text, size_t length, const char **stopped, bool *memory)
{
    cJSON *root = NULL;
    for (int attempt = 0; attempt < 2 && !root; attempt++) {
        root = cJSON_ParseWithLengthOpts(text, length, stopped, false);
    }
    void *probe = root ? NULL : mem_new(1, length + 1);
    *memory = !root && !probe;
    mem_free(probe);
    return root;
}

bool document_parse(struct document *document, const char *name, const char *text, size_t length,
                    struct err *err)
{
    const char *stopped = text;
    bool memory = false;
    cJSON *root = parse_or_retry(text, length, &stopped, &memory);
    if (memory) {
        return err_memory(err);
    }
    const char *rest = root ? skip_space(stopped, text + length) : stopped;
    if (root && rest == text + length) {
        *document = (struct document){name, text, length, root};
        return true;
    }
    uint64_t line;
    uint64_t column;
    size_t offset = rest >= text && rest <= text + length ? (size_t)(rest - text) : 0;
    place_of(text, offset, &line, &column);
    err_set(err, ERR_REFUSED,
            root ? _("something follows the end of the JSON value") : _("is not valid JSON"));
    err_at(err, name, line, column);
    cJSON_Delete(root);
    return false;
}

void document_free(struct document *document)
{
    cJSON_Delete(document->root);
    document->root = NULL;
}

const char *document_shown(struct arena *arena, const char *text)
{
    struct strbuf buf = STRBUF_INIT;
    utf8_sanitize(&buf, text, strlen(text), SHOWN_BYTES);
    const char *shown = arena_strdup(arena, strbuf_text(&buf));
    strbuf_free(&buf);
    return shown ? shown : "";
}

static bool has_before(const cJSON *object, const cJSON *member)
{
    for (const cJSON *other = object->child; other != member; other = other->next) {
        if (strcmp(other->string, member->string) == 0) {
            return true;
        }
    }
    return false;
}

bool document_keys(const struct document *document, const cJSON *value, const char *keys,
                   const char *where, struct err *err)
{
    if (!cJSON_IsObject(value)) {
        return document_refuse(document, value, err, _("%s is not an object"), where);
    }
    for (const cJSON *member = value->child; member; member = member->next) {
        bool known = names_hold(keys, member->string);
        if (known && !has_before(value, member)) {
            continue;
        }
        struct strbuf shown = STRBUF_INIT;
        utf8_sanitize(&shown, member->string, strlen(member->string), SHOWN_BYTES);
        document_refuse(document, member, err,
                        known ? _("%s: the key \"%s\" stands there twice")
                              : _("%s: unknown key \"%s\""),
                        where, strbuf_text(&shown));
        strbuf_free(&shown);
        if (!known) {
            err_todo(err, _("known keys: %s"), keys);
        }
        return false;
    }
    return true;
}

const cJSON *document_member(const cJSON *object, const char *key)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsNull(value) ? NULL : value;
}

bool document_number(const cJSON *value, double *number)
{
    if (!value || !cJSON_IsNumber(value)) {
        return false;
    }
    *number = value->valuedouble;
    return true;
}

const char *document_string(const cJSON *value)
{
    return value && cJSON_IsString(value) ? value->valuestring : NULL;
}

bool document_text(const struct document *document, struct arena *arena, const cJSON *object,
                   const char *key, size_t max_bytes, const char *where, const char **text,
                   struct err *err)
{
    const cJSON *member = document_member(object, key);
    if (!member) {
        *text = "";
        return true;
    }
    const char *raw = document_string(member);
    if (!raw) {
        return document_refuse(document, member, err, _("%s: \"%s\" is not text"), where, key);
    }
    struct strbuf clean = STRBUF_INIT;
    utf8_sanitize(&clean, raw, strlen(raw), max_bytes);
    const char *copy = clean.failed ? NULL : arena_strdup(arena, strbuf_text(&clean));
    strbuf_free(&clean);
    if (!copy) {
        return err_memory(err);
    }
    *text = copy;
    return true;
}
