/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/explain.h"

#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "report/column.h"
#include "report/totals.h"
#include "report/words.h"
#include "text/format.h"

struct lines {
    struct arena *arena;
    struct vec all; /* struct explain_line */
    bool failed;
};

static void add(struct lines *lines, const char *label, const char *text)
{
    struct explain_line *line = vec_push(&lines->all);
    lines->failed |= !line || !text;
    if (line) {
        *line = (struct explain_line){label, text};
    }
}

/* Words that live in a buffer; "" adds nothing. */
static void add_copy(struct lines *lines, const char *label, const char *words)
{
    if (words && words[0]) {
        add(lines, label, arena_strdup(lines->arena, words));
    }
}

static struct explain *finish(struct lines *lines, const char *title)
{
    struct explain *made = ARENA_NEW(lines->arena, struct explain);
    size_t count = lines->all.count;
    struct explain_line *kept = vec_keep(&lines->all, lines->arena);
    if (!made || !kept || !title || lines->failed) {
        return NULL;
    }
    *made = (struct explain){title, kept, count};
    return made;
}

/* --- a KPI ----------------------------------------------------------------------------------- */

static const char *amount_words(enum counter id, int64_t value, struct currency currency,
                                char buffer[FORMAT_SIZE])
{
    return counter_info(id)->kind == COUNTER_KIND_MONEY ? format_money(value, currency, buffer)
                                                        : format_count(value, buffer);
}

static void add_parts(struct lines *lines, const struct scope *scope,
                      const struct report_item *item, enum kpi id, const struct kpi_value *value)
{
    const struct kpi_info *info = kpi_info(id);
    enum counter below = kpi_denominator(id, scope->options.base);
    char words[FORMAT_SIZE];
    add(lines, _("Formula"), _(info->words));
    if (info->based) {
        add_copy(lines, _("Base"), _(counter_info(below)->label));
    }
    if (info->formula == KPI_FORMULA_OPEN_ADJUSTED) {
        add_copy(lines, _("Receipts off"),
                 format_percent(scope->options.receipts_off, true, words));
    }
    bool divided = value->source != KPI_SOURCE_NONE && value->reason != KPI_REASON_MIXED_CURRENCY;
    if (divided && info->numerator != COUNTER_NONE) {
        add_copy(lines, _(counter_info(info->numerator)->label),
                 amount_words(info->numerator, value->numerator, item->total->currency, words));
    }
    if (divided && below != COUNTER_NONE) {
        add_copy(lines, _(counter_info(below)->label),
                 amount_words(below, value->denominator, item->total->currency, words));
    }
}

static void add_value(struct lines *lines, const struct scope *scope,
                      const struct report_item *item, enum kpi id, const struct kpi_value *value)
{
    char words[WORDS_SIZE];
    add_copy(lines, _("Value"), words_value(id, value, words));
    add_copy(lines, _("95 % sure"), words_interval(id, value, false, words));
    if (!value->has_value) {
        add_copy(lines, _("Why not"), words_reason(id, value->reason, words));
        enum counter missing = words_missing(id, item->total, &scope->options);
        const char *would = missing == COUNTER_NONE ? words_unlock_query(id)
                                                    : words_unlock_of(missing, item->total);
        if (would && value->reason == KPI_REASON_UNKNOWN_COUNTER) {
            add(lines, _("Would tell"), would);
        }
    }
    if (value->over) {
        add(lines, NULL, _("More than all there were: shown as the sources have it."));
    }
    if (value->partial) {
        add(lines, NULL, _("Some days do not know it; both figures leave those days out."));
    }
    if (item->counting_until != DAY_NONE) {
        add(lines, NULL,
            arena_printf(lines->arena, _("Still counting until %s."),
                         words_day(item->counting_until, scope->today, words)));
    }
}

static void add_origin(struct lines *lines, enum kpi_source source)
{
    static const char *const words[] = {
        [KPI_SOURCE_NONE] = NULL,
        [KPI_SOURCE_MESSAGE] = N_("counted message by message"),
        [KPI_SOURCE_REPORT] = N_("counts as reported"),
        [KPI_SOURCE_MIXED] = N_("two sources together: never sure"),
    };
    if (words[source]) {
        add(lines, _("Comes from"), _(words[source]));
    }
}

/* --- its grade ------------------------------------------------------------------------------- */

static void add_bands(struct lines *lines, enum kpi id, const struct benchmark_row *row)
{
    char typical[WORDS_SIZE], good[WORDS_SIZE], best[WORDS_SIZE];
    struct kpi_value edge = {.has_value = true, .value = row->typical, .currency = row->currency};
    words_value(id, &edge, typical);
    edge.value = row->good;
    words_value(id, &edge, good);
    edge.value = row->best;
    words_value(id, &edge, best);
    add(lines, _("Bands"),
        kpi_info(id)->direction < 0
            ? arena_printf(lines->arena, _("best up to %s, good below %s, typical up to %s"), best,
                           good, typical)
            : arena_printf(lines->arena, _("typical from %s, good from %s, best from %s"), typical,
                           good, best));
}

static void add_benchmark(struct lines *lines, enum kpi id, const struct grade_result *grade)
{
    if (!grade->row) {
        return;
    }
    const struct benchmark_set *set = grade->set;
    add(lines, _("Benchmark"),
        set->origin[0] ? arena_printf(lines->arena, "%s (%s)", set->id, set->origin)
                       : arena_strdup(lines->arena, set->id));
    add_bands(lines, id, grade->row);
    if (grade->fallback) {
        add(lines, NULL, _("The set in force has no row for it: reference stands in."));
    }
    struct strbuf source = STRBUF_INIT;
    strbuf_puts(&source, grade->row->source);
    if (grade->row->date[0]) {
        strbuf_printf(&source, "%s%s", source.length ? ", " : "", grade->row->date);
    }
    lines->failed |= source.failed;
    add_copy(lines, _("Its source"), strbuf_text(&source));
    strbuf_free(&source);
    add_copy(lines, _("Its sample"), grade->row->sample);
    add_copy(lines, _("Note"), grade->row->note);
}

/* Where there are bands, but of other channels only. */
static void add_channel(struct lines *lines, const struct scope *scope,
                        const struct report_item *item, enum kpi id,
                        const struct grade_result *grade)
{
    if (grade->reason != KPI_REASON_NO_BENCHMARK || !item->channel) {
        return;
    }
    for (size_t i = 0; i < scope->sets->count; i++) {
        const struct benchmark_set *set = &scope->sets->sets[i];
        if (benchmark_row(set, id) && !benchmark_speaks_of(set, item->channel)) {
            add(lines, NULL,
                arena_printf(lines->arena, _("The bands of %s are of %s; this channel is %s."),
                             set->id, set->channel, item->channel));
            return;
        }
    }
}

static void add_grade(struct lines *lines, const struct scope *scope,
                      const struct report_item *item, enum kpi id, const struct kpi_result *result)
{
    const struct grade_result *grade = &result->grade;
    char words[WORDS_SIZE];
    if (grade->grade != GRADE_NONE) {
        const char *name = words_grade(grade->grade);
        add(lines, _("Grade"),
            grade->certain ? arena_strdup(lines->arena, name)
                           : arena_printf(lines->arena, _("%s, not sure (~)"), name));
    } else if (result->value.has_value) {
        add_copy(lines, _("No grade"), words_reason(id, grade->reason, words));
        add_channel(lines, scope, item, id, grade);
    }
    add_copy(lines, _("Distance"), words_distance(id, grade, words));
    add_benchmark(lines, id, grade);
}

static void explain_lines(struct lines *lines, const struct scope *scope,
                          const struct report_item *item, enum kpi id)
{
    struct kpi_result result = item_kpi(item, scope, id);
    add_value(lines, scope, item, id, &result.value);
    add_parts(lines, scope, item, id, &result.value);
    add_origin(lines, result.value.source);
    add_grade(lines, scope, item, id, &result);
}

const struct explain *explain_kpi(struct arena *arena, const struct scope *scope,
                                  const struct report_item *item, enum kpi id)
{
    struct lines lines = {.arena = arena, .all = VEC_INIT(struct explain_line)};
    explain_lines(&lines, scope, item, id);
    return finish(&lines, arena_printf(arena, "%s · %s", _(kpi_info(id)->label), item->name));
}

/* --- a counter ------------------------------------------------------------------------------- */

static void counter_lines(struct lines *lines, const struct scope *scope,
                          const struct report_item *item, enum counter id)
{
    char words[WORDS_SIZE], number[FORMAT_SIZE];
    int64_t value;
    if (total_get(item->total, id, &value)) {
        add_copy(lines, _("Value"), amount_words(id, value, item->total->currency, number));
    } else {
        enum kpi_reason reason = kpi_counter_reason(item->total, id);
        add(lines, _("Value"), _("n/a"));
        add_copy(lines, _("Why not"), words_reason(KPI_NONE, reason, words));
        if (reason == KPI_REASON_UNKNOWN_COUNTER) {
            add(lines, _("Would tell"), words_unlock_of(id, item->total));
        }
    }
    add(lines, _("Counts"), _(counter_info(id)->help));
    if (item->total->known[id] > 0 && item->total->known[id] < item->total->tallies) {
        add(lines, NULL, _("Some of what was imported does not know it."));
    }
    if (item->counting_until != DAY_NONE && id != COUNTER_SENT) {
        add(lines, NULL,
            arena_printf(lines->arena, _("Still counting until %s."),
                         words_day(item->counting_until, scope->today, words)));
    }
}

const struct explain *explain_counter(struct arena *arena, const struct scope *scope,
                                      const struct report_item *item, enum counter id)
{
    struct lines lines = {.arena = arena, .all = VEC_INIT(struct explain_line)};
    counter_lines(&lines, scope, item, id);
    return finish(&lines, arena_printf(arena, "%s · %s", _(counter_info(id)->label), item->name));
}

/* --- with the store -------------------------------------------------------------------------- */

static bool add_files(struct lines *lines, struct store *store, const struct scope *scope,
                      int64_t number, struct err *err)
{
    struct campaign_import *imports;
    size_t count;
    if (!query_campaign_imports(store, lines->arena, number, &imports, &count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        char day[FORMAT_SIZE];
        format_day(zone_day(scope->zone_rules, imports[i].updated_at), day);
        add(lines, _("File"),
            arena_printf(lines->arena, "%s (%s, %s)", imports[i].file, imports[i].format, day));
    }
    return true;
}

/* Whose counts are shown, where several sources speak of the campaign. */
static void add_ruler(struct lines *lines, const struct ruling *ruling, enum counter id)
{
    if (id != COUNTER_NONE && ruling->counter[id] < SOURCE_COUNT) {
        add(lines, _(counter_info(id)->label),
            arena_printf(lines->arena, _("by %s"), words_source((enum source)ruling->counter[id])));
    }
}

static bool explain_campaign(struct lines *lines, struct store *store, const struct scope *scope,
                             int64_t number, const struct column *column, const char **title,
                             struct err *err)
{
    struct campaign_row row;
    struct report_item item;
    if (!query_campaign(store, lines->arena, number, scope->period.from, scope->period.to, &row,
                        err)) {
        return false;
    }
    item_of_row(scope, &row, &item);
    if (column->what == COLUMN_KPI) {
        explain_lines(lines, scope, &item, column->kpi);
        add_ruler(lines, &row.ruling, kpi_info(column->kpi)->numerator);
        add_ruler(lines, &row.ruling, kpi_denominator(column->kpi, scope->options.base));
    } else {
        counter_lines(lines, scope, &item, column->counter);
        add_ruler(lines, &row.ruling, column->counter);
    }
    *title = row.name;
    return add_files(lines, store, scope, number, err);
}

static bool explain_sum(struct lines *lines, struct store *store, const struct scope *scope,
                        const struct column *column, struct cancel *cancel, const char **title,
                        struct err *err)
{
    const struct totals *totals;
    if (!totals_build(lines->arena, store, scope, cancel, &totals, err)) {
        return false;
    }
    if (column->what == COLUMN_KPI) {
        explain_lines(lines, scope, &totals->item, column->kpi);
    } else {
        counter_lines(lines, scope, &totals->item, column->counter);
    }
    *title = totals->item.name;
    return true;
}

bool explain_build(struct arena *arena, struct store *store, const struct scope *scope,
                   int64_t number, const char *id, struct cancel *cancel,
                   const struct explain **explain, struct err *err)
{
    struct column column;
    const char *name;
    struct lines lines = {.arena = arena, .all = VEC_INIT(struct explain_line)};
    if (!column_by_id(id, &column, err)) {
        return false;
    }
    if (column.what != COLUMN_KPI && column.what != COLUMN_COUNTER) {
        return err_set(err, ERR_NOT_FOUND, _("\"%s\" is no figure"), id);
    }
    bool ok = number < 0 ? explain_sum(&lines, store, scope, &column, cancel, &name, err)
                         : explain_campaign(&lines, store, scope, number, &column, &name, err);
    if (!ok) {
        vec_free(&lines.all);
        return false;
    }
    const char *label = column.what == COLUMN_KPI ? kpi_info(column.kpi)->label
                                                  : counter_info(column.counter)->label;
    struct explain *made = finish(&lines, arena_printf(arena, "%s · %s", _(label), name));
    if (!made) {
        return err_memory(err);
    }
    *explain = made;
    return true;
}
