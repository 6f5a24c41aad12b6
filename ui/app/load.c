/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/load.h"

#include "base/mem.h"

static bool copy_request(struct load *load, const struct scope_request *request)
{
    load->request = *request;
    load->request.benchmark = arena_strdup(load->arena, request->benchmark);
    load->request.where = arena_strdup(load->arena, request->where);
    return (!request->benchmark || load->request.benchmark) &&
           (!request->where || load->request.where);
}

struct load *load_new(const struct view_ops *view, int64_t number,
                      const struct scope_request *request, struct err *err)
{
    struct load *load = mem_new(1, sizeof *load);
    if (!load) {
        err_memory(err);
        return NULL;
    }
    atomic_init(&load->users, 1);
    load->view = view;
    load->shown = view;
    load->number = number;
    load->arena = arena_new();
    if (!load->arena || !copy_request(load, request)) {
        err_memory(err);
        load_drop(load);
        return NULL;
    }
    return load;
}

struct load *load_hold(struct load *load)
{
    atomic_fetch_add(&load->users, 1);
    return load;
}

void load_drop(struct load *load)
{
    if (load && atomic_fetch_sub(&load->users, 1) == 1) {
        arena_free(load->arena);
        mem_free(load);
    }
}
