/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Webhook logs as files: shapes, order, damage, growth, limits. Single entries: test_webhook.c. */
#include "lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/mem.h"
#include "base/strbuf.h"
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

static char *fixture(const char *name, size_t *length)
{
    char path[256];
    snprintf(path, sizeof path, "tests/fixtures/webhook/%s", name);
    return check_read(check_path(path), length);
}

static void write_file(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static char *dump_of(const char *text, size_t length)
{
    harvest_clear(&harvest);
    harvest_bytes(&harvest, text, length);
    return harvest_dump(&harvest);
}

/* --- shapes ----------------------------------------------------------------------------------- */

/* The log as one text with `between` between its bodies, `before` and `after` around them. */
static void join(struct strbuf *out, const char *log, const char *before, const char *between,
                 const char *after)
{
    strbuf_clear(out);
    strbuf_puts(out, before);
    for (const char *line = log; *line;) {
        size_t length = strcspn(line, "\n");
        strbuf_puts(out, line == log ? "" : between);
        strbuf_add(out, line, length);
        line += length + (line[length] == '\n');
    }
    strbuf_puts(out, after);
}

static void to_utf16(struct strbuf *out, const char *ascii_json)
{
    strbuf_clear(out);
    strbuf_add(out, "\xFF\xFE", 2);
    for (; *ascii_json; ascii_json++) {
        assert_true((unsigned char)*ascii_json < 0x80);
        strbuf_putc(out, *ascii_json);
        strbuf_putc(out, '\0');
    }
}

static void check_all_kinds(const char *want)
{
    char *dump = harvest_dump(&harvest);
    assert_string_equal(dump, want);
    mem_free(dump);
    assert_int_equal(harvest.tally.rows, 48);
    assert_int_equal(harvest.tally.rejected, 0);
    assert_int_equal(harvest.tally.ignored, 9);
    assert_int_equal(harvest.tally.first, 1641330498); /* a restriction of the account */
    assert_int_equal(harvest.tally.last, 1751247548);  /* a template was approved */
    assert_false(harvest_noted(&harvest, "message_template_status_update"));
    assert_true(harvest_noted(&harvest, "brand_new_field 1"));
    assert_true(harvest_noted(&harvest, "instagram 1"));
}

static void all_shapes_are_the_same_log(void **state)
{
    (void)state;
    static const struct {
        const char *before, *between, *after;
    } shapes[] = {
        {"", "\n", "\n"},
        {"", "\n", ""},
        {"", "\r\n", "\r\n"},
        {"", "\r", ""},
        {"", "", ""},
        {"[", ",", "]"},
        {"[\n", ",\n", "\n]\n"},
        {"[\n  ", "\n  ,", "]"},
        {"", ",\n", ",\n"},
        {"\n\n", "\n\n\n", "\n\n"},
        {"\xEF\xBB\xBF", "\n", ""},
        {"  ", " \t ", "  "},
    };
    size_t length;
    char *log = fixture("all_kinds.ndjson", &length);
    char *want = dump_of(log, length);
    check_all_kinds(want);
    assert_int_equal(harvest.messages.count, 15);
    struct strbuf text = STRBUF_INIT;
    for (size_t i = 0; i < ARRAY_COUNT(shapes); i++) {
        join(&text, log, shapes[i].before, shapes[i].between, shapes[i].after);
        harvest_clear(&harvest);
        harvest_bytes(&harvest, text.data, text.length);
        check_all_kinds(want);
        size_t mark = shapes[i].before[0] == '\xEF' ? 3 : 0;
        assert_int_equal(harvest.tally.size, text.length - mark);
        assert_false(harvest_noted(&harvest, "not closed"));
    }
    join(&text, log, "[", ",", "");
    harvest_clear(&harvest);
    harvest_bytes(&harvest, text.data, text.length);
    check_all_kinds(want);
    assert_true(harvest_noted(&harvest, "not closed"));

    static const char *const files[] = {"all_kinds_pretty.json", "all_kinds_array.json"};
    for (size_t i = 0; i < ARRAY_COUNT(files); i++) {
        char *other = fixture(files[i], &length);
        harvest_clear(&harvest);
        harvest_bytes(&harvest, other, length);
        check_all_kinds(want);
        assert_int_equal(harvest.tally.size, length);
        free(other);
    }
    char *pretty = fixture("all_kinds_pretty.json", &length); /* plain ASCII */
    to_utf16(&text, pretty);
    harvest_clear(&harvest);
    harvest_bytes(&harvest, text.data, text.length);
    check_all_kinds(want);
    assert_int_equal(harvest.tally.size, length);

    uLongf room = compressBound((uLong)length) + 32;
    unsigned char *packed = malloc(room);
    assert_non_null(packed);
    z_stream stream = {0};
    assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = (Bytef *)pretty;
    stream.avail_in = (uInt)length;
    stream.next_out = packed;
    stream.avail_out = (uInt)room;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    harvest_clear(&harvest);
    harvest_bytes(&harvest, packed, stream.total_out);
    deflateEnd(&stream);
    check_all_kinds(want);
    assert_int_equal(harvest.tally.size, length);
    free(packed);
    free(pretty);
    strbuf_free(&text);
    mem_free(want);
    free(log);
}

/* --- what it counts --------------------------------------------------------------------------- */

static void count(const char *campaign, struct tally *sum)
{
    memset(sum, 0, sizeof *sum);
    for (size_t i = 0; i < harvest.messages.count; i++) {
        const struct harvested *one = VEC_AT(&harvest.messages, struct harvested, i);
        const char *name = one->campaign ? one->campaign : "";
        if (strcmp(name, campaign) == 0) {
            struct tally tally;
            message_tally(&one->message, one->known, &tally);
            tally_add(sum, &tally);
        }
    }
}

/* The figures of tests/fixtures/webhook/README.md, counted by hand. */
static void counters_of_the_fixture(void **state)
{
    (void)state;
    static const struct {
        const char *campaign;
        int64_t sent, delivered, read, failed, cap, unreachable, repliers, optouts;
    } want[] = {{"spring_sale", 7, 4, 3, 3, 1, 1, 3, 1},
                {"newsletter-17", 2, 1, 0, 0, 0, 0, 0, 0},
                {"", 6, 4, 2, 0, 0, 0, 1, 0}};
    harvest_file(&harvest, check_path("tests/fixtures/webhook/all_kinds.ndjson"), 0);
    for (size_t i = 0; i < ARRAY_COUNT(want); i++) {
        struct tally sum;
        count(want[i].campaign, &sum);
        assert_int_equal(sum.value[COUNTER_SENT], want[i].sent);
        assert_int_equal(sum.value[COUNTER_DELIVERED], want[i].delivered);
        assert_int_equal(sum.value[COUNTER_READ], want[i].read);
        assert_int_equal(sum.value[COUNTER_FAILED], want[i].failed);
        assert_int_equal(sum.value[COUNTER_FAILED_CAP], want[i].cap);
        assert_int_equal(sum.value[COUNTER_FAILED_UNREACHABLE], want[i].unreachable);
        assert_int_equal(sum.value[COUNTER_REPLIERS], want[i].repliers);
        assert_int_equal(sum.value[COUNTER_OPTOUTS], want[i].optouts);
        assert_false(sum.known & COUNTER_BIT(COUNTER_CLICKERS));
        assert_false(sum.known & COUNTER_BIT(COUNTER_COST_MESSAGE));
    }
    assert_int_equal(harvest_acts(&harvest, "16505550101", PERSON_STOP), 2);
    assert_int_equal(harvest_acts(&harvest, "16505550101", PERSON_RESUME), 1);
    assert_int_equal(harvest.persons.count, 11);
}

/* --- order and repetition --------------------------------------------------------------------- */

static uint32_t dice(uint64_t *seed, uint32_t sides)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33) % sides;
}

/* Any order, with repetitions, split over several files: the same. */
static void order_never_matters(void **state)
{
    (void)state;
    size_t length;
    char *log = fixture("all_kinds.ndjson", &length);
    char *want = dump_of(log, length);
    const char *lines[64];
    size_t lengths[64], count_of = 0;
    for (const char *line = log; *line; line += lengths[count_of++] + 1) {
        lines[count_of] = line;
        lengths[count_of] = strcspn(line, "\n");
    }
    struct strbuf text = STRBUF_INIT;
    for (uint64_t round = 1; round <= 60; round++) {
        uint64_t seed = round;
        size_t order[192], total = 0;
        for (size_t i = 0; i < count_of; i++) {
            for (uint32_t copies = 1 + dice(&seed, 3); copies > 0; copies--) {
                order[total++] = i;
            }
        }
        for (size_t i = total; i > 1; i--) {
            size_t other = dice(&seed, (uint32_t)i), kept = order[i - 1];
            order[i - 1] = order[other];
            order[other] = kept;
        }
        harvest_clear(&harvest);
        for (size_t i = 0; i < total;) {
            strbuf_clear(&text);
            for (size_t left = 1 + dice(&seed, (uint32_t)total); left > 0 && i < total; left--) {
                strbuf_add(&text, lines[order[i]], lengths[order[i]]);
                strbuf_putc(&text, '\n');
                i++;
            }
            harvest.request.as = "webhook"; /* a part may hold nothing that counts */
            harvest_bytes(&harvest, text.data, text.length);
        }
        char *dump = harvest_dump(&harvest);
        if (strcmp(dump, want) != 0) {
            fail_msg("round %d differs", (int)round);
        }
        mem_free(dump);
    }
    strbuf_free(&text);
    mem_free(want);
    free(log);
}

/* --- damage ----------------------------------------------------------------------------------- */

/* Number, length and end of the messages wamid.HRgLMTY1MDU1NTAy…: D1 to DJ, by recipient. */
static bool has_recipient(const char *number)
{
    uint64_t hash = keyhash_id(harvest.hash, KEYHASH_RECIPIENT, number, strlen(number));
    for (size_t i = 0; i < harvest.messages.count; i++) {
        if (VEC_AT(&harvest.messages, struct harvested, i)->message.recipient == hash) {
            return true;
        }
    }
    return false;
}

/* Rejects beyond the first ones are looked up in the file they are written to. */
static void damaged_lines(void **state)
{
    (void)state;
    char path[1024];
    snprintf(path, sizeof path, "%s/damaged.csv", check_folder());
    unlink(path);
    harvest.request.rejects = path;
    harvest_file(&harvest, check_path("tests/fixtures/webhook/damaged.ndjson"), 0);
    assert_int_equal(harvest.tally.rows, 20);
    assert_int_equal(harvest.tally.rejected, 11);
    assert_true(harvest_noted(&harvest, "lines of the log that hold no body: 1"));
    static const char *const good[] = {"16505550201", "16505550203", "16505550205",
                                       "16505550208", "16505550213", "16505550214",
                                       "16505550215", "16505550216", "16505550217"};
    for (size_t i = 0; i < ARRAY_COUNT(good); i++) {
        assert_true(has_recipient(good[i]));
    }
    assert_int_equal(harvest.messages.count, ARRAY_COUNT(good));
    static const char *const rejects[] = {
        ",2,181,\"the body is cut off\",\"{\"\"object\"\"",
        ",4,92,\"the body is cut off\",\"{\"\"object\"\"",
        ",6,1,\"no JSON object in this line\",\"# restarted at 10:00\"\n",
        ",8,301,\"a control character inside a string\",\"{\"\"object\"\"",
        ",9,384,\"the body is cut off\",\"{\"\"object\"\"",
        ",12,318,\"a timestamp that is no time between 1990 and 2100: yesterday\",",
        ",13,318,\"a timestamp that is no time between 1990 and 2100: 412345678\",",
        ",14,222,\"an entry without a timestamp\",",
        ",15,222,\"a status or message without an id (and 1 more in this body)\",",
        ",18,386,\"no JSON object in this line\",\"trailing words\"\n",
        ",19,201,\"the body is cut off\",\"{\"\"object\"\"",
    };
    char *csv = check_read(path, NULL);
    const char *at = csv;
    for (size_t i = 0; i < ARRAY_COUNT(rejects); i++) {
        const char *found = strstr(at, rejects[i]);
        if (!found) {
            fail_msg("%s is not in %s", rejects[i], at);
        }
        at = found + 1;
    }
    assert_true(harvest_noted(&harvest, "before the body"));
    free(csv);
    size_t length;
    char *log = fixture("damaged.ndjson", &length);
    assert_int_equal(harvest.tally.size, length - 201); /* before the line that is cut */
    free(log);
}

static void one_damaged_item_of_a_long_line(void **state)
{
    (void)state;
#define BODY(id)                                                                                   \
    "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"changes\":[{\"value\":{\"statuses\":" \
    "[{\"id\":\"" id "\",\"status\":\"sent\",\"timestamp\":\"1750030073\"}]}}]}]}"
    harvest_text(&harvest, "[" BODY("a") ",{\"object\":nope}," BODY("b") "," BODY(
                               "c") ",{\"entry\":"
                                    "[}, " BODY("d") "]\n" BODY("e") "\n");
    assert_int_equal(harvest.messages.count, 5);
    assert_int_equal(harvest.tally.rejected, 2);
    assert_int_equal(harvest.tally.rows, 7);
    assert_non_null(harvest_find(&harvest, "d"));
    assert_non_null(harvest_find(&harvest, "e"));
}

static void a_damaged_pretty_body_is_one_reject(void **state)
{
    (void)state;
    size_t length;
    char *one = fixture("one_status.json", &length);
    struct strbuf text = STRBUF_INIT;
    for (size_t cut = 2; cut < length - 1; cut += 3) { /* a good one behind it */
        strbuf_clear(&text);
        strbuf_puts(&text, BODY("first") "\n");
        strbuf_add(&text, one, cut);
        strbuf_puts(&text, "\n");
        strbuf_puts(&text, one);
        harvest_clear(&harvest);
        harvest_bytes(&harvest, text.data, text.length);
        if (harvest.messages.count != 2 || harvest.tally.rejected != 1 || harvest.tally.rows != 3 ||
            harvest.tally.size != text.length) {
            fail_msg("cut at %zu: %zu messages, %d rejects", cut, harvest.messages.count,
                     (int)harvest.tally.rejected);
        }
        assert_true(harvest_rejected(&harvest, ((struct import_reject *)harvest.rejects.data)->line,
                                     ((struct import_reject *)harvest.rejects.data)->column,
                                     "cut off"));
    }
    strbuf_free(&text);
    free(one);
}

static void nesting_is_limited(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT;
    strbuf_puts(&text, BODY("a") "\n{\"entry\":");
    strbuf_repeat(&text, '[', 100);
    strbuf_repeat(&text, ']', 100);
    strbuf_puts(&text, "}\n" BODY("b") "\n");
    harvest_bytes(&harvest, text.data, text.length);
    assert_int_equal(harvest.messages.count, 2);
    assert_true(harvest_rejected(&harvest, 2, 73, "64"));
    strbuf_free(&text);
}

/* --- growth ----------------------------------------------------------------------------------- */

/* Wherever a log was cut when it was read first: reading on later gives the same as reading it
 * once, and nothing is read twice. */
static void growth(const char *text, size_t length, size_t step)
{
    char path[1024];
    char *want = dump_of(text, length);
    uint64_t rows = harvest.tally.rows;
    unsigned char whole[32];
    memcpy(whole, harvest.tally.digest, sizeof whole);
    snprintf(path, sizeof path, "%s/growing.ndjson", check_folder());
    harvest.request.as = "webhook";
    for (size_t cut = 0; cut <= length; cut += step) {
        struct err err = ERR_INIT;
        harvest_clear(&harvest);
        write_file(path, text, cut);
        harvest_file(&harvest, path, 0);
        struct import_tally first = harvest.tally;
        assert_true(first.size <= cut);
        write_file(path, text, length);
        harvest.request.path = path;
        struct importer *importer = importer_open(&harvest.request, &err);
        check_ok(importer, &err);
        assert_int_equal(importer_begins_with(importer, first.size, first.digest, NULL),
                         first.size > 0);
        importer_free(importer);
        harvest_file(&harvest, path, first.size);
        char *dump = harvest_dump(&harvest);
        if (strcmp(dump, want) != 0) {
            fail_msg("cut at %zu, read up to %d: differs", cut, (int)first.size);
        }
        mem_free(dump);
        assert_int_equal(harvest.tally.size, length);
        assert_memory_equal(harvest.tally.digest, whole, sizeof whole);
        uint64_t both = harvest.tally.rows + first.rows;
        assert_in_range(both, rows, rows + 1 + first.rejected);
    }
    harvest.request.as = NULL;
    mem_free(want);
}

static void grown_logs_are_continued(void **state)
{
    (void)state;
    size_t length;
    char *log = fixture("all_kinds.ndjson", &length);
    growth(log, length, 211);
    size_t lines = 0;
    while (log[lines] != '\n' || lines < 2000) {
        lines++;
    }
    growth(log, lines + 1, 13);
    free(log);
    char *pretty = fixture("one_status.json", &length);
    struct strbuf text = STRBUF_INIT;
    strbuf_puts(&text, pretty);
    strbuf_puts(&text, BODY("b") "\r\n");
    growth(text.data, text.length, 7);
    strbuf_clear(&text);
    strbuf_puts(&text, "[" BODY("a") ",\n " BODY("b") "," BODY("c") "]\n");
    growth(text.data, text.length, 1);
    strbuf_free(&text);
    free(pretty);
}

static void lines_are_numbered_on(void **state)
{
    (void)state;
    const char *text = BODY("a") "\n\n" BODY("b") "\nno json\n";
    char path[1024];
    snprintf(path, sizeof path, "%s/numbered.ndjson", check_folder());
    write_file(path, text, strlen(text));
    harvest_file(&harvest, path, strlen(BODY("a")));
    assert_int_equal(harvest.messages.count, 1);
    assert_true(harvest_rejected(&harvest, 4, 1, "no JSON"));
    assert_int_equal(harvest.tally.size, strlen(text));
}

/* --- limits ----------------------------------------------------------------------------------- */

static void a_huge_array_on_one_line(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT;
    char body[400];
    const size_t bodies = 120000; /* 18 MiB: more than a line may have */
    strbuf_putc(&text, '[');
    for (size_t i = 0; i < bodies; i++) {
        snprintf(body, sizeof body, "%s" BODY("%s"), i ? "," : "", i == 7 ? "seven" : "same");
        strbuf_puts(&text, body);
    }
    strbuf_puts(&text, "]\nno json\n");
    assert_false(text.failed);
    harvest_bytes(&harvest, text.data, text.length);
    assert_int_equal(harvest.tally.rows, bodies + 1);
    assert_int_equal(harvest.statements, bodies);
    assert_int_equal(harvest.tally.rejected, 1);
    assert_true(harvest_rejected(&harvest, 2, 1, "no JSON"));
    assert_int_equal(harvest.messages.count, 2);
    strbuf_free(&text);
}

static void what_is_too_large_is_a_reject(void **state)
{
    (void)state;
    static const struct {
        const char *begin, *end, *words;
        char filler;
    } cases[] = {
        {"{\"entry\":[],\"pad\":\"", "\"}\n", "16 MiB", 'x'},
        {"{\"entry\":[],\"pad\":\n\"x\",\n", "\"a\":\"\"}\n", "16 MiB", ' '},
        {"", "\n", "no JSON", 'x'},
        {"x {", "\n", "no JSON", '{'},
        {"", "rest\n", "no JSON", 'x'},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct strbuf text = STRBUF_INIT;
        strbuf_puts(&text, BODY("a") "\n");
        strbuf_puts(&text, cases[i].begin);
        strbuf_repeat(&text, cases[i].filler, (17u << 20) + i * 1000);
        strbuf_puts(&text, cases[i].end);
        strbuf_puts(&text, BODY("b") "\nno json\n");
        assert_false(text.failed);
        harvest_clear(&harvest);
        harvest_bytes(&harvest, text.data, text.length);
        if (harvest.messages.count != 2 || harvest.tally.rejected != 2 || harvest.tally.rows != 4) {
            fail_msg("case %zu: %zu messages, %d rejects of %d", i, harvest.messages.count,
                     (int)harvest.tally.rejected, (int)harvest.tally.rows);
        }
        assert_true(harvest_rejected(&harvest, 2, 1, cases[i].words));
        assert_int_equal(harvest.tally.size, text.length);
        strbuf_free(&text);
    }
}

static void too_many_entries_are_a_reject(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT;
    strbuf_puts(&text, "{\"entry\":[{\"changes\":[{\"value\":{\"statuses\":[{}");
    for (int i = 0; i < 100000; i++) {
        strbuf_puts(&text, ",{}");
    }
    strbuf_puts(&text, "]}}]}]}\n" BODY("a") "\n");
    harvest.request.as = "webhook";
    harvest_bytes(&harvest, text.data, text.length);
    assert_int_equal(harvest.tally.rejected, 1);
    assert_int_equal(harvest.messages.count, 1);
    assert_true(strstr(((struct import_reject *)harvest.rejects.data)->reason, "100000") != NULL);
    strbuf_free(&text);
}

static void odd_bytes_do_no_harm(void **state)
{
    (void)state;
    static const char text[] = BODY("a") "\n\0\n\xff\xfe\xfd\n{\"entry\":\0}\n" BODY(
        "b") "\n"
             "{\"entry\":[{\"changes\":[{\"value\":{\"statuses\":[{"
             "\"id\":\"\xc3\x28\"}]}}]}]}\n" BODY("c");
    harvest_bytes(&harvest, text, sizeof text - 1);
    assert_int_equal(harvest.messages.count, 3);
    assert_int_equal(harvest.tally.rejected, 4);
    assert_int_equal(harvest.tally.rows, 7);
    assert_true(harvest_rejected(&harvest, 6, 52, "UTF-8"));
    assert_int_equal(harvest.tally.size, sizeof text - 1);
}

/* --- recognising ------------------------------------------------------------------------------ */

static void recognising(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is;
        const char *words; /* of the reason, or of the refusal */
    } cases[] = {
        {BODY("a"), true, "begins with the body"},
        {"[ " BODY("a") "]", true, "begins with the body"},
        {"started\n{\"level\":30}\n" BODY("a"), true, "first lines"},
        {"2026-03-01 INFO " BODY("a"), true, "body"},
        {"{\"object\":\"page\",\"entry\":[]}", false, "not of WhatsApp"},
        {"{\"level\":30,\"msg\":\"x\"}\n{\"level\":30}", false, "no \"entry\""},
        {"[{\"results\":[]}]", false, "no \"entry\""},
        {"{\"object\":\"whatsapp_business_account\",\"entry\":[", false, "another kind"},
        {"hello\n", false, "text that begins with hello"},
        {"", false, "an empty file"},
        {"\n \n", false, "empty"},
        {"\x01\x02\0\0\x7f", false, "text that begins with"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char path[1024], words[1024];
        struct err err = ERR_INIT;
        snprintf(path, sizeof path, "%s/sniffed", check_folder());
        write_file(path, cases[i].text, strlen(cases[i].text));
        harvest.request.path = path;
        struct importer *importer = importer_open(&harvest.request, &err);
        if (cases[i].is) {
            check_ok(importer, &err);
            assert_string_equal(importer_head(importer)->format, "webhook");
            assert_string_equal(importer_head(importer)->title, "Meta webhook log");
            assert_string_equal(importer_head(importer)->name, "sniffed");
            assert_null(importer_head(importer)->profile);
            assert_false(importer_head(importer)->needs_campaign);
            assert_false(importer_head(importer)->per_row_identity);
            assert_non_null(strstr(importer_head(importer)->why, cases[i].words));
        } else {
            assert_null(importer);
            assert_int_equal(err.code, ERR_REFUSED);
            err_format(&err, words, sizeof words);
            if (!strstr(words, cases[i].words) || !strstr(words, path)) {
                fail_msg("%s: %s", cases[i].text, words);
            }
        }
        importer_free(importer);
    }
}

/* A body of more than the bytes that are looked at. */
static void a_first_body_that_is_long(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT;
    strbuf_puts(&text, "{\"pad\":\"");
    strbuf_repeat(&text, 'x', 30000);
    strbuf_puts(&text, "\",\"entry\":[{\"id\":\"");
    strbuf_repeat(&text, 'x', 100000);
    strbuf_puts(&text, "\"}],\"object\":\"whatsapp_business_account\"}\n" BODY("a") "\n");
    harvest_bytes(&harvest, text.data, text.length);
    assert_int_equal(harvest.tally.rows, 2);
    assert_int_equal(harvest.messages.count, 1);
    strbuf_free(&text);
}

/* --- faults ----------------------------------------------------------------------------------- */

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    char path[1024];
    snprintf(path, sizeof path, "%s/fault.csv", check_folder());
    struct batch *batch = batch_new();
    assert_non_null(batch);
    char *log = strdup(check_path("tests/fixtures/webhook/damaged.ndjson"));
    struct import_request request = harvest.request;
    request.path = log;
    request.rejects = path;
    request.campaign = "@file";
    for (int forever = 0; forever <= 1; forever++) {
        bool done = false;
        uint64_t n = 1;
        for (; !done; n++) {
            assert_true(n < 2000);
            err = (struct err)ERR_INIT;
            enum import_step step = IMPORT_FAILED;
            size_t messages = 0;
            mem_fault_after(n, forever);
            struct importer *importer = importer_open(&request, &err);
            do {
                step = importer ? importer_read(importer, batch, NULL, &err) : IMPORT_FAILED;
                messages += batch->messages.count;
            } while (step == IMPORT_MORE);
            done = mem_fault_after(0, false) < n;
            if (step == IMPORT_END) { /* a remark may be lost for lack of memory, nothing else */
                assert_int_equal(messages, 9);
                assert_int_equal(importer_tally(importer)->rejected, 11);
            } else {
                assert_false(done);
                assert_int_equal(err.code, ERR_MEMORY);
            }
            importer_free(importer);
            batch_free(batch);
            batch = batch_new();
            assert_non_null(batch);
        }
        assert_true(n > 20);
    }
    batch_free(batch);
    free(log);
}

static void it_can_be_stopped(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct cancel cancel = CANCEL_INIT;
    harvest.request.path = check_path("tests/fixtures/webhook/all_kinds.ndjson");
    struct importer *importer = importer_open(&harvest.request, &err);
    struct batch *batch = batch_new();
    check_ok(importer, &err);
    assert_non_null(batch);
    cancel_set(&cancel);
    assert_int_equal(importer_read(importer, batch, &cancel, &err), IMPORT_FAILED);
    assert_int_equal(err.code, ERR_CANCELLED);
    batch_free(batch);
    importer_free(importer);
}

/* --- samples of others, where they are -------------------------------------------------------- */

static void samples(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t messages, persons, ignored;
    } files[] = {
        {"doc_message_text", 0, 1, 0},
        {"doc_status_failed_131049", 1, 0, 0},
        {"doc_status_sent_marketing_pmp", 1, 0, 0},
        {"doc_status_sent_v24_bare", 1, 0, 0},
        {"doc_user_preferences_resume", 0, 1, 0},
        {"gupshup_passthrough_user_actions_link_click", 0, 0, 1},
        {"pywa_callback_button__quick_reply", 1, 0, 0},
        {"pywa_message__reaction", 1, 0, 0},
        {"pywa_message__unreaction_empty", 0, 0, 1},
        {"pywa_message__unsupported", 0, 0, 1},
        {"pywa_message_status__with_tracker", 1, 0, 0},
        {"pywa_system__phone_number_change", 0, 0, 1},
        {"wajava_textMessageStatusDelivered", 1, 0, 0},
        {"wajava_qualityUpdate", 0, 0, 0},
    };
    if (access(check_path("../shared/data/samples/meta_webhooks"), R_OK) != 0) {
        print_message("there is no ../shared/data here\n");
        skip();
    }
    for (size_t i = 0; i < ARRAY_COUNT(files); i++) {
        char path[256];
        snprintf(path, sizeof path, "../shared/data/samples/meta_webhooks/%s.json", files[i].name);
        harvest_clear(&harvest);
        harvest_file(&harvest, check_path(path), 0);
        assert_int_equal(harvest.tally.rows, 1);
        assert_int_equal(harvest.tally.rejected, 0);
        assert_int_equal(harvest.tally.ignored, files[i].ignored);
        assert_int_equal(harvest.messages.count, files[i].messages);
        assert_int_equal(harvest.persons.count, files[i].persons);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(all_shapes_are_the_same_log),
        TEST(counters_of_the_fixture),
        TEST(order_never_matters),
        TEST(damaged_lines),
        TEST(one_damaged_item_of_a_long_line),
        TEST(a_damaged_pretty_body_is_one_reject),
        TEST(nesting_is_limited),
        TEST(grown_logs_are_continued),
        TEST(lines_are_numbered_on),
        TEST(a_huge_array_on_one_line),
        TEST(what_is_too_large_is_a_reject),
        TEST(too_many_entries_are_a_reject),
        TEST(odd_bytes_do_no_harm),
        TEST(recognising),
        TEST(a_first_body_that_is_long),
        TEST(every_allocation_may_fail),
        TEST(it_can_be_stopped),
        TEST(samples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
