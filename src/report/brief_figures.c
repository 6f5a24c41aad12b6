/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a brief against target, the period before and benchmark, and what they mean. */
#include <math.h>

#include "base/i18n.h"
#include "config/benchmarks_file.h"
#include "report/brief_private.h"
#include "report/words.h"
#include "text/format.h"

/* The target that holds in the period, as a row of the user's own set where a file has one of that
 * name. */
static bool target_of(const struct brief_builder *builder, const struct overview_tile *tile,
                      struct target *target)
{
    const struct scope *scope = builder->scope;
    const struct benchmark_set *set = benchmark_find(scope->sets, BENCHMARKS_TARGETS);
    const struct benchmark_row *row = set && tile->is_kpi ? benchmark_row(set, tile->kpi) : NULL;
    if (row) {
        *target = (struct target){.kpi = tile->kpi,
                                  .counter = COUNTER_NONE,
                                  .value = row->good,
                                  .currency = row->currency};
        return true;
    }
    return !tile->is_kpi && !scope->filter &&
           targets_find(&scope->targets, KPI_NONE, tile->counter, KIND_UNKNOWN, &scope->period,
                        scope->today, target);
}

static bool has_targets(const struct brief_builder *builder)
{
    const struct overview *overview = builder->made->overview;
    struct target target;
    for (size_t i = 0; i < overview->tile_count; i++) {
        if (target_of(builder, &overview->tiles[i], &target)) {
            return true;
        }
    }
    return false;
}

/* Divided by something else than the figure it holds for says nothing of it. */
static bool fits(const struct brief_builder *builder, const struct benchmark_row *row)
{
    bool sent = builder->scope->options.base == RATE_BASE_SENT;
    return row->base == BENCHMARK_BASE_ANY || (row->base == BENCHMARK_BASE_SENT) == sent;
}

static struct cell target_cell_of(const struct brief_builder *builder,
                                  const struct overview_tile *tile)
{
    struct target target;
    if (!target_of(builder, tile, &target)) {
        return (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
    }
    if (!tile->is_kpi) {
        return target_cell(&target);
    }
    const struct benchmark_row *row =
        benchmark_row(benchmark_find(builder->scope->sets, BENCHMARKS_TARGETS), tile->kpi);
    return fits(builder, row) ? target_cell(&target) : cell_unknown(KPI_REASON_BASE_DIFFERS);
}

static bool is_number(const struct cell *cell)
{
    return cell->kind == CELL_PERCENT || cell->kind == CELL_TIMES || cell->kind == CELL_NUMBER;
}

/* As a number that goes with another of its kind; NAN: none, or amounts of two currencies. */
static double number_of(const struct cell *cell, const struct cell *beside)
{
    bool whole = cell->kind == CELL_MONEY || cell->kind == CELL_COUNT;
    if (cell->kind != beside->kind || !(whole || is_number(cell)) ||
        (cell->kind == CELL_MONEY && !currency_equal(cell->currency, beside->currency))) {
        return (double)NAN;
    }
    return whole ? (double)cell->integer : cell->number;
}

static const char *difference_words(const struct overview_tile *tile, double by,
                                    const struct cell *target, char words[WORDS_SIZE])
{
    if (tile->is_kpi) {
        words_change(tile->kpi, by, target->currency, words);
        return words[0] == '+' ? words + 1 : words;
    }
    return target->kind == CELL_MONEY ? format_money(words_micros(by), target->currency, words)
                                      : format_count(words_micros(by), words);
}

/* "reached", "2.2 pt short"; "" where one of the two is not known. */
static const char *target_words(const struct brief_builder *builder,
                                const struct overview_tile *tile, const struct cell *target)
{
    char words[WORDS_SIZE];
    double aim = number_of(target, &tile->cell), value = number_of(&tile->cell, target);
    if (isnan(aim) || isnan(value)) {
        return "";
    }
    double short_of = (aim - value) * tile->direction;
    if (short_of <= 0) {
        return _("reached");
    }
    return arena_printf(builder->arena, tile->direction > 0 ? _("%s short") : _("%s over"),
                        difference_words(tile, short_of, target, words));
}

static bool has_before(const struct brief_builder *builder)
{
    const struct scope *scope = builder->scope;
    return scope->has_delta && scope->recent.from == scope->period.from &&
           scope->recent.to == scope->period.to;
}

/* --- the gauge ------------------------------------------------------------------------------- */

/* Room beyond the last edge and the value. */
static double scale_end(const struct gauge *gauge)
{
    double top = gauge->direction > 0 ? gauge->best : gauge->typical;
    double shown[] = {gauge->value, gauge->before, gauge->target, gauge->high};
    for (size_t i = 0; i < ARRAY_COUNT(shown); i++) {
        top = isnan(shown[i]) ? top : fmax(top, shown[i]);
    }
    return top * 1.15;
}

/* From 0 on; where all bands lie high up, from about as far under them as they are wide, so that
 * they can be told apart. */
static double scale_begin(const struct gauge *gauge)
{
    double low = gauge->typical - 2 * (gauge->best - gauge->typical);
    if (gauge->direction < 0 || low <= 0) {
        return 0;
    }
    low = fmin(low, gauge->value * 0.9);
    return isnan(gauge->before) ? low : fmin(low, gauge->before * 0.9);
}

static const char *gauge_words(const struct brief_builder *builder,
                               const struct overview_tile *tile)
{
    char value[WORDS_SIZE], edge[WORDS_SIZE];
    const struct kpi_value good = {
        .has_value = true, .value = tile->row->good, .currency = tile->row->currency};
    words_value(tile->judge, &tile->judged.value, value);
    words_value(tile->judge, &good, edge);
    return tile->direction > 0 ? arena_printf(builder->arena, _("%s %s; good from %s"),
                                              column_kpi_title(tile->judge), value, edge)
                               : arena_printf(builder->arena, _("%s %s; good below %s"),
                                              column_kpi_title(tile->judge), value, edge);
}

/* The figure of the period before. All time has none: what changes compare then are its last days
 * with those before them, and neither is the figure that stands beside. */
static struct cell before_of(const struct brief_builder *builder, const struct overview_tile *tile)
{
    return has_before(builder) ? tile->before
                               : (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
}

/* What grades the figure, which may be another KPI; false: out of memory. */
static bool gauge_cell(const struct brief_builder *builder, const struct overview_tile *tile,
                       const struct cell *target, struct cell *cell)
{
    *cell = (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
    if (!tile->is_kpi || !tile->row || !tile->judged.value.has_value || !fits(builder, tile->row) ||
        item_kpi_kind(tile->judge) == CELL_MONEY) {
        return true;
    }
    struct gauge *gauge = ARENA_NEW(builder->arena, struct gauge);
    if (!gauge) {
        return false;
    }
    const struct kpi_value *value = &tile->judged.value;
    const struct cell before_cell = before_of(builder, tile), *before = &before_cell;
    bool own = tile->judge == tile->kpi;
    *gauge = (struct gauge){.value = value->value,
                            .low = value->has_interval ? value->low : (double)NAN,
                            .high = value->has_interval ? value->high : (double)NAN,
                            .before = own && is_number(before) ? before->number : (double)NAN,
                            .target = own && is_number(target) ? target->number : (double)NAN,
                            .typical = tile->row->typical,
                            .good = tile->row->good,
                            .best = tile->row->best,
                            .direction = tile->direction,
                            .words = gauge_words(builder, tile)};
    gauge->begin = scale_begin(gauge);
    gauge->end = scale_end(gauge);
    if (kpi_info(tile->judge)->unit == KPI_UNIT_PERCENT) {
        gauge->end = fmin(gauge->end, fmax(1, gauge->value));
    }
    if (gauge->end <= gauge->begin) {
        return gauge->words != NULL;
    }
    *cell = (struct cell){.gauge = gauge, .kind = CELL_GAUGE, .grade = GRADE_NONE};
    return gauge->words != NULL;
}

/* --- the table ------------------------------------------------------------------------------- */

enum {
    ID,
    KPI_TITLE,
    VALUE,
    TARGET,
    TO_TARGET,
    BEFORE,
    SHIFT,
    SHIFT_WORDS,
    GAUGE,
    SPARK,
    NOTE,
    COLUMNS
};

static struct cell change_cell(const struct overview_tile *tile)
{
    bool points = tile->is_kpi && kpi_info(tile->kpi)->unit == KPI_UNIT_PERCENT;
    if (!tile->has_change) {
        return (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
    }
    return (struct cell){.number = tile->change,
                         .kind = points         ? CELL_POINTS
                                 : tile->is_kpi ? CELL_NUMBER
                                                : CELL_PERCENT,
                         .grade = GRADE_NONE};
}

static const char *note_of(const struct brief_builder *builder, const struct overview_tile *tile)
{
    const char *note = tile->note ? tile->note : "";
    return tile->instead
               ? arena_printf(builder->arena, "%s%s%s", tile->instead, note[0] ? " · " : "", note)
               : note;
}

static bool fill_figure(const struct brief_builder *builder, struct table *table, size_t row)
{
    const struct overview_tile *tile = &builder->made->overview->tiles[row];
    struct cell target = target_cell_of(builder, tile), gauge;
    const char *to_target = target_words(builder, tile, &target);
    const char *note = note_of(builder, tile);
    if (!to_target || !note || !gauge_cell(builder, tile, &target, &gauge)) {
        return false;
    }
    *table_cell(table, row, ID) = cell_text(tile->id);
    *table_cell(table, row, KPI_TITLE) = cell_text(tile->label);
    *table_cell(table, row, VALUE) = tile->cell;
    *table_cell(table, row, TARGET) = target;
    *table_cell(table, row, TO_TARGET) = cell_text(to_target);
    *table_cell(table, row, BEFORE) = before_of(builder, tile);
    *table_cell(table, row, SHIFT) = change_cell(tile);
    *table_cell(table, row, SHIFT_WORDS) = cell_text(tile->change_words ? tile->change_words : "");
    *table_cell(table, row, GAUGE) = gauge;
    if (tile->spark) {
        *table_cell(table, row, SPARK) =
            (struct cell){.spark = tile->spark, .kind = CELL_SPARK, .grade = GRADE_NONE};
    }
    *table_cell(table, row, NOTE) = cell_text(note);
    return true;
}

/* Columns of which nothing is known at all are left out. */
static struct table *pick_figures(const struct brief_builder *builder, const struct table *table)
{
    int columns[COLUMNS];
    size_t count = 0;
    bool targets = has_targets(builder), before = has_before(builder);
    for (int i = 0; i < COLUMNS; i++) {
        bool known = i == TARGET || i == TO_TARGET ? targets : i == BEFORE ? before : true;
        if (known && !table->columns[i].key) {
            columns[count++] = i;
        }
    }
    return table_pick(builder->arena, table, columns, count);
}

static struct table *figures_table(const struct brief_builder *builder)
{
    const struct overview *overview = builder->made->overview;
    struct table_column *columns = ARENA_ARRAY(builder->arena, struct table_column, COLUMNS);
    if (!columns) {
        return NULL;
    }
    columns[ID] = brief_words("id", _("Id"));
    columns[ID].key = true;
    columns[KPI_TITLE] = brief_words("kpi", _("KPI"));
    columns[VALUE] = brief_figure("value", _("Value"), CELL_NUMBER);
    columns[VALUE].graded = true;
    columns[TARGET] = brief_figure("target", _("Target"), CELL_NUMBER);
    columns[TO_TARGET] = brief_words("against_target", _("Against it"));
    columns[BEFORE] = brief_figure("before", _("Before"), CELL_NUMBER);
    columns[SHIFT] = brief_figure("change", _("Change"), CELL_NUMBER);
    columns[SHIFT].key = true;
    columns[SHIFT_WORDS] = brief_words("change_words", _("Change"));
    columns[SHIFT_WORDS].align = TABLE_RIGHT;
    columns[GAUGE] = brief_words("gauge", _("Benchmark"));
    columns[GAUGE].kind = CELL_GAUGE;
    columns[SPARK] = brief_words("spark", _("Day by day"));
    columns[SPARK].kind = CELL_SPARK;
    columns[NOTE] = brief_words("note", _("Note"));
    struct table *table =
        table_new(builder->arena, _("Figures"), columns, COLUMNS, overview->tile_count);
    for (size_t i = 0; table && i < overview->tile_count; i++) {
        if (!fill_figure(builder, table, i)) {
            return NULL;
        }
    }
    return table ? pick_figures(builder, table) : NULL;
}

/* --- what they mean -------------------------------------------------------------------------- */

/* "reference: WhatsApp benchmarks, 2026-05, sample …"; "" where nothing judges it. */
static const char *judge_words(const struct brief_builder *builder,
                               const struct overview_tile *tile)
{
    const struct grade_result *grade = &tile->judged.grade;
    const struct benchmark_row *row = tile->row;
    if (!row || !grade->set) {
        return "";
    }
    return arena_printf(builder->arena, "%s%s%s%s%s%s%s", grade->set->id,
                        row->source[0] ? ": " : "", row->source, row->date[0] ? ", " : "",
                        row->date, row->sample[0] ? _(", sample ") : "", row->sample);
}

static struct table *definitions_table(const struct brief_builder *builder)
{
    enum { WHAT, FORMULA, BASE, JUDGE, COUNT };
    const struct overview *overview = builder->made->overview;
    struct table_column *columns = ARENA_ARRAY(builder->arena, struct table_column, COUNT);
    if (!columns) {
        return NULL;
    }
    columns[WHAT] = brief_words("kpi", _("Figure"));
    columns[FORMULA] = brief_words("formula", _("How it is worked out"));
    columns[BASE] = brief_words("base", _("Base"));
    columns[JUDGE] = brief_words("judged_by", _("Judged by"));
    struct table *table =
        table_new(builder->arena, _("What the figures mean"), columns, COUNT, overview->tile_count);
    for (size_t i = 0; table && i < overview->tile_count; i++) {
        const struct overview_tile *tile = &overview->tiles[i];
        const struct kpi_info *info = tile->is_kpi ? kpi_info(tile->kpi) : NULL;
        const char *judge = judge_words(builder, tile);
        if (!judge) {
            return NULL;
        }
        *table_cell(table, i, WHAT) =
            cell_text(info ? _(info->label) : _(counter_info(tile->counter)->label));
        *table_cell(table, i, FORMULA) =
            cell_text(info ? _(info->words) : _(counter_info(tile->counter)->help));
        *table_cell(table, i, BASE) =
            cell_text(info && info->based ? words_base(builder->scope->options.base) : "");
        *table_cell(table, i, JUDGE) = cell_text(judge);
    }
    return table;
}

static bool add_definitions(const struct brief_builder *builder, struct table *table)
{
    return table &&
           table_note(table, builder->arena,
                      _("Letters: P poor, T typical, G good, B best; ~ where chance could have "
                        "made it. n/a is not known, which is not zero.")) &&
           table_note(table, builder->arena,
                      _("Rates of several campaigns are the sums divided, not means of rates; "
                        "money of several currencies is never added."));
}

/* Under the name of its month. */
static bool keep_pace(struct brief_builder *builder)
{
    const struct pace *pace = builder->made->overview->pace;
    if (!brief_keep(builder, BRIEF_PACE, pace_table(builder->arena, pace), NULL)) {
        return false;
    }
    if (pace) {
        builder->made->sections[BRIEF_PACE].title = pace->title;
    }
    return true;
}

bool brief_figures(struct brief_builder *builder)
{
    struct table *figures = figures_table(builder);
    struct table *definitions = definitions_table(builder);
    if (!add_definitions(builder, definitions)) {
        return err_memory(builder->err);
    }
    return brief_keep(builder, BRIEF_FIGURES, figures, NULL) && keep_pace(builder) &&
           brief_keep(builder, BRIEF_DEFINITIONS, definitions, NULL);
}
