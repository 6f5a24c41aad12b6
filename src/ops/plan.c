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
    const char *document = ok ? plan_document_write(arena, plan) : NULL;
    ok = ok && (document || err_memory(err)) && plans_put(store, campaign, document, err);
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
