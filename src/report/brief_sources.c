/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a brief stands on: the imports of the period, by format. Files are not named: their names
 * and folders may be somebody's.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "report/brief_private.h"
#include "report/imports.h"
#include "text/format.h"

struct heap {
    const char *format;
    int64_t files, rows, rejected, newest;
    int32_t from, to;
};

/* Whether it is a file of which anything may lie in the period. */
static bool is_inside(const struct import_item *item, const struct period *period)
{
    bool dated = item->from != DAY_NONE && item->to != DAY_NONE;
    return item->run.undone_at == TIME_NONE && !ledger_is_decision(&item->run) &&
           (!dated || (item->from <= period->to && item->to >= period->from));
}

static void add(struct heap *heap, const struct import_item *item)
{
    heap->files++;
    heap->rows += item->run.rows;
    heap->rejected += item->run.rejected;
    heap->newest = item->run.updated_at > heap->newest ? item->run.updated_at : heap->newest;
    if (item->from != DAY_NONE && (heap->from == DAY_NONE || item->from < heap->from)) {
        heap->from = item->from;
    }
    if (item->to != DAY_NONE && (heap->to == DAY_NONE || item->to > heap->to)) {
        heap->to = item->to;
    }
}

static struct heap *heap_of(struct heap *heaps, size_t *count, const char *format)
{
    for (size_t i = 0; i < *count; i++) {
        if (strcmp(heaps[i].format, format) == 0) {
            return &heaps[i];
        }
    }
    heaps[*count] =
        (struct heap){.format = format, .newest = TIME_NONE, .from = DAY_NONE, .to = DAY_NONE};
    return &heaps[(*count)++];
}

static struct cell day(int32_t day)
{
    return day == DAY_NONE ? (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE} : cell_day(day);
}

static struct table *lay_out(const struct brief_builder *builder, const struct heap *heaps,
                             size_t count)
{
    const struct table_column columns[] = {brief_words("format", _("Kind of file")),
                                           brief_figure("files", _("Files"), CELL_COUNT),
                                           brief_figure("rows", _("Rows"), CELL_COUNT),
                                           brief_figure("rejected", _("Rejected"), CELL_COUNT),
                                           brief_words("from", _("From")),
                                           brief_words("to", _("To")),
                                           brief_words("imported_at", _("Last taken in"))};
    struct table_column *kept =
        ARENA_ARRAY(builder->arena, struct table_column, ARRAY_COUNT(columns));
    if (!kept) {
        return NULL;
    }
    memcpy(kept, columns, sizeof columns);
    kept[4].kind = kept[5].kind = CELL_DAY;
    kept[6].kind = CELL_MOMENT;
    struct table *table = table_new(builder->arena, "", kept, ARRAY_COUNT(columns), count);
    for (size_t i = 0; table && i < count; i++) {
        const struct heap *heap = &heaps[i];
        const struct cell cells[] = {
            cell_text(heap->format),
            cell_count(heap->files),
            cell_count(heap->rows),
            cell_count(heap->rejected),
            day(heap->from),
            day(heap->to),
            {.integer = heap->newest, .kind = CELL_MOMENT, .grade = GRADE_NONE}};
        memcpy(table_cell(table, i, 0), cells, sizeof cells);
    }
    return table;
}

/* "2026-10-31 18:30", in the store's zone. */
static const char *moment_words(const struct scope *scope, int64_t moment, char buffer[FORMAT_SIZE])
{
    struct civil civil;
    char on[FORMAT_SIZE];
    zone_civil(scope->zone_rules, moment, &civil);
    snprintf(buffer, FORMAT_SIZE, "%.20s %02d:%02d",
             format_day(zone_day(scope->zone_rules, moment), on), civil.hour, civil.minute);
    return buffer;
}

static bool write_as_of(struct brief_builder *builder, int64_t newest)
{
    const struct scope *scope = builder->scope;
    char now[FORMAT_SIZE], last[FORMAT_SIZE];
    moment_words(scope, scope->now, now);
    builder->made->as_of =
        newest == TIME_NONE
            ? arena_printf(builder->arena, _("As of %s (%s)."), now, scope->zone)
            : arena_printf(builder->arena, _("As of %s (%s); the newest file was taken in on %s."),
                           now, scope->zone, moment_words(scope, newest, last));
    return builder->made->as_of || err_memory(builder->err);
}

bool brief_sources(struct brief_builder *builder)
{
    const struct imports *imports;
    size_t count = 0;
    int64_t newest = TIME_NONE;
    if (!imports_build(builder->arena, builder->store, builder->scope, &imports, builder->err)) {
        return false;
    }
    struct heap *heaps = ARENA_ARRAY(builder->arena, struct heap, imports->count + 1);
    if (!heaps) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < imports->count; i++) {
        const struct import_item *item = &imports->items[i];
        if (is_inside(item, &builder->scope->period)) {
            struct heap *heap = heap_of(heaps, &count, item->run.format);
            add(heap, item);
            newest = heap->newest > newest ? heap->newest : newest;
        }
    }
    return brief_keep(builder, BRIEF_SOURCES, lay_out(builder, heaps, count),
                      _("No file was taken in.")) &&
           write_as_of(builder, newest);
}
