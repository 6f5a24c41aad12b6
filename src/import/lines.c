/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/lines.h"

#include <string.h>

#include "base/mem.h"

#define READ_SIZE  (256u << 10)
#define START_SIZE (2 * READ_SIZE)

struct lines {
    struct byte_source *source;
    char *buffer;
    size_t capacity;
    size_t at;       /* first byte of the line that comes next */
    size_t scanned;  /* no end of line lies before this */
    size_t feedless; /* nor a line feed before this (far ahead in files with CR alone) */
    size_t end;      /* bytes in the buffer */
    bool source_end; /* the source has no more */
    uint64_t offset; /* of buffer[at] in the decoded text */
    uint64_t number; /* of the line that comes next */
};

struct lines *lines_new(struct byte_source *source, struct err *err)
{
    struct lines *lines = mem_new(1, sizeof *lines);
    if (lines) {
        lines->source = source;
        lines->capacity = START_SIZE;
        lines->buffer = mem_new(lines->capacity, 1);
        lines->offset = byte_source_offset(source);
        lines->number = 1;
        if (lines->buffer) {
            return lines;
        }
        mem_free(lines);
    }
    err_memory(err);
    return NULL;
}

void lines_free(struct lines *lines)
{
    if (lines) {
        mem_free(lines->buffer);
        mem_free(lines);
    }
}

uint64_t lines_offset(const struct lines *lines)
{
    return lines->offset;
}

bool lines_seek(struct lines *lines, uint64_t offset, uint64_t number, struct err *err)
{
    if (!byte_source_seek(lines->source, offset, err)) {
        return false;
    }
    lines->at = lines->scanned = lines->feedless = lines->end = 0;
    lines->source_end = false;
    lines->offset = offset;
    lines->number = number;
    return true;
}

/* Make room behind the unread bytes and read more of the source. */
static bool read_more(struct lines *lines, struct err *err)
{
    if (lines->at > 0 && lines->capacity - lines->end < READ_SIZE) {
        memmove(lines->buffer, lines->buffer + lines->at, lines->end - lines->at);
        lines->scanned -= lines->at;
        lines->feedless -= lines->at;
        lines->end -= lines->at;
        lines->at = 0;
    }
    if (lines->capacity - lines->end < READ_SIZE) {
        size_t wanted = lines->capacity * 2;
        wanted = wanted < LINE_LIMIT + START_SIZE ? wanted : LINE_LIMIT + START_SIZE;
        char *larger = mem_resize(lines->buffer, wanted, 1);
        if (!larger) {
            return err_memory(err);
        }
        lines->buffer = larger;
        lines->capacity = wanted;
    }
    int64_t got = byte_source_read(lines->source, lines->buffer + lines->end,
                                   lines->capacity - lines->end, err);
    if (got < 0) {
        return false;
    }
    lines->end += (size_t)got;
    lines->source_end = got == 0;
    return true;
}

/* Look for the end of the line from `scanned`: its place, its bytes (1, 2 for CR LF) in *width.
 * SIZE_MAX: more bytes are needed, or there is no end. */
static size_t find_end(struct lines *lines, size_t *width)
{
    const char *buffer = lines->buffer;
    if (lines->feedless < lines->scanned) {
        lines->feedless = lines->scanned;
    }
    size_t left = lines->end - lines->feedless;
    const char *feed = left ? memchr(buffer + lines->feedless, '\n', left) : NULL;
    lines->feedless = feed ? (size_t)(feed - buffer) : lines->end;
    size_t reach = lines->feedless - lines->scanned;
    const char *turn = reach ? memchr(buffer + lines->scanned, '\r', reach) : NULL;
    if (turn) {
        size_t place = (size_t)(turn - buffer);
        if (place + 1 == lines->end && !lines->source_end) {
            lines->scanned = place; /* a line feed may follow */
            return SIZE_MAX;
        }
        *width = place + 1 < lines->end && buffer[place + 1] == '\n' ? 2 : 1;
        return place;
    }
    if (feed) {
        *width = 1;
        return (size_t)(feed - buffer);
    }
    lines->scanned = lines->end;
    return SIZE_MAX;
}

static void give(struct lines *lines, struct line *line, size_t length, size_t width)
{
    line->text = lines->buffer + lines->at;
    line->length = length;
    line->number = lines->number++;
    line->offset = lines->offset;
    line->complete = width > 0;
    line->too_long = false;
    lines->at += length + width;
    lines->scanned = lines->at;
    lines->feedless = lines->feedless > lines->at ? lines->feedless : lines->at;
    lines->offset += length + width;
}

/* A line over the limit: keep its first LINE_LIMIT bytes, read over the others. The last byte
 * looked at stays in the buffer, since a CR there may have its LF still to come. */
static enum lines_step skip_rest(struct lines *lines, struct line *line, struct err *err)
{
    char *buffer = lines->buffer;
    memmove(buffer, buffer + lines->at, lines->end - lines->at);
    lines->end -= lines->at;
    lines->at = 0;
    uint64_t skipped = 0; /* bytes between the kept ones and what the buffer holds behind them */
    size_t place, width = 0;
    for (;;) {
        lines->scanned = lines->feedless = LINE_LIMIT;
        place = find_end(lines, &width);
        if (place != SIZE_MAX || lines->source_end) {
            break;
        }
        size_t tail = lines->end > LINE_LIMIT && buffer[lines->end - 1] == '\r' ? 1 : 0;
        skipped += lines->end - LINE_LIMIT - tail;
        if (tail) {
            buffer[LINE_LIMIT] = '\r';
        }
        lines->end = LINE_LIMIT + tail;
        int64_t got =
            byte_source_read(lines->source, buffer + lines->end, lines->capacity - lines->end, err);
        if (got < 0) {
            return LINES_FAILED;
        }
        lines->end += (size_t)got;
        lines->source_end = got == 0;
    }
    if (place == SIZE_MAX) {
        place = lines->end;
        width = 0;
    }
    give(lines, line, place, width);
    lines->offset += skipped;
    line->length = LINE_LIMIT;
    line->too_long = true;
    return LINES_LINE;
}

enum lines_step lines_next(struct lines *lines, struct line *line, struct err *err)
{
    for (;;) {
        size_t width;
        size_t place = find_end(lines, &width);
        size_t known = (place != SIZE_MAX ? place : lines->scanned) - lines->at;
        if (known > LINE_LIMIT) {
            return skip_rest(lines, line, err);
        }
        if (place != SIZE_MAX) {
            give(lines, line, place - lines->at, width);
            return LINES_LINE;
        }
        if (lines->source_end) {
            if (lines->at == lines->end) {
                return LINES_END;
            }
            give(lines, line, lines->end - lines->at, 0);
            return LINES_LINE;
        }
        if (!read_more(lines, err)) {
            return LINES_FAILED;
        }
    }
}
