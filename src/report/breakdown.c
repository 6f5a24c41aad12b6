/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/breakdown.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "report/breakdown_private.h"
#include "report/walk.h"
#include "store/query_people.h"
#include "text/near.h"

/* --- dimensions ------------------------------------------------------------------------------ */

static const struct breakdown_dimension dimensions[] = {
#define ATTR(number, id, name, csv, label, help) {BREAKDOWN_ATTR, ATTR_##id, name},
#include "model/attr.def"
#undef ATTR
    {BREAKDOWN_KIND, ATTR_NONE, "kind"},
    {BREAKDOWN_INDUSTRY, ATTR_NONE, "industry"},
    {BREAKDOWN_WEEKDAY, ATTR_NONE, "weekday"},
    {BREAKDOWN_HOUR, ATTR_NONE, "hour"},
    {BREAKDOWN_HOUR_WEEKDAY, ATTR_NONE, "hour_weekday"},
    {BREAKDOWN_FREQUENCY, ATTR_NONE, "frequency"},
};

static const char *const weekday_keys[] = {"monday", "tuesday",  "wednesday", "thursday",
                                           "friday", "saturday", "sunday"};
static const char *const weekday_labels[] = {N_("Monday"),   N_("Tuesday"), N_("Wednesday"),
                                             N_("Thursday"), N_("Friday"),  N_("Saturday"),
                                             N_("Sunday")};
#define WEEKDAYS ((int)ARRAY_COUNT(weekday_keys))

const struct breakdown_dimension *breakdown_all(size_t *count)
{
    *count = ARRAY_COUNT(dimensions);
    return dimensions;
}

bool breakdown_offered(struct arena *arena, struct store *store,
                       const struct breakdown_offer **offer, struct err *err)
{
    bool stated[ATTR_COUNT], messages;
    struct breakdown_offer *made = ARENA_NEW(arena, struct breakdown_offer);
    struct breakdown_dimension *kept =
        ARENA_ARRAY(arena, struct breakdown_dimension, ARRAY_COUNT(dimensions));
    if (!made || !kept) {
        return err_memory(err);
    }
    if (!query_stated(store, stated, err) || !people_any(store, &messages, err)) {
        return false;
    }
    for (size_t i = 0; i < ARRAY_COUNT(dimensions); i++) {
        enum breakdown_what what = dimensions[i].what;
        bool apart = what == BREAKDOWN_HOUR_WEEKDAY || what == BREAKDOWN_FREQUENCY;
        if (!apart && (what != BREAKDOWN_ATTR || stated[dimensions[i].attr]) &&
            (what != BREAKDOWN_HOUR || messages)) {
            kept[made->count++] = dimensions[i];
        }
    }
    made->dimensions = kept;
    *offer = made;
    return true;
}

bool breakdown_by_name(const char *name, struct breakdown_dimension *dimension, struct err *err)
{
    struct strbuf names = STRBUF_INIT;
    for (size_t i = 0; i < ARRAY_COUNT(dimensions); i++) {
        if (strcmp(dimensions[i].name, name) == 0) {
            *dimension = dimensions[i];
            strbuf_free(&names);
            return true;
        }
        strbuf_printf(&names, "%s%s", i ? ", " : "", dimensions[i].name);
    }
    const char *near = NULL;
    for (size_t i = 0; i < ARRAY_COUNT(dimensions) && !near; i++) {
        near = near_resembles(name, dimensions[i].name) ? dimensions[i].name : NULL;
    }
    err_set(err, ERR_USAGE, _("nothing can be broken down by \"%.60s\""), name);
    if (near) {
        err_todo(err, _("did you mean %s?"), near);
    } else {
        err_todo(err, _("take one of: %s"), strbuf_text(&names));
    }
    strbuf_free(&names);
    return false;
}

const char *breakdown_title(const struct breakdown_dimension *dimension)
{
    switch (dimension->what) {
    case BREAKDOWN_ATTR:
        return _(attr_info(dimension->attr)->label);
    case BREAKDOWN_KIND:
        return _("Kind");
    case BREAKDOWN_INDUSTRY:
        return _("Industry");
    case BREAKDOWN_WEEKDAY:
        break;
    case BREAKDOWN_HOUR:
        return _("Hour");
    case BREAKDOWN_HOUR_WEEKDAY:
        return _("Weekday and hour");
    case BREAKDOWN_FREQUENCY:
        return _("Messages a week");
    }
    return _("Weekday");
}

/* --- pooling --------------------------------------------------------------------------------- */

/* A row's share of one campaign. */
struct part {
    struct breakdown_pool *pool;
    const struct total *total;
};

struct pooling {
    struct breakdown_builder *builder;
    struct store *store;
    struct cancel *cancel;
    struct arena *scratch; /* of one campaign */
    struct intern *keys;
    struct vec pools;              /* struct breakdown_pool *, in the order of the keys */
    struct vec parts;              /* struct part: of one campaign */
    struct breakdown_cells *cells; /* NULL: the dimension needs no messages */
    struct walk *walk;
    struct breakdown_strata *strata;
};

static struct breakdown_pool *pool_of(struct pooling *pooling, const char *key)
{
    key = key ? key : "";
    uint32_t at = intern_add(pooling->keys, key, strlen(key));
    if (at == INTERN_NONE) {
        return NULL;
    }
    if (at == pooling->pools.count) {
        struct breakdown_pool **place = vec_push(&pooling->pools);
        struct breakdown_pool *pool =
            place ? ARENA_NEW(pooling->builder->arena, struct breakdown_pool) : NULL;
        if (!pool) {
            return NULL;
        }
        pool->key = intern_get(pooling->keys, at, NULL);
        *place = pool;
    }
    return *VEC_AT(&pooling->pools, struct breakdown_pool *, at);
}

static bool add(struct pooling *pooling, const char *key, const struct total *total)
{
    struct breakdown_pool *pool = pool_of(pooling, key);
    struct part *part = pool ? vec_push(&pooling->parts) : NULL;
    if (!part) {
        return err_memory(pooling->builder->err);
    }
    *part = (struct part){pool, total};
    pool->campaigns++;
    total_add(&pool->total, total);
    return true;
}

/* A goal that all campaigns of a row share is the row's: brand and service are not judged by money.
 */
static void see_goal(struct pooling *pooling, const struct report_item *item)
{
    for (size_t i = 0; i < pooling->parts.count; i++) {
        struct breakdown_pool *pool = VEC_AT(&pooling->parts, struct part, i)->pool;
        bool first = pool->campaigns == 1;
        pool->goal = first || pool->goal == item->goal ? item->goal : GOAL_UNKNOWN;
    }
}

/* After the rows of a campaign: whether they say more than it. */
static void see_over(struct pooling *pooling, const struct report_item *item)
{
    struct breakdown *breakdown = pooling->builder->breakdown;
    int64_t all, sent, rows = 0;
    for (size_t i = 0; i < pooling->parts.count; i++) {
        const struct part *part = VEC_AT(&pooling->parts, struct part, i);
        rows = total_get(part->total, COUNTER_SENT, &sent) ? counter_sum(rows, sent) : rows;
    }
    if (!total_get(item->total, COUNTER_SENT, &all)) {
        return;
    }
    if (rows < all && breakdown->dimension.what == BREAKDOWN_ATTR) {
        breakdown->unstated = counter_sum(breakdown->unstated, all - rows);
    } else if (rows > all) {
        breakdown->over.campaigns++;
        breakdown->over.rows_sent = counter_sum(breakdown->over.rows_sent, rows);
        breakdown->over.sent = counter_sum(breakdown->over.sent, all);
    }
}

static bool add_parts(struct pooling *pooling, const struct report_item *item)
{
    const struct breakdown_builder *builder = pooling->builder;
    enum attr attr = builder->breakdown->dimension.attr;
    struct part_total *parts;
    size_t count;
    if (!walk_parts(pooling->walk, pooling->scratch, attr, &parts, &count, builder->err)) {
        return false;
    }
    bool own = attr == ATTR_CHANNEL && item->channel;
    for (size_t i = 0; own && i < count; i++) {
        own = !parts[i].value || strcmp(parts[i].value, item->channel) == 0;
    }
    if (count == 0 || own) {
        /* No file states it, or none another than the campaign has: then all of it is of that
         * channel, what names only the campaign too. */
        return add(pooling, attr == ATTR_CHANNEL ? item->channel : NULL, item->total);
    }
    for (size_t i = 0; i < count; i++) {
        if (parts[i].adds_up && !add(pooling, parts[i].value, &parts[i].total)) {
            return false;
        }
    }
    return true;
}

static bool add_weekdays(struct pooling *pooling, const struct report_item *item)
{
    const struct period *period = &pooling->builder->scope->period;
    struct total *totals = ARENA_ARRAY(pooling->scratch, struct total, QUERY_WEEKDAYS);
    if (!totals) {
        return err_memory(pooling->builder->err);
    }
    if (!query_weekdays(pooling->store, pooling->scratch, item->number, period->from, period->to,
                        totals, pooling->builder->err)) {
        return false;
    }
    int64_t sent, undated = 0;
    if (total_get(item->total, COUNTER_SENT, &sent)) {
        undated = sent;
    }
    for (int i = 0; i < QUERY_WEEKDAYS; i++) {
        if (totals[i].tallies == 0) {
            continue;
        }
        undated -= total_get(&totals[i], COUNTER_SENT, &sent) ? sent : 0;
        if (!add(pooling, weekday_keys[i], &totals[i])) {
            return false;
        }
    }
    pooling->builder->breakdown->undated += undated > 0 ? undated : 0;
    return true;
}

/* What is not in any cell of the campaign is left out: nobody knows its hour, or its person. */
static bool add_cells(struct pooling *pooling, const struct report_item *item)
{
    struct breakdown *breakdown = pooling->builder->breakdown;
    char key[8];
    int64_t sent, left_out = 0;
    size_t at = 0;
    if (total_get(item->total, COUNTER_SENT, &sent)) {
        left_out = sent;
    }
    for (int cell = 0;;) {
        struct total *total = ARENA_NEW(pooling->scratch, struct total);
        if (!total) {
            return err_memory(pooling->builder->err);
        }
        if (!breakdown_cells_next(pooling->cells, item->number, &at, &cell, total)) {
            breakdown->undated += left_out > 0 ? left_out : 0;
            return true;
        }
        left_out -= total_get(total, COUNTER_SENT, &sent) ? sent : 0;
        if (!add(pooling, breakdown_cell_text(breakdown->dimension.what, cell, key), total)) {
            return false;
        }
    }
}

static bool add_item(struct pooling *pooling, const struct report_item *item)
{
    switch (pooling->builder->breakdown->dimension.what) {
    case BREAKDOWN_KIND:
        return add(pooling, campaign_kind_name(item->kind), item->total);
    case BREAKDOWN_INDUSTRY:
        return add(pooling, item->industry, item->total);
    case BREAKDOWN_WEEKDAY:
        return add_weekdays(pooling, item);
    case BREAKDOWN_HOUR:
    case BREAKDOWN_HOUR_WEEKDAY:
    case BREAKDOWN_FREQUENCY:
        return add_cells(pooling, item);
    case BREAKDOWN_ATTR:
        break;
    }
    return add_parts(pooling, item);
}

/* Hold the rows of one campaign against each other. */
static bool compare_parts(struct pooling *pooling, const struct report_item *item)
{
    struct breakdown_builder *builder = pooling->builder;
    size_t count = pooling->parts.count, kpis = builder->breakdown->kpi_count;
    if (count < 2) {
        return true;
    }
    struct stats_count *counts = breakdown_strata_add(pooling->strata, item, count);
    for (size_t i = 0; counts && i < count; i++) {
        const struct part *part = VEC_AT(&pooling->parts, struct part, i);
        for (size_t at = 0; at < kpis; at++) {
            if (!breakdown_counts(builder, part->total, at, &counts[i * kpis + at])) {
                counts[i * kpis + at] = BREAKDOWN_NO_COUNT;
            }
        }
        breakdown_strata_pool(pooling->strata, i, part->pool);
    }
    return counts || err_memory(builder->err);
}

static bool walk_campaigns(struct pooling *pooling)
{
    struct breakdown_builder *builder = pooling->builder;
    struct breakdown *breakdown = builder->breakdown;
    struct err trouble = ERR_INIT;
    struct report_item item;
    bool parted = breakdown->dimension.what == BREAKDOWN_ATTR;
    const struct walk_options options = {
        .unordered = true, .attrs = &breakdown->dimension.attr, .attr_count = parted ? 1 : 0};
    struct walk *walk =
        walk_open(pooling->store, builder->scope, &options, pooling->cancel, builder->err);
    if (!walk) {
        return false;
    }
    pooling->walk = walk;
    bool ok = true;
    while (ok && walk_next(walk, &item, &trouble)) {
        if (item.what != ITEM_CAMPAIGN) {
            int64_t sent;
            bool none = item.what == ITEM_UNATTRIBUTED;
            breakdown->nameless += none && total_get(item.total, COUNTER_SENT, &sent) ? sent : 0;
            continue;
        }
        arena_reset(pooling->scratch);
        vec_clear(&pooling->parts);
        ok = (!cancelled(pooling->cancel) || err_set(builder->err, ERR_CANCELLED, _("stopped"))) &&
             add_item(pooling, &item) && compare_parts(pooling, &item);
        see_over(pooling, &item);
        see_goal(pooling, &item);
        breakdown->campaigns++;
    }
    breakdown->matching = walk_matching(walk);
    breakdown->seen = walk_seen(walk);
    walk_close(walk);
    if (trouble.code != ERR_NONE && builder->err) {
        *builder->err = trouble;
    }
    ok = ok && trouble.code == ERR_NONE;
    if (ok) {
        breakdown_strata_finish(pooling->strata);
    }
    return ok;
}

/* --- figures --------------------------------------------------------------------------------- */

const enum kpi breakdown_default_kpis[] = {
    KPI_DELIVERY_RATE, KPI_OPEN_RATE,       KPI_CTR, KPI_ENGAGEMENT_RATE,
    KPI_OPTOUT_RATE,   KPI_CONVERSION_RATE, KPI_ROCS};
const size_t breakdown_default_count = ARRAY_COUNT(breakdown_default_kpis);

/* Of hours and frequencies: money does not come message by message. */
static const enum kpi message_kpis[] = {KPI_DELIVERY_RATE,   KPI_OPEN_RATE,   KPI_CTR,
                                        KPI_ENGAGEMENT_RATE, KPI_OPTOUT_RATE, KPI_CONVERSION_RATE};

/* Of links and kinds of conversions; the first FACT_KPIS where no message states them. */
enum { FACT_KPIS = 2 };
static const enum kpi fact_kpis[] = {
    KPI_AOV,         KPI_REVENUE_PER_CONVERSION, KPI_DELIVERY_RATE, KPI_OPEN_RATE, KPI_CTR,
    KPI_OPTOUT_RATE, KPI_CONVERSION_RATE};

/* --- rows ------------------------------------------------------------------------------------ */

static int weekday_of(const char *key)
{
    int at = 0;
    while (at < WEEKDAYS && strcmp(weekday_keys[at], key) != 0) {
        at++;
    }
    return at;
}

static int by_sends(const void *a, const void *b)
{
    const struct breakdown_row *x = a, *y = b;
    if (!x->key[0] != !y->key[0]) {
        return x->key[0] ? -1 : 1;
    }
    int64_t sent_x = x->item.total->sum[COUNTER_SENT], sent_y = y->item.total->sum[COUNTER_SENT];
    return sent_x != sent_y ? (sent_x > sent_y ? -1 : 1) : strcmp(x->key, y->key);
}

/* By visits, then conversions. */
static int by_facts(const void *a, const void *b)
{
    static const enum counter counters[] = {COUNTER_SESSIONS, COUNTER_CONVERSIONS};
    const struct breakdown_row *x = a, *y = b;
    if (!x->key[0] != !y->key[0]) {
        return x->key[0] ? -1 : 1;
    }
    for (size_t i = 0; i < ARRAY_COUNT(counters); i++) {
        int64_t of_x = x->item.total->sum[counters[i]], of_y = y->item.total->sum[counters[i]];
        if (of_x != of_y) {
            return of_x > of_y ? -1 : 1;
        }
    }
    return strcmp(x->key, y->key);
}

static int by_weekday(const void *a, const void *b)
{
    return weekday_of(((const struct breakdown_row *)a)->key) -
           weekday_of(((const struct breakdown_row *)b)->key);
}

/* Keys of cells sort as they are written: "mon" stands before "fri" only by its number. */
static int by_hour_weekday(const void *a, const void *b)
{
    return breakdown_cell_of(BREAKDOWN_HOUR_WEEKDAY, ((const struct breakdown_row *)a)->key) -
           breakdown_cell_of(BREAKDOWN_HOUR_WEEKDAY, ((const struct breakdown_row *)b)->key);
}

static int by_number(const void *a, const void *b)
{
    return breakdown_cell_of(BREAKDOWN_HOUR, ((const struct breakdown_row *)a)->key) -
           breakdown_cell_of(BREAKDOWN_HOUR, ((const struct breakdown_row *)b)->key);
}

static int (*order_of(const struct breakdown *breakdown))(const void *, const void *)
{
    if (breakdown->counters[0] != COUNTER_SENT) {
        return by_facts;
    }
    switch (breakdown->dimension.what) {
    case BREAKDOWN_WEEKDAY:
        return by_weekday;
    case BREAKDOWN_HOUR_WEEKDAY:
        return by_hour_weekday;
    case BREAKDOWN_HOUR:
    case BREAKDOWN_FREQUENCY:
        return by_number;
    case BREAKDOWN_ATTR:
    case BREAKDOWN_KIND:
    case BREAKDOWN_INDUSTRY:
        break;
    }
    return by_sends;
}

/* The benchmark that is bound to what all of a row has in common judges it. */
static void bind(const struct breakdown_dimension *dimension, const char *key,
                 struct report_item *item)
{
    if (dimension->what == BREAKDOWN_KIND) {
        item->kind = campaign_kind_parse(key);
    } else if (dimension->what == BREAKDOWN_INDUSTRY) {
        item->industry = key;
    } else if (dimension->attr == ATTR_CHANNEL) {
        item->channel = key;
    }
}

static const char *label_of(struct arena *arena, const struct breakdown_dimension *dimension,
                            const char *key)
{
    if (!key[0]) {
        return _("(none)");
    }
    if (breakdown_needs_messages(dimension->what)) {
        return breakdown_cell_label(arena, dimension->what, key);
    }
    return dimension->what == BREAKDOWN_WEEKDAY ? _(weekday_labels[weekday_of(key)]) : key;
}

static bool keep_row(struct breakdown_builder *builder, const struct breakdown_pool *pool,
                     struct breakdown_row *row)
{
    const struct breakdown_dimension *dimension = &builder->breakdown->dimension;
    struct report_item item;
    const char *key = arena_strdup(builder->arena, pool->key);
    if (!key) {
        return err_memory(builder->err);
    }
    item_of_sum(&pool->total, &item);
    item.goal = pool->goal != GOAL_UNKNOWN ? pool->goal : item.goal;
    item.name = label_of(builder->arena, dimension, key);
    if (!item.name) {
        return err_memory(builder->err);
    }
    if (key[0]) {
        bind(dimension, key, &item);
    }
    *row = (struct breakdown_row){
        .key = key, .campaigns = pool->campaigns, .within = pool->within, .people = pool->people};
    if (!item_keep(builder->arena, &item, &row->item)) {
        return err_memory(builder->err);
    }
    row->label = row->item.name;
    return true;
}

bool breakdown_is_of_facts(const struct breakdown_dimension *dimension)
{
    return dimension->what == BREAKDOWN_ATTR && dimension->attr >= ATTR_UTM_SOURCE &&
           dimension->attr <= ATTR_CONVERSION_TYPE;
}

/* Without sends the rates of messages would only be columns of n/a. */
static void choose_columns(struct breakdown *breakdown)
{
    static const enum counter of_links[] = {COUNTER_SESSIONS, COUNTER_KEY_EVENTS,
                                            COUNTER_CONVERSIONS, COUNTER_ORDERS};
    bool facts = breakdown_is_of_facts(&breakdown->dimension), any_visits = false;
    for (size_t i = 0; i < breakdown->row_count; i++) {
        const struct breakdown_row *row = &breakdown->rows[i];
        int64_t unused;
        facts = facts && !(row->key[0] && total_get(row->item.total, COUNTER_SENT, &unused));
        any_visits = any_visits || total_get(row->item.total, COUNTER_SESSIONS, &unused);
    }
    if (!facts) {
        bool links = any_visits && breakdown_is_of_facts(&breakdown->dimension);
        breakdown->counters[breakdown->counter_count++] = COUNTER_SENT;
        for (size_t i = 0; links && i < 2; i++) {
            breakdown->counters[breakdown->counter_count++] = of_links[i];
        }
        return;
    }
    bool visits = any_visits && breakdown->dimension.attr != ATTR_CONVERSION_TYPE;
    for (size_t i = visits ? 0 : 2; i < ARRAY_COUNT(of_links); i++) {
        breakdown->counters[breakdown->counter_count++] = of_links[i];
    }
    if (breakdown->kpis == fact_kpis) {
        breakdown->kpi_count = FACT_KPIS;
    }
}

static void share_out(struct breakdown *breakdown)
{
    int64_t all = 0, own;
    for (size_t i = 0; i < breakdown->row_count; i++) {
        all += breakdown->rows[i].item.total->sum[breakdown->counters[0]];
    }
    for (size_t i = 0; i < breakdown->row_count; i++) {
        struct breakdown_row *row = &breakdown->rows[i];
        row->has_share = all > 0 && total_get(row->item.total, breakdown->counters[0], &own);
        row->share = row->has_share ? (double)own / (double)all : 0;
    }
}

static bool keep_rows(struct breakdown_builder *builder, const struct vec *pools)
{
    struct breakdown *breakdown = builder->breakdown;
    breakdown->rows = ARENA_ARRAY(builder->arena, struct breakdown_row, pools->count + 1);
    if (!breakdown->rows) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < pools->count; i++) {
        const struct breakdown_pool *pool = *VEC_AT(pools, struct breakdown_pool *, i);
        if (pool->total.tallies == 0) {
            continue;
        }
        if (!keep_row(builder, pool, &breakdown->rows[breakdown->row_count++])) {
            return false;
        }
    }
    choose_columns(breakdown);
    share_out(breakdown);
    qsort(breakdown->rows, breakdown->row_count, sizeof *breakdown->rows, order_of(breakdown));
    return true;
}

/* --- all of it ------------------------------------------------------------------------------- */

static bool gather(struct breakdown_builder *builder, struct store *store, struct cancel *cancel)
{
    struct pooling pooling = {.builder = builder,
                              .store = store,
                              .cancel = cancel,
                              .scratch = arena_new(),
                              .keys = intern_new(),
                              .pools = VEC_INIT(struct breakdown_pool *),
                              .parts = VEC_INIT(struct part),
                              .strata = breakdown_strata_new(builder->breakdown->kpi_count)};
    bool needs = breakdown_needs_messages(builder->breakdown->dimension.what);
    bool ok = (pooling.scratch && pooling.keys && pooling.strata) || err_memory(builder->err);
    ok = ok && (!needs || (pooling.cells = breakdown_cells_read(builder, store, cancel))) &&
         walk_campaigns(&pooling);
    for (size_t i = 0;
         ok && builder->breakdown->dimension.what == BREAKDOWN_FREQUENCY && i < pooling.pools.count;
         i++) {
        struct breakdown_pool *pool = *VEC_AT(&pooling.pools, struct breakdown_pool *, i);
        pool->people = breakdown_cells_people(pooling.cells,
                                              breakdown_cell_of(BREAKDOWN_FREQUENCY, pool->key));
    }
    ok = ok && keep_rows(builder, &pooling.pools);
    vec_free(&pooling.pools);
    vec_free(&pooling.parts);
    intern_free(pooling.keys);
    breakdown_cells_free(pooling.cells);
    breakdown_strata_free(pooling.strata);
    arena_free(pooling.scratch);
    return ok;
}

static bool take_kpis(struct breakdown_builder *builder, const struct breakdown_options *options)
{
    struct breakdown *breakdown = builder->breakdown;
    bool messages = breakdown_needs_messages(breakdown->dimension.what);
    const enum kpi *from = messages ? message_kpis : breakdown_default_kpis;
    size_t count = messages ? ARRAY_COUNT(message_kpis) : breakdown_default_count;
    if (breakdown_is_of_facts(&breakdown->dimension)) {
        from = fact_kpis;
        count = ARRAY_COUNT(fact_kpis);
    }
    if (options && options->kpis) {
        from = options->kpis;
        count = options->kpi_count;
    }
    breakdown->kpis = from;
    if (options && options->kpis) {
        enum kpi *kept = ARENA_ARRAY(builder->arena, enum kpi, count + 1);
        if (!kept) {
            return err_memory(builder->err);
        }
        memcpy(kept, from, count * sizeof *kept);
        breakdown->kpis = kept;
    }
    breakdown->kpi_count = count;
    return true;
}

bool breakdown_build(struct arena *arena, struct store *store, const struct scope *scope,
                     const struct breakdown_dimension *dimension,
                     const struct breakdown_options *options, struct cancel *cancel,
                     struct breakdown **breakdown, struct err *err)
{
    struct breakdown_builder builder = {.arena = arena,
                                        .scope = scope,
                                        .breakdown = ARENA_NEW(arena, struct breakdown),
                                        .err = err};
    if (!builder.breakdown) {
        return err_memory(err);
    }
    builder.breakdown->dimension = *dimension;
    if (!take_kpis(&builder, options) || !gather(&builder, store, cancel) ||
        !breakdown_judge(&builder) || !breakdown_lay_out(&builder) ||
        (dimension->what == BREAKDOWN_HOUR_WEEKDAY &&
         !breakdown_grids(&builder, options && options->kpis))) {
        return false;
    }
    *breakdown = builder.breakdown;
    return true;
}
