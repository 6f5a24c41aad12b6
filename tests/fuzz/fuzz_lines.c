/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines against a splitter that is too simple to be wrong. The first byte says in which pieces the
 * source gives the others out, and from which line on they are read a second time.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "import/lines.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool true_thing)
{
    if (!true_thing) {
        abort();
    }
}

/* Where the line that begins at `at` ends, and how many bytes its end has. */
static size_t simple_line(const uint8_t *text, size_t length, size_t at, size_t *width)
{
    size_t end = at;
    while (end < length && text[end] != '\n' && text[end] != '\r') {
        end++;
    }
    *width = end == length ? 0 : 1;
    if (end + 1 < length && text[end] == '\r' && text[end + 1] == '\n') {
        *width = 2;
    }
    return end;
}

static void compare(struct lines *lines, const uint8_t *text, size_t length, size_t at,
                    uint64_t number, size_t *second, uint64_t second_number)
{
    struct err err = ERR_INIT;
    struct line line;
    for (; at < length; number++) {
        size_t width;
        size_t end = simple_line(text, length, at, &width);
        must(lines_next(lines, &line, &err) == LINES_LINE);
        must(line.number == number && line.offset == at && line.length == end - at);
        must(memcmp(line.text, text + at, line.length) == 0);
        must(line.complete == (width > 0) && !line.too_long);
        at = end + width;
        must(lines_offset(lines) == at);
        if (number == second_number) {
            *second = at;
        }
    }
    must(lines_next(lines, &line, &err) == LINES_END);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    struct err err = ERR_INIT;
    const uint8_t *text = data + 1;
    size_t length = size - 1, second = 0;
    uint64_t again = data[0] >> 4;
    struct byte_source *source =
        byte_source_memory(text, length, data[0] & 15, ENCODING_LATIN1, &err);
    bool packed = length >= 3 && memcmp(text, "\x1f\x8b\x08", 3) == 0;
    must(source || packed); /* all bytes are Latin-1 */
    byte_source_free(source);
    source = byte_source_memory(text, length, data[0] & 15, ENCODING_UTF8, &err);
    if (!source) {
        must(packed); /* it looks like gzip and is none */
        return 0;
    }
    if (!byte_source_is_gzip(source)) {
        size_t mark = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        struct lines *lines = lines_new(source, &err);
        must(lines);
        compare(lines, text + mark, length - mark, 0, 1, &second, again);
        must(lines_seek(lines, second, second ? again + 1 : 1, &err));
        compare(lines, text + mark, length - mark, second, second ? again + 1 : 1, &second, 0);
        lines_free(lines);
    } else {
        char block[256];
        while (byte_source_read(source, block, sizeof block, &err) > 0) {
        }
    }
    byte_source_free(source);
    return 0;
}
