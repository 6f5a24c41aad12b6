/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/report_store.h"

#include <string.h>

#include "config/benchmarks.h"
#include "kpi/own.h"
#include "report/find.h"
#include "report/item.h"
#include "report/walk.h"

static void check_span(struct period days, const char *from, const char *to)
{
    char text[24];
    assert_string_equal(civil_format_day(days.from, text), from);
    assert_string_equal(civil_format_day(days.to, text), to);
}

static void a_scope_knows_the_store_and_the_day(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, "Pacific/Auckland"); /* 12 hours ahead: already the next day */
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    assert_string_equal(scope.zone, "Pacific/Auckland");
    assert_int_equal(scope.today, civil_to_day(2026, 9, 22));
    assert_int_equal(scope.window_days, 5);
    assert_false(scope.read_only);
    assert_true(scope_is_everything(&scope));
    assert_null(scope.filter);
    assert_string_equal(scope.benchmark, "reference");
    assert_false(scope.benchmark_chosen);
    assert_true(scope.benchmark_since == TIME_NONE);
    assert_true(scope.has_delta);
    check_span(scope.recent, "2026-08-24", "2026-09-22");
    check_span(scope.before, "2026-07-25", "2026-08-23");

    make_scope(&fixture, arena, "last month", NULL, NULL, &scope);
    assert_false(scope_is_everything(&scope));
    check_span(scope.recent, "2026-08-01", "2026-08-31");
    check_span(scope.before, "2026-07-01", "2026-07-31");
    make_scope(&fixture, arena, "2026-09-13..", NULL, NULL, &scope);
    check_span(scope.recent, "2026-09-13", "2026-09-22");
    check_span(scope.before, "2026-09-03", "2026-09-12");
    make_scope(&fixture, arena, "..2026-09-13", NULL, NULL, &scope);
    assert_false(scope.has_delta);
    arena_free(arena);
    fixture_close(&fixture);
}

static void somebody_may_have_chosen_a_benchmark(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    check_ok(store_set(fixture.store, STORE_SETTING_BENCHMARK, "measured-2026", &err), &err);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    assert_string_equal(scope.benchmark, "measured-2026");
    assert_true(scope.benchmark_chosen);
    assert_false(scope.benchmark_forced);
    assert_true(scope.benchmark_since == FIXTURE_NOW);

    make_scope(&fixture, arena, NULL, NULL, "email", &scope); /* for this run */
    assert_string_equal(scope.benchmark, "email");
    assert_true(scope.benchmark_forced);

    check_ok(store_set(fixture.store, STORE_SETTING_BENCHMARK, "gone", &err), &err);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    assert_string_equal(scope.benchmark, "reference");
    assert_string_equal(scope.benchmark_missing, "gone");
    assert_false(scope.benchmark_chosen);
    arena_free(arena);
    fixture_close(&fixture);
}

static void mistakes_are_refused(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    const struct benchmarks *sets = benchmarks_load(arena, NULL, &err);
    struct scope scope = {.window_days = 77};
    struct scope_request request = SCOPE_REQUEST_INIT;
    request.benchmark = "mine";
    assert_false(scope_resolve(arena, fixture.store, sets, &request, NULL, &scope, &err));
    assert_int_equal(err.code, ERR_USAGE);
    assert_non_null(strstr(err.todo, "reference, measured-2026, automation, email, own"));
    request.benchmark = NULL;
    request.where = "ctr > 1";
    assert_false(scope_resolve(arena, fixture.store, sets, &request, NULL, &scope, &err));
    assert_int_equal(err.column, 7);
    assert_int_equal(scope.window_days, 77);
    arena_free(arena);
    fixture_close(&fixture);
}

/* Eight campaigns of 2 000 delivered in the last 90 days, CTR 1 % to 8 %, and two that do not
 * count: too small, too old. */
static void fill_own(struct fixture *fixture)
{
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    struct batch *batch = batch_new();
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        put_figures(batch, &FIGURES(.campaign = names[i], .channel = "whatsapp", .month = 9,
                                    .day = 1 + (int)i, .sent = 2100, .delivered = 2000,
                                    .clickers = 20 * ((int64_t)i + 1)));
    }
    put_figures(batch, &FIGURES(.campaign = "small", .channel = "whatsapp", .month = 9, .day = 1,
                                .sent = 999, .delivered = 999, .clickers = 999));
    put_figures(batch, &FIGURES(.campaign = "old", .channel = "whatsapp", .month = 6, .day = 1,
                                .sent = 2100, .delivered = 2000, .clickers = 2000));
    fixture_import(fixture, "own.csv", batch, TIME_NONE);
    batch_free(batch);
}

static void own_sets_are_learned_when_they_are_chosen(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill_own(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    assert_false(scope.has_own);
    assert_null(benchmark_find(scope.sets, OWN_ID));

    make_scope(&fixture, arena, "last 7d", NULL, OWN_ID, &scope); /* whatever the period */
    assert_true(scope.has_own);
    const struct benchmark_set *own = benchmark_find(scope.sets, OWN_ID);
    assert_non_null(own);
    const struct benchmark_row *row = benchmark_row(own, KPI_CTR);
    assert_non_null(row);
    check_double(row->typical, 0.0275, 1e-12, 0); /* type 7 over 1 … 8 % */
    check_double(row->good, 0.045, 1e-12, 0);
    check_double(row->best, 0.0625, 1e-12, 0);

    const struct benchmarks *again;
    check_ok(scope_learn(arena, fixture.store, &scope, KPI_NONE, NULL, &again, &err), &err);
    assert_ptr_equal(again, scope.sets);
    struct cancel cancel = CANCEL_INIT;
    cancel_set(&cancel);
    scope.has_own = false;
    assert_false(scope_learn(arena, fixture.store, &scope, KPI_NONE, &cancel, &again, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    arena_free(arena);
    fixture_close(&fixture);
}

static void check_part(const struct scope_part *part, const char *words, bool strong, bool right)
{
    assert_string_equal(part->words, words);
    assert_int_equal(part->strong, strong);
    assert_int_equal(part->right, right);
}

static void the_scope_line_says_what_is_seen(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct scope_part parts[SCOPE_PARTS_MAX];
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    make_scope(&fixture, arena, "2026-09", " diwali  early ", NULL, &scope);
    size_t count = scope_line(&scope, arena, 42, 61, FIXTURE_NOW, parts);
    assert_int_equal(count, 7);
    check_part(&parts[0], "42 of 61 campaigns", true, false);
    check_part(&parts[1], "2026-09-01–30", true, false);
    check_part(&parts[2], "diwali early", true, false);
    check_part(&parts[3], "per delivered", false, true);
    check_part(&parts[4], "benchmark reference", false, true);
    check_part(&parts[5], "UTC", false, true);
    check_part(&parts[6], "changed 14:13", false, true);

    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    scope.options.base = RATE_BASE_SENT;
    scope.read_only = true;
    count = scope_line(&scope, arena, 1, 1, FIXTURE_NOW - 86400, parts);
    assert_int_equal(count, 7);
    check_part(&parts[0], "1 campaign", false, false);
    check_part(&parts[1], "all time", false, false);
    check_part(&parts[2], "per sent", false, true);
    check_part(&parts[3], "grades need base delivered", true, true);
    check_part(&parts[5], "changed 2026-09-20", false, true);
    check_part(&parts[6], "read-only", true, true);

    count = scope_line(&scope, arena, -1, -1, TIME_NONE, parts);
    assert_int_equal(count, 5);
    arena_free(arena);
    fixture_close(&fixture);
}

/* --- walks ----------------------------------------------------------------------------------- */

static void fill_walk(struct fixture *fixture)
{
    const struct figures rows[] = {
        FIGURES(.campaign = "Spring", .month = 3, .day = 1, .sent = 100, .delivered = 90),
        FIGURES(.campaign = "Summer", .month = 6, .day = 1, .sent = 300, .delivered = 240),
        FIGURES(.campaign = "été", .month = 7, .day = 1, .sent = 200, .delivered = 198),
        FIGURES(.campaign = "Undated", .sent = 50),
        FIGURES(.campaign = NULL, .month = 7, .day = 2, .sent = 7, .delivered = 7),
    };
    import_figures(fixture, "walk.csv", rows, ARRAY_COUNT(rows));
}

static void check_order(struct fixture *fixture, const struct scope *scope,
                        const struct walk_options *options, const char *want)
{
    struct err err = ERR_INIT;
    struct report_item item;
    char got[256] = "";
    struct walk *walk = walk_open(fixture->store, scope, options, NULL, &err);
    check_ok(walk, &err);
    while (walk_next(walk, &item, &err)) {
        strcat(got, item.name);
        strcat(got, ",");
    }
    check_ok(err.code == ERR_NONE, &err);
    assert_string_equal(got, want);
    walk_close(walk);
}

static void a_walk_goes_through_the_campaigns(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill_walk(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    check_order(&fixture, &scope, NULL, "été,Summer,Spring,Undated,(unattributed),");
    check_order(&fixture, &scope, &(struct walk_options){.limit = 2}, "été,Summer,");
    check_order(&fixture, &scope, &(struct walk_options){.sort = "sent"},
                "Undated,Spring,été,Summer,(unattributed),");
    check_order(&fixture, &scope, &(struct walk_options){.sort = "sent", .descending = true},
                "Summer,été,Spring,Undated,(unattributed),");
    /* 0.8, 0.9, 0.99; unknown last in both directions */
    check_order(&fixture, &scope, &(struct walk_options){.sort = "delivery_rate"},
                "Summer,Spring,été,Undated,(unattributed),");
    check_order(&fixture, &scope,
                &(struct walk_options){.sort = "delivery_rate", .descending = true, .limit = 1},
                "été,");
    check_order(&fixture, &scope, &(struct walk_options){.sort = "name"},
                "été,Spring,Summer,Undated,(unattributed),");
    assert_null(
        walk_open(fixture.store, &scope, &(struct walk_options){.sort = "nope"}, NULL, &err));
    assert_int_equal(err.code, ERR_USAGE);

    struct scope summer;
    make_scope(&fixture, arena, "2026-06..2026-07", NULL, NULL, &summer);
    check_order(&fixture, &summer, NULL, "été,Summer,(unattributed),");
    check_order(&fixture, &summer, &(struct walk_options){.sort = "sent"},
                "été,Summer,(unattributed),");
    make_scope(&fixture, arena, NULL, "ETE", NULL, &summer);
    check_order(&fixture, &summer, NULL, "été,");

    struct cancel cancel = CANCEL_INIT;
    cancel_set(&cancel);
    struct report_item item;
    err_clear(&err);
    struct walk *walk = walk_open(fixture.store, &scope, NULL, &cancel, &err);
    assert_non_null(walk);
    assert_false(walk_next(walk, &item, &err));
    assert_int_equal(err.code, ERR_CANCELLED);
    walk_close(walk);
    walk_close(NULL);
    arena_free(arena);
    fixture_close(&fixture);
}

/* A bare walk sees the same figures, in whatever order, and judges them by the same rows. */
static void a_bare_walk_sees_the_same(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    const struct walk_options bare = {.bare = true};
    fixture_open(&fixture, NULL);
    fill_walk(&fixture);
    fill_own(&fixture);
    import_facts(&fixture, "Spring", KIND_FLOW, GOAL_UNKNOWN);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    struct walk *walk = walk_open(fixture.store, &scope, &bare, NULL, &err);
    struct report_item item;
    size_t seen = 0;
    check_ok(walk, &err);
    while (walk_next(walk, &item, &err)) {
        struct campaign_row row;
        check_ok(query_campaign(fixture.store, arena, item.number, DAY_NONE, INT32_MAX, &row, &err),
                 &err);
        struct report_item other;
        item_of_row(&scope, &row, &other);
        assert_null(item.name);
        assert_memory_equal(item.total, other.total, sizeof *item.total);
        assert_int_equal(item.kind, other.kind);
        assert_int_equal(item.goal, other.goal);
        assert_int_equal(item.start, other.start);
        assert_int_equal(item.end, other.end);
        assert_int_equal(item.counting_until, other.counting_until);
        assert_non_null(item.benches);
        for (int id = 0; id < KPI_COUNT; id++) {
            struct kpi_result one = item_kpi(&item, &scope, (enum kpi)id);
            struct kpi_result two = item_kpi(&other, &scope, (enum kpi)id);
            assert_int_equal(one.grade.grade, two.grade.grade);
            assert_int_equal(one.grade.reason, two.grade.reason);
            assert_int_equal(one.grade.certain, two.grade.certain);
            assert_ptr_equal(one.grade.row, two.grade.row);
            assert_ptr_equal(one.grade.set, two.grade.set);
            assert_int_equal(one.grade.fallback, two.grade.fallback);
        }
        seen++;
    }
    check_ok(err.code == ERR_NONE, &err);
    assert_int_equal(walk_seen(walk), (int64_t)seen - 1); /* (unattributed) */
    walk_close(walk);

    struct scope filtered; /* which needs names */
    make_scope(&fixture, arena, NULL, "spr", NULL, &filtered);
    check_order(&fixture, &filtered, &bare, "Spring,");
    arena_free(arena);
    fixture_close(&fixture);
}

/* What begins on the first or the last of the days is among them. */
static void campaigns_are_found_by_their_start(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    struct campaign_row row;
    fixture_open(&fixture, NULL);
    fill_walk(&fixture);
    static const struct {
        int from_month, from_day, to_month, to_day;
        const char *first, *second; /* by start; NULL: no more */
    } rows[] = {{6, 1, 7, 1, "Summer", "été"},
                {6, 2, 6, 30, NULL, NULL},
                {3, 1, 3, 1, "Spring", NULL},
                {7, 2, 8, 1, NULL, NULL}};
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        int64_t sum = 0, want = 0;
        struct campaign_cursor *cursor = campaign_cursor_started(
            fixture.store, civil_to_day(2026, rows[i].from_month, rows[i].from_day),
            civil_to_day(2026, rows[i].to_month, rows[i].to_day), NULL, &err);
        check_ok(cursor, &err);
        while (campaign_cursor_next(cursor, &row, &err)) {
            assert_null(row.name);
            sum += row.number;
        }
        check_ok(err.code == ERR_NONE, &err);
        campaign_cursor_close(cursor);
        want += rows[i].first ? campaign_number(rows[i].first) : 0;
        want += rows[i].second ? campaign_number(rows[i].second) : 0;
        assert_true(sum == want);
    }
    fixture_close(&fixture);
}

/* More classes than are kept: the rest is looked up each time, with the same result. */
static void benches_are_kept_for_some_classes(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    char channel[16];
    fixture_open(&fixture, NULL);
    fill_walk(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    struct benches_book *book = benches_new(&scope);
    assert_non_null(book);
    const struct benches *none = benches_of(book, KIND_BROADCAST, NULL, NULL);
    assert_int_equal(none->index, 0);
    assert_string_equal(none->kpi[KPI_CTR].set->id, "reference");
    for (int i = 1; i < BENCHES_MAX; i++) {
        snprintf(channel, sizeof channel, "c%d", i);
        assert_int_equal(benches_of(book, KIND_BROADCAST, channel, NULL)->index, i);
    }
    assert_null(benches_of(book, KIND_BROADCAST, "one more", NULL));
    assert_ptr_equal(benches_of(book, KIND_BROADCAST, NULL, NULL), none);
    assert_int_equal(benches_of(book, KIND_BROADCAST, "c1", NULL)->index, 1);
    assert_null(benches_of(book, KIND_BROADCAST, "c1", "c1"));
    benches_free(book);
    arena_free(arena);
    fixture_close(&fixture);
}

static void a_walk_counts_what_it_saw(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    struct report_item item;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill_walk(&fixture);
    make_scope(&fixture, arena, NULL, "s", NULL, &scope);
    struct walk *walk =
        walk_open(fixture.store, &scope, &(struct walk_options){.limit = 1}, NULL, &err);
    check_ok(walk, &err);
    while (walk_next(walk, &item, &err)) {
        assert_string_equal(item.name, "Summer");
        assert_int_equal(item.what, ITEM_CAMPAIGN);
    }
    assert_int_equal(walk_seen(walk), 4);
    assert_int_equal(walk_matching(walk), 2);
    walk_close(walk);
    arena_free(arena);
    fixture_close(&fixture);
}

static bool walk_sorted(void *context, struct arena *arena, struct err *err)
{
    struct fixture *fixture = context;
    struct scope scope;
    struct report_item item;
    struct scope_request request = SCOPE_REQUEST_INIT;
    static const struct benchmark_set reference = {.id = "reference"};
    static const struct benchmarks sets = {&reference, 1};
    request.where = "s";
    if (!scope_resolve(arena, fixture->store, &sets, &request, NULL, &scope, err)) {
        return false;
    }
    struct walk *walk =
        walk_open(fixture->store, &scope, &(struct walk_options){.sort = "name"}, NULL, err);
    while (walk && walk_next(walk, &item, err)) {
        assert_non_null(item.name);
    }
    walk_close(walk);
    return walk && err->code == ERR_NONE;
}

static void walking_survives_any_allocation(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_open(&fixture, NULL);
    fill_walk(&fixture);
    check_every_allocation(walk_sorted, &fixture);
    fixture_close(&fixture);
}

/* --- items and names ------------------------------------------------------------------------- */

static void an_item_says_how_long_it_counts(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope); /* today the 21st, window 5 days */
    struct campaign_row row = {.number = campaign_number("x"), .name = "x"};
    struct report_item item;
    row.last_send = civil_to_day(2026, 9, 15);
    item_of_row(&scope, &row, &item);
    assert_int_equal(item.counting_until, DAY_NONE);
    row.last_send = civil_to_day(2026, 9, 16);
    item_of_row(&scope, &row, &item);
    assert_int_equal(item.counting_until, civil_to_day(2026, 9, 21));
    row.last_send = DAY_NONE;
    item_of_row(&scope, &row, &item);
    assert_int_equal(item.counting_until, DAY_NONE);
    arena_free(arena);
    fixture_close(&fixture);
}

static void a_filter_can_ask_an_item(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct scope scope;
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    fixture_open(&fixture, NULL);
    fill_walk(&fixture);
    make_scope(&fixture, arena, NULL, NULL, NULL, &scope);
    struct campaign_row row;
    check_ok(query_campaign(fixture.store, arena, campaign_number("Summer"), DAY_NONE, INT32_MAX,
                            &row, &err),
             &err);
    struct report_item item;
    item_of_row(&scope, &row, &item);
    struct item_query context = {&item, &scope};
    struct query_row asked = item_query_row(&context);
    struct kpi_value value;
    int64_t count;
    const char *text;
    assert_string_equal(asked.name, "Summer");
    assert_true(asked.getters->kpi(asked.context, KPI_DELIVERY_RATE, &value));
    check_double(value.value, 0.8, 1e-12, 0);
    assert_false(asked.getters->kpi(asked.context, KPI_CTR, &value));
    assert_true(asked.getters->counter(asked.context, COUNTER_SENT, &count));
    assert_int_equal(count, 300);
    assert_false(asked.getters->counter(asked.context, COUNTER_READ, &count));
    assert_true(asked.getters->fact(asked.context, "kind", &text));
    assert_string_equal(text, "broadcast");
    assert_true(asked.getters->fact(asked.context, "goal", &text));
    assert_string_equal(text, "none");
    assert_false(asked.getters->attribute(asked.context, ATTR_CHANNEL, 0, &text));
    assert_false(asked.getters->fact(asked.context, "colour", &text));
    arena_free(arena);
    fixture_close(&fixture);
}

static void check_found(struct fixture *fixture, const char *text, const char *name)
{
    struct err err = ERR_INIT;
    int64_t number = -7;
    check_ok(find_campaign(fixture->store, text, &number, &err), &err);
    assert_true(number == campaign_number(name));
}

static void campaigns_are_found_by_what_people_type(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct err err = ERR_INIT;
    int64_t number = -7;
    char id[9];
    const struct figures rows[] = {
        FIGURES(.campaign = "Spring", .month = 3, .day = 1, .sent = 1),
        FIGURES(.campaign = "Spring sale", .month = 3, .day = 2, .sent = 1),
        FIGURES(.campaign = "spring", .month = 3, .day = 3, .sent = 1),
        FIGURES(.campaign = "Late sale", .month = 3, .day = 4, .sent = 1),
        FIGURES(.campaign = "Panier oublié", .month = 3, .day = 5, .sent = 1),
        FIGURES(.campaign = "sale 1", .month = 3, .day = 6, .sent = 1),
        FIGURES(.campaign = "sale 2", .month = 3, .day = 6, .sent = 1),
        FIGURES(.campaign = "sale 3", .month = 3, .day = 6, .sent = 1),
        FIGURES(.campaign = "sale 4", .month = 3, .day = 6, .sent = 1),
        FIGURES(.campaign = "sale 5", .month = 3, .day = 6, .sent = 1),
        FIGURES(.campaign = "sale 6", .month = 3, .day = 6, .sent = 1),
    };
    fixture_open(&fixture, NULL);
    import_figures(&fixture, "names.csv", rows, ARRAY_COUNT(rows));
    check_found(&fixture, "Spring", "Spring"); /* exactly, though "spring" is there too */
    check_found(&fixture, "spring", "spring");
    check_found(&fixture, "panier OUBLIE", "Panier oublié");
    check_found(&fixture, "oublie", "Panier oublié");
    check_found(&fixture, "late", "Late sale");
    check_found(&fixture, " Late  sale ", "Late sale");
    campaign_id_format(campaign_number("Late sale"), id);
    check_found(&fixture, id, "Late sale");
    assert_true(find_campaign(fixture.store, "(unattributed)", &number, &err));
    assert_int_equal(number, 0);

    assert_false(find_campaign(fixture.store, "SPRING", &number, &err)); /* two alike */
    assert_int_equal(err.code, ERR_USAGE);
    assert_non_null(strstr(err.text, "fits 2 campaigns"));
    assert_string_equal(err.todo, "\"Spring\", \"spring\"");
    assert_false(find_campaign(fixture.store, "sale", &number, &err));
    assert_non_null(strstr(err.text, "fits 6 campaigns"));
    assert_string_equal(err.todo, "\"sale 1\", \"sale 2\", \"sale 3\", \"sale 4\", \"sale 5\", …");
    assert_false(find_campaign(fixture.store, "winter", &number, &err));
    assert_non_null(strstr(err.text, "winter"));
    assert_false(find_campaign(fixture.store, "", &number, &err));
    assert_false(find_campaign(fixture.store, "00000001", &number, &err)); /* an id of none */
    assert_int_equal(err.code, ERR_NOT_FOUND);
    fixture_close(&fixture);
}

static bool find_one(void *context, struct arena *arena, struct err *err)
{
    (void)arena;
    int64_t number;
    return find_campaign(((struct fixture *)context)->store, "summ", &number, err);
}

static void finding_survives_any_allocation(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_open(&fixture, NULL);
    fill_walk(&fixture);
    check_every_allocation(find_one, &fixture);
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scope_knows_the_store_and_the_day),
        cmocka_unit_test(somebody_may_have_chosen_a_benchmark),
        cmocka_unit_test(mistakes_are_refused),
        cmocka_unit_test(own_sets_are_learned_when_they_are_chosen),
        cmocka_unit_test(the_scope_line_says_what_is_seen),
        cmocka_unit_test(a_walk_goes_through_the_campaigns),
        cmocka_unit_test(a_bare_walk_sees_the_same),
        cmocka_unit_test(campaigns_are_found_by_their_start),
        cmocka_unit_test(benches_are_kept_for_some_classes),
        cmocka_unit_test(a_walk_counts_what_it_saw),
        cmocka_unit_test(walking_survives_any_allocation),
        cmocka_unit_test(an_item_says_how_long_it_counts),
        cmocka_unit_test(a_filter_can_ask_an_item),
        cmocka_unit_test(campaigns_are_found_by_what_people_type),
        cmocka_unit_test(finding_survives_any_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
