/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/webhook_stream.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "import/json_pull.h"

#define READ_SIZE  (256u << 10)
#define START_SIZE (2 * READ_SIZE)
#define FIRST_KEYS 8 /* among these a body has "object" or "entry" */

/* What is left of something that was longer than the buffer may be. */
enum skipping {
    SKIP_NOTHING,
    SKIP_LINE,   /* up to the next line */
    SKIP_TO_BODY /* up to the next line at which a body begins */
};

struct webhook_stream {
    struct byte_source *source;
    webhook_begins *begins;
    char *buffer;
    size_t capacity;
    size_t at, end; /* bytes not taken yet */
    bool source_end;
    uint64_t offset;     /* of buffer[at] in the decoded text */
    uint64_t line;       /* in which it lies */
    uint64_t line_start; /* offset of that line */
    bool after_return;   /* the byte before was a CR: a LF belongs to it */
    enum skipping skipping;
    uint64_t prefixes;
    uint64_t worded; /* the last line that had words before its body */
    int64_t open;    /* "[" less "]" outside of bodies */
    bool from_start;
};

struct webhook_stream *webhook_stream_new(struct byte_source *source, webhook_begins *begins,
                                          struct err *err)
{
    struct webhook_stream *stream = mem_new(1, sizeof *stream);
    if (stream) {
        stream->source = source;
        stream->begins = begins;
        stream->capacity = START_SIZE;
        stream->buffer = mem_new(stream->capacity, 1);
        stream->offset = byte_source_offset(source);
        stream->line_start = stream->offset;
        stream->line = 1;
        stream->from_start = stream->offset == 0;
        if (stream->buffer) {
            return stream;
        }
        mem_free(stream);
    }
    err_memory(err);
    return NULL;
}

void webhook_stream_free(struct webhook_stream *stream)
{
    if (stream) {
        mem_free(stream->buffer);
        mem_free(stream);
    }
}

bool webhook_stream_seek(struct webhook_stream *stream, uint64_t offset, uint64_t line,
                         struct err *err)
{
    if (!byte_source_seek(stream->source, offset, err)) {
        return false;
    }
    stream->at = stream->end = 0;
    stream->source_end = false;
    stream->offset = stream->line_start = offset;
    stream->line = line;
    stream->after_return = false;
    stream->skipping = SKIP_NOTHING;
    stream->open = 0;
    stream->worded = 0;
    stream->from_start = offset == 0;
    return true;
}

uint64_t webhook_stream_offset(const struct webhook_stream *stream)
{
    return stream->offset;
}

uint64_t webhook_stream_line(const struct webhook_stream *stream)
{
    return stream->line;
}

bool webhook_stream_note(const struct webhook_stream *stream, struct import_context *context)
{
    uint64_t lines = stream->prefixes;
    bool done =
        lines == 0 ||
        import_note(context,
                    NG_("the text before the body was left out in %" PRIu64 " line",
                        "the text before the body was left out in %" PRIu64 " lines", lines),
                    lines);
    if (done && stream->from_start && stream->open > 0) {
        done = import_note(context, _("the list of bodies is not closed: the file may be cut off"));
    }
    return done;
}

/* --- the buffer ------------------------------------------------------------------------------- */

/* Whether the buffer may not hold more of what begins at `at`. */
static bool is_full(const struct webhook_stream *stream)
{
    return stream->end - stream->at >= LINE_LIMIT;
}

/* Read more behind the bytes that are there; false on failure. Not when is_full. */
static bool fill(struct webhook_stream *stream, struct err *err)
{
    if (stream->at > 0 && stream->capacity - stream->end < READ_SIZE) {
        memmove(stream->buffer, stream->buffer + stream->at, stream->end - stream->at);
        stream->end -= stream->at;
        stream->at = 0;
    }
    if (stream->capacity - stream->end < READ_SIZE) {
        size_t wanted = stream->capacity * 2;
        wanted = wanted < LINE_LIMIT + START_SIZE ? wanted : LINE_LIMIT + START_SIZE;
        char *larger = mem_resize(stream->buffer, wanted, 1);
        if (!larger) {
            return err_memory(err);
        }
        stream->buffer = larger;
        stream->capacity = wanted;
    }
    int64_t got = byte_source_read(stream->source, stream->buffer + stream->end,
                                   stream->capacity - stream->end, err);
    if (got < 0) {
        return false;
    }
    stream->end += (size_t)got;
    stream->source_end = got == 0;
    return true;
}

/* Take `length` bytes, counting lines. */
static void advance(struct webhook_stream *stream, size_t length)
{
    const char *text = stream->buffer + stream->at;
    if (length > 32 && !memchr(text, '\n', length) && !memchr(text, '\r', length)) {
        stream->after_return = false;
    } else {
        for (size_t i = 0; i < length; i++) {
            if (text[i] == '\n' || text[i] == '\r') {
                stream->line += text[i] == '\n' && stream->after_return ? 0 : 1;
                stream->line_start = stream->offset + i + 1;
            }
            stream->after_return = text[i] == '\r';
        }
    }
    stream->at += length;
    stream->offset += length;
}

static void show(const struct webhook_stream *stream, struct piece *piece, size_t length)
{
    piece->text = stream->buffer + stream->at;
    piece->length = length;
    piece->line = stream->line;
    piece->column = stream->offset - stream->line_start + 1;
    piece->complete = true;
}

/* --- where something begins ------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t line_length(const char *text, size_t length)
{
    const char *feed = length ? memchr(text, '\n', length) : NULL;
    length = feed ? (size_t)(feed - text) : length;
    const char *turn = length ? memchr(text, '\r', length) : NULL;
    return turn ? (size_t)(turn - text) : length;
}

int webhook_stream_begins(const char *text, size_t length)
{
    struct json_pull json;
    if (length > 0 && text[0] != '{') {
        return 0;
    }
    json_pull_init(&json, text, length);
    enum json_token token = json_pull_next(&json);
    for (int i = 0; i < FIRST_KEYS && token != JSON_ERROR; i++) {
        token = json_pull_next(&json);
        if (token == JSON_KEY) {
            if (json_pull_is(&json, "object") || json_pull_is(&json, "entry")) {
                return 1;
            }
            token = json_pull_skip(&json) ? token : JSON_ERROR;
        } else if (token != JSON_ERROR) {
            return 0;
        }
    }
    return token == JSON_ERROR && json.cut ? -1 : 0;
}

/* The first byte from `at` at which a body seems to begin, before `end`; `between`: only behind ","
 * or a bracket, where it can be no value of another object. SIZE_MAX: none. *undecided: one might,
 * but the text is too short to say. */
static size_t find_body(webhook_begins *does_begin, const char *text, size_t length, size_t at,
                        size_t end, bool between, bool *undecided)
{
    *undecided = false;
    while (at < end) {
        const char *brace = memchr(text + at, '{', end - at);
        if (!brace) {
            return SIZE_MAX;
        }
        at = (size_t)(brace - text);
        size_t before = at;
        while (before > 0 && is_blank(text[before - 1])) {
            before--;
        }
        if (!between || (before > 0 && memchr(",[]}", text[before - 1], 4))) {
            int begins = does_begin(brace, length - at);
            if (begins > 0) {
                return at;
            }
            if (begins < 0) {
                *undecided = true;
                return SIZE_MAX;
            }
        }
        at++;
    }
    return SIZE_MAX;
}

/* Whether a body seems to begin in the line that starts here, behind blanks, commas and brackets.
 * -1: the text is too short to say. */
static int line_begins_body(webhook_begins *begins, const char *text, size_t length)
{
    size_t at = 0;
    while (at < length && (is_blank(text[at]) || text[at] == ',' || text[at] == '[')) {
        at++;
    }
    return at == length ? -1 : begins(text + at, length - at);
}

/* Whether bytes of a text, of which some are escaped, hold a body as text: its key "entry" with
 * the quote behind it escaped. */
static bool holds_text(const char *text, size_t length)
{
    static const char word[] = "entry\\";
    const size_t size = sizeof word - 1;
    const char *end = text + length;
    while ((size_t)(end - text) >= size) {
        text = memchr(text, 'e', (size_t)(end - text) - size + 1);
        if (!text) {
            return false;
        }
        if (memcmp(text, word, size) == 0) {
            return true;
        }
        text++;
    }
    return false;
}

/* The object in the words of a line that holds a body: one around the place where one begins, or
 * one that holds it as text. What else is found: the body itself, or SIZE_MAX. */
static size_t find_envelope(const char *text, size_t end, size_t body)
{
    size_t at = 1;
    while (at < end && at < body) {
        const char *brace = memchr(text + at, '{', end - at);
        if (!brace) {
            break;
        }
        at = (size_t)(brace - text);
        struct json_pull json;
        json_pull_init(&json, brace, end - at);
        bool whole =
            json_pull_next(&json) == JSON_OBJECT_BEGIN && json_pull_rest(&json, JSON_OBJECT_BEGIN);
        size_t length = whole ? json_pull_offset(&json) : 0;
        if (whole && (body != SIZE_MAX ? at + length > body : holds_text(brace, length))) {
            return at;
        }
        at += whole ? length : 1;
    }
    return body;
}

/* Step over what may stand between bodies. False when more bytes are needed to go on. */
static bool skip_between(struct webhook_stream *stream)
{
    const char *text = stream->buffer;
    size_t at = stream->at;
    for (; at < stream->end; at++) {
        if (text[at] == ']') {
            stream->open--;
        } else if (text[at] == '[') {
            /* It opens an array of bodies, or it is the beginning of a line of words. */
            size_t next = at + 1;
            while (next < stream->end && is_blank(text[next])) {
                next++;
            }
            if (next == stream->end && !stream->source_end && !is_full(stream)) {
                advance(stream, at - stream->at);
                return false;
            }
            if (next < stream->end && !memchr("{[]", text[next], 3)) {
                break;
            }
            stream->open++;
        } else if (text[at] != ',' && !is_blank(text[at])) {
            break;
        }
    }
    advance(stream, at - stream->at);
    return at < stream->end;
}

/* Drop what is left of something too long; false when more bytes are needed. */
static bool skip_rest(struct webhook_stream *stream)
{
    while (stream->skipping != SKIP_NOTHING) {
        const char *text = stream->buffer + stream->at;
        size_t left = stream->end - stream->at;
        size_t length = line_length(text, left);
        advance(stream, length);
        if (length == left) {
            return false;
        }
        if (stream->skipping == SKIP_LINE) {
            stream->skipping = SKIP_NOTHING;
            break;
        }
        int begins = line_begins_body(stream->begins, text + length, left - length);
        if (begins < 0 && !stream->source_end && !is_full(stream)) {
            return false;
        }
        if (begins != 0) {
            stream->skipping = SKIP_NOTHING;
        } else {
            advance(stream, 1);
        }
    }
    return true;
}

enum stream_step webhook_stream_next(struct webhook_stream *stream, struct piece *piece,
                                     struct err *err)
{
    for (;;) {
        if (skip_rest(stream) && skip_between(stream)) {
            const char *text = stream->buffer + stream->at;
            size_t left = stream->end - stream->at;
            if (text[0] == '{') {
                show(stream, piece, left);
                return STREAM_BODY;
            }
            size_t length = line_length(text, left);
            bool final = stream->source_end || is_full(stream);
            bool undecided = false;
            size_t body = SIZE_MAX;
            if (length < left || final) {
                body = find_body(stream->begins, text, left, 1, length, false, &undecided);
                body = undecided ? body : find_envelope(text, length, body);
            }
            if (body != SIZE_MAX) {
                stream->prefixes += stream->worded != stream->line;
                stream->worded = stream->line;
                advance(stream, body);
                show(stream, piece, left - body);
                return STREAM_BODY;
            }
            bool ended = length < left ? !undecided : stream->source_end;
            if (stream->worded == stream->line && ended) {
                advance(stream, length); /* words behind a body */
                continue;
            }
            if (final || (length < left && !undecided)) {
                show(stream, piece, length);
                piece->complete = length < left || !stream->source_end;
                stream->skipping = length == left && !stream->source_end ? SKIP_LINE : SKIP_NOTHING;
                advance(stream, length);
                return STREAM_JUNK;
            }
        } else if (stream->source_end) {
            return STREAM_END;
        }
        if (!fill(stream, err)) {
            return STREAM_FAILED;
        }
    }
}

void webhook_stream_take(struct webhook_stream *stream, size_t length)
{
    advance(stream, length);
}

enum stream_more webhook_stream_more(struct webhook_stream *stream, struct piece *piece,
                                     struct err *err)
{
    if (stream->source_end) {
        return STREAM_NO_MORE;
    }
    if (is_full(stream)) {
        return STREAM_TOO_LARGE;
    }
    if (!fill(stream, err)) {
        return STREAM_MORE_FAILED;
    }
    piece->text = stream->buffer + stream->at;
    piece->length = stream->end - stream->at;
    return stream->source_end ? STREAM_NO_MORE : STREAM_MORE;
}

/* --- broken bodies ---------------------------------------------------------------------------- */

/* How far a body goes that broke in its first line, which is `length` bytes long. */
static size_t broken_line(const struct webhook_stream *stream, size_t length, bool *undecided)
{
    const char *text = stream->buffer + stream->at;
    size_t body =
        find_body(stream->begins, text, stream->end - stream->at, 1, length, true, undecided);
    return body != SIZE_MAX ? body : length;
}

/* How far one goes that broke in a later line: to the next line at which a body begins, from byte
 * *from on, which becomes the last line looked at. SIZE_MAX: not in the buffer. */
static size_t broken_lines(const struct webhook_stream *stream, size_t *from)
{
    const char *text = stream->buffer + stream->at;
    size_t left = stream->end - stream->at;
    size_t at = *from;
    for (;;) {
        size_t length = line_length(text + at, left - at);
        if (at + length >= left) {
            return SIZE_MAX;
        }
        int begins = line_begins_body(stream->begins, text + at + length, left - at - length);
        if (begins > 0) {
            return at + length;
        }
        if (begins < 0 && !stream->source_end) {
            return SIZE_MAX;
        }
        at += length + 1;
        *from = at;
    }
}

bool webhook_stream_broken(struct webhook_stream *stream, struct piece *piece, size_t at,
                           struct err *err)
{
    size_t from = 0;
    for (;;) {
        size_t left = stream->end - stream->at;
        size_t length = line_length(stream->buffer + stream->at, left);
        bool final = stream->source_end || is_full(stream);
        bool undecided = length == left;
        size_t extent = SIZE_MAX;
        if (at <= length) {
            if (length < left || final) {
                extent = broken_line(stream, length, &undecided);
            }
            if (undecided && !final) {
                extent = SIZE_MAX;
            }
        } else {
            extent = broken_lines(stream, &from);
        }
        if (extent != SIZE_MAX || final) {
            if (extent == SIZE_MAX) {
                extent = left;
            }
            show(stream, piece, extent);
            if (extent == left) {
                piece->complete = !stream->source_end;
                if (!stream->source_end) {
                    stream->skipping = at <= length ? SKIP_LINE : SKIP_TO_BODY;
                }
            }
            advance(stream, extent);
            return true;
        }
        if (!fill(stream, err)) {
            return false;
        }
    }
}

bool webhook_stream_is_cut(const struct piece *piece, size_t at)
{
    static const char *const marks[] = {"...",    "\xE2\x80\xA6", "[trunc", "<trunc",
                                        "(trunc", "[cut",         "<cut",   "(cut"};
    while (at < piece->length && is_blank(piece->text[at])) {
        at++;
    }
    for (size_t i = 0; i < ARRAY_COUNT(marks); i++) {
        size_t length = strlen(marks[i]);
        if (length <= piece->length - at && memcmp(piece->text + at, marks[i], length) == 0) {
            return true;
        }
    }
    return false;
}

void webhook_piece_place(const struct piece *piece, size_t at, uint64_t *line, uint64_t *column)
{
    *line = piece->line;
    *column = piece->column + at;
    for (size_t i = 0; i < at && i < piece->length; i++) {
        bool pair = piece->text[i] == '\r' && i + 1 < piece->length && piece->text[i + 1] == '\n';
        if ((piece->text[i] == '\n' || piece->text[i] == '\r') && !pair) {
            ++*line;
            *column = at - i;
        }
    }
}
