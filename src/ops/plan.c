/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ops/plan.h"

#include <string.h>

#include "base/i18n.h"
#include "config/plan_document.h"

static bool named_twice(const struct plan *plan, const char **name)
{
    for (size_t i = 0; i < plan->arm_count; i++) {
        for (size_t before = 0; before < i; before++) {
            if (strcmp(plan->arms[before].name, plan->arms[i].name) == 0) {
                *name = plan->arms[i].name;
                return true;
            }
        }
    }
    return false;
}

bool plan_check(const struct plan *plan, struct err *err)
{
    const char *twice;
    if (named_twice(plan, &twice)) {
        return err_set(err, ERR_USAGE, _("\"%.80s\" is named twice"), twice);
    }
    if (plan->arm_count == 1) {
        return err_set(err, ERR_USAGE, "%s", _("a test has two arms or more"));
    }
    if (plan_has_end(plan) && !plan->arm_count) {
        err_set(err, ERR_USAGE, "%s", _("a test that has an end names its arms"));
        return err_todo(err, "%s", "--arms A:50,B:50");
    }
    if (!plan_has_end(plan) && plan->assigned == PLAN_UNSAID && !plan->weighted) {
        err_set(err, ERR_USAGE, "%s", _("a plan says when the test ends"));
        return err_todo(err, "%s",
                        _("--per-arm N, --until DATE, or --baseline and --lift; --randomized alone "
                          "says how people were assigned"));
    }
    return true;
}

static bool put(struct store *store, int64_t campaign, const struct plan *plan, bool again,
                struct err *err)
{
    struct arena *arena = arena_new();
    struct plan_row *rows;
    size_t count = 0;
    bool ok = (arena || err_memory(err)) && plan_check(plan, err) &&
              plans_list(store, arena, campaign, &rows, &count, err);
    bool stands = ok && count > 0 && rows[count - 1].dropped_at == TIME_NONE;
    if (ok && stands && !again) {
        ok = err_set(err, ERR_USAGE, _("%.80s has a plan already"), plan->campaign);
        err_todo(err, "%s", _("campane plan edit changes it, campane plan drop takes it back"));
    } else if (ok && !stands && again) {
        ok = err_set(err, ERR_NOT_FOUND, _("%.80s has no plan to edit"), plan->campaign);
    }
    struct plan own = *plan;
    own.restores = 0;
    const char *document = ok ? plan_document_write(arena, &own) : NULL;
    ok = ok && (document || err_memory(err)) && plans_put(store, campaign, document, err);
    arena_free(arena);
    return ok;
}

/* Whether the row took the place of the one before it. */
static bool is_edit(const struct plan_row *rows, size_t row)
{
    return row > 0 && rows[row - 1].dropped_at == rows[row].made_at;
}

/* The row that says what this one brings back, or it itself; `count`: it is not there. */
static bool find_original(struct arena *arena, const struct plan_row *rows, size_t count,
                          size_t *row, struct err *err)
{
    struct plan plan;
    if (!plan_document_read(arena, rows[*row].document, &plan, err)) {
        return false;
    }
    for (size_t i = 0; plan.restores && i < count; i++) {
        if (rows[i].id == plan.restores) {
            *row = i;
            break;
        }
    }
    return true;
}

static bool bring_back(struct store *store, struct arena *arena, int64_t campaign,
                       const struct plan_row *rows, size_t count, struct err *err)
{
    size_t row = count - 1;
    bool stands = rows[row].dropped_at == TIME_NONE;
    struct plan plan;
    if (!find_original(arena, rows, count, &row, err)) {
        return false;
    }
    if (stands && !is_edit(rows, row)) {
        err_set(err, ERR_NOT_FOUND, "%s", _("the plan was not changed: there is nothing to undo"));
        return err_todo(err, "%s", _("campane plan drop takes it back"));
    }
    row -= stands;
    if (!find_original(arena, rows, count, &row, err) ||
        !plan_document_read(arena, rows[row].document, &plan, err)) {
        return false;
    }
    plan.restores = rows[row].id;
    const char *document = plan_document_write(arena, &plan);
    return document ? plans_put(store, campaign, document, err) : err_memory(err);
}

bool plan_undo(struct store *store, int64_t campaign, struct err *err)
{
    struct arena *arena = arena_new();
    struct plan_row *rows;
    size_t count = 0;
    bool ok = (arena || err_memory(err)) && plans_list(store, arena, campaign, &rows, &count, err);
    if (ok && !count) {
        ok = err_set(err, ERR_NOT_FOUND, "%s", _("this campaign never had a plan"));
    }
    ok = ok && bring_back(store, arena, campaign, rows, count, err);
    arena_free(arena);
    return ok;
}

bool plan_declare(struct store *store, int64_t campaign, const struct plan *plan, struct err *err)
{
    return put(store, campaign, plan, false, err);
}

bool plan_edit(struct store *store, int64_t campaign, const struct plan *plan, struct err *err)
{
    return put(store, campaign, plan, true, err);
}
