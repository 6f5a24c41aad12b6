/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/document_edit.h"

#include <string.h>

#include "base/strbuf.h"

/* The text with the bytes from begin to end replaced. */
static const char *splice(const struct document *document, struct arena *arena, size_t begin,
                          size_t end, const char *text)
{
    size_t length = strlen(text);
    char *made = arena_alloc(arena, begin + length + (document->length - end) + 1, 1);
    if (made) {
        memcpy(made, document->text, begin);
        memcpy(made + begin, text, length);
        memcpy(made + begin + length, document->text + end, document->length - end);
    }
    return made;
}

static size_t skip_space(const struct document *document, size_t at)
{
    while (at < document->length && strchr(" \t\r\n", document->text[at])) {
        at++;
    }
    return at;
}

/* Where a child begins: its key, where it has one. */
static size_t child_begin(const struct document *document, const cJSON *container,
                          const cJSON *child)
{
    size_t begin, end;
    if (child == container->child) {
        document_span(document, container, &begin, &end);
        return skip_space(document, begin + 1);
    }
    document_span(document, child->prev, &begin, &end);
    end = skip_space(document, end);
    return skip_space(document, end + 1); /* behind the comma */
}

const char *document_replace(const struct document *document, struct arena *arena,
                             const cJSON *value, const char *json)
{
    size_t begin, end;
    document_span(document, value, &begin, &end);
    return splice(document, arena, begin, end, json);
}

/* What stands between the last child and one more: a line with the same indent, or a blank. */
static void put_gap(struct strbuf *out, const struct document *document, size_t begin)
{
    size_t line = begin;
    while (line > 0 && (document->text[line - 1] == ' ' || document->text[line - 1] == '\t')) {
        line--;
    }
    if (line > 0 && document->text[line - 1] == '\n') {
        strbuf_puts(out, ",\n");
        strbuf_add(out, document->text + line, begin - line);
    } else {
        strbuf_puts(out, ", ");
    }
}

const char *document_append(const struct document *document, struct arena *arena,
                            const cJSON *container, const char *key, const char *json)
{
    struct strbuf out = STRBUF_INIT;
    size_t begin, end;
    const cJSON *last = container->child;
    while (last && last->next) {
        last = last->next;
    }
    document_span(document, last ? last : container, &begin, &end);
    if (last) {
        put_gap(&out, document, child_begin(document, container, last));
        begin = end;
    } else {
        begin++;
        end--;
    }
    if (key) {
        strbuf_printf(&out, "\"%s\": ", key);
    }
    strbuf_puts(&out, json);
    const char *made = out.failed ? NULL : splice(document, arena, begin, end, strbuf_text(&out));
    strbuf_free(&out);
    return made;
}

const char *document_remove(const struct document *document, struct arena *arena,
                            const cJSON *container, const cJSON *child)
{
    size_t begin, end, ignored;
    document_span(document, child, &ignored, &end);
    if (child != container->child) {
        document_span(document, child->prev, &ignored, &begin);
    } else if (child->next) {
        begin = child_begin(document, container, child);
        end = child_begin(document, container, child->next);
    } else {
        document_span(document, container, &begin, &end);
        begin++;
        end--;
    }
    return splice(document, arena, begin, end, "");
}
