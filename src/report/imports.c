/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/imports.h"

#include <string.h>

#include "base/i18n.h"
#include "report/item.h"
#include "report/words.h"
#include "text/format.h"

static struct cell empty(void)
{
    return (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
}

static struct cell moment(int64_t seconds)
{
    return (struct cell){.integer = seconds, .kind = CELL_MOMENT, .grade = GRADE_NONE};
}

static struct cell day_or_empty(int32_t day)
{
    return day == DAY_NONE ? empty() : cell_day(day);
}

/* --- the ledger ------------------------------------------------------------------------------ */

static const char *state_words(struct arena *arena, const struct scope *scope,
                               const struct import_run *run)
{
    char day[WORDS_SIZE];
    if (run->undone_at != TIME_NONE) {
        return arena_printf(
            arena, _("undone on %s"),
            words_day(zone_day(scope->zone_rules, run->undone_at), scope->today, day));
    }
    return arena_strdup(arena, run->folded ? _("too old to undo") : _("stands"));
}

static bool fill_item(struct arena *arena, const struct scope *scope, const struct import_run *run,
                      struct import_item *item)
{
    item->run = *run;
    item->from = run->first == TIME_NONE ? DAY_NONE : zone_day(scope->zone_rules, run->first);
    item->to = run->last == TIME_NONE ? DAY_NONE : zone_day(scope->zone_rules, run->last);
    item->decision = ledger_is_decision(run);
    item->can_undo = run->undone_at == TIME_NONE && !run->folded && !scope->read_only &&
                     (scope->has_key || item->decision);
    item->state = state_words(arena, scope, run);
    return item->state != NULL;
}

static struct table *ledger_table(struct arena *arena, const struct import_item *items,
                                  size_t count)
{
    const struct table_column columns[] = {
        {.id = "id", .title = _("No"), .kind = CELL_COUNT, .align = TABLE_RIGHT},
        {.id = "file", .title = _("File"), .kind = CELL_TEXT, .min_columns = 17},
        {.id = "format", .title = _("Format"), .kind = CELL_TEXT, .priority = 4, .min_columns = 10},
        {.id = "imported_at", .title = _("Imported"), .kind = CELL_MOMENT, .priority = 3},
        {.id = "rows", .title = _("Rows"), .kind = CELL_COUNT, .align = TABLE_RIGHT, .priority = 2},
        {.id = "rejected",
         .title = _("Rejected"),
         .help = _("rows that could not be taken in"),
         .kind = CELL_COUNT,
         .align = TABLE_RIGHT,
         .priority = 3},
        {.id = "changed",
         .title = _("Changed"),
         .help = _("messages and days it added or altered"),
         .kind = CELL_COUNT,
         .align = TABLE_RIGHT,
         .priority = 6},
        {.id = "from", .title = _("From"), .kind = CELL_DAY, .priority = 5},
        {.id = "to", .title = _("To"), .kind = CELL_DAY, .priority = 5, .paired = true},
        {.id = "state", .title = _("State"), .kind = CELL_TEXT, .priority = 1, .min_columns = 15},
    };
    struct table_column *kept = ARENA_ARRAY(arena, struct table_column, ARRAY_COUNT(columns));
    int64_t *ids = ARENA_ARRAY(arena, int64_t, count);
    if (!kept || !ids) {
        return NULL;
    }
    memcpy(kept, columns, sizeof columns);
    struct table *table = table_new(arena, _("Imports"), kept, ARRAY_COUNT(columns), count);
    for (size_t i = 0; table && i < count; i++) {
        const struct import_item *item = &items[i];
        const struct cell cells[] = {cell_count(item->run.id),      cell_text(item->run.file),
                                     cell_text(item->run.format),   moment(item->run.imported_at),
                                     cell_count(item->run.rows),    cell_count(item->run.rejected),
                                     cell_count(item->run.changed), day_or_empty(item->from),
                                     day_or_empty(item->to),        cell_text(item->state)};
        memcpy(table_cell(table, i, 0), cells, sizeof cells);
        ids[i] = item->run.id;
    }
    if (table) {
        table->row_ids = ids;
        table->sort_column = 0;
        table->sort_descending = true;
    }
    return table;
}

bool imports_build(struct arena *arena, struct store *store, const struct scope *scope,
                   const struct imports **imports, struct err *err)
{
    struct import_run *runs;
    size_t count;
    if (!ledger_list(store, arena, &runs, &count, err)) {
        return false;
    }
    struct imports *made = ARENA_NEW(arena, struct imports);
    struct import_item *items = ARENA_ARRAY(arena, struct import_item, count);
    if (!made || !items) {
        return err_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        if (!fill_item(arena, scope, &runs[i], &items[i])) {
            return err_memory(err);
        }
    }
    made->items = items;
    made->count = count;
    made->table = ledger_table(arena, items, count);
    if (!made->table) {
        return err_memory(err);
    }
    *imports = made;
    return true;
}

/* --- one import ------------------------------------------------------------------------------ */

struct facts {
    struct table *table;
    size_t count;
};

static void add_fact(struct facts *facts, const char *label, struct cell cell)
{
    *table_cell(facts->table, facts->count, 0) = cell_text(label);
    *table_cell(facts->table, facts->count, 1) = cell;
    facts->count++;
}

#define FACTS_MAX 15

static struct table *facts_table(struct arena *arena, const struct import_item *item,
                                 int64_t campaigns, int64_t twin)
{
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, 2);
    if (!columns) {
        return NULL;
    }
    columns[0] = (struct table_column){.id = "what", .title = _("What"), .kind = CELL_TEXT};
    columns[1] = (struct table_column){.id = "value", .title = _("Value"), .kind = CELL_TEXT};
    struct facts facts = {.table = table_new(arena, item->run.file, columns, 2, FACTS_MAX)};
    if (!facts.table) {
        return NULL;
    }
    const struct import_run *run = &item->run;
    add_fact(&facts, _("Import"), cell_count(run->id));
    add_fact(&facts, _("State"), cell_text(item->state));
    add_fact(&facts, _("File"), cell_text(run->file));
    add_fact(&facts, _("Format"), cell_text(run->format));
    if (run->profile) {
        add_fact(&facts, _("Profile"), cell_text(run->profile));
    }
    add_fact(&facts, _("Imported"), moment(run->imported_at));
    if (run->updated_at != run->imported_at) {
        add_fact(&facts, _("Continued"), moment(run->updated_at));
    }
    add_fact(&facts, _("Rows"), cell_count(run->rows));
    add_fact(&facts, _("Rejected"), cell_count(run->rejected));
    add_fact(&facts, _("Nothing to count in"), cell_count(run->ignored));
    add_fact(&facts, _("Messages and days changed"), cell_count(run->changed));
    add_fact(&facts, _("Earlier figures corrected"), cell_count(run->conflicts));
    add_fact(&facts, _("Campaigns"), cell_count(campaigns));
    if (twin) { /* whatever both add counts twice */
        add_fact(&facts, _("Same content as import"), cell_count(twin));
    }
    if (item->from != DAY_NONE) {
        char days[FORMAT_SIZE];
        const char *words =
            arena_strdup(arena, format_day_range(item->from, item->to, false, days));
        if (!words) {
            return NULL;
        }
        add_fact(&facts, _("Days"), cell_text(words));
    }
    facts.table->row_count = facts.count;
    return facts.table;
}

static struct cell amount(enum counter counter, int64_t value)
{
    struct cell cell = cell_count(value);
    cell.kind = (uint8_t)item_counter_kind(counter);
    return cell;
}

static struct table *changes_table(struct arena *arena, const struct import_change *changes,
                                   size_t count)
{
    const struct table_column columns[] = {
        {.id = "campaign", .title = _("Campaign"), .kind = CELL_TEXT, .min_columns = 12},
        {.id = "day", .title = _("Day"), .kind = CELL_DAY},
        {.id = "counter", .title = _("Figure"), .kind = CELL_TEXT},
        {.id = "before", .title = _("Before"), .kind = CELL_COUNT, .align = TABLE_RIGHT},
        {.id = "after", .title = _("After"), .kind = CELL_COUNT, .align = TABLE_RIGHT},
    };
    struct table_column *kept = ARENA_ARRAY(arena, struct table_column, ARRAY_COUNT(columns));
    if (!kept) {
        return NULL;
    }
    memcpy(kept, columns, sizeof columns);
    struct table *table =
        table_new(arena, _("Figures it corrected"), kept, ARRAY_COUNT(columns), count);
    for (size_t i = 0; table && i < count; i++) {
        const struct import_change *change = &changes[i];
        const struct cell cells[] = {cell_text(change->campaign), day_or_empty(change->day),
                                     cell_text(counter_info(change->counter)->name),
                                     amount(change->counter, change->before),
                                     amount(change->counter, change->after)};
        memcpy(table_cell(table, i, 0), cells, sizeof cells);
    }
    return table;
}

bool imports_detail(struct arena *arena, struct store *store, const struct scope *scope, int64_t id,
                    const struct import_detail **detail, struct err *err)
{
    struct import_run run;
    struct import_change *changes;
    const char **names;
    size_t name_count, change_count;
    struct import_detail *made = ARENA_NEW(arena, struct import_detail);
    if (!made) {
        return err_memory(err);
    }
    int64_t twin = 0;
    if (!ledger_get(store, arena, id, &run, err) ||
        (run.undone_at == TIME_NONE && run.size > 0 && !ledger_twin(store, &run, &twin, err)) ||
        !ledger_campaigns(store, arena, id, IMPORTS_CAMPAIGNS_MAX, &names, &name_count,
                          &made->campaign_all, err) ||
        !ledger_changes(store, arena, id, &changes, &change_count, err)) {
        return false;
    }
    size_t shown = change_count < IMPORTS_CHANGES_MAX ? change_count : IMPORTS_CHANGES_MAX;
    made->campaigns = names;
    made->campaign_count = name_count;
    made->change_all = run.conflicts;
    if (!fill_item(arena, scope, &run, &made->item)) {
        return err_memory(err);
    }
    made->facts = facts_table(arena, &made->item, made->campaign_all, twin);
    made->changes = changes_table(arena, changes, shown);
    if (!made->facts || !made->changes) {
        return err_memory(err);
    }
    if ((int64_t)shown < made->change_all &&
        !table_note(made->changes, arena,
                    arena_printf(arena, _("%zu of %lld are listed."), shown,
                                 (long long)made->change_all))) {
        return err_memory(err);
    }
    *detail = made;
    return true;
}
