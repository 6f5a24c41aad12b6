/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/csv_scan.h"

#include <string.h>

size_t csv_line(const char *text, size_t length, bool last, size_t *feedless, size_t *width)
{
    size_t from = *feedless < length ? *feedless : length;
    const char *feed = from < length ? memchr(text + from, '\n', length - from) : NULL;
    size_t reach = feed ? (size_t)(feed - text) : length;
    *feedless = reach;
    const char *turn = reach > 0 ? memchr(text, '\r', reach) : NULL;
    if (turn) {
        size_t place = (size_t)(turn - text);
        if (place + 1 == length && !last) {
            return SIZE_MAX; /* a line feed may follow */
        }
        *width = place + 1 < length && text[place + 1] == '\n' ? 2 : 1;
        return place;
    }
    if (feed) {
        *width = 1;
        return reach;
    }
    *width = 0;
    return last ? length : SIZE_MAX;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static void set_field(struct csv_field *field, const char *text, const char *end, size_t column)
{
    while (text < end && is_blank(*text)) {
        text++;
    }
    while (text < end && is_blank(end[-1])) {
        end--;
    }
    field->text = text;
    field->length = (size_t)(end - text);
    field->column = (uint32_t)(column < UINT32_MAX ? column : UINT32_MAX);
    field->doubled = false;
}

/* A line without quotes. */
static bool split_plain(const char *text, size_t length, char delimiter, struct csv_field *fields,
                        struct csv_scan *scan)
{
    const char *start = text;
    const char *end = text + length;
    size_t count = 0;
    for (;;) {
        const char *stop = start < end ? memchr(start, delimiter, (size_t)(end - start)) : NULL;
        if (count == CSV_COLUMNS_MAX) {
            scan->broken = CSV_TOO_MANY_FIELDS;
            scan->broken_at = (size_t)(start - text);
            return false;
        }
        set_field(&fields[count++], start, stop ? stop : end, (size_t)(start - text) + 1);
        if (!stop) {
            break;
        }
        start = stop + 1;
    }
    scan->count = count;
    return true;
}

/* Where a quoted record is being read. */
struct quoted {
    const char *text, *end;
    const char *at;
    const char *line_start;
    bool last;
    char delimiter;
    struct csv_field *fields;
    struct csv_scan *scan;
};

static enum csv_scan_step broken(struct quoted *q, enum csv_broken why, const char *where)
{
    q->scan->broken = why;
    q->scan->broken_at = (size_t)(where - q->text);
    return CSV_SCAN_BROKEN;
}

/* Count the line ends between two places inside quotes. */
static void count_lines(struct quoted *q, const char *from, const char *to)
{
    for (; from < to; from++) {
        if (*from == '\n' || (*from == '\r' && !(from + 1 < q->end && from[1] == '\n'))) {
            q->scan->line_ends++;
            q->line_start = from + 1;
        }
    }
}

/* The field whose opening quote is at q->at; q->at is then behind the closing one and blanks. */
static enum csv_scan_step quoted_field(struct quoted *q, struct csv_field *field)
{
    const char *open = q->at;
    const char *inside = open + 1;
    size_t column = (size_t)(open - q->line_start) + 1;
    bool doubled = false;
    const char *p = inside;
    for (;;) {
        const char *quote = p < q->end ? memchr(p, '"', (size_t)(q->end - p)) : NULL;
        if (!quote) {
            return q->last ? broken(q, CSV_QUOTE_OPEN, open) : CSV_SCAN_MORE;
        }
        if (quote + 1 == q->end && !q->last) {
            return CSV_SCAN_MORE; /* it may be doubled */
        }
        p = quote + 1;
        if (p == q->end || *p != '"') {
            break;
        }
        doubled = true;
        p++;
    }
    const char *close = p - 1;
    set_field(field, inside, close, column);
    field->doubled = doubled;
    q->scan->doubled = q->scan->doubled || doubled;
    count_lines(q, inside, close);
    while (p < q->end && is_blank(*p) && *p != q->delimiter) {
        p++;
    }
    q->at = p;
    if (p == q->end) {
        return q->last ? CSV_SCAN_RECORD : CSV_SCAN_MORE;
    }
    if (*p != q->delimiter && *p != '\n' && *p != '\r') {
        /* A quote that closes on another line and goes on there was never meant to be open. */
        return q->scan->line_ends > 0 ? broken(q, CSV_QUOTE_OPEN, open)
                                      : broken(q, CSV_BEHIND_QUOTE, p);
    }
    return CSV_SCAN_RECORD;
}

static void plain_field(struct quoted *q, struct csv_field *field)
{
    const char *start = q->at;
    const char *p = start;
    while (p < q->end && *p != q->delimiter && *p != '\n' && *p != '\r') {
        p++;
    }
    set_field(field, start, p, (size_t)(start - q->line_start) + 1);
    q->at = p;
}

static enum csv_scan_step split_quoted(struct quoted *q)
{
    for (;;) {
        if (q->scan->count == CSV_COLUMNS_MAX) {
            return broken(q, CSV_TOO_MANY_FIELDS, q->at);
        }
        struct csv_field *field = &q->fields[q->scan->count++];
        const char *first = q->at;
        while (first < q->end && is_blank(*first) && *first != q->delimiter) {
            first++;
        }
        if (first < q->end && *first == '"') {
            q->at = first;
            enum csv_scan_step step = quoted_field(q, field);
            if (step != CSV_SCAN_RECORD) {
                return step;
            }
        } else {
            plain_field(q, field);
        }
        if (q->at == q->end) {
            q->scan->length = (size_t)(q->at - q->text);
            q->scan->width = 0;
            return q->last ? CSV_SCAN_RECORD : CSV_SCAN_MORE;
        }
        if (*q->at != q->delimiter) {
            break;
        }
        q->at++;
    }
    size_t width = 1;
    if (*q->at == '\r') {
        if (q->at + 1 == q->end && !q->last) {
            return CSV_SCAN_MORE;
        }
        width = q->at + 1 < q->end && q->at[1] == '\n' ? 2 : 1;
    }
    q->scan->length = (size_t)(q->at - q->text);
    q->scan->width = width;
    return CSV_SCAN_RECORD;
}

enum csv_scan_step csv_scan(const char *text, size_t length, bool last, char delimiter,
                            size_t *feedless, struct csv_field *fields, struct csv_scan *scan)
{
    memset(scan, 0, sizeof *scan);
    size_t width = 0;
    size_t line = csv_line(text, length, last, feedless, &width);
    size_t look = line == SIZE_MAX ? length : line;
    bool quotes = look > 0 && memchr(text, '"', look);
    if (!quotes) {
        if (line == SIZE_MAX) {
            return CSV_SCAN_MORE;
        }
        scan->length = line;
        scan->width = width;
        return split_plain(text, line, delimiter, fields, scan) ? CSV_SCAN_RECORD : CSV_SCAN_BROKEN;
    }
    struct quoted q = {text, text + length, text, text, last, delimiter, fields, scan};
    enum csv_scan_step step = split_quoted(&q);
    if (step == CSV_SCAN_BROKEN) {
        if (line == SIZE_MAX) {
            return CSV_SCAN_MORE; /* its end has to be known to go on behind it */
        }
        scan->length = line;
        scan->width = width;
        scan->line_ends = 0;
    }
    return step;
}

size_t csv_undouble(const struct csv_field *field, char *out)
{
    const char *from = field->text;
    const char *end = from + field->length;
    char *to = out;
    while (from < end) {
        const char *quote = memchr(from, '"', (size_t)(end - from));
        size_t size = quote ? (size_t)(quote - from) + 1 : (size_t)(end - from);
        memcpy(to, from, size);
        to += size;
        from += size;
        if (quote && from < end && *from == '"') {
            from++;
        }
    }
    return (size_t)(to - out);
}
