/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sample data kept beside the project, where it is there: real header lines, and the Hillstrom
 * e-mail test with the counts of its three arms. Skipped elsewhere.
 */
#include "lib/check.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "import/profile.h"
#include "lib/import_lines.h"

#define SHARED "../shared/data"

static const char *shared_path(const char *name)
{
    static char path[4096];
    snprintf(path, sizeof path, "%s/%s", check_path(SHARED), name);
    if (access(path, R_OK) != 0) {
        print_message("%s: ../shared/data is not there\n", name);
        skip();
    }
    return path;
}

/* A row that fits any of the header lines: by the column's name. */
static const char *sample_value(const char *column, size_t length)
{
    static const struct {
        const char *part, *value;
    } values[] = {{"Opt", "3"},
                  {"Sent At", "2026-03-20 10:00:00"},
                  {"At", "2026-03-20 11:00:00"},
                  {"Date", "2026-03-20"},
                  {"Time", "2026-03-20"},
                  {"Replies", "1"},
                  {"Status", "read"},
                  {"Campaign", "Spring"},
                  {"Phone", "447700900123"},
                  {"Name", "Spring"},
                  {"Error", ""},
                  {"Template", "t"},
                  {"Sender", "Acme"},
                  {"Message ID", "wamid.A1"},
                  {"Recipient", "Ann"},
                  {"Content", "Hi"},
                  {"Latest", "Yes"},
                  {"ID", "7"},
                  {"Submitted", "100"},
                  {"Failed", "4"},
                  {"Sent", "90"},
                  {"Delivered", "80"},
                  {"Read", "70"},
                  {"Replied", "6"},
                  {"Conversions", "5"},
                  {"Revenue", "12.50"},
                  {"No", "1"}};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        size_t size = strlen(values[i].part);
        for (size_t at = 0; at + size <= length; at++) {
            if (memcmp(column + at, values[i].part, size) == 0) {
                return values[i].value;
            }
        }
    }
    fail_msg("no sample value for column %.*s", (int)length, column);
    return "";
}

static void import_header(const char *header, struct strbuf *out)
{
    struct strbuf text = STRBUF_INIT;
    strbuf_printf(&text, "%s\n", header);
    for (const char *column = header;;) {
        size_t length = strcspn(column, ",");
        strbuf_puts(&text, sample_value(column, length));
        if (!column[length]) {
            break;
        }
        strbuf_putc(&text, ',');
        column += length + 1;
    }
    strbuf_putc(&text, '\n');
    struct import_request request =
        import_lines_request(import_lines_file("header.csv", text.data, text.length));
    if (!import_lines(&request, out)) {
        fail_msg("%s: %s", header, out->data);
    }
    strbuf_free(&text);
}

/* Every header line that was seen is recognised, and its row counts. */
static void test_observed_headers(void **state)
{
    (void)state;
    char *text =
        check_read(shared_path("samples/campaign_platforms/observed_export_headers.txt"), NULL);
    size_t count = 0;
    for (char *line = strtok(text, "\r\n"); line; line = strtok(NULL, "\r\n")) {
        struct strbuf out = STRBUF_INIT;
        import_header(line, &out);
        bool report = strncmp(out.data, "report ", 7) == 0;
        bool message = strncmp(out.data, "message ", 8) == 0;
        if (!(report || message) || !strstr(out.data, ": 1 rows, 0 rejected, 0 ignored")) {
            fail_msg("%s: %s", line, out.data);
        }
        assert_non_null(strstr(out.data, report ? "\nsummary: " : "\nrecipients"));
        strbuf_free(&out);
        count++;
    }
    assert_true(count >= 10);
    free(text);
}

struct arm {
    const char *name;
    uint64_t sent, clicked, converted;
    int64_t revenue; /* hundredths */
    uint64_t got_sent, got_clicked, got_converted;
    int64_t got_revenue; /* millionths */
};

static void count_batch(const struct batch *batch, struct arm *arms)
{
    for (size_t i = 0; i < batch->messages.count; i++) {
        const struct message *message = VEC_AT(&batch->messages, struct message, i);
        const struct attrs *attrs = VEC_AT(&batch->attrs, struct attrs, message->dim);
        assert_string_equal(attrs->value[ATTR_CHANNEL], "email");
        assert_string_equal(attrs->currency.code, "USD");
        struct arm *arm = arms;
        while (strcmp(arm->name, attrs->value[ATTR_VARIANT]) != 0) {
            arm++;
            assert_non_null(arm->name);
        }
        arm->got_sent += message->at[MESSAGE_SENT] != TIME_NONE;
        arm->got_clicked += message->at[MESSAGE_CLICKED] != TIME_NONE;
        arm->got_converted += message->at[MESSAGE_CONVERTED] != TIME_NONE;
        arm->got_revenue += message->revenue;
    }
}

static void test_hillstrom(void **state)
{
    (void)state;
    struct arm arms[] = {
        {.name = "Mens E-Mail",
         .sent = 21307,
         .clicked = 3894,
         .converted = 267,
         .revenue = 3031169},
        {.name = "Womens E-Mail",
         .sent = 21387,
         .clicked = 3238,
         .converted = 189,
         .revenue = 2303811},
        {.name = "No E-Mail", .sent = 21306, .clicked = 2262, .converted = 122, .revenue = 1390833},
        {.name = NULL}};
    struct err err = ERR_INIT;
    struct import_request request = import_lines_request(shared_path("datasets/hillstrom.csv"));
    struct arena *arena = arena_new();
    request.profile = profile_load(arena, check_path("data/examples/hillstrom-email.json"), &err);
    check_ok(request.profile != NULL, &err);
    struct importer *importer = importer_open(&request, &err);
    check_ok(importer != NULL, &err);
    struct batch *batch = batch_new();
    check_ok(importer_prepare(importer, NULL, &err), &err);
    enum import_step step;
    do {
        step = importer_read(importer, batch, NULL, &err);
        check_ok(step != IMPORT_FAILED, &err);
        count_batch(batch, arms);
    } while (step == IMPORT_MORE);
    assert_int_equal(importer_tally(importer)->rejected, 0);
    for (struct arm *arm = arms; arm->name; arm++) {
        assert_int_equal(arm->got_sent, arm->sent);
        assert_int_equal(arm->got_clicked, arm->clicked);
        assert_int_equal(arm->got_converted, arm->converted);
        assert_int_equal(arm->got_revenue, arm->revenue * 10000);
    }
    batch_free(batch);
    importer_free(importer);
    arena_free(arena);
}

/* --- every sample ----------------------------------------------------------------------------- */

#define TABLE "tests/fixtures/shared_samples.tsv"

/* Records of each kind among the lines of an import, and what its last line says. */
static void summarize(const char *lines, struct strbuf *out)
{
    static const char *const kinds[] = {"message",  "report", "facts", "order", "click",
                                        "feedback", "rate",   "reply", "person"};
    size_t counts[ARRAY_COUNT(kinds)] = {0};
    for (const char *line = lines; line && *line;) {
        size_t length = strcspn(line, "\n");
        for (size_t i = 0; i < ARRAY_COUNT(kinds); i++) {
            size_t size = strlen(kinds[i]);
            counts[i] += length > size && strncmp(line, kinds[i], size) == 0 && line[size] == ' ';
        }
        const char *rows = memchr(line, ':', length);
        if (rows && memmem(rows, length - (size_t)(rows - line), " rows, ", 7)) {
            strbuf_add(out, line, length);
        } else if (strncmp(line, "refused ", 8) == 0) {
            strbuf_puts(out, "refused");
        }
        line += length + (line[length] == '\n');
    }
    for (size_t i = 0; i < ARRAY_COUNT(kinds); i++) {
        if (counts[i] > 0) {
            strbuf_printf(out, "; %zu %s", counts[i], kinds[i]);
        }
    }
}

static void sample_line(const char *folder, const char *name, struct strbuf *out)
{
    struct strbuf path = STRBUF_INIT, lines = STRBUF_INIT;
    strbuf_printf(&path, "%s/%s", folder, name);
    struct import_request request = import_lines_request(path.data);
    import_lines(&request, &lines);
    strbuf_printf(out, "%s/%s\t", strrchr(folder, '/') + 1, name);
    summarize(strbuf_text(&lines), out);
    strbuf_putc(out, '\n');
    strbuf_free(&path);
    strbuf_free(&lines);
}

static void sample_folder(const char *folder, struct strbuf *out)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        /* Header lines without a table are for test_observed_headers. */
        if (name[0] != '.' && strcmp(name, "observed_export_headers.txt") != 0) {
            sample_line(folder, name, out);
        }
        free(entries[i]);
    }
    free(entries);
}

/* Every file that was collected imports with the counts that the table states. CAMPANE_UPDATE=1
 * writes the table anew; look at the difference before it is kept. */
static void test_every_sample(void **state)
{
    static const char *const folders[] = {
        "bsp", "campaign_platforms", "meta_analytics", "meta_webhooks", "rates", "revenue"};
    (void)state;
    shared_path("samples"); /* it skips where they are not, before anything is taken */
    struct strbuf out = STRBUF_INIT, folder = STRBUF_INIT;
    for (size_t i = 0; i < ARRAY_COUNT(folders); i++) {
        strbuf_clear(&folder);
        strbuf_printf(&folder, "samples/%s", folders[i]);
        char *path = strdup(shared_path(folder.data));
        assert_non_null(path);
        sample_folder(path, &out);
        free(path);
    }
    if (getenv("CAMPANE_UPDATE")) {
        FILE *file = fopen(check_path(TABLE), "w");
        assert_non_null(file);
        fwrite(out.data, 1, out.length, file);
        fclose(file);
    }
    char *expected = check_read(check_path(TABLE), NULL);
    assert_string_equal(out.data, expected);
    free(expected);
    strbuf_free(&out);
    strbuf_free(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_sample),
        cmocka_unit_test(test_observed_headers),
        cmocka_unit_test(test_hillstrom),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
