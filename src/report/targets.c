/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/targets.h"

#include <string.h>

#include "base/i18n.h"
#include "report/item.h"
#include "report/words.h"

enum { COLUMNS = 5 };

bool targets_set(struct arena *arena, struct store *store, const struct benchmark_set **set,
                 struct err *err)
{
    struct target *targets;
    size_t count;
    *set = NULL;
    if (!targets_list(store, arena, &targets, &count, err)) {
        return false;
    }
    if (count == 0) {
        return true;
    }
    struct benchmark_row *rows = ARENA_ARRAY(arena, struct benchmark_row, count);
    struct benchmark_set *made = ARENA_NEW(arena, struct benchmark_set);
    if (!rows || !made) {
        return err_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        bool based = kpi_info(targets[i].kpi)->based;
        rows[i] =
            (struct benchmark_row){.kpi = targets[i].kpi,
                                   .base = based ? BENCHMARK_BASE_DELIVERED : BENCHMARK_BASE_ANY,
                                   .typical = targets[i].value,
                                   .good = targets[i].value,
                                   .best = targets[i].value,
                                   .currency = targets[i].currency,
                                   .source = "",
                                   .date = "",
                                   .sample = "",
                                   .note = ""};
    }
    *made = (struct benchmark_set){.id = TARGETS_ID,
                                   .title = _("Your own targets"),
                                   .origin = _("own targets"),
                                   .date = "",
                                   .note = _("Reached is best, missed is poor."),
                                   .rows = rows,
                                   .row_count = count};
    *set = made;
    return true;
}

static struct cell value_cell(const struct target *target)
{
    struct cell cell = {.kind = (uint8_t)item_kpi_kind(target->kpi),
                        .currency = target->currency,
                        .grade = GRADE_NONE};
    if (cell.kind == CELL_MONEY) {
        cell.integer = words_micros(target->value);
    } else {
        cell.number = target->value;
    }
    return cell;
}

bool targets_table(struct arena *arena, struct store *store, struct table **table, struct err *err)
{
    const struct table_column columns[COLUMNS] = {
        {.id = "kpi", .title = _("Id"), .kind = CELL_TEXT},
        {.id = "label", .title = _("KPI"), .kind = CELL_TEXT},
        {.id = "target", .title = _("Target"), .kind = CELL_NUMBER, .align = TABLE_RIGHT},
        {.id = "since", .title = _("Since"), .kind = CELL_MOMENT},
        {.id = "import", .title = _("No"), .kind = CELL_COUNT, .align = TABLE_RIGHT}};
    struct target *targets;
    size_t count;
    if (!targets_list(store, arena, &targets, &count, err)) {
        return false;
    }
    struct table_column *kept = ARENA_ARRAY(arena, struct table_column, COLUMNS);
    struct table *made = NULL;
    if (kept) {
        memcpy(kept, columns, sizeof columns);
        made = table_new(arena, _("Targets"), kept, COLUMNS, count);
    }
    for (size_t i = 0; made && i < count; i++) {
        const struct kpi_info *info = kpi_info(targets[i].kpi);
        *table_cell(made, i, 0) = cell_text(info->name);
        *table_cell(made, i, 1) = cell_text(_(info->label));
        *table_cell(made, i, 2) = value_cell(&targets[i]);
        *table_cell(made, i, 3) =
            (struct cell){.integer = targets[i].since, .kind = CELL_MOMENT, .grade = GRADE_NONE};
        *table_cell(made, i, 4) = cell_count(targets[i].run);
    }
    *table = made;
    return made || err_memory(err);
}
