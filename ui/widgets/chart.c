/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/chart.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "text/format.h"
#include "ui/canvas/lines.h"
#include "ui/canvas/plot.h"
#include "ui/widgets/bullet.h"
#include "ui/widgets/marks.h"
#include "ui/widgets/ticks.h"

enum { AXIS_WIDTH = 12, AXIS_HEIGHT = 4, LEGEND_HEIGHT = 7, MONTH_DAYS = 28, YEAR_DAYS = 366 };

/* The lowest and the highest known value of a series. */
struct range {
    bool known;
    size_t low_at, high_at;
    double low, high;
};

static struct range range_of(const double *values, size_t count)
{
    struct range range = {0};
    for (size_t i = 0; values && i < count; i++) {
        if (!isfinite(values[i])) {
            continue;
        }
        if (!range.known || values[i] < range.low) {
            range.low = values[i];
            range.low_at = i;
        }
        if (!range.known || values[i] > range.high) {
            range.high = values[i];
            range.high_at = i;
        }
        range.known = true;
    }
    return range;
}

/* The axis holds the band around the values, and nothing where that matters. */
static struct range widened(const struct chart *chart, struct range now)
{
    struct range low = range_of(chart->low, chart->low ? chart->count : 0);
    struct range high = range_of(chart->high, chart->high ? chart->count : 0);
    struct range pending = range_of(chart->pending, chart->pending ? chart->count : 0);
    if (pending.known) {
        now.low = pending.low < now.low ? pending.low : now.low;
        now.high = pending.high > now.high ? pending.high : now.high;
    }
    now.low = low.known && low.low < now.low ? low.low : now.low;
    now.high = high.known && high.high > now.high ? high.high : now.high;
    if (chart->zero) {
        now.low = now.low > 0 ? 0 : now.low;
        now.high = now.high < 0 ? 0 : now.high;
    }
    return now;
}

static struct ticks ticks_of(const struct chart *chart, const struct range *now,
                             const struct range *before, int rows)
{
    double low = chart->from_zero && now->low > 0 ? 0 : now->low;
    double high = now->high;
    if (before->known) {
        low = before->low < low ? before->low : low;
        high = before->high > high ? before->high : high;
    }
    int most = rows / 2 < 1 ? 1 : rows / 2 > 8 ? 8 : rows / 2;
    if (chart->kind == CELL_COUNT) {
        return ticks_make_whole(low, high, most);
    }
    struct ticks ticks = ticks_make(low, high, most);
    /* Where no rate is over 100 %, the axis is not either. */
    while (chart->kind == CELL_PERCENT && high <= 1 && ticks.count > 1 &&
           ticks.first + ticks.count * ticks.step > 1 + ticks.step / 2) {
        ticks.count--;
    }
    return ticks;
}

/* The part of the area where lines are drawn, and what its edges stand for. */
struct plot {
    struct area area;
    double low, high;
    size_t steps; /* values across */
    int dots_x, dots_y;
};

static int dot_x(const struct plot *plot, size_t i)
{
    int last = plot->area.width * plot->dots_x - 1;
    return plot->steps > 1 ? (int)((double)i * last / (double)(plot->steps - 1) + 0.5) : last / 2;
}

static int dot_y(const struct plot *plot, double value)
{
    int last = plot->area.height * plot->dots_y - 1;
    double part = (value - plot->low) / (plot->high - plot->low);
    return (int)lround((1 - part) * last);
}

static void draw_line(const struct plot *plot, const double *values, size_t count, int step,
                      enum role role)
{
    for (size_t i = 0; values && i < count && i < plot->steps; i++) {
        if (!isfinite(values[i])) {
            continue;
        }
        int x = dot_x(plot, i);
        int y = dot_y(plot, values[i]);
        if (i + 1 < count && i + 1 < plot->steps && isfinite(values[i + 1])) {
            plot_line(&plot->area, x, y, dot_x(plot, i + 1), dot_y(plot, values[i + 1]), step,
                      PEN(role));
        } else {
            plot_dot(&plot->area, x, y, PEN(role));
        }
    }
}

/* A small triangle over the highest value and under the lowest, where the place is free. */
static void mark_extremes(const struct plot *plot, const struct range *range)
{
    const struct {
        size_t at;
        double value;
        int by;
        uint32_t sign;
        char ascii;
    } marks[] = {{range->high_at, range->high, -1, 0x25be, 'v'},
                 {range->low_at, range->low, 1, 0x25b4, '^'}};
    for (size_t i = 0; i < ARRAY_COUNT(marks); i++) {
        int x = dot_x(plot, marks[i].at) / plot->dots_x;
        int y = dot_y(plot, marks[i].value) / plot->dots_y + marks[i].by;
        const struct canvas_cell *cell =
            canvas_at(plot->area.canvas, plot->area.x + x, plot->area.y + y);
        if (y >= 0 && y < plot->area.height && cell && cell->base == ' ') {
            area_sign(&plot->area, x, y, PEN(ROLE_LABEL), marks[i].sign, marks[i].ascii);
        }
    }
}

/* Bands as backgrounds, or where there are none as a dotted line at each edge; their letters stand
 * at the right. */
static void draw_bands(const struct chart *chart, const struct plot *plot,
                       const struct area *letters)
{
    const struct bullet bands = {.has_bands = chart->has_bands,
                                 .edges = {chart->edges[0], chart->edges[1], chart->edges[2]},
                                 .direction = chart->direction};
    bool by_line = (plot->area.canvas->flags & (CANVAS_SHADES | CANVAS_ASCII)) != 0;
    int above = GRADE_NONE;
    for (int y = 0; y < plot->area.height; y++) {
        double part = 1 - (y + 0.5) / plot->area.height;
        int band = bullet_band(&bands, plot->low + part * (plot->high - plot->low));
        struct area row = area_in(&plot->area, 0, y, plot->area.width, 1);
        if (!by_line) {
            area_ground(&row, marks_band(band));
        } else if (above != GRADE_NONE && band != above) {
            for (int x = 1; x < row.width; x += 2) {
                area_sign(&row, x, 0, PEN(marks_band(band)), 0xb7, '-');
            }
        }
        if (band != above && band >= 0) {
            area_put(letters, 0, y, PEN(marks_role(band, true)),
                     (uint32_t)grade_letter((enum grade)band));
        }
        above = band;
    }
}

static void draw_y_axis(const struct chart *chart, const struct plot *plot, const struct area *left,
                        const struct ticks *ticks)
{
    for (int y = 0; y < left->height; y++) {
        area_sign(left, left->width - 1, y, PEN(ROLE_AXIS), 0x2502, '|');
    }
    for (int i = 0; i <= ticks->count; i++) {
        double value = ticks->first + i * ticks->step;
        int y = dot_y(plot, value) / plot->dots_y;
        char words[64];
        area_field(left, 0, y, left->width - 1, WIDTH_RIGHT, PEN(ROLE_AXIS),
                   ticks_words(value, ticks->step, chart->kind, chart->currency, words));
        area_sign(left, left->width - 1, y, PEN(ROLE_AXIS), 0x2524, '+');
    }
}

static int32_t day_of(const struct chart *chart, size_t i)
{
    return chart->days ? chart->days[i] : chart->first_day + (int32_t)i * chart->step_days;
}

/* Steps of a month or more are months; days have their year where there are several. */
static const char *step_words(const struct chart *chart, size_t i, char buffer[FORMAT_SIZE])
{
    if (chart->first_day == DAY_NONE) {
        snprintf(buffer, FORMAT_SIZE, "%zu", i + 1);
        return buffer;
    }
    int32_t day = day_of(chart, i);
    if (chart->step_days >= MONTH_DAYS) {
        int year, month, unused;
        civil_from_day(day, &year, &month, &unused);
        snprintf(buffer, FORMAT_SIZE, "%04d-%02d", year, month);
        return buffer;
    }
    bool years = chart->count > 1 && day_of(chart, chart->count - 1) - day_of(chart, 0) > YEAR_DAYS;
    return years ? format_day(day, buffer) : format_day_short(day, buffer);
}

/* below: two rows under the plot; x0 is the plot's first column in it. */
static void draw_x_axis(const struct chart *chart, const struct plot *plot,
                        const struct area *below, int x0)
{
    area_sign(below, x0 - 1, 0, PEN(ROLE_AXIS), 0x2514, '+');
    lines_horizontal(below, x0, 0, plot->area.width, PEN(ROLE_AXIS));
    char buffer[FORMAT_SIZE];
    int label = area_columns(below, step_words(chart, plot->steps - 1, buffer)) + 3;
    int most = plot->area.width / label;
    struct ticks ticks = ticks_make_whole(0, (double)plot->steps - 1, most < 1 ? 1 : most);
    size_t every = ticks.step < 1 ? 1 : (size_t)ticks.step;
    if (chart->first_day != DAY_NONE && chart->step_days == 1 && every > 1) {
        every = (every + 6) / 7 * 7; /* weeks are what people think in */
    }
    int free_from = 0;
    for (size_t i = 0; i < plot->steps; i += every) {
        int x = x0 + dot_x(plot, i) / plot->dots_x;
        const char *words = step_words(chart, i, buffer);
        int columns = area_columns(below, words);
        if (x < free_from || x + columns > below->width) {
            continue;
        }
        area_sign(below, x, 0, PEN(ROLE_AXIS), 0x252c, '+');
        area_text(below, x, 1, PEN(ROLE_AXIS), words);
        free_from = x + columns + 2;
    }
    for (size_t i = 0; i < chart->count; i++) {
        int x = x0 + dot_x(plot, i) / plot->dots_x;
        if (chart->marked && chart->marked[i]) {
            area_sign(below, x, 0, PEN(ROLE_EVENT), 0x25b2, '^');
        }
        if (chart->events && chart->events[i]) {
            area_sign(below, x, 0, PEN(ROLE_EVENT), 0x25c6, '*');
        }
    }
}

/* How far off each value may be: dots between its ends, where a cell has room for them beside the
 * line; else a dotted line at each end. */
static void draw_interval(const struct chart *chart, const struct plot *plot)
{
    if (!chart->low || !chart->high) {
        return;
    }
    if (!chart->pending) { /* of comparisons */
        draw_line(plot, chart->low, chart->count, 3, ROLE_CHART_PREVIOUS);
        draw_line(plot, chart->high, chart->count, 3, ROLE_CHART_PREVIOUS);
        return;
    }
    for (size_t i = 0; !area_is_plain(&plot->area) && i < chart->count; i++) {
        if (isfinite(chart->low[i]) && isfinite(chart->high[i])) {
            int x = dot_x(plot, i), top = dot_y(plot, chart->high[i]);
            plot_line(&plot->area, x, top + (x + top) % 2, x, dot_y(plot, chart->low[i]), 2,
                      PEN(ROLE_CHART_INTERVAL));
        }
    }
}

/* A line through the value that is read out, where nothing else stands. */
static void draw_cursor(const struct chart *chart, const struct plot *plot)
{
    if (!chart->cursor || chart->cursor > plot->steps) {
        return;
    }
    int x = dot_x(plot, chart->cursor - 1) / plot->dots_x;
    for (int y = 0; y < plot->area.height; y++) {
        const struct canvas_cell *cell =
            canvas_at(plot->area.canvas, plot->area.x + x, plot->area.y + y);
        if (cell && cell->base == ' ') {
            area_sign(&plot->area, x, y, PEN(ROLE_MARKER), 0x250a, '|');
        }
    }
}

static int put_extreme(const struct chart *chart, const struct area *row, int x, const char *name,
                       double value, size_t at)
{
    char words[64];
    char day[FORMAT_SIZE];
    double digits = fabs(value) / 100; /* three figures */
    x += area_text(row, x, 0, PEN(ROLE_DIM), name) + 1;
    x += area_text(row, x, 0, PEN(ROLE_LABEL),
                   ticks_words(value, digits, chart->kind, chart->currency, words));
    x += 1 + area_text(row, x + 1, 0, PEN(ROLE_DIM), step_words(chart, at, day));
    return x + 3;
}

static void draw_legend(const struct chart *chart, const struct area *row,
                        const struct range *range)
{
    int x = put_extreme(chart, row, 0, _("high"), range->high, range->high_at);
    x = put_extreme(chart, row, x, _("low"), range->low, range->low_at);
    const char *dotted = chart->low && !chart->pending
                             ? chart->band ? chart->band : _("dotted: how far off it may be")
                         : chart->previous && chart->previous_year
                             ? _("dotted: the same period of last year")
                         : chart->previous ? _("dotted: the period before")
                                           : "";
    if (x + area_columns(row, dotted) <= row->width) {
        area_text(row, x, 0, PEN(ROLE_CHART_PREVIOUS), dotted);
    }
}

static int label_columns(const struct area *area, const struct chart *chart,
                         const struct ticks *ticks)
{
    int widest = 0;
    for (int i = 0; i <= ticks->count; i++) {
        char words[64];
        int columns = area_columns(area, ticks_words(ticks->first + i * ticks->step, ticks->step,
                                                     chart->kind, chart->currency, words));
        widest = columns > widest ? columns : widest;
    }
    return widest;
}

void chart_draw(const struct area *area, const struct chart *chart)
{
    struct range now = range_of(chart->values, chart->count);
    struct range before = range_of(chart->previous, chart->previous_count);
    if (!now.known && chart->pending) {
        now = range_of(chart->pending, chart->count);
    }
    if (!now.known) {
        area_cut(area, 0, area->height / 2, area->width, PEN(ROLE_UNKNOWN),
                 _("no day with a known value"));
        return;
    }
    struct area rest = *area;
    bool axes = !chart->bare && area->width >= AXIS_WIDTH && area->height >= AXIS_HEIGHT;
    if (axes && area->height >= LEGEND_HEIGHT) {
        struct area legend = area_take_top(&rest, 1);
        draw_legend(chart, &legend, &now);
    }
    struct area below = rest;
    if (axes) {
        below = area_take_bottom(&rest, 2);
    }
    struct range whole = widened(chart, now);
    struct ticks ticks = ticks_of(chart, &whole, &before, rest.height);
    struct plot plot = {.low = ticks.first,
                        .high = ticks.first + ticks.count * ticks.step,
                        .steps = chart->count,
                        .dots_x = plot_dots_x(area),
                        .dots_y = plot_dots_y(area)};
    struct area left = rest;
    if (axes) {
        left = area_take_left(&rest, label_columns(area, chart, &ticks) + 1);
    }
    struct area letters = rest;
    if (axes && chart->has_bands) {
        letters = area_take_right(&rest, 2);
        letters = area_in(&letters, 1, 0, 1, letters.height);
    }
    plot.area = rest;
    if (chart->has_bands) {
        draw_bands(chart, &plot, axes ? &letters : &(struct area){.canvas = area->canvas});
    }
    if (chart->zero) {
        int y = dot_y(&plot, 0) / plot.dots_y;
        lines_horizontal(&plot.area, 0, y, plot.area.width, PEN(ROLE_AXIS));
    }
    draw_interval(chart, &plot);
    draw_line(&plot, chart->previous, chart->previous_count, 3, ROLE_CHART_PREVIOUS);
    draw_line(&plot, chart->pending, chart->pending ? chart->count : 0, 2, ROLE_COUNTING);
    draw_line(&plot, chart->values, chart->count, 1, ROLE_CHART);
    if (axes) {
        mark_extremes(&plot, &now);
        draw_cursor(chart, &plot);
        draw_y_axis(chart, &plot, &left, &ticks);
        draw_x_axis(chart, &plot, &below, left.width);
    }
}
