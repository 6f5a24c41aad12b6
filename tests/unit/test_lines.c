/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "import/lines.h"

static struct lines *open_text(const char *text, size_t length, size_t chunk,
                               struct byte_source **source)
{
    struct err err = ERR_INIT;
    *source = byte_source_memory(text, length, chunk, ENCODING_UTF8, &err);
    check_ok(*source, &err);
    struct lines *lines = lines_new(*source, &err);
    check_ok(lines, &err);
    return lines;
}

static void close_both(struct lines *lines, struct byte_source *source)
{
    lines_free(lines);
    byte_source_free(source);
}

/* The next line must be this one. */
static void expect(struct lines *lines, const char *text, size_t length, uint64_t number,
                   uint64_t offset, bool complete)
{
    struct err err = ERR_INIT;
    struct line line;
    enum lines_step step = lines_next(lines, &line, &err);
    check_ok(step != LINES_FAILED, &err);
    assert_int_equal(step, LINES_LINE);
    assert_int_equal(line.length, length);
    assert_memory_equal(line.text, text, length);
    assert_int_equal(line.number, number);
    assert_int_equal(line.offset, offset);
    assert_int_equal(line.complete, complete);
    assert_false(line.too_long);
}

static void expect_end(struct lines *lines)
{
    struct line line;
    assert_int_equal(lines_next(lines, &line, NULL), LINES_END);
    assert_int_equal(lines_next(lines, &line, NULL), LINES_END);
}

static void all_line_ends(void **state)
{
    (void)state;
    static const char text[] = "one\ntwo\r\nthree\rfour\n\n\r\r\n\rfi\0ve";
    for (size_t chunk = 0; chunk < 9; chunk++) { /* also between CR and LF */
        struct byte_source *source;
        struct lines *lines = open_text(text, sizeof text - 1, chunk, &source);
        expect(lines, "one", 3, 1, 0, true);
        expect(lines, "two", 3, 2, 4, true);
        expect(lines, "three", 5, 3, 9, true);
        expect(lines, "four", 4, 4, 15, true);
        expect(lines, "", 0, 5, 20, true);
        expect(lines, "", 0, 6, 21, true);
        expect(lines, "", 0, 7, 22, true);
        expect(lines, "", 0, 8, 24, true);
        assert_int_equal(lines_offset(lines), 25);
        expect(lines, "fi\0ve", 5, 9, 25, false);
        assert_int_equal(lines_offset(lines), 30);
        expect_end(lines);
        close_both(lines, source);
    }
}

static void last_lines(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool line, complete;
    } cases[] = {{"", false, false},
                 {"x", true, false},
                 {"x\n", true, true},
                 {"x\r", true, true},
                 {"x\r\n", true, true}};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct byte_source *source;
        struct lines *lines = open_text(cases[i].text, strlen(cases[i].text), 1, &source);
        if (cases[i].line) {
            expect(lines, "x", 1, 1, 0, cases[i].complete);
            assert_int_equal(lines_offset(lines), strlen(cases[i].text));
        }
        expect_end(lines);
        close_both(lines, source);
    }
}

static void seeks(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct byte_source *source;
    struct lines *lines = open_text("one\ntwo\nthree", 13, 0, &source);
    expect(lines, "one", 3, 1, 0, true);
    assert_true(lines_seek(lines, 8, 3, &err));
    expect(lines, "three", 5, 3, 8, false);
    expect_end(lines);
    assert_true(lines_seek(lines, 0, 1, &err));
    expect(lines, "one", 3, 1, 0, true);
    expect(lines, "two", 3, 2, 4, true);
    close_both(lines, source);
    lines_free(NULL);
}

/* Lines of all lengths, over many fillings of the buffer, against what was put in. */
static void long_files(void **state)
{
    (void)state;
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    for (size_t kind = 0; kind < ARRAY_COUNT(ends); kind++) {
        size_t room = 3000000, length = 0, count = 0;
        char *text = malloc(room + 10);
        size_t *lengths = malloc(room * sizeof *lengths);
        assert_non_null(text);
        assert_non_null(lengths);
        uint32_t random = 7;
        while (length < room - 200000) {
            random = random * 1664525u + 1013904223u;
            size_t size = count % 50 == 49 ? random >> 15 : random >> 24; /* to 131071, or 255 */
            memset(text + length, 'a' + (int)(count % 26), size);
            lengths[count++] = size;
            length += size;
            memcpy(text + length, ends[kind], strlen(ends[kind]));
            length += strlen(ends[kind]);
        }
        for (size_t chunk = 0; chunk < 300000; chunk += 99991) {
            struct byte_source *source;
            struct lines *lines = open_text(text, length, chunk, &source);
            size_t offset = 0;
            for (size_t i = 0; i < count; i++) {
                expect(lines, text + offset, lengths[i], i + 1, offset, true);
                offset += lengths[i] + strlen(ends[kind]);
            }
            expect_end(lines);
            close_both(lines, source);
        }
        free(lengths);
        free(text);
    }
}

static void too_long_lines(void **state)
{
    (void)state;
    static const char *const ends[] = {"\n", "\r\n", "\r", ""};
    static const size_t over[] = {0, 1, 2, 262143, 262144, 524287, 524288, 5000000};
    char *text = malloc(LINE_LIMIT + 5000100);
    assert_non_null(text);
    for (size_t i = 0; i < ARRAY_COUNT(over); i++) {
        for (size_t kind = 0; kind < ARRAY_COUNT(ends); kind++) {
            struct err err = ERR_INIT;
            struct line line;
            size_t size = LINE_LIMIT + over[i], width = strlen(ends[kind]);
            memcpy(text, "before\n", 7);
            memset(text + 7, 'x', size);
            memcpy(text + 7 + size, ends[kind], width);
            size_t length = 7 + size + width;
            if (width) {
                memcpy(text + length, "after\n", 6);
                length += 6;
            }
            struct byte_source *source;
            struct lines *lines = open_text(text, length, 0, &source);
            expect(lines, "before", 6, 1, 0, true);
            assert_int_equal(lines_next(lines, &line, &err), LINES_LINE);
            assert_int_equal(line.too_long, over[i] > 0);
            assert_int_equal(line.length, LINE_LIMIT);
            assert_int_equal(line.text[0], 'x');
            assert_int_equal(line.text[LINE_LIMIT - 1], 'x');
            assert_int_equal(line.number, 2);
            assert_int_equal(line.offset, 7);
            assert_int_equal(line.complete, width > 0);
            assert_int_equal(lines_offset(lines), 7 + size + width);
            if (width) {
                expect(lines, "after", 5, 3, 7 + size + width, true);
            }
            expect_end(lines);
            close_both(lines, source);
        }
    }
    free(text);
}

static void a_failing_source_fails(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct line line;
    struct byte_source *source = byte_source_memory("\xFF\xFE"
                                                    "a\0\n\0b",
                                                    7, 0, ENCODING_AUTO, &err);
    check_ok(source, &err);
    struct lines *lines = lines_new(source, &err);
    check_ok(lines, &err);
    expect(lines, "a", 1, 1, 0, true);
    assert_int_equal(lines_next(lines, &line, &err), LINES_FAILED);
    assert_int_equal(err.code, ERR_IO);
    close_both(lines, source);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    size_t length = 2000000; /* the buffer must grow */
    char *text = malloc(length);
    assert_non_null(text);
    memset(text, 'x', length);
    bool done = false;
    for (uint64_t n = 1; !done; n++) {
        assert_true(n < 20);
        struct err err = ERR_INIT;
        struct line line;
        struct byte_source *source = byte_source_memory(text, length, 0, ENCODING_UTF8, &err);
        check_ok(source, &err);
        mem_fault_after(n, false);
        struct lines *lines = lines_new(source, &err);
        bool worked = lines && lines_next(lines, &line, &err) == LINES_LINE;
        done = mem_fault_after(0, false) < n;
        assert_int_equal(worked, done);
        assert_int_equal(err.code, done ? ERR_NONE : ERR_MEMORY);
        close_both(lines, source);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_line_ends),
        cmocka_unit_test(last_lines),
        cmocka_unit_test(seeks),
        cmocka_unit_test(long_files),
        cmocka_unit_test(too_long_lines),
        cmocka_unit_test(a_failing_source_fails),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
