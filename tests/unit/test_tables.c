/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all CSV formats promise: rows keep their identity, a file that grew is continued, dates are
 * decided from the whole file, lack of memory is said.
 */
#include "lib/check.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "config/document.h"
#include "import/profile.h"
#include "lib/import_lines.h"

static struct import_request request_of(const char *text, size_t length)
{
    struct import_request request =
        import_lines_request(import_lines_file("table.csv", text, length));
    request.campaign = "Given";
    return request;
}

static void records_of(const char *text, size_t length, const struct import_tally *before,
                       struct import_tally *after, struct strbuf *out)
{
    struct import_request request = request_of(text, length);
    bool done = import_lines_records(&request, before, after, out);
    if (!done) {
        fail_msg("%s", strbuf_text(out));
    }
}

/* --- a file that grew --------------------------------------------------------------------------
 */

static const char recipients[] = "Phone,Status,Sent At,Text\n"
                                 "447700900123,sent,05/06/2026 10:00,\"two\nlines\"\n"
                                 "447700900123,sent,05/06/2026 10:00,again\n"
                                 "447700900124,read,05/06/2026 10:00,\n"
                                 "bad,read,05/06/2026 10:00,\n"
                                 "\n"
                                 "447700900123,sent,05/06/2026 10:00,and again\n"
                                 "447700900125,sent,25/06/2026 10:00,decides the order\n"
                                 "447700900123,sent,05/06/2026 10:00,last";

static const char with_ids[] = "message_id,campaign,sent_at\r\n"
                               "m1,Spring,2026-03-20\r\n"
                               "m2,Spring,2026-03-20\r\n"
                               "m3,Autumn,2026-03-20\r\n";

static const char daily[] = "date,campaign,sent,delivered,read\n"
                            "2026-03-20,Spring,10,9,8\n"
                            "2026-03-20,Autumn,10,9,8\n"
                            "2026-03-21,Spring,11,9,8";

/* Import the file's first `cut` bytes, then the whole as its continuation. */
static void check_grown(const char *text, size_t length, size_t cut)
{
    struct strbuf whole = STRBUF_INIT;
    struct strbuf parts = STRBUF_INIT;
    struct import_tally first, second;
    records_of(text, length, NULL, NULL, &whole);
    records_of(text, cut, NULL, &first, &parts);
    assert_true(first.size <= cut);
    records_of(text, length, &first, &second, &parts);
    assert_string_equal(strbuf_text(&parts), strbuf_text(&whole));
    assert_true(second.size + strspn(text + second.size, "\r\n") == length);
    strbuf_free(&whole);
    strbuf_free(&parts);
}

static void check_grown_everywhere(const char *text, size_t length, size_t from)
{
    for (size_t cut = from; cut <= length; cut++) {
        if (cut == length || text[cut - 1] == '\n' || text[cut] == '\n' || text[cut] == '\r') {
            if (!memchr(text + cut, '"', length - cut) || memchr(text + cut, ',', 1)) {
                check_grown(text, length, cut);
            }
        }
    }
}

static void test_grown(void **state)
{
    (void)state;
    /* Behind the quoted row and from where the dates' order is clear. */
    const char *decided = strstr(recipients, "25/06/2026");
    check_grown_everywhere(recipients, sizeof recipients - 1,
                           (size_t)(strchr(decided, '\n') + 1 - recipients));
    check_grown_everywhere(with_ids, sizeof with_ids - 1, 28);
    check_grown_everywhere(daily, sizeof daily - 1, 34);
}

/* The same file again holds nothing new. */
static void test_same_again(void **state)
{
    static const struct {
        const char *text;
        size_t length;
    } cases[] = {{recipients, sizeof recipients - 1},
                 {with_ids, sizeof with_ids - 1},
                 {daily, sizeof daily - 1}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct strbuf first = STRBUF_INIT;
        struct strbuf again = STRBUF_INIT;
        struct import_tally before, after;
        records_of(cases[i].text, cases[i].length, NULL, &before, &first);
        assert_true(first.length > 0);
        assert_int_equal(before.size, cases[i].length);
        records_of(cases[i].text, cases[i].length, &before, &after, &again);
        assert_int_equal(again.length, 0);
        assert_int_equal(after.size, before.size);
        assert_int_equal(after.rows, 0);
        strbuf_free(&first);
        strbuf_free(&again);
    }
}

/* A row that was cut when it was taken in cannot be gone on with. */
static void test_cut_row(void **state)
{
    (void)state;
    struct strbuf out = STRBUF_INIT;
    struct import_tally before;
    size_t cut = sizeof with_ids - 5;
    records_of(with_ids, cut, NULL, &before, &out);
    struct import_request request = request_of(with_ids, sizeof with_ids - 1);
    strbuf_clear(&out);
    assert_false(import_lines_records(&request, &before, NULL, &out));
    assert_non_null(strstr(out.data, "was cut"));
    strbuf_free(&out);
}

/* --- identity ----------------------------------------------------------------------------------
 */

static size_t count_lines(const struct strbuf *out)
{
    size_t count = 0;
    for (const char *c = strbuf_text(out); *c; c++) {
        count += *c == '\n';
    }
    return count;
}

static size_t count_different(const struct strbuf *out)
{
    size_t count = 0;
    const char *last = "";
    for (const char *line = strbuf_text(out); *line;) {
        const char *end = strchr(line, '\n') + 1;
        count += strncmp(line, last, (size_t)(end - line)) != 0;
        last = line;
        line = end;
    }
    return count;
}

/* Rows that look alike are told apart by their number, whatever stands between them, and a file
 * that overlaps another says the same of the rows both have. */
static void test_alike(void **state)
{
    (void)state;
    static const char one[] = "Phone,Status,Sent At\n"
                              "447700900123,sent,2026-03-20\n447700900123,sent,2026-03-20\n"
                              "447700900124,sent,2026-03-20\n447700900123,sent,2026-03-21\n";
    static const char other[] =
        "Sent At,Status,Phone,Name\n"
        "2026-03-20,sent,447700900124,x\n2026-03-20,sent,'+447700900123,\n"
        "2026-03-21,sent,00447700900123,y\n2026-03-20,sent,447700900123,z\n";
    struct strbuf a = STRBUF_INIT;
    struct strbuf b = STRBUF_INIT;
    records_of(one, sizeof one - 1, NULL, NULL, &a);
    records_of(other, sizeof other - 1, NULL, NULL, &b);
    assert_int_equal(count_lines(&a), 4);
    assert_int_equal(count_different(&a), 4);
    assert_string_equal(a.data, b.data);
    strbuf_free(&a);
    strbuf_free(&b);
}

/* Another campaign, template or recipient is another message; a status is not. */
static void test_identity_parts(void **state)
{
    static const char *const rows[] = {
        "447700900123,sent,2026-03-20,A,t", "447700900124,sent,2026-03-20,A,t",
        "447700900123,sent,2026-03-20,B,t", "447700900123,sent,2026-03-20,A,u",
        "447700900123,sent,2026-03-21,A,t", "447700900123,read,2026-03-20,A,t"};
    (void)state;
    char keys[6][17];
    for (size_t i = 0; i < 6; i++) {
        struct strbuf text = STRBUF_INIT;
        struct strbuf out = STRBUF_INIT;
        strbuf_printf(&text, "Phone,Status,Sent At,Campaign,Template\n%s\n", rows[i]);
        records_of(text.data, text.length, NULL, NULL, &out);
        assert_int_equal(sscanf(out.data, "message %16s", keys[i]), 1);
        for (size_t j = 0; j < i && i < 5; j++) {
            assert_string_not_equal(keys[i], keys[j]);
        }
        strbuf_free(&text);
        strbuf_free(&out);
    }
    assert_string_equal(keys[0], keys[5]);
}

/* Without ids and recipients the file's content tells files apart, and the place its rows. */
static void test_by_place(void **state)
{
    (void)state;
    static const char json[] = "{\"campane_profile\":1,\"name\":\"p\",\"record\":\"message\","
                               "\"constants\":{\"sent_at\":\"2026-03-20\"},"
                               "\"fields\":{\"variant\":{\"from\":\"arm\"}}}";
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    struct strbuf out[3] = {STRBUF_INIT, STRBUF_INIT, STRBUF_INIT};
    static const char *const texts[] = {"arm,x\nA,1\nA,1\nB,1\n", "arm,x\nA,1\nA,1\nB,1\n",
                                        "arm,x\nA,1\nA,1\nB,2\n"};
    for (size_t i = 0; i < 3; i++) {
        struct import_request request = request_of(texts[i], strlen(texts[i]));
        request.profile = profile_parse(arena, json, sizeof json - 1, "p", &err);
        check_ok(request.profile != NULL, &err);
        assert_true(import_lines_records(&request, NULL, NULL, &out[i]));
        assert_int_equal(count_different(&out[i]), 3);
    }
    assert_string_equal(out[0].data, out[1].data);
    assert_string_not_equal(out[0].data, out[2].data);
    for (size_t i = 0; i < 3; i++) {
        strbuf_free(&out[i]);
    }
    arena_free(arena);
}

/* --- many rows ---------------------------------------------------------------------------------
 */

/* Rows of a big file without times: `people` people, each `times` times, in turns. */
static void many_rows(struct strbuf *text, int people, int times, bool reversed)
{
    strbuf_puts(text, "Phone,Status\n");
    for (int t = 0; t < times; t++) {
        for (int i = 0; i < people; i++) {
            int person = reversed ? people - 1 - i : i;
            strbuf_printf(text, "4477%08d,sent\n", person);
        }
    }
    assert_false(text->failed);
}

/* Above the number of identities that are simply counted: rows still get the same keys whatever
 * their order, each another one. */
static void test_survey(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT;
    struct strbuf there = STRBUF_INIT;
    struct strbuf back = STRBUF_INIT;
    many_rows(&text, 300000, 1, false);
    many_rows(&text, 1000, 3, false);
    struct strbuf small = STRBUF_INIT;
    many_rows(&small, 1000, 3, true);
    strbuf_clear(&back);
    records_of(text.data, text.length, NULL, NULL, &there);
    /* The header in the middle is a row that is rejected. */
    assert_int_equal(count_lines(&there), 303000);
    assert_int_equal(count_different(&there), 303000);
    struct strbuf turned = STRBUF_INIT;
    strbuf_puts(&turned, small.data);
    strbuf_puts(&turned, strchr(text.data, '\n') + 1);
    strbuf_truncate(&turned, small.length + 300000 * 18);
    records_of(turned.data, turned.length, NULL, NULL, &back);
    assert_string_equal(there.data, back.data);
    strbuf_free(&text);
    strbuf_free(&small);
    strbuf_free(&turned);
    strbuf_free(&there);
    strbuf_free(&back);
}

/* --- dates -------------------------------------------------------------------------------------
 */

/* One date at the very end decides for a row of the beginning; none refuses the file. */
static void test_far_date(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT;
    struct strbuf out = STRBUF_INIT;
    strbuf_puts(&text, "Phone,Status,Sent At\n447700900123,sent,05/06/2026\n");
    for (int i = 0; i < 20000; i++) {
        strbuf_printf(&text, "4477%08d,sent,2026-03-20\n", i);
    }
    size_t undecided = text.length;
    strbuf_puts(&text, "447700900125,sent,25/06/2026\n");
    records_of(text.data, text.length, NULL, NULL, &out);
    assert_non_null(strstr(out.data, "sent=2026-06-05T00:00:00Z"));
    assert_int_equal(count_lines(&out), 20002);
    struct import_request request = request_of(text.data, undecided);
    strbuf_clear(&out);
    assert_false(import_lines_records(&request, NULL, NULL, &out));
    assert_non_null(strstr(out.data, "no date in the file tells which"));
    strbuf_free(&text);
    strbuf_free(&out);
}

/* --- stopping and lack of memory ----------------------------------------------------------------
 */

static void test_cancel(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT;
    struct err err = ERR_INIT;
    many_rows(&text, 5000, 1, false);
    struct import_request request = request_of(text.data, text.length);
    struct importer *importer = importer_open(&request, &err);
    check_ok(importer != NULL, &err);
    struct batch *batch = batch_new();
    struct cancel cancel = CANCEL_INIT;
    cancel_set(&cancel);
    assert_int_equal(importer_read(importer, batch, &cancel, &err), IMPORT_FAILED);
    assert_int_equal(err.code, ERR_CANCELLED);
    batch_free(batch);
    importer_free(importer);
    strbuf_free(&text);
}

struct fault_case {
    const char *text;
    const char *json; /* profile; NULL */
    struct import_request request;
    size_t records; /* SIZE_MAX: not known yet */
};

/* Open and read all. Nothing may be missing when it succeeds. */
static bool read_through(void *context)
{
    struct fault_case *test = context;
    struct err err = ERR_INIT;
    struct importer *importer = importer_open(&test->request, &err);
    struct batch *batch = importer ? batch_new() : NULL;
    enum import_step step = IMPORT_FAILED;
    size_t records = 0;
    if (batch && importer_prepare(importer, NULL, &err)) {
        do {
            step = importer_read(importer, batch, NULL, &err);
            records += batch_size(batch);
        } while (step == IMPORT_MORE);
    }
    batch_free(batch);
    importer_free(importer);
    if (step == IMPORT_END) {
        test->records = test->records == SIZE_MAX ? records : test->records;
        assert_int_equal(records, test->records);
    }
    return step == IMPORT_END;
}

static void fault_every(struct fault_case *test)
{
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    test->request = request_of(test->text, strlen(test->text));
    test->records = SIZE_MAX;
    if (test->json) {
        test->request.profile = profile_parse(arena, test->json, strlen(test->json), "p", &err);
        check_ok(test->request.profile != NULL, &err);
    }
    assert_true(read_through(test));
    assert_true(test->records > 0);
    check_faults(read_through, test);
    arena_free(arena);
}

static void test_memory(void **state)
{
    static struct fault_case cases[] = {
        {.text = recipients},
        {.text = with_ids},
        {.text = daily},
        {.text = "message_id,campaign,recipient,sender,language,sent_at,read_at,cost,currency\n"
                 "m1,Spring,447700900123,15550783881,en-gb,2026-03-20,2026-03-20 10:00,$1,USD\n"
                 "m2,Spring,447700900123,15550783881,en-gb,2026-03-20,2026-03-20 10:00,$1,\n"},
        {.text = "campaign,kind,start,sent,delivered\nSpring,drip,2026-03-20,10,9\n"},
        {.text = "Day,Campaign,Sent,Delivered\n2026-03-20,Spring,10,9\n2026-03-21,Spring,1,1\n"},
        {.text = "Campaign,Sent,Delivered,Read,Ignored\nSpring,10,3,6,x\nTotal,10,3,6,\n"},
        {.text = "Telefone;visit\n447700900123;sim\n447700900124;\n",
         .json = "{\"campane_profile\":1,\"name\":\"p\",\"record\":\"message\","
                 "\"constants\":{\"sent_at\":\"2026-03-20\"},\"fields\":{\"recipient\":{\"from\":"
                 "\"Telefone\"},\"clicked\":{\"from\":\"visit\",\"values\":{\"sim\":true}}}}"},
        {.text = "arm,x\nA,1\nB,2\n",
         .json = "{\"campane_profile\":1,\"name\":\"p\",\"record\":\"message\","
                 "\"constants\":{\"sent_at\":\"2026-03-20\"},\"fields\":{\"variant\":{\"from\":"
                 "\"arm\"}}}"},
    };
    (void)state;
    document_setup();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fault_every(&cases[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grown),          cmocka_unit_test(test_same_again),
        cmocka_unit_test(test_cut_row),        cmocka_unit_test(test_alike),
        cmocka_unit_test(test_identity_parts), cmocka_unit_test(test_by_place),
        cmocka_unit_test(test_survey),         cmocka_unit_test(test_far_date),
        cmocka_unit_test(test_cancel),         cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
