/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pace_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/trend.h"
#include "store/ledger.h"

static const char *const states[PACE_STATES] = {
    [PACE_UNKNOWN] = "unknown", [PACE_EARLY] = "early",     [PACE_ON] = "on_pace",
    [PACE_BEHIND] = "behind",   [PACE_REACHED] = "reached", [PACE_MISSED] = "missed",
    [PACE_UNSURE] = "unsure",
};

const char *pace_state_name(enum pace_state state)
{
    return states[state];
}

/* --- which month, and how much of it has passed ----------------------------------------------- */

/* False: it has not begun. */
static bool find_month(struct pace_builder *builder)
{
    const struct scope *scope = builder->scope;
    const struct period *period = &scope->period;
    int32_t first = civil_month_start(period->from, 0);
    bool open = period->to == INT32_MAX;
    int32_t last = open ? DAY_NONE : civil_month_start(period->to, 0);
    int32_t today = civil_month_start(scope->today, 0);
    bool has_today = (first == DAY_NONE || first <= today) && (open || today <= last);
    int32_t month = first != DAY_NONE && first == last ? first : has_today ? today : last;
    if (month == DAY_NONE || month > scope->today) {
        return false;
    }
    builder->month = (struct period){month, civil_month_start(month, 1) - 1};
    return true;
}

static int64_t begin_of(const struct scope *scope, int32_t day)
{
    struct civil civil = {0};
    civil_from_day(day, &civil.year, &civil.month, &civil.day);
    return zone_moment(scope->zone_rules, &civil);
}

/* As of when the newest standing file is that speaks of the month; TIME_NONE: there is none. */
static bool find_spoken(const struct pace_builder *builder, struct arena *scratch, int64_t *spoken)
{
    struct import_run *runs;
    size_t count;
    int64_t from = begin_of(builder->scope, builder->month.from);
    *spoken = TIME_NONE;
    if (!ledger_list(builder->store, scratch, &runs, &count, builder->err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        bool counts = runs[i].undone_at == TIME_NONE && !ledger_is_decision(&runs[i]) &&
                      runs[i].last != TIME_NONE && runs[i].last >= from;
        if (counts && (*spoken == TIME_NONE || runs[i].as_of > *spoken)) {
            *spoken = runs[i].as_of;
        }
    }
    return true;
}

static bool count_sends(struct pace_builder *builder, struct arena *scratch)
{
    struct day_total *days;
    size_t count;
    if (!query_days(builder->store, scratch, builder->month.from, builder->month.to, &days, &count,
                    NULL, builder->err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        int64_t sent;
        builder->sends += total_get(&days[i].total, COUNTER_SENT, &sent) && sent > 0;
    }
    return true;
}

static bool find_passed(struct pace_builder *builder, int64_t spoken)
{
    const struct scope *scope = builder->scope;
    struct pace *made = builder->made;
    int32_t last, end = builder->month.to;
    if (!query_last_day(builder->store, &last, builder->err)) {
        return false;
    }
    int64_t first = begin_of(scope, builder->month.from), behind = begin_of(scope, end + 1);
    int64_t until = scope->now < behind ? scope->now : behind;
    builder->ended = until == behind;
    builder->until = scope->today < end ? scope->today : end;
    made->known = DAY_NONE;
    if (last < builder->until) {
        int64_t known = last < builder->month.from ? first : begin_of(scope, last + 1);
        /* A file made in the course of a day does not tell that nothing is sent on it. */
        int64_t told =
            spoken == TIME_NONE ? first : begin_of(scope, zone_day(scope->zone_rules, spoken));
        builder->quiet = last >= builder->month.from && told > known;
        known = builder->quiet ? told : known;
        until = builder->ended || until < known ? until : known;
        /* A night's import knows all but today. */
        made->known = last < builder->until - (builder->until == scope->today) ? last : DAY_NONE;
        builder->until = last;
    }
    made->month = builder->month.from;
    made->passed = (double)(until - first) / (double)(behind - first);
    made->days = (double)(until - first) / 86400;
    return true;
}

/* --- which targets ---------------------------------------------------------------------------- */

/* Where more is better, and where less. How much is sent is somebody's choice as a trend; as a
 * target it is to be reached. */
static int direction_of(const struct target *target)
{
    struct trend_measure measure = {.kpi = target->kpi, .counter = target->counter};
    bool spent = target->kpi == KPI_NONE &&
                 (COUNTER_BIT(target->counter) & (COUNTER_COST_PARTS | COUNTER_BIT(COUNTER_COST)));
    return spent || trend_measure_direction(measure) < 0 ? -1 : 1;
}

/* Of those about the same figure and kind the first in the list is looked at. */
static bool is_repeated(const struct targets *targets, size_t at)
{
    const struct target *target = &targets->all[at];
    for (size_t i = 0; i < at; i++) {
        const struct target *other = &targets->all[i];
        if (other->kpi == target->kpi && other->counter == target->counter &&
            other->kind == target->kind) {
            return true;
        }
    }
    return false;
}

static bool can_be_told(enum kpi kpi)
{
    return kpi == KPI_NONE || (!kpi_is_of_people(kpi) && !kpi_is_of_customers(kpi));
}

static bool find_lines(struct pace_builder *builder)
{
    const struct targets *targets = &builder->scope->targets;
    struct pace_line *lines = ARENA_ARRAY(builder->arena, struct pace_line, targets->count + 1);
    size_t count = 0;
    for (size_t i = 0; lines && i < targets->count; i++) {
        const struct target *of = &targets->all[i];
        struct target target;
        if (is_repeated(targets, i) || !can_be_told(of->kpi) ||
            !targets_find(targets, of->kpi, of->counter, of->kind, &builder->month, DAY_NONE,
                          &target) ||
            target.kind != of->kind) {
            continue;
        }
        lines[count++] = (struct pace_line){.target = target,
                                            .is_sum = target_is_sum(of->kpi, of->counter),
                                            .direction = direction_of(of),
                                            .share = (double)NAN,
                                            .projected = (double)NAN};
    }
    builder->lines = lines;
    builder->made->count = count;
    return lines || err_memory(builder->err);
}

/* --- what that means -------------------------------------------------------------------------- */

static bool is_better(const struct pace_line *line, double value)
{
    return line->direction > 0 ? value >= line->target.value : value <= line->target.value;
}

/* An estimate, to what is paid in its currency, or to whole ones. */
static double rounded(const struct target *target, double value)
{
    double unit = 1;
    if (target->currency.code[0]) {
        unit = 1e6 / pow(10, currency_digits(target->currency));
    }
    return round(value / unit) * unit;
}

static enum pace_doubt doubt_of(const struct pace_builder *builder, const struct pace_line *line)
{
    int64_t sends = line->send_days < builder->sends ? line->send_days : builder->sends;
    int32_t known = builder->made->known;
    return builder->made->days < PACE_DAYS ? PACE_DOUBT_DAYS
           : sends < PACE_SENDS            ? PACE_DOUBT_SENDS
           : builder->quiet && known != DAY_NONE && builder->scope->today - known - 1 > PACE_DAYS
               ? PACE_DOUBT_SILENT
               : PACE_DOUBT_NONE;
}

/* Whether a lower bound on this side of the target says that the whole is there, too. */
static bool is_proven(const struct pace_line *line, bool better)
{
    return line->unknown + line->partly == 0 ||
           (!pace_is_difference(line) && better == (line->direction > 0));
}

static enum pace_state state_of_sum(const struct pace_builder *builder, struct pace_line *line)
{
    double value = line->value.value;
    bool now = is_better(line, value);
    /* What share of nothing was reached, nobody can say. */
    line->share = line->target.value > 0 ? value / line->target.value : (double)NAN;
    if (builder->ended) {
        return !is_proven(line, now) ? PACE_UNSURE : now ? PACE_REACHED : PACE_MISSED;
    }
    line->doubt = doubt_of(builder, line);
    bool early = line->doubt != PACE_DOUBT_NONE;
    if (!early) {
        line->projected = rounded(&line->target, value / builder->made->passed);
    }
    if (line->direction > 0 && now && is_proven(line, now)) {
        return PACE_REACHED;
    }
    if (line->direction < 0 && !now) {
        return PACE_MISSED;
    }
    if (early) {
        return PACE_EARLY;
    }
    bool then = is_better(line, line->projected);
    if (!is_proven(line, then)) {
        line->projected = (double)NAN;
        line->doubt = PACE_DOUBT_FIGURES;
        return PACE_UNSURE;
    }
    return then ? PACE_ON : PACE_BEHIND;
}

static enum pace_state state_of_rate(const struct pace_builder *builder,
                                     const struct pace_line *line)
{
    bool now = is_better(line, line->value.value);
    if (line->value.reason == KPI_REASON_TOO_FEW) {
        return PACE_EARLY;
    }
    return builder->ended ? (now ? PACE_REACHED : PACE_MISSED) : now ? PACE_ON : PACE_BEHIND;
}

static void judge(struct pace_builder *builder)
{
    for (size_t i = 0; i < builder->made->count; i++) {
        struct pace_line *line = &builder->lines[i];
        line->state = !line->value.has_value ? PACE_UNKNOWN
                      : line->is_sum         ? state_of_sum(builder, line)
                                             : state_of_rate(builder, line);
    }
}

/* --- all -------------------------------------------------------------------------------------- */

/* What chance may have made waits; of what is alike, money and messages come before rates. */
static int urgency(const struct pace_line *line)
{
    static const int order[PACE_STATES] = {
        [PACE_MISSED] = 0, [PACE_BEHIND] = 1, [PACE_UNSURE] = 2, [PACE_UNKNOWN] = 3,
        [PACE_EARLY] = 4,  [PACE_ON] = 5,     [PACE_REACHED] = 6};
    bool chance = !line->is_sum && !line->sure && line->state != PACE_UNKNOWN;
    return 2 * order[chance ? PACE_EARLY : line->state] + !line->is_sum;
}

/* In place and stable: there are few. */
static void sort_lines(struct pace_line *lines, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct pace_line line = lines[i];
        size_t at = i;
        for (; at > 0 && urgency(&lines[at - 1]) > urgency(&line); at--) {
            lines[at] = lines[at - 1];
        }
        lines[at] = line;
    }
}

bool pace_build(struct arena *arena, struct store *store, const struct scope *scope,
                struct cancel *cancel, const struct pace **pace, struct err *err)
{
    struct err trouble = ERR_INIT;
    struct pace_builder builder = {.arena = arena,
                                   .store = store,
                                   .scope = scope,
                                   .cancel = cancel,
                                   .err = &trouble,
                                   .made = ARENA_NEW(arena, struct pace)};
    if (!builder.made) {
        return err_memory(err);
    }
    *pace = NULL;
    if (scope->targets.count == 0 || scope->filter || !find_month(&builder)) {
        return true;
    }
    bool ok = find_lines(&builder);
    if (ok && builder.made->count == 0) {
        return true;
    }
    struct arena *scratch = ok ? arena_new() : NULL;
    int64_t spoken;
    ok = ok && (scratch || err_memory(&trouble)) && find_spoken(&builder, scratch, &spoken) &&
         count_sends(&builder, scratch) && find_passed(&builder, spoken) && pace_add_up(&builder);
    arena_free(scratch);
    if (ok) {
        judge(&builder);
        sort_lines(builder.lines, builder.made->count);
        builder.made->lines = builder.lines;
        ok = pace_say(&builder) || err_memory(&trouble);
    }
    if (ok) {
        *pace = builder.made;
    } else if (err) {
        *err = trouble;
    }
    return ok;
}
