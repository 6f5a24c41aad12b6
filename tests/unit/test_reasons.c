/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include "config/document.h"
#include "config/reasons.h"

static const struct reasons *parse(struct arena *arena, const char *text, struct err *err)
{
    return reasons_parse(arena, text, strlen(text), "reasons.json", err);
}

/* Every kind of look is used, every KPI that is looked at ends in a rule without a condition. */
static void shipped(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    const struct reasons *reasons = reasons_load(arena, &err);
    check_ok(reasons, &err);
    bool used[REASON_LOOK_COUNT] = {false}, always[KPI_COUNT] = {false}, any[KPI_COUNT] = {false};
    for (size_t i = 0; i < reasons->count; i++) {
        const struct reason *row = &reasons->rows[i];
        assert_false(always[row->kpi]); /* what comes behind would never be said */
        used[row->look] = true;
        any[row->kpi] = true;
        always[row->kpi] |= row->when == KPI_NONE;
        size_t length = strlen(row->text);
        assert_true(length > 0 && row->text[length - 1] != '.');
    }
    for (int i = 0; i < REASON_LOOK_COUNT; i++) {
        assert_true(used[i]);
    }
    for (int i = 0; i < KPI_COUNT; i++) {
        assert_int_equal(any[i], always[i]);
    }
    arena_free(arena);
}

static void refused(void **unused)
{
    (void)unused;
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"{\"rows\": []}", "does not begin with"},
        {"{\"campane_reasons\": 2, \"rows\": []}", "does not begin with"},
        {"{\"campane_reasons\": 1}", "is not a list"},
        {"{\"campane_reasons\": 1, \"rows\": [{\"kpi\": \"nothing\"}]}", "names no KPI"},
        {"{\"campane_reasons\": 1, \"rows\": [{\"kpi\": \"ctr\", \"look\": \"up\"}]}",
         "is none of list"},
        {"{\"campane_reasons\": 1, \"rows\": [{\"kpi\": \"ctr\", \"look\": \"cta\"}]}",
         "\"text\" is missing"},
        {"{\"campane_reasons\": 1, \"rows\": [{\"kpi\": \"ctr\", \"when\": {\"kpi\": \"ctr\"}, "
         "\"look\": \"cta\", \"text\": \"x\"}]}",
         "\"at_least\" is no number"},
        {"{\"campane_reasons\": 1, \"rows\": [{\"kpi\": \"ctr\", \"why\": 1}]}", "why"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct err err = ERR_INIT;
        assert_null(parse(arena, cases[i].text, &err));
        assert_int_equal(err.code, ERR_REFUSED);
        assert_true(err.line > 0);
        if (!strstr(err.text, cases[i].words)) {
            fail_msg("\"%s\" does not say \"%s\"", err.text, cases[i].words);
        }
    }
    arena_free(arena);
}

int main(void)
{
    document_setup();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
