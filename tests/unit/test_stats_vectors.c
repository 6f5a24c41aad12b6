/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The vectors of fixtures/stats/vectors.json (mpmath, R, scipy) through the library, one test a
 * method; the calculator turns their parameters into calls. A failure names method and case.
 */
#include "lib/check.h"

#include <cjson/cJSON.h>

#include <math.h>

#include "cli/calc.h"

struct vectors {
    cJSON *root;
    const cJSON *methods;
};

/* Where the file contradicts its own definition. The chi-square of k arms has k - 1 degrees of
 * freedom ("df=k-1"), as every other case says and scipy's chi2_contingency gives for this one. */
static const struct {
    const char *id, *member;
    double wrong, right;
} mistakes[] = {{"chi2_arms-061", "df", 1, 2}};

struct tolerance {
    double abs, rel;
    bool capped; /* beyond 5 in size 0.02 is enough (boundaries) */
};

static int setup(void **state)
{
    struct vectors *vectors = calloc(1, sizeof *vectors);
    char *text = check_read(check_path("tests/fixtures/stats/vectors.json"), NULL);
    assert_non_null(vectors);
    vectors->root = cJSON_Parse(text);
    vectors->methods = cJSON_GetObjectItemCaseSensitive(vectors->root, "methods");
    assert_non_null(vectors->methods);
    free(text);
    *state = vectors;
    return 0;
}

static int teardown(void **state)
{
    struct vectors *vectors = *state;
    cJSON_Delete(vectors->root);
    free(vectors);
    return 0;
}

static double number(const cJSON *object, const char *key)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    assert_true(cJSON_IsNumber(value));
    return value->valuedouble;
}

static bool near(double got, double want, const struct tolerance *tolerance)
{
    double abs = tolerance->capped && want >= 5 ? 0.02 : tolerance->abs;
    return fabs(got - want) <= abs + tolerance->rel * fabs(want);
}

static bool same(const cJSON *got, const cJSON *want, const struct tolerance *tolerance)
{
    if (!got) {
        return false;
    }
    if (cJSON_IsNumber(want)) {
        return cJSON_IsNumber(got) && near(got->valuedouble, want->valuedouble, tolerance);
    }
    if (!cJSON_IsArray(want)) {
        return cJSON_Compare(got, want, true);
    }
    if (cJSON_GetArraySize(got) != cJSON_GetArraySize(want)) {
        return false;
    }
    const cJSON *a = got->child, *b = want->child;
    for (; a && b; a = a->next, b = b->next) {
        if (!same(a, b, tolerance)) {
            return false;
        }
    }
    return true;
}

/* A member's value as it should be; the caller deletes it. */
static cJSON *wanted(const char *id, const cJSON *member)
{
    for (size_t i = 0; i < ARRAY_COUNT(mistakes); i++) {
        if (strcmp(mistakes[i].id, id) == 0 && strcmp(mistakes[i].member, member->string) == 0) {
            assert_true(member->valuedouble == mistakes[i].wrong);
            return cJSON_CreateNumber(mistakes[i].right);
        }
    }
    return cJSON_Duplicate(member, true);
}

static void check_case(const struct calc_method *method, const cJSON *item,
                       const struct tolerance *tolerance)
{
    const char *id = cJSON_GetObjectItemCaseSensitive(item, "id")->valuestring;
    const cJSON *want = cJSON_GetObjectItemCaseSensitive(item, "out");
    struct strbuf text = STRBUF_INIT;
    bool fine = calc_run(method, cJSON_GetObjectItemCaseSensitive(item, "in"), &text);
    cJSON *got = cJSON_Parse(strbuf_text(&text));
    if (!fine || !got || cJSON_GetArraySize(got) != cJSON_GetArraySize(want)) {
        fail_msg("%s: %s", id, strbuf_text(&text));
    }
    const cJSON *member;
    cJSON_ArrayForEach(member, want)
    {
        cJSON *value = wanted(id, member);
        if (!same(cJSON_GetObjectItemCaseSensitive(got, member->string), value, tolerance)) {
            char *words = cJSON_PrintUnformatted(want);
            fail_msg("%s: %s: got %s want %s", id, member->string, strbuf_text(&text), words);
        }
        cJSON_Delete(value);
    }
    cJSON_Delete(got);
    strbuf_free(&text);
}

static void check_method(void **state, const char *name, int least)
{
    const struct vectors *vectors = *state;
    const cJSON *method = cJSON_GetObjectItemCaseSensitive(vectors->methods, name);
    const struct calc_method *calc = calc_find(name);
    assert_non_null(method);
    assert_non_null(calc);
    const cJSON *tol = cJSON_GetObjectItemCaseSensitive(method, "tol");
    struct tolerance tolerance = {number(tol, "abs"), number(tol, "rel"),
                                  strcmp(name, "ld_obf") == 0};
    int cases = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(method, "cases"))
    {
        check_case(calc, item, &tolerance);
        cases++;
    }
    assert_true(cases >= least);
}

/* No method of the file is left out. */
static void test_all_methods(void **state)
{
    const struct vectors *vectors = *state;
    assert_int_equal(cJSON_GetArraySize(vectors->methods), calc_method_count);
    const cJSON *method;
    cJSON_ArrayForEach(method, vectors->methods)
    {
        assert_non_null(calc_find(method->string));
    }
}

#define METHOD_TEST(name, least)                                                                   \
    static void test_##name(void **state)                                                          \
    {                                                                                              \
        check_method(state, #name, least);                                                         \
    }

METHOD_TEST(wilson, 56)
METHOD_TEST(newcombe_diff, 64)
METHOD_TEST(mee_diff, 64)
METHOD_TEST(koopman_ratio, 64)
METHOD_TEST(z_pooled, 64)
METHOD_TEST(fisher, 55)
METHOD_TEST(ascs, 46)
METHOD_TEST(ascs_ab, 59)
METHOD_TEST(ld_obf, 37)
METHOD_TEST(bayes, 49)
METHOD_TEST(chi2_arms, 38)
METHOD_TEST(holm, 38)
METHOD_TEST(srm, 41)
METHOD_TEST(welch, 39)
METHOD_TEST(noninferiority, 38)
METHOD_TEST(sample_size, 40)
METHOD_TEST(mde, 50)
METHOD_TEST(mann_kendall, 38)
METHOD_TEST(laney, 38)
METHOD_TEST(mh_by_day, 38)
METHOD_TEST(special, 46)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_methods),   cmocka_unit_test(test_wilson),
        cmocka_unit_test(test_newcombe_diff), cmocka_unit_test(test_mee_diff),
        cmocka_unit_test(test_koopman_ratio), cmocka_unit_test(test_z_pooled),
        cmocka_unit_test(test_fisher),        cmocka_unit_test(test_ascs),
        cmocka_unit_test(test_ascs_ab),       cmocka_unit_test(test_ld_obf),
        cmocka_unit_test(test_bayes),         cmocka_unit_test(test_chi2_arms),
        cmocka_unit_test(test_holm),          cmocka_unit_test(test_srm),
        cmocka_unit_test(test_welch),         cmocka_unit_test(test_noninferiority),
        cmocka_unit_test(test_sample_size),   cmocka_unit_test(test_mde),
        cmocka_unit_test(test_mann_kendall),  cmocka_unit_test(test_laney),
        cmocka_unit_test(test_mh_by_day),     cmocka_unit_test(test_special),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
