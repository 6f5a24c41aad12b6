/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/bands.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/column.h"
#include "report/totals.h"
#include "report/words.h"
#include "text/format.h"

struct laying {
    struct arena *arena;
    const struct scope *scope;
    const struct totals *totals;
    struct bands *bands;
    struct err *err;
};

/* --- sets ------------------------------------------------------------------------------------ */

static const char *set_title(struct arena *arena, const struct benchmark_set *set)
{
    if (!set->conditional || !set->bind_count) {
        return set->id;
    }
    const struct benchmark_bind *bind = &set->binds[0];
    return arena_printf(arena, "%s %s%s%s", set->id,
                        bind->kind == KIND_UNKNOWN ? "" : campaign_kind_name(bind->kind),
                        bind->channel ? " " : "", bind->channel ? bind->channel : "");
}

static bool take_sets(struct laying *laying, const struct benchmarks *all)
{
    struct bands *bands = laying->bands;
    struct bands_set *sets = ARENA_ARRAY(laying->arena, struct bands_set, BANDS_SETS_MAX);
    if (!sets) {
        return err_memory(laying->err);
    }
    for (size_t i = 0; i < all->count && bands->set_count < BANDS_SETS_MAX; i++) {
        const struct benchmark_set *set = &all->sets[i];
        const char *title = set_title(laying->arena, set);
        if (!title) {
            return err_memory(laying->err);
        }
        sets[bands->set_count++] = (struct bands_set){
            .set = set, .title = title, .current = strcmp(set->id, laying->scope->benchmark) == 0};
    }
    bands->sets = sets;
    return true;
}

/* --- marks ----------------------------------------------------------------------------------- */

/* "15/25/30 %", "5/7/10 ×"; the unit once. */
static const char *edge_words(struct arena *arena, const struct benchmark_row *row)
{
    const double edges[] = {row->typical, row->good, row->best};
    char words[ARRAY_COUNT(edges)][WORDS_SIZE];
    enum kpi_unit unit = kpi_info(row->kpi)->unit;
    for (size_t i = 0; i < ARRAY_COUNT(edges); i++) {
        const struct kpi_value value = {
            .has_value = true, .value = edges[i], .currency = row->currency};
        if (unit == KPI_UNIT_MONEY) {
            words_value(row->kpi, &value, words[i]);
        } else {
            format_number(unit == KPI_UNIT_PERCENT ? edges[i] * 100 : edges[i], words[i]);
        }
    }
    const char *sign = unit == KPI_UNIT_PERCENT ? " %" : unit == KPI_UNIT_TIMES ? " ×" : "";
    return arena_printf(arena, "%s/%s/%s%s", words[0], words[1], words[2], sign);
}

static bool fill_mark(struct laying *laying, enum kpi kpi, const struct kpi_value *value,
                      const struct benchmark_set *set, struct bands_mark *mark)
{
    const struct report_item *item = &laying->totals->item;
    bool speaks = benchmark_speaks_of(set, item->channel);
    const struct grade_bench bench = {.set = set, .row = speaks ? benchmark_row(set, kpi) : NULL};
    char distance[WORDS_SIZE];
    mark->row = bench.row;
    mark->grade = (struct grade_result){.grade = GRADE_NONE};
    mark->distance = "";
    mark->edges = "";
    if (!mark->row) {
        return true;
    }
    mark->grade = grade_against(kpi, value, item->total, &laying->scope->options,
                                grade_goal(GOAL_UNKNOWN, item->total), &bench);
    mark->edges = edge_words(laying->arena, mark->row);
    mark->distance = arena_strdup(laying->arena, words_distance(kpi, &mark->grade, distance));
    return (mark->edges && mark->distance) || err_memory(laying->err);
}

static bool is_spoken_of(const struct bands *bands, enum kpi kpi)
{
    for (size_t i = 0; i < bands->set_count; i++) {
        if (benchmark_row(bands->sets[i].set, kpi)) {
            return true;
        }
    }
    return false;
}

static bool fill_rows(struct laying *laying)
{
    struct bands *bands = laying->bands;
    struct bands_row *rows = ARENA_ARRAY(laying->arena, struct bands_row, KPI_COUNT);
    if (!rows) {
        return err_memory(laying->err);
    }
    for (int id = 0; id < KPI_COUNT; id++) {
        if (!is_spoken_of(bands, (enum kpi)id)) {
            continue;
        }
        struct bands_row *row = &rows[bands->row_count++];
        struct bands_mark *marks =
            ARENA_ARRAY(laying->arena, struct bands_mark, bands->set_count + 1);
        if (!marks) {
            return err_memory(laying->err);
        }
        row->kpi = (enum kpi)id;
        row->value = item_value(&laying->totals->item, &laying->scope->options, row->kpi);
        row->marks = marks;
        for (size_t i = 0; i < bands->set_count; i++) {
            if (!fill_mark(laying, row->kpi, &row->value, bands->sets[i].set, &marks[i])) {
                return false;
            }
        }
    }
    bands->rows = rows;
    return true;
}

const char *bands_source(struct arena *arena, const struct bands_set *set,
                         const struct bands_mark *mark)
{
    struct strbuf out = STRBUF_INIT;
    const struct benchmark_row *row = mark->row;
    const char *labels[] = {NULL, NULL, N_("source"), NULL, N_("sample"), N_("note")};
    const char *texts[] = {set->set->title,        set->set->origin,
                           row ? row->source : "", row && row->date[0] ? row->date : set->set->date,
                           row ? row->sample : "", row ? row->note : ""};
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        if (texts[i][0]) {
            strbuf_puts(&out, out.length ? " · " : "");
            if (labels[i]) {
                strbuf_printf(&out, "%s: ", _(labels[i]));
            }
            strbuf_puts(&out, texts[i]);
        }
    }
    if (row && row->ceiling != CEILING_NONE) {
        char words[FORMAT_SIZE];
        strbuf_puts(&out, out.length ? " · " : "");
        if (row->ceiling == CEILING_KPI) {
            strbuf_printf(&out, _("ceiling %s × %s"), format_number(row->ceiling_value, words),
                          _(kpi_info(row->ceiling_kpi)->label));
        } else {
            const struct kpi_value value = {
                .has_value = true, .value = row->ceiling_value, .currency = row->currency};
            char amount[WORDS_SIZE];
            strbuf_printf(&out, _("ceiling %s"), words_value(row->kpi, &value, amount));
        }
    }
    const char *kept = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return kept;
}

/* --- where it is from ------------------------------------------------------------------------ */

static const char *date_of(const struct bands_set *set, const struct benchmark_row *row)
{
    return row->date[0] ? row->date : set->set->date;
}

static bool same_source(const struct bands_set *set, const struct benchmark_row *a,
                        const struct benchmark_row *b)
{
    return strcmp(a->source, b->source) == 0 && strcmp(a->sample, b->sample) == 0 &&
           strcmp(date_of(set, a), date_of(set, b)) == 0;
}

/* The first mark of a set whose row says what this one says of its source. */
static size_t first_like(const struct bands *bands, size_t set, size_t row)
{
    size_t first = 0;
    while (!bands->rows[first].marks[set].row ||
           !same_source(&bands->sets[set], bands->rows[first].marks[set].row,
                        bands->rows[row].marks[set].row)) {
        first++;
    }
    return first;
}

/* "CTR, Open": all KPIs of a set that are from where this one is from. */
static const char *kpis_like(struct arena *arena, const struct bands *bands, size_t set, size_t row)
{
    struct strbuf out = STRBUF_INIT;
    for (size_t i = row; i < bands->row_count; i++) {
        if (bands->rows[i].marks[set].row && first_like(bands, set, i) == row) {
            strbuf_printf(&out, "%s%s", out.length ? ", " : "",
                          column_kpi_title(bands->rows[i].kpi));
        }
    }
    const char *kept = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return kept;
}

struct table *bands_sources(struct arena *arena, const struct bands *bands)
{
    static const struct {
        const char *id, *title;
    } named[] = {{"set", N_("Set")},
                 {"source", N_("Source")},
                 {"date", N_("Date")},
                 {"sample", N_("Sample")},
                 {"kpis", N_("KPIs")}};
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, ARRAY_COUNT(named));
    struct table *table = columns ? table_new(arena, _("Sources"), columns, ARRAY_COUNT(named),
                                              bands->set_count * bands->row_count)
                                  : NULL;
    for (size_t i = 0; columns && i < ARRAY_COUNT(named); i++) {
        columns[i] =
            (struct table_column){.id = named[i].id, .title = _(named[i].title), .kind = CELL_TEXT};
    }
    size_t count = 0;
    for (size_t at = 0; table && at < bands->set_count * bands->row_count; at++) {
        size_t set = at / bands->row_count, row = at % bands->row_count;
        const struct benchmark_row *from = bands->rows[row].marks[set].row;
        if (!from || first_like(bands, set, row) != row) {
            continue;
        }
        const char *kpis = kpis_like(arena, bands, set, row);
        const char *texts[] = {bands->sets[set].title, from->source,
                               date_of(&bands->sets[set], from), from->sample, kpis};
        for (size_t i = 0; kpis && i < ARRAY_COUNT(texts); i++) {
            *table_cell(table, count, i) = cell_text(texts[i]);
        }
        count++;
        table = kpis ? table : NULL;
    }
    if (table) {
        table->row_count = count;
    }
    return table;
}

/* --- the table ------------------------------------------------------------------------------- */

static const struct table_column *make_columns(const struct laying *laying)
{
    const struct bands *bands = laying->bands;
    struct table_column *columns =
        ARENA_ARRAY(laying->arena, struct table_column, BANDS_FIRST_SET + bands->set_count);
    if (!columns) {
        return NULL;
    }
    columns[0] =
        (struct table_column){.id = "kpi", .title = _("KPI"), .kind = CELL_TEXT, .min_columns = 12};
    columns[1] = (struct table_column){.id = "yours",
                                       .title = _("Yours"),
                                       .kind = CELL_NUMBER,
                                       .align = TABLE_RIGHT,
                                       .graded = true};
    columns[2] = (struct table_column){.id = "distance",
                                       .title = _("Distance"),
                                       .help = _("to the next better band of the set in force"),
                                       .kind = CELL_TEXT,
                                       .priority = 1,
                                       .min_columns = 20};
    for (size_t i = 0; i < bands->set_count; i++) {
        const struct bands_set *set = &bands->sets[i];
        size_t priority = set->current ? 2 : 3 + i;
        columns[BANDS_FIRST_SET + i] = (struct table_column){
            .id = set->title,
            .title = set->current ? arena_printf(laying->arena, "%s *", set->title) : set->title,
            .help = _("where typical, good and best begin; the letter is the band of your figure"),
            .kind = CELL_TEXT,
            .priority = (uint8_t)priority,
            .min_columns = set->set->conditional ? 22 : 16};
        if (!columns[BANDS_FIRST_SET + i].title) {
            return NULL;
        }
    }
    return columns;
}

static bool fill_row(const struct laying *laying, struct table *table, size_t at)
{
    const struct bands *bands = laying->bands;
    const struct bands_row *row = &bands->rows[at];
    struct kpi_result result = item_kpi(&laying->totals->item, laying->scope, row->kpi);
    char words[WORDS_SIZE];
    *table_cell(table, at, 0) = cell_text(column_kpi_title(row->kpi));
    *table_cell(table, at, 1) = item_kpi_cell(&laying->totals->item, &result, row->kpi);
    words_distance(row->kpi, &result.grade, words);
    if (!words[0] && result.value.has_value) {
        words_reason(row->kpi, result.grade.reason, words);
    }
    *table_cell(table, at, 2) = cell_text(arena_strdup(laying->arena, words));
    if (!table_cell(table, at, 2)->text) {
        return err_memory(laying->err);
    }
    for (size_t i = 0; i < bands->set_count; i++) {
        const struct bands_mark *mark = &row->marks[i];
        const char *text = mark->row ? arena_printf(laying->arena, "%c %s",
                                                    grade_letter(mark->grade.grade), mark->edges)
                                     : "";
        *table_cell(table, at, BANDS_FIRST_SET + i) = cell_text(text);
        if (!text) {
            return err_memory(laying->err);
        }
    }
    return true;
}

static bool lay_out(struct laying *laying)
{
    struct bands *bands = laying->bands;
    const struct table_column *columns = make_columns(laying);
    struct table *table = columns ? table_new(laying->arena, _("Benchmarks"), columns,
                                              BANDS_FIRST_SET + bands->set_count, bands->row_count)
                                  : NULL;
    if (!table) {
        return err_memory(laying->err);
    }
    for (size_t i = 0; i < bands->row_count; i++) {
        if (!fill_row(laying, table, i)) {
            return false;
        }
    }
    bands->table = table;
    return table_note(table, laying->arena,
                      _("* the set in force. Edges are where typical, good and best begin; the "
                        "letter is the band of all campaigns together, each of which is graded by "
                        "what is bound to it.")) ||
           err_memory(laying->err);
}

bool bands_build(struct arena *arena, struct store *store, const struct scope *scope,
                 struct cancel *cancel, const struct bands **bands, struct err *err)
{
    struct laying laying = {
        .arena = arena, .scope = scope, .bands = ARENA_NEW(arena, struct bands), .err = err};
    const struct benchmarks *all;
    if (!laying.bands) {
        return err_memory(err);
    }
    if (!scope_learn(arena, store, scope, KPI_NONE, cancel, &all, err) ||
        !totals_build(arena, store, scope, cancel, &laying.totals, err) ||
        !take_sets(&laying, all) || !fill_rows(&laying) || !lay_out(&laying)) {
        return false;
    }
    *bands = laying.bands;
    return true;
}
