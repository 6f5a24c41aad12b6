/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the screens do: actions, what they ask for, and what stays when figures come anew.
 */
#include "lib/view_host.h"
#include "unit/report_store.h"

#include "report/campaigns.h"
#include "store/ledger.h"

enum { WIDTH = 80, HEIGHT = 21 };

struct scene {
    struct fixture fixture;
    struct arena *arena;
    struct scope scope;
    struct view_host host;
};

static void fill(struct fixture *fixture)
{
    const struct figures rows[] = {
        FIGURES(.campaign = "Alpha", .month = 9, .day = 1, .sent = 3000, .delivered = 2900,
                .read = 2600, .clickers = 300, .optouts = 60, .currency = "EUR", .revenue = 1000,
                .cost = 100),
        FIGURES(.campaign = "Beta", .month = 9, .day = 3, .sent = 2000, .delivered = 1950,
                .read = 1800, .clickers = 600, .optouts = 2),
        FIGURES(.campaign = "Beta two", .variant = "A", .month = 9, .day = 5, .sent = 1500,
                .delivered = 1400, .read = 1300, .clickers = 280, .optouts = 3),
        FIGURES(.campaign = "Beta two", .variant = "B", .month = 9, .day = 5, .sent = 1500,
                .delivered = 1410, .read = 1310, .clickers = 350, .optouts = 3),
        FIGURES(.campaign = "Gamma", .month = 8, .day = 1, .sent = 5000, .delivered = 4900,
                .read = 4000),
        FIGURES(.month = 9, .day = 9, .sent = 7, .delivered = 7),
    };
    import_figures(fixture, "a.csv", rows, ARRAY_COUNT(rows));
}

static void open_scene(struct scene *scene, const struct view_ops *view, const char *campaign)
{
    fixture_open(&scene->fixture, NULL);
    fill(&scene->fixture);
    scene->arena = arena_new();
    make_scope(&scene->fixture, scene->arena, NULL, NULL, NULL, &scene->scope);
    view_host_start(&scene->host, view, campaign ? campaign_number(campaign) : 0,
                    scene->fixture.store, &scene->scope);
}

static void show(struct scene *scene)
{
    view_host_draw(&scene->host, WIDTH, HEIGHT, 0);
    view_host_answer(&scene->host);
    view_host_draw(&scene->host, WIDTH, HEIGHT, 0);
}

static void begin(struct scene *scene, const struct view_ops *view, const char *campaign)
{
    open_scene(scene, view, campaign);
    view_host_load(&scene->host, -1);
    show(scene);
}

static void end(struct scene *scene)
{
    view_host_stop(&scene->host);
    arena_free(scene->arena);
    fixture_close(&scene->fixture);
}

static enum view_do act(struct scene *scene, enum action action)
{
    struct view_effect effect = view_host_act(&scene->host, action);
    show(scene);
    return effect.what;
}

static void press(struct scene *scene, enum action action, int times)
{
    for (int i = 0; i < times; i++) {
        act(scene, action);
    }
}

/* A row of what was drawn, as text. */
static const char *row(struct scene *scene, int y)
{
    static char text[1024];
    struct strbuf out = STRBUF_INIT;
    const struct canvas *canvas = scene->host.canvas;
    for (int x = 0; x < canvas->width; x++) {
        canvas_cell_text(&out, canvas_at(canvas, x, y));
    }
    snprintf(text, sizeof text, "%s", strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

/* The row that has a text, or -1. */
static int find(struct scene *scene, const char *text)
{
    for (int y = 0; y < scene->host.canvas->height; y++) {
        if (strstr(row(scene, y), text)) {
            return y;
        }
    }
    return -1;
}

static bool begins(struct scene *scene, int y, const char *text)
{
    return strncmp(row(scene, y), text, strlen(text)) == 0;
}

/* --- campaigns ------------------------------------------------------------------------------- */

static void rows_are_sorted_by_the_current_column(void **unused)
{
    (void)unused;
    struct scene scene;
    begin(&scene, &view_campaigns, NULL);
    assert_true(begins(&scene, 1, "▸ Beta two ")); /* the latest start */
    assert_int_equal(act(&scene, ACTION_SORT), VIEW_REDRAW);
    assert_true(begins(&scene, 1, "▸ Alpha")); /* by name, and what comes first is selected */
    press(&scene, ACTION_RIGHT, 2);            /* Sent: the largest first */
    act(&scene, ACTION_SORT);
    assert_true(begins(&scene, 1, "▸ Gamma"));
    assert_true(begins(&scene, 5, "  (unattr"));
    act(&scene, ACTION_SORT_REVERSE);
    assert_true(begins(&scene, 4, "  Gamma"));
    assert_true(begins(&scene, 5, "  (unattr")); /* last whatever the order */
    act(&scene, ACTION_SORT);                    /* once more: around again */
    assert_true(begins(&scene, 1, "▸ Gamma"));
    press(&scene, ACTION_RIGHT, 5); /* Opt-out: the fewest, which are the best */
    act(&scene, ACTION_SORT);
    assert_true(begins(&scene, 1, "▸ Beta "));
    assert_true(begins(&scene, 3, "  Alpha")); /* Gamma does not know it */
    end(&scene);
}

/* Marks keep the order in which they were made; without any the selected one is compared. */
static void marked_campaigns_are_compared(void **unused)
{
    (void)unused;
    struct scene scene;
    begin(&scene, &view_campaigns, NULL);
    struct view_effect effect = view_host_act(&scene.host, ACTION_COMPARE);
    assert_true(effect.what == VIEW_COMPARE && effect.number_count == 1);
    assert_true(effect.numbers[0] == campaign_number("Beta two"));
    press(&scene, ACTION_DOWN, 1);
    press(&scene, ACTION_MARK, 1); /* Beta; the cursor goes to Alpha */
    press(&scene, ACTION_FIRST, 1);
    press(&scene, ACTION_MARK, 1);
    assert_true(begins(&scene, 1, " *Beta two "));
    effect = view_host_act(&scene.host, ACTION_COMPARE);
    assert_true(effect.what == VIEW_COMPARE && effect.number_count == 2);
    assert_true(effect.numbers[0] == campaign_number("Beta"));
    assert_true(effect.numbers[1] == campaign_number("Beta two"));
    press(&scene, ACTION_MARK, 1); /* the mark of Beta goes */
    effect = view_host_act(&scene.host, ACTION_COMPARE);
    assert_true(effect.number_count == 1 && effect.numbers[0] == campaign_number("Beta two"));
    end(&scene);
}

/* More can be marked to be edited than can be compared. */
static void many_are_marked(void **unused)
{
    (void)unused;
    struct scene scene;
    struct figures rows[12];
    char names[12][16];
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        snprintf(names[i], sizeof names[i], "More %zu", i);
        rows[i] = FIGURES(.campaign = names[i], .month = 9, .day = 10, .sent = 10);
    }
    open_scene(&scene, &view_campaigns, NULL);
    import_figures(&scene.fixture, "b.csv", rows, ARRAY_COUNT(rows));
    view_host_load(&scene.host, -1);
    show(&scene);
    press(&scene, ACTION_MARK, 11);
    const int64_t *numbers;
    assert_int_equal(view_campaigns.marked(scene.host.state, &numbers), 11);
    struct view_effect effect = view_host_act(&scene.host, ACTION_COMPARE);
    assert_int_equal(effect.what, VIEW_SAY);
    assert_string_equal(effect.words, "At most 10 campaigns can be compared; 11 are marked.");
    assert_int_equal(view_host_act(&scene.host, ACTION_TREND).number_count, 11);
    end(&scene);
}

/* What is gone can be neither seen nor unmarked: nobody acts on it. */
static void marks_go_with_their_campaigns(void **unused)
{
    (void)unused;
    struct scene scene;
    struct err err = ERR_INIT;
    const int64_t *numbers;
    const struct figures more[] = {FIGURES(.campaign = "More", .month = 12, .day = 10, .sent = 10)};
    open_scene(&scene, &view_campaigns, NULL);
    int64_t import = import_figures(&scene.fixture, "b.csv", more, ARRAY_COUNT(more));
    view_host_load(&scene.host, -1);
    show(&scene);
    press(&scene, ACTION_MARK, 2);
    assert_int_equal(view_campaigns.marked(scene.host.state, &numbers), 2);
    check_ok(ledger_undo(scene.fixture.store, import, NULL, &err), &err);
    view_host_load(&scene.host, -1);
    show(&scene);
    assert_int_equal(view_campaigns.marked(scene.host.state, &numbers), 1);
    assert_true(numbers[0] == campaign_number("Beta two"));
    end(&scene);
}

static int64_t under_cursor(const struct scene *scene)
{
    int64_t number = -1;
    return scene->host.view->campaign(scene->host.state, &number) ? number : -1;
}

/* What is edited by E: wherever a row is a campaign. */
static void the_campaign_under_the_cursor_is_known(void **unused)
{
    (void)unused;
    struct scene scene;
    begin(&scene, &view_campaigns, NULL);
    assert_int_equal(under_cursor(&scene), campaign_number("Beta two"));
    press(&scene, ACTION_LAST, 1);
    assert_int_equal(under_cursor(&scene), 0);
    end(&scene);
    begin(&scene, &view_overview, NULL);
    assert_int_equal(under_cursor(&scene), -1); /* on a tile */
    press(&scene, ACTION_LAST, 1);
    size_t found = 0;
    for (int i = 0; i < 20; i++) {
        found += under_cursor(&scene) == campaign_number("Alpha");
        press(&scene, ACTION_UP, 1);
    }
    assert_int_not_equal(found, 0);
    end(&scene);
    open_scene(&scene, &view_detail, "Alpha");
    assert_int_equal(under_cursor(&scene), -1); /* nothing has come yet */
    view_host_load(&scene.host, -1);
    assert_int_equal(under_cursor(&scene), campaign_number("Alpha"));
    end(&scene);
    begin(&scene, &view_opportunities, NULL);
    assert_int_not_equal(under_cursor(&scene), -1);
    end(&scene);
    begin(&scene, &view_compare, NULL);
    assert_int_equal(under_cursor(&scene), campaign_number("Beta two"));
    end(&scene);
    begin(&scene, &view_money, NULL);
    assert_int_equal(under_cursor(&scene), -1); /* figures of all campaigns */
    press(&scene, ACTION_NEXT, 1);
    assert_int_equal(under_cursor(&scene), campaign_number("Alpha"));
    end(&scene);
    assert_null(view_imports.campaign);
}

static void selection_and_order_survive_a_reload(void **unused)
{
    (void)unused;
    struct scene scene;
    begin(&scene, &view_campaigns, NULL);
    press(&scene, ACTION_RIGHT, 2);
    act(&scene, ACTION_SORT);
    press(&scene, ACTION_DOWN, 3);
    assert_true(begins(&scene, 4, "▸ Beta "));
    const struct figures more[] = {
        FIGURES(.campaign = "Omega", .month = 9, .day = 20, .sent = 90000, .delivered = 90000)};
    import_figures(&scene.fixture, "b.csv", more, 1);
    view_host_load(&scene.host, -1);
    show(&scene);
    assert_true(begins(&scene, 1, "  Omega")); /* still by Sent */
    assert_true(begins(&scene, 5, "▸ Beta "));
    end(&scene);
}

static void enter_and_clicks_open_and_sort(void **unused)
{
    (void)unused;
    struct scene scene;
    begin(&scene, &view_campaigns, NULL);
    struct view_effect effect = view_host_act(&scene.host, ACTION_OPEN);
    assert_int_equal(effect.what, VIEW_CAMPAIGN);
    assert_true(effect.number == campaign_number("Beta two"));
    effect = view_host_click(&scene.host, 5, 2);
    assert_int_equal(effect.what, VIEW_REDRAW); /* selects */
    show(&scene);
    assert_true(begins(&scene, 2, "▸ Beta"));
    effect = view_host_click(&scene.host, 5, 2);
    assert_int_equal(effect.what, VIEW_CAMPAIGN); /* and once more opens */
    assert_true(effect.number == campaign_number("Beta"));
    effect = view_host_click(&scene.host, 5, 0);
    assert_int_equal(effect.what, VIEW_REDRAW); /* the title sorts */
    show(&scene);
    assert_true(begins(&scene, 1, "▸ Alpha"));
    assert_int_equal(view_host_click(&scene.host, 5, 15).what, VIEW_NOTHING);
    end(&scene);
}

static void matches_are_walked_in_a_circle(void **unused)
{
    (void)unused;
    struct scene scene;
    struct err err = ERR_INIT;
    begin(&scene, &view_campaigns, NULL);
    assert_int_equal(act(&scene, ACTION_NEXT_MATCH), VIEW_SAY); /* nothing was searched for */
    scene.host.context.search = query_parse(scene.arena, "beta", &err);
    assert_int_equal(act(&scene, ACTION_NEXT_MATCH), VIEW_REDRAW);
    assert_true(begins(&scene, 2, "▸ Beta "));
    act(&scene, ACTION_NEXT_MATCH);
    assert_true(begins(&scene, 1, "▸ Beta two"));
    act(&scene, ACTION_PREVIOUS_MATCH);
    assert_true(begins(&scene, 2, "▸ Beta "));
    const struct canvas_cell *cell = canvas_at(scene.host.canvas, 2, 1);
    assert_int_equal(cell->role, ROLE_MATCH);
    scene.host.context.search = query_parse(scene.arena, "zeta", &err);
    struct view_effect effect = view_host_act(&scene.host, ACTION_NEXT_MATCH);
    assert_int_equal(effect.what, VIEW_SAY);
    assert_string_equal(effect.words, "No campaign here matches \"zeta\".");
    end(&scene);
}

static void sparklines_are_asked_for_the_rows_in_sight_once(void **unused)
{
    (void)unused;
    struct scene scene;
    open_scene(&scene, &view_campaigns, NULL);
    view_host_load(&scene.host, -1);
    scene.host.context.height = 4; /* a header and three rows */
    struct view_ask ask = {0};
    view_campaigns.ask(scene.host.state, &scene.host.context, &ask);
    assert_int_equal(ask.row_count, 3);
    assert_true(ask.rows[0] == campaign_number("Beta two"));
    view_host_answer(&scene.host);
    struct view_ask again = {0};
    view_campaigns.ask(scene.host.state, &scene.host.context, &again);
    assert_int_equal(again.what, 0); /* Gamma's are too long ago, but that is known now */
    view_host_act(&scene.host, ACTION_LAST);
    view_campaigns.ask(scene.host.state, &scene.host.context, &again);
    assert_int_equal(again.row_count, 2);
    end(&scene);
}

static void a_figure_is_pointed_at(void **unused)
{
    (void)unused;
    struct scene scene;
    int64_t number, matching, all;
    const char *column;
    begin(&scene, &view_campaigns, NULL);
    assert_false(view_campaigns.point(scene.host.state, &number, &column)); /* a name */
    press(&scene, ACTION_RIGHT, 5);
    assert_true(view_campaigns.point(scene.host.state, &number, &column));
    assert_string_equal(column, "ctr");
    assert_true(number == campaign_number("Beta two"));
    view_campaigns.counts(scene.host.state, &matching, &all);
    assert_true(matching == 4 && all == 4);
    end(&scene);
}

/* --- overview -------------------------------------------------------------------------------- */

static void the_selection_walks_from_tiles_to_lines(void **unused)
{
    (void)unused;
    struct scene scene;
    int64_t number;
    const char *column;
    begin(&scene, &view_overview, NULL);
    assert_true(find(&scene, "▸ Sent") >= 0);
    assert_int_equal(act(&scene, ACTION_LEFT), VIEW_NOTHING);
    press(&scene, ACTION_RIGHT, 3);
    assert_true(find(&scene, "▸ CTR") >= 0);
    assert_true(view_overview.point(scene.host.state, &number, &column));
    assert_true(number == -1);
    assert_string_equal(column, "ctr");
    assert_true(find(&scene, "Click-through rate ") >= 0);
    struct view_effect effect = view_host_act(&scene.host, ACTION_OPEN);
    assert_int_equal(effect.what, VIEW_TREND); /* how it went */
    assert_string_equal(effect.words, "ctr");
    press(&scene, ACTION_DOWN, 2);
    assert_true(find(&scene, "▸ Alpha") >= 0); /* poor in opt-outs, surely */
    effect = view_host_act(&scene.host, ACTION_OPEN);
    assert_int_equal(effect.what, VIEW_CAMPAIGN);
    assert_true(effect.number == campaign_number("Alpha"));
    assert_true(view_overview.point(scene.host.state, &number, &column));
    assert_true(number == campaign_number("Alpha"));
    press(&scene, ACTION_UP, 9);
    assert_true(find(&scene, "▸ CTR") >= 0 || find(&scene, "▸ Delivery") >= 0 ||
                find(&scene, "▸ Open") >= 0 || find(&scene, "▸ Reply") >= 0);
    end(&scene);
}

/* What moved within the same campaigns judges a change. Until that of another scope is there its
 * tiles are not judged by what moved in the one before. */
static void a_change_is_not_judged_by_what_moved_in_another_scope(void **unused)
{
    (void)unused;
    struct scene scene;
    struct batch *batch = batch_new();
    open_scene(&scene, &view_overview, NULL);
    for (int month = 8; month <= 9; month++) {
        put_figures(batch, &FIGURES(.campaign = "Flow", .month = month, .day = 10, .sent = 20000,
                                    .delivered = 20000, .clickers = month == 8 ? 2000 : 4000));
    }
    fixture_import(&scene.fixture, "flow.csv", batch, TIME_NONE);
    batch_free(batch);
    view_host_stop(&scene.host);
    make_scope(&scene.fixture, scene.arena, NULL, "name = Flow", NULL, &scene.scope);
    view_host_start(&scene.host, &view_overview, 0, scene.fixture.store, &scene.scope);
    view_host_load(&scene.host, -1);
    show(&scene);
    press(&scene, ACTION_RIGHT, 3);
    assert_true(find(&scene, "▸ CTR") >= 0);
    assert_true(find(&scene, "better · changes") >= 0);
    view_host_load(&scene.host, 1); /* the tiles of another scope, nothing else yet */
    show(&scene);
    assert_true(find(&scene, "▸ CTR") >= 0);
    assert_true(find(&scene, "better ·") < 0 && find(&scene, "changes: last") >= 0);
    view_host_load(&scene.host, -1);
    show(&scene);
    assert_true(find(&scene, "better · changes") >= 0);
    end(&scene);
}

static void rejected_rows_lead_to_the_imports(void **unused)
{
    (void)unused;
    struct scene scene;
    struct err err = ERR_INIT;
    open_scene(&scene, &view_overview, NULL);
    struct ingest_options options = {.file = "bad.csv", .format = "daily", .options = ""};
    struct ingest *ingest = ingest_begin(scene.fixture.store, &options, &err);
    check_ok(ingest, &err);
    struct batch *batch = batch_new();
    put_figures(batch, &FIGURES(.campaign = "Alpha", .month = 9, .day = 2, .sent = 90));
    check_ok(ingest_add(ingest, batch, &err), &err);
    batch_free(batch);
    struct ingest_file file = {.size = 2,
                               .rows = 13,
                               .rejected = 12,
                               .first = TIME_NONE,
                               .last = TIME_NONE,
                               .as_of = TIME_NONE};
    struct ingest_result result;
    check_ok(ingest_finish(ingest, &file, &result, &err), &err);
    view_host_load(&scene.host, -1);
    show(&scene);
    act(&scene, ACTION_LAST);
    /* What moved may stand below it, with a heading between. */
    for (int i = 0; i < 4 && find(&scene, "▸ bad.csv") < 0; i++) {
        act(&scene, ACTION_UP);
    }
    int line = find(&scene, "▸ bad.csv");
    assert_true(line > 0);
    act(&scene, ACTION_UP);
    assert_int_equal(view_host_click(&scene.host, 5, line).what, VIEW_REDRAW);
    struct view_effect effect = view_host_click(&scene.host, 5, line);
    assert_int_equal(effect.what, VIEW_TAB);
    assert_true(effect.number == 9);
    end(&scene);
}

static void the_benchmark_is_asked_for_until_somebody_chose(void **unused)
{
    (void)unused;
    struct scene scene;
    begin(&scene, &view_overview, NULL);
    assert_true(find(&scene, "Benchmark reference") > 0);
    assert_false(view_host_hides(&scene.host, ACTION_KEEP_BENCHMARK));
    view_host_stop(&scene.host);
    make_scope(&scene.fixture, scene.arena, NULL, NULL, "reference", &scene.scope);
    view_host_start(&scene.host, &view_overview, 0, scene.fixture.store, &scene.scope);
    view_host_load(&scene.host, -1);
    show(&scene);
    assert_true(find(&scene, "Benchmark reference") < 0);
    assert_true(view_host_hides(&scene.host, ACTION_KEEP_BENCHMARK));
    end(&scene);
}

/* --- one campaign ---------------------------------------------------------------------------- */

static void choosing_a_kpi_draws_its_days(void **unused)
{
    (void)unused;
    struct scene scene;
    int64_t number;
    const char *column;
    begin(&scene, &view_detail, "Alpha");
    assert_true(find(&scene, "Click-through rate day by day") >= 0);
    assert_true(find(&scene, "▸ Click-through rate") >= 0);
    view_host_act(&scene.host, ACTION_UP);
    struct view_ask ask = {0};
    view_detail.ask(scene.host.state, &scene.host.context, &ask);
    assert_true(ask.number == campaign_number("Alpha"));
    assert_int_equal(ask.row_count, 1);
    assert_true(ask.rows[0] == KPI_OPEN_RATE_ADJUSTED);
    view_host_draw(&scene.host, WIDTH, HEIGHT,
                   0); /* the old line stays until the new one is there */
    assert_true(find(&scene, "Click-through rate day by day") >= 0);
    show(&scene);
    assert_true(find(&scene, "Open rate (est.) day by day") >= 0);
    assert_true(view_detail.point(scene.host.state, &number, &column));
    assert_string_equal(column, "open_rate_adjusted");
    view_host_load(&scene.host, -1); /* chosen still, and read again */
    view_host_draw(&scene.host, WIDTH, HEIGHT, 0);
    assert_true(find(&scene, "Open rate (est.) day by day") >= 0);
    show(&scene);
    assert_true(find(&scene, "▸ Open rate (est.)") >= 0);
    end(&scene);
}

static void variants_stand_side_by_side(void **unused)
{
    (void)unused;
    struct scene scene;
    begin(&scene, &view_detail, "Beta two");
    act(&scene, ACTION_LAST);
    press(&scene, ACTION_UP, 3);
    assert_true(find(&scene, "By Variant  observed figures, not a test") >= 0);
    assert_true(find(&scene, "CTR, %") >= 0);
    press(&scene, ACTION_PAGE_UP, 4);
    assert_true(begins(&scene, 0, "Beta two"));
    end(&scene);
}

static void what_is_unknown_names_the_file(void **unused)
{
    (void)unused;
    struct scene scene;
    begin(&scene, &view_detail, "Gamma");
    act(&scene, ACTION_LAST);
    assert_true(find(&scene, "Not known yet") >= 0);
    assert_true(find(&scene, "CTR") >= 0 && find(&scene, "import clicks") >= 0);
    end(&scene);
}

/* --- plans ----------------------------------------------------------------------------------- */

/* From the list, from a campaign's own screen and from Compare; not of what names no campaign. */
static void a_test_is_declared_of_a_campaign(void **unused)
{
    (void)unused;
    struct scene scene;
    begin(&scene, &view_detail, "Gamma");
    assert_false(view_host_hides(&scene.host, ACTION_PLAN));
    struct view_effect effect = view_host_act(&scene.host, ACTION_PLAN);
    assert_int_equal(effect.what, VIEW_PLAN);
    assert_true(effect.number == campaign_number("Gamma"));
    end(&scene);
    begin(&scene, &view_campaigns, NULL);
    effect = view_host_act(&scene.host, ACTION_PLAN);
    while (effect.what == VIEW_PLAN && effect.number != campaign_number("Beta two")) {
        assert_int_equal(view_host_act(&scene.host, ACTION_DOWN).what, VIEW_REDRAW);
        effect = view_host_act(&scene.host, ACTION_PLAN);
    }
    view_host_act(&scene.host, ACTION_LAST);
    effect = view_host_act(&scene.host, ACTION_PLAN);
    assert_true(effect.what == VIEW_PLAN || effect.what == VIEW_SAY);
    end(&scene);
    begin(&scene, &view_compare, NULL);
    assert_false(view_host_hides(&scene.host, ACTION_PLAN));
    effect = view_host_act(&scene.host, ACTION_PLAN);
    assert_int_equal(effect.what, VIEW_PLAN);
    assert_true(effect.number == campaign_number("Beta two"));
    const int64_t both[] = {campaign_number("Alpha"), campaign_number("Beta")};
    view_compare.choose(scene.host.state, both, 2);
    assert_true(view_host_hides(&scene.host, ACTION_PLAN));
    assert_int_equal(view_host_act(&scene.host, ACTION_PLAN).what, VIEW_NOTHING);
    end(&scene);
}

/* Where no row is there is nothing to be opened, marked or sorted; marked ones can be compared
 * still. */
static void nothing_is_done_with_no_row(void **unused)
{
    (void)unused;
    struct scene scene;
    begin(&scene, &view_campaigns, NULL);
    assert_false(view_host_hides(&scene.host, ACTION_OPEN));
    assert_false(view_host_hides(&scene.host, ACTION_COMPARE));
    end(&scene);
    open_scene(&scene, &view_campaigns, NULL);
    make_scope(&scene.fixture, scene.arena, NULL, "nosuchname", NULL, &scene.scope);
    view_host_load(&scene.host, -1);
    show(&scene);
    assert_true(view_host_hides(&scene.host, ACTION_OPEN));
    assert_true(view_host_hides(&scene.host, ACTION_MARK));
    assert_true(view_host_hides(&scene.host, ACTION_SORT));
    assert_true(view_host_hides(&scene.host, ACTION_COMPARE));
    assert_false(view_host_hides(&scene.host, ACTION_SEARCH));
    end(&scene);
}

/* Where no column is the current one it is said what to do. */
static void sorting_needs_a_column(void **unused)
{
    (void)unused;
    struct scene scene;
    begin(&scene, &view_opportunities, NULL);
    struct view_effect effect = view_host_act(&scene.host, ACTION_SORT);
    assert_int_equal(effect.what, VIEW_SAY);
    assert_non_null(strstr(effect.words, "Go to a column first"));
    view_host_act(&scene.host, ACTION_RIGHT);
    assert_int_equal(act(&scene, ACTION_SORT), VIEW_REDRAW);
    end(&scene);
}

/* --- imports --------------------------------------------------------------------------------- */

static void an_import_is_undone_after_a_question(void **unused)
{
    (void)unused;
    struct scene scene;
    struct err err = ERR_INIT;
    begin(&scene, &view_imports, NULL);
    assert_false(view_host_hides(&scene.host, ACTION_UNDO));
    struct view_effect effect = view_host_act(&scene.host, ACTION_UNDO);
    assert_int_equal(effect.what, VIEW_UNDO);
    assert_true(effect.number == 1);
    assert_non_null(strstr(effect.words, "Undo import 1, a.csv?"));
    check_ok(ledger_undo(scene.fixture.store, 1, NULL, &err), &err);
    view_host_load(&scene.host, -1);
    show(&scene);
    assert_true(find(&scene, "undone on 21 Sep") > 0);
    assert_true(view_host_hides(&scene.host, ACTION_UNDO));
    effect = view_host_act(&scene.host, ACTION_UNDO);
    assert_int_equal(effect.what, VIEW_SAY);
    assert_string_equal(effect.words, "Import 1 cannot be undone: undone on 21 Sep.");
    end(&scene);
}

static void details_say_what_an_import_corrected(void **unused)
{
    (void)unused;
    struct scene scene;
    open_scene(&scene, &view_imports, NULL);
    const struct figures again[] = {FIGURES(.campaign = "Gamma", .month = 8, .day = 1, .sent = 5100,
                                            .delivered = 4950, .read = 4000)};
    import_figures(&scene.fixture, "later.csv", again, 1);
    view_host_load(&scene.host, -1);
    show(&scene);
    assert_true(find(&scene, "Import 2  later.csv  stands") > 0);
    assert_true(find(&scene, "corrected 2 earlier") > 0);
    assert_true(find(&scene, "Campaigns it speaks of") > 0);
    assert_true(find(&scene, "Figures it corrected") > 0);
    assert_int_equal(act(&scene, ACTION_OPEN), VIEW_REDRAW); /* over the whole screen */
    assert_true(begins(&scene, 0, "Import 2"));
    assert_true(view_host_hides(&scene.host, ACTION_OPEN)); /* it is open */
    assert_int_equal(act(&scene, ACTION_BACK), VIEW_REDRAW);
    assert_int_equal(act(&scene, ACTION_BACK), VIEW_IGNORED);
    act(&scene, ACTION_DOWN);
    assert_true(find(&scene, "Import 1  a.csv  stands") > 0);
    end(&scene);
}

static void details_are_read_only_where_they_are_seen(void **unused)
{
    (void)unused;
    struct scene scene;
    struct view_ask ask = {0};
    open_scene(&scene, &view_imports, NULL);
    view_host_load(&scene.host, -1);
    scene.host.context.width = 60;
    scene.host.context.height = 13;
    view_imports.ask(scene.host.state, &scene.host.context, &ask);
    assert_int_equal(ask.what, 0);
    view_host_act(&scene.host, ACTION_OPEN);
    view_imports.ask(scene.host.state, &scene.host.context, &ask);
    assert_true(ask.what != 0 && ask.number == 1);
    end(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_sorted_by_the_current_column),
        cmocka_unit_test(nothing_is_done_with_no_row),
        cmocka_unit_test(sorting_needs_a_column),
        cmocka_unit_test(marked_campaigns_are_compared),
        cmocka_unit_test(many_are_marked),
        cmocka_unit_test(marks_go_with_their_campaigns),
        cmocka_unit_test(the_campaign_under_the_cursor_is_known),
        cmocka_unit_test(selection_and_order_survive_a_reload),
        cmocka_unit_test(enter_and_clicks_open_and_sort),
        cmocka_unit_test(matches_are_walked_in_a_circle),
        cmocka_unit_test(sparklines_are_asked_for_the_rows_in_sight_once),
        cmocka_unit_test(a_figure_is_pointed_at),
        cmocka_unit_test(the_selection_walks_from_tiles_to_lines),
        cmocka_unit_test(a_change_is_not_judged_by_what_moved_in_another_scope),
        cmocka_unit_test(rejected_rows_lead_to_the_imports),
        cmocka_unit_test(the_benchmark_is_asked_for_until_somebody_chose),
        cmocka_unit_test(choosing_a_kpi_draws_its_days),
        cmocka_unit_test(variants_stand_side_by_side),
        cmocka_unit_test(what_is_unknown_names_the_file),
        cmocka_unit_test(a_test_is_declared_of_a_campaign),
        cmocka_unit_test(an_import_is_undone_after_a_question),
        cmocka_unit_test(details_say_what_an_import_corrected),
        cmocka_unit_test(details_are_read_only_where_they_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
