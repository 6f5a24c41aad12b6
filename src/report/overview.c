/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/overview.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/column.h"
#include "report/difference.h"
#include "report/words.h"
#include "text/format.h"

/* Days of sparklines at most, and campaigns whose days are read for them one by one. */
#define SPARK_DAYS_MAX      366
#define SPARK_CAMPAIGNS_MAX 200

/* What is shown, in the order of the funnel. `stand_in` grades where the KPI's own band is out of
 * reach (kpis.md). */
static const struct {
    enum kpi kpi;
    enum counter counter;
    enum kpi stand_in;
} shown[] = {
    {KPI_NONE, COUNTER_SENT, KPI_NONE},
    {KPI_DELIVERY_RATE, COUNTER_NONE, KPI_NONE},
    {KPI_OPEN_RATE, COUNTER_NONE, KPI_OPEN_RATE_ADJUSTED},
    {KPI_CTR, COUNTER_NONE, KPI_NONE},
    {KPI_ENGAGEMENT_RATE, COUNTER_NONE, KPI_NONE},
    {KPI_OPTOUT_RATE, COUNTER_NONE, KPI_NONE},
    {KPI_CONVERSION_RATE, COUNTER_NONE, KPI_CLICK_TO_CONVERSION_RATE},
    {KPI_ROCS, COUNTER_NONE, KPI_NONE},
    {KPI_NONE, COUNTER_REVENUE, KPI_NONE},
};

struct builder {
    struct arena *arena, *scratch;
    struct store *store;
    const struct scope *scope;
    struct cancel *cancel;
    struct err *err;
    struct overview *overview;
    struct total recent, before;
    struct day_total *days; /* of the sparklines, scratch */
    size_t day_count;
    bool has_sparks;
};

/* --- the days
 * ------------------------------------------------------------------------------------------ */

static bool compare_periods(struct builder *builder)
{
    const struct scope *scope = builder->scope;
    if (!scope->has_delta) {
        return true;
    }
    bool same = scope->recent.from == scope->period.from && scope->recent.to == scope->period.to;
    if (same) {
        builder->recent = *builder->overview->totals->item.total;
    } else if (!totals_of_days(builder->store, scope, &scope->recent, builder->cancel,
                               &builder->recent, builder->err)) {
        return false;
    }
    return totals_of_days(builder->store, scope, &scope->before, builder->cancel, &builder->before,
                          builder->err);
}

static void find_spark_days(struct builder *builder)
{
    const struct scope *scope = builder->scope;
    struct period days = scope->recent;
    if (!scope->has_delta) {
        days.to = scope->period.to < scope->today ? scope->period.to : scope->today;
        days.from = days.to - 29;
    }
    if (days.to - days.from >= SPARK_DAYS_MAX) {
        days.from = days.to - SPARK_DAYS_MAX + 1;
    }
    builder->overview->spark_days = days;
}

/* Numbers of the campaigns that match and have anything in the days; too many: *count is 0. */
static bool matching_campaigns(struct builder *builder, int64_t numbers[SPARK_CAMPAIGNS_MAX],
                               size_t *count)
{
    const struct period *days = &builder->overview->spark_days;
    struct err trouble = ERR_INIT;
    struct campaign_row row;
    struct campaign_cursor *cursor = campaign_cursor_open(
        builder->store, days->from, days->to, CAMPAIGN_ORDER_NONE, builder->cancel, builder->err);
    if (!cursor) {
        return false;
    }
    size_t found = 0;
    while (campaign_cursor_next(cursor, &row, &trouble)) {
        if (scope_takes(builder->scope, &row) && ++found <= SPARK_CAMPAIGNS_MAX) {
            numbers[found - 1] = row.number;
        }
    }
    campaign_cursor_close(cursor);
    *count = found <= SPARK_CAMPAIGNS_MAX ? found : 0;
    if (trouble.code != ERR_NONE && builder->err) {
        *builder->err = trouble;
    }
    return trouble.code == ERR_NONE;
}

static bool add_campaign_days(struct builder *builder, struct arena *lent, int64_t number)
{
    const struct period *span = &builder->overview->spark_days;
    struct day_total *days;
    size_t count;
    arena_reset(lent);
    if (cancelled(builder->cancel)) {
        return err_set(builder->err, ERR_CANCELLED, _("stopped"));
    }
    if (!query_campaign_days(builder->store, lent, number, span->from, span->to, &days, &count,
                             NULL, builder->err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        total_add(&builder->days[days[i].day - span->from].total, &days[i].total);
    }
    return true;
}

static bool filtered_days(struct builder *builder)
{
    const struct period *span = &builder->overview->spark_days;
    int64_t numbers[SPARK_CAMPAIGNS_MAX];
    size_t count;
    if (!matching_campaigns(builder, numbers, &count) || count == 0) {
        return builder->err ? builder->err->code == ERR_NONE : count == 0;
    }
    builder->day_count = (size_t)(span->to - span->from) + 1;
    builder->days = ARENA_ARRAY(builder->scratch, struct day_total, builder->day_count);
    struct arena *lent = arena_new();
    bool ok = (builder->days && lent) || err_memory(builder->err);
    for (size_t i = 0; ok && i < builder->day_count; i++) {
        builder->days[i].day = span->from + (int32_t)i;
    }
    for (size_t i = 0; ok && i < count; i++) {
        ok = add_campaign_days(builder, lent, numbers[i]);
    }
    arena_free(lent);
    builder->has_sparks = ok;
    return ok;
}

static bool read_days(struct builder *builder)
{
    const struct period *span = &builder->overview->spark_days;
    find_spark_days(builder);
    if (span->to < span->from) {
        return true;
    }
    if (builder->scope->filter) {
        return filtered_days(builder);
    }
    builder->has_sparks = true;
    return query_days(builder->store, builder->scratch, span->from, span->to, &builder->days,
                      &builder->day_count, NULL, builder->err);
}

/* --- a tile
 * -------------------------------------------------------------------------------------------- */

static float day_value(const struct builder *builder, const struct overview_tile *tile,
                       const struct total *day)
{
    if (tile->is_kpi) {
        struct kpi_value value = kpi_eval(tile->kpi, day, &builder->scope->options);
        return value.has_value ? (float)value.value : NAN;
    }
    int64_t count;
    return total_get(day, tile->counter, &count) ? (float)count : NAN;
}

static bool draw_spark(struct builder *builder, struct overview_tile *tile)
{
    const struct period *span = &builder->overview->spark_days;
    if (!builder->has_sparks) {
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

/* "n/a: import …", the distance, or why there is no grade. */
static bool write_note(struct builder *builder, struct overview_tile *tile)
{
    const struct kpi_value *own = &tile->judged.value;
    const struct total *total = builder->overview->totals->item.total;
    char words[WORDS_SIZE], value[WORDS_SIZE];
    const char *note = NULL;
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
        return note != NULL;
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
        note = arena_printf(builder->arena, "%s %s · %s", column_kpi_title(tile->judge),
                            words_value(tile->judge, own, value), words);
    } else {
        note = arena_strdup(builder->arena, words);
    }
    tile->note = note && note[0] ? note : NULL;
    return note != NULL;
}

static void judge(struct builder *builder, struct overview_tile *tile, enum kpi stand_in)
{
    const struct report_item *sum = &builder->overview->totals->item;
    struct kpi_result own = item_kpi(sum, builder->scope, tile->kpi);
    tile->cell = item_kpi_cell(sum, &own, tile->kpi);
    tile->judge = tile->kpi;
    tile->judged = own;
    if (stand_in != KPI_NONE && own.value.has_value && own.grade.grade == GRADE_NONE) {
        struct kpi_result other = item_kpi(sum, builder->scope, stand_in);
        if (other.grade.grade != GRADE_NONE) {
            tile->judge = stand_in;
            tile->judged = other;
            tile->cell.grade = (int8_t)other.grade.grade;
            unsigned certain = other.grade.certain ? CELL_CERTAIN : 0u;
            tile->cell.flags = (uint8_t)((tile->cell.flags & ~(unsigned)CELL_CERTAIN) | certain);
        }
    }
    tile->row = tile->judged.grade.row;
}

static bool compare(struct builder *builder, struct overview_tile *tile)
{
    struct difference difference;
    if (!builder->scope->has_delta) {
        return true;
    }
    if (tile->is_kpi) {
        struct kpi_value now = kpi_eval(tile->kpi, &builder->recent, &builder->scope->options);
        struct kpi_value before = kpi_eval(tile->kpi, &builder->before, &builder->scope->options);
        if (!difference_of_kpi(builder->arena, tile->kpi, &now, &before, &difference)) {
            return false;
        }
    } else if (!difference_of_counter(builder->arena, tile->counter, &builder->recent,
                                      &builder->before, &difference)) {
        return false;
    }
    tile->has_change = difference.known;
    tile->change = difference.value;
    tile->change_sure = difference.sure;
    tile->change_words = difference.words;
    return true;
}

static bool fill_tile(struct builder *builder, size_t index, struct overview_tile *tile)
{
    tile->is_kpi = shown[index].kpi != KPI_NONE;
    tile->kpi = shown[index].kpi;
    tile->counter = shown[index].counter;
    tile->judge = KPI_NONE;
    tile->judged.grade.grade = GRADE_NONE;
    if (tile->is_kpi) {
        tile->id = kpi_info(tile->kpi)->name;
        tile->label = column_kpi_title(tile->kpi);
        tile->direction = kpi_info(tile->kpi)->direction;
        judge(builder, tile, shown[index].stand_in);
    } else {
        tile->id = counter_info(tile->counter)->name;
        tile->label = _(counter_info(tile->counter)->label);
        tile->direction = 1;
        tile->cell = item_counter_cell(&builder->overview->totals->item, tile->counter);
    }
    return compare(builder, tile) && draw_spark(builder, tile) && write_note(builder, tile);
}

static bool fill_tiles(struct builder *builder)
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

/* --- words
 * -------------------------------------------------------------------------------------------- */

static bool write_change_words(struct builder *builder)
{
    const struct scope *scope = builder->scope;
    char days[WORDS_SIZE];
    if (!scope->has_delta) {
        return true;
    }
    builder->overview->change_words =
        scope->choice.kind == PERIOD_ALL
            ? arena_strdup(builder->arena, _("last 30 days against the 30 before"))
            : arena_printf(builder->arena, _("against %s"),
                           period_range_words(&scope->before, false, days));
    return builder->overview->change_words || err_memory(builder->err);
}

static bool add_note(struct builder *builder, const char *text)
{
    struct overview *overview = builder->overview;
    const char **notes = ARENA_ARRAY(builder->arena, const char *, overview->note_count + 1);
    if (!notes || !text) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < overview->note_count; i++) {
        notes[i] = overview->notes[i];
    }
    notes[overview->note_count++] = text;
    overview->notes = notes;
    return true;
}

/* Which tiles leave days out. */
static const char *partial_words(struct builder *builder)
{
    struct strbuf labels = STRBUF_INIT;
    for (size_t i = 0; i < builder->overview->tile_count; i++) {
        const struct overview_tile *tile = &builder->overview->tiles[i];
        if (tile->cell.flags & CELL_PARTIAL) {
            strbuf_printf(&labels, "%s%s", labels.length ? ", " : "", tile->label);
        }
    }
    const char *words = arena_printf(builder->arena, _("Days that do not know it are left out: %s"),
                                     strbuf_text(&labels));
    bool any = labels.length > 0;
    bool failed = labels.failed;
    strbuf_free(&labels);
    return failed ? NULL : any ? words : "";
}

static bool write_notes(struct builder *builder)
{
    const struct totals *totals = builder->overview->totals;
    char count[FORMAT_SIZE];
    bool failed;
    const char *currencies = totals_currencies(builder->arena, totals, &failed);
    const char *partial = partial_words(builder);
    if (failed || !partial) {
        return err_memory(builder->err);
    }
    if ((currencies && !add_note(builder, currencies)) ||
        (partial[0] && !add_note(builder, partial))) {
        return false;
    }
    if (totals->undated > 0 &&
        !add_note(builder, arena_printf(builder->arena,
                                        NG_("%s message without a date counts only in all time",
                                            "%s messages without a date count only in all time",
                                            totals->undated),
                                        format_count(totals->undated, count)))) {
        return false;
    }
    const char *missing = builder->scope->benchmark_missing;
    return !missing ||
           add_note(builder, arena_printf(builder->arena,
                                          _("The chosen benchmark set \"%.60s\" is not there any "
                                            "more: reference stands in"),
                                          missing));
}

bool overview_build(struct arena *arena, struct store *store, const struct scope *scope,
                    struct cancel *cancel, const struct overview **overview, struct err *err)
{
    struct err trouble = ERR_INIT;
    struct builder builder = {.arena = arena,
                              .store = store,
                              .scope = scope,
                              .cancel = cancel,
                              .err = &trouble,
                              .overview = ARENA_NEW(arena, struct overview)};
    builder.scratch = arena_new();
    bool ok = (builder.overview && builder.scratch) || err_memory(&trouble);
    ok = ok && totals_build(arena, store, scope, cancel, &builder.overview->totals, &trouble) &&
         compare_periods(&builder) && read_days(&builder) && fill_tiles(&builder) &&
         write_change_words(&builder) && write_notes(&builder);
    arena_free(builder.scratch);
    if (ok) {
        *overview = builder.overview;
    } else if (err) {
        *err = trouble;
    }
    return ok;
}

/* --- as a table
 * ---------------------------------------------------------------------------------------- */

struct table *overview_table(struct arena *arena, const struct overview *overview)
{
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, 5);
    if (!columns) {
        return NULL;
    }
    columns[0] = (struct table_column){.id = "id", .title = _("Id"), .kind = CELL_TEXT};
    columns[1] = (struct table_column){.id = "kpi", .title = _("KPI"), .kind = CELL_TEXT};
    columns[2] = (struct table_column){.id = "value",
                                       .title = _("Value"),
                                       .kind = CELL_NUMBER,
                                       .align = TABLE_RIGHT,
                                       .graded = true};
    columns[3] = (struct table_column){
        .id = "change", .title = _("Change"), .kind = CELL_TEXT, .align = TABLE_RIGHT};
    columns[4] = (struct table_column){.id = "note", .title = _("Note"), .kind = CELL_TEXT};
    struct table *table = table_new(arena, _("Overview"), columns, 5, overview->tile_count);
    if (!table) {
        return NULL;
    }
    for (size_t i = 0; i < overview->tile_count; i++) {
        const struct overview_tile *tile = &overview->tiles[i];
        *table_cell(table, i, 0) = cell_text(tile->id);
        *table_cell(table, i, 1) = cell_text(tile->label);
        *table_cell(table, i, 2) = tile->cell;
        *table_cell(table, i, 3) = cell_text(tile->change_words ? tile->change_words : "");
        *table_cell(table, i, 4) = cell_text(tile->note ? tile->note : "");
    }
    for (size_t i = 0; i < overview->note_count; i++) {
        if (!table_note(table, arena, overview->notes[i])) {
            return NULL;
        }
    }
    return table;
}
