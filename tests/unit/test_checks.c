/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include "base/mem.h"
#include "config/checks.h"
#include "config/incidents.h"
#include "report/check_rule.h"

/* --- checks.conf ------------------------------------------------------------------------------ */

static const struct checks *read_over(struct arena *arena, const struct checks *over,
                                      const char *text)
{
    struct err err = ERR_INIT;
    const struct checks *checks = checks_parse(arena, over, "mine", text, strlen(text), &err);
    check_ok(checks, &err);
    return checks;
}

static void refuses(const char *text, uint64_t line, uint64_t column)
{
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    assert_null(checks_parse(arena, NULL, "mine", text, strlen(text), &err));
    assert_int_equal(err.code, ERR_REFUSED);
    assert_string_equal(err.file, "mine");
    assert_int_equal(err.line, line);
    assert_int_equal(err.column, column);
    arena_free(arena);
}

static void files_lie_over_each_other(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const struct checks *first =
        read_over(arena, NULL, "a = ctr > 1%\nb = ctr > 2%\n# c\nbudget = 5 EUR\nc=sent > 3\n");
    assert_int_equal(first->count, 3);
    assert_string_equal(first->budget.text, "5 EUR");
    const struct checks *second =
        read_over(arena, first, "b = off\nnone = off\n  a =  ctr > 9%\nd = x");
    assert_int_equal(second->count, 3);
    assert_string_equal(second->lines[0].text, "ctr > 9%");
    assert_int_equal(second->lines[0].line, 3);
    assert_int_equal(second->lines[0].column, 8);
    assert_string_equal(second->lines[1].name, "c");
    assert_string_equal(second->lines[2].name, "d");
    assert_string_equal(second->budget.text, "5 EUR");
    /* The one below is as it was. */
    assert_int_equal(first->count, 3);
    assert_string_equal(first->lines[0].text, "ctr > 1%");
    arena_free(arena);
}

static void mistakes_have_their_place(void **state)
{
    (void)state;
    refuses("a = x\n\n  words\n", 3, 3);
    refuses("a = x\na = y\n", 2, 1);
    refuses(" = x\n", 1, 2);
    refuses("a =\n", 1, 4);
    refuses("a = \x1b[2J\n", 1, 5);
    refuses("\xff = x\n", 1, 1);
}

static void there_are_not_too_many(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct strbuf text = STRBUF_INIT;
    struct err err = ERR_INIT;
    for (int i = 0; i < CHECKS_MAX; i++) {
        strbuf_printf(&text, "rule %d = sent > %d\n", i, i);
    }
    check_ok(checks_parse(arena, NULL, "mine", text.data, text.length, &err), &err);
    strbuf_puts(&text, "more = sent > 1\n");
    assert_null(checks_parse(arena, NULL, "mine", text.data, text.length, &err));
    assert_int_equal(err.line, CHECKS_MAX + 1);
    strbuf_free(&text);
    arena_free(arena);
}

static void shipped_rules_are_right(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    const struct checks *checks = checks_load(arena, NULL, "/nowhere/checks.conf", &err);
    check_ok(checks, &err);
    assert_int_equal(checks->count, 5);
    for (size_t i = 0; i < checks->count; i++) {
        struct check_rule rule;
        assert_null(checks->lines[i].file);
        check_ok(check_rule_parse(arena, checks->lines[i].name, checks->lines[i].text, "5000 EUR",
                                  &rule, &err),
                 &err);
    }
    arena_free(arena);
}

/* --- rules ------------------------------------------------------------------------------------ */

static struct check_rule rule_of(struct arena *arena, const char *text)
{
    struct check_rule rule;
    struct err err = ERR_INIT;
    check_ok(check_rule_parse(arena, "name", text, NULL, &rule, &err), &err);
    return rule;
}

static void rules_are_understood(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct check_rule rule =
        rule_of(arena, "each ctr >= 10% over 7d where kind = flow or name ~ \"a where b\"");
    assert_int_equal(rule.what, CHECK_VALUE);
    assert_true(rule.each && rule.has_period && rule.holds && rule.fails);
    assert_int_equal(rule.kpi, KPI_CTR);
    assert_int_equal(rule.period.kind, PERIOD_DAYS);
    assert_int_equal(rule.period.count, 7);
    assert_string_equal(rule.where, "kind = flow or name ~ \"a where b\"");
    rule = rule_of(arena, "  cost<=5k EUR ");
    assert_int_equal(rule.counter, COUNTER_COST);
    assert_int_equal(rule.kpi, KPI_NONE);
    assert_false(rule.each || rule.has_period || rule.where);
    rule = rule_of(arena, "grade(delivery_rate) != poor");
    assert_int_equal(rule.kpi, KPI_DELIVERY_RATE);
    rule = rule_of(arena, "optout_rate NOT Rising where kind = flow");
    assert_int_equal(rule.what, CHECK_RISING);
    assert_int_equal(rule.kpi, KPI_OPTOUT_RATE);
    rule = rule_of(arena, "delivery_rate not falling");
    assert_int_equal(rule.what, CHECK_FALLING);
    rule = rule_of(arena, "quality != red");
    assert_true(rule.what == CHECK_QUALITY && rule.but && rule.quality == QUALITY_RED);
    rule = rule_of(arena, "quality >= YELLOW");
    assert_true(rule.what == CHECK_QUALITY && !rule.but && rule.quality == QUALITY_YELLOW);
    rule = rule_of(arena, "cost <= budget over this month");
    assert_true(rule.what == CHECK_VALUE && !rule.holds && !rule.fails);
    arena_free(arena);
}

static void wrong_rules_have_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t column;
    } wrong[] = {{"", 1},
                 {"foo < 3", 1},
                 {"each  foo < 3", 7},
                 {"ctr <", 6},
                 {"ctr < 10", 7},
                 {"ctr < 10% where", 16},
                 {"ctr < 10% where foo = 1", 17},
                 {"ctr < 10% over never", 16},
                 {"sent not rising", 1},
                 {"each ctr not rising", 10},
                 {"ctr not rising over 7d", 5},
                 {"quality > 3", 9},
                 {"quality = RED", 9},
                 {"quality", 1},
                 {"quality != RED where kind = flow", 1},
                 {"ctr", 1},
                 {"ctr < 10% where \xd8\xb9\xd8\xb1\xd8\xb6 and foo = 1", 28}};
    struct arena *arena = arena_new();
    for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
        struct check_rule rule;
        struct err err = ERR_INIT;
        if (check_rule_parse(arena, "name", wrong[i].text, NULL, &rule, &err)) {
            fail_msg("\"%s\" is no rule", wrong[i].text);
        }
        if (err.code != ERR_USAGE || err.column != wrong[i].column) {
            fail_msg("\"%s\": at %d, not %d: %s", wrong[i].text, (int)err.column,
                     (int)wrong[i].column, err.text);
        }
    }
    arena_free(arena);
}

static void budgets_are_amounts(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    struct check_rule rule;
    check_ok(check_budget_parse(arena, "5000 EUR", &err), &err);
    check_ok(
        check_rule_parse(arena, "n", "cost <= budget where kind = flow", "5000 EUR", &rule, &err),
        &err);
    assert_string_equal(query_text(rule.holds), "cost <= 5000 EUR");
    assert_false(check_budget_parse(arena, "lots", &err));
    assert_false(check_budget_parse(arena, "5 EUR or sent > 1", &err));
    double hours = 0;
    assert_true(check_hours_parse("26h", &hours, &err) && hours > 25.9 && hours < 26.1);
    assert_true(check_hours_parse("2d", &hours, &err) && hours > 47.9 && hours < 48.1);
    assert_false(check_hours_parse("h", &hours, &err) || check_hours_parse("0h", &hours, &err) ||
                 check_hours_parse("26", &hours, &err) || check_hours_parse("-1h", &hours, &err));
    arena_free(arena);
}

/* --- what --once remembers -------------------------------------------------------------------- */

static void incidents_come_back(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    char path[600];
    bool broken = true;
    struct incidents read;
    struct incident rows[] = {{"0123456789abcdef", -1, 1793448000, ""},
                              {"fedcba9876543210", 7, -5, "Diwali \xd8\xb9 sale"}};
    snprintf(path, sizeof path, "%s/new/check", check_folder());
    check_ok(incidents_load(arena, path, &read, &broken, &err), &err);
    assert_true(read.count == 0 && !broken);
    check_ok(incidents_save(path, &(struct incidents){rows, 2}, &err), &err);
    check_ok(incidents_load(arena, path, &read, &broken, &err), &err);
    assert_true(read.count == 2 && !broken);
    const struct incident *found = incidents_find(&read, "fedcba9876543210", 7);
    assert_non_null(found);
    assert_string_equal(found->name, rows[1].name);
    assert_int_equal(found->since, -5);
    assert_null(incidents_find(&read, "fedcba9876543210", -1));
    /* Cut anywhere it is none. */
    size_t length;
    char *whole = check_read(path, &length);
    for (size_t cut = 0; cut < length; cut++) {
        FILE *file = fopen(path, "wb");
        assert_int_equal(fwrite(whole, 1, cut, file), cut);
        assert_int_equal(fclose(file), 0);
        check_ok(incidents_load(arena, path, &read, &broken, &err), &err);
        assert_true(read.count == 0 && broken);
    }
    free(whole);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_lie_over_each_other), cmocka_unit_test(mistakes_have_their_place),
        cmocka_unit_test(there_are_not_too_many),    cmocka_unit_test(shipped_rules_are_right),
        cmocka_unit_test(rules_are_understood),      cmocka_unit_test(wrong_rules_have_their_place),
        cmocka_unit_test(budgets_are_amounts),       cmocka_unit_test(incidents_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
