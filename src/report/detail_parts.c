/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trend, parts and footnotes of detail.h. */
#include "report/detail_private.h"

#include <math.h>

#include "base/i18n.h"
#include "report/joined.h"
#include "report/words.h"
#include "text/format.h"

/* A source may differ by so much from the one that rules before it is named. */
#define SOURCE_TOLERANCE 0.02

/* --- the trend ------------------------------------------------------------------------------- */

#define TREND_DAYS_MAX 3700

static enum kpi choose_trend(const struct detail_builder *builder, enum kpi wanted)
{
    if (wanted != KPI_NONE) {
        return wanted;
    }
    const struct total *total = builder->detail->item.total;
    if (kpi_eval(KPI_CTR, total, &builder->scope->options).has_value) {
        return KPI_CTR;
    }
    for (size_t i = 0; i < DETAIL_LISTED; i++) {
        if (kpi_eval(detail_listed[i].kpi, total, &builder->scope->options).has_value) {
            return detail_listed[i].kpi;
        }
    }
    return KPI_CTR;
}

/* One value a day of the days asked for, or (an open period) of those the campaign has. */
static bool read_trend(struct detail_builder *builder, enum kpi kpi, struct period asked,
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

bool detail_fill_trend(struct detail_builder *builder, enum kpi wanted)
{
    const struct scope *scope = builder->scope;
    struct detail_trend *trend = &builder->detail->trend;
    trend->kpi = choose_trend(builder, wanted);
    bool period = detail_has_period(scope);
    int32_t unused;
    return read_trend(builder, trend->kpi, period ? scope->recent : scope->period,
                      &trend->first_day, &trend->values, &trend->count) &&
           (!period || read_trend(builder, trend->kpi, scope->before, &unused, &trend->previous,
                                  &trend->previous_count));
}

/* --- parts ----------------------------------------------------------------------------------- */

static bool keep_parts(struct detail_builder *builder, const struct part_total *parts, size_t count)
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

/* Leave out what came with orders or clicks that name no part, and was never sent as one. Returns
 * how many are left. */
static size_t drop_unsent(struct part_total *parts, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t sent;
        if (parts[i].value || (total_get(&parts[i].total, COUNTER_SENT, &sent) && sent > 0)) {
            parts[kept++] = parts[i];
        }
    }
    return kept;
}

bool detail_fill_parts(struct detail_builder *builder)
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
        count = drop_unsent(parts, count);
        if (count >= 2) {
            detail->parts_by = attrs[i];
            return keep_parts(builder, parts, count);
        }
    }
    return true;
}

/* --- notes ----------------------------------------------------------------------------------- */

static bool add_note(struct detail_builder *builder, const char *text)
{
    if (!text) {
        return err_memory(builder->err);
    }
    if (builder->detail->note_count < DETAIL_NOTES_MAX) {
        builder->notes[builder->detail->note_count++] = text;
    }
    return true;
}

/* Name the first counter by which a source differs from the one that is believed. */
static bool note_source(struct detail_builder *builder, const struct source_total *other,
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
            return add_note(
                builder, arena_printf(builder->arena, _("%s: %s by %s, %s by %s (this is shown)."),
                                      _(counter_info(id)->label), format_count(said, a),
                                      words_source(other->source), format_count(believed, b),
                                      words_source((enum source)ruler)));
        }
    }
    return true;
}

static bool note_sources(struct detail_builder *builder)
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

/* What the costs are made of, where they are no plain sum of bills. */
static bool note_costs(struct detail_builder *builder)
{
    const struct total *total = builder->detail->item.total;
    struct strbuf missing = STRBUF_INIT;
    if (total_is_estimated(total, COUNTER_COST) &&
        !add_note(builder, _("Message costs are an estimate: where no bill tells them, delivered "
                             "messages at the prices of the rate card."))) {
        return false;
    }
    for (int id = 0; id < COUNTER_STORED; id++) {
        if ((COUNTER_COST_PARTS & COUNTER_BIT(id)) && !total->known[id]) {
            strbuf_printf(&missing, "%s%s", missing.length ? ", " : "",
                          _(counter_info((enum counter)id)->label));
        }
    }
    bool ok = !total->known[COUNTER_COST] || !missing.length ||
              add_note(builder, missing.failed ? NULL
                                               : arena_printf(builder->arena,
                                                              _("Not known, so not in Cost: %s."),
                                                              strbuf_text(&missing)));
    strbuf_free(&missing);
    return ok;
}

/* What orders, clicks and comments are its own by. */
static bool note_joined(struct detail_builder *builder)
{
    struct joined joined;
    if (!joined_campaign_words(builder->arena, builder->store, builder->row.number, &joined,
                               builder->err)) {
        return false;
    }
    for (size_t i = 0; i < joined.line_count; i++) {
        if (!add_note(builder, joined.lines[i])) {
            return false;
        }
    }
    return true;
}

bool detail_fill_notes(struct detail_builder *builder)
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
    ok = ok && note_costs(builder) && note_joined(builder) && note_sources(builder);
    detail->notes = builder->notes;
    return ok;
}
