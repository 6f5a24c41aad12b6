/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include "base/mem.h"
#include "import/byte_source.h"

/* --- making files ----------------------------------------------------------------------------- */

static const char *write_file(const char *name, const void *bytes, size_t length)
{
    static char path[1024];
    snprintf(path, sizeof path, "%s/%s", check_folder(), name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    return path;
}

/* One gzip member; returns its length. */
static size_t pack(const void *bytes, size_t length, unsigned char *out, size_t room)
{
    z_stream stream = {0};
    assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = (Bytef *)(uintptr_t)bytes;
    stream.avail_in = (uInt)length;
    stream.next_out = out;
    stream.avail_out = (uInt)room;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    size_t packed = stream.total_out;
    deflateEnd(&stream);
    return packed;
}

/* Bytes that do not pack to nothing. */
static char *noise(size_t length)
{
    char *bytes = malloc(length + 1);
    assert_non_null(bytes);
    uint32_t state = 12345;
    for (size_t i = 0; i < length; i++) {
        state = state * 1664525u + 1013904223u;
        bytes[i] = (char)('a' + (state >> 24) % 26);
    }
    bytes[length] = '\0';
    return bytes;
}

/* All that is left of a source, read `step` bytes at a time; -1 in *length on failure. */
static char *read_all(struct byte_source *source, size_t step, int64_t *length, struct err *err)
{
    size_t room = 1 << 16, have = 0;
    char *bytes = malloc(room + step + 1);
    assert_non_null(bytes);
    for (;;) {
        int64_t got = byte_source_read(source, bytes + have, step, err);
        if (got <= 0) {
            *length = got < 0 ? -1 : (int64_t)have;
            bytes[have] = '\0';
            return bytes;
        }
        have += (size_t)got;
        assert_int_equal(byte_source_offset(source) >= have, true);
        if (have > room) {
            room = have * 2;
            bytes = realloc(bytes, room + step + 1);
            assert_non_null(bytes);
        }
    }
}

static void expect(struct byte_source *source, size_t step, const char *want, size_t length)
{
    struct err err = ERR_INIT;
    int64_t got;
    char *bytes = read_all(source, step, &got, &err);
    check_ok(got >= 0, &err);
    assert_int_equal(got, length);
    assert_memory_equal(bytes, want, length);
    free(bytes);
}

static struct byte_source *memory(const void *bytes, size_t length, size_t chunk,
                                  enum source_encoding encoding)
{
    struct err err = ERR_INIT;
    struct byte_source *source = byte_source_memory(bytes, length, chunk, encoding, &err);
    check_ok(source, &err);
    return source;
}

static struct byte_source *open_path(const char *path, enum source_encoding encoding)
{
    struct err err = ERR_INIT;
    struct byte_source *source = byte_source_open(path, check_folder(), encoding, NULL, &err);
    check_ok(source, &err);
    return source;
}

/* --- plain files ------------------------------------------------------------------------------ */

static void plain_file(void **state)
{
    (void)state;
    const char text[] = "one\ntwo\0three\xff\n";
    size_t length = sizeof text - 1;
    const char *path = write_file("plain", text, length);
    struct byte_source *source = open_path(path, ENCODING_AUTO);
    assert_string_equal(byte_source_name(source), path);
    assert_false(byte_source_is_gzip(source));
    assert_true(byte_source_is_plain(source));
    assert_int_equal(byte_source_total(source), length);
    assert_int_equal(byte_source_done(source), 0);
    expect(source, 5, text, length);
    assert_int_equal(byte_source_offset(source), length);
    assert_int_equal(byte_source_done(source), length);
    struct err err = ERR_INIT;
    assert_true(byte_source_seek(source, 4, &err));
    assert_int_equal(byte_source_offset(source), 4);
    expect(source, 100, text + 4, length - 4);
    assert_true(byte_source_seek(source, 0, &err));
    expect(source, 1, text, length);
    assert_true(byte_source_seek(source, 1000, &err)); /* beyond the end there is nothing */
    expect(source, 8, "", 0);
    assert_int_equal(byte_source_total(source), length);
    byte_source_free(source);
    byte_source_free(NULL);
}

static void empty_file(void **state)
{
    (void)state;
    struct byte_source *source = open_path(write_file("empty", "", 0), ENCODING_AUTO);
    expect(source, 10, "", 0);
    assert_int_equal(byte_source_total(source), 0);
    byte_source_free(source);
    source = open_path("/dev/null", ENCODING_AUTO); /* no regular file: spooled */
    expect(source, 10, "", 0);
    byte_source_free(source);
}

static void a_growing_file_is_read_on(void **state)
{
    (void)state;
    const char *path = write_file("growing", "abc", 3);
    struct byte_source *source = open_path(path, ENCODING_AUTO);
    expect(source, 10, "abc", 3);
    FILE *file = fopen(path, "ab");
    assert_non_null(file);
    fputs("def", file);
    fclose(file);
    expect(source, 10, "def", 3);
    assert_int_equal(byte_source_total(source), 6);
    assert_int_equal(byte_source_done(source), 6);
    byte_source_free(source);
}

static void what_cannot_be_opened(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    assert_null(byte_source_open("/nowhere/at/all", "/tmp", ENCODING_AUTO, NULL, &err));
    assert_int_equal(err.code, ERR_IO);
    assert_string_equal(err.file, "/nowhere/at/all");
    assert_non_null(strstr(err.text, "No such file"));
    assert_null(byte_source_open(check_folder(), "/tmp", ENCODING_AUTO, NULL, &err));
    assert_int_equal(err.code, ERR_IO);
    assert_non_null(strstr(err.text, "folder"));
    if (geteuid() != 0) {
        const char *path = write_file("secret", "x", 1);
        assert_int_equal(chmod(path, 0), 0);
        assert_null(byte_source_open(path, "/tmp", ENCODING_AUTO, NULL, &err));
        assert_int_equal(err.code, ERR_IO);
    }
}

/* --- gzip ------------------------------------------------------------------------------------- */

static void gzip_files(void **state)
{
    (void)state;
    size_t length = 700000;
    char *text = noise(length);
    unsigned char *packed = malloc(2 * length);
    assert_non_null(packed);
    size_t first = pack(text, 300000, packed, 2 * length);
    size_t second = pack(text + 300000, 0, packed + first, 2 * length - first); /* empty member */
    size_t third =
        pack(text + 300000, length - 300000, packed + first + second, 2 * length - first - second);
    size_t total = first + second + third;
    memset(packed + total, 0, 100);
    for (size_t padding = 0; padding <= 100; padding += 100) {
        for (size_t chunk = 0; chunk <= 4096; chunk += 2048 - 1) {
            struct byte_source *source = memory(packed, total + padding, chunk, ENCODING_AUTO);
            struct err err = ERR_INIT;
            assert_true(byte_source_is_gzip(source));
            assert_false(byte_source_is_plain(source));
            assert_int_equal(byte_source_total(source), total + padding);
            expect(source, 65536, text, length);
            assert_int_equal(byte_source_done(source), total + padding);
            assert_true(byte_source_seek(source, 299990, &err)); /* back, over a member's end */
            assert_int_equal(byte_source_offset(source), 299990);
            expect(source, 777, text + 299990, length - 299990);
            assert_true(byte_source_seek(source, length + 5, &err));
            expect(source, 10, "", 0);
            byte_source_free(source);
        }
    }
    struct byte_source *source = open_path(write_file("log.gz", packed, total), ENCODING_AUTO);
    expect(source, 1 << 20, text, length);
    byte_source_free(source);
    free(packed);
    free(text);
}

static void damaged_gzip(void **state)
{
    (void)state;
    size_t length = 200000;
    char *text = noise(length);
    unsigned char *packed = malloc(length * 2);
    assert_non_null(packed);
    size_t total = pack(text, length, packed, length * 2);
    static const size_t cuts[] = {3, 9, 10, 11, 5000, 100000};
    for (size_t i = 0; i <= ARRAY_COUNT(cuts); i++) { /* the last: without its check sum */
        size_t cut = i < ARRAY_COUNT(cuts) ? cuts[i] : total - 4;
        char words[64];
        struct err err = ERR_INIT;
        struct byte_source *source = byte_source_memory(packed, cut, 1000, ENCODING_AUTO, &err);
        int64_t got = -1;
        if (source) {
            char *bytes = read_all(source, 4096, &got, &err);
            assert_int_equal(got, -1); /* and again, the same */
            assert_int_equal(byte_source_read(source, bytes, 10, &err), -1);
            free(bytes);
            byte_source_free(source);
        }
        assert_int_equal(err.code, ERR_IO);
        snprintf(words, sizeof words, "cut off after %zu bytes", cut);
        assert_non_null(strstr(err.text, words));
        assert_string_equal(err.file, "memory");
    }
    struct err err = ERR_INIT;
    int64_t got;
    packed[total - 6] ^= 1; /* the check sum */
    struct byte_source *source = memory(packed, total, 0, ENCODING_AUTO);
    char *bytes = read_all(source, 4096, &got, &err);
    assert_int_equal(got, -1);
    assert_memory_equal(bytes, text, length); /* all of it came before */
    assert_non_null(strstr(err.text, "broken after"));
    free(bytes);
    byte_source_free(source);
    packed[total - 6] ^= 1;
    memcpy(packed + total, "rubbish", 7);
    source = memory(packed, total + 7, 0, ENCODING_AUTO);
    bytes = read_all(source, 4096, &got, &err);
    assert_int_equal(got, -1);
    assert_non_null(strstr(err.text, "not gzip"));
    free(bytes);
    byte_source_free(source);
    memset(packed + 5000, 0, 100); /* in the middle */
    source = memory(packed, total, 0, ENCODING_AUTO);
    bytes = read_all(source, 4096, &got, &err);
    assert_int_equal(got, -1);
    assert_non_null(strstr(err.text, "broken after"));
    free(bytes);
    byte_source_free(source);
    free(packed);
    free(text);
}

/* --- encodings -------------------------------------------------------------------------------- */

#define BYTES(literal) literal, sizeof literal - 1

static void encodings(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        size_t in_length;
        enum source_encoding encoding;
        const char *out;
        size_t out_length;
    } cases[] = {
        {BYTES("\xEF\xBB\xBFname\n"), ENCODING_AUTO, BYTES("name\n")},
        {BYTES("\xEF\xBB\xBF"), ENCODING_AUTO, BYTES("")},
        {BYTES("\xEF\xBB"), ENCODING_AUTO, BYTES("\xEF\xBB")},
        {BYTES("\xEF\xBB\xBFx"), ENCODING_UTF8, BYTES("x")},
        {BYTES("\xFF\xFEx"), ENCODING_UTF8, BYTES("\xFF\xFEx")}, /* declared: believed */
        {BYTES("\xFF\xFE"
               "a\0\xE9\0\x3D\xD8\x00\xDE\n\0"),
         ENCODING_AUTO, BYTES("a\xC3\xA9\xF0\x9F\x98\x80\n")},
        {BYTES("\xFE\xFF"
               "\0a\0\xE9\xD8\x3D\xDE\x00\0\n"),
         ENCODING_AUTO, BYTES("a\xC3\xA9\xF0\x9F\x98\x80\n")},
        {BYTES("a\0b\0"), ENCODING_UTF16LE, BYTES("ab")},
        {BYTES("\xFF\xFE"
               "a\0"),
         ENCODING_UTF16LE, BYTES("a")},
        {BYTES("\0a\0b"), ENCODING_UTF16BE, BYTES("ab")},
        {BYTES("\xFF\xFE"), ENCODING_AUTO, BYTES("")},
        /* surrogates alone: in the middle, in the wrong order, at the end */
        {BYTES("\x3D\xD8"
               "a\0\x00\xDE\x3D\xD8"),
         ENCODING_UTF16LE,
         BYTES("\xEF\xBF\xBD"
               "a\xEF\xBF\xBD\xEF\xBF\xBD")},
        {BYTES("caf\xE9 \x80\x81\x9F"), ENCODING_LATIN1,
         BYTES("caf\xC3\xA9 \xE2\x82\xAC\xC2\x81\xC5\xB8")},
        {BYTES("\xFF\xFE"), ENCODING_LATIN1, BYTES("\xC3\xBF\xC3\xBE")},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        for (size_t chunk = 0; chunk < 4; chunk++) { /* cut in every way */
            for (size_t step = 1; step < 6; step += 2) {
                struct byte_source *source =
                    memory(cases[i].in, cases[i].in_length, chunk, cases[i].encoding);
                struct err err = ERR_INIT;
                expect(source, step, cases[i].out, cases[i].out_length);
                assert_true(byte_source_seek(source, 0, &err));
                expect(source, 100, cases[i].out, cases[i].out_length);
                if (cases[i].out_length > 1) {
                    assert_true(byte_source_seek(source, 1, &err));
                    expect(source, 100, cases[i].out + 1, cases[i].out_length - 1);
                }
                byte_source_free(source);
            }
        }
    }
}

static void half_a_character_is_an_error(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    int64_t got;
    struct byte_source *source = memory(BYTES("\xFF\xFE"
                                              "a\0b"),
                                        0, ENCODING_AUTO);
    char *bytes = read_all(source, 10, &got, &err);
    assert_int_equal(got, -1);
    assert_string_equal(bytes, "a");
    assert_int_equal(err.code, ERR_IO);
    assert_non_null(strstr(err.text, "UTF-16"));
    free(bytes);
    byte_source_free(source);
}

/* More than fits the decoder's block, with pairs across its borders. */
static void long_texts_of_other_encodings(void **state)
{
    (void)state;
    size_t pairs = 50000;
    unsigned char *wide = malloc(2 + 1 + pairs * 4);
    char *text = malloc(pairs * 4);
    assert_non_null(wide);
    assert_non_null(text);
    memcpy(wide, "\xFF\xFE", 2);
    for (size_t i = 0; i < pairs; i++) {
        memcpy(wide + 2 + 4 * i, "\x3D\xD8\x00\xDE", 4);
        memcpy(text + 4 * i, "\xF0\x9F\x98\x80", 4);
    }
    for (size_t chunk = 0; chunk < 70000; chunk += 32767) {
        struct byte_source *source = memory(wide, 2 + pairs * 4, chunk, ENCODING_AUTO);
        expect(source, 100000, text, pairs * 4);
        byte_source_free(source);
    }
    unsigned char *packed = malloc(pairs * 4 + 1000);
    assert_non_null(packed);
    size_t length = pack(wide, 2 + pairs * 4, packed, pairs * 4 + 1000);
    struct byte_source *source = memory(packed, length, 0, ENCODING_AUTO); /* both at once */
    expect(source, 999, text, pairs * 4);
    byte_source_free(source);
    free(packed);
    free(wide);
    free(text);
}

/* --- what can be read only once --------------------------------------------------------------- */

/* Run `open` with `bytes` coming through a pipe as standard input. */
static struct byte_source *from_pipe(const char *bytes, size_t length, const char *folder,
                                     struct cancel *cancel, struct err *err)
{
    int ends[2], saved = dup(STDIN_FILENO);
    assert_int_equal(pipe(ends), 0);
    assert_true(length <= 65536); /* fits the pipe */
    assert_int_equal(write(ends[1], bytes, length), (ssize_t)length);
    close(ends[1]);
    assert_true(dup2(ends[0], STDIN_FILENO) >= 0);
    close(ends[0]);
    struct byte_source *source = byte_source_open("-", folder, ENCODING_AUTO, cancel, err);
    if (saved >= 0) {
        dup2(saved, STDIN_FILENO);
        close(saved);
    }
    return source;
}

static int entries(const char *folder)
{
    char command[1200];
    snprintf(command, sizeof command, "ls -A '%s' | wc -l", folder);
    FILE *pipe = popen(command, "r");
    int count = -1;
    assert_non_null(pipe);
    assert_int_equal(fscanf(pipe, "%d", &count), 1);
    pclose(pipe);
    return count;
}

static void standard_input_is_spooled(void **state)
{
    (void)state;
    char folder[1024];
    snprintf(folder, sizeof folder, "%s/spool", check_folder());
    assert_int_equal(mkdir(folder, 0700), 0);
    char *text = noise(60000);
    struct err err = ERR_INIT;
    struct byte_source *source = from_pipe(text, 60000, folder, NULL, &err);
    check_ok(source, &err);
    assert_string_equal(byte_source_name(source), "stdin");
    assert_int_equal(byte_source_total(source), 60000);
    assert_int_equal(entries(folder), 0); /* it has no name any more */
    expect(source, 1000, text, 60000);
    assert_true(byte_source_seek(source, 0, &err)); /* and can be read again */
    expect(source, 1000, text, 60000);
    byte_source_free(source);

    unsigned char packed[65536];
    size_t length = pack(text, 60000, packed, sizeof packed);
    source = from_pipe((const char *)packed, length, folder, NULL, &err);
    check_ok(source, &err);
    assert_true(byte_source_is_gzip(source));
    expect(source, 1000, text, 60000);
    byte_source_free(source);

    snprintf(folder, sizeof folder, "%s/missing", check_folder());
    assert_null(from_pipe("x", 1, folder, NULL, &err));
    assert_int_equal(err.code, ERR_IO);
    assert_string_equal(err.file, "stdin");
    assert_non_null(strstr(err.text, folder));

    struct cancel cancel = CANCEL_INIT;
    cancel_set(&cancel);
    assert_null(from_pipe("x", 1, check_folder(), &cancel, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    free(text);
}

static void a_regular_file_as_input_is_read_in_place(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    int saved = dup(STDIN_FILENO);
    int file = open(write_file("input", "header\nrest", 11), O_RDONLY);
    assert_true(file >= 0);
    assert_int_equal(lseek(file, 7, SEEK_SET), 7); /* somebody has read a line of it */
    assert_true(dup2(file, STDIN_FILENO) >= 0);
    close(file);
    struct byte_source *source = byte_source_open("-", "/nowhere", ENCODING_AUTO, NULL, &err);
    check_ok(source, &err);
    expect(source, 3, "rest", 4);
    assert_int_equal(byte_source_total(source), 4);
    assert_true(byte_source_seek(source, 2, &err));
    expect(source, 3, "st", 2);
    byte_source_free(source);
    if (saved >= 0) {
        dup2(saved, STDIN_FILENO);
        close(saved);
    }
}

static void a_named_pipe_is_spooled(void **state)
{
    (void)state;
    char path[1024];
    snprintf(path, sizeof path, "%s/fifo", check_folder());
    assert_int_equal(mkfifo(path, 0600), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        int end = open(path, O_WRONLY); /* waits for the reader */
        _exit(end >= 0 && write(end, "through", 7) == 7 ? 0 : 1);
    }
    struct err err = ERR_INIT;
    struct byte_source *source = byte_source_open(path, check_folder(), ENCODING_AUTO, NULL, &err);
    check_ok(source, &err);
    assert_string_equal(byte_source_name(source), path);
    assert_int_equal(byte_source_total(source), 7);
    expect(source, 3, "through", 7);
    byte_source_free(source);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

/* --- the watch -------------------------------------------------------------------------------- */

struct watched {
    char bytes[64];
    size_t length;
    uint64_t last;
};

static void note_seen(void *user, uint64_t offset, const void *bytes, size_t length)
{
    struct watched *watched = user;
    assert_true(watched->length + length <= sizeof watched->bytes);
    memcpy(watched->bytes + watched->length, bytes, length);
    watched->length += length;
    watched->last = offset;
}

static void everything_read_is_seen(void **state)
{
    (void)state;
    struct watched watched = {.length = 0};
    struct err err = ERR_INIT;
    unsigned char packed[100];
    size_t length = pack("0123456789", 10, packed, sizeof packed);
    struct byte_source *source = memory(packed, length, 0, ENCODING_AUTO);
    byte_source_watch(source, note_seen, &watched);
    assert_true(byte_source_seek(source, 4, &err)); /* reads over four bytes */
    expect(source, 3, "456789", 6);
    assert_int_equal(watched.length, 10);
    assert_memory_equal(watched.bytes, "0123456789", 10);
    assert_int_equal(watched.last, 7);
    byte_source_watch(source, NULL, NULL);
    assert_true(byte_source_seek(source, 0, &err));
    expect(source, 3, "0123456789", 10);
    assert_int_equal(watched.length, 10);
    byte_source_free(source);
}

/* --- memory ----------------------------------------------------------------------------------- */

static void every_allocation_may_fail(void **state)
{
    (void)state;
    unsigned char packed[200];
    const char wide[] = "\xFF\xFE"
                        "a\0b\0";
    size_t length = pack(wide, sizeof wide - 1, packed, sizeof packed);
    const char *path = write_file("wide.gz", packed, length);
    bool done = false;
    for (uint64_t n = 1; !done; n++) {
        assert_true(n < 100);
        struct err err = ERR_INIT;
        char bytes[8];
        mem_fault_after(n, true);
        struct byte_source *source =
            byte_source_open(path, check_folder(), ENCODING_AUTO, NULL, &err);
        bool worked = source && byte_source_read(source, bytes, 8, &err) == 2 &&
                      byte_source_read(source, bytes, 8, &err) == 0 &&
                      byte_source_seek(source, 1, &err);
        uint64_t asked = mem_fault_after(0, false);
        byte_source_free(source);
        done = asked < n;
        assert_int_equal(worked, done);
        assert_int_equal(err.code, done ? ERR_NONE : ERR_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_file),
        cmocka_unit_test(empty_file),
        cmocka_unit_test(a_growing_file_is_read_on),
        cmocka_unit_test(what_cannot_be_opened),
        cmocka_unit_test(gzip_files),
        cmocka_unit_test(damaged_gzip),
        cmocka_unit_test(encodings),
        cmocka_unit_test(half_a_character_is_an_error),
        cmocka_unit_test(long_texts_of_other_encodings),
        cmocka_unit_test(standard_input_is_spooled),
        cmocka_unit_test(a_regular_file_as_input_is_read_in_place),
        cmocka_unit_test(a_named_pipe_is_spooled),
        cmocka_unit_test(everything_read_is_seen),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
