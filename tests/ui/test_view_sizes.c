/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What holds for every screen: it draws into any area, at any moment of reading, without leaving
 * it; every action is safe in every state.
 */
#include "lib/view_host.h"
#include "lib/view_sample.h"

#include "base/mem.h"
#include "config/paths.h"

static struct view_sample sample;
static struct scope scopes[3];
static int64_t campaign;

static int set_up(void **unused)
{
    (void)unused;
    view_sample_open(&sample);
    view_sample_scope(&sample, NULL, NULL, &scopes[0]);
    view_sample_scope(&sample, "30d", NULL, &scopes[1]);
    view_sample_scope(&sample, NULL, "nobody is called so", &scopes[2]);
    campaign = view_sample_campaign(&sample, "Ventes privées d’octobre");
    return 0;
}

static int tear_down(void **unused)
{
    (void)unused;
    view_sample_close(&sample);
    return 0;
}

static const struct store_candidate candidates[] = {
    {.path = "/nowhere/campane.db", .origin = PATH_USER_DATA, .chosen = true},
    {.path = "/var/lib/campane/campane.db", .origin = PATH_SHARED, .exists = true, .owner = "crm"}};

static void start(struct view_host *host, const struct view_ops *view, const struct scope *scope)
{
    bool first = view == &view_first;
    view_host_start(host, view, view == &view_detail ? campaign : 0, first ? NULL : sample.store,
                    first ? NULL : scope);
    host->load.candidates = candidates;
    host->load.candidate_count = ARRAY_COUNT(candidates);
}

/* --- sizes ----------------------------------------------------------------------------------- */

enum { MARGIN = 3, WIDEST = 200, HIGHEST = 60 };

static bool is_untouched(const struct canvas_cell *cell)
{
    return cell->base == '#' && cell->width == 1 && cell->role == ROLE_ERROR;
}

/* Inside a canvas full of '#', all but the body must stay so. */
static void draw_inside(struct view_host *host, struct canvas *canvas, int width, int height)
{
    struct area all = area_of(canvas);
    area_fill(&all, PEN(ROLE_ERROR), '#');
    struct area body = area_in(&all, MARGIN, MARGIN, width, height);
    area_clear(&body);
    host->context.width = width;
    host->context.height = height;
    host->context.ascii = area_is_ascii(&all);
    host->view->draw(host->state, &body, &host->context);
    for (int y = 0; y < canvas->height; y++) {
        for (int x = 0; x < canvas->width; x++) {
            bool inside = x >= MARGIN && x < MARGIN + width && y >= MARGIN && y < MARGIN + height;
            const struct canvas_cell *cell = canvas_at(canvas, x, y);
            if (!inside && !is_untouched(cell)) {
                fail_msg("%s at %d x %d draws at %d,%d", host->view->name, width, height,
                         x - MARGIN, y - MARGIN);
            }
            bool ascii = !host->context.ascii || cell->base < 0x80;
            assert_true(ascii);
        }
    }
}

static void draw_all_sizes(struct view_host *host, unsigned flags, bool answer)
{
    static const int widths[] = {1,  2,  3,  5,  9,  17,  30,  45,  59,  60,  61,
                                 75, 76, 79, 80, 99, 110, 119, 120, 130, 168, 200};
    static const int heights[] = {1, 2, 3, 4, 6, 8, 10, 13, 16, 18, 21, 30, 37, 45, 57};
    struct canvas *canvas = canvas_new(WIDEST + 2 * MARGIN, HIGHEST + 2 * MARGIN, flags);
    assert_non_null(canvas);
    for (size_t w = 0; w < ARRAY_COUNT(widths); w++) {
        for (size_t h = 0; h < ARRAY_COUNT(heights); h++) {
            draw_inside(host, canvas, widths[w], heights[h]);
            if (answer) {
                view_host_answer(host);
            }
        }
    }
    canvas_free(canvas);
}

static void draws_into_any_area(void **unused)
{
    (void)unused;
    for (size_t i = 0; view_all[i]; i++) {
        for (size_t s = 0; s < ARRAY_COUNT(scopes); s++) {
            struct view_host host;
            start(&host, view_all[i], &scopes[s]);
            draw_all_sizes(&host, 0, false);
            view_host_load(&host, 1);
            draw_all_sizes(&host, CANVAS_ASCII, false);
            view_host_load(&host, -1);
            draw_all_sizes(&host, CANVAS_SHADES | CANVAS_CONSOLE, true);
            draw_all_sizes(&host, CANVAS_SIGNS, true);
            view_host_stop(&host);
        }
    }
}

/* --- actions --------------------------------------------------------------------------------- */

static void check_effect(const struct view_host *host, const struct view_effect *effect)
{
    bool has_words = effect->what != VIEW_UNDO && effect->what != VIEW_SAY;
    if (!has_words && (!effect->words || !effect->words[0])) {
        fail_msg("%s has no words", host->view->name);
    }
    if (effect->what == VIEW_TAB) {
        assert_true(effect->number >= 1 && effect->number <= 9);
    }
}

static void act_all(struct view_host *host)
{
    static const uint32_t codes[] = {KC_CLICK, KC_WHEEL_UP, KC_WHEEL_DOWN, 'a', 0};
    for (int action = ACTION_NONE; action < ACTION_COUNT; action++) {
        for (size_t i = 0; i < ARRAY_COUNT(codes); i++) {
            struct key key = {.code = codes[i], .x = 5, .y = (int16_t)(action + 1)};
            struct view_effect effect =
                host->view->act(host->state, (enum action)action, key, &host->context);
            check_effect(host, &effect);
        }
    }
    int64_t number, matching, all;
    const char *column = NULL;
    if (host->view->point && host->view->point(host->state, &number, &column)) {
        assert_non_null(column);
    }
    if (host->view->counts) {
        host->view->counts(host->state, &matching, &all);
        assert_true(matching <= all);
    }
    if (host->view->hidden) {
        struct action_set set = {.has = {false}};
        host->view->hidden(host->state, &set);
    }
}

static void every_action_is_safe_in_every_state(void **unused)
{
    (void)unused;
    struct err err = ERR_INIT;
    const struct query *search = query_parse(sample.arena, "e", &err);
    for (size_t i = 0; view_all[i]; i++) {
        for (size_t s = 0; s < ARRAY_COUNT(scopes); s++) {
            struct view_host host;
            start(&host, view_all[i], &scopes[s]);
            act_all(&host); /* nothing is there */
            view_host_draw(&host, 80, 21, 0);
            act_all(&host);
            view_host_load(&host, 1);
            act_all(&host); /* not drawn yet */
            view_host_load(&host, -1);
            act_all(&host);
            view_host_answer(&host);
            view_host_draw(&host, 80, 21, 0);
            act_all(&host);
            host.context.search = search;
            act_all(&host);
            view_host_draw(&host, 1, 1, 0);
            act_all(&host);
            view_host_stop(&host);
        }
    }
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void random_step(struct view_host *host, uint32_t *seed)
{
    uint32_t number = next_random(seed);
    struct view_effect effect;
    switch (number % 16) {
    case 0:
        view_host_draw(host, 1 + (int)(next_random(seed) % 200), 1 + (int)(next_random(seed) % 60),
                       number & CANVAS_ASCII);
        break;
    case 1:
        view_host_load(host, number & 64 ? 1 : -1);
        break;
    case 2:
    case 3:
        view_host_answer(host);
        break;
    case 4:
    case 5:
        effect =
            view_host_click(host, (int)(next_random(seed) % 120), (int)(next_random(seed) % 40));
        check_effect(host, &effect);
        break;
    default:
        effect = view_host_act(host, (enum action)(next_random(seed) % ACTION_COUNT));
        check_effect(host, &effect);
        view_host_draw(host, host->context.width, host->context.height, 0);
    }
}

static void any_sequence_is_safe(void **unused)
{
    (void)unused;
    uint32_t seed = 20261031;
    for (size_t i = 0; view_all[i]; i++) {
        struct view_host host;
        start(&host, view_all[i], &scopes[0]);
        for (int step = 0; step < 400; step++) {
            random_step(&host, &seed);
        }
        view_host_stop(&host);
    }
}

/* --- without memory -------------------------------------------------------------------------- */

/* Reading fails as it should; showing goes on with what it has. */
static void out_of_memory_is_an_ordinary_failure(void **unused)
{
    (void)unused;
    for (size_t i = 0; view_all[i]; i++) {
        const struct view_ops *view = view_all[i];
        struct view_host host;
        start(&host, view, &scopes[0]);
        view_host_load(&host, -1);
        for (int part = 0; part < view->parts; part++) {
            bool done = false;
            for (uint64_t n = 1; !done; n += n < 60 ? 1 : 37) {
                struct err err = ERR_INIT;
                const void *result = NULL;
                struct view_load load = host.load;
                load.arena = arena_new();
                assert_non_null(load.arena);
                mem_fault_after(n, true);
                done = view->load(&load, host.number, part, &result, &err);
                mem_fault_after(0, false);
                assert_true(done ? result != NULL : err.code != ERR_NONE && !result);
                arena_free(load.arena);
            }
        }
        struct canvas *canvas = canvas_new(120, 37, 0);
        struct area body = area_of(canvas);
        mem_fault_after(1, true);
        view->draw(host.state, &body, &host.context);
        view_host_act(&host, ACTION_DOWN);
        mem_fault_after(0, false);
        canvas_free(canvas);
        view_host_stop(&host);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_into_any_area),
        cmocka_unit_test(every_action_is_safe_in_every_state),
        cmocka_unit_test(any_sequence_is_safe),
        cmocka_unit_test(out_of_memory_is_an_ordinary_failure),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
