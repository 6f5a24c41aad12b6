/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/json_docs.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

#define SNIFF_DOCS 20

struct json_docs {
    struct webhook_stream *stream;
    struct json_tree tree;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Whether an object begins here: "{", and a key or its end. */
static int object_begins(const char *text, size_t length)
{
    if (length > 0 && text[0] != '{') {
        return 0;
    }
    for (size_t i = 1; i < length; i++) {
        if (!is_blank(text[i])) {
            return text[i] == '"' || text[i] == '}';
        }
    }
    return -1;
}

struct json_docs *json_docs_new(struct byte_source *source, struct err *err)
{
    struct json_docs *docs = mem_new(1, sizeof *docs);
    if (!docs) {
        err_memory(err);
        return NULL;
    }
    docs->tree = (struct json_tree)JSON_TREE_INIT;
    docs->stream = webhook_stream_new(source, object_begins, err);
    if (!docs->stream) {
        mem_free(docs);
        return NULL;
    }
    return docs;
}

void json_docs_free(struct json_docs *docs)
{
    if (docs) {
        webhook_stream_free(docs->stream);
        json_tree_free(&docs->tree);
        mem_free(docs);
    }
}

bool json_docs_seek(struct json_docs *docs, uint64_t offset, uint64_t line, struct err *err)
{
    return webhook_stream_seek(docs->stream, offset, line, err);
}

void json_docs_place(const struct json_docs *docs, uint64_t *offset, uint64_t *line)
{
    *offset = webhook_stream_offset(docs->stream);
    *line = webhook_stream_line(docs->stream);
}

/* --- reading ---------------------------------------------------------------------------------- */

/* A document that cannot be read; cut: because the source ends in it. */
static enum docs_step broken(struct json_docs *docs, struct json_doc *doc, bool cut, bool too_large,
                             struct err *err)
{
    size_t at = docs->tree.bad_at;
    const char *why = docs->tree.error;
    if (docs->tree.memory) {
        err_memory(err);
        return DOCS_FAILED;
    }
    if (!webhook_stream_broken(docs->stream, &doc->piece, at, err)) {
        return DOCS_FAILED;
    }
    doc->why = why ? _(why) : "";
    doc->bad_at = at < doc->piece.length ? at : doc->piece.length;
    if (too_large) {
        doc->why = _("a document of more than 16 MiB: ask for smaller pages, or write one record "
                     "a line");
        doc->bad_at = 0;
    } else if (cut || at >= doc->piece.length || webhook_stream_is_cut(&doc->piece, at)) {
        doc->why = _("the document is cut off");
    }
    bool unfinished = !doc->piece.complete || (cut && !doc->piece.complete);
    doc->end = unfinished ? doc->begin : webhook_stream_offset(docs->stream);
    return DOCS_BAD;
}

static enum docs_step read_doc(struct json_docs *docs, struct json_doc *doc, struct err *err)
{
    for (;;) {
        struct piece *piece = &doc->piece;
        enum json_tree_result result = json_tree_read(&docs->tree, piece->text, piece->length);
        if (result == TREE_WHOLE) {
            piece->length = docs->tree.length;
            doc->tree = &docs->tree;
            webhook_stream_take(docs->stream, docs->tree.length);
            doc->end = webhook_stream_offset(docs->stream);
            return DOCS_DOC;
        }
        if (result == TREE_BAD) {
            return broken(docs, doc, false, false, err);
        }
        switch (webhook_stream_more(docs->stream, piece, err)) {
        case STREAM_MORE:
            break;
        case STREAM_NO_MORE:
            return broken(docs, doc, true, false, err);
        case STREAM_TOO_LARGE:
            return broken(docs, doc, false, true, err);
        case STREAM_MORE_FAILED:
            return DOCS_FAILED;
        }
    }
}

enum docs_step json_docs_next(struct json_docs *docs, struct json_doc *doc, struct err *err)
{
    *doc = (struct json_doc){.why = ""};
    switch (webhook_stream_next(docs->stream, &doc->piece, err)) {
    case STREAM_BODY:
        doc->begin = webhook_stream_offset(docs->stream);
        return read_doc(docs, doc, err);
    case STREAM_JUNK:
        doc->why = _("no JSON object in this line");
        doc->end = webhook_stream_offset(docs->stream);
        doc->begin = doc->end - doc->piece.length;
        doc->end = doc->piece.complete ? doc->end : doc->begin;
        return DOCS_BAD;
    case STREAM_END:
        doc->begin = doc->end = webhook_stream_offset(docs->stream);
        return DOCS_END;
    case STREAM_FAILED:
        break;
    }
    return DOCS_FAILED;
}

/* --- words ------------------------------------------------------------------------------------ */

bool json_docs_reject(struct import_context *context, const struct json_doc *doc, size_t at,
                      const char *why, struct err *err)
{
    uint64_t line, column;
    webhook_piece_place(&doc->piece, at, &line, &column);
    context->tally->rows++;
    return reject_add(context->rejects, line, column, doc->piece.text, doc->piece.length, err, "%s",
                      why);
}

bool json_docs_note(const struct json_docs *docs, struct import_context *context)
{
    return webhook_stream_note(docs->stream, context);
}

/* --- recognising ------------------------------------------------------------------------------ */

void json_docs_sniff(const struct sniff *sniff,
                     bool (*look)(void *user, const struct json_tree *tree), void *user)
{
    struct json_tree tree = JSON_TREE_INIT;
    size_t at = 0;
    bool more = true;
    for (int docs = 0; more && docs < SNIFF_DOCS && at < sniff->length;) {
        const char *brace = memchr(sniff->text + at, '{', sniff->length - at);
        if (!brace) {
            break;
        }
        at = (size_t)(brace - sniff->text);
        size_t left = sniff->length - at;
        if (object_begins(brace, left) <= 0) {
            at++;
            continue;
        }
        enum json_tree_result result = json_tree_read(&tree, brace, left);
        if (result == TREE_WHOLE || (result == TREE_CUT && !sniff->whole)) {
            more = look(user, &tree);
        }
        docs++;
        if (result == TREE_WHOLE) {
            at += tree.length;
        } else {
            const char *end = memchr(brace, '\n', left); /* a broken line; look in the next */
            at = end && result == TREE_BAD ? (size_t)(end - sniff->text) : sniff->length;
        }
    }
    json_tree_free(&tree);
}
