/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The month towards its targets, on Overview at four sizes (three lines are the frame's). The
 * sample's store has no targets: here they stand in the scope alone.
 */
#include "lib/golden.h"
#include "lib/view_host.h"
#include "lib/view_sample.h"

#include "ui/canvas/write.h"

enum { FRAME_ROWS = 3 };

static const int sizes[][2] = {{60, 16}, {80, 24}, {120, 40}, {200, 60}};

static const struct target targets[] = {
    {.kpi = KPI_CTR, .counter = COUNTER_NONE, .month = DAY_NONE, .kind = -1, .value = 0.22},
    {.kpi = KPI_OPTOUT_RATE,
     .counter = COUNTER_NONE,
     .month = DAY_NONE,
     .kind = -1,
     .value = 0.005},
    {.kpi = -1, .counter = COUNTER_SENT, .month = DAY_NONE, .kind = KIND_FLOW, .value = 20000},
    {.kpi = -1,
     .counter = COUNTER_REVENUE,
     .month = DAY_NONE,
     .kind = -1,
     .value = 90e9,
     .currency = {"EUR"}},
    {.kpi = -1,
     .counter = COUNTER_COST,
     .month = DAY_NONE,
     .kind = -1,
     .value = 5e9,
     .currency = {"EUR"}},
};

static void check_picture(struct view_host *host, int width, int height)
{
    char file[128];
    struct strbuf out = STRBUF_INIT;
    height -= FRAME_ROWS;
    view_host_draw(host, width, height, 0);
    view_host_answer(host);
    snprintf(file, sizeof file, "view-overview-pace-%dx%d", width, height + FRAME_ROWS);
    golden_canvas(file, view_host_draw(host, width, height, 0));
    write_text(&out, view_host_draw(host, width, height, CANVAS_ASCII));
    snprintf(file, sizeof file, "view-overview-pace-%dx%d-ascii.txt", width, height + FRAME_ROWS);
    golden_text(file, strbuf_text(&out));
    strbuf_free(&out);
}

static void a_month_stands_below_the_tiles(void **unused)
{
    (void)unused;
    struct view_sample sample;
    struct view_host host;
    struct scope scope;
    view_sample_open(&sample);
    view_sample_scope(&sample, NULL, NULL, &scope);
    scope.targets = (struct targets){targets, ARRAY_COUNT(targets)};
    view_host_start(&host, &view_overview, 0, sample.store, &scope);
    view_host_load(&host, -1);
    for (size_t i = 0; i < ARRAY_COUNT(sizes); i++) {
        check_picture(&host, sizes[i][0], sizes[i][1]);
    }
    view_host_stop(&host);
    view_sample_close(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_month_stands_below_the_tiles)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
