/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rising or falling, odd steps, and the sentences about them. */
#include <math.h>
#include <stdio.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "report/trend_private.h"
#include "report/weekly.h"
#include "report/words.h"
#include "stats/laney.h"
#include "stats/trend.h"
#include "text/format.h"

enum { WEEK = 7 };

#define ANY_P 2.0 /* over each p */

bool trend_add_note(struct trend_builder *builder, const char *text)
{
    if (!text) {
        return err_memory(builder->err);
    }
    if (builder->trend->note_count < TREND_NOTES_MAX) {
        builder->notes[builder->trend->note_count++] = text;
    }
    return true;
}

/* --- odd steps ------------------------------------------------------------------------------- */

/* A step of which more did it than there were says nothing about the others. */
static bool is_countable(const struct trend_point *point)
{
    return point->known && !point->counting && point->has_x && point->has_n && point->x >= 0 &&
           point->n > 0 && point->x <= point->n;
}

bool trend_find_odd(struct trend_builder *builder, struct trend_point *points, size_t count)
{
    struct trend *trend = builder->trend;
    enum kpi id = builder->measure.kpi;
    if (id == KPI_NONE || kpi_info(id)->formula != KPI_FORMULA_RATE || count == 0) {
        return true;
    }
    struct stats_count *counts = ARENA_ARRAY(builder->scratch, struct stats_count, count);
    struct stats_laney_day *limits = ARENA_ARRAY(builder->scratch, struct stats_laney_day, count);
    struct stats_laney chart;
    if (!counts || !limits) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < count; i++) {
        if (is_countable(&points[i])) {
            counts[i] = (struct stats_count){(uint64_t)points[i].x, (uint64_t)points[i].n};
        }
    }
    if (stats_laney(counts, count, limits, &chart) != STATS_OK) {
        return true;
    }
    trend->odd_judged = true;
    for (size_t i = 0; i < count; i++) {
        points[i].odd = limits[i].odd;
        points[i].above = limits[i].odd && points[i].value > chart.mean;
        trend->odd_count += limits[i].odd;
    }
    return true;
}

/* --- direction ------------------------------------------------------------------------------- */

/* An amount of the measure that is more or less by so much, with its sign. */
static const char *amount(const struct trend *trend, double value, char buffer[WORDS_SIZE])
{
    char words[FORMAT_SIZE];
    if (trend->measure.kpi != KPI_NONE) {
        return words_change(trend->measure.kpi, value, trend->currency, buffer);
    }
    snprintf(buffer, WORDS_SIZE, "%s%s", value > 0 ? "+" : "",
             trend->kind == CELL_MONEY ? format_money(words_micros(value), trend->currency, words)
                                       : format_number(value, words));
    return buffer;
}

static const char *verdict_words(int verdict)
{
    return verdict > 0 ? _(", for the better") : verdict < 0 ? _(", for the worse") : "";
}

/* "116 days", or where days are too many to compare each with each "522 weeks". */
static const char *span_words(const struct trend_direction *direction, char buffer[WORDS_SIZE])
{
    if (direction->weeks) {
        snprintf(buffer, WORDS_SIZE, _("%zu weeks"), direction->weeks);
    } else {
        snprintf(buffer, WORDS_SIZE, _("%zu days"), direction->days);
    }
    return buffer;
}

static const char *why_observed(const struct trend_builder *builder)
{
    return trend_told_apart(builder) ? _("another mix of campaigns was sent")
                                     : _("not told apart by campaign");
}

static const char *direction_text(struct trend_builder *builder, bool beyond_chance)
{
    const struct trend *trend = builder->trend;
    const struct trend_direction *direction = &trend->direction;
    const char *title = trend_measure_title(trend->measure);
    char words[WORDS_SIZE], span[WORDS_SIZE];
    if (trend->currency_count > 0) {
        return _("No direction: money of several currencies is not added.");
    }
    span_words(direction, span);
    switch (direction->state) {
    case TREND_TOO_FEW:
        if (trend_is_of_facts(builder->measure)) {
            return arena_printf(
                builder->arena,
                _("Too few weeks to tell a direction: %zu have %d cases or more, %d "
                  "are needed."),
                direction->weeks, WEEKLY_ANSWERS, WEEKLY_LEAST);
        }
        return arena_printf(builder->arena,
                            _("Too few days to tell a direction: %zu complete, %d are needed."),
                            direction->days, STATS_TREND_DAYS);
    case TREND_STEADY:
        return arena_printf(builder->arena,
                            beyond_chance ? _("%s: steady, it changes by less than 5 %% over %s.")
                                          : _("%s: steady, no rise or fall beyond chance over %s."),
                            title, span);
    case TREND_RISING:
    case TREND_FALLING:
        break;
    }
    if (direction->observed) {
        return arena_printf(
            builder->arena,
            direction->state == TREND_RISING
                ? _("%s: rising, about %s a week over %s; %s: an observed difference, not a test.")
                : _("%s: falling, about %s a week over %s; %s: an observed difference, not a "
                    "test."),
            title, amount(trend, direction->slope * WEEK, words), span, why_observed(builder));
    }
    return arena_printf(
        builder->arena,
        direction->state == TREND_RISING ? _("%s: rising%s, about %s a week over %s%s.")
                                         : _("%s: falling%s, about %s a week over %s%s."),
        title, verdict_words(direction->verdict), amount(trend, direction->slope * WEEK, words),
        span, direction->weeks ? "" : _(", weekdays evened out"));
}

static enum trend_state state_of(enum stats_trend_state state)
{
    switch (state) {
    case STATS_TREND_TOO_FEW:
        break;
    case STATS_TREND_STEADY:
        return TREND_STEADY;
    case STATS_TREND_RISING:
        return TREND_RISING;
    case STATS_TREND_FALLING:
        return TREND_FALLING;
    }
    return TREND_TOO_FEW;
}

static bool is_complete(const struct trend_builder *builder, int32_t day)
{
    const struct period *period = &builder->trend->period;
    return period->from != DAY_NONE && day >= period->from && day <= period->to &&
           day < builder->fresh_from;
}

/* The values of the complete days, whatever the steps are. */
static size_t collect_days(const struct trend_builder *builder, double *values, int32_t *days)
{
    size_t count = 0;
    for (size_t i = 0; i < builder->day_count; i++) {
        struct trend_point point = {0};
        if (is_complete(builder, builder->days[i].day)) {
            trend_point_of(builder, &builder->days[i].total, &point);
        }
        if (point.known) {
            values[count] = point.value;
            days[count++] = builder->days[i].day;
        }
    }
    return count;
}

/* The same by weeks: shares pooled, sums as the mean of a day. */
static size_t collect_weeks(const struct trend_builder *builder, bool shares, double *values,
                            int32_t *weeks)
{
    size_t count = 0;
    for (size_t i = 0; i < builder->day_count;) {
        int32_t week = trend_step_start(TREND_WEEK, builder->days[i].day);
        size_t known = 0;
        struct total total = {0};
        for (; i < builder->day_count && builder->days[i].day - week < WEEK; i++) {
            struct trend_point point = {0};
            if (is_complete(builder, builder->days[i].day)) {
                trend_point_of(builder, &builder->days[i].total, &point);
                total_add(&total, &builder->days[i].total);
            }
            known += point.known;
        }
        struct trend_point point = {0};
        trend_point_of(builder, &total, &point);
        if (point.known && known) {
            values[count] = shares ? point.value : point.value / (double)known;
            weeks[count++] = week;
        }
    }
    return count;
}

/* A rate that rises is higher in the second half of the complete days within campaigns, too. That
 * it is beyond chance, the days have told: any p will do. */
static bool holds_in_halves(struct trend_builder *builder, int sign, bool *observed)
{
    struct period days = builder->trend->compared;
    int32_t middle = days.from == DAY_NONE ? 0 : days.from + (days.to - days.from) / 2;
    bool holds = true;
    bool ok = sign == 0 || days.from == DAY_NONE ||
              trend_holds_within(builder, &builder->halves, (struct period){days.from, middle},
                                 (struct period){middle + 1, days.to}, sign, ANY_P, &holds);
    *observed = !holds;
    return ok;
}

bool trend_find_direction(struct trend_builder *builder)
{
    struct trend_direction *direction = &builder->trend->direction;
    if (trend_is_of_facts(builder->measure)) { /* it was found when the steps were made */
        if (builder->trend->currency_count) {
            *direction = (struct trend_direction){.state = TREND_TOO_FEW, .p = 1};
        }
        direction->text = direction_text(builder, builder->beyond_chance);
        return direction->text || err_memory(builder->err);
    }
    double *values = ARENA_ARRAY(builder->scratch, double, builder->day_count + 1);
    int32_t *days = ARENA_ARRAY(builder->scratch, int32_t, builder->day_count + 1);
    struct stats_trend found = {.state = STATS_TREND_TOO_FEW, .p = 1};
    if (!values || !days) {
        return err_memory(builder->err);
    }
    size_t count = builder->trend->currency_count ? 0 : collect_days(builder, values, days);
    direction->days = count;
    if (count > TREND_DIRECTION_DAYS) {
        count = collect_weeks(builder, trend_divides(builder->trend->measure), values, days);
        direction->weeks = count;
    }
    if (!stats_trend(values, days, count, &found, builder->err)) {
        return false;
    }
    direction->state = state_of(found.state);
    direction->slope = found.state == STATS_TREND_TOO_FEW ? 0 : found.slope;
    direction->p = found.p;
    int sign = (direction->state == TREND_RISING) - (direction->state == TREND_FALLING);
    if (!holds_in_halves(builder, sign, &direction->observed)) {
        return false;
    }
    direction->verdict = direction->observed ? 0 : sign * builder->trend->better;
    direction->text = direction_text(builder, found.p < TREND_LEVEL);
    return direction->text || err_memory(builder->err);
}

/* --- sentences ------------------------------------------------------------------------------- */

static bool say_change(struct trend_builder *builder)
{
    struct trend *trend = builder->trend;
    char value[TREND_WORDS], days[96];
    if (!trend->whole.known) {
        return true;
    }
    trend_words(trend, &trend->whole, value);
    if (!trend->change) {
        trend->change_text = arena_printf(builder->arena, _("Together %s."), value);
        return trend->change_text || err_memory(builder->err);
    }
    const char *sure = "";
    if (trend->change_observed) {
        sure = arena_printf(builder->arena, _("; %s: an observed difference, not a test"),
                            why_observed(builder));
        if (!sure) {
            return err_memory(builder->err);
        }
    } else if (trend->measure.kpi != KPI_NONE && trend->whole.has_interval) {
        sure = trend->change_sure ? _(", beyond chance") : _(", which may be chance");
    }
    trend->change_text = arena_printf(
        builder->arena, _("Together %s, %s against %s%s%s."), value, trend->change,
        period_range_words(&trend->compared_before, false, days), sure,
        trend->change_sure || !trend->whole.has_interval ? verdict_words(trend->change_verdict)
                                                         : "");
    return trend->change_text || err_memory(builder->err);
}

static bool note_counting(struct trend_builder *builder)
{
    struct trend *trend = builder->trend;
    char day[WORDS_SIZE];
    return trend->counting_from == DAY_NONE ||
           trend_add_note(
               builder, arena_printf(builder->arena,
                                     _("Still counting from %s on: left out of sums, direction and "
                                       "comparison."),
                                     words_day(trend->counting_from, builder->scope->today, day)));
}

static bool note_currencies(struct trend_builder *builder)
{
    const struct trend *trend = builder->trend;
    struct strbuf codes = STRBUF_INIT;
    if (!trend->currency_count) {
        return true;
    }
    for (size_t i = 0; i < trend->currency_count; i++) {
        strbuf_printf(&codes, "%s%s", i ? ", " : "", trend->currencies[i].code);
    }
    bool ok = trend_add_note(
        builder, codes.failed ? NULL
                              : arena_printf(builder->arena,
                                             _("Money of several currencies is not added: %s. Ask "
                                               "for one of them (--currency %s)."),
                                             strbuf_text(&codes), trend->currencies[0].code));
    strbuf_free(&codes);
    return ok;
}

/* What would tell people, customers and feedback. */
static const char *facts_missing(const struct trend_builder *builder, const char *title)
{
    enum kpi kpi = builder->measure.kpi;
    if (kpi == KPI_RETENTION_RATE && builder->whole.people.has_engaged) {
        return arena_printf(builder->arena,
                            _("%s is not known: nobody was engaged in a step and the one before."),
                            title);
    }
    return arena_printf(builder->arena, _("%s is not known: import %s."), title,
                        words_unlock_query(kpi));
}

static bool note_unknown(struct trend_builder *builder)
{
    const struct trend *trend = builder->trend;
    const char *title = trend_measure_title(trend->measure);
    bool known = trend->whole.known || trend->currency_count, any = known;
    for (size_t i = 0; i < trend->count; i++) {
        known |= trend->points[i].known;
        any |= trend->points[i].has_data;
    }
    if (known || !any) {
        return known || trend_add_note(builder, _("Nothing is known of these days."));
    }
    if (trend_is_of_facts(trend->measure)) {
        return trend_add_note(builder, facts_missing(builder, title));
    }
    struct total total = trend_sum_days(builder, trend->period);
    enum counter missing =
        trend->measure.kpi == KPI_NONE
            ? trend->measure.counter
            : words_missing(trend->measure.kpi, &total, &builder->scope->options);
    if (missing == COUNTER_NONE) {
        return trend_add_note(
            builder, arena_printf(builder->arena,
                                  _("%s cannot be told: there is nothing to divide by."), title));
    }
    return trend_add_note(builder, arena_printf(builder->arena, _("%s is not known: import %s."),
                                                title, words_unlock_of(missing, &total)));
}

static bool note_points(struct trend_builder *builder)
{
    const struct trend *trend = builder->trend;
    bool over = false, partial = false;
    for (size_t i = 0; i < trend->count; i++) {
        over |= trend->points[i].over;
        partial |= trend->points[i].partial;
    }
    return (!over || trend_add_note(builder, _("At times it is more than all there were: shown as "
                                               "it is, and not looked at for odd days."))) &&
           (!partial ||
            trend_add_note(builder,
                           _("Days and campaigns that do not know it are left out of it."))) &&
           (!builder->has_open ||
            trend_add_note(builder, _("Where some days of a step do not know it, it is not known; "
                                      "sums are of the days that do.")));
}

bool trend_say(struct trend_builder *builder)
{
    char count[FORMAT_SIZE];
    return say_change(builder) && note_counting(builder) && note_currencies(builder) &&
           note_unknown(builder) && note_points(builder) &&
           (builder->undated <= 0 ||
            trend_add_note(builder, arena_printf(builder->arena,
                                                 NG_("%s message without a day is left out.",
                                                     "%s messages without a day are left out.",
                                                     builder->undated),
                                                 format_count(builder->undated, count))));
}
