/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said of a plan: its terms, what it can see, whether the verdict follows it, its versions.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/compare.h"
#include "report/planned.h"
#include "report/words.h"
#include "stats/power.h"
#include "text/format.h"

struct builder {
    struct arena *arena;
    struct store *store;
    const struct scope *scope;
    int64_t campaign;
    struct planned_page *page;
    struct err *err;
    int32_t first_day;
    double pace; /* sends a day of late; 0: not known */
};

static bool say(struct builder *builder, const char *text)
{
    struct planned_page *page = builder->page;
    if (!text) {
        return err_memory(builder->err);
    }
    if (page->line_count < PLANNED_LINES_MAX) {
        page->lines[page->line_count++] = text;
    }
    return true;
}

static bool say_buffer(struct builder *builder, struct strbuf *text)
{
    const char *kept = text->failed ? NULL : arena_strdup(builder->arena, strbuf_text(text));
    strbuf_free(text);
    return say(builder, kept);
}

/* --- the campaign so far -----------------------------------------------------------------------
 */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median of the last days up to yesterday. */
static double find_pace(const struct builder *builder, const struct day_total *days, size_t count)
{
    double sent[STATS_POWER_PACE] = {0};
    int32_t last = builder->scope->today - 1, first = last - STATS_POWER_PACE + 1;
    first = first < builder->first_day ? builder->first_day : first;
    if (builder->first_day == DAY_NONE || first > last) {
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        int64_t value;
        if (days[i].day >= first && days[i].day <= last &&
            total_get(&days[i].total, COUNTER_SENT, &value)) {
            sent[days[i].day - first] = (double)value;
        }
    }
    size_t all = (size_t)(last - first) + 1;
    qsort(sent, all, sizeof *sent, by_size);
    return (sent[(all - 1) / 2] + sent[all / 2]) / 2;
}

/* A campaign without messages has none of this. */
static bool look_at_campaign(struct builder *builder)
{
    struct planned_page *page = builder->page;
    const struct plan *plan = page->planned->plan;
    enum kpi goal = plan->goal == KPI_NONE ? KPI_CTR : plan->goal;
    struct campaign_row row;
    struct day_total *days;
    size_t count;
    struct err ignored = ERR_INIT;
    page->mde_base = plan->baseline;
    if (!query_campaign(builder->store, builder->arena, builder->campaign, DAY_NONE, INT32_MAX,
                        &row, &ignored)) {
        if (ignored.code != ERR_NOT_FOUND && builder->err) {
            *builder->err = ignored;
        }
        return ignored.code == ERR_NOT_FOUND;
    }
    if (!query_campaign_days(builder->store, builder->arena, builder->campaign, DAY_NONE, INT32_MAX,
                             &days, &count, NULL, builder->err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        int64_t value;
        if (builder->first_day == DAY_NONE && total_get(&days[i].total, COUNTER_SENT, &value) &&
            value > 0) {
            builder->first_day = days[i].day;
        }
    }
    page->title = row.name;
    total_get(&row.total, COUNTER_SENT, &page->sent);
    builder->pace = find_pace(builder, days, count);
    int slot = kpi_slot_of(goal, RATE_BASE_SENT);
    if (page->mde_base <= 0 && row.total.slot[slot].tallies &&
        row.total.slot[slot].denominator > 0) {
        page->mde_base =
            (double)row.total.slot[slot].numerator / (double)row.total.slot[slot].denominator;
    }
    return true;
}

/* --- what it can see ---------------------------------------------------------------------------
 */

/* Recipients of all arms at the end; 0: not known. */
static double recipients(const struct builder *builder)
{
    const struct planned_page *page = builder->page;
    const struct plan *plan = page->planned->plan;
    if (plan->per_arm > 0) {
        return (double)plan->per_arm * (double)plan->arm_count;
    }
    double days = plan->until == DAY_NONE ? 0 : (double)plan->until - builder->scope->today + 1;
    return days > 0 && builder->pace > 0 ? (double)page->sent + builder->pace * days : 0;
}

static void look_ahead(struct builder *builder)
{
    struct planned_page *page = builder->page;
    const struct plan *plan = page->planned->plan;
    double all = recipients(builder), least = 1, other;
    double pairs = (double)(plan->arm_count * (plan->arm_count - 1)) / 2;
    bool keeps = page->use == PLANNED_WAITS || page->use == PLANNED_BOUNDARY;
    page->days_to_go = -1;
    for (size_t i = 0; i < plan->arm_count; i++) {
        least = fmin(least, planned_weight(plan, i));
    }
    if (all > 0 && page->mde_base > 0 && page->mde_base < 1 &&
        stats_power_effect(
            page->mde_base, all * least / (keeps ? STATS_POWER_PLANNED : STATS_POWER_OPEN),
            COMPARE_ALPHA / pairs, plan->power > 0 ? plan->power : COMPARE_POWER, false, &other)) {
        page->has_mde = true;
        page->mde = other / page->mde_base - 1;
    }
    double rest = all - (double)page->sent;
    if (plan->per_arm > 0 && rest > 0 && builder->pace > 0) {
        double days = ceil(rest / builder->pace);
        page->days_to_go = days < 1e6 ? (int64_t)(days < 7 ? days : ceil(days / 7) * 7) : -1;
    }
}

/* --- words -------------------------------------------------------------------------------------
 */

static bool say_arms(struct builder *builder, const struct plan *plan)
{
    struct strbuf text = STRBUF_INIT;
    if (!plan->arm_count) {
        return true;
    }
    strbuf_puts(&text, _("arms"));
    for (size_t i = 0; i < plan->arm_count; i++) {
        strbuf_printf(&text, "%s %s %.4g", i ? " :" : "", plan->arms[i].name,
                      100 * planned_weight(plan, i));
    }
    if (!plan->weighted) {
        strbuf_puts(&text, _(" (equal)"));
    }
    return say_buffer(builder, &text);
}

static bool say_end(struct builder *builder, const struct plan *plan)
{
    struct strbuf text = STRBUF_INIT;
    char each[FORMAT_SIZE], all[FORMAT_SIZE], base[FORMAT_SIZE], lift[FORMAT_SIZE], day[WORDS_SIZE];
    if (!plan_has_end(plan)) {
        return true;
    }
    if (plan->per_arm > 0) {
        strbuf_printf(&text, _("ends at %s per arm, %s in all"), format_count(plan->per_arm, each),
                      format_count(plan->per_arm * (int64_t)plan->arm_count, all));
    } else {
        strbuf_printf(&text, _("ends on %s"), words_day(plan->until, builder->scope->today, day));
    }
    if (plan->lift != 0) {
        strbuf_printf(&text, _(" (for a lift of %s%s on %s)"), plan->lift > 0 ? "+" : "",
                      format_percent(plan->lift, true, lift),
                      format_percent(plan->baseline, true, base));
    }
    strbuf_puts(&text, _("; you may look every day"));
    return say_buffer(builder, &text);
}

static bool say_rest(struct builder *builder, const struct plan *plan)
{
    for (size_t i = 0; i < plan->guardrail_count; i++) {
        char margin[FORMAT_SIZE];
        if (!say(builder,
                 arena_printf(builder->arena, _("watched: %s may rise by %s points at most"),
                              _(kpi_info(plan->guardrails[i].kpi)->label),
                              format_percent(plan->guardrails[i].margin, false, margin)))) {
            return false;
        }
    }
    if (plan->same_within > 0) {
        char within[FORMAT_SIZE];
        if (!say(builder,
                 arena_printf(builder->arena, _("practically the same: nearer than %s points"),
                              format_percent(plan->same_within, false, within)))) {
            return false;
        }
    }
    bool after = planned_afterwards(builder->page->planned, builder->first_day);
    const char *assigned = plan->assigned == PLAN_AT_RANDOM
                               ? after ? _("people were assigned at random (said afterwards)")
                                       : _("people are assigned at random")
                           : plan->assigned == PLAN_NOT_AT_RANDOM
                               ? _("people are not assigned at random: no test")
                               : NULL;
    return !assigned || say(builder, assigned);
}

static bool say_outlook(struct builder *builder)
{
    const struct planned_page *page = builder->page;
    const struct plan *plan = page->planned->plan;
    char mde[FORMAT_SIZE], base[FORMAT_SIZE], power[FORMAT_SIZE];
    if (page->has_mde &&
        !say(builder,
             arena_printf(
                 builder->arena,
                 _("can see a lift of +%s or more on %s (in %s of such "
                   "tests)"),
                 format_percent(page->mde, true, mde), format_percent(page->mde_base, true, base),
                 format_percent(plan->power > 0 ? plan->power : COMPARE_POWER, true, power)))) {
        return false;
    }
    if (plan_has_end(plan) && page->mde_base <= 0 &&
        !say(builder, _("what it can see depends on the rate now: --baseline says it"))) {
        return false;
    }
    return page->days_to_go < 0 ||
           say(builder,
               arena_printf(builder->arena,
                            NG_("about %lld more day at the present pace",
                                "about %lld more days at the present pace", page->days_to_go),
                            (long long)page->days_to_go));
}

static bool say_use(struct builder *builder)
{
    const struct planned *planned = builder->page->planned;
    char made[WORDS_SIZE], first[WORDS_SIZE];
    words_day(planned->made_day, builder->scope->today, made);
    if (builder->first_day != DAY_NONE) {
        words_day(builder->first_day, builder->scope->today, first);
    }
    switch (builder->page->use) {
    case PLANNED_WAITS:
        return say(builder,
                   arena_printf(builder->arena, _("declared on %s; nothing was sent yet"), made));
    case PLANNED_BOUNDARY:
        return say(builder, arena_printf(builder->arena,
                                         _("declared on %s, before the results (first sends on "
                                           "%s): the verdict follows it"),
                                         made, first));
    case PLANNED_EDITED:
        return say(builder,
                   arena_printf(builder->arena,
                                _("edited on %s, after the first sends (%s): judged as "
                                  "without a plan"),
                                words_day(planned_since(planned), builder->scope->today, made),
                                first));
    case PLANNED_LATE:
        return say(builder, arena_printf(builder->arena,
                                         _("declared on %s, after the first sends (%s): judged as "
                                           "without a plan"),
                                         made, first));
    case PLANNED_NO_END:
        break;
    }
    return say(builder, arena_printf(builder->arena,
                                     _("declared on %s; it says nothing of the end: judged as "
                                       "without a plan"),
                                     made));
}

static bool say_back(struct builder *builder)
{
    const struct planned *planned = builder->page->planned;
    const struct planned_version *last = &planned->versions[planned->count - 1];
    char away[WORDS_SIZE], back[WORDS_SIZE];
    return last->back_day == DAY_NONE || last->away_day == DAY_NONE ||
           say(builder, arena_printf(builder->arena,
                                     _("changed on %s and brought back on %s, as it was declared"),
                                     words_day(last->away_day, builder->scope->today, away),
                                     words_day(last->back_day, builder->scope->today, back)));
}

/* Earlier versions, by what they said of the end. */
static bool say_versions(struct builder *builder)
{
    const struct planned *planned = builder->page->planned;
    for (size_t i = 0; i + 1 < planned->count; i++) {
        const struct planned_version *version = &planned->versions[i];
        char made[WORDS_SIZE], end[WORDS_SIZE] = "", count[FORMAT_SIZE];
        if (version->plan.per_arm > 0) {
            snprintf(end, sizeof end, _("%s per arm"), format_count(version->plan.per_arm, count));
        } else if (version->plan.until != DAY_NONE) {
            char day[WORDS_SIZE];
            snprintf(end, sizeof end, _("until %.60s"),
                     words_day(version->plan.until, builder->scope->today, day));
        }
        enum kpi goal = version->plan.goal == KPI_NONE ? KPI_CTR : version->plan.goal;
        if (!say(builder, arena_printf(builder->arena, _("before: %s, %s%s%s"),
                                       words_day(version->made_day, builder->scope->today, made),
                                       _(kpi_info(goal)->label), end[0] ? ", " : "", end))) {
            return false;
        }
    }
    return true;
}

static bool say_all(struct builder *builder)
{
    const struct plan *plan = builder->page->planned->plan;
    enum kpi goal = plan->goal == KPI_NONE ? KPI_CTR : plan->goal;
    const char *goal_line =
        plan->by == ATTR_NONE
            ? arena_printf(builder->arena, _("goal: %s, per sent"), _(kpi_info(goal)->label))
            : arena_printf(builder->arena, _("goal: %s, per sent, by %s"), _(kpi_info(goal)->label),
                           attr_info(plan->by)->name);
    return say(builder, goal_line) && say_arms(builder, plan) && say_end(builder, plan) &&
           say_rest(builder, plan) && say_outlook(builder) && say_use(builder) &&
           say_back(builder) && say_versions(builder);
}

bool planned_build(struct arena *arena, struct store *store, const struct scope *scope,
                   int64_t campaign, const struct planned_page **page, struct err *err)
{
    struct builder builder = {.arena = arena,
                              .store = store,
                              .scope = scope,
                              .campaign = campaign,
                              .err = err,
                              .first_day = DAY_NONE,
                              .page = ARENA_NEW(arena, struct planned_page)};
    if (!builder.page) {
        return err_memory(err);
    }
    if (!planned_read(arena, store, campaign, &builder.page->planned, err)) {
        return false;
    }
    if (!builder.page->planned) {
        err_set(err, ERR_NOT_FOUND, "%s", _("this campaign has no plan"));
        return err_todo(err, "%s",
                        _("campane plan CAMPAIGN declares one, campane plan undo brings back what "
                          "was dropped"));
    }
    builder.page->title = builder.page->planned->plan->campaign;
    if (!look_at_campaign(&builder)) {
        return false;
    }
    builder.page->use = planned_use_of(builder.page->planned, builder.first_day);
    look_ahead(&builder);
    if (!say_all(&builder)) {
        return false;
    }
    *page = builder.page;
    return true;
}
