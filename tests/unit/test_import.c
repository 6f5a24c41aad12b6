/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The importer around the formats: names, options, digests, continuing. */
#include "lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"
#include "import/prefix.h"
#include "import/registry.h"
#include "unit/harvest.h"

static struct harvest harvest;

static int set_up(void **state)
{
    (void)state;
    harvest_init(&harvest);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    harvest_free(&harvest);
    return 0;
}

#define BODY(id)                                                                                   \
    "{\"entry\":[{\"changes\":[{\"value\":{\"statuses\":[{\"id\":\"" id "\",\"status\":\"sent\","  \
    "\"timestamp\":\"1750030073\"}]}}]}]}"

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

static struct importer *open_file(const char *path)
{
    struct err err = ERR_INIT;
    harvest.request.path = path;
    struct importer *importer = importer_open(&harvest.request, &err);
    check_ok(importer, &err);
    return importer;
}

/* --- options ---------------------------------------------------------------------------------- */

static void options_name_what_matters(void **state)
{
    (void)state;
    const char *path = write_file("Log of May%.ndjson.gz", BODY("a"), strlen(BODY("a")));
    struct importer *importer = open_file(path);
    assert_string_equal(importer_options(importer), "as=webhook zone=UTC");
    assert_string_equal(importer_head(importer)->why, "it begins with the body of a Meta webhook");
    importer_free(importer);
    harvest.request.as = "webhook";
    harvest.request.campaign = "Spring \xE2\x82\xAC";
    harvest.request.country = "DE";
    harvest.request.channel = "sms";
    importer = open_file(path);
    assert_string_equal(
        importer_options(importer),
        "as=webhook zone=UTC campaign=Spring%20\xE2\x82\xAC channel=sms country=DE");
    assert_string_equal(importer_head(importer)->why, "named by --as");
    importer_free(importer);
    harvest.request.campaign = "@file";
    importer = open_file(path);
    assert_non_null(strstr(importer_options(importer), "campaign=Log%20of%20May%25 "));
    assert_string_equal(importer_head(importer)->name, "Log of May%.ndjson.gz");
    importer_free(importer);
    importer_free(NULL);
}

static void names_of_files(void **state)
{
    (void)state;
    static const struct {
        const char *file, *campaign;
    } cases[] = {{"autumn.csv", "autumn"},
                 {"autumn", "autumn"},
                 {"autumn.ndjson.gz", "autumn"},
                 {"a.b.c", "a.b"},
                 {".hidden", ".hidden"},
                 {".gz", ".gz"},
                 {"x.gz", "x"},
                 {"esc\x1b[31m.csv", "esc\xEF\xBF\xBD[31m"}};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        harvest.request.campaign = "@file";
        harvest_clear(&harvest);
        harvest_file(&harvest, write_file(cases[i].file, BODY("a"), strlen(BODY("a"))), 0);
        assert_string_equal(harvest_find(&harvest, "a")->campaign, cases[i].campaign);
    }
}

static void wrong_requests(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    harvest.request.path = write_file("one.ndjson", BODY("a"), strlen(BODY("a")));
    harvest.request.as = "papyrus";
    assert_null(importer_open(&harvest.request, &err));
    assert_int_equal(err.code, ERR_USAGE);
    assert_non_null(strstr(err.text, "\"papyrus\""));
    assert_non_null(strstr(err.todo, "webhook"));
    harvest.request.as = NULL;
    harvest.request.campaign = " \n ";
    assert_null(importer_open(&harvest.request, &err));
    assert_int_equal(err.code, ERR_USAGE);
    harvest.request.campaign = NULL;
    harvest.request.path = "/nowhere/at/all";
    assert_null(importer_open(&harvest.request, &err));
    assert_int_equal(err.code, ERR_IO);
    assert_string_equal(err.file, "/nowhere/at/all");
}

static void formats_are_listed_well(void **state)
{
    (void)state;
    size_t count;
    const struct import_format *const *formats = registry_formats(&count);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        assert_ptr_equal(registry_by_id(formats[i]->id), formats[i]);
        assert_true(formats[i]->title[0] && formats[i]->help[0]);
        assert_non_null(formats[i]->sniff);
        assert_non_null(formats[i]->open);
        assert_non_null(formats[i]->read);
        assert_non_null(formats[i]->close);
        formats[i]->close(NULL);
    }
    assert_null(registry_by_id("papyrus"));
}

static void reading_after_the_end(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct importer *importer = open_file(write_file("end", BODY("a") "\n", strlen(BODY("a")) + 1));
    struct batch *batch = batch_new();
    assert_non_null(batch);
    assert_int_equal(importer_read(importer, batch, NULL, &err), IMPORT_END);
    assert_int_equal(batch_size(batch), 1);
    const struct import_tally *tally = importer_tally(importer);
    assert_int_equal(tally->bytes_done, strlen(BODY("a")) + 1);
    assert_int_equal(tally->bytes_total, strlen(BODY("a")) + 1);
    assert_int_equal(importer_read(importer, batch, NULL, &err), IMPORT_END);
    assert_int_equal(batch_size(batch), 0);
    batch_free(batch);
    importer_free(importer);
}

static void broken_files_fail_with_their_name(void **state)
{
    (void)state;
    size_t length = 300000;
    char *text = malloc(length + 100);
    assert_non_null(text);
    size_t at = 0;
    for (uint32_t i = 0; at < length; i++) {
        at += (size_t)sprintf(text + at, BODY("%u") "\n", i * 2654435761u);
    }
    uLongf packed_length = compressBound((uLong)at) + 32;
    unsigned char *packed = malloc(packed_length);
    assert_non_null(packed);
    z_stream stream = {0};
    assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = (Bytef *)text;
    stream.avail_in = (uInt)at;
    stream.next_out = packed;
    stream.avail_out = (uInt)packed_length;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    size_t whole = stream.total_out;
    deflateEnd(&stream);

    struct err err = ERR_INIT;
    char path[1024];
    snprintf(path, sizeof path, "%s", write_file("cut.gz", packed, whole - 100));
    struct importer *importer = open_file(path);
    struct batch *batch = batch_new();
    assert_non_null(batch);
    enum import_step step;
    while ((step = importer_read(importer, batch, NULL, &err)) == IMPORT_MORE) {
    }
    assert_int_equal(step, IMPORT_FAILED);
    assert_int_equal(err.code, ERR_IO);
    assert_string_equal(err.file, path);
    assert_non_null(strstr(err.text, "cut off"));
    batch_free(batch);
    importer_free(importer);
    free(packed);
    free(text);
}

/* --- digests of beginnings -------------------------------------------------------------------- */

static void digest_of(const char *bytes, size_t length, unsigned char out[32])
{
    struct digest digest;
    digest_begin(&digest);
    digest_add(&digest, bytes, length);
    digest_peek(&digest, out);
}

static char *lines_of(size_t length)
{
    char *text = malloc(length + 1);
    assert_non_null(text);
    for (size_t i = 0; i < length; i++) {
        text[i] = i % 100 == 99 ? '\n' : (char)('a' + (i * 7 + i / 1000) % 26);
    }
    text[length] = '\0';
    return text;
}

static void prefixes_of_all_lengths(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    size_t length = 20000000; /* several marks */
    char *text = lines_of(length);
    static const size_t asked[] = {19999999, 20000000, 0,       1, 5000000, 4194304,
                                   12345678, 12345679, 8388608, 3, 19999999};
    for (size_t from = 0; from < ARRAY_COUNT(asked); from++) {
        struct prefix *prefix = malloc(sizeof *prefix);
        assert_non_null(prefix);
        struct byte_source *source = byte_source_memory(text, length, 0, ENCODING_AUTO, &err);
        check_ok(source, &err);
        prefix_begin(prefix, source);
        for (size_t i = from; i < ARRAY_COUNT(asked); i += 3) {
            unsigned char got[32], want[32];
            uint64_t feeds;
            check_ok(prefix_digest(prefix, asked[i], NULL, got, &feeds, &err), &err);
            digest_of(text, asked[i], want);
            assert_memory_equal(got, want, sizeof got);
            assert_int_equal(feeds, asked[i] / 100);
        }
        unsigned char got[32];
        assert_false(prefix_digest(prefix, length + 1, NULL, got, NULL, &err));
        assert_int_equal(err.code, ERR_REFUSED);
        byte_source_free(source);
        free(prefix);
    }
    free(text);
}

/* Marks become fewer when the file is long; what was asked stays right. */
static void marks_are_thinned(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    size_t length = 3000000;
    char *text = lines_of(length);
    struct prefix *prefix = malloc(sizeof *prefix);
    assert_non_null(prefix);
    struct byte_source *source = byte_source_memory(text, length, 4096, ENCODING_AUTO, &err);
    check_ok(source, &err);
    prefix_begin(prefix, source);
    prefix->interval = 8192; /* as if the file were five hundred times as long */
    check_ok(prefix_extend_all(prefix, NULL, &err), &err);
    assert_in_range(prefix->count, PREFIX_MARKS / 2, PREFIX_MARKS);
    assert_true(prefix->interval > 8192);
    for (size_t i = 0; i < 300; i++) {
        unsigned char got[32], want[32];
        size_t size = i * 9999;
        check_ok(prefix_digest(prefix, size, NULL, got, NULL, &err), &err);
        digest_of(text, size, want);
        assert_memory_equal(got, want, sizeof got);
    }
    struct cancel cancel = CANCEL_INIT;
    cancel_set(&cancel);
    unsigned char got[32];
    assert_false(prefix_digest(prefix, 5, &cancel, got, NULL, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    byte_source_free(source);
    free(prefix);
    free(text);
}

static void beginnings_are_recognised(void **state)
{
    (void)state;
    char text[4000];
    size_t at = 0, ends[20];
    for (int i = 0; i < 20; i++) {
        at += (size_t)sprintf(text + at, BODY("%d") "\n", i);
        ends[i] = at;
    }
    struct err err = ERR_INIT;
    struct importer *importer = open_file(write_file("begin", text, at));
    unsigned char digest[32];
    for (int i = 19; i >= 0; i--) { /* longest first */
        digest_of(text, ends[i], digest);
        assert_true(importer_begins_with(importer, ends[i], digest, NULL));
        digest[31] ^= 1;
        assert_false(importer_begins_with(importer, ends[i], digest, NULL));
    }
    assert_false(importer_begins_with(importer, at + 1, digest, NULL));
    assert_false(importer_begins_with(importer, UINT64_MAX, digest, NULL));
    digest_of(text, 0, digest);
    assert_false(importer_begins_with(importer, 0, digest, NULL)); /* all files would */
    /* Asking moved nothing: reading begins at the start. */
    struct batch *batch = batch_new();
    assert_non_null(batch);
    assert_int_equal(importer_read(importer, batch, NULL, &err), IMPORT_END);
    assert_int_equal(batch_size(batch), 20);
    digest_of(text, at, digest);
    assert_memory_equal(importer_tally(importer)->digest, digest, 32);
    importer_free(importer);

    importer = open_file(write_file("begin", text, at));
    assert_true(importer_begins_with(importer, at, digest, NULL)); /* more than is continued */
    check_ok(importer_continue(importer, ends[9], 10, &err), &err);
    assert_int_equal(importer_read(importer, batch, NULL, &err), IMPORT_END);
    assert_int_equal(batch_size(batch), 10);
    assert_int_equal(importer_tally(importer)->size, at);
    assert_int_equal(importer_tally(importer)->rows, 10);
    assert_memory_equal(importer_tally(importer)->digest, digest, 32);
    importer_free(importer);

    importer = open_file(write_file("begin", text, ends[3]));
    assert_false(importer_continue(importer, ends[9], 10, &err)); /* it has become shorter */
    assert_int_equal(err.code, ERR_REFUSED);
    importer_free(importer);
    batch_free(batch);
}

/* Nothing was taken in: the digest is that of nothing. */
static void a_file_without_a_whole_record(void **state)
{
    (void)state;
    harvest.request.as = "webhook";
    harvest_text(&harvest, "{\"entry\":");
    unsigned char digest[32];
    digest_of("", 0, digest);
    assert_int_equal(harvest.tally.size, 0);
    assert_memory_equal(harvest.tally.digest, digest, 32);
    assert_int_equal(harvest.tally.rejected, 1);
}

/* --- notes ------------------------------------------------------------------------------------ */

static void notes_come_once(void **state)
{
    (void)state;
    struct vec notes = VEC_INIT(const char *);
    struct import_tally tally = {.first = TIME_NONE, .last = TIME_NONE};
    struct import_context context = {.arena = harvest.arena, .notes = &notes, .tally = &tally};
    assert_true(import_note(&context, "column %s", "a"));
    assert_true(import_note(&context, "column %s", "b"));
    assert_true(import_note(&context, "column %c", 'a'));
    assert_int_equal(notes.count, 2);
    assert_string_equal(*VEC_AT(&notes, const char *, 1), "column b");
    vec_free(&notes);

    import_seen(&context, TIME_NONE);
    import_seen(&context, TIME_SOME);
    assert_true(tally.first == TIME_NONE && tally.last == TIME_NONE);
    import_seen(&context, 50);
    import_seen(&context, 70);
    import_seen(&context, 20);
    assert_int_equal(tally.first, 20);
    assert_int_equal(tally.last, 70);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(options_name_what_matters),
        TEST(names_of_files),
        TEST(wrong_requests),
        TEST(formats_are_listed_well),
        TEST(reading_after_the_end),
        TEST(broken_files_fail_with_their_name),
        TEST(prefixes_of_all_lengths),
        TEST(marks_are_thinned),
        TEST(beginnings_are_recognised),
        TEST(a_file_without_a_whole_record),
        TEST(notes_come_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
