/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/chore_private.h"

#include "base/i18n.h"
#include "config/plan_document.h"
#include "ops/plan.h"

static bool resolve(struct chore *chore, struct store *store, struct scope *scope, struct err *err)
{
    struct scope_request request = SCOPE_REQUEST_INIT;
    request.options = chore->options.figures;
    return scope_resolve(chore->arena, store, chore->options.sets, &request, &chore->cancel, scope,
                         err);
}

bool chore_plan_read(struct chore *chore, struct store *store, struct err *err)
{
    struct scope *scope = ARENA_NEW(chore->arena, struct scope);
    return (scope || err_memory(err)) && resolve(chore, store, scope, err) &&
           plan_draft(chore->arena, store, scope, chore->options.number, &chore->cancel,
                      &chore->result.draft, err);
}

/* It is kept by now: that no words about it can be had is no failure. */
static bool put_words(struct chore *chore, struct store *store, int64_t campaign, struct err *err)
{
    struct scope *scope = ARENA_NEW(chore->arena, struct scope);
    const struct planned_page *page;
    struct err ignored = ERR_INIT;
    if (!scope) {
        return err_memory(err);
    }
    if (resolve(chore, store, scope, &ignored) &&
        planned_build(chore->arena, store, scope, campaign, &page, &ignored)) {
        chore->result.lines = page->lines;
        chore->result.line_count = page->line_count;
        chore->result.title = page->title;
    }
    return true;
}

bool chore_plan_keep(struct chore *chore, struct store *store, struct err *err)
{
    struct plan plan;
    int64_t campaign = chore->options.number;
    bool again = campaign != CHORE_NEW_PLAN;
    if (!plan_document_read(chore->arena, chore->options.text, &plan, err)) {
        return false;
    }
    if (!again &&
        !planned_find(chore->arena, store, plan.campaign, true, &campaign, &plan.campaign, err)) {
        return false;
    }
    return (again ? plan_edit(store, campaign, &plan, err)
                  : plan_declare(store, campaign, &plan, err)) &&
           put_words(chore, store, campaign, err);
}

bool chore_plan_drop(struct chore *chore, struct store *store, struct err *err)
{
    return plans_drop(store, chore->options.number, err);
}

bool chore_plan_undo(struct chore *chore, struct store *store, struct err *err)
{
    return plan_undo(store, chore->options.number, err) &&
           put_words(chore, store, chore->options.number, err);
}
