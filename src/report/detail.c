/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/detail.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/column.h"
#include "report/difference.h"
#include "report/words.h"
#include "text/format.h"

/* In the order in which people ask. Main ones are listed even when nobody knows them. */
static const struct {
    enum kpi kpi;
    bool is_main;
} listed[] = {
    {KPI_DELIVERY_RATE, true},
    {KPI_OPEN_RATE, true},
    {KPI_OPEN_RATE_ADJUSTED, false},
    {KPI_CTR, true},
    {KPI_CLICK_TO_OPEN_RATE, false},
    {KPI_ENGAGEMENT_RATE, true},
    {KPI_INTERACTION_RATE, false},
    {KPI_OPTOUT_RATE, true},
    {KPI_BLOCK_RATE, false},
    {KPI_CONVERSION_RATE, true},
    {KPI_CLICK_TO_CONVERSION_RATE, false},
    {KPI_ROCS, true},
    {KPI_ROI, false},
    {KPI_REVENUE_PER_RECIPIENT, false},
    {KPI_REVENUE_PER_CONVERSION, false},
    {KPI_AOV, false},
    {KPI_COST_PER_RECIPIENT, false},
    {KPI_COST_PER_CLICK, false},
    {KPI_COST_PER_CONVERSION, false},
    {KPI_LEAD_RATE, false},
    {KPI_CPL, false},
    {KPI_CAC, false},
    {KPI_FAILURE_RATE, false},
    {KPI_CAP_RATE, false},
    {KPI_UNREACHABLE_RATE, false},
    {KPI_RTO_RATE, false},
    {KPI_CONVERSATIONS, false},
    {KPI_LIST_GROWTH, false},
};

/* A source may differ by so much from the one that rules before it is named. */
#define SOURCE_TOLERANCE 0.02

#define NOTES_MAX (SOURCE_COUNT + 4)

struct builder {
    struct arena *arena, *scratch;
    struct store *store;
    const struct scope *scope;
    struct err *err;
    struct campaign_row row;
    struct total before; /* of the period before */
    bool has_before;
    struct detail *detail;
    const char **notes; /* NOTES_MAX */
};

static bool has_period(const struct scope *scope)
{
    return scope->choice.kind != PERIOD_ALL && scope->has_delta;
}

/* --- funnel
 * ------------------------------------------------------------------------------------------- */

static bool fill_funnel(struct builder *builder)
{
    static const struct {
        enum counter counter;
        const char *label;
    } stages[] = {{COUNTER_SENT, N_("Sent")},
                  {COUNTER_DELIVERED, N_("Delivered")},
                  {COUNTER_READ, N_("Read")},
                  {COUNTER_CLICKERS, N_("Clicked")},
                  {COUNTER_CONVERSIONS, N_("Converted")}};
    struct detail_step *steps =
        ARENA_ARRAY(builder->arena, struct detail_step, ARRAY_COUNT(stages));
    if (!steps) {
        return err_memory(builder->err);
    }
    const struct detail_step *before = NULL;
    struct detail_step *largest = NULL;
    int64_t most = 0;
    for (size_t i = 0; i < ARRAY_COUNT(stages); i++) {
        struct detail_step *step = &steps[i];
        step->counter = stages[i].counter;
        step->label = _(stages[i].label);
        step->known = total_get(builder->detail->item.total, step->counter, &step->count);
        if (!step->known) {
            continue;
        }
        if (before && before->count > 0) {
            step->has_share = true;
            step->share = (double)step->count / (double)before->count;
        }
        if (before && before->count - step->count > most) {
            most = before->count - step->count;
            largest = step;
        }
        before = step;
    }
    if (largest) {
        largest->largest_drop = true;
    }
    builder->detail->steps = steps;
    builder->detail->step_count = ARRAY_COUNT(stages);
    return true;
}

/* --- KPIs
 * ---------------------------------------------------------------------------------------------- */

static bool keep_words(struct builder *builder, const char *words, const char **kept)
{
    if (!words[0]) {
        return true;
    }
    *kept = arena_strdup(builder->arena, words);
    return *kept != NULL;
}

static void put_note(struct strbuf *out, const char *words)
{
    if (words[0]) {
        strbuf_puts(out, out->length > 0 ? " · " : "");
        strbuf_puts(out, words);
    }
}

static bool write_kpi_note(struct builder *builder, struct detail_kpi *row)
{
    const struct kpi_value *value = &row->result.value;
    const struct grade_result *grade = &row->result.grade;
    char words[WORDS_SIZE];
    struct strbuf out = STRBUF_INIT;
    enum counter missing =
        words_missing(row->kpi, builder->detail->item.total, &builder->scope->options);
    if (!value->has_value) {
        put_note(&out, words_reason(row->kpi, value->reason, words));
        if (missing != COUNTER_NONE) {
            strbuf_printf(&out, _(": import %s"), words_unlock(missing));
        }
    } else {
        put_note(&out, words_reason(row->kpi, grade->reason, words));
        put_note(&out, value->over ? _("more than all there were") : "");
        put_note(&out, value->partial ? _("some days do not know it and are left out") : "");
        put_note(&out, value->source == KPI_SOURCE_MIXED ? _("from two sources") : "");
        put_note(&out,
                 grade->grade != GRADE_NONE && grade->fallback ? _("judged by reference") : "");
    }
    bool ok = !out.failed && keep_words(builder, strbuf_text(&out), &row->note);
    strbuf_free(&out);
    return ok;
}

static bool fill_kpi(struct builder *builder, enum kpi id, struct detail_kpi *row)
{
    char words[WORDS_SIZE];
    struct detail *detail = builder->detail;
    row->kpi = id;
    row->label = _(kpi_info(id)->label);
    row->result = item_kpi(&detail->item, builder->scope, id);
    row->cell = item_kpi_cell(&detail->item, &row->result, id);
    bool ok =
        keep_words(builder, words_value(id, &row->result.value, words), &row->value_words) &&
        keep_words(builder, words_interval(id, &row->result.value, false, words), &row->interval) &&
        keep_words(builder, words_distance(id, &row->result.grade, words), &row->distance) &&
        write_kpi_note(builder, row);
    if (ok && builder->has_before) {
        struct kpi_value then = kpi_eval(id, &builder->before, &builder->scope->options);
        struct difference difference;
        ok = difference_of_kpi(builder->arena, id, &row->result.value, &then, &difference);
        row->has_change = ok && difference.known;
        row->change = difference.value;
        row->change_sure = difference.sure;
        row->change_words = difference.words;
    }
    return ok || err_memory(builder->err);
}

static bool fill_kpis(struct builder *builder)
{
    struct detail *detail = builder->detail;
    struct detail_kpi *rows = ARENA_ARRAY(builder->arena, struct detail_kpi, ARRAY_COUNT(listed));
    if (!rows) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < ARRAY_COUNT(listed); i++) {
        struct kpi_value value =
            kpi_eval(listed[i].kpi, detail->item.total, &builder->scope->options);
        bool worth = value.has_value || value.reason != KPI_REASON_UNKNOWN_COUNTER;
        if ((worth || listed[i].is_main) &&
            !fill_kpi(builder, listed[i].kpi, &rows[detail->kpi_count++])) {
            return false;
        }
    }
    detail->kpis = rows;
    return true;
}

/* The main KPIs that are unknown, those that the same file would tell together. */
static bool fill_unknown(struct builder *builder)
{
    struct detail *detail = builder->detail;
    const char **lines = ARENA_ARRAY(builder->arena, const char *, ARRAY_COUNT(listed));
    const char *files[ARRAY_COUNT(listed)];
    struct strbuf names[ARRAY_COUNT(listed)] = {STRBUF_INIT};
    size_t count = 0;
    for (size_t i = 0; i < ARRAY_COUNT(listed); i++) {
        enum counter missing =
            words_missing(listed[i].kpi, detail->item.total, &builder->scope->options);
        if (!listed[i].is_main || missing == COUNTER_NONE) {
            continue;
        }
        size_t at = 0;
        while (at < count && strcmp(files[at], words_unlock(missing)) != 0) {
            at++;
        }
        count += at == count;
        files[at] = words_unlock(missing);
        strbuf_puts(&names[at], names[at].length ? ", " : "");
        strbuf_puts(&names[at], column_kpi_title(listed[i].kpi));
    }
    bool ok = lines != NULL;
    for (size_t i = 0; i < count; i++) {
        if (ok && !names[i].failed) {
            lines[i] =
                arena_printf(builder->arena, _("%s: import %s"), strbuf_text(&names[i]), files[i]);
        }
        ok = ok && lines[i];
        strbuf_free(&names[i]);
    }
    detail->unknown = lines;
    detail->unknown_count = count;
    return ok || err_memory(builder->err);
}

/* --- the trend
 * ---------------------------------------------------------------------------------------- */

#define TREND_DAYS_MAX 3700

static enum kpi choose_trend(const struct builder *builder, enum kpi wanted)
{
    if (wanted != KPI_NONE) {
        return wanted;
    }
    const struct total *total = builder->detail->item.total;
    if (kpi_eval(KPI_CTR, total, &builder->scope->options).has_value) {
        return KPI_CTR;
    }
    for (size_t i = 0; i < ARRAY_COUNT(listed); i++) {
        if (kpi_eval(listed[i].kpi, total, &builder->scope->options).has_value) {
            return listed[i].kpi;
        }
    }
    return KPI_CTR;
}

/* One value a day of the days asked for, or (an open period) of those the campaign has. */
static bool read_trend(struct builder *builder, enum kpi kpi, struct period asked,
                       int32_t *first_day, const double **values, size_t *count)
{
    struct day_total *days;
    size_t day_count;
    *first_day = DAY_NONE;
    *values = NULL;
    *count = 0;
    if (!query_campaign_days(builder->store, builder->scratch, builder->row.number, asked.from,
                             asked.to, &days, &day_count, NULL, builder->err)) {
        return false;
    }
    bool open =
        asked.from == DAY_NONE || asked.to == INT32_MAX || asked.to - asked.from >= TREND_DAYS_MAX;
    if (day_count == 0 && open) {
        return true;
    }
    int32_t first = open ? days[0].day : asked.from;
    int32_t last = open ? days[day_count - 1].day : asked.to;
    if (last - first >= TREND_DAYS_MAX) {
        first = last - TREND_DAYS_MAX + 1;
    }
    size_t room = (size_t)(last - first) + 1;
    double *made = ARENA_ARRAY(builder->arena, double, room);
    if (!made) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < room; i++) {
        made[i] = (double)NAN;
    }
    for (size_t i = 0; i < day_count; i++) {
        struct kpi_value value = kpi_eval(kpi, &days[i].total, &builder->scope->options);
        if (value.has_value && days[i].day >= first) {
            made[days[i].day - first] = value.value;
        }
    }
    *first_day = first;
    *values = made;
    *count = room;
    return true;
}

static bool fill_trend(struct builder *builder, enum kpi wanted)
{
    const struct scope *scope = builder->scope;
    struct detail_trend *trend = &builder->detail->trend;
    trend->kpi = choose_trend(builder, wanted);
    bool period = has_period(scope);
    int32_t unused;
    return read_trend(builder, trend->kpi, period ? scope->recent : scope->period,
                      &trend->first_day, &trend->values, &trend->count) &&
           (!period || read_trend(builder, trend->kpi, scope->before, &unused, &trend->previous,
                                  &trend->previous_count));
}

/* --- parts
 * -------------------------------------------------------------------------------------------- */

static bool keep_parts(struct builder *builder, const struct part_total *parts, size_t count)
{
    struct detail *detail = builder->detail;
    size_t shown = count < DETAIL_PARTS_MAX ? count : DETAIL_PARTS_MAX;
    struct detail_part *kept = ARENA_ARRAY(builder->arena, struct detail_part, shown);
    if (!kept) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < shown; i++) {
        struct report_item item = detail->item;
        item.total = &parts[i].total;
        item.name = parts[i].value ? parts[i].value : _("(none)");
        if (!item_keep(builder->arena, &item, &kept[i].item)) {
            return err_memory(builder->err);
        }
        kept[i].name = kept[i].item.name;
    }
    detail->parts = kept;
    detail->part_count = shown;
    detail->part_all = count;
    return true;
}

static bool fill_parts(struct builder *builder)
{
    static const enum attr attrs[] = {ATTR_VARIANT, ATTR_TEMPLATE, ATTR_SEGMENT};
    struct detail *detail = builder->detail;
    detail->parts_by = ATTR_NONE;
    for (size_t i = 0; i < ARRAY_COUNT(attrs); i++) {
        struct part_total *parts;
        size_t count;
        if (!query_parts(builder->store, builder->scratch, builder->row.number, attrs[i],
                         builder->scope->period.from, builder->scope->period.to, &parts, &count,
                         builder->err)) {
            return false;
        }
        if (count >= 2) {
            detail->parts_by = attrs[i];
            return keep_parts(builder, parts, count);
        }
    }
    return true;
}

/* --- notes
 * -------------------------------------------------------------------------------------------- */

static bool add_note(struct builder *builder, const char *text)
{
    if (!text) {
        return err_memory(builder->err);
    }
    if (builder->detail->note_count < NOTES_MAX) {
        builder->notes[builder->detail->note_count++] = text;
    }
    return true;
}

/* Name the first counter by which a source differs from the one that is believed. */
static bool note_source(struct builder *builder, const struct source_total *other,
                        const struct source_total *by_source[SOURCE_COUNT])
{
    static const enum counter compared[] = {COUNTER_SENT,     COUNTER_DELIVERED, COUNTER_READ,
                                            COUNTER_CLICKERS, COUNTER_REPLIERS,  COUNTER_OPTOUTS};
    for (size_t i = 0; i < ARRAY_COUNT(compared); i++) {
        enum counter id = compared[i];
        uint8_t ruler = builder->row.ruling.counter[id];
        int64_t said, believed;
        if (ruler >= SOURCE_COUNT || ruler == other->source || !by_source[ruler] ||
            !total_get(&other->total, id, &said) ||
            !total_get(&by_source[ruler]->total, id, &believed)) {
            continue;
        }
        double far = fabs((double)said - (double)believed);
        if (far > SOURCE_TOLERANCE * (double)believed) {
            char a[FORMAT_SIZE], b[FORMAT_SIZE];
            return add_note(builder,
                            arena_printf(builder->arena,
                                         _("%s: %s by %s, %s by %s (this is shown)."),
                                         _(counter_info(id)->label), format_count(said, a),
                                         words_source(other->source), format_count(believed, b),
                                         words_source((enum source)ruler)));
        }
    }
    return true;
}

static bool note_sources(struct builder *builder)
{
    struct source_total *sources;
    size_t count;
    if (!query_sources(builder->store, builder->scratch, builder->row.number, &sources, &count,
                       builder->err)) {
        return false;
    }
    const struct source_total *by_source[SOURCE_COUNT] = {NULL};
    for (size_t i = 0; i < count; i++) {
        by_source[sources[i].source] = &sources[i];
    }
    for (size_t i = 0; i < count; i++) {
        if (!note_source(builder, &sources[i], by_source)) {
            return false;
        }
    }
    return true;
}

static bool fill_notes(struct builder *builder)
{
    struct detail *detail = builder->detail;
    const struct report_item *item = &detail->item;
    char words[WORDS_SIZE];
    if (item->counting_until != DAY_NONE) {
        detail->counting =
            arena_printf(builder->arena, _("still counting until %s"),
                         words_day(item->counting_until, builder->scope->today, words));
        if (!detail->counting) {
            return err_memory(builder->err);
        }
    }
    bool ok = true;
    if (item->what == ITEM_UNATTRIBUTED) {
        ok = add_note(builder, _("These messages name no campaign, so they are not graded."));
    }
    if (ok && total_is_mixed(item->total)) {
        ok = add_note(builder, _("Money of several currencies is not added."));
    }
    if (ok && detail->part_all > detail->part_count) {
        ok = add_note(builder, arena_printf(builder->arena, _("%zu of %zu are shown side by side."),
                                            detail->part_count, detail->part_all));
    }
    ok = ok && note_sources(builder);
    detail->notes = builder->notes;
    return ok;
}

/* --- all of it
 * ----------------------------------------------------------------------------------------- */

static bool load(struct builder *builder, int64_t number)
{
    const struct scope *scope = builder->scope;
    struct report_item item;
    if (!query_campaign(builder->store, builder->scratch, number, scope->period.from,
                        scope->period.to, &builder->row, builder->err)) {
        return false;
    }
    if (has_period(scope)) {
        struct campaign_row before;
        if (!query_campaign(builder->store, builder->scratch, number, scope->before.from,
                            scope->before.to, &before, builder->err)) {
            return false;
        }
        builder->before = before.total;
        builder->has_before = before.total.tallies > 0;
    }
    item_of_row(scope, &builder->row, &item);
    builder->notes = ARENA_ARRAY(builder->arena, const char *, NOTES_MAX);
    return (builder->notes && item_keep(builder->arena, &item, &builder->detail->item)) ||
           err_memory(builder->err);
}

bool detail_build(struct arena *arena, struct store *store, const struct scope *scope,
                  int64_t number, enum kpi trend, struct cancel *cancel,
                  const struct detail **detail, struct err *err)
{
    struct arena *scratch = arena_new();
    struct builder *builder = scratch ? ARENA_NEW(scratch, struct builder) : NULL;
    struct detail *made = ARENA_NEW(arena, struct detail);
    bool ok = (builder && made) || err_memory(err);
    if (ok) {
        *builder = (struct builder){.arena = arena,
                                    .scratch = scratch,
                                    .store = store,
                                    .scope = scope,
                                    .err = err,
                                    .detail = made};
        ok = !cancelled(cancel) || err_set(err, ERR_CANCELLED, _("stopped"));
        ok = ok && load(builder, number) && fill_funnel(builder) && fill_kpis(builder) &&
             fill_unknown(builder) && fill_trend(builder, trend);
        ok = ok && (!cancelled(cancel) || err_set(err, ERR_CANCELLED, _("stopped"))) &&
             fill_parts(builder) && fill_notes(builder);
    }
    arena_free(scratch);
    if (ok) {
        *detail = made;
    }
    return ok;
}
