/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/targets.h"

#include <string.h>

#include "base/i18n.h"
#include "report/item.h"
#include "report/words.h"

/* --- which one holds -------------------------------------------------------------------------- */

bool target_is_sum(enum kpi kpi, enum counter counter)
{
    return counter != COUNTER_NONE || kpi_info(kpi)->formula == KPI_FORMULA_DIFFERENCE ||
           kpi_info(kpi)->formula == KPI_FORMULA_COUNT;
}

/* The month a period lies within, by its first day; DAY_NONE: in none. */
static int32_t month_of(const struct period *period)
{
    int32_t month = civil_month_start(period->from, 0);
    bool within =
        month != DAY_NONE && period->to != INT32_MAX && civil_month_start(period->to, 0) == month;
    return within ? month : DAY_NONE;
}

static const struct target *exactly(const struct targets *targets, const struct target *about)
{
    for (size_t i = 0; i < targets->count; i++) {
        if (target_same(&targets->all[i], about)) {
            return &targets->all[i];
        }
    }
    return NULL;
}

/* The month's, else that of no month. */
static const struct target *of_month(const struct targets *targets, struct target about,
                                     int32_t month)
{
    about.month = month;
    const struct target *found = exactly(targets, &about);
    about.month = DAY_NONE;
    return found ? found : exactly(targets, &about);
}

/* The targets of whole months, added up. */
static bool add_months(const struct targets *targets, const struct target *about,
                       const struct period *period, int32_t today, struct target *found)
{
    int32_t first = period->from, month = civil_month_start(first, 0);
    int32_t last = period->to;
    if (month == DAY_NONE || month != first || last == INT32_MAX ||
        (last != today && civil_month_start(last + 1, 0) != last + 1)) {
        return false;
    }
    struct target sum = {.value = 0};
    bool any = false;
    for (; month != DAY_NONE && month <= last; month = civil_month_start(month, 1)) {
        const struct target *one = of_month(targets, *about, month);
        if (!one || (any && !currency_equal(sum.currency, one->currency))) {
            return false;
        }
        double value = any ? sum.value + one->value : one->value;
        sum = any ? sum : *one;
        sum.value = value;
        any = true;
    }
    if (any) {
        *found = sum;
    }
    return any;
}

bool targets_find(const struct targets *targets, enum kpi kpi, enum counter counter,
                  enum campaign_kind kind, const struct period *period, int32_t today,
                  struct target *found)
{
    struct target about = {.kpi = kpi, .counter = counter, .kind = kind};
    if (target_is_sum(kpi, counter)) {
        return add_months(targets, &about, period, today, found);
    }
    const struct target *one = of_month(targets, about, month_of(period));
    if (!one && kind != KIND_UNKNOWN) {
        about.kind = KIND_UNKNOWN;
        one = of_month(targets, about, month_of(period));
    }
    if (one) {
        *found = *one;
    }
    return one != NULL;
}

/* --- as benchmark sets ------------------------------------------------------------------------ */

struct benchmark_row target_row(const struct target *target)
{
    bool based = kpi_info(target->kpi)->based;
    return (struct benchmark_row){.kpi = target->kpi,
                                  .base = based ? BENCHMARK_BASE_DELIVERED : BENCHMARK_BASE_ANY,
                                  .typical = target->value,
                                  .good = target->value,
                                  .best = target->value,
                                  .currency = target->currency,
                                  .source = "",
                                  .date = "",
                                  .sample = "",
                                  .note = ""};
}

static bool has_own(const struct targets *targets, enum campaign_kind kind)
{
    for (size_t i = 0; i < targets->count; i++) {
        const struct target *target = &targets->all[i];
        if (target->kind == kind && !target_is_sum(target->kpi, target->counter)) {
            return true;
        }
    }
    return false;
}

/* The set of all campaigns, or of a kind; false: out of memory. */
static bool make_set(struct arena *arena, const struct targets *targets,
                     const struct period *period, enum campaign_kind kind,
                     struct benchmark_set *set)
{
    struct benchmark_row *rows = ARENA_ARRAY(arena, struct benchmark_row, KPI_COUNT);
    struct benchmark_bind *bind = ARENA_NEW(arena, struct benchmark_bind);
    struct target target;
    size_t count = 0;
    if (!rows || !bind) {
        return false;
    }
    for (int id = 0; id < KPI_COUNT; id++) {
        if (!target_is_sum((enum kpi)id, COUNTER_NONE) &&
            targets_find(targets, (enum kpi)id, COUNTER_NONE, kind, period, DAY_NONE, &target)) {
            rows[count++] = target_row(&target);
        }
    }
    bool all = kind == KIND_UNKNOWN;
    *bind = (struct benchmark_bind){.kind = kind};
    *set = (struct benchmark_set){.id = TARGETS_ID,
                                  .title = _("Your own targets"),
                                  .origin = _("own targets"),
                                  .date = "",
                                  .note = _("Reached is best, missed is poor."),
                                  .binds = all ? NULL : bind,
                                  .bind_count = all ? 0 : 1,
                                  .rows = rows,
                                  .row_count = count,
                                  .conditional = !all,
                                  .binds_when_chosen = !all};
    return true;
}

bool targets_sets(struct arena *arena, const struct targets *targets, const struct period *period,
                  const struct benchmark_set **sets, size_t *count, struct err *err)
{
    struct benchmark_set *made = ARENA_ARRAY(arena, struct benchmark_set, KIND_COUNT + 1);
    size_t n = 0;
    bool any = false;
    if (!made) {
        return err_memory(err);
    }
    for (int kind = KIND_UNKNOWN; kind < KIND_COUNT; kind++) {
        bool own = has_own(targets, (enum campaign_kind)kind);
        any |= own;
        /* That of all stands first, and also where only kinds have targets. */
        if ((own || kind == KIND_UNKNOWN) &&
            !make_set(arena, targets, period, (enum campaign_kind)kind, &made[n++])) {
            return err_memory(err);
        }
    }
    *sets = made;
    *count = any ? n : 0;
    return true;
}

/* --- as a table ------------------------------------------------------------------------------- */

struct cell target_cell(const struct target *target)
{
    enum cell_kind kind =
        target->kpi != KPI_NONE ? item_kpi_kind(target->kpi) : item_counter_kind(target->counter);
    struct cell cell = {.kind = (uint8_t)kind, .currency = target->currency, .grade = GRADE_NONE};
    if (kind == CELL_MONEY || kind == CELL_COUNT) {
        cell.integer = words_micros(target->value);
    } else {
        cell.number = target->value;
    }
    return cell;
}

static struct cell text_or_empty(const char *text)
{
    return text && text[0] ? cell_text(text)
                           : (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
}

enum { FIGURE, LABEL, MONTH, KIND, VALUE, SINCE, RUN, COLUMNS };

static bool fill_row(struct arena *arena, struct table *table, size_t row,
                     const struct target *target)
{
    char month[TARGET_MONTH_SIZE];
    const char *kept = arena_strdup(arena, target_month_name(target->month, month));
    bool all = target->kind == KIND_UNKNOWN;
    *table_cell(table, row, FIGURE) = cell_text(target_figure(target));
    *table_cell(table, row, LABEL) =
        cell_text(target->kpi != KPI_NONE ? _(kpi_info(target->kpi)->label)
                                          : _(counter_info(target->counter)->label));
    *table_cell(table, row, MONTH) = text_or_empty(kept);
    *table_cell(table, row, KIND) = text_or_empty(all ? NULL : campaign_kind_name(target->kind));
    *table_cell(table, row, VALUE) = target_cell(target);
    *table_cell(table, row, SINCE) =
        (struct cell){.integer = target->since, .kind = CELL_MOMENT, .grade = GRADE_NONE};
    *table_cell(table, row, RUN) = cell_count(target->run);
    return kept != NULL;
}

bool targets_table(struct arena *arena, struct store *store, struct table **table, struct err *err)
{
    const struct table_column columns[COLUMNS] = {
        [FIGURE] = {.id = "kpi", .title = _("Id"), .kind = CELL_TEXT},
        [LABEL] = {.id = "label", .title = _("Figure"), .kind = CELL_TEXT},
        [MONTH] = {.id = "month", .title = _("Month"), .kind = CELL_TEXT},
        [KIND] = {.id = "kind", .title = _("Kind"), .kind = CELL_TEXT},
        [VALUE] = {.id = "target", .title = _("Target"), .kind = CELL_NUMBER, .align = TABLE_RIGHT},
        [SINCE] = {.id = "since", .title = _("Since"), .kind = CELL_MOMENT},
        [RUN] = {.id = "import", .title = _("No"), .kind = CELL_COUNT, .align = TABLE_RIGHT}};
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
        made = fill_row(arena, made, i, &targets[i]) ? made : NULL;
    }
    *table = made;
    return made || err_memory(err);
}
