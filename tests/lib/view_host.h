/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One view without the dashboard around it: reads what it wants at once, in the same thread, gives
 * it actions, and draws it on a canvas.
 */
#ifndef CAMPANE_TESTS_LIB_VIEW_HOST_H
#define CAMPANE_TESTS_LIB_VIEW_HOST_H

#include "lib/check.h"
#include "ui/views/view.h"

#define VIEW_HOST_PARTS 4

struct view_host {
    const struct view_ops *view;
    int64_t number;
    void *state;
    struct arena *parts[VIEW_HOST_PARTS]; /* what was read last, part by part */
    struct arena *answers, *answers_before;
    struct view_load load;
    struct view_ask asked;
    struct keymap keys;
    struct view_context context;
    struct canvas *canvas;
};

/* A view of a size, nothing read yet. store and scope NULL: there is none; both are lent. */
void view_host_start(struct view_host *host, const struct view_ops *view, int64_t number,
                     struct store *store, const struct scope *scope);
void view_host_stop(struct view_host *host);

/* Whether the view says that the action makes no sense now. */
bool view_host_hides(const struct view_host *host, enum action action);

/* Read the first so many parts (-1: all) and hand them over; a part that was read before is freed
 * once the new one was taken, and answers with the first new answer. */
void view_host_load(struct view_host *host, int parts);

/* Answer what the view asks until it asks nothing new. */
void view_host_answer(struct view_host *host);

/* One action, as the dashboard would hand it on. */
struct view_effect view_host_act(struct view_host *host, enum action action);
struct view_effect view_host_click(struct view_host *host, int x, int y);

/* Draw it into a fresh canvas of the size and flags; lent until the next call. */
struct canvas *view_host_draw(struct view_host *host, int width, int height, unsigned flags);

#endif
