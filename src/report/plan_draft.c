/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/plan_draft.h"

#include <math.h>

#include "report/compare.h"
#include "store/plans.h"

#define LIFT 0.1

static bool look_for_plan(struct arena *arena, struct store *store, struct plan_draft *draft,
                          struct err *err)
{
    const struct planned *planned;
    struct plan_row *rows;
    size_t count;
    if (!planned_read(arena, store, draft->campaign, &planned, err) ||
        !plans_list(store, arena, draft->campaign, &rows, &count, err)) {
        return false;
    }
    draft->stands = planned != NULL;
    draft->brings_back = planned ? planned->count > 1 : count > 0;
    if (planned) {
        draft->plan = *planned->plan;
    }
    return true;
}

static double whole_rate(const struct compare *compare)
{
    double x = 0, n = 0;
    for (size_t i = 0; i < compare->arm_count; i++) {
        x += (double)compare->kpis[0].arms[i].count.x;
        n += (double)compare->kpis[0].arms[i].count.n;
    }
    return n > 0 ? round(1000 * x / n) / 1000 : 0;
}

static void begin_plan(struct plan_draft *draft, const struct compare *compare)
{
    struct plan *plan = &draft->plan;
    bool splits = compare->by == ATTR_VARIANT || compare->by == ATTR_TEMPLATE;
    plan->by = splits ? compare->by : ATTR_VARIANT;
    plan->goal = compare->goal;
    for (size_t i = 0; splits && i < compare->arm_count; i++) {
        plan->arms[plan->arm_count++] = (struct plan_arm){compare->arms[i].name, 1};
    }
    plan->baseline = whole_rate(compare);
    plan->lift = LIFT;
    plan->power = COMPARE_POWER;
    if (draft->first_day != DAY_NONE && draft->first_day < draft->today) {
        plan->assigned = PLAN_AT_RANDOM;
    }
}

bool plan_draft(struct arena *arena, struct store *store, const struct scope *scope,
                int64_t campaign, struct cancel *cancel, const struct plan_draft **draft,
                struct err *err)
{
    struct plan_draft *made = ARENA_NEW(arena, struct plan_draft);
    struct scope *all = ARENA_NEW(arena, struct scope);
    struct compare_request request = {
        .campaigns = &campaign, .campaign_count = 1, .by = ATTR_NONE, .goal = KPI_NONE};
    const struct compare *compare;
    struct campaign_row row;
    if (!made || !all) {
        return err_memory(err);
    }
    *all = *scope;
    all->options.base = RATE_BASE_SENT;
    *made = (struct plan_draft){
        .campaign = campaign, .plan = PLAN_INIT, .first_day = DAY_NONE, .today = scope->today};
    if (!query_campaign(store, arena, campaign, DAY_NONE, INT32_MAX, &row, err) ||
        !look_for_plan(arena, store, made, err) ||
        !compare_build(arena, store, all, &request, cancel, &compare, err)) {
        return false;
    }
    made->name = row.name;
    made->first_day = compare->first_day;
    if (!made->stands) {
        begin_plan(made, compare);
    }
    made->plan.campaign = made->name;
    *draft = made;
    return true;
}
