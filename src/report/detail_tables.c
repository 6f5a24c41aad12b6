/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of detail.h as tables, for text and exports. */
#include "report/detail.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/column.h"
#include "report/failures.h"
#include "report/words.h"
#include "text/format.h"

static struct cell text_or_empty(const char *text)
{
    return text ? cell_text(text) : (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
}

static struct cell fraction(bool known, double value)
{
    return known ? (struct cell){.number = value, .kind = CELL_PERCENT, .grade = GRADE_NONE}
                 : (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
}

static struct table *new_table(struct arena *arena, const char *title,
                               const struct table_column *columns, size_t count, size_t rows)
{
    struct table_column *kept = ARENA_ARRAY(arena, struct table_column, count);
    if (!kept) {
        return NULL;
    }
    memcpy(kept, columns, count * sizeof *kept);
    return table_new(arena, title, kept, count, rows);
}

struct table *detail_funnel_table(struct arena *arena, const struct detail *detail)
{
    const struct table_column columns[] = {
        {.id = "step", .title = _("Step"), .kind = CELL_TEXT},
        {.id = "count", .title = _("Count"), .kind = CELL_COUNT, .align = TABLE_RIGHT},
        {.id = "share",
         .title = _("Of the step before"),
         .kind = CELL_PERCENT,
         .align = TABLE_RIGHT},
        {.id = "note", .title = _("Note"), .kind = CELL_TEXT},
    };
    struct table *table =
        new_table(arena, _("Funnel"), columns, ARRAY_COUNT(columns), detail->step_count);
    for (size_t i = 0; table && i < detail->step_count; i++) {
        const struct detail_step *step = &detail->steps[i];
        *table_cell(table, i, 0) = cell_text(step->label);
        *table_cell(table, i, 1) =
            step->known ? cell_count(step->count) : cell_unknown(KPI_REASON_UNKNOWN_COUNTER);
        *table_cell(table, i, 2) = fraction(step->has_share, step->share);
        *table_cell(table, i, 3) = text_or_empty(step->largest_drop ? _("largest drop") : NULL);
    }
    return table;
}

/* A bound of a KPI's interval: a share, or points of a score. */
static struct cell bound(enum kpi id, bool known, double value)
{
    struct cell cell = fraction(known, value);
    if (known && kpi_info(id)->unit != KPI_UNIT_PERCENT) {
        cell.kind = CELL_NUMBER;
    }
    return cell;
}

struct table *detail_kpi_table(struct arena *arena, const struct detail *detail)
{
    const struct table_column columns[] = {
        {.id = "id", .title = _("Id"), .kind = CELL_TEXT, .priority = 6, .key = true},
        {.id = "kpi", .title = _("KPI"), .kind = CELL_TEXT},
        {.id = "value",
         .title = _("Value"),
         .kind = CELL_NUMBER,
         .align = TABLE_RIGHT,
         .graded = true},
        {.id = "low", .title = _("From"), .kind = CELL_PERCENT, .align = TABLE_RIGHT},
        {.id = "high", .title = _("To"), .kind = CELL_PERCENT, .align = TABLE_RIGHT},
        {.id = "distance", .title = _("Distance"), .kind = CELL_TEXT},
        {.id = "change", .title = _("Change"), .kind = CELL_TEXT, .align = TABLE_RIGHT},
        {.id = "source", .title = _("Source"), .kind = CELL_TEXT},
        {.id = "note", .title = _("Note"), .kind = CELL_TEXT},
    };
    struct table *table =
        new_table(arena, _("KPIs"), columns, ARRAY_COUNT(columns), detail->kpi_count);
    for (size_t i = 0; table && i < detail->kpi_count; i++) {
        const struct detail_kpi *row = &detail->kpis[i];
        const struct kpi_value *value = &row->result.value;
        const struct cell cells[] = {cell_text(kpi_info(row->kpi)->name),
                                     cell_text(row->label),
                                     row->cell,
                                     bound(row->kpi, value->has_interval, value->low),
                                     bound(row->kpi, value->has_interval, value->high),
                                     text_or_empty(row->distance),
                                     text_or_empty(row->change_words),
                                     text_or_empty(kpi_source_name(value->source)),
                                     text_or_empty(row->note)};
        memcpy(table_cell(table, i, 0), cells, sizeof cells);
    }
    return table;
}

/* --- parts side by side ---------------------------------------------------------------------- */

static bool known_to_any(const struct detail *detail, const struct scope *scope, enum kpi id)
{
    for (size_t i = 0; i < detail->part_count; i++) {
        if (kpi_eval(id, detail->parts[i].item.total, &scope->options).has_value) {
            return true;
        }
    }
    return false;
}

static bool fill_part(struct arena *arena, const struct detail_part *part,
                      const struct scope *scope, enum kpi id, struct cell *value,
                      struct cell *interval)
{
    char words[WORDS_SIZE];
    struct kpi_result result = item_kpi(&part->item, scope, id);
    *value = item_kpi_cell(&part->item, &result, id);
    words_interval(id, &result.value, false, words);
    const char *kept = words[0] ? arena_strdup(arena, words) : NULL;
    *interval = text_or_empty(kept);
    return kept || !words[0];
}

static bool describe_parts(struct arena *arena, const struct detail *detail,
                           struct table_column *columns)
{
    columns[0] =
        (struct table_column){.id = "kpi", .title = _("KPI"), .kind = CELL_TEXT, .min_columns = 18};
    for (size_t i = 0; i < detail->part_count; i++) {
        const char *id = arena_printf(arena, "part_%zu", i + 1);
        const char *interval = arena_printf(arena, "part_%zu_interval", i + 1);
        if (!id || !interval) {
            return false;
        }
        columns[1 + 2 * i] = (struct table_column){.id = id,
                                                   .title = detail->parts[i].name,
                                                   .kind = CELL_NUMBER,
                                                   .align = TABLE_RIGHT,
                                                   .priority = (uint8_t)(i + 1),
                                                   .graded = true};
        columns[2 + 2 * i] = (struct table_column){.id = interval,
                                                   .title = _("95 % sure"),
                                                   .kind = CELL_TEXT,
                                                   .priority = (uint8_t)(DETAIL_PARTS_MAX + i + 1),
                                                   .min_columns = 14};
    }
    return true;
}

struct table *detail_parts_table(struct arena *arena, const struct detail *detail,
                                 const struct scope *scope)
{
    if (detail->part_count == 0) {
        return NULL;
    }
    size_t count = 1 + 2 * detail->part_count;
    struct table_column columns[1 + 2 * DETAIL_PARTS_MAX];
    if (!describe_parts(arena, detail, columns)) {
        return NULL;
    }
    struct table *table = new_table(arena, _(attr_info(detail->parts_by)->label), columns, count,
                                    detail->kpi_count + 1);
    if (!table) {
        return NULL;
    }
    size_t row = 0;
    *table_cell(table, row, 0) = cell_text(_(counter_info(COUNTER_SENT)->label));
    for (size_t i = 0; i < detail->part_count; i++) {
        *table_cell(table, row, 1 + 2 * i) =
            item_counter_cell(&detail->parts[i].item, COUNTER_SENT);
    }
    for (size_t k = 0; k < detail->kpi_count; k++) {
        enum kpi id = detail->kpis[k].kpi;
        if (!known_to_any(detail, scope, id)) {
            continue;
        }
        row++;
        *table_cell(table, row, 0) = cell_text(detail->kpis[k].label);
        for (size_t i = 0; i < detail->part_count; i++) {
            if (!fill_part(arena, &detail->parts[i], scope, id, table_cell(table, row, 1 + 2 * i),
                           table_cell(table, row, 2 + 2 * i))) {
                return NULL;
            }
        }
    }
    table->row_count = row + 1;
    return table;
}

/* --- the trend ------------------------------------------------------------------------------- */

struct table *detail_trend_table(struct arena *arena, const struct detail *detail)
{
    const struct detail_trend *trend = &detail->trend;
    const struct table_column columns[] = {
        {.id = "day", .title = _("Day"), .kind = CELL_DAY},
        {.id = kpi_info(trend->kpi)->name,
         .title = column_kpi_title(trend->kpi),
         .kind = item_kpi_kind(trend->kpi),
         .align = TABLE_RIGHT},
    };
    struct table *table =
        new_table(arena, _("Day by day"), columns, ARRAY_COUNT(columns), trend->count);
    for (size_t i = 0; table && i < trend->count; i++) {
        struct cell cell = cell_unknown(KPI_REASON_UNKNOWN_COUNTER);
        if (!isnan(trend->values[i])) {
            cell = (struct cell){.kind = (uint8_t)item_kpi_kind(trend->kpi), .grade = GRADE_NONE};
            if (cell.kind == CELL_MONEY) {
                cell.integer = words_micros(trend->values[i]);
                cell.currency = item_currency(&detail->item);
            } else {
                cell.number = trend->values[i];
            }
        }
        *table_cell(table, i, 0) = cell_day(trend->first_day + (int32_t)i);
        *table_cell(table, i, 1) = cell;
    }
    return table;
}

/* --- what needs a pass ----------------------------------------------------------------------- */

bool detail_failures(struct arena *arena, struct store *store, const struct scope *scope,
                     int64_t number, struct cancel *cancel, struct table **table, struct err *err)
{
    const struct failures *failures;
    if (!failures_build(arena, store, scope, number, true, cancel, &failures, err)) {
        return false;
    }
    *table = failures->table;
    return true;
}

bool detail_files(struct arena *arena, struct store *store, int64_t number, struct cancel *cancel,
                  struct table **table, struct err *err)
{
    const struct table_column columns[] = {
        {.id = "id", .title = _("No"), .kind = CELL_COUNT, .align = TABLE_RIGHT},
        {.id = "file", .title = _("File"), .kind = CELL_TEXT},
        {.id = "format", .title = _("Format"), .kind = CELL_TEXT},
        {.id = "updated_at", .title = _("Imported"), .kind = CELL_MOMENT},
    };
    struct campaign_import *imports;
    size_t count;
    if (cancelled(cancel)) {
        return err_set(err, ERR_CANCELLED, _("stopped"));
    }
    if (!query_campaign_imports(store, arena, number, &imports, &count, err)) {
        return false;
    }
    struct table *made =
        new_table(arena, _("Files it comes from"), columns, ARRAY_COUNT(columns), count);
    int64_t *ids = ARENA_ARRAY(arena, int64_t, count);
    if (!made || !ids) {
        return err_memory(err);
    }
    made->row_ids = ids;
    for (size_t i = 0; i < count; i++) {
        *table_cell(made, i, 0) = cell_count(imports[i].id);
        *table_cell(made, i, 1) = cell_text(imports[i].file);
        *table_cell(made, i, 2) = cell_text(imports[i].format);
        *table_cell(made, i, 3) = (struct cell){
            .integer = imports[i].updated_at, .kind = CELL_MOMENT, .grade = GRADE_NONE};
        ids[i] = imports[i].id;
    }
    *table = made;
    return true;
}
