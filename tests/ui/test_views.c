/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Screens of the sample at four sizes (three lines are the frame's) with roles; in ASCII as text.
 */
#include "lib/golden.h"
#include "lib/view_host.h"
#include "lib/view_sample.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "config/paths.h"
#include "ops/demo.h"
#include "ui/canvas/write.h"

enum { FRAME_ROWS = 3 };

static struct view_sample sample;

static int set_up(void **unused)
{
    (void)unused;
    view_sample_open(&sample);
    return 0;
}

static int tear_down(void **unused)
{
    (void)unused;
    view_sample_close(&sample);
    return 0;
}

static const struct size {
    int width, height; /* of the terminal */
} sizes[] = {{60, 16}, {80, 24}, {120, 40}, {200, 60}};

/* As the dashboard does: draw, read what that asks for, draw again. */
static const struct canvas *settle(struct view_host *host, const struct size *size, unsigned flags)
{
    view_host_draw(host, size->width, size->height - FRAME_ROWS, flags);
    view_host_answer(host);
    return view_host_draw(host, size->width, size->height - FRAME_ROWS, flags);
}

static void check_picture(struct view_host *host, const char *name, const struct size *size)
{
    char file[128];
    snprintf(file, sizeof file, "view-%s-%dx%d", name, size->width, size->height);
    golden_canvas(file, settle(host, size, 0));
    struct strbuf out = STRBUF_INIT;
    write_text(&out, settle(host, size, CANVAS_ASCII));
    snprintf(file, sizeof file, "view-%s-%dx%d-ascii.txt", name, size->width, size->height);
    golden_text(file, strbuf_text(&out));
    strbuf_free(&out);
}

static void check_sizes(struct view_host *host, const char *name)
{
    for (size_t i = 0; i < ARRAY_COUNT(sizes); i++) {
        check_picture(host, name, &sizes[i]);
    }
}

static void begin(struct view_host *host, const struct view_ops *view, int64_t number,
                  const char *period, const char *where, struct scope *scope)
{
    view_sample_scope(&sample, period, where, scope);
    view_host_start(host, view, number, sample.store, scope);
    view_host_load(host, -1);
}

static void press(struct view_host *host, enum action action, int times)
{
    for (int i = 0; i < times; i++) {
        view_host_act(host, action);
    }
}

/* --- overview -------------------------------------------------------------------------------- */

static void overview(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_overview, 0, NULL, NULL, &scope);
    press(&host, ACTION_RIGHT, 3);
    check_sizes(&host, "overview");
    view_host_stop(&host);
}

static void overview_of_a_month(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_overview, 0, "2026-10", NULL, &scope);
    settle(&host, &sizes[1], 0);
    press(&host, ACTION_DOWN, 3); /* into the lines */
    check_picture(&host, "overview-month", &sizes[1]);
    view_host_stop(&host);
}

static void overview_while_reading(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    view_sample_scope(&sample, NULL, NULL, &scope);
    view_host_start(&host, &view_overview, 0, sample.store, &scope);
    check_picture(&host, "overview-nothing-yet", &sizes[0]);
    view_host_load(&host, 1);
    check_picture(&host, "overview-first-part", &sizes[1]);
    view_host_stop(&host);
}

static void overview_of_one_campaign(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_overview, 0, NULL, "lyon", &scope);
    check_picture(&host, "overview-one", &sizes[1]);
    view_host_stop(&host);
    begin(&host, &view_overview, 0, "2019", NULL, &scope);
    check_picture(&host, "overview-empty", &sizes[1]);
    view_host_stop(&host);
}

/* --- campaigns ------------------------------------------------------------------------------- */

static void campaigns(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_campaigns, 0, NULL, NULL, &scope);
    press(&host, ACTION_DOWN, 2);
    check_sizes(&host, "campaigns");
    view_host_stop(&host);
}

static void campaigns_sorted_and_searched(void **unused)
{
    (void)unused;
    struct err err = ERR_INIT;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_campaigns, 0, NULL, NULL, &scope);
    host.context.search = query_parse(sample.arena, "newsletter", &err);
    press(&host, ACTION_RIGHT, 5);
    press(&host, ACTION_SORT, 1);
    press(&host, ACTION_NEXT_MATCH, 1);
    check_picture(&host, "campaigns-searched", &sizes[1]);
    view_host_stop(&host);
}

static void campaigns_without_any(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_campaigns, 0, NULL, "nobody", &scope);
    check_picture(&host, "campaigns-none", &sizes[0]);
    view_host_stop(&host);
}

/* --- one campaign ---------------------------------------------------------------------------- */

static void detail(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    int64_t number = view_sample_campaign(&sample, "Ventes privées d’octobre");
    begin(&host, &view_detail, number, NULL, NULL, &scope);
    check_sizes(&host, "detail");
    settle(&host, &sizes[0], 0);
    press(&host, ACTION_DOWN, 12);
    check_picture(&host, "detail-chosen", &sizes[0]);
    press(&host, ACTION_LAST, 1);
    check_picture(&host, "detail-end", &sizes[0]);
    view_host_stop(&host);
}

static void detail_of_a_flow_in_a_month(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    int64_t number = view_sample_campaign(&sample, "Panier oublié");
    begin(&host, &view_detail, number, "2026-10", NULL, &scope);
    check_picture(&host, "detail-month", &sizes[2]);
    view_host_stop(&host);
}

static void detail_of_what_is_hardly_known(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_detail, view_sample_campaign(&sample, "Ouverture boutique Lyon"), NULL, NULL,
          &scope);
    check_picture(&host, "detail-unknown", &sizes[2]);
    view_host_stop(&host);
    begin(&host, &view_detail, 0, NULL, NULL, &scope);
    check_picture(&host, "detail-unattributed", &sizes[1]);
    view_host_stop(&host);
}

/* --- compare --------------------------------------------------------------------------------- */

static void begin_compare(struct view_host *host, const char *const *names, size_t count,
                          struct scope *scope)
{
    int64_t numbers[4];
    begin(host, &view_compare, 0, NULL, NULL, scope);
    for (size_t i = 0; i < count; i++) {
        numbers[i] = view_sample_campaign(&sample, names[i]);
    }
    host->view->choose(host->state, numbers, count);
}

static void compare_of_two(void **unused)
{
    (void)unused;
    static const char *const names[] = {"Diwali early access"};
    struct view_host host;
    struct scope scope;
    begin_compare(&host, names, 1, &scope);
    check_sizes(&host, "compare");
    /* The other KPIs are scrolled to under the goal. */
    settle(&host, &sizes[0], 0);
    press(&host, ACTION_LAST, 1);
    check_picture(&host, "compare-end", &sizes[0]);
    press(&host, ACTION_DETAILS, 1);
    check_sizes(&host, "compare-details");
    assert_true(host.view->opened(host.state));
    assert_int_equal(view_host_act(&host, ACTION_BACK).what, VIEW_REDRAW);
    assert_false(host.view->opened(host.state));
    assert_int_equal(view_host_act(&host, ACTION_BACK).what, VIEW_IGNORED);
    view_host_stop(&host);
}

static void compare_of_three(void **unused)
{
    (void)unused;
    static const char *const names[] = {"Black-Friday-Warteliste"};
    struct view_host host;
    struct scope scope;
    begin_compare(&host, names, 1, &scope);
    check_sizes(&host, "compare-three");
    press(&host, ACTION_DETAILS, 1);
    settle(&host, &sizes[1], 0);
    press(&host, ACTION_LAST, 1);
    check_picture(&host, "compare-three-details", &sizes[1]);
    view_host_stop(&host);
}

/* A split that nobody should trust has no chart that calls a winner; other campaigns are no test.
 */
static void compare_that_refuses(void **unused)
{
    (void)unused;
    static const char *const broken[] = {"Relance inactifs"};
    static const char *const others[] = {"Diwali early access", "Rentrée"};
    struct view_host host;
    struct scope scope;
    begin_compare(&host, broken, 1, &scope);
    check_picture(&host, "compare-broken", &sizes[2]);
    host.view->choose(host.state,
                      (int64_t[]){view_sample_campaign(&sample, others[0]),
                                  view_sample_campaign(&sample, others[1])},
                      2);
    check_picture(&host, "compare-campaigns", &sizes[2]);
    view_host_stop(&host);
}

/* Without a choice the latest test; n and N go through them. */
static void compare_steps(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_compare, 0, NULL, NULL, &scope);
    check_picture(&host, "compare-first", &sizes[1]);
    press(&host, ACTION_NEXT, 1);
    check_picture(&host, "compare-next", &sizes[1]);
    press(&host, ACTION_PREVIOUS, 1);
    check_picture(&host, "compare-first", &sizes[1]);
    view_host_stop(&host);
    begin(&host, &view_compare, 0, NULL, "name ~ nobody", &scope);
    check_picture(&host, "compare-none", &sizes[1]);
    view_host_stop(&host);
}

/* --- opportunities --------------------------------------------------------------------------- */

static void opportunities(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_opportunities, 0, NULL, NULL, &scope);
    check_sizes(&host, "opportunities");
    press(&host, ACTION_LAST, 1); /* not enough data */
    check_picture(&host, "opportunities-end", &sizes[1]);
    struct view_effect effect = view_host_act(&host, ACTION_OPEN);
    assert_int_equal(effect.what, VIEW_CAMPAIGN);
    assert_true(effect.number > 0);
    view_host_stop(&host);
    begin(&host, &view_opportunities, 0, NULL, "name ~ rentr", &scope);
    press(&host, ACTION_FIRST, 1);
    press(&host, ACTION_DOWN, 1); /* a sum that is withheld, and why */
    check_picture(&host, "opportunities-withheld", &sizes[1]);
    view_host_stop(&host);
    begin(&host, &view_opportunities, 0, NULL, "name ~ nobody", &scope);
    check_picture(&host, "opportunities-none", &sizes[1]);
    assert_true(view_host_hides(&host, ACTION_OPEN));
    view_host_stop(&host);
}

static void money(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_money, 0, NULL, NULL, &scope);
    check_sizes(&host, "money");
    assert_true(view_host_hides(&host, ACTION_SORT));
    press(&host, ACTION_NEXT, 1);
    check_picture(&host, "money-campaigns", &sizes[2]);
    assert_int_equal(view_host_act(&host, ACTION_OPEN).what, VIEW_CAMPAIGN);
    press(&host, ACTION_NEXT, 1);
    check_picture(&host, "money-country", &sizes[1]);
    view_host_stop(&host);
    begin(&host, &view_money, 0, NULL, "name ~ nobody", &scope);
    check_picture(&host, "money-none", &sizes[1]);
    view_host_stop(&host);
}

static void what_if(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_whatif, 0, NULL, NULL, &scope);
    settle(&host, &sizes[1], 0);
    press(&host, ACTION_DOWN, 1);
    check_sizes(&host, "whatif");
    press(&host, ACTION_MORE, 2);
    press(&host, ACTION_NEXT, 2);
    check_picture(&host, "whatif-country", &sizes[2]);
    view_host_stop(&host);
    begin(&host, &view_whatif, 0, NULL, "name ~ nobody", &scope);
    check_picture(&host, "whatif-none", &sizes[1]);
    view_host_stop(&host);
}

/* --- breakdown ------------------------------------------------------------------------------- */

/* Break down by what has this name in the list. */
static void pick(struct view_host *host, const char *label)
{
    struct view_choice choices[VIEW_CHOICES_MAX];
    size_t count = view_breakdown.list(host->state, choices), at = 0;
    while (at < count && strcmp(choices[at].label, label) != 0) {
        at++;
    }
    assert_true(at < count);
    view_breakdown.pick(host->state, at);
    settle(host, &sizes[1], 0);
    view_breakdown.list(host->state, choices);
    assert_true(choices[at].current);
}

/* What the list of v leads to: where visits came from, what was done, which channel. */
static void breakdowns_of_links(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_breakdown, 0, NULL, NULL, &scope);
    settle(&host, &sizes[1], 0);
    assert_int_equal(view_host_act(&host, ACTION_PICK).what, VIEW_PICK);
    pick(&host, "UTM source");
    check_sizes(&host, "breakdown-links");
    pick(&host, "Conversion type");
    check_picture(&host, "breakdown-types", &sizes[1]);
    pick(&host, "Channel");
    check_picture(&host, "breakdown-channel", &sizes[2]);
    view_host_stop(&host);
}

/* Every size; the next attribute, its rows sorted by click-through, and the one before again. */
static void breakdowns(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_breakdown, 0, NULL, NULL, &scope);
    check_sizes(&host, "breakdown");
    press(&host, ACTION_PREVIOUS, 2); /* behind it: hours */
    check_picture(&host, "breakdown-weekday", &sizes[1]);
    press(&host, ACTION_RIGHT, 5);
    assert_int_equal(view_host_act(&host, ACTION_SORT).what, VIEW_REDRAW);
    press(&host, ACTION_DOWN, 2);
    check_picture(&host, "breakdown-sorted", &sizes[1]);
    press(&host, ACTION_NEXT, 1);
    assert_int_equal(view_host_act(&host, ACTION_NEXT).what, VIEW_REDRAW);
    view_host_stop(&host);
    begin(&host, &view_breakdown, 0, NULL, "name ~ nobody", &scope);
    check_picture(&host, "breakdown-none", &sizes[1]);
    view_host_stop(&host);
}

/* --- messages and people --------------------------------------------------------------------- */

/* Every size; the next figure, with another cell read out; nothing to show. */
static void heats(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_heat, 0, NULL, NULL, &scope);
    check_sizes(&host, "heat");
    press(&host, ACTION_NEXT, 1);
    press(&host, ACTION_DOWN, 1);
    check_picture(&host, "heat-ctr", &sizes[1]);
    press(&host, ACTION_PREVIOUS, 2);
    check_picture(&host, "heat-sent", &sizes[1]);
    assert_int_equal(view_host_act(&host, ACTION_SORT).what, VIEW_IGNORED);
    view_host_stop(&host);
    begin(&host, &view_heat, 0, NULL, "name ~ diwali", &scope);
    check_picture(&host, "heat-none", &sizes[1]);
    view_host_stop(&host);
}

static void frequencies(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_frequency, 0, NULL, NULL, &scope);
    check_sizes(&host, "frequency");
    view_host_stop(&host);
}

/* Every size; a month beside the one before, weeks; a row opens in the large chart. */
static void kpis_over_time(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_kpis, 0, NULL, NULL, &scope);
    check_sizes(&host, "kpis");
    press(&host, ACTION_DOWN, 4);
    check_picture(&host, "kpis-chosen", &sizes[1]);
    struct view_effect effect = view_host_act(&host, ACTION_OPEN);
    assert_int_equal(effect.what, VIEW_TREND);
    assert_string_equal(effect.words, "optout_rate");
    view_host_stop(&host);
    begin(&host, &view_kpis, 0, "2026-09", NULL, &scope);
    press(&host, ACTION_STEP, 1);
    check_picture(&host, "kpis-weeks", &sizes[1]);
    /* Weeks stay weeks when the store is read again. */
    view_host_load(&host, -1);
    check_picture(&host, "kpis-weeks", &sizes[1]);
    view_host_stop(&host);
    begin(&host, &view_kpis, 0, NULL, "name ~ nobody", &scope);
    check_picture(&host, "kpis-none", &sizes[1]);
    assert_int_equal(view_host_act(&host, ACTION_OPEN).what, VIEW_NOTHING);
    view_host_stop(&host);
}

/* Every size; the three tables, one of them sorted. */
static void retentions(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_retention, 0, NULL, NULL, &scope);
    check_sizes(&host, "retention");
    press(&host, ACTION_NEXT, 1);
    check_picture(&host, "retention-weeks", &sizes[1]);
    press(&host, ACTION_RIGHT, 3);
    assert_int_equal(view_host_act(&host, ACTION_SORT).what, VIEW_REDRAW);
    press(&host, ACTION_NEXT, 1);
    check_picture(&host, "retention-left", &sizes[1]);
    view_host_stop(&host);
    begin(&host, &view_retention, 0, NULL, "name ~ diwali", &scope);
    check_picture(&host, "retention-none", &sizes[1]);
    view_host_stop(&host);
}

static void failing(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_failures, 0, NULL, NULL, &scope);
    check_sizes(&host, "failures");
    press(&host, ACTION_RIGHT, 2);
    assert_int_equal(view_host_act(&host, ACTION_SORT).what, VIEW_REDRAW);
    press(&host, ACTION_DOWN, 1);
    check_picture(&host, "failures-sorted", &sizes[1]);
    view_host_stop(&host);
}

/* --- feedback -------------------------------------------------------------------------------- */

/* A store of its own, of few words that are hard to lay out; or of messages that nobody said
 * anything of. */
static struct store *feedback_store(bool answered)
{
    static const char sent[] = "message_id,campaign,recipient,sent_at\\n"
                               "w1,Spring,+4915100000001,2026-10-01 10:00:00\\n"
                               "w2,Été d’or,+4915100000002,2026-10-05 10:00:00\\n";
    static const char said[] =
        "given_at,campaign,rating,scale,kind,comment\\n"
        "2026-10-03 10:00:00,Spring,4,5,csat,quick\\n"
        "2026-10-06 12:00:00,Été d’or,10,10,nps,ส่งเร็วมาก ขอบคุณค่ะ 🙏\\n"
        "2026-10-06 13:00:00,Été d’or,3,10,,الرسائل كثيرة جدا\\n"
        "2026-10-06 14:00:00,Été d’or,8,10,,物流很快，包装也好 👍\\n"
        "2026-10-03 11:00:00,Spring,,,complaint,The parcel came two weeks late and nobody "
        "answered my messages; I had to call three times before somebody told me where it was. Not "
        "again.\\n"
        "2026-10-03 12:00:00,Spring,2,5,csat,\\n"
        "2026-10-04 12:00:00,Spring,7,,suggestion,no scale\\n";
    char command[4096], path[512];
    struct err err = ERR_INIT;
    const char *name = answered ? "feedback.db" : "silent.db";
    snprintf(path, sizeof path, "%s/%s", check_folder(), name);
    snprintf(command, sizeof command,
             "cd '%s' && printf '%s' >sent.csv && printf '%s' >said.csv && \"%s/campane\" import"
             " --quiet --store %s --zone UTC --now 2026-10-31 sent.csv %s",
             check_folder(), sent, said, getenv("builddir") ? getenv("builddir") : "$OLDPWD", name,
             answered ? "said.csv" : "");
    assert_int_equal(system(command), 0);
    const struct store_options options = {.path = path, .clock = demo_clock(sample.demo)};
    struct store *store = store_open(&options, &err);
    check_ok(store, &err);
    return store;
}

static void feedback(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    struct err err = ERR_INIT;
    struct scope_request request = SCOPE_REQUEST_INIT;
    struct store *store = feedback_store(true);
    check_ok(scope_resolve(sample.arena, store, sample.sets, &request, NULL, &scope, &err), &err);
    assert_true(view_feedback.offered(&scope));
    view_host_start(&host, &view_feedback, 0, store, &scope);
    view_host_load(&host, -1);
    settle(&host, &sizes[1], 0);
    press(&host, ACTION_LAST, 1);
    press(&host, ACTION_UP, 1);
    check_sizes(&host, "feedback");
    /* Low ratings; of those the ones of one campaign, which Esc takes away. */
    assert_int_equal(view_host_act(&host, ACTION_RATING).what, VIEW_REDRAW);
    settle(&host, &sizes[1], 0);
    press(&host, ACTION_ONE_CAMPAIGN, 1);
    check_picture(&host, "feedback-low", &sizes[1]);
    struct view_effect effect = view_host_act(&host, ACTION_OPEN);
    assert_int_equal(effect.what, VIEW_CAMPAIGN);
    assert_true(view_feedback.opened(host.state));
    press(&host, ACTION_BACK, 1);
    assert_false(view_feedback.opened(host.state));
    /* Words, and a kind that has none of them. */
    assert_int_equal(view_host_act(&host, ACTION_FIND).what, VIEW_FIND);
    view_feedback.find(host.state, "PARCEL");
    check_picture(&host, "feedback-search", &sizes[1]);
    press(&host, ACTION_KIND, 1);
    check_picture(&host, "feedback-nothing", &sizes[0]);
    view_host_stop(&host);
    store_close(store);
    /* Where there is none, the tab is not there. */
    store = feedback_store(false);
    check_ok(scope_resolve(sample.arena, store, sample.sets, &request, NULL, &scope, &err), &err);
    assert_false(view_feedback.offered(&scope));
    store_close(store);
}

/* Of the sample: eight languages, three scores. */
static void feedback_of_many(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    view_sample_scope(&sample, NULL, NULL, &scope);
    assert_true(view_feedback.offered(&scope));
    view_host_start(&host, &view_feedback, 0, sample.store, &scope);
    view_host_load(&host, -1);
    settle(&host, &sizes[1], 0);
    check_picture(&host, "feedback-sample", &sizes[2]);
    view_host_stop(&host);
}

/* --- benchmarks ------------------------------------------------------------------------------ */

/* Every size; a set to the right, which Enter grades by; no set under the cursor. */
static void benchmarks(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_benchmarks, 0, NULL, NULL, &scope);
    check_sizes(&host, "benchmarks");
    press(&host, ACTION_RIGHT, 1);
    press(&host, ACTION_DOWN, 3);
    check_picture(&host, "benchmarks-next", &sizes[1]);
    struct view_effect effect = view_host_act(&host, ACTION_USE_SET);
    assert_int_equal(effect.what, VIEW_BENCHMARK);
    assert_string_equal(effect.words, "measured-2026");
    effect = view_host_act(&host, ACTION_EDIT);
    assert_int_equal(effect.what, VIEW_EDIT_BENCHMARK);
    assert_int_equal(effect.number, KPI_OPEN_RATE);
    assert_string_equal(effect.words, "measured-2026");
    press(&host, ACTION_LEFT, 2);
    assert_int_equal(view_host_act(&host, ACTION_USE_SET).what, VIEW_SAY);
    assert_null(view_host_act(&host, ACTION_EDIT).words);
    view_host_stop(&host);
}

/* --- trends ---------------------------------------------------------------------------------- */

static void trends(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_trends, 0, NULL, NULL, &scope);
    check_sizes(&host, "trends");
    /* To the odd day of October, and what the next figure is. */
    press(&host, ACTION_LEFT, 21);
    check_picture(&host, "trends-odd", &sizes[1]);
    press(&host, ACTION_LAST, 1);
    press(&host, ACTION_DOWN, 1);
    check_picture(&host, "trends-next", &sizes[1]);
    view_host_stop(&host);
}

static void trends_of_a_month(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_trends, 0, "2026-10", NULL, &scope);
    check_picture(&host, "trends-month", &sizes[1]);
    press(&host, ACTION_STEP, 1);
    check_picture(&host, "trends-weeks", &sizes[1]);
    view_host_stop(&host);
    begin(&host, &view_trends, 0, NULL, NULL, &scope);
    host.view->measure(host.state, "retention_rate"); /* by week, until somebody chooses */
    check_picture(&host, "trends-retention", &sizes[1]);
    press(&host, ACTION_STEP, 1);
    check_picture(&host, "trends-retention-months", &sizes[1]);
    view_host_stop(&host);
}

/* One campaign, and back to all. */
static void trends_of_one(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_trends, 0, NULL, NULL, &scope);
    int64_t number = view_sample_campaign(&sample, "عرض نهاية الأسبوع");
    host.view->choose(host.state, &number, 1);
    settle(&host, &sizes[1], 0);
    press(&host, ACTION_DOWN, 2); /* opt-outs that rise */
    check_picture(&host, "trends-one", &sizes[2]);
    assert_true(host.view->opened(host.state));
    assert_int_equal(view_host_act(&host, ACTION_BACK).what, VIEW_REDRAW);
    assert_false(host.view->opened(host.state));
    assert_int_equal(view_host_act(&host, ACTION_BACK).what, VIEW_IGNORED);
    view_host_stop(&host);
}

/* Money of two currencies: one after the other. */
static void trends_of_money(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_trends, 0, NULL, NULL, &scope);
    settle(&host, &sizes[1], 0);
    press(&host, ACTION_STEP, 2);
    press(&host, ACTION_DOWN, 5); /* to revenue */
    check_picture(&host, "trends-money", &sizes[1]);
    assert_false(view_host_hides(&host, ACTION_NEXT));
    press(&host, ACTION_NEXT, 1);
    check_picture(&host, "trends-money-next", &sizes[1]);
    view_host_stop(&host);
}

static void trends_without_any(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_trends, 0, NULL, "nobody is called so", &scope);
    check_picture(&host, "trends-none", &sizes[1]);
    press(&host, ACTION_LEFT, 1);
    press(&host, ACTION_RIGHT, 1);
    view_host_stop(&host);
}

/* --- imports --------------------------------------------------------------------------------- */

static void imports(void **unused)
{
    (void)unused;
    struct view_host host;
    struct scope scope;
    begin(&host, &view_imports, 0, NULL, NULL, &scope);
    check_sizes(&host, "imports");
    press(&host, ACTION_OPEN, 1);
    check_picture(&host, "imports-open", &sizes[0]);
    view_host_stop(&host);
}

/* --- no store -------------------------------------------------------------------------------- */

static void first(void **unused)
{
    (void)unused;
    struct err err = ERR_INIT;
    char own[600], folder[600], shared[640];
    snprintf(own, sizeof own, "%s/.local/share/campane/campane.db", check_folder());
    snprintf(folder, sizeof folder, "%s/team", check_folder());
    snprintf(shared, sizeof shared, "%s/campane.db", folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    const struct store_options options = {.path = shared, .create = true, .zone = "UTC"};
    struct store *store = store_open(&options, &err);
    check_ok(store, &err);
    store_close(store);
    setenv("HOME", check_folder(), 1);

    const struct store_candidate candidates[] = {
        {.path = own, .origin = PATH_USER_DATA, .chosen = true},
        {.path = shared, .origin = PATH_USER_CONFIG, .exists = true, .readable = true},
        {.path = "/var/lib/campane/campane.db",
         .origin = PATH_SHARED,
         .exists = true,
         .owner = "crm"}};
    struct view_host host;
    view_host_start(&host, &view_first, 0, NULL, NULL);
    host.load.candidates = candidates;
    host.load.candidate_count = ARRAY_COUNT(candidates);
    view_host_load(&host, -1);
    check_sizes(&host, "first");
    view_host_stop(&host);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(overview),
        cmocka_unit_test(overview_of_a_month),
        cmocka_unit_test(overview_while_reading),
        cmocka_unit_test(overview_of_one_campaign),
        cmocka_unit_test(campaigns),
        cmocka_unit_test(campaigns_sorted_and_searched),
        cmocka_unit_test(campaigns_without_any),
        cmocka_unit_test(detail),
        cmocka_unit_test(detail_of_a_flow_in_a_month),
        cmocka_unit_test(detail_of_what_is_hardly_known),
        cmocka_unit_test(compare_of_two),
        cmocka_unit_test(compare_of_three),
        cmocka_unit_test(compare_that_refuses),
        cmocka_unit_test(compare_steps),
        cmocka_unit_test(breakdowns),
        cmocka_unit_test(breakdowns_of_links),
        cmocka_unit_test(feedback),
        cmocka_unit_test(feedback_of_many),
        cmocka_unit_test(opportunities),
        cmocka_unit_test(money),
        cmocka_unit_test(what_if),
        cmocka_unit_test(heats),
        cmocka_unit_test(frequencies),
        cmocka_unit_test(kpis_over_time),
        cmocka_unit_test(retentions),
        cmocka_unit_test(failing),
        cmocka_unit_test(benchmarks),
        cmocka_unit_test(trends),
        cmocka_unit_test(trends_of_a_month),
        cmocka_unit_test(trends_of_one),
        cmocka_unit_test(trends_of_money),
        cmocka_unit_test(trends_without_any),
        cmocka_unit_test(imports),
        cmocka_unit_test(first),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
