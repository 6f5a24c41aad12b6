/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/app_views.h"

#include "base/mem.h"
#include "ui/app/snapshot.h"

struct shot {
    struct fixture fixture;
    struct app_options options;
    struct app_snapshot snapshot;
    char *bytes;
    size_t size;
};

static void begin(struct shot *shot, int campaigns, const char *view)
{
    memset(shot, 0, sizeof *shot);
    plain_store(&shot->fixture, campaigns);
    shot->options = plain_options(shot->fixture.path, &shot->fixture.clock);
    shot->snapshot = (struct app_snapshot){.view = view, .width = 80, .height = 24};
}

static bool take(struct shot *shot, struct err *err)
{
    free(shot->bytes);
    FILE *out = open_memstream(&shot->bytes, &shot->size);
    bool ok = snapshot_write(&shot->options, &plain_views, &shot->snapshot, out, err);
    fclose(out);
    return ok;
}

static void end(struct shot *shot)
{
    free(shot->bytes);
    fixture_close(&shot->fixture);
}

static void expect(struct shot *shot, const char *text)
{
    struct err err = ERR_INIT;
    check_ok(take(shot, &err), &err);
    if (!strstr(shot->bytes, text)) {
        fail_msg("no \"%s\":\n%s", text, shot->bytes);
    }
}

static void a_view_is_loaded_whole(void **state)
{
    (void)state;
    struct shot shot;
    begin(&shot, 2, "campaigns");
    shot.snapshot.width = 120;
    expect(&shot, "view 0: sent 200, answer: Campaign 1");
    expect(&shot, "2 campaigns · all time");
    expect(&shot, "changed 14:13");
    expect(&shot, "/ filter");
    end(&shot);
}

static void a_campaign_is_named(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct shot shot;
    begin(&shot, 2, "detail");
    shot.snapshot.campaign = "campaign 2";
    expect(&shot, "sent 200");
    shot.snapshot.campaign = "nobody";
    assert_false(take(&shot, &err));
    assert_int_equal(err.code, ERR_USAGE);
    shot.snapshot.campaign = NULL;
    assert_false(take(&shot, &err));
    assert_int_equal(err.code, ERR_USAGE);
    end(&shot);
}

static void unknown_views_are_refused(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct shot shot;
    begin(&shot, 1, "sideways");
    assert_false(take(&shot, &err));
    assert_int_equal(err.code, ERR_USAGE);
    assert_non_null(strstr(err.todo, "overview"));
    assert_int_equal(shot.size, 0);
    end(&shot);
}

static void the_first_screen_needs_no_store(void **state)
{
    (void)state;
    struct shot shot;
    begin(&shot, 1, "first");
    expect(&shot, "no campaigns, no store");
    shot.options.store = "/not/there.db";
    expect(&shot, "no campaigns, no store");
    shot.snapshot.view = "overview"; /* what the dashboard would show */
    expect(&shot, "no campaigns, no store");
    end(&shot);
}

static void it_is_written_in_three_ways(void **state)
{
    (void)state;
    struct shot shot;
    begin(&shot, 1, "overview");
    shot.snapshot.format = APP_SNAPSHOT_ANSI;
    expect(&shot, "\033[");
    assert_null(strstr(shot.bytes, "38;5;"));
    shot.snapshot.color = true;
    expect(&shot, "38;5;");
    shot.snapshot.format = APP_SNAPSHOT_SVG;
    expect(&shot, "<svg");
    shot.snapshot.format = APP_SNAPSHOT_TEXT;
    shot.snapshot.ascii = true;
    expect(&shot, "sent 100");
    for (size_t i = 0; i < shot.size; i++) {
        assert_true((unsigned char)shot.bytes[i] < 0x80);
    }
    shot.snapshot.width = 50;
    expect(&shot, "60 x 16");
    end(&shot);
}

static void the_request_holds(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct shot shot;
    begin(&shot, 1, "overview");
    shot.options.request.options.base = RATE_BASE_SENT;
    shot.options.demo = true;
    expect(&shot, "per sent");
    expect(&shot, "DEMO");
    shot.options.request.where = "a (";
    assert_false(take(&shot, &err));
    assert_int_equal(err.code, ERR_USAGE);
    assert_int_not_equal(err.column, 0);
    end(&shot);
}

/* A text that is only drawn may be left out; everything else says that memory is out. */
static void no_allocation_may_fail_badly(void **state)
{
    (void)state;
    struct shot shot;
    begin(&shot, 2, "campaigns");
    for (uint64_t n = 1, asked = n; asked >= n; n++) {
        struct err err = ERR_INIT;
        mem_fault_after(n, false);
        bool ok = take(&shot, &err);
        asked = mem_fault_after(0, false);
        assert_true(ok ? err.code == ERR_NONE : err.code == ERR_MEMORY);
    }
    end(&shot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_view_is_loaded_whole),
        cmocka_unit_test(a_campaign_is_named),
        cmocka_unit_test(unknown_views_are_refused),
        cmocka_unit_test(the_first_screen_needs_no_store),
        cmocka_unit_test(it_is_written_in_three_ways),
        cmocka_unit_test(the_request_holds),
        cmocka_unit_test(no_allocation_may_fail_badly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
