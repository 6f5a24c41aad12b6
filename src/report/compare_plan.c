/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan behind a comparison: which of its terms hold for what is asked, and whether it was there
 * before the results.
 */
#include <string.h>

#include "base/i18n.h"
#include "report/compare_private.h"

/* Whether the arms that were asked for are those of the plan, in its order. */
static bool same_arms(const struct compare_request *request, const struct plan *plan)
{
    if (!request->arms || !plan->arm_count) {
        return true;
    }
    bool same = request->arm_count == plan->arm_count;
    for (size_t i = 0; same && i < plan->arm_count; i++) {
        same = strcmp(request->arms[i], plan->arms[i].name) == 0;
    }
    return same;
}

static bool goal_same(const struct compare_request *asked, const struct plan *plan)
{
    return asked->goal == KPI_NONE || plan->goal == KPI_NONE || asked->goal == plan->goal;
}

static bool note_other(struct compare_builder *builder, const char *what)
{
    return compare_note(builder, arena_printf(builder->arena,
                                              _("A plan stands, but for another %s: it is not used "
                                                "here."),
                                              what));
}

static bool take_arms(struct compare_builder *builder, const struct plan *plan,
                      struct compare_plan *terms)
{
    if (!plan->arm_count) {
        return true;
    }
    const char **arms = ARENA_ARRAY(builder->arena, const char *, plan->arm_count);
    double *weights = ARENA_ARRAY(builder->arena, double, plan->arm_count);
    if (!arms || !weights) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < plan->arm_count; i++) {
        arms[i] = plan->arms[i].name;
        weights[i] = planned_weight(plan, i);
    }
    builder->asked.arms = arms;
    builder->asked.arm_count = plan->arm_count;
    terms->weights = weights;
    return true;
}

static enum compare_randomized assigned_of(const struct plan *plan)
{
    return plan->assigned == PLAN_AT_RANDOM       ? COMPARE_RANDOM
           : plan->assigned == PLAN_NOT_AT_RANDOM ? COMPARE_NOT_RANDOM
                                                  : COMPARE_UNSAID;
}

/* What it says of other arms or attributes says nothing here; of another goal the end does not
 * hold. */
static bool take(struct compare_builder *builder, const struct plan *plan)
{
    struct compare_request *asked = &builder->asked;
    if (plan->by != ATTR_NONE && asked->by != ATTR_NONE && asked->by != plan->by) {
        return note_other(builder, _("attribute"));
    }
    if (!same_arms(asked, plan)) {
        return note_other(builder, _("choice of arms"));
    }
    struct compare_plan *terms = ARENA_NEW(builder->arena, struct compare_plan);
    if (!terms || !take_arms(builder, plan, terms)) {
        return terms ? false : err_memory(builder->err);
    }
    asked->by = plan->by != ATTR_NONE ? plan->by : asked->by;
    terms->randomized = assigned_of(plan);
    terms->weighted = plan->weighted;
    terms->same_within = goal_same(asked, plan) ? plan->same_within : 0;
    terms->margin_count = plan->guardrail_count;
    for (size_t i = 0; i < plan->guardrail_count; i++) {
        terms->margins[i] = plan->guardrails[i];
    }
    bool goal = goal_same(asked, plan);
    if (goal) {
        asked->goal = plan->goal != KPI_NONE ? plan->goal : asked->goal;
        terms->recipients = (double)plan->per_arm * (double)plan->arm_count;
        terms->has_until = terms->recipients <= 0 && plan->until != DAY_NONE;
        terms->until = plan->until;
    }
    asked->plan = terms;
    builder->compare->plan = terms;
    return goal || note_other(builder, _("goal"));
}

bool compare_find_plan(struct compare_builder *builder)
{
    builder->asked = *builder->request;
    builder->request = &builder->asked;
    if (builder->asked.plan || builder->compare->campaigns) {
        return true;
    }
    const struct planned *planned;
    if (!planned_read(builder->arena, builder->store, builder->asked.campaigns[0], &planned,
                      builder->err)) {
        return false;
    }
    builder->compare->planned = planned;
    return !planned || take(builder, planned->plan);
}

/* A plan that was away while results came in is still the one that was declared; whoever reads the
 * verdict is told. */
static bool note_back(struct compare_builder *builder)
{
    const struct planned *planned = builder->compare->planned;
    const struct planned_version *last = &planned->versions[planned->count - 1];
    int32_t first = builder->compare->first_day, today = builder->scope->today;
    char away[WORDS_SIZE], back[WORDS_SIZE];
    if (last->back_day == DAY_NONE || last->away_day == DAY_NONE || first == DAY_NONE ||
        last->back_day <= first) {
        return true;
    }
    return compare_note(builder,
                        arena_printf(builder->arena,
                                     _("The plan was changed on %s and brought back on %s."),
                                     words_day(last->away_day, today, away),
                                     words_day(last->back_day, today, back)));
}

/* The end of the plan counts where it was set before the results and all days are looked at. */
bool compare_plan_holds(struct compare_builder *builder, bool *holds)
{
    struct compare *compare = builder->compare;
    const struct compare_plan *terms = compare->plan;
    *holds = terms && (terms->recipients > 0 || terms->has_until);
    if (!*holds || !compare->planned) {
        return true;
    }
    char day[WORDS_SIZE];
    const char *words = NULL;
    words_day(planned_since(compare->planned), builder->scope->today, day);
    if (!scope_is_everything(builder->scope)) {
        words = arena_strdup(builder->arena, _("The plan is for all days: this part of them is "
                                               "judged as without a plan."));
    } else {
        switch (planned_use_of(compare->planned, compare->first_day)) {
        case PLANNED_WAITS:
        case PLANNED_NO_END:
            return true;
        case PLANNED_BOUNDARY:
            return note_back(builder);
        case PLANNED_EDITED:
            words = arena_printf(builder->arena,
                                 _("The plan was edited on %s, after the first day: judged as "
                                   "without a plan."),
                                 day);
            break;
        case PLANNED_LATE:
            words = arena_printf(builder->arena,
                                 _("The plan was made on %s, after the first day: judged as "
                                   "without a plan."),
                                 day);
            break;
        }
    }
    *holds = false;
    return compare_note(builder, words);
}

/* How much of the planned time is over with each day; NULL where the end is no date. Once the end
 * has passed, the last day of sends is the end. */
bool compare_plan_elapsed(struct compare_builder *builder)
{
    const struct compare *compare = builder->compare;
    const struct compare_plan *terms = compare->plan;
    if (compare->mode != COMPARE_PLANNED || !terms->has_until) {
        return true;
    }
    double *elapsed = ARENA_ARRAY(builder->arena, double, builder->day_count);
    if (!elapsed) {
        return err_memory(builder->err);
    }
    double span = (double)terms->until - compare->first_day + 1;
    size_t last = builder->day_count;
    for (size_t day = 0; day < builder->day_count; day++) {
        double passed = (double)builder->days[day] - compare->first_day + 1;
        elapsed[day] = builder->days[day] >= terms->until || !(span > 0) ? 1 : passed / span;
        elapsed[day] = elapsed[day] > 0 ? elapsed[day] : 0;
        last = builder->days[day] <= terms->until ? day : last;
    }
    bool passed =
        (int64_t)terms->until + 1 + compare_window(builder, compare->goal) <= builder->scope->today;
    if (passed && last < builder->day_count) {
        elapsed[last] = 1;
    }
    builder->elapsed = elapsed;
    return true;
}

/* What the plan says goes before what the configuration says of all tests. */
double compare_margin(const struct compare_builder *builder, enum kpi kpi)
{
    const struct compare_plan *plan = builder->compare->plan;
    const struct test_limits *limits = &builder->scope->limits;
    for (size_t i = 0; plan && i < plan->margin_count; i++) {
        if (plan->margins[i].kpi == kpi) {
            return plan->margins[i].margin;
        }
    }
    for (size_t i = 0; i < limits->margin_count; i++) {
        if (limits->margins[i].kpi == kpi) {
            return limits->margins[i].margin;
        }
    }
    return 0;
}
