/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/overview_private.h"

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/standing.h"
#include "report/words.h"
#include "text/format.h"

#define SPARK_DAYS_MAX 366

/* --- the days -------------------------------------------------------------------------------- */

static bool compare_periods(struct overview_builder *builder)
{
    const struct scope *scope = builder->scope;
    if (!scope->has_delta) {
        return true;
    }
    bool same = scope->recent.from == scope->period.from && scope->recent.to == scope->period.to;
    if (same) {
        builder->recent = *builder->overview->totals->item.total;
    } else if (!totals_of_days(builder->store, scope, &builder->matching, &scope->recent,
                               builder->cancel, &builder->recent, builder->err)) {
        return false;
    }
    return totals_of_days(builder->store, scope, &builder->matching, &scope->before,
                          builder->cancel, &builder->before, builder->err);
}

static void find_spark_days(struct overview_builder *builder)
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

static bool add_campaign_days(struct overview_builder *builder, struct arena *lent, int64_t number)
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

/* The campaigns that pass a filter of figures, where there are few. */
static bool find_few(struct overview_builder *builder)
{
    const struct walk_options bare = {.bare = true};
    int64_t *numbers = ARENA_ARRAY(builder->scratch, int64_t, MATCHING_FEW);
    struct report_item item;
    size_t count = 0;
    struct walk *walk =
        numbers ? walk_open(builder->store, builder->scope, &bare, builder->cancel, builder->err)
                : NULL;
    if (!walk) {
        return numbers ? false : err_memory(builder->err);
    }
    while (count <= MATCHING_FEW && walk_next(walk, &item, builder->err)) {
        if (item.what == ITEM_CAMPAIGN && count++ < MATCHING_FEW) {
            numbers[count - 1] = item.number;
        }
    }
    walk_close(walk);
    if (count <= MATCHING_FEW) {
        builder->matching = (struct matching){true, numbers, count};
    }
    return builder->err->code == ERR_NONE;
}

/* Many campaigns have no lines: reading the days of each would take too long. */
static bool filtered_days(struct overview_builder *builder)
{
    const struct period *span = &builder->overview->spark_days;
    if (!builder->matching.few && !find_few(builder)) {
        return false;
    }
    if (!builder->matching.few) {
        return true;
    }
    builder->day_count = (size_t)(span->to - span->from) + 1;
    builder->days = ARENA_ARRAY(builder->scratch, struct day_total, builder->day_count);
    struct arena *lent = arena_new();
    bool ok = (builder->days && lent) || err_memory(builder->err);
    for (size_t i = 0; ok && i < builder->day_count; i++) {
        builder->days[i].day = span->from + (int32_t)i;
    }
    for (size_t i = 0; ok && i < builder->matching.count; i++) {
        ok = add_campaign_days(builder, lent, builder->matching.numbers[i]);
    }
    arena_free(lent);
    builder->has_sparks = ok;
    return ok;
}

static bool read_days(struct overview_builder *builder)
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

static bool see_days(struct overview_builder *builder)
{
    builder->overview->has_days = builder->has_sparks;
    return true;
}

/* --- words ----------------------------------------------------------------------------------- */

static bool write_change_words(struct overview_builder *builder)
{
    const struct scope *scope = builder->scope;
    char days[WORDS_SIZE];
    if (!scope->has_delta) {
        return true;
    }
    bool old = scope->choice.kind == PERIOD_ALL && scope->recent.to != scope->today;
    bool year = scope->choice.kind == PERIOD_ALL && scope->against == PERIOD_AGAINST_YEAR;
    bool nothing = builder->before.tallies == 0;
    builder->overview->has_recent = builder->recent.tallies > 0;
    builder->overview->has_before = !nothing;
    builder->overview->change_words =
        nothing ? arena_printf(builder->arena, _("nothing known of %s"),
                               period_range_words(&scope->before, false, days))
        : year  ? arena_printf(builder->arena, _("%s against a year before"),
                               period_range_words(&scope->recent, false, days))
        : old   ? arena_printf(builder->arena, _("%s against the 30 days before"),
                               period_range_words(&scope->recent, false, days))
        : scope->choice.kind == PERIOD_ALL
            ? arena_strdup(builder->arena, _("last 30 days against the 30 before"))
            : arena_printf(builder->arena, _("against %s"),
                           period_range_words(&scope->before, false, days));
    return builder->overview->change_words || err_memory(builder->err);
}

static bool add_note(struct overview_builder *builder, const char *text)
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
static const char *partial_words(struct overview_builder *builder)
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

static bool write_notes(struct overview_builder *builder)
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
    if (builder->scope->filter && builder->scope->targets.count > 0 &&
        !add_note(builder, arena_strdup(builder->arena,
                                        _("How far targets are reached is said of all campaigns: "
                                          "not under a filter")))) {
        return false;
    }
    const char *missing = builder->scope->benchmark_missing;
    return !missing ||
           add_note(builder, arena_printf(builder->arena,
                                          _("The chosen benchmark set \"%.60s\" is not there any "
                                            "more: %.60s stands in"),
                                          missing, builder->scope->benchmark));
}

static bool find_health(struct overview_builder *builder)
{
    struct overview *overview = builder->overview;
    if (!health_build(builder->store, builder->scope, builder->cancel, &overview->health,
                      builder->err) ||
        !account_build(builder->arena, builder->store, builder->scope, &overview->account,
                       builder->err)) {
        return false;
    }
    overview->line_count =
        account_line(builder->arena, &overview->health, &overview->account, NULL, overview->line);
    return overview->line_count >= 0 || err_memory(builder->err);
}

bool overview_build(struct arena *arena, struct store *store, const struct scope *scope,
                    struct cancel *cancel, const struct overview **overview, struct err *err)
{
    struct err trouble = ERR_INIT;
    struct overview_builder builder = {.arena = arena,
                                       .store = store,
                                       .scope = scope,
                                       .cancel = cancel,
                                       .err = &trouble,
                                       .overview = ARENA_NEW(arena, struct overview)};
    builder.scratch = arena_new();
    bool ok = (builder.overview && builder.scratch) || err_memory(&trouble);
    ok = ok && matching_find(builder.scratch, store, scope, &builder.matching, &trouble) &&
         totals_build_among(arena, store, scope, &builder.matching, cancel,
                            &builder.overview->totals, &trouble) &&
         compare_periods(&builder) && read_days(&builder) && see_days(&builder) &&
         overview_fill_tiles(&builder) &&
         pace_build(arena, store, scope, cancel, &builder.overview->pace, &trouble) &&
         write_change_words(&builder) && write_notes(&builder) && find_health(&builder);
    arena_free(builder.scratch);
    if (ok) {
        *overview = builder.overview;
    } else if (err) {
        *err = trouble;
    }
    return ok;
}

bool overview_more(struct arena *arena, struct store *store, const struct scope *scope,
                   struct cancel *cancel, const struct overview_more **more, struct err *err)
{
    struct overview_more *made = ARENA_NEW(arena, struct overview_more);
    struct health health;
    struct account account;
    if (!made) {
        return err_memory(err);
    }
    if (!health_build(store, scope, cancel, &health, err) ||
        !account_build(arena, store, scope, &account, err) ||
        !account_reach(store, scope, &account, cancel, &made->reach, err) ||
        (!standing_moves(scope) &&
         !movers_build(arena, store, scope, cancel, &made->movers, err))) {
        return false;
    }
    made->health_count = account_line(arena, &health, &account, &made->reach, made->health);
    made->limit_near = account_used(&account, &made->reach) >= ACCOUNT_LIMIT_NEAR;
    made->limit_words =
        made->limit_near ? account_limit_words(arena, &account, &made->reach) : NULL;
    *more = made;
    return (made->health_count >= 0 && (!made->limit_near || made->limit_words)) || err_memory(err);
}

const char *overview_health_words(struct arena *arena, const struct health_part *parts, int count)
{
    struct strbuf words = STRBUF_INIT;
    for (int i = 0; i < count; i++) {
        strbuf_printf(&words, "%s%s", i ? " · " : "", parts[i].words);
    }
    const char *kept = words.failed ? NULL : arena_strdup(arena, strbuf_text(&words));
    strbuf_free(&words);
    return kept;
}

/* --- as a table ------------------------------------------------------------------------------ */

struct table *overview_table(struct arena *arena, const struct overview *overview)
{
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, 5);
    if (!columns) {
        return NULL;
    }
    columns[0] =
        (struct table_column){.id = "id", .title = _("Id"), .kind = CELL_TEXT, .key = true};
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
        const char *note = tile->note ? tile->note : "";
        if (tile->instead) {
            note = arena_printf(arena, "%s%s%s", tile->instead, note[0] ? " · " : "", note);
        }
        if (!note) {
            return NULL;
        }
        *table_cell(table, i, 4) = cell_text(note);
    }
    for (size_t i = 0; i < overview->note_count; i++) {
        if (!table_note(table, arena, overview->notes[i])) {
            return NULL;
        }
    }
    return table;
}
