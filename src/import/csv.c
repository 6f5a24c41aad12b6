/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/csv.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "import/csv_scan.h"
#include "text/utf8.h"

#define FIRST_SIZE (16u << 10)  /* the buffer of a small file */
#define USUAL_SIZE (512u << 10) /* of a large one, whose rows are short */
#define BUFFER_MAX (LINE_LIMIT + USUAL_SIZE)

struct csv_reader {
    struct byte_source *source;
    struct csv_dialect dialect;
    struct csv_field *fields; /* CSV_COLUMNS_MAX of them */
    char *buffer;
    size_t capacity;
    size_t at, end;  /* the unread bytes of the buffer */
    size_t feedless; /* so many bytes from `at` hold no line feed */
    bool source_end;
    bool in_long_line; /* the row given out last was not read to its end */
    char *single;      /* fields whose doubled quotes were made single */
    size_t single_capacity;
    struct csv_mark here;
};

void csv_reader_free(struct csv_reader *reader)
{
    if (reader) {
        mem_free(reader->fields);
        mem_free(reader->buffer);
        mem_free(reader->single);
        mem_free(reader);
    }
}

/* --- the buffer ------------------------------------------------------------------------------- */

static bool read_more(struct csv_reader *reader, struct err *err)
{
    if (reader->at > 0) {
        memmove(reader->buffer, reader->buffer + reader->at, reader->end - reader->at);
        reader->end -= reader->at;
        reader->at = 0;
    }
    bool large = reader->capacity < USUAL_SIZE && reader->here.offset > reader->capacity / 2;
    if (large || reader->capacity - reader->end < reader->capacity / 2) {
        size_t wanted = reader->capacity * 2;
        wanted = wanted < BUFFER_MAX ? wanted : BUFFER_MAX;
        char *larger = mem_resize(reader->buffer, wanted, 1);
        if (!larger) {
            return err_memory(err);
        }
        reader->buffer = larger;
        reader->capacity = wanted;
    }
    int64_t got = byte_source_read(reader->source, reader->buffer + reader->end,
                                   reader->capacity - reader->end, err);
    if (got < 0) {
        return false;
    }
    reader->end += (size_t)got;
    reader->source_end = got == 0;
    return true;
}

static void consume(struct csv_reader *reader, size_t bytes)
{
    reader->at += bytes;
    reader->feedless -= bytes < reader->feedless ? bytes : reader->feedless;
    reader->here.offset += bytes;
}

/* Read over bytes up to the end of a line that is longer than the buffer. */
static bool skip_line(struct csv_reader *reader, struct err *err)
{
    for (;;) {
        size_t width;
        reader->feedless = 0;
        size_t length = csv_line(reader->buffer + reader->at, reader->end - reader->at,
                                 reader->source_end, &reader->feedless, &width);
        if (length != SIZE_MAX) {
            consume(reader, length + width);
            reader->here.line++;
            return true;
        }
        size_t kept = reader->end > reader->at && reader->buffer[reader->end - 1] == '\r' ? 1 : 0;
        consume(reader, reader->end - reader->at - kept);
        if (!read_more(reader, err)) {
            return false;
        }
    }
}

/* Make the next record lie in the buffer. LINES_LINE: scan tells of it. */
static enum lines_step scan_next(struct csv_reader *reader, struct csv_scan *scan, bool *broken,
                                 struct err *err)
{
    for (;;) {
        const char *text = reader->buffer + reader->at;
        size_t length = reader->end - reader->at;
        if (length > 0 || reader->source_end) {
            if (length == 0) {
                return LINES_END;
            }
            bool full = length > LINE_LIMIT;
            enum csv_scan_step step =
                csv_scan(text, length, reader->source_end || full, reader->dialect.delimiter,
                         &reader->feedless, reader->fields, scan);
            *broken = step == CSV_SCAN_BROKEN;
            if (step != CSV_SCAN_MORE) {
                return LINES_LINE;
            }
        }
        if (!read_more(reader, err)) {
            return LINES_FAILED;
        }
    }
}

/* --- records ---------------------------------------------------------------------------------- */

/* Whether all bytes are ASCII and none is NUL: most rows are. */
static bool is_plain(const char *text, size_t length)
{
    uint64_t high = 0;
    size_t i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, text + i, 8);
        /* A zero byte borrows from its top bit; other bytes below 0x80 do not set it. */
        high |= word | (word - UINT64_C(0x0101010101010101));
    }
    for (; i < length; i++) {
        high |= (unsigned char)text[i] == 0 ? 0x80 : (unsigned char)text[i];
    }
    return (high & UINT64_C(0x8080808080808080)) == 0;
}

/* Look for bytes that no text may hold. */
static void check_bytes(struct csv_record *record, bool one_line)
{
    size_t bad = 0;
    if (is_plain(record->raw, record->raw_length)) {
        return;
    }
    const char *nul = memchr(record->raw, 0, record->raw_length);
    if (nul) {
        record->broken = _("a NUL byte");
        bad = (size_t)(nul - record->raw);
    } else if (!utf8_valid(record->raw, record->raw_length, &bad)) {
        record->broken =
            _("bytes that are not UTF-8 (--encoding says in what the file is written)");
    } else {
        return;
    }
    record->broken_column = one_line ? bad + 1 : 0;
    record->count = 0;
}

static const char *broken_words(enum csv_broken broken)
{
    switch (broken) {
    case CSV_QUOTE_OPEN:
        return _("a quote is opened and never closed");
    case CSV_BEHIND_QUOTE:
        return _("text behind a closing quote");
    case CSV_TOO_MANY_FIELDS:
        return _("more columns than a table may have (1024)");
    case CSV_FINE:
        break;
    }
    return _("the row cannot be read");
}

static bool make_single(struct csv_reader *reader, const struct csv_scan *scan, struct err *err)
{
    if (reader->single_capacity < scan->length) {
        char *larger = mem_resize(reader->single, scan->length, 1);
        if (!larger) {
            return err_memory(err);
        }
        reader->single = larger;
        reader->single_capacity = scan->length;
    }
    char *to = reader->single;
    for (size_t i = 0; i < scan->count; i++) {
        struct csv_field *field = &reader->fields[i];
        if (field->doubled) {
            field->length = csv_undouble(field, to);
            field->text = to;
            field->doubled = false;
            to += field->length;
        }
    }
    return true;
}

/* A line without anything but blanks (a field of its own is not one: that row has a delimiter). */
static bool is_blank_line(const struct csv_reader *reader, const struct csv_scan *scan)
{
    return scan->count == 1 && reader->fields[0].length == 0 &&
           !memchr(reader->buffer + reader->at, '"', scan->length);
}

static enum lines_step next_record(struct csv_reader *reader, struct csv_record *record,
                                   struct err *err)
{
    struct csv_scan scan;
    bool broken = false;
    enum lines_step step;
    for (;;) {
        step = scan_next(reader, &scan, &broken, err);
        if (step != LINES_LINE) {
            return step;
        }
        bool comment = reader->dialect.comment && reader->end > reader->at &&
                       reader->buffer[reader->at] == reader->dialect.comment;
        if (!comment && (broken || !is_blank_line(reader, &scan))) {
            break;
        }
        if (comment && (broken || scan.line_ends > 0)) {
            /* A remark ends with its line, whatever quotes are in it. */
            scan.length = csv_line(reader->buffer + reader->at, reader->end - reader->at, true,
                                   &reader->feedless, &scan.width);
        }
        consume(reader, scan.length + scan.width);
        reader->here.line++;
    }
    *record = (struct csv_record){.fields = reader->fields,
                                  .count = broken ? 0 : scan.count,
                                  .line = reader->here.line,
                                  .raw = reader->buffer + reader->at,
                                  .raw_length = scan.length,
                                  .begin = reader->here.offset,
                                  .complete = scan.width > 0};
    bool too_long = scan.length > LINE_LIMIT;
    if (too_long) {
        record->raw_length = LINE_LIMIT;
        record->count = 0;
        record->broken = _("a row of over 16 MiB");
    } else if (broken) {
        record->broken = broken_words(scan.broken);
        record->broken_column = scan.broken_at <= scan.length ? scan.broken_at + 1 : 0;
    } else {
        if (scan.doubled && !make_single(reader, &scan, err)) {
            return LINES_FAILED;
        }
        check_bytes(record, scan.line_ends == 0);
    }
    if (too_long && scan.width == 0 && !reader->source_end) {
        /* The row is given up, but its beginning is wanted for the rejects: it stays in the buffer
         * until the next call, which reads over the rest. */
        reader->in_long_line = true;
        record->end = reader->here.offset;
        return LINES_LINE;
    }
    consume(reader, scan.length + scan.width);
    reader->here.line += scan.line_ends + 1;
    record->end = reader->here.offset;
    return LINES_LINE;
}

enum lines_step csv_next(struct csv_reader *reader, struct csv_record *record, struct err *err)
{
    if (reader->in_long_line && !skip_line(reader, err)) {
        return LINES_FAILED;
    }
    reader->in_long_line = false;
    enum lines_step step = next_record(reader, record, err);
    if (step == LINES_LINE) {
        record->row = ++reader->here.row;
    }
    return step;
}

/* --- beginning and going on ------------------------------------------------------------------- */

/* The record above the rows; it was seen before, and is read over as it is. */
static bool skip_header(struct csv_reader *reader, struct err *err)
{
    for (uint64_t i = 0; i < reader->dialect.skip_lines; i++) {
        if (reader->at == reader->end && !read_more(reader, err)) {
            return false;
        }
        if (reader->at == reader->end) {
            return true;
        }
        if (!skip_line(reader, err)) {
            return false;
        }
    }
    if (reader->dialect.headless) {
        return true;
    }
    struct csv_record header;
    return next_record(reader, &header, err) != LINES_FAILED;
}

struct csv_reader *csv_reader_new(struct byte_source *source, const struct csv_dialect *dialect,
                                  struct err *err)
{
    struct csv_reader *reader = mem_new(1, sizeof *reader);
    if (reader) {
        reader->fields = mem_new(CSV_COLUMNS_MAX, sizeof *reader->fields);
        reader->buffer = mem_new(FIRST_SIZE, 1);
        reader->capacity = FIRST_SIZE;
    }
    if (!reader || !reader->fields || !reader->buffer) {
        csv_reader_free(reader);
        err_memory(err);
        return NULL;
    }
    reader->source = source;
    reader->dialect = *dialect;
    if (!csv_return(reader, &(struct csv_mark){0, 0, 1, 0}, err) || !skip_header(reader, err)) {
        csv_reader_free(reader);
        return NULL;
    }
    return reader;
}

void csv_mark(const struct csv_reader *reader, struct csv_mark *mark)
{
    *mark = reader->here;
}

bool csv_return(struct csv_reader *reader, const struct csv_mark *mark, struct err *err)
{
    if (!byte_source_seek(reader->source, mark->offset, err)) {
        return false;
    }
    reader->at = reader->end = reader->feedless = 0;
    reader->source_end = reader->in_long_line = false;
    reader->here = *mark;
    return true;
}
