/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of hours and weekdays of breakdown.h as grids for pages of text. */
#include <string.h>

#include "base/i18n.h"
#include "report/breakdown_private.h"
#include "text/format.h"

#define HOURS    24
#define WEEKDAYS 7

static const struct table_column *grid_columns(struct arena *arena)
{
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, WEEKDAYS + 1);
    if (columns) {
        columns[0] = (struct table_column){.id = "hour", .title = _("Hour"), .kind = CELL_TEXT};
        for (int day = 0; day < WEEKDAYS; day++) {
            char key[8];
            breakdown_cell_key(day, 0, key);
            key[3] = '\0';
            columns[day + 1] = (struct table_column){.id = arena_strdup(arena, key),
                                                     .title = breakdown_weekday_short(day),
                                                     .kind = CELL_TEXT,
                                                     .align = TABLE_RIGHT};
        }
    }
    return columns;
}

/* "12.3", "12.3?" of too few, "12.3+" beyond chance above the others: five columns at most, so that
 * a week stands on the narrowest screen. at: of the KPI, or the KPIs' count for the sends. */
static const char *words_of(const struct breakdown_builder *builder,
                            const struct breakdown_row *row, size_t at)
{
    char buffer[64];
    const struct breakdown *breakdown = builder->breakdown;
    if (at == breakdown->kpi_count) {
        struct cell cell = item_counter_cell(&row->item, COUNTER_SENT);
        return arena_strdup(builder->arena, cell_words(&cell, false, buffer));
    }
    struct kpi_result result = item_kpi(&row->item, builder->scope, breakdown->kpis[at]);
    struct cell cell = item_kpi_cell(&row->item, &result, breakdown->kpis[at]);
    bool all = cell.kind == CELL_PERCENT && cell.number == 1;
    int side = row->spread[at].side;
    bool few = result.value.has_value && result.value.denominator < BREAKDOWN_CELL_ENOUGH;
    return arena_printf(builder->arena, "%s%s", all ? "100" : cell_words(&cell, true, buffer),
                        few        ? "?"
                        : side > 0 ? "+"
                        : side < 0 ? "-"
                                   : " ");
}

/* Hours from the first to the last in which anything was sent. */
static void hours_of(const struct breakdown *breakdown, int *first, int *last)
{
    *first = HOURS;
    *last = -1;
    for (size_t i = 0; i < breakdown->row_count; i++) {
        int hour = breakdown_cell_of(BREAKDOWN_HOUR_WEEKDAY, breakdown->rows[i].key) % HOURS;
        *first = hour < *first ? hour : *first;
        *last = hour > *last ? hour : *last;
    }
}

static const struct table *grid_of(const struct breakdown_builder *builder, size_t at)
{
    const struct breakdown *breakdown = builder->breakdown;
    const struct table_column *columns = grid_columns(builder->arena);
    int first, last;
    hours_of(breakdown, &first, &last);
    bool sends = at == breakdown->kpi_count;
    bool percent = !sends && kpi_info(breakdown->kpis[at])->unit == KPI_UNIT_PERCENT;
    const char *title =
        sends     ? _("Sent")
        : percent ? arena_printf(builder->arena, "%s, %%", column_kpi_title(breakdown->kpis[at]))
                  : column_kpi_title(breakdown->kpis[at]);
    struct table *table = columns && title
                              ? table_new(builder->arena, title, columns, WEEKDAYS + 1,
                                          last < first ? 0 : (size_t)(last - first + 1))
                              : NULL;
    for (size_t i = 0; table && i < table->row_count; i++) {
        const char *hour = arena_printf(builder->arena, "%02d", first + (int)i);
        if (!hour) {
            return NULL;
        }
        *table_cell(table, i, 0) = cell_text(hour);
    }
    for (size_t i = 0; table && i < breakdown->row_count; i++) {
        int cell = breakdown_cell_of(BREAKDOWN_HOUR_WEEKDAY, breakdown->rows[i].key);
        const char *words = words_of(builder, &breakdown->rows[i], at);
        if (!words) {
            return NULL;
        }
        *table_cell(table, (size_t)(cell % HOURS - first), (size_t)(cell / HOURS) + 1) =
            cell_text(words);
    }
    return table;
}

/* Whether any cell knows the KPI. */
static bool is_known(const struct breakdown_builder *builder, enum kpi kpi)
{
    const struct breakdown *breakdown = builder->breakdown;
    for (size_t i = 0; i < breakdown->row_count; i++) {
        if (item_value(&breakdown->rows[i].item, &builder->scope->options, kpi).has_value) {
            return true;
        }
    }
    return false;
}

/* The KPI that is shown where nobody chose. */
static size_t main_kpi(const struct breakdown_builder *builder)
{
    static const enum kpi liked[] = {KPI_CTR, KPI_OPEN_RATE, KPI_ENGAGEMENT_RATE};
    const struct breakdown *breakdown = builder->breakdown;
    for (size_t k = 0; k < ARRAY_COUNT(liked); k++) {
        for (size_t at = 0; at < breakdown->kpi_count; at++) {
            if (breakdown->kpis[at] == liked[k] && is_known(builder, liked[k])) {
                return at;
            }
        }
    }
    return 0;
}

bool breakdown_grids(struct breakdown_builder *builder, bool chosen)
{
    struct breakdown *breakdown = builder->breakdown;
    size_t count = chosen ? breakdown->kpi_count : 1;
    size_t first = chosen ? 0 : main_kpi(builder);
    const struct table **grids = ARENA_ARRAY(builder->arena, const struct table *, count + 1);
    if (!grids || !(grids[0] = grid_of(builder, breakdown->kpi_count))) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < count; i++) {
        if (!(grids[i + 1] = grid_of(builder, first + i))) {
            return err_memory(builder->err);
        }
    }
    breakdown->grids = grids;
    breakdown->grid_count = count + 1;
    return true;
}
