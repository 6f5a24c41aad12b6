/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/view_sample.h"

#include "config/benchmarks.h"
#include "ops/demo.h"
#include "report/find.h"

void view_sample_open(struct view_sample *sample)
{
    struct err err = ERR_INIT;
    sample->demo = demo_new(check_path("data/sample"), NULL, &err);
    check_ok(sample->demo, &err);
    const struct store_options options = {.path = demo_path(sample->demo),
                                          .clock = demo_clock(sample->demo)};
    sample->store = store_open(&options, &err);
    check_ok(sample->store, &err);
    sample->arena = arena_new();
    assert_non_null(sample->arena);
    sample->sets = benchmarks_load(sample->arena, NULL, &err);
    check_ok(sample->sets, &err);
}

void view_sample_close(struct view_sample *sample)
{
    arena_free(sample->arena);
    store_close(sample->store);
    demo_free(sample->demo);
}

void view_sample_scope(struct view_sample *sample, const char *period, const char *where,
                       struct scope *scope)
{
    struct err err = ERR_INIT;
    struct scope_request request = SCOPE_REQUEST_INIT;
    if (period) {
        check_ok(period_parse(period, &request.period, &err), &err);
    }
    request.where = where;
    check_ok(scope_resolve(sample->arena, sample->store, sample->sets, &request, NULL, scope, &err),
             &err);
}

int64_t view_sample_campaign(struct view_sample *sample, const char *name)
{
    struct err err = ERR_INIT;
    int64_t number = 0;
    check_ok(find_campaign(sample->store, name, &number, &err), &err);
    return number;
}
