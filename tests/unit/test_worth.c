/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opportunities, money and what-if on small stores; figures are worked out by hand. */
#include "unit/report_store.h"

#include "config/document.h"
#include "report/money.h"
#include "report/opportunities.h"
#include "report/what_if.h"

static struct fixture fixture;
static struct arena *arena;
static struct scope scope;

/* Eight campaigns of 1 000 delivered with CTRs of 10, 12 ... 24 %, of whom a tenth buy for 10 each,
 * at 20 each. The last is in rupees. */
static int set_up(void **unused)
{
    static const char *const names[] = {"A", "B", "C", "D", "E", "F", "G", "H"};
    struct figures rows[8];
    (void)unused;
    fixture_open(&fixture, "UTC");
    for (int i = 0; i < 8; i++) {
        int64_t clickers = 100 + 20 * i;
        rows[i] =
            FIGURES(.campaign = names[i], .month = 9, .day = 1 + i, .sent = 1000, .delivered = 1000,
                    .read = 800, .clickers = clickers, .conversions = clickers / 10,
                    .currency = i == 7 ? "INR" : "EUR", .revenue = clickers, .cost = 20);
    }
    import_figures(&fixture, "days.csv", rows, ARRAY_COUNT(rows));
    arena = arena_new();
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    return 0;
}

static int tear_down(void **unused)
{
    (void)unused;
    arena_free(arena);
    fixture_close(&fixture);
    return 0;
}

static struct gap gap_of(const struct opportunities *made, const char *name, enum kpi kpi)
{
    for (size_t i = 0; i < made->count; i++) {
        if (strcmp(made->gaps[i].name, name) == 0 && made->gaps[i].kpi == kpi) {
            return made->gaps[i];
        }
    }
    fail_msg("no gap of %s", name);
    return (struct gap){.number = 0};
}

/* The third quartile is 20 + 0.25 x 2 = 20.5 %. B: 85 more of 1 000 click, 8.5 buy, 85.00. */
static void what_the_better_quarter_reaches(void **unused)
{
    (void)unused;
    struct err err = ERR_INIT;
    const struct opportunities *made;
    check_ok(opportunities_build(arena, fixture.store, &scope, NULL, NULL, &made, &err), &err);
    struct gap gap = gap_of(made, "B", KPI_CTR);
    assert_int_equal(gap.state, GAP_PRICED);
    assert_int_equal(gap.by, GAP_BY_OWN);
    check_double(gap.target, 0.205, 0, 1e-12);
    check_double(gap.people.value, 85, 0, 1e-9);
    check_double(gap.conversions.value, 8.5, 0, 1e-9);
    check_double(gap.money.value, 85e6, 0, 1e-9);
    assert_true(gap.money.low < gap.money.value && gap.money.value < gap.money.high);
    /* 105.00 where 100.00 came in is no estimate */
    gap = gap_of(made, "A", KPI_CTR);
    assert_int_equal(gap.state, GAP_WITHHELD);
    assert_false(gap.money.known);
    check_double(gap.people.value, 105, 0, 1e-9);
    assert_int_equal(gap.revenue, 100 * MONEY_UNIT);
    /* who is there already gains nothing */
    gap = gap_of(made, "H", KPI_CTR);
    assert_int_equal(gap.state, GAP_REACHED);
    assert_false(gap.people.known || gap.money.known);
    /* by money, then people */
    for (size_t i = 1; i < made->count && made->gaps[i].state == GAP_PRICED; i++) {
        assert_true(made->gaps[i - 1].money.value >= made->gaps[i].money.value);
    }
}

/* With a limit the best are kept, in the same order, and all are counted. */
static void a_limit_keeps_the_best(void **unused)
{
    (void)unused;
    struct err err = ERR_INIT;
    const struct opportunities *all, *few;
    check_ok(opportunities_build(arena, fixture.store, &scope, NULL, NULL, &all, &err), &err);
    for (size_t limit = 1; limit <= all->count + 1; limit++) {
        const struct opportunities_options options = {.limit = limit};
        check_ok(opportunities_build(arena, fixture.store, &scope, &options, NULL, &few, &err),
                 &err);
        assert_int_equal(few->all, all->count);
        assert_int_equal(few->count, limit < all->count ? limit : all->count);
        assert_int_equal(few->priced, all->priced);
        for (size_t i = 0; i < few->count; i++) {
            assert_string_equal(few->gaps[i].name, all->gaps[i].name);
            assert_int_equal(few->gaps[i].kpi, all->gaps[i].kpi);
            assert_string_equal(few->gaps[i].text, all->gaps[i].text);
        }
    }
}

/* No step exceeds the one before it: with a tenth read, no more than that can click. */
static void never_more_than_the_step_before(void **unused)
{
    (void)unused;
    struct err err = ERR_INIT;
    const struct opportunities *made;
    const struct figures few = FIGURES(.campaign = "Few", .month = 9, .day = 10, .sent = 1000,
                                       .delivered = 1000, .read = 110, .clickers = 100);
    import_figures(&fixture, "few.csv", &few, 1);
    check_ok(opportunities_build(arena, fixture.store, &scope, NULL, NULL, &made, &err), &err);
    struct gap gap = gap_of(made, "Few", KPI_CTR);
    assert_int_equal(gap.state, GAP_COUNTED);
    assert_true(gap.capped);
    check_double(gap.people.value, 10, 0, 1e-9);
    assert_false(gap.conversions.known || gap.money.known);
}

/* EUR: 7 x 20 = 140 cost, 100 + 120 ... + 220 = 1 120 revenue of 112 conversions; 14 pay. */
static void money(void **unused)
{
    (void)unused;
    struct err err = ERR_INIT;
    const struct money *made;
    check_ok(money_build(arena, fixture.store, &scope, NULL, NULL, &made, &err), &err);
    assert_int_equal(made->currency_count, 2);
    const struct money_currency *row = &made->currencies[0];
    assert_string_equal(row->currency.code, "EUR");
    assert_int_equal(row->campaigns, 7);
    assert_int_equal(row->side, MONEY_OVER);
    assert_true(row->even.known && row->even.has_rate);
    assert_int_equal(row->even.cost, 140 * MONEY_UNIT);
    assert_int_equal(row->even.conversions_now, 112);
    check_double(row->even.conversions, 14, 0, 1e-12);
    check_double(row->even.rate_needed, 14.0 / 7000, 0, 1e-12);
    assert_false(row->clv.known || row->has_clv_cac || row->has_estimated || row->has_fee);
    assert_int_equal(made->currencies[1].campaigns, 1);
    assert_int_equal(made->campaign_count, 8);
}

static void what_if(void **unused)
{
    (void)unused;
    struct err err = ERR_INIT;
    struct breakdown_dimension segment;
    const struct what_if *made;
    int64_t count;
    assert_true(breakdown_by_name("segment", &segment, &err));
    check_ok(what_if_build(arena, fixture.store, &scope, 500, &segment, NULL, &made, &err), &err);
    assert_int_equal(made->count, 2); /* none states a segment: a row a currency */
    const struct what_if_row *row = &made->rows[0];
    assert_string_equal(row->currency.code, "EUR");
    assert_int_equal(row->state, WHAT_IF_RANGED);
    check_double(row->cost, 10e6, 0, 1e-9);
    check_double(row->conversions.value, 8, 0, 1e-9);
    check_double(row->revenue.value, 80e6, 0, 1e-9);
    check_double(row->profit, 70e6, 0, 1e-9);
    check_double(row->even_conversions, 1, 0, 1e-9);
    assert_true(row->conversions.low >= 0 && row->conversions.low < 8);
    assert_int_equal(made->rows[1].state, WHAT_IF_TOO_FEW);
    assert_false(made->rows[1].conversions.ranged);
    assert_true(what_if_parse("5 000", &count) && count == 5000);
    assert_true(what_if_parse("20k", &count) && count == 20000);
    assert_false(what_if_parse("", &count) || what_if_parse("0", &count) ||
                 what_if_parse("-5", &count) || what_if_parse("5x", &count) ||
                 what_if_parse("99999999999999999999", &count));
}

static bool build_all(void *context, struct arena *fresh, struct err *err)
{
    const struct opportunities *gaps;
    const struct money *made;
    const struct what_if *more;
    struct breakdown_dimension segment;
    (void)context;
    return breakdown_by_name("segment", &segment, err) &&
           opportunities_build(fresh, fixture.store, &scope, NULL, NULL, &gaps, err) &&
           money_build(fresh, fixture.store, &scope, NULL, NULL, &made, err) &&
           what_if_build(fresh, fixture.store, &scope, 500, &segment, NULL, &more, err);
}

static void every_allocation(void **unused)
{
    (void)unused;
    check_every_allocation(build_all, NULL);
}

int main(void)
{
    document_setup();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_the_better_quarter_reaches, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_limit_keeps_the_best, set_up, tear_down),
        cmocka_unit_test_setup_teardown(never_more_than_the_step_before, set_up, tear_down),
        cmocka_unit_test_setup_teardown(money, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_if, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_allocation, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
