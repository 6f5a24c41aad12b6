/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tiles of overview.h. */
#include "report/overview_private.h"

#include <math.h>
#include <stdio.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/column.h"
#include "report/difference.h"
#include "report/words.h"
#include "text/format.h"

/* What is shown, in the order of the funnel. */
static const struct {
    enum kpi kpi;
    enum counter counter;
} shown[] = {
    {KPI_NONE, COUNTER_SENT},
    {KPI_DELIVERY_RATE, COUNTER_NONE},
    {KPI_OPEN_RATE, COUNTER_NONE},
    {KPI_CTR, COUNTER_NONE},
    {KPI_ENGAGEMENT_RATE, COUNTER_NONE},
    {KPI_OPTOUT_RATE, COUNTER_NONE},
    {KPI_CONVERSION_RATE, COUNTER_NONE},
    {KPI_ROCS, COUNTER_NONE},
    {KPI_NONE, COUNTER_REVENUE},
};

/* --- a tile ---------------------------------------------------------------------------------- */

static float day_value(const struct overview_builder *builder, const struct overview_tile *tile,
                       const struct total *day)
{
    if (tile->is_kpi) {
        struct kpi_value value = kpi_eval(tile->kpi, day, &builder->scope->options);
        return value.has_value ? (float)value.value : NAN;
    }
    int64_t count;
    return total_get(day, tile->counter, &count) ? (float)count : NAN;
}

static bool draw_spark(struct overview_builder *builder, struct overview_tile *tile)
{
    const struct period *span = &builder->overview->spark_days;
    /* Days in one currency and days in another do not stand on one scale. */
    if (!builder->has_sparks || tile->cell.reason == KPI_REASON_MIXED_CURRENCY) {
        return true;
    }
    size_t room = (size_t)(span->to - span->from) + 1;
    struct spark *spark = ARENA_NEW(builder->arena, struct spark);
    float *values = ARENA_ARRAY(builder->arena, float, room);
    if (!spark || !values) {
        return false;
    }
    for (size_t i = 0; i < room; i++) {
        values[i] = NAN;
    }
    bool any = false;
    for (size_t i = 0; i < builder->day_count; i++) {
        float value = day_value(builder, tile, &builder->days[i].total);
        values[builder->days[i].day - span->from] = value;
        any |= !isnan(value);
        /* Amounts stand on zero; rates show their own range. */
        if (!tile->is_kpi && value > spark->high) {
            spark->high = value;
        }
    }
    spark->values = values;
    spark->count = (uint16_t)room;
    tile->spark = any ? spark : NULL;
    return true;
}

/* --- money of several currencies -------------------------------------------------------------- */

/* The tile's value in one currency; "": not known. */
static const char *value_in(const struct overview_builder *builder,
                            const struct overview_tile *tile, const struct currency_sum *sum,
                            bool brief, char words[WORDS_SIZE])
{
    char value[WORDS_SIZE];
    words[0] = '\0';
    if (tile->is_kpi) {
        struct kpi_value rocs = kpi_eval(tile->kpi, &sum->total, &builder->scope->options);
        if (rocs.has_value) {
            snprintf(words, WORDS_SIZE, "%s %s", words_value(tile->kpi, &rocs, value),
                     sum->currency.code);
        }
    } else if (sum->known[tile->counter]) {
        int64_t amount = sum->sum[tile->counter];
        char money[FORMAT_SIZE];
        snprintf(words, WORDS_SIZE, "%s",
                 brief ? format_money_short(amount, sum->currency, money)
                       : format_money(amount, sum->currency, money));
    }
    return words;
}

/* The values in all other currencies; NULL: out of memory. */
static const char *values_beside(const struct overview_builder *builder,
                                 const struct overview_tile *tile, const struct currency_sum *first,
                                 bool brief)
{
    const struct totals *totals = builder->overview->totals;
    struct strbuf others = STRBUF_INIT;
    char words[WORDS_SIZE];
    for (size_t i = 0; i < totals->currency_count; i++) {
        const struct currency_sum *sum = &totals->by_currency[i];
        if (sum != first && value_in(builder, tile, sum, brief, words)[0]) {
            strbuf_printf(&others, "%s%s", others.length ? " · " : "", words);
        }
    }
    const char *made = others.failed ? NULL : arena_strdup(builder->arena, strbuf_text(&others));
    strbuf_free(&others);
    return made;
}

/* Amounts of two currencies are not held against each other: the one of the most campaigns stands
 * first, the others are its note, by code. */
static bool part_currencies(struct overview_builder *builder, struct overview_tile *tile)
{
    const struct totals *totals = builder->overview->totals;
    const struct currency_sum *first = NULL;
    char words[WORDS_SIZE];
    for (size_t i = 0; i < totals->currency_count; i++) {
        const struct currency_sum *sum = &totals->by_currency[i];
        if (value_in(builder, tile, sum, false, words)[0] &&
            (!first || sum->campaigns > first->campaigns)) {
            first = sum;
        }
    }
    if (!first) {
        return true;
    }
    tile->instead = arena_strdup(builder->arena, value_in(builder, tile, first, false, words));
    tile->instead_short = arena_strdup(builder->arena, value_in(builder, tile, first, true, words));
    tile->note = values_beside(builder, tile, first, false);
    tile->note_short = values_beside(builder, tile, first, true);
    return tile->instead && tile->instead_short && tile->note && tile->note_short;
}

/* Why nothing at all is known, which no file would mend; NULL: something is, or nothing was left
 * out. */
static const char *nothing_words(const struct overview_builder *builder)
{
    bool days = !scope_is_everything(builder->scope);
    if (!builder->overview->totals->empty) {
        return NULL;
    }
    return builder->scope->filter ? days ? _("the filter matches nothing in this period")
                                         : _("the filter matches nothing")
           : days ? _("nothing in this period")
                                  : NULL;
}

/* "n/a: import …", the distance, or why there is no grade. */
static bool write_note(struct overview_builder *builder, struct overview_tile *tile)
{
    const struct kpi_value *own = &tile->judged.value;
    const struct total *total = builder->overview->totals->item.total;
    char words[WORDS_SIZE], value[WORDS_SIZE];
    const char *note = nothing_words(builder);
    if (note) {
        tile->note = note;
        return true;
    }
    if (tile->cell.kind == CELL_UNKNOWN) {
        enum counter missing = !tile->is_kpi
                                   ? tile->counter
                                   : words_missing(tile->kpi, total, &builder->scope->options);
        if (tile->cell.reason == KPI_REASON_UNKNOWN_COUNTER && missing != COUNTER_NONE) {
            note = arena_printf(builder->arena, _("import %s"), words_unlock(missing));
        } else {
            note = arena_strdup(builder->arena,
                                words_reason(tile->kpi, (enum kpi_reason)tile->cell.reason, words));
        }
        tile->note = note;
        return note &&
               (tile->cell.reason != KPI_REASON_MIXED_CURRENCY || part_currencies(builder, tile));
    }
    if (!tile->is_kpi) {
        return true;
    }
    if (tile->judged.grade.has_distance) {
        words_distance(tile->judge, &tile->judged.grade, words);
    } else {
        words_reason(tile->judge, tile->judged.grade.reason, words);
    }
    if (tile->judge != tile->kpi) {
        char letter[3] = {tile->judged.grade.certain ? ' ' : '~',
                          grade_letter(tile->judged.grade.grade), '\0'};
        note = arena_printf(builder->arena, "%s %s%s · %s", column_kpi_title(tile->judge),
                            words_value(tile->judge, own, value), letter[1] == ' ' ? "" : letter,
                            words);
    } else {
        note = arena_strdup(builder->arena, words);
    }
    tile->note = note && note[0] ? note : NULL;
    return note != NULL;
}

static void judge(struct overview_builder *builder, struct overview_tile *tile)
{
    const struct report_item *sum = &builder->overview->totals->item;
    struct kpi_result own = item_kpi(sum, builder->scope, tile->kpi);
    struct item_judge judge = item_judge(sum, builder->scope, tile->kpi);
    tile->cell = item_kpi_cell(sum, &own, tile->kpi);
    tile->judge = judge.kpi;
    tile->judged = judge.result;
    tile->row = judge.result.grade.row;
    if (judge.kpi != tile->kpi) {
        return; /* the letter stands beside the value that was judged, in the note */
    }
    tile->cell.grade = (int8_t)judge.result.grade.grade;
    unsigned certain = judge.result.grade.certain ? CELL_CERTAIN : 0u;
    tile->cell.flags = (uint8_t)((tile->cell.flags & ~(unsigned)CELL_CERTAIN) | certain);
}

static bool compare(struct overview_builder *builder, struct overview_tile *tile)
{
    struct difference difference;
    struct report_item then;
    if (!builder->scope->has_delta) {
        return true;
    }
    item_of_sum(&builder->before, &then);
    if (tile->is_kpi) {
        struct kpi_value now = kpi_eval(tile->kpi, &builder->recent, &builder->scope->options);
        struct kpi_value before = kpi_eval(tile->kpi, &builder->before, &builder->scope->options);
        const struct kpi_result past = {before, {.grade = GRADE_NONE, .toward = GRADE_NONE}};
        tile->before = item_kpi_cell(&then, &past, tile->kpi);
        if (!difference_of_kpi(builder->arena, tile->kpi, &now, &before, &difference)) {
            return false;
        }
    } else if (!difference_of_counter(builder->arena, tile->counter, &builder->recent,
                                      &builder->before, &difference)) {
        return false;
    }
    if (!tile->is_kpi) {
        tile->before = item_counter_cell(&then, tile->counter);
    }
    if (builder->before.tallies == 0) {
        tile->before = (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
    }
    tile->has_change = difference.known;
    tile->change = difference.value;
    tile->change_sure = difference.sure;
    tile->change_words = difference.words;
    return true;
}

static bool fill_tile(struct overview_builder *builder, size_t index, struct overview_tile *tile)
{
    tile->is_kpi = shown[index].kpi != KPI_NONE;
    tile->kpi = shown[index].kpi;
    tile->counter = shown[index].counter;
    tile->judge = KPI_NONE;
    tile->judged.grade.grade = GRADE_NONE;
    tile->before.grade = GRADE_NONE;
    if (tile->is_kpi) {
        tile->id = kpi_info(tile->kpi)->name;
        tile->label = column_kpi_title(tile->kpi);
        tile->direction = kpi_info(tile->kpi)->direction;
        judge(builder, tile);
    } else {
        tile->id = counter_info(tile->counter)->name;
        tile->label = _(counter_info(tile->counter)->label);
        tile->direction = 1;
        tile->cell = item_counter_cell(&builder->overview->totals->item, tile->counter);
    }
    return compare(builder, tile) && draw_spark(builder, tile) && write_note(builder, tile);
}

bool overview_fill_tiles(struct overview_builder *builder)
{
    struct overview_tile *tiles =
        ARENA_ARRAY(builder->arena, struct overview_tile, ARRAY_COUNT(shown));
    if (!tiles) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < ARRAY_COUNT(shown); i++) {
        if (!fill_tile(builder, i, &tiles[i])) {
            return err_memory(builder->err);
        }
    }
    builder->overview->tiles = tiles;
    builder->overview->tile_count = ARRAY_COUNT(shown);
    return true;
}
