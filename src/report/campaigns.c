/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/campaigns.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "base/vec.h"
#include "report/words.h"
#include "text/format.h"

const char *const campaigns_default_columns[] = {
    "name",    "start",           "sent",        "delivery_rate",   "open_rate",
    "ctr",     "engagement_rate", "optout_rate", "conversion_rate", "rocs",
    "revenue", "spark",           NULL};

struct builder {
    struct arena *arena;
    const struct scope *scope;
    struct column *columns;
    struct table_column *described;
    size_t count;
    struct vec cells; /* struct cell, row by row */
    struct vec ids;   /* int64_t */
    int64_t counting, mixed;
    bool partial;
};

/* --- columns --------------------------------------------------------------------------------- */

static bool choose_columns(struct builder *builder, const struct campaigns_options *options,
                           struct err *err)
{
    const char *const *ids =
        options && options->columns ? options->columns : campaigns_default_columns;
    size_t count = options && options->columns ? options->column_count : 0;
    while (ids == campaigns_default_columns && ids[count]) {
        count++;
    }
    builder->columns = ARENA_ARRAY(builder->arena, struct column, count);
    builder->described = ARENA_ARRAY(builder->arena, struct table_column, count);
    if (!builder->columns || !builder->described) {
        return err_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        if (!column_by_id(ids[i], &builder->columns[i], err)) {
            return false;
        }
        builder->described[i] = column_describe(&builder->columns[i]);
    }
    builder->count = count;
    return true;
}

/* --- rows ------------------------------------------------------------------------------------ */

static bool keep_text(struct builder *builder, struct cell *cell)
{
    if (cell->kind == CELL_TEXT) {
        cell->text = arena_strdup(builder->arena, cell->text);
        return cell->text != NULL;
    }
    return true;
}

static bool add_row(struct builder *builder, const struct report_item *item)
{
    int64_t *id = vec_push(&builder->ids);
    if (!id || !vec_reserve(&builder->cells, builder->count)) {
        return false;
    }
    *id = item->number;
    builder->counting += item->counting_until != DAY_NONE;
    builder->mixed += total_is_mixed(item->total);
    for (size_t i = 0; i < builder->count; i++) {
        struct cell *cell = vec_push(&builder->cells);
        if (!cell) {
            return false;
        }
        *cell = column_cell(&builder->columns[i], item, builder->scope);
        builder->partial |= (cell->flags & CELL_PARTIAL) != 0;
        if (!keep_text(builder, cell)) {
            return false;
        }
    }
    return true;
}

static bool read_rows(struct builder *builder, struct store *store,
                      const struct walk_options *options, struct cancel *cancel,
                      struct campaigns *campaigns, struct err *err)
{
    struct err trouble = ERR_INIT;
    struct report_item item;
    struct walk *walk = walk_open(store, builder->scope, options, cancel, err);
    if (!walk) {
        return false;
    }
    while (walk_next(walk, &item, &trouble)) {
        if (!add_row(builder, &item)) {
            err_memory(&trouble);
            break;
        }
        campaigns->unattributed = item.what == ITEM_UNATTRIBUTED;
    }
    campaigns->whole = scope_is_everything(builder->scope) && !builder->scope->filter;
    campaigns->seen = walk_seen(walk);
    campaigns->matching = walk_matching(walk);
    campaigns->archived = walk_hidden(walk);
    walk_close(walk);
    if (trouble.code != ERR_NONE && err) {
        *err = trouble;
    }
    return trouble.code == ERR_NONE;
}

static bool count_all(struct store *store, const struct scope *scope, struct campaigns *campaigns,
                      struct err *err)
{
    campaigns->all = campaigns->seen;
    if (scope_is_everything(scope)) {
        return true;
    }
    struct arena *scratch = arena_new();
    struct campaign_name *names;
    size_t count = 0;
    bool ok = scratch ? query_names(store, scratch, &names, &count, err) : err_memory(err);
    campaigns->all = (int64_t)count;
    if (ok && query_asks_excluded(scope->filter)) {
        ok = query_names_excluded(store, scratch, &names, &count, err);
        campaigns->all += ok ? (int64_t)count : 0;
    }
    arena_free(scratch);
    return ok;
}

/* --- the table ------------------------------------------------------------------------------- */

static struct table *make_table(struct builder *builder)
{
    struct arena *arena = builder->arena;
    size_t rows = builder->ids.count;
    struct table *table =
        table_new(arena, _("Campaigns"), builder->described, builder->count, rows);
    int64_t *ids = ARENA_ARRAY(arena, int64_t, rows);
    if (!table || !ids) {
        return NULL;
    }
    if (rows > 0) {
        memcpy(ids, builder->ids.data, rows * sizeof *ids);
        memcpy(table->cells, builder->cells.data, rows * builder->count * sizeof *table->cells);
    }
    table->row_ids = ids;
    return table;
}

static bool has_based_rate(const struct builder *builder)
{
    for (size_t i = 0; i < builder->count; i++) {
        if (builder->columns[i].what == COLUMN_KPI && kpi_info(builder->columns[i].kpi)->based) {
            return true;
        }
    }
    return false;
}

static bool write_notes(const struct builder *builder, const struct campaigns *campaigns,
                        struct table *table)
{
    struct arena *arena = builder->arena;
    const struct scope *scope = builder->scope;
    char number[FORMAT_SIZE];
    bool ok = !has_based_rate(builder) ||
              table_note(table, arena,
                         scope->options.base == RATE_BASE_SENT ? _("Rates are per message sent.")
                                                               : _("Rates are per message "
                                                                   "delivered."));
    if (ok && builder->counting > 0) {
        ok = table_note(table, arena,
                        arena_printf(arena,
                                     NG_("%s campaign is still counting: its figures may grow.",
                                         "%s campaigns are still counting: their figures may "
                                         "grow.",
                                         builder->counting),
                                     format_count(builder->counting, number)));
    }
    if (ok && builder->partial) {
        ok = table_note(table, arena,
                        _("Where days do not know a figure they are left out of its rate; such "
                          "grades are never sure."));
    }
    if (ok && builder->mixed > 0) {
        ok = table_note(table, arena,
                        arena_printf(arena,
                                     NG_("%s campaign holds money of several currencies, which "
                                         "is not added.",
                                         "%s campaigns hold money of several currencies, which "
                                         "is not added.",
                                         builder->mixed),
                                     format_count(builder->mixed, number)));
    }
    if (ok && campaigns->archived > 0) {
        ok = table_note(table, arena,
                        arena_printf(arena,
                                     NG_("%s archived campaign is not listed; the filter "
                                         "archived = yes shows it.",
                                         "%s archived campaigns are not listed; the filter "
                                         "archived = yes shows them.",
                                         campaigns->archived),
                                     format_count(campaigns->archived, number)));
    }
    if (ok && campaigns->seen < campaigns->all) {
        int64_t outside = campaigns->all - campaigns->seen;
        ok = table_note(
            table, arena,
            arena_printf(arena,
                         NG_("%s campaign has nothing in this period, or no date.",
                             "%s campaigns have nothing in this period, or no date.", outside),
                         format_count(outside, number)));
    }
    return ok;
}

static void mark_sorted(struct table *table, const struct campaigns_options *options)
{
    struct column columns[WALK_SORT_MAX];
    bool asked = options && options->sort;
    size_t count = column_list(asked ? options->sort : "start", columns, WALK_SORT_MAX, NULL);
    table->sort_column = count ? table_column_by_id(table, column_id(&columns[0])) : -1;
    table->sort_descending = asked ? options->descending : true;
    for (size_t i = 1; i < count && table->sort_column >= 0; i++) {
        int column = table_column_by_id(table, column_id(&columns[i]));
        if (column >= 0) {
            table->then[table->then_count++] = (struct table_key){column, options->descending};
        }
    }
}

bool campaigns_build(struct arena *arena, struct store *store, const struct scope *scope,
                     const struct campaigns_options *options, struct cancel *cancel,
                     struct campaigns **campaigns, struct err *err)
{
    struct campaigns *made = ARENA_NEW(arena, struct campaigns);
    struct walk_options walk = {.list = true};
    struct builder builder = {
        .arena = arena, .scope = scope, .cells = VEC_INIT(struct cell), .ids = VEC_INIT(int64_t)};
    if (options) {
        walk = (struct walk_options){.sort = options->sort,
                                     .descending = options->descending,
                                     .limit = options->limit,
                                     .list = true};
    }
    bool ok = made || err_memory(err);
    ok = ok && choose_columns(&builder, options, err) &&
         read_rows(&builder, store, &walk, cancel, made, err) && count_all(store, scope, made, err);
    if (ok) {
        made->table = make_table(&builder);
        ok = (made->table && write_notes(&builder, made, made->table)) || err_memory(err);
    }
    vec_free(&builder.cells);
    vec_free(&builder.ids);
    if (ok) {
        mark_sorted(made->table, options);
        *campaigns = made;
    }
    return ok;
}

bool campaigns_sort(struct campaigns *campaigns, const struct table_key *keys, size_t count)
{
    struct table *table = campaigns->table;
    struct table sorted = *table;
    sorted.row_count -= campaigns->unattributed;
    if (!table_sort_by(&sorted, keys, count)) {
        return false;
    }
    sorted.row_count = table->row_count;
    *table = sorted;
    return true;
}

/* --- sparklines ------------------------------------------------------------------------------ */

static bool read_spark(struct arena *arena, struct arena *lent, struct store *store, int32_t from,
                       int64_t number, const struct spark **spark, struct err *err)
{
    struct campaign_row row;
    *spark = NULL;
    arena_reset(lent);
    if (!query_campaign(store, lent, number, DAY_NONE, INT32_MAX, &row, err)) {
        /* Gone since the table was made: another process took its import back. */
        return err && err->code == ERR_NOT_FOUND;
    }
    if (row.last_send == DAY_NONE || row.last_send < from) {
        return true;
    }
    struct spark *made = ARENA_NEW(arena, struct spark);
    float *values = ARENA_ARRAY(arena, float, CAMPAIGNS_SPARK_DAYS);
    if (!made || !values) {
        return err_memory(err);
    }
    if (!query_campaign_spark(store, number, &row.ruling, COUNTER_SENT, from, CAMPAIGNS_SPARK_DAYS,
                              values, err)) {
        return false;
    }
    bool any = false;
    for (size_t i = 0; i < CAMPAIGNS_SPARK_DAYS; i++) {
        any |= !isnan(values[i]);
        made->high = values[i] > made->high ? values[i] : made->high;
    }
    made->values = values;
    made->count = CAMPAIGNS_SPARK_DAYS;
    *spark = any ? made : NULL;
    return true;
}

bool campaigns_sparks(struct arena *arena, struct store *store, const struct scope *scope,
                      const int64_t *numbers, size_t count, struct cancel *cancel,
                      const struct spark **sparks, struct err *err)
{
    int32_t today = scope->choice.kind == PERIOD_ALL ? scope->recent.to : scope->today;
    int32_t last = scope->period.to < today ? scope->period.to : today;
    struct err trouble = ERR_INIT;
    struct arena *lent = arena_new();
    bool ok = lent || err_memory(&trouble);
    for (size_t i = 0; ok && i < count; i++) {
        ok = !cancelled(cancel) || err_set(&trouble, ERR_CANCELLED, _("stopped"));
        ok = ok && read_spark(arena, lent, store, last - CAMPAIGNS_SPARK_DAYS + 1, numbers[i],
                              &sparks[i], &trouble);
    }
    arena_free(lent);
    if (!ok && err) {
        *err = trouble;
    }
    return ok;
}

void campaigns_put_sparks(struct campaigns *campaigns, const int64_t *numbers, size_t count,
                          const struct spark *const *sparks)
{
    struct table *table = campaigns->table;
    int column = table_column_by_id(table, "spark");
    for (size_t row = 0; column >= 0 && row < table->row_count; row++) {
        for (size_t i = 0; i < count; i++) {
            if (table->row_ids[row] == numbers[i] && sparks[i]) {
                *table_cell(table, row, (size_t)column) =
                    (struct cell){.spark = sparks[i], .kind = CELL_SPARK, .grade = GRADE_NONE};
            }
        }
    }
}

bool campaigns_fill_sparks(struct arena *arena, struct store *store, const struct scope *scope,
                           struct campaigns *campaigns, size_t first, size_t count,
                           struct cancel *cancel, struct err *err)
{
    struct table *table = campaigns->table;
    int column = table_column_by_id(table, "spark");
    if (column < 0 || first >= table->row_count) {
        return true;
    }
    count = count < table->row_count - first ? count : table->row_count - first;
    const struct spark **sparks = ARENA_ARRAY(arena, const struct spark *, count);
    if (!sparks) {
        return err_memory(err);
    }
    if (!campaigns_sparks(arena, store, scope, &table->row_ids[first], count, cancel, sparks,
                          err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (sparks[i]) {
            *table_cell(table, first + i, (size_t)column) =
                (struct cell){.spark = sparks[i], .kind = CELL_SPARK, .grade = GRADE_NONE};
        }
    }
    return true;
}
