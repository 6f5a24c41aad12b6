/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/app_views.h"

#include <poll.h>
#include <sched.h>
#include <stdatomic.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "config/benchmarks.h"
#include "lib/golden.h"
#include "ui/canvas/kept.h"
#include "ui/canvas/write.h"

/* Of the tests, which run one after the other. */
static atomic_bool holding;
static atomic_int reads;

struct plain_state {
    const struct campaign_name *names;
    size_t count, selected;
    const char *sum;
    const char *answer;
    int64_t number;
    int64_t marks[8];
    size_t mark_count;
};

struct plain_names {
    struct campaign_name *names;
    size_t count;
};

void plain_hold(bool hold)
{
    atomic_store(&holding, hold);
}

int plain_reads(void)
{
    return atomic_load(&reads);
}

/* --- the view -------------------------------------------------------------------------------- */

static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    (void)number;
    atomic_fetch_add(&reads, 1);
    while (atomic_load(&holding) && !cancelled(load->cancel)) {
        sched_yield();
    }
    if (cancelled(load->cancel)) {
        return err_set(err, ERR_CANCELLED, "stopped");
    }
    if (part == 1) {
        struct total total;
        int64_t sent = 0;
        if (!query_sum(load->store, load->scope->period.from, load->scope->period.to, &total,
                       err)) {
            return false;
        }
        total_get(&total, COUNTER_SENT, &sent);
        *result = arena_printf(load->arena, "sent %d", (int)sent);
        return *result || err_memory(err);
    }
    struct plain_names *names = ARENA_NEW(load->arena, struct plain_names);
    if (!names || !query_names(load->store, load->arena, &names->names, &names->count, err)) {
        return names ? false : err_memory(err);
    }
    *result = names;
    return true;
}

static void start(void *data, int64_t number)
{
    ((struct plain_state *)data)->number = number;
}

static void take(void *data, int part, const void *result)
{
    struct plain_state *state = data;
    const struct plain_names *names = result;
    if (part == 1) {
        state->sum = result;
        return;
    }
    state->names = names->names;
    state->count = names->count;
    state->selected = state->selected < state->count ? state->selected : 0;
}

static void ask(const void *data, const struct view_context *context, struct view_ask *ask)
{
    const struct plain_state *state = data;
    (void)context;
    if (state->count > 0) {
        ask->what = 1;
        ask->number = state->names[state->selected].number;
    }
}

static bool read_ask(const struct view_load *load, const struct view_ask *ask, const void **result,
                     struct err *err)
{
    struct campaign_row row;
    if (!query_campaign(load->store, load->arena, ask->number, DAY_NONE, INT32_MAX, &row, err)) {
        return false;
    }
    *result = arena_printf(load->arena, "answer: %s", row.name);
    return *result || err_memory(err);
}

static void answer(void *data, const struct view_ask *ask, const void *result)
{
    (void)ask;
    ((struct plain_state *)data)->answer = result;
}

static void draw(void *data, const struct area *body, const struct view_context *context)
{
    struct plain_state *state = data;
    struct strbuf line = STRBUF_INIT;
    (void)context;
    strbuf_printf(&line, "view %d: %s, %s", (int)state->number, state->sum ? state->sum : "reading",
                  state->answer ? state->answer : "no answer");
    area_text(body, 0, 0, PEN(ROLE_TEXT), strbuf_text(&line));
    strbuf_free(&line);
    for (size_t i = 0; i < state->count; i++) {
        int y = 1 + (int)i;
        area_text(body, 2, y, PEN(ROLE_TEXT), state->names[i].name);
        if (i == state->selected) {
            area_text(body, 0, y, PEN(ROLE_MARKER), ">");
        }
    }
}

static struct view_effect act(void *data, enum action action, struct key key,
                              const struct view_context *context)
{
    struct plain_state *state = data;
    struct view_effect effect = {.what = VIEW_REDRAW};
    (void)context;
    if (action == ACTION_DOWN && state->selected + 1 < state->count) {
        state->selected++;
    } else if (action == ACTION_UP && state->selected > 0) {
        state->selected--;
    } else if (action == ACTION_OPEN && state->count > 0) {
        effect.what = VIEW_CAMPAIGN;
        effect.number = state->names[state->selected].number;
    } else if (action == ACTION_UNDO) {
        effect =
            (struct view_effect){.what = VIEW_UNDO, .number = 1, .words = "Undo the first import?"};
    } else if (action == ACTION_MARK && state->mark_count < ARRAY_COUNT(state->marks)) {
        state->marks[state->mark_count++] = state->names[state->selected].number;
    } else if (action == ACTION_SORT) {
        effect = (struct view_effect){.what = VIEW_SAY, .words = "sorted"};
    } else if (action == ACTION_NONE && key.code == KC_CLICK && key.y >= 1 &&
               (size_t)key.y - 1 < state->count) {
        state->selected = (size_t)key.y - 1;
    } else {
        effect.what = VIEW_IGNORED;
    }
    return effect;
}

static void counts(const void *data, int64_t *matching, int64_t *all)
{
    const struct plain_state *state = data;
    *matching = *all = (int64_t)state->count;
}

static bool point(const void *data, int64_t *number, const char **column)
{
    const struct plain_state *state = data;
    *number = state->count ? state->names[state->selected].number : -1;
    *column = "ctr";
    return state->count > 0;
}

static bool campaign(const void *data, int64_t *number)
{
    const struct plain_state *state = data;
    *number = state->count ? state->names[state->selected].number : 0;
    return state->count > 0;
}

/* Every message has its campaign. */
static void hidden(const void *data, struct action_set *set)
{
    (void)data;
    action_set_add(set, ACTION_ASSIGN, true);
}

static size_t marked(const void *data, const int64_t **numbers)
{
    *numbers = ((const struct plain_state *)data)->marks;
    return ((const struct plain_state *)data)->mark_count;
}

static const struct view_ops overview = {.name = "overview",
                                         .title = "Overview",
                                         .tab = 1,
                                         .where = IN_OVERVIEW,
                                         .state_size = sizeof(struct plain_state),
                                         .start = start,
                                         .parts = 2,
                                         .load = load,
                                         .take = take,
                                         .draw = draw,
                                         .act = act,
                                         .point = point};
static const struct view_ops campaigns = {.name = "campaigns",
                                          .title = "Campaigns",
                                          .tab = 2,
                                          .where = IN_CAMPAIGNS,
                                          .state_size = sizeof(struct plain_state),
                                          .start = start,
                                          .parts = 2,
                                          .load = load,
                                          .take = take,
                                          .ask = ask,
                                          .read = read_ask,
                                          .answer = answer,
                                          .draw = draw,
                                          .act = act,
                                          .counts = counts,
                                          .campaign = campaign,
                                          .marked = marked,
                                          .hidden = hidden,
                                          .point = point};
static const struct view_ops imports = {.name = "imports",
                                        .title = "Imports",
                                        .tab = 9,
                                        .where = IN_IMPORTS,
                                        .state_size = sizeof(struct plain_state),
                                        .parts = 2,
                                        .load = load,
                                        .take = take,
                                        .draw = draw,
                                        .act = act};
static const struct view_ops detail = {.name = "detail",
                                       .title = "Campaign",
                                       .where = IN_DETAIL,
                                       .state_size = sizeof(struct plain_state),
                                       .start = start,
                                       .parts = 2,
                                       .load = load,
                                       .take = take,
                                       .draw = draw,
                                       .act = act,
                                       .hidden = hidden};

/* --- the first screen ------------------------------------------------------------------------ */

static bool first_load(const struct view_load *load, int64_t number, int part, const void **result,
                       struct err *err)
{
    (void)number;
    (void)part;
    *result = arena_printf(load->arena, "no campaigns, %s", load->store ? "store" : "no store");
    return *result || err_memory(err);
}

static void first_take(void *data, int part, const void *result)
{
    (void)part;
    ((struct plain_state *)data)->sum = result;
}

static void first_draw(void *data, const struct area *body, const struct view_context *context)
{
    (void)context;
    area_text(body, 0, 0, PEN(ROLE_TEXT), ((struct plain_state *)data)->sum);
}

static const struct view_ops first = {.name = "first",
                                      .title = "First",
                                      .where = IN_EMPTY,
                                      .state_size = sizeof(struct plain_state),
                                      .parts = 1,
                                      .load = first_load,
                                      .take = first_take,
                                      .draw = first_draw};

static const struct view_ops *const all[] = {&overview, &campaigns, &imports, NULL};

const struct app_views plain_views = {all, &first, &detail};

static bool never(const struct scope *scope)
{
    (void)scope;
    return false;
}

#define PLAIN_PAGE(view, view_title, number, place, when)                                          \
    static const struct view_ops view = {.name = view_title,                                       \
                                         .title = view_title,                                      \
                                         .tab = number,                                            \
                                         .where = place,                                           \
                                         .state_size = sizeof(struct plain_state),                 \
                                         .parts = 2,                                               \
                                         .offered = when,                                          \
                                         .load = load,                                             \
                                         .take = take,                                             \
                                         .draw = draw,                                             \
                                         .act = act}
PLAIN_PAGE(table, "Table", 5, IN_BREAKDOWN, NULL);
PLAIN_PAGE(heat, "Heat", 5, IN_HEAT, never);
PLAIN_PAGE(failures, "Failures", 5, IN_FAILURES, NULL);
PLAIN_PAGE(feedback, "Feedback", 7, IN_FEEDBACK, never);

static const struct view_ops *const paged[] = {&overview, &campaigns, &table,   &heat,
                                               &failures, &feedback,  &imports, NULL};

const struct app_views paged_views = {paged, &first, &detail};

/* --- stores ---------------------------------------------------------------------------------- */

static struct arena *lasting(void)
{
    static struct arena *arena;
    if (!arena) {
        arena = arena_new();
    }
    return arena;
}

const struct benchmarks *plain_sets(void)
{
    struct err err = ERR_INIT;
    const struct benchmarks *sets = benchmarks_load(lasting(), NULL, &err);
    check_ok(sets, &err);
    return sets;
}

const struct settings *plain_settings(void)
{
    struct err err = ERR_INIT;
    const struct settings *settings = settings_load(lasting(), NULL, NULL, &err);
    check_ok(settings, &err);
    return settings;
}

void plain_campaign(struct fixture *fixture, const char *name)
{
    char file[96];
    struct figures row = FIGURES(.campaign = name, .month = 9, .day = 1, .sent = 100,
                                 .delivered = 90, .clickers = 20);
    snprintf(file, sizeof file, "%s.csv", name);
    import_figures(fixture, file, &row, 1);
}

void plain_store(struct fixture *fixture, int campaigns_wanted)
{
    fixture_open(fixture, NULL);
    for (int i = 1; i <= campaigns_wanted; i++) {
        char name[32];
        snprintf(name, sizeof name, "Campaign %d", i);
        plain_campaign(fixture, name);
    }
}

struct app_options plain_options(const char *path, const struct clock *clock)
{
    return (struct app_options){.store = path,
                                .clock = clock,
                                .settings = plain_settings(),
                                .sets = plain_sets(),
                                .request = SCOPE_REQUEST_INIT};
}

/* --- the dashboard without a terminal -------------------------------------------------------- */

void rig_begin(struct rig *rig, int campaigns_wanted)
{
    rig_begin_with(rig, campaigns_wanted, &plain_views);
}

void rig_begin_with(struct rig *rig, int campaigns_wanted, const struct app_views *views)
{
    struct err err = ERR_INIT;
    memset(rig, 0, sizeof *rig);
    plain_store(&rig->fixture, campaigns_wanted < 0 ? 0 : campaigns_wanted);
    if (campaigns_wanted < 0) {
        static int number;
        snprintf(rig->fixture.path, sizeof rig->fixture.path, "%s/none-%d.db", check_folder(),
                 ++number);
    }
    rig->options = plain_options(rig->fixture.path, &rig->fixture.clock);
    check_ok(app_begin(&rig->app, &rig->options, views, &err), &err);
    rig->app.width = 80;
    rig->app.height = 24;
    rig->canvas = canvas_new(80, 24, rig->app.flags);
    check_ok(app_start(&rig->app, &err), &err);
}

void rig_forget(struct rig *rig)
{
    canvas_free(rig->canvas);
    canvas_free(rig->kept);
    strbuf_free(&rig->text);
}

void rig_end(struct rig *rig)
{
    app_end(&rig->app);
    rig_forget(rig);
    fixture_close(&rig->fixture);
}

void rig_keys(struct rig *rig, const char *keys)
{
    while (*keys && !rig->app.quit) {
        const char *end = *keys == '<' ? strchr(keys, '>') : NULL;
        struct key key;
        assert_true(end ? key_parse(keys + 1, (size_t)(end - keys - 1), &key)
                        : key_parse(*keys == ' ' ? "Space" : keys, *keys == ' ' ? 5 : 1, &key));
        keys = end ? end + 1 : keys + 1;
        app_key(&rig->app, key);
    }
}

void rig_click(struct rig *rig, int x, int y)
{
    app_key(&rig->app, (struct key){.code = KC_CLICK, .x = (int16_t)x, .y = (int16_t)y});
}

/* A picture of which rows are taken over from the one before is what it is drawn from scratch. */
static void draw_as_desk(struct rig *rig)
{
    struct app *app = &rig->app;
    struct canvas *kept = rig->kept, *whole = rig->canvas;
    if (!kept || kept->width != whole->width || kept->height != whole->height ||
        kept->flags != whole->flags) {
        canvas_free(kept);
        rig->kept = kept = canvas_new(whole->width, whole->height, whole->flags);
        assert_non_null(kept);
        kept_start(kept);
        assert_non_null(kept->kept);
        app->dirty = true;
    }
    bool drawn = app->dirty || app->moved;
    if (app->dirty) {
        app_draw(app, kept);
    } else if (app->moved) {
        app_draw_moved(app, kept);
    }
    app->dirty = app->moved = false;
    app_draw(app, whole);
    for (int y = 0; drawn && y < whole->height; y++) {
        size_t from = (size_t)y * (size_t)whole->width;
        if (memcmp(&whole->cells[from], &kept->cells[from],
                   (size_t)whole->width * sizeof *whole->cells) != 0) {
            fail_msg("line %d is not what it was kept as", y);
        }
    }
    assert_true(!drawn || (whole->cursor_x == kept->cursor_x && whole->cursor_y == kept->cursor_y));
}

const char *rig_look(struct rig *rig)
{
    struct app *app = &rig->app;
    app_take_messages(app);
    app_look_at_chore(app);
    app_look_at_reading(app);
    draw_as_desk(rig);
    app_ask_for_more(app);
    strbuf_clear(&rig->text);
    write_text(&rig->text, rig->canvas);
    return strbuf_text(&rig->text);
}

void rig_calm(struct rig *rig)
{
    do {
        rig_look(rig);
        poll(NULL, 0, 2);
    } while (app_target(&rig->app)->pending || rig->app.asking);
}

void rig_shoot(struct rig *rig, const char *name)
{
    static const struct {
        int width, height;
    } sizes[] = {{80, 24}, {60, 16}, {120, 40}};
    unsigned flags = rig->app.flags;
    for (size_t i = 0; i < ARRAY_COUNT(sizes); i++) {
        for (int ascii = 0; ascii < 2; ascii++) {
            char file[80];
            struct canvas *before = rig->canvas;
            rig->app.flags = ascii ? flags | CANVAS_ASCII : flags & ~(unsigned)CANVAS_ASCII;
            rig->app.width = sizes[i].width;
            rig->app.height = sizes[i].height;
            rig->canvas = canvas_new(sizes[i].width, sizes[i].height, rig->app.flags);
            assert_non_null(rig->canvas);
            canvas_free(before);
            rig_calm(rig);
            snprintf(file, sizeof file, "%s-%dx%d%s", name, sizes[i].width, sizes[i].height,
                     ascii ? "-ascii" : "");
            golden_canvas(file, rig->canvas);
        }
    }
    rig->app.flags = flags;
}

static void wait_for(struct rig *rig, const char *text, bool there)
{
    while ((strstr(rig_look(rig), text) != NULL) != there) {
        struct pollfd fds[2] = {{.fd = worker_fd(rig->app.worker), .events = POLLIN}};
        nfds_t count = 1;
        if (rig->app.chore) {
            fds[count++] = (struct pollfd){.fd = chore_fd(rig->app.chore), .events = POLLIN};
        }
        int soon = app_reading_wait(&rig->app);
        if (poll(fds, count, soon < 0 ? 30000 : soon) <= 0 && soon < 0) {
            fail_msg("%s \"%s\":\n%s", there ? "never" : "always", text, rig_look(rig));
        }
    }
}

void rig_wait(struct rig *rig, const char *text)
{
    wait_for(rig, text, true);
}

void rig_wait_gone(struct rig *rig, const char *text)
{
    wait_for(rig, text, false);
}

void rig_expect(struct rig *rig, const char *text)
{
    if (!strstr(rig_look(rig), text)) {
        fail_msg("no \"%s\":\n%s", text, rig_look(rig));
    }
}
