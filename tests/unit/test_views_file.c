/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include "base/mem.h"
#include "config/file.h"
#include "config/views.h"

static struct arena *arena;
static char path[600];

static int set_up(void **state)
{
    (void)state;
    static int number;
    snprintf(path, sizeof path, "%s/%d/views", check_folder(), ++number);
    arena = arena_new();
    return arena ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void begin_with(const char *text)
{
    struct err err = ERR_INIT;
    check_ok(file_write(path, text, strlen(text), &err), &err);
}

static void has(const char *text)
{
    char *there = check_read(path, NULL);
    assert_string_equal(there, text);
    free(there);
}

static void save(const char *view, const struct views_column *columns, size_t count)
{
    struct err err = ERR_INIT;
    check_ok(views_save(arena, path, view, columns, count, &err), &err);
}

static void what_is_kept_comes_back(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    const struct views_column columns[] = {{.id = "name", .width = 30}, {.id = "ctr"}};
    const struct views *none = views_load(arena, path, &err);
    check_ok(none, &err);
    assert_int_equal(none->count, 0);
    save("campaigns", columns, 2);
    has("campaigns = name:30 ctr\n");
    const struct views *views = views_load(arena, path, &err);
    check_ok(views, &err);
    assert_int_equal(views->count, 1);
    assert_string_equal(views->lines[0].view, "campaigns");
    assert_int_equal(views->lines[0].count, 2);
    assert_string_equal(views->lines[0].columns[0].id, "name");
    assert_int_equal(views->lines[0].columns[0].width, 30);
    assert_string_equal(views->lines[0].columns[1].id, "ctr");
    assert_int_equal(views->lines[0].columns[1].width, 0);
    assert_int_equal(views->lines[0].columns[1].column, 21);
}

/* Only the line of the view changes. */
static void the_rest_of_the_file_stays(void **state)
{
    (void)state;
    const struct views_column columns[] = {{.id = "sent"}, {.id = "read", .width = 9}};
    begin_with("# mine\n\n  campaigns =  name   ctr\nbreakdown = key sent");
    save("imports", columns, 2);
    has("# mine\n\n  campaigns =  name   ctr\nbreakdown = key sent\nimports = sent read:9\n");
    save("campaigns", columns, 1);
    has("# mine\n\ncampaigns = sent\nbreakdown = key sent\nimports = sent read:9\n");
    save("breakdown", NULL, 0);
    has("# mine\n\ncampaigns = sent\nimports = sent read:9\n");
    save("breakdown", NULL, 0);
    has("# mine\n\ncampaigns = sent\nimports = sent read:9\n");
}

static void mistakes_have_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t line, column;
        const char *words;
    } wrong[] = {
        {"campaigns", 1, 1, "name = value"},
        {"\ncampaigns =\n", 2, 1, "there are no columns"},
        {"all campaigns = a\n", 1, 1, "no view is called"},
        {"# x\ncampaigns = name ct\xc3\xa9r\n", 2, 18, "no column can be called"},
        {"campaigns = name:0\n", 1, 13, "width"},
        {"campaigns = name: ctr\n", 1, 13, "width"},
        {"campaigns = name:201\n", 1, 13, "width"},
        {"campaigns = name:9999999999\n", 1, 13, "width"},
        {"campaigns = name:9x\n", 1, 13, "width"},
        {"campaigns = a b a:9\n", 1, 17, "twice"},
        {"campaigns = a\ncampaigns = b\n", 2, 1, "twice"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
        struct err err = ERR_INIT;
        const struct views_column column = {.id = "sent"};
        char words[1024];
        begin_with(wrong[i].text);
        assert_null(views_load(arena, path, &err));
        assert_int_equal(err.code, ERR_REFUSED);
        assert_int_equal(err.line, wrong[i].line);
        assert_int_equal(err.column, wrong[i].column);
        if (!strstr(err_format(&err, words, sizeof words), wrong[i].words)) {
            fail_msg("%s: not \"%s\"", words, wrong[i].words);
        }
        /* A file that is wrong is not written over. */
        assert_false(views_save(arena, path, "imports", &column, 1, &err));
        has(wrong[i].text);
    }
}

/* A line of a file that somebody else wrote does not take for ever to be refused. */
static void a_file_without_end_is_refused(void **state)
{
    (void)state;
    static char text[4 << 20];
    size_t length = (size_t)snprintf(text, sizeof text, "campaigns =");
    for (int i = 0; length + 16 < sizeof text; i++) {
        length += (size_t)snprintf(text + length, 16, " c%d", i);
    }
    struct err err = ERR_INIT;
    begin_with(text);
    assert_null(views_load(arena, path, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    assert_non_null(strstr(err.text, "more columns than a table can have, from \"c500\""));
    length = 0;
    for (int i = 0; i < 101; i++) {
        length += (size_t)snprintf(text + length, 32, "view%d = a\n", i);
    }
    begin_with(text);
    assert_null(views_load(arena, path, &err));
    assert_int_equal(err.line, 101);
}

static void a_full_file_takes_no_more(void **state)
{
    (void)state;
    static char text[VIEWS_MAX * 16];
    struct err err = ERR_INIT;
    char words[1024];
    const struct views_column column = {.id = "sent"};
    for (size_t i = 0, length = 0; i < VIEWS_MAX; i++) {
        length += (size_t)snprintf(text + length, 16, "view%zu = a\n", i);
    }
    begin_with(text);
    assert_false(views_save(arena, path, "more", &column, 1, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    assert_non_null(strstr(err_format(&err, words, sizeof words), "100"));
    has(text);
    check_ok(views_save(arena, path, "view3", &column, 1, &err), &err);
    check_ok(views_save(arena, path, "view4", NULL, 0, &err), &err);
    check_ok(views_save(arena, path, "more", &column, 1, &err), &err);
    check_ok(views_load(arena, path, &err), &err);
}

static bool load_with_faults(void *context)
{
    (void)context;
    struct err err = ERR_INIT;
    const struct views_column column = {.id = "sent"};
    struct arena *own = arena_new();
    bool ok =
        own && views_save(own, path, "imports", &column, 1, &err) && views_load(own, path, &err);
    arena_free(own);
    return ok;
}

static void memory_can_fail(void **state)
{
    (void)state;
    begin_with("campaigns = name ctr\n");
    check_faults(load_with_faults, NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_kept_comes_back),   TEST(the_rest_of_the_file_stays),
        TEST(mistakes_have_their_place), TEST(a_file_without_end_is_refused),
        TEST(a_full_file_takes_no_more), TEST(memory_can_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
