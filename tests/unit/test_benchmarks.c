/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "config/benchmarks.h"
#include "config/document.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    document_setup();
    arena = arena_new();
    return arena ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const struct benchmarks *parse(const char *text)
{
    struct err err = ERR_INIT;
    const struct benchmarks *all = benchmarks_parse(arena, text, strlen(text), "mine.json", &err);
    check_ok(all, &err);
    return all;
}

/* Writes a user's file and gives its path. */
static const char *file_with(const char *text)
{
    static char path[600];
    snprintf(path, sizeof path, "%s/benchmarks.json", check_folder());
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    return path;
}

static const struct benchmarks *load(const char *user_text)
{
    struct err err = ERR_INIT;
    const struct benchmarks *all =
        benchmarks_load(arena, user_text ? file_with(user_text) : NULL, &err);
    check_ok(all, &err);
    return all;
}

/* The compiled-in file is the one in data/. */
static void test_embedded(void **state)
{
    (void)state;
    size_t length;
    char *text = check_read(check_path("data/benchmarks.json"), &length);
    const struct benchmarks *from_file = parse(text);
    const struct benchmarks *shipped = load(NULL);
    assert_int_equal(from_file->count, shipped->count);
    for (size_t i = 0; i < shipped->count; i++) {
        const struct benchmark_set *a = &from_file->sets[i];
        const struct benchmark_set *b = &shipped->sets[i];
        assert_string_equal(benchmarks_write(arena, &a, 1), benchmarks_write(arena, &b, 1));
    }
    free(text);
}

static void test_shipped(void **state)
{
    (void)state;
    static const char *const ids[] = {"reference", "measured-2026", "automation", "email"};
    const struct benchmarks *all = load(NULL);
    assert_int_equal(all->count, ARRAY_COUNT(ids));
    for (size_t i = 0; i < all->count; i++) {
        assert_string_equal(all->sets[i].id, ids[i]);
        assert_true(all->sets[i].title[0] && all->sets[i].origin[0] && all->sets[i].date[0]);
        assert_false(all->sets[i].conditional);
    }
    assert_int_equal(all->sets[0].bind_count, 0);
    assert_int_equal(all->sets[1].bind_count, 0);
    assert_int_equal(all->sets[2].bind_count, 2);
    assert_int_equal(all->sets[2].binds[0].kind, KIND_FLOW);
    assert_int_equal(all->sets[2].binds[1].kind, KIND_POST_PURCHASE);
    assert_int_equal(all->sets[3].bind_count, 1);
    assert_string_equal(all->sets[3].binds[0].channel, "email");
    assert_int_equal(all->sets[3].binds[0].kind, KIND_UNKNOWN);

    const struct benchmark_row *open = benchmark_row(&all->sets[0], KPI_OPEN_RATE);
    assert_int_equal(open->ceiling, CEILING_VALUE);
    check_double(open->ceiling_value, 0.825, 0, 0);
    const struct benchmark_row *conversion = benchmark_row(&all->sets[0], KPI_CONVERSION_RATE);
    assert_int_equal(conversion->ceiling, CEILING_KPI);
    assert_int_equal(conversion->ceiling_kpi, KPI_CTR);
    check_double(conversion->ceiling_value, 0.5, 0, 0);
    for (size_t i = 1; i < all->count; i++) {
        for (size_t j = 0; j < all->sets[i].row_count; j++) {
            assert_int_equal(all->sets[i].rows[j].ceiling, CEILING_NONE);
        }
    }
    assert_null(benchmark_row(&all->sets[1], KPI_OPTOUT_RATE));

    /* the FAQ's figures: shown, never judging */
    assert_int_equal(all->sets[0].claim_count, 2);
    assert_int_equal(all->sets[0].claims[0].kpi, KPI_OPEN_RATE);
    check_double(all->sets[0].claims[0].low, 0.45, 0, 0);
    check_double(all->sets[0].claims[0].high, 0.60, 0, 0);
    assert_int_equal(all->sets[0].claims[1].kpi, KPI_CTR);
    check_double(all->sets[0].claims[1].high, 0.98, 0, 0);
}

static void test_no_file(void **state)
{
    (void)state;
    char path[600];
    struct err err = ERR_INIT;
    snprintf(path, sizeof path, "%s/none.json", check_folder());
    const struct benchmarks *all = benchmarks_load(arena, path, &err);
    check_ok(all, &err);
    assert_int_equal(all->count, 4);
    assert_int_equal(err.code, ERR_NONE);
    assert_null(benchmarks_load(arena, check_folder(), &err));
    assert_int_equal(err.code, ERR_IO);
}

static void test_override(void **state)
{
    (void)state;
    const struct benchmarks *all = load(
        "{\"campane_benchmarks\":1,\"sets\":["
        "{\"id\":\"targets\",\"rows\":[{\"kpi\":\"block_rate\",\"typical\":0.01,\"good\":0.005,"
        "\"best\":0.001}]},"
        "{\"id\":\"reference\",\"note\":\"ours\",\"bind\":[{\"country\":\"DE\"}],\"rows\":["
        "{\"kpi\":\"ctr\",\"base\":\"sent\",\"typical\":0.1,\"good\":0.2,\"best\":0.3,"
        "\"sample\":1200},"
        "{\"kpi\":\"nps\",\"typical\":0,\"good\":30,\"best\":60}]}]}");
    assert_int_equal(all->count, 5);
    const struct benchmark_set *reference = &all->sets[0];
    assert_string_equal(reference->id, "reference");
    assert_string_equal(reference->note, "ours");
    assert_string_equal(reference->origin, "published targets");
    assert_int_equal(reference->bind_count, 1);
    assert_int_equal(reference->row_count, 9);
    assert_int_equal(reference->claim_count, 2);
    const struct benchmark_row *ctr = benchmark_row(reference, KPI_CTR);
    check_double(ctr->typical, 0.1, 0, 0);
    assert_int_equal(ctr->base, BENCHMARK_BASE_SENT);
    assert_string_equal(ctr->sample, "1200");
    assert_string_equal(ctr->source, "");
    check_double(benchmark_row(reference, KPI_NPS)->best, 60, 0, 0);
    check_double(benchmark_row(reference, KPI_ROCS)->best, 10, 0, 0);
    assert_string_equal(all->sets[4].id, "targets");
    assert_string_equal(all->sets[4].title, "");
    /* the shipped ones are as they were */
    check_double(benchmark_row(&load(NULL)->sets[0], KPI_CTR)->typical, 0.15, 0, 0);
}

#define SET(rows) "{\"campane_benchmarks\":1,\"sets\":[\n{\"id\":\"mine\"," rows "}]}"
#define ROW(fields)                                                                                \
    SET("\"rows\":[{\"kpi\":\"rocs\",\"typical\":1,\"good\":2,\"best\":3},\n{" fields "}]")

/* Every mistake is named: where, which field, what about it. */
static void test_mistakes(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *says;
        uint64_t line;
    } rows[] = {
        {"{", "is not valid JSON", 1},
        {"[]", "the file is not an object", 1},
        {"{\"sets\":[]}", "\"campane_benchmarks\" is not 1", 1},
        {"{\"campane_benchmarks\":2,\"sets\":[]}", "\"campane_benchmarks\" is not 1", 1},
        {"{\"campane_benchmarks\":1,\"set\":[]}", "the file: unknown key \"set\"", 1},
        {"{\"campane_benchmarks\":1,\"sets\":{}}", "the file: \"sets\" is not a list", 1},
        {"{\"campane_benchmarks\":1,\"sets\":[{}]}", "set 1: \"id\" is not a word", 1},
        {"{\"campane_benchmarks\":1,\"sets\":[{\"id\":\"a b\"}]}", "set 1: \"id\" is not a word",
         1},
        {"{\"campane_benchmarks\":1,\"sets\":[{\"id\":\"own\"}]}", "the id \"own\" is kept", 1},
        {"{\"campane_benchmarks\":1,\"sets\":[{\"id\":\"a\"},\n{\"id\":\"a\"}]}", "two sets \"a\"",
         2},
        {SET("\"row\":[]"), "set 1: unknown key \"row\"", 2},
        {SET("\"title\":7"), "set \"mine\": \"title\" is not text", 2},
        {SET("\"rows\":7"), "set \"mine\": \"rows\" is not a list", 2},
        {SET("\"bind\":[{}]"), "set \"mine\", bind 1: names none of", 2},
        {SET("\"bind\":[{\"kind\":\"mail\"}]"),
         "set \"mine\", bind 1: there is no campaign kind \"mail\"", 2},
        {SET("\"bind\":[{\"chanel\":\"sms\"}]"), "set \"mine\", bind 1: unknown key \"chanel\"", 2},
        {SET("\"claimed\":[{\"kpi\":\"ctr\",\"low\":0.5,\"high\":0.4}]"),
         "claim 1: \"high\" is below", 2},
        {SET("\"claimed\":[{\"kpi\":\"ctr\",\"low\":0.5}]"), "claim 1: \"high\" is missing", 2},
        {ROW(""), "set \"mine\", row 2: \"kpi\" does not name a KPI", 3},
        {ROW("\"kpi\":\"click_rate\""), "set \"mine\", row 2: there is no KPI \"click_rate\"", 3},
        {ROW("\"kpi\":\"conversations\""), "row 2: conversations is neither better high nor low",
         3},
        {ROW("\"kpi\":\"ctr\",\"best\":0.3"), "row 2: \"typical\" is missing", 3},
        {ROW("\"kpi\":\"ctr\",\"typical\":0.1,\"good\":0.2"), "row 2: \"best\" is missing", 3},
        {ROW("\"kpi\":\"ctr\",\"typical\":0.1,\n\"good\":\"0.2\""),
         "row 2: \"good\" is not a number", 4},
        {ROW("\"kpi\":\"ctr\",\"typical\":15,\"good\":25,\"best\":30"),
         "row 2: \"typical\" is out of range", 3},
        {ROW("\"kpi\":\"ctr\",\"typical\":-0.1,\"good\":0.2,\"best\":0.3"),
         "\"typical\" is out of range", 3},
        {ROW("\"kpi\":\"ctr\",\"typical\":0.1,\"good\":1e999,\"best\":0.3"),
         "\"good\" is out of range", 3},
        {ROW("\"kpi\":\"nps\",\"typical\":-101,\"good\":0,\"best\":3"),
         "\"typical\" is out of range", 3},
        {ROW("\"kpi\":\"clv_cac\",\"typical\":-1,\"good\":0,\"best\":3"),
         "\"typical\" is out of range", 3},
        {ROW("\"kpi\":\"ctr\",\"typical\":0.2,\"good\":0.1,\"best\":0.3"),
         "\"good\" is on the wrong side of \"typical\"", 3},
        {ROW("\"kpi\":\"ctr\",\"typical\":0.1,\"good\":0.3,\"best\":0.2"),
         "\"best\" is on the wrong side of \"good\"", 3},
        {ROW("\"kpi\":\"optout_rate\",\"typical\":0.002,\"good\":0.003,\"best\":0.006"),
         "\"good\" is on the wrong side", 3},
        {ROW("\"kpi\":\"rocs\",\"typical\":1,\"good\":2,\"best\":3"),
         "row 2: rocs has a row already", 3},
        {ROW("\"kpi\":\"ctr\",\"base\":\"opened\",\"typical\":0.1,\"good\":0.2,\"best\":0.3"),
         "\"base\" is neither delivered nor sent", 3},
        {ROW("\"kpi\":\"ctr\",\"typical\":0.1,\"good\":0.2,\"best\":0.3,\"notes\":\"\""),
         "row 2: unknown key \"notes\"", 3},
        {ROW("\"kpi\":\"ctr\",\"typical\":0.1,\"good\":0.2,\"best\":0.3,\"sample\":[]"),
         "\"sample\" is not text", 3},
        {ROW("\"kpi\":\"ctr\",\"typical\":0.1,\"good\":0.2,\"best\":0.3,\"ceiling\":2"),
         "\"ceiling\" is out of range", 3},
        {ROW("\"kpi\":\"ctr\",\"typical\":0.1,\"good\":0.2,\"best\":0.3,\"ceiling\":\"x\""),
         "\"ceiling\" is not a number", 3},
        {ROW("\"kpi\":\"ctr\",\"typical\":0.1,\"good\":0.2,\"best\":0.3,\"ceiling\":{\"kpi\":"
             "\"open_rate\"}"),
         "\"times\" of the ceiling", 3},
        {ROW("\"kpi\":\"ctr\",\"typical\":0.1,\"good\":0.2,\"best\":0.3,\"ceiling\":{\"kpi\":"
             "\"open_rate\",\"times\":0}"),
         "\"times\" of the ceiling", 3},
        {ROW("\"kpi\":\"ctr\",\"typical\":0.1,\"good\":0.2,\"best\":0.3,\"ceiling\":{\"kpi\":"
             "\"ctr\",\"times\":1}"),
         "ceiling of ctr cannot hang on ctr", 3},
        {ROW("\"kpi\":\"ctr\",\"typical\":0.1,\"good\":0.2,\"best\":0.3,\"ceiling\":{\"kpi\":"
             "\"csat\",\"times\":1}"),
         "ceiling of ctr cannot hang on csat", 3},
        {ROW("\"kpi\":\"ctr\",\"typical\":0.1,\"good\":0.2,\"best\":0.3,\"ceiling\":{\"kpi\":"
             "\"rocs\",\"times\":1}"),
         "ceiling of ctr cannot hang on rocs", 3},
        {ROW("\"kpi\":\"optout_rate\",\"typical\":0.3,\"good\":0.2,\"best\":0.1,\"ceiling\":1"),
         "no meaning where lower is better", 3},
        {ROW("\"kpi\":\"aov\",\"typical\":5"), "row 2: \"typical\" is not an amount", 3},
        {ROW("\"kpi\":\"aov\",\"typical\":{\"amount\":\"1e3\",\"currency\":\"USD\"}"),
         "\"typical\" is not an amount", 3},
        {ROW("\"kpi\":\"aov\",\"typical\":{\"amount\":\"5\",\"currency\":\"$\"}"),
         "\"typical\" is not an amount", 3},
        {ROW("\"kpi\":\"aov\",\"typical\":{\"amount\":\"5\",\"currency\":\"USD\"},\"good\":{"
             "\"amount\":\"6\","
             "\"currency\":\"EUR\"},\"best\":{\"amount\":\"7\",\"currency\":\"USD\"}"),
         "\"good\" is in another currency", 3},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct err err = ERR_INIT;
        assert_null(benchmarks_parse(arena, rows[i].text, strlen(rows[i].text), "mine.json", &err));
        if (err.code != ERR_REFUSED || !strstr(err.text, rows[i].says) ||
            err.line != rows[i].line || strcmp(err.file, "mine.json") != 0 || err.column == 0) {
            fail_msg("%s\nsaid at %d: %s\nnot at %d: %s", rows[i].text, (int)err.line, err.text,
                     (int)rows[i].line, rows[i].says);
        }
        /* and the same from a file over the shipped sets */
        const char *path = file_with(rows[i].text);
        assert_null(benchmarks_load(arena, path, &err));
        assert_int_equal(err.code, ERR_REFUSED);
        assert_null(benchmarks_parse(arena, rows[i].text, strlen(rows[i].text), "mine.json", NULL));
    }
}

/* What is unusual but right. */
static void test_allowed(void **state)
{
    (void)state;
    assert_int_equal(parse("{\"campane_benchmarks\":1}")->count, 0);
    assert_int_equal(parse("{\"campane_benchmarks\":1.0,\"sets\":null}")->count, 0);
    const struct benchmarks *all = parse(
        SET("\"rows\":[{\"kpi\":\"ctr\",\"typical\":0.1,\"good\":0.1,\"best\":1},"
            "{\"kpi\":\"roi\",\"typical\":-0.5,\"good\":0,\"best\":3.2},"
            "{\"kpi\":\"delivery_rate\",\"base\":\"sent\",\"typical\":0,\"good\":0,\"best\":0},"
            "{\"kpi\":\"aov\",\"typical\":{\"amount\":\"5\",\"currency\":\"jpy\"},\"good\":"
            "{\"amount\":\"6.50\",\"currency\":\"JPY\"},\"best\":{\"amount\":\"7\",\"currency\":"
            "\"JPY\"},\"ceiling\":{\"amount\":\"9\",\"currency\":\"JPY\"}}]"));
    const struct benchmark_set *set = &all->sets[0];
    assert_int_equal(set->row_count, 4);
    assert_int_equal(set->rows[0].base, BENCHMARK_BASE_DELIVERED);
    assert_int_equal(set->rows[2].base, BENCHMARK_BASE_ANY);
    assert_string_equal(set->rows[3].currency.code, "JPY");
    check_double(set->rows[3].good, 6500000, 0, 0);
    assert_int_equal(set->rows[3].ceiling, CEILING_VALUE);
    check_double(set->rows[3].ceiling_value, 9000000, 0, 0);
}

/* Texts of a file reach the screen: they carry no control characters. */
static void test_clean_texts(void **state)
{
    (void)state;
    const struct benchmarks *all =
        parse(SET("\"title\":\"a\\u001b[31mb\\nc\",\"bind\":[{\"industry\":\"\\u0007x\"}]"));
    assert_null(strpbrk(all->sets[0].title, "\x1b\n\x07"));
    assert_null(strpbrk(all->sets[0].binds[0].industry, "\x1b\n\x07"));
}

/* Written and read back it is the same, ceilings, money and claims included. */
static void test_round_trip(void **state)
{
    (void)state;
    const struct benchmarks *all = load(NULL);
    const struct benchmark_set *list[4];
    for (size_t i = 0; i < all->count; i++) {
        list[i] = &all->sets[i];
    }
    const char *text = benchmarks_write(arena, list, all->count);
    assert_non_null(text);
    const struct benchmarks *again = parse(text);
    assert_int_equal(again->count, all->count);
    for (size_t i = 0; i < all->count; i++) {
        assert_int_equal(again->sets[i].row_count, all->sets[i].row_count);
        for (size_t j = 0; j < all->sets[i].row_count; j++) {
            const struct benchmark_row *a = &all->sets[i].rows[j];
            const struct benchmark_row *b = &again->sets[i].rows[j];
            assert_int_equal(a->kpi, b->kpi);
            assert_int_equal(a->base, b->base);
            assert_true(a->typical == b->typical && a->good == b->good && a->best == b->best);
            assert_int_equal(a->ceiling, b->ceiling);
            assert_true(a->ceiling_value == b->ceiling_value);
            assert_string_equal(a->currency.code, b->currency.code);
            assert_string_equal(a->source, b->source);
            assert_string_equal(a->note, b->note);
        }
        assert_int_equal(again->sets[i].claim_count, all->sets[i].claim_count);
        assert_int_equal(again->sets[i].bind_count, all->sets[i].bind_count);
        list[i] = &again->sets[i];
    }
    assert_string_equal(benchmarks_write(arena, list, again->count), text);
    assert_non_null(strstr(text, "\"amount\":\t\"0.05\""));
}

static const char user_file[] =
    "{\"campane_benchmarks\":1,\"sets\":[{\"id\":\"reference\",\"bind\":[{\"kind\":\"drip\"}],"
    "\"rows\":["
    "{\"kpi\":\"ctr\",\"typical\":0.1,\"good\":0.2,\"best\":0.3},"
    "{\"kpi\":\"lead_rate\",\"typical\":0.1,\"good\":0.2,\"best\":0.3}]},{\"id\":\"targets\"}]}";

/* Whichever allocation fails, alone or with all after it: memory is what the error says, and
 * nothing leaks. */
static void test_faults(void **state)
{
    (void)state;
    const char *path = file_with(user_file);
    for (int forever = 0; forever < 2; forever++) {
        for (uint64_t n = 1;; n++) {
            struct arena *own = arena_new();
            struct err err = ERR_INIT;
            mem_fault_after(n, forever);
            const struct benchmarks *all = benchmarks_load(own, path, &err);
            uint64_t asked = mem_fault_after(0, false);
            if (!all) {
                assert_int_equal(err.code, ERR_MEMORY);
            } else {
                assert_int_equal(all->count, 5);
                assert_int_equal(all->sets[0].row_count, 9);
            }
            arena_free(own);
            if (asked < n) {
                assert_non_null(all);
                assert_true(n > 100);
                break;
            }
        }
    }
}

static void test_write_faults(void **state)
{
    (void)state;
    const struct benchmarks *all = load(NULL);
    const struct benchmark_set *set = &all->sets[0];
    for (uint64_t n = 1;; n++) {
        struct arena *own = arena_new();
        mem_fault_after(n, false);
        const char *text = benchmarks_write(own, &set, 1);
        uint64_t asked = mem_fault_after(0, false);
        arena_free(own);
        if (asked < n) {
            assert_non_null(text);
            assert_true(n > 100);
            return;
        }
        assert_null(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_embedded),    cmocka_unit_test(test_shipped),
        cmocka_unit_test(test_no_file),     cmocka_unit_test(test_override),
        cmocka_unit_test(test_mistakes),    cmocka_unit_test(test_allowed),
        cmocka_unit_test(test_clean_texts), cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_faults),      cmocka_unit_test(test_write_faults),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
