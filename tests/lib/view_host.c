/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/view_host.h"

#include "base/mem.h"

void view_host_start(struct view_host *host, const struct view_ops *view, int64_t number,
                     struct store *store, const struct scope *scope)
{
    static const struct action_set nothing = {.has = {false}};
    struct err err = ERR_INIT;
    memset(host, 0, sizeof *host);
    host->view = view;
    host->number = number;
    host->state = mem_new(1, view->state_size ? view->state_size : 1);
    assert_non_null(host->state);
    check_ok(keymap_init(&host->keys, &err), &err);
    host->load = (struct view_load){.store = store, .scope = scope};
    host->context = (struct view_context){
        .keys = &host->keys, .scope = scope, .width = 80, .height = 21, .hidden = &nothing};
    if (view->start) {
        view->start(host->state, number);
    }
}

bool view_host_hides(const struct view_host *host, enum action action)
{
    struct action_set set = {.has = {false}};
    host->view->hidden(host->state, &set);
    return set.has[action];
}

void view_host_stop(struct view_host *host)
{
    if (host->view->stop) {
        host->view->stop(host->state);
    }
    mem_free(host->state);
    for (size_t i = 0; i < VIEW_HOST_PARTS; i++) {
        arena_free(host->parts[i]);
    }
    arena_free(host->answers);
    arena_free(host->answers_before);
    canvas_free(host->canvas);
}

static struct arena *new_arena(void)
{
    struct arena *arena = arena_new();
    assert_non_null(arena);
    return arena;
}

void view_host_load(struct view_host *host, int parts)
{
    int count = parts < 0 || parts > host->view->parts ? host->view->parts : parts;
    assert_true(host->view->parts <= VIEW_HOST_PARTS);
    for (int part = 0; part < count; part++) {
        struct err err = ERR_INIT;
        struct arena *before = host->parts[part];
        const void *result = NULL;
        host->load.arena = host->parts[part] = new_arena();
        check_ok(host->view->load(&host->load, host->number, part, &result, &err), &err);
        host->view->take(host->state, part, result);
        arena_free(before);
    }
    if (host->answers) {
        arena_free(host->answers_before);
        host->answers_before = host->answers;
        host->answers = NULL;
    }
    memset(&host->asked, 0, sizeof host->asked);
}

void view_host_answer(struct view_host *host)
{
    for (int i = 0; host->view->ask && i < 50; i++) {
        struct view_ask ask = {0};
        struct err err = ERR_INIT;
        const void *result = NULL;
        host->view->ask(host->state, &host->context, &ask);
        if (ask.what == 0 || memcmp(&ask, &host->asked, sizeof ask) == 0) {
            return;
        }
        host->asked = ask;
        host->answers = host->answers ? host->answers : new_arena();
        host->load.arena = host->answers;
        check_ok(host->view->read(&host->load, &ask, &result, &err), &err);
        host->view->answer(host->state, &ask, result);
        arena_free(host->answers_before);
        host->answers_before = NULL;
    }
}

struct view_effect view_host_act(struct view_host *host, enum action action)
{
    return host->view->act(host->state, action, (struct key){0}, &host->context);
}

struct view_effect view_host_click(struct view_host *host, int x, int y)
{
    struct key key = {.code = KC_CLICK, .x = (int16_t)x, .y = (int16_t)y};
    return host->view->act(host->state, ACTION_NONE, key, &host->context);
}

struct canvas *view_host_draw(struct view_host *host, int width, int height, unsigned flags)
{
    canvas_free(host->canvas);
    host->canvas = canvas_new(width, height, flags);
    assert_non_null(host->canvas);
    host->context.width = width;
    host->context.height = height;
    host->context.ascii = (flags & CANVAS_ASCII) != 0;
    struct area body = area_of(host->canvas);
    host->view->draw(host->state, &body, &host->context);
    return host->canvas;
}
