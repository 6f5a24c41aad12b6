/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trend as a table. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "report/trend_private.h"
#include "report/words.h"

enum { DATE, VALUE, LOW, HIGH, X, N, PREVIOUS, STATE, NOTE, COLUMNS };

static struct cell empty(void)
{
    return (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
}

struct cell trend_cell(const struct trend *trend, const struct trend_point *point)
{
    if (!point->known) {
        return point->has_data ? cell_unknown((enum kpi_reason)point->reason) : empty();
    }
    struct cell cell = {.kind = (uint8_t)trend->kind,
                        .currency =
                            trend->kind == CELL_MONEY ? trend->currency : (struct currency){""},
                        .grade = GRADE_NONE};
    unsigned flags = (point->over ? CELL_OVER : 0u) | (point->partial ? CELL_PARTIAL : 0u) |
                     (point->counting ? CELL_COUNTING : 0u);
    cell.flags = (uint8_t)flags;
    if (trend->kind == CELL_MONEY) {
        cell.integer = words_micros(point->value);
    } else if (trend->kind == CELL_COUNT) {
        cell.integer = point->x;
    } else {
        cell.number = point->value;
    }
    return cell;
}

const char *trend_words(const struct trend *trend, const struct trend_point *point,
                        char buffer[TREND_WORDS])
{
    char words[TREND_WORDS];
    struct cell cell = trend_cell(trend, point);
    const char *unit = point->known ? trend_measure_unit(trend->measure) : "";
    if (cell.kind == CELL_EMPTY) {
        buffer[0] = '\0';
        return buffer;
    }
    snprintf(buffer, TREND_WORDS, "%s%s%s", cell_words(&cell, false, words), unit[0] ? " " : "",
             unit);
    return buffer;
}

const char *trend_point_note(struct arena *arena, const struct trend *trend,
                             const struct trend_point *point, bool *failed)
{
    const char *odd =
        point->odd ? point->above ? _("odd: higher than usual") : _("odd: lower than usual") : "";
    const char *counting = point->counting ? _("still counting") : "";
    const char *cut = !point->cut                ? ""
                      : trend->by == TREND_WEEK  ? _("part of a week")
                      : trend->by == TREND_MONTH ? _("part of a month")
                                                 : "";
    const char *over = point->over ? _("more than all there were") : "";
    const char *event = point->event ? point->event : "";
    const char *words[] = {event, odd, counting, cut, over};
    const char *all = NULL;
    *failed = false;
    for (size_t i = 0; i < ARRAY_COUNT(words) && !*failed; i++) {
        if (words[i][0]) {
            all = all ? arena_printf(arena, "%s · %s", all, words[i]) : words[i];
            *failed = !all;
        }
    }
    return all;
}

/* What was divided. */
static struct cell amount(const struct trend *trend, enum counter id, bool known, int64_t value)
{
    if (!known || (id == COUNTER_NONE && !trend_is_of_facts(trend->measure))) {
        return empty();
    }
    struct cell cell = cell_count(value);
    if (id != COUNTER_NONE && counter_info(id)->kind == COUNTER_KIND_MONEY) {
        cell.kind = CELL_MONEY;
        cell.currency = trend->currency;
    }
    return cell;
}

static struct cell fraction(const struct trend *trend, bool known, double value)
{
    return known ? (struct cell){.number = value, .kind = (uint8_t)trend->kind, .grade = GRADE_NONE}
                 : empty();
}

/* The columns follow from the measure alone, so that scripts find them always. */
static bool divides(const struct trend *trend)
{
    return trend->measure.kpi != KPI_NONE &&
           (kpi_info(trend->measure.kpi)->denominator != COUNTER_NONE ||
            trend_is_of_facts(trend->measure));
}

/* A median or a score has people behind it, of which none is a part. */
static bool has_part(const struct trend *trend)
{
    return !trend_is_of_facts(trend->measure) ||
           kpi_info(trend->measure.kpi)->unit == KPI_UNIT_PERCENT;
}

static bool has_interval(const struct trend *trend)
{
    enum kpi_formula formula =
        trend->measure.kpi == KPI_NONE ? KPI_FORMULA_COUNT : kpi_info(trend->measure.kpi)->formula;
    if (formula == KPI_FORMULA_QUERY) {
        enum kpi_unit unit = kpi_info(trend->measure.kpi)->unit;
        return unit == KPI_UNIT_PERCENT || unit == KPI_UNIT_POINTS;
    }
    return formula == KPI_FORMULA_RATE || formula == KPI_FORMULA_OPEN_ADJUSTED;
}

static const char *state_name(const struct trend_point *point)
{
    return !point->known     ? "gap"
           : point->counting ? "counting"
           : point->odd      ? point->above ? "odd_high" : "odd_low"
                             : "";
}

static void keep_column(struct table_column *columns, int which[COLUMNS], size_t *count, int id,
                        struct table_column column)
{
    which[*count] = id;
    columns[(*count)++] = column;
}

static size_t describe(const struct trend *trend, struct table_column *columns, int which[COLUMNS])
{
    size_t count = 0;
    const char *id = trend_measure_id(trend->measure);
    const char *const steps[] = {
        [TREND_DAY] = _("Day"), [TREND_WEEK] = _("Week from"), [TREND_MONTH] = _("Month from")};
    keep_column(columns, which, &count, DATE,
                (struct table_column){.id = "date", .title = steps[trend->by], .kind = CELL_DAY});
    keep_column(columns, which, &count, VALUE,
                (struct table_column){.id = id,
                                      .title = trend_measure_title(trend->measure),
                                      .kind = trend->kind,
                                      .align = TABLE_RIGHT});
    if (has_interval(trend)) {
        keep_column(
            columns, which, &count, LOW,
            (struct table_column){
                .id = "low", .title = _("From"), .kind = trend->kind, .align = TABLE_RIGHT});
        keep_column(columns, which, &count, HIGH,
                    (struct table_column){
                        .id = "high", .title = _("To"), .kind = trend->kind, .align = TABLE_RIGHT});
    }
    if (divides(trend) && has_part(trend)) {
        keep_column(columns, which, &count, X,
                    (struct table_column){
                        .id = "x", .title = _("Count"), .kind = CELL_COUNT, .align = TABLE_RIGHT});
    }
    if (divides(trend)) {
        keep_column(columns, which, &count, N,
                    (struct table_column){
                        .id = "n", .title = _("Of"), .kind = CELL_COUNT, .align = TABLE_RIGHT});
    }
    if (trend->has_before) {
        keep_column(
            columns, which, &count, PREVIOUS,
            (struct table_column){
                .id = "before", .title = _("Before"), .kind = trend->kind, .align = TABLE_RIGHT});
    }
    keep_column(
        columns, which, &count, STATE,
        (struct table_column){.id = "state", .title = _("State"), .kind = CELL_TEXT, .key = true});
    keep_column(columns, which, &count, NOTE,
                (struct table_column){.id = "note", .title = _("Note"), .kind = CELL_TEXT});
    return count;
}

static bool fill_row(struct arena *arena, const struct trend *trend, size_t i, const int *which,
                     size_t columns, struct cell *row)
{
    const struct trend_point *point = &trend->points[i];
    const struct kpi_info *info =
        trend->measure.kpi != KPI_NONE ? kpi_info(trend->measure.kpi) : NULL;
    bool failed;
    const char *note = trend_point_note(arena, trend, point, &failed);
    if (failed) {
        return false;
    }
    for (size_t k = 0; k < columns; k++) {
        switch (which[k]) {
        case DATE:
            row[k] = cell_day(point->date);
            break;
        case VALUE:
            row[k] = trend_cell(trend, point);
            break;
        case LOW:
            row[k] = fraction(trend, point->has_interval, point->low);
            break;
        case HIGH:
            row[k] = fraction(trend, point->has_interval, point->high);
            break;
        case X:
            row[k] = amount(trend, info ? info->numerator : COUNTER_NONE, point->has_x, point->x);
            break;
        case N:
            row[k] = amount(trend, info ? info->denominator : COUNTER_NONE, point->has_n, point->n);
            break;
        case PREVIOUS:
            row[k] = i < trend->previous_count ? trend_cell(trend, &trend->previous[i]) : empty();
            break;
        case STATE:
            row[k] = cell_text(state_name(point));
            break;
        default:
            row[k] = note ? cell_text(note) : empty();
            break;
        }
    }
    return true;
}

struct table *trend_table(struct arena *arena, const struct trend *trend)
{
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, COLUMNS);
    int which[COLUMNS];
    if (!columns) {
        return NULL;
    }
    size_t count = describe(trend, columns, which);
    struct table *table =
        table_new(arena, trend_measure_title(trend->measure), columns, count, trend->count);
    for (size_t i = 0; table && i < trend->count; i++) {
        if (!fill_row(arena, trend, i, which, count, table_cell(table, i, 0))) {
            return NULL;
        }
    }
    for (size_t i = 0; table && i < trend->note_count; i++) {
        if (!table_note(table, arena, trend->notes[i])) {
            return NULL;
        }
    }
    return table;
}
