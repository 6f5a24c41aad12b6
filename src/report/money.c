/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/money.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "report/money_private.h"
#include "report/walk.h"

const char *money_side_name(enum money_side side)
{
    static const char *const names[] = {NULL, "under", "even", "over"};
    return names[side];
}

/* --- whether it pays ------------------------------------------------------------------------- */

struct break_even money_break_even(const struct total *total, const struct kpi_options *options)
{
    struct break_even even = {.known = false};
    int64_t conversions;
    struct kpi_value each = kpi_eval(KPI_REVENUE_PER_CONVERSION, total, options);
    struct kpi_value back = kpi_eval(KPI_ROCS, total, options);
    struct kpi_value rate = kpi_eval(KPI_CONVERSION_RATE, total, options);
    even.has_now = total_get(total, COUNTER_CONVERSIONS, &conversions);
    even.conversions_now = even.has_now ? conversions : 0;
    even.has_rate_now = rate.has_value;
    even.rate_now = rate.has_value ? rate.value : 0;
    if (!each.has_value || each.value <= 0 || !back.has_value || back.denominator <= 0) {
        return even;
    }
    even.known = even.has_now = true;
    even.cost = back.denominator;
    even.conversions_now = each.denominator;
    even.conversions = (double)back.denominator / each.value;
    if (rate.has_value) {
        even.has_rate = true;
        even.rate_now = rate.value;
        even.rate_needed = rate.value * even.conversions / (double)each.denominator;
    }
    return even;
}

static enum money_side side_of(const struct total *total, const struct kpi_options *options)
{
    struct kpi_value value = kpi_eval(KPI_ROI, total, options);
    if (!value.has_value) {
        return MONEY_UNKNOWN;
    }
    return value.numerator > value.denominator   ? MONEY_OVER
           : value.numerator < value.denominator ? MONEY_UNDER
                                                 : MONEY_EVEN;
}

const enum kpi money_kpis[MONEY_KPIS] = {KPI_ROI, KPI_ROCS, KPI_COST_PER_CONVERSION,
                                         KPI_CPL, KPI_CAC,  KPI_COST_PER_CLICK};

/* --- gathering ------------------------------------------------------------------------------- */

/* Cost of one value of an attribute in one currency. */
struct spend_pool {
    const char *key;
    struct total total;
};

struct spend_book {
    struct breakdown_dimension dimension;
    struct intern *keys;
    struct vec pools; /* struct spend_pool */
};

struct currency_pool {
    int64_t campaigns;
    struct total total;
    bool has_actual, has_estimated;
    int64_t actual, estimated;
};

struct gathering {
    struct money_builder *builder;
    struct arena *scratch;
    struct intern *codes;
    struct vec pools;     /* struct currency_pool, in the order of the codes */
    struct vec campaigns; /* struct money_campaign */
    struct spend_book books[MONEY_SPENDS_MAX];
    size_t book_count;
    struct total rest; /* of a campaign, for a moment */
    struct walk *walk;
};

static bool knows_money(const struct total *total)
{
    return total->currency.code[0] && (total->known[COUNTER_COST] || total->known[COUNTER_REVENUE]);
}

static bool add_currency(struct gathering *gathering, const struct report_item *item)
{
    const struct total *total = item->total;
    uint32_t at = intern_add(gathering->codes, total->currency.code, strlen(total->currency.code));
    if (at == INTERN_NONE) {
        return err_memory(gathering->builder->err);
    }
    if (at == gathering->pools.count && !vec_push(&gathering->pools)) {
        return err_memory(gathering->builder->err);
    }
    struct currency_pool *pool = VEC_AT(&gathering->pools, struct currency_pool, at);
    pool->campaigns++;
    total_add(&pool->total, total);
    if (total->known[COUNTER_COST_MESSAGE]) {
        bool estimated = total_is_estimated(total, COUNTER_COST_MESSAGE);
        int64_t *sum = estimated ? &pool->estimated : &pool->actual;
        *sum = counter_sum(*sum, total->sum[COUNTER_COST_MESSAGE]);
        pool->has_estimated |= estimated;
        pool->has_actual |= !estimated;
    }
    return true;
}

static bool add_campaign(struct gathering *gathering, const struct report_item *item)
{
    struct money_builder *builder = gathering->builder;
    struct money_campaign *row = vec_push(&gathering->campaigns);
    const char *name = row ? arena_strdup(builder->arena, item->name) : NULL;
    if (!name) {
        return err_memory(builder->err);
    }
    *row = (struct money_campaign){.number = item->number,
                                   .name = name,
                                   .currency = item_currency(item),
                                   .counting_until = item->counting_until,
                                   .estimated = total_is_estimated(item->total, COUNTER_COST),
                                   .cost = item_counter_cell(item, COUNTER_COST),
                                   .revenue = item_counter_cell(item, COUNTER_REVENUE),
                                   .conversions = item_counter_cell(item, COUNTER_CONVERSIONS),
                                   .side = side_of(item->total, &builder->scope->options),
                                   .even = money_break_even(item->total, &builder->scope->options)};
    memcpy(row->id, item->id, sizeof row->id);
    for (size_t i = 0; i < MONEY_KPIS; i++) {
        struct kpi_result result = item_kpi(item, builder->scope, money_kpis[i]);
        row->kpis[i] = item_kpi_cell(item, &result, money_kpis[i]);
    }
    struct kpi_result rate = item_kpi(item, builder->scope, KPI_CONVERSION_RATE);
    rate.grade = (struct grade_result){.grade = GRADE_NONE, .toward = GRADE_NONE};
    row->rate = item_kpi_cell(item, &rate, KPI_CONVERSION_RATE);
    return true;
}

static bool add_spend(struct gathering *gathering, struct spend_book *book, const char *value,
                      const struct total *total)
{
    char key[512];
    if (!knows_money(total) || !total->known[COUNTER_COST]) {
        return true;
    }
    int length = snprintf(key, sizeof key, "%s\t%s", total->currency.code, value ? value : "");
    length = length < (int)sizeof key ? length : (int)sizeof key - 1;
    uint32_t at = intern_add(book->keys, key, (size_t)length);
    struct spend_pool *fresh = NULL;
    if (at != INTERN_NONE && at == book->pools.count && (fresh = vec_push(&book->pools))) {
        fresh->key = arena_strdup(gathering->builder->arena, value ? value : "");
    }
    if (at == INTERN_NONE || at >= book->pools.count ||
        !VEC_AT(&book->pools, struct spend_pool, at)->key) {
        return err_memory(gathering->builder->err);
    }
    total_add(&VEC_AT(&book->pools, struct spend_pool, at)->total, total);
    return true;
}

/* A total of nothing but a cost. */
static const struct total *rest_of(struct gathering *gathering, const struct total *total,
                                   int64_t cost)
{
    struct total *rest = &gathering->rest;
    *rest = (struct total){.currency = total->currency};
    rest->sum[COUNTER_COST] = cost;
    rest->known[COUNTER_COST] = 1;
    rest->mixed = total->mixed & TOTAL_ESTIMATED;
    return rest;
}

static bool add_spends(struct gathering *gathering, struct spend_book *book,
                       const struct report_item *item)
{
    struct money_builder *builder = gathering->builder;
    struct part_total *parts;
    size_t count;
    arena_reset(gathering->scratch);
    if (!walk_parts(gathering->walk, gathering->scratch, book->dimension.attr, &parts, &count,
                    builder->err)) {
        return false;
    }
    if (count == 0) {
        return add_spend(gathering, book,
                         book->dimension.attr == ATTR_CHANNEL ? item->channel : NULL, item->total);
    }
    int64_t all = 0, part;
    if (!total_get(item->total, COUNTER_COST, &all)) {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        if (!parts[i].adds_up || !total_get(&parts[i].total, COUNTER_COST, &part)) {
            continue;
        }
        all = counter_sum(all, -part);
        if (!add_spend(gathering, book, parts[i].value, &parts[i].total)) {
            return false;
        }
    }
    /* The source that the parts are drawn from may not be the one that tells the costs. */
    return all == 0 || add_spend(gathering, book, NULL, rest_of(gathering, item->total, all));
}

static bool add_item(struct gathering *gathering, const struct report_item *item)
{
    struct money *made = gathering->builder->made;
    if (total_is_mixed(item->total)) {
        made->mixed++;
        return true;
    }
    if (!knows_money(item->total)) {
        bool zero = item->total->known[COUNTER_COST] || item->total->known[COUNTER_REVENUE];
        made->nothing += zero;
        made->without += !zero;
        return true;
    }
    bool ok = add_currency(gathering, item) && add_campaign(gathering, item);
    for (size_t i = 0; ok && i < gathering->book_count; i++) {
        ok = add_spends(gathering, &gathering->books[i], item);
    }
    return ok;
}

static void see_nameless(struct money *made, const struct total *total)
{
    int64_t cost;
    if (total_get(total, COUNTER_COST, &cost) && cost != 0) {
        made->nameless_cost = cost;
        made->nameless_currency = total->currency;
        total_get(total, COUNTER_SENT, &made->nameless);
    }
}

static bool walk_campaigns(struct gathering *gathering)
{
    struct money_builder *builder = gathering->builder;
    struct err trouble = ERR_INIT;
    struct report_item item;
    enum attr attrs[MONEY_SPENDS_MAX];
    for (size_t i = 0; i < gathering->book_count; i++) {
        attrs[i] = gathering->books[i].dimension.attr;
    }
    const struct walk_options options = {
        .unordered = true, .attrs = attrs, .attr_count = gathering->book_count};
    struct walk *walk =
        walk_open(builder->store, builder->scope, &options, builder->cancel, builder->err);
    if (!walk) {
        return false;
    }
    gathering->walk = walk;
    bool ok = true;
    while (ok && walk_next(walk, &item, &trouble)) {
        if (item.what != ITEM_CAMPAIGN) {
            see_nameless(builder->made, item.total);
            continue;
        }
        ok = (!cancelled(builder->cancel) ||
              err_set(builder->err, ERR_CANCELLED, "%s", _("stopped"))) &&
             add_item(gathering, &item);
    }
    builder->made->matching = walk_matching(walk);
    builder->made->seen = walk_seen(walk);
    walk_close(walk);
    if (trouble.code != ERR_NONE && builder->err) {
        *builder->err = trouble;
    }
    return ok && trouble.code == ERR_NONE;
}

/* --- order ----------------------------------------------------------------------------------- */

static int64_t cost_of(const struct money_campaign *row)
{
    return row->cost.kind == CELL_MONEY ? row->cost.integer : -1;
}

static int by_campaigns(const void *left, const void *right)
{
    const struct money_currency *a = left, *b = right;
    if (a->campaigns != b->campaigns) {
        return a->campaigns > b->campaigns ? -1 : 1;
    }
    return strcmp(a->currency.code, b->currency.code);
}

static int by_cost(const void *left, const void *right)
{
    const struct money_campaign *a = left, *b = right;
    int order = strcmp(a->currency.code, b->currency.code);
    int64_t x = cost_of(a), y = cost_of(b);
    if (!order && x != y) {
        return x > y ? -1 : 1;
    }
    return order ? order : strcmp(a->id, b->id);
}

static int by_spend(const void *left, const void *right)
{
    const struct money_spend *a = left, *b = right;
    int order = strcmp(a->currency.code, b->currency.code);
    if (order) {
        return order;
    }
    if (!a->key[0] != !b->key[0]) {
        return a->key[0] ? -1 : 1;
    }
    return a->cost != b->cost ? (a->cost > b->cost ? -1 : 1) : strcmp(a->key, b->key);
}

/* --- what is kept ---------------------------------------------------------------------------- */

static bool keep_currency(struct money_builder *builder, const struct currency_pool *pool,
                          struct money_currency *kept)
{
    struct report_item item;
    const struct total *total = &pool->total;
    int64_t part;
    item_of_sum(total, &item);
    *kept = (struct money_currency){
        .currency = total->currency,
        .campaigns = pool->campaigns,
        .has_actual = pool->has_actual && !counter_is_over(pool->actual),
        .has_estimated = pool->has_estimated && !counter_is_over(pool->estimated),
        .actual = pool->actual,
        .estimated = pool->estimated,
        .side = side_of(total, &builder->scope->options),
        .even = money_break_even(total, &builder->scope->options)};
    /* Beside costs that nobody can add up the fee says nothing. */
    bool over =
        total_is_over(total, COUNTER_COST_MESSAGE) || total_is_over(total, COUNTER_COST_ADS);
    if (total_get(total, COUNTER_COST_PLATFORM, &kept->fee) && !over) {
        kept->rest = total_get(total, COUNTER_COST_MESSAGE, &part) ? part : 0;
        kept->rest = counter_sum(kept->rest, total_get(total, COUNTER_COST_ADS, &part) ? part : 0);
        kept->has_fee = kept->fee > 0 && !counter_is_over(kept->rest);
    }
    return item_keep(builder->arena, &item, &kept->item) || err_memory(builder->err);
}

static bool keep_currencies(struct gathering *gathering, struct money_currency **currencies,
                            size_t *count)
{
    struct money_builder *builder = gathering->builder;
    *count = gathering->pools.count;
    *currencies = ARENA_ARRAY(builder->arena, struct money_currency, *count + 1);
    if (!*currencies) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < *count; i++) {
        if (!keep_currency(builder, VEC_AT(&gathering->pools, struct currency_pool, i),
                           &(*currencies)[i])) {
            return false;
        }
    }
    qsort(*currencies, *count, sizeof **currencies, by_campaigns);
    return true;
}

/* The sends that the cost is known of, which may be fewer than all. */
static void see_sends(const struct total *total, struct money_spend *row)
{
    const struct total_slot *slot =
        &total->slot[kpi_slot_of(KPI_COST_PER_RECIPIENT, RATE_BASE_SENT)];
    row->has_sent = slot->tallies > 0 && !total_is_mixed(total) &&
                    !counter_is_over(slot->numerator) && !counter_is_over(slot->denominator);
    row->sent = row->has_sent ? slot->denominator : 0;
    row->sent_cost = row->has_sent ? slot->numerator : 0;
}

static bool keep_spends(struct gathering *gathering, const struct spend_book *book)
{
    struct money_builder *builder = gathering->builder;
    size_t count = book->pools.count;
    struct money_spend *rows = ARENA_ARRAY(builder->arena, struct money_spend, count + 1);
    if (!rows) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < count; i++) {
        const struct spend_pool *pool = VEC_AT(&book->pools, struct spend_pool, i);
        rows[i] = (struct money_spend){.key = pool->key,
                                       .currency = pool->total.currency,
                                       .estimated = total_is_estimated(&pool->total, COUNTER_COST)};
        see_sends(&pool->total, &rows[i]);
        rows[i].has_cost = total_get(&pool->total, COUNTER_COST, &rows[i].cost);
    }
    qsort(rows, count, sizeof *rows, by_spend);
    for (size_t begin = 0, end; begin < count; begin = end) {
        double all = 0;
        for (end = begin; end < count && currency_equal(rows[begin].currency, rows[end].currency);
             end++) {
            all += (double)rows[end].cost;
        }
        for (size_t i = begin; i < end; i++) {
            rows[i].share = all > 0 ? (double)rows[i].cost / all : 0;
        }
    }
    builder->made->spends[builder->made->spend_count++] =
        (struct money_spends){.dimension = book->dimension, .rows = rows, .count = count};
    return true;
}

static bool keep(struct gathering *gathering)
{
    struct money_builder *builder = gathering->builder;
    struct money *made = builder->made;
    struct money_currency *currencies;
    size_t count;
    if (!keep_currencies(gathering, &currencies, &count) ||
        !money_cohorts(builder, currencies, count)) {
        return false;
    }
    made->currencies = currencies;
    made->currency_count = count;
    for (size_t i = 0; i < gathering->book_count; i++) {
        if (!keep_spends(gathering, &gathering->books[i])) {
            return false;
        }
    }
    if (gathering->campaigns.count > 1) {
        qsort(gathering->campaigns.data, gathering->campaigns.count, sizeof(struct money_campaign),
              by_cost);
    }
    made->campaign_count = gathering->campaigns.count;
    made->campaigns = vec_keep(&gathering->campaigns, builder->arena);
    return made->campaigns || err_memory(builder->err);
}

/* --- all of it ------------------------------------------------------------------------------- */

static bool open_book(struct gathering *gathering, const struct breakdown_dimension *dimension)
{
    for (size_t i = 0; i < gathering->book_count; i++) {
        if (gathering->books[i].dimension.attr == dimension->attr) {
            return true;
        }
    }
    struct spend_book *book = &gathering->books[gathering->book_count++];
    *book = (struct spend_book){
        .dimension = *dimension, .keys = intern_new(), .pools = VEC_INIT(struct spend_pool)};
    return book->keys || err_memory(gathering->builder->err);
}

static bool open_books(struct gathering *gathering, const struct money_options *options)
{
    struct breakdown_dimension category, country;
    struct err *err = gathering->builder->err;
    if (options && options->brief) {
        return true;
    }
    return breakdown_by_name("category", &category, err) &&
           breakdown_by_name("country", &country, err) && open_book(gathering, &category) &&
           open_book(gathering, &country) &&
           (!options || !options->also || open_book(gathering, options->also));
}

static void gathering_free(struct gathering *gathering)
{
    for (size_t i = 0; i < gathering->book_count; i++) {
        intern_free(gathering->books[i].keys);
        vec_free(&gathering->books[i].pools);
    }
    intern_free(gathering->codes);
    arena_free(gathering->scratch);
    vec_free(&gathering->pools);
    vec_free(&gathering->campaigns);
}

bool money_build(struct arena *arena, struct store *store, const struct scope *scope,
                 const struct money_options *options, struct cancel *cancel,
                 const struct money **money, struct err *err)
{
    struct money_builder builder = {arena,  store, scope, ARENA_NEW(arena, struct money),
                                    cancel, err};
    struct gathering gathering = {.builder = &builder,
                                  .scratch = arena_new(),
                                  .codes = intern_new(),
                                  .pools = VEC_INIT(struct currency_pool),
                                  .campaigns = VEC_INIT(struct money_campaign)};
    bool ok = builder.made && gathering.scratch && gathering.codes ? true : err_memory(err);
    ok = ok && open_books(&gathering, options) && walk_campaigns(&gathering) && keep(&gathering) &&
         money_lay_out(&builder);
    gathering_free(&gathering);
    if (ok) {
        *money = builder.made;
    }
    return ok;
}
