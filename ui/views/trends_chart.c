/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart of Trends, the small ones, and the line that reads a step out. */
#include "ui/views/trends_private.h"

#include <math.h>
#include <stdio.h>

#include "base/i18n.h"
#include "report/words.h"
#include "text/format.h"

/* --- series ---------------------------------------------------------------------------------- */

bool trends_series_fill(struct arena *arena, const struct trend *trend,
                        struct trends_series *series)
{
    size_t count = trend->count;
    double *room = ARENA_ARRAY(arena, double, 5 * count + 1);
    *series = (struct trends_series){.trend = trend,
                                     .odd = ARENA_ARRAY(arena, bool, count + 1),
                                     .events = ARENA_ARRAY(arena, bool, count + 1),
                                     .days = ARENA_ARRAY(arena, int32_t, count + 1)};
    if (!room || !series->odd || !series->events || !series->days) {
        return false;
    }
    series->values = room;
    series->pending = room + count;
    series->low = room + 2 * count;
    series->high = room + 3 * count;
    series->previous = room + 4 * count;
    for (size_t i = 0; i < count; i++) {
        const struct trend_point *point = &trend->points[i];
        const struct trend_point *before = i < trend->previous_count ? &trend->previous[i] : NULL;
        bool complete = point->known && !point->counting;
        series->values[i] = complete ? point->value : (double)NAN;
        /* What is still counting goes on from the last that is complete. */
        bool leads = complete && i + 1 < count && point[1].known && point[1].counting;
        series->pending[i] =
            leads || (point->known && point->counting) ? point->value : (double)NAN;
        series->low[i] = complete && point->has_interval ? point->low : (double)NAN;
        series->high[i] = complete && point->has_interval ? point->high : (double)NAN;
        series->previous[i] = before && before->known ? before->value : (double)NAN;
        series->odd[i] = point->odd;
        series->events[i] = point->event != NULL;
        series->days[i] = point->date;
    }
    return true;
}

static struct chart chart_of(const struct trends_series *series)
{
    const struct trend *trend = series->trend;
    struct chart chart = {.values = series->values,
                          .count = trend->count,
                          .previous = trend->has_before ? series->previous : NULL,
                          .previous_count = trend->has_before ? trend->count : 0,
                          .previous_year = trend->against == PERIOD_AGAINST_YEAR,
                          .first_day = trend->count ? trend->points[0].date : DAY_NONE,
                          .step_days = trend->by == TREND_DAY    ? 1
                                       : trend->by == TREND_WEEK ? 7
                                                                 : 30,
                          .days = series->days,
                          .kind = trend->kind,
                          .currency = trend->currency,
                          .direction = trend->better,
                          .from_zero = trend->kind == CELL_COUNT || trend->kind == CELL_MONEY,
                          .low = series->low,
                          .high = series->high,
                          .pending = series->pending,
                          .marked = series->odd,
                          .events = series->events};
    if (trend->bands) {
        chart.has_bands = true;
        chart.edges[0] = trend->bands->typical;
        chart.edges[1] = trend->bands->good;
        chart.edges[2] = trend->bands->best;
    }
    return chart;
}

size_t trends_cursor(const struct trends_view *state)
{
    if (!state->one || !state->one->series.trend->count) {
        return SIZE_MAX;
    }
    const struct trend *trend = state->one->series.trend;
    size_t at = trend->complete ? trend->complete - 1 : trend->count - 1;
    if (state->cursor == DAY_NONE) {
        while (at > 0 && !trend->points[at].known) {
            at--;
        }
        return at;
    }
    /* The step that holds the day, whatever the steps are now. */
    at = 0;
    while (at + 1 < trend->count && trend->points[at + 1].date <= state->cursor) {
        at++;
    }
    return at;
}

void trends_chart_draw(const struct trends_view *state, const struct area *area)
{
    struct chart chart = chart_of(&state->one->series);
    size_t at = trends_cursor(state);
    chart.cursor = at == SIZE_MAX ? 0 : at + 1;
    chart_draw(area, &chart);
}

/* --- reading out ----------------------------------------------------------------------------- */

static const char *date_words(const struct trend *trend, int32_t date, char buffer[FORMAT_SIZE])
{
    char day[FORMAT_SIZE];
    int year, month, unused;
    switch (trend->by) {
    case TREND_DAY:
        break;
    case TREND_WEEK:
        snprintf(buffer, FORMAT_SIZE, _("week of %s"), format_day(date, day));
        return buffer;
    case TREND_MONTH:
        civil_from_day(date, &year, &month, &unused);
        snprintf(buffer, FORMAT_SIZE, "%04d-%02d", year, month);
        return buffer;
    }
    return format_day(date, buffer);
}

static bool is_money(enum counter id)
{
    return id != COUNTER_NONE && counter_info(id)->kind == COUNTER_KIND_MONEY;
}

static const char *amount_words(const struct trend *trend, enum counter id, int64_t value,
                                char buffer[FORMAT_SIZE])
{
    return is_money(id) ? format_money(value, trend->currency, buffer)
                        : format_count(value, buffer);
}

static const char *interval_words(const struct trend *trend, const struct trend_point *point,
                                  bool ascii, char buffer[WORDS_SIZE])
{
    struct kpi_value value = {
        .has_interval = point->has_interval, .low = point->low, .high = point->high};
    return words_interval(trend->measure.kpi, &value, ascii, buffer);
}

static int put(const struct area *area, int x, enum role role, const char *words)
{
    if (!words || !words[0] || x >= area->width) {
        return x;
    }
    return x + area_cut(area, x, 0, area->width - x, PEN(role), words) + 2;
}

/* "2026-10-06  3.5 %  733 of 21 207  3.2–3.7 %  odd: lower than usual  before 7.5 %". */
void trends_readout_draw(const struct trends_view *state, const struct area *area)
{
    size_t at = trends_cursor(state);
    if (at == SIZE_MAX) {
        return;
    }
    const struct trend *trend = state->one->series.trend;
    const struct trend_point *point = &trend->points[at];
    char words[192], a[FORMAT_SIZE], b[FORMAT_SIZE], value[WORDS_SIZE];
    int x = put(area, 0, ROLE_LABEL, date_words(trend, point->date, words));
    x = put(area, x, point->known ? ROLE_VALUE : ROLE_UNKNOWN,
            trend_words(trend, point, value)[0] ? value : _("no data"));
    if (point->odd) {
        x = put(area, x, ROLE_EVENT,
                point->above ? _("odd: higher than usual") : _("odd: lower than usual"));
    }
    x = put(area, x, ROLE_EVENT, point->event);
    if (point->counting) {
        x = put(area, x, ROLE_COUNTING, _("still counting"));
    }
    if (point->has_x && point->has_n) {
        const struct kpi_info *info = kpi_info(trend->measure.kpi);
        snprintf(words, sizeof words, _("%s of %s"),
                 amount_words(trend, info->numerator, point->x, a),
                 amount_words(trend, info->denominator, point->n, b));
        x = put(area, x, ROLE_TEXT, words);
    }
    if (point->has_interval) {
        snprintf(words, sizeof words, _("95 %% sure: %s"),
                 interval_words(trend, point, area_is_ascii(area), value));
        x = put(area, x, ROLE_DIM, words);
    }
    if (at < trend->previous_count && trend->previous[at].known) {
        snprintf(words, sizeof words, _("before: %s"),
                 trend_words(trend, &trend->previous[at], value));
        x = put(area, x, ROLE_CHART_PREVIOUS, words);
    }
    if (point->cut) {
        put(area, x, ROLE_DIM,
            trend->by == TREND_DAY    ? ""
            : trend->by == TREND_WEEK ? _("part of a week")
                                      : _("part of a month"));
    }
}

/* --- the small ones -------------------------------------------------------------------------- */

static const char *arrow_of(const struct trend *trend, bool ascii)
{
    switch (trend->direction.state) {
    case TREND_TOO_FEW:
    case TREND_STEADY:
        break;
    case TREND_RISING:
        return ascii ? "^" : "↗";
    case TREND_FALLING:
        return ascii ? "v" : "↘";
    }
    return "";
}

static enum role verdict_role(int verdict)
{
    return verdict > 0 ? ROLE_DELTA_GOOD : verdict < 0 ? ROLE_DELTA_BAD : ROLE_DELTA_SAME;
}

void trends_small_draw(const struct trends_view *state, size_t index, const struct area *area)
{
    const struct trends_series *series = &state->small->series[index];
    const struct trend *trend = series->trend;
    bool current = trend->measure.kpi == state->measure.kpi &&
                   trend->measure.counter == state->measure.counter;
    struct area rest = *area;
    struct area head = area_take_top(&rest, 1);
    char value[64];
    struct cell cell = trend_cell(trend, &trend->whole);
    char title[128];
    /* Of a rate of several currencies its figures do not show which. */
    bool parted = series->currency_count > 1 && trend->kind != CELL_MONEY;
    snprintf(title, sizeof title, "%s%s%s", trend_measure_title(trend->measure), parted ? " " : "",
             parted ? trend->currency.code : "");
    int x = area_cut(&head, 0, 0, head.width, PEN(current ? ROLE_SELECTED : ROLE_LABEL), title);
    x = put(&head, x + 1, trend->whole.known ? ROLE_VALUE : ROLE_UNKNOWN,
            cell.kind == CELL_EMPTY ? _("n/a") : cell_words(&cell, false, value));
    put(&head, x - 1, verdict_role(trend->direction.verdict), arrow_of(trend, area_is_ascii(area)));
    struct chart chart = chart_of(series);
    chart.bare = true;
    chart.has_bands = false;
    chart.low = chart.high = NULL;
    chart_draw(&rest, &chart);
}
