/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/what_if.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "base/vec.h"
#include "report/walk.h"
#include "report/what_if_private.h"
#include "stats/spread.h"

const char *what_if_state_name(enum what_if_state state)
{
    static const char *const names[] = {"ranged", "too_few", "unknown"};
    return names[state];
}

bool what_if_parse(const char *text, int64_t *recipients)
{
    int64_t value = 0;
    size_t digits = 0;
    const char *at = text;
    for (; (*at >= '0' && *at <= '9') || (*at == ' ' && digits > 0); at++) {
        if (*at != ' ') {
            digits++;
            value = value > WHAT_IF_MOST ? value : value * 10 + (*at - '0');
        }
    }
    if (digits > 0 && (*at == 'k' || *at == 'K')) {
        value = value > WHAT_IF_MOST ? value : value * 1000;
        at++;
    }
    if (*at || value < 1 || value > WHAT_IF_MOST) {
        return false;
    }
    *recipients = value;
    return true;
}

/* --- gathering ------------------------------------------------------------------------------- */

/* One campaign's share of a pool, where it knows its conversions. */
struct past {
    struct stats_count people; /* conversions among sent */
    double each, bought;       /* revenue a conversion, and how many; 0: not known */
};

struct pool {
    const char *key;
    int64_t campaigns;
    struct total total;
    struct vec past; /* struct past */
    bool over;       /* more conversions than messages somewhere: no rate of people */
};

struct gathering {
    struct arena *arena, *scratch;
    struct store *store;
    const struct scope *scope;
    struct what_if *made;
    struct kpi_options per_sent;
    struct intern *keys;
    struct vec pools; /* struct pool */
    struct cancel *cancel;
    struct err *err;
};

static struct pool *pool_of(struct gathering *gathering, const char *value, const char *code)
{
    char key[512];
    int length = snprintf(key, sizeof key, "%s\t%s", code, value);
    length = length < (int)sizeof key ? length : (int)sizeof key - 1;
    uint32_t at = intern_add(gathering->keys, key, (size_t)length);
    if (at == INTERN_NONE) {
        return NULL;
    }
    if (at == gathering->pools.count) {
        struct pool *fresh = vec_push(&gathering->pools);
        if (!fresh) {
            return NULL;
        }
        fresh->past = (struct vec)VEC_INIT(struct past);
        fresh->key = arena_strdup(gathering->arena, value);
    }
    struct pool *pool = VEC_AT(&gathering->pools, struct pool, at);
    return pool->key ? pool : NULL;
}

static bool add(struct gathering *gathering, const char *value, const struct total *total)
{
    if (total_is_mixed(total)) {
        gathering->made->mixed++;
        return true;
    }
    struct pool *pool = pool_of(gathering, value ? value : "", total->currency.code);
    if (!pool) {
        return err_memory(gathering->err);
    }
    pool->campaigns++;
    total_add(&pool->total, total);
    struct kpi_value rate = kpi_eval(KPI_CONVERSION_RATE, total, &gathering->per_sent);
    if (!rate.has_value) {
        return true;
    }
    if (rate.over || rate.numerator < 0) {
        pool->over = true;
        return true;
    }
    struct kpi_value each = kpi_eval(KPI_REVENUE_PER_CONVERSION, total, &gathering->per_sent);
    struct past *past = vec_push(&pool->past);
    if (!past) {
        return err_memory(gathering->err);
    }
    past->people = (struct stats_count){(uint64_t)rate.numerator, (uint64_t)rate.denominator};
    if (each.has_value && each.value >= 0) {
        past->each = each.value;
        past->bought = (double)each.denominator;
    }
    return true;
}

static bool add_item(struct gathering *gathering, const struct report_item *item)
{
    struct part_total *parts;
    size_t count;
    enum attr attr = gathering->made->dimension.attr;
    arena_reset(gathering->scratch);
    if (!query_parts(gathering->store, gathering->scratch, item->number, attr,
                     gathering->scope->period.from, gathering->scope->period.to, &parts, &count,
                     gathering->err)) {
        return false;
    }
    if (count == 0) {
        return add(gathering, attr == ATTR_CHANNEL ? item->channel : NULL, item->total);
    }
    for (size_t i = 0; i < count; i++) {
        /* What names only the campaign, such as orders, went to nobody of its own. */
        if (parts[i].adds_up && parts[i].total.known[COUNTER_SENT] > 0 &&
            !add(gathering, parts[i].value, &parts[i].total)) {
            return false;
        }
    }
    return true;
}

static bool walk_campaigns(struct gathering *gathering)
{
    struct err trouble = ERR_INIT;
    struct report_item item;
    struct walk *walk =
        walk_open(gathering->store, gathering->scope, NULL, gathering->cancel, gathering->err);
    if (!walk) {
        return false;
    }
    bool ok = true;
    while (ok && walk_next(walk, &item, &trouble)) {
        if (item.what == ITEM_CAMPAIGN) {
            ok = (!cancelled(gathering->cancel) ||
                  err_set(gathering->err, ERR_CANCELLED, "%s", _("stopped"))) &&
                 add_item(gathering, &item);
        }
    }
    gathering->made->matching = walk_matching(walk);
    gathering->made->seen = walk_seen(walk);
    walk_close(walk);
    if (trouble.code != ERR_NONE && gathering->err) {
        *gathering->err = trouble;
    }
    return ok && trouble.code == ERR_NONE;
}

/* --- what it would bring --------------------------------------------------------------------- */

static struct what_if_range ranged(double value, double deviation, double most)
{
    return (struct what_if_range){true, true, value, fmax(0, value - deviation),
                                  fmin(most, value + deviation)};
}

/* The spread of what a conversion brought in; false where it is not known. */
static bool spread_of_value(struct arena *scratch, const struct pool *pool,
                            struct stats_spread *spread)
{
    size_t count = pool->past.count;
    double *each = ARENA_ARRAY(scratch, double, count + 1);
    double *weights = ARENA_ARRAY(scratch, double, count + 1);
    if (!each || !weights) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        each[i] = VEC_AT(&pool->past, struct past, i)->each;
        weights[i] = VEC_AT(&pool->past, struct past, i)->bought;
    }
    return stats_spread_amount(each, weights, count, spread) == STATS_OK;
}

static bool expect_conversions(const struct gathering *gathering, const struct pool *pool,
                               struct what_if_row *row, struct stats_spread *spread)
{
    double n = (double)gathering->made->recipients;
    size_t count = pool->past.count;
    struct kpi_value rate = kpi_eval(KPI_CONVERSION_RATE, &pool->total, &gathering->per_sent);
    if (!rate.has_value || pool->over || count == 0) {
        return false;
    }
    struct stats_count *groups = ARENA_ARRAY(gathering->scratch, struct stats_count, count);
    if (!groups) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        groups[i] = VEC_AT(&pool->past, struct past, i)->people;
    }
    row->state = WHAT_IF_TOO_FEW;
    row->conversions = (struct what_if_range){.known = true, .value = rate.value * n};
    if (stats_spread_rate(groups, count, n, spread) == STATS_OK) {
        double reach = stats_spread_reach(count, WHAT_IF_SHARE);
        row->state = WHAT_IF_RANGED;
        row->conversions = ranged(spread->mean * n, reach * sqrt(spread->variance) * n, n);
    }
    return true;
}

static void expect_revenue(const struct gathering *gathering, const struct pool *pool,
                           struct what_if_row *row, const struct stats_spread *rates)
{
    struct kpi_value each =
        kpi_eval(KPI_REVENUE_PER_CONVERSION, &pool->total, &gathering->per_sent);
    struct stats_spread values;
    if (!each.has_value) {
        return;
    }
    double revenue = row->conversions.value * each.value;
    row->revenue = (struct what_if_range){.known = true, .value = revenue};
    if (row->has_cost) {
        row->has_profit = true;
        row->profit = revenue - row->cost;
    }
    if (row->has_cost && row->cost > 0 && each.value > 0) {
        row->has_even = true;
        row->even_conversions = row->cost / each.value;
        row->even_rate = row->even_conversions / (double)gathering->made->recipients;
    }
    if (row->state == WHAT_IF_RANGED && rates->mean > 0 &&
        spread_of_value(gathering->scratch, pool, &values) && values.mean > 0) {
        double share = sqrt(rates->variance / (rates->mean * rates->mean) +
                            values.variance / (values.mean * values.mean));
        double reach = stats_spread_reach(pool->past.count, WHAT_IF_SHARE);
        row->revenue = ranged(revenue, reach * share * revenue, HUGE_VAL);
    }
}

static bool keep_row(struct gathering *gathering, const struct pool *pool, struct what_if_row *row)
{
    struct stats_spread spread = {0, 0, 0};
    struct kpi_value price = kpi_eval(KPI_COST_PER_RECIPIENT, &pool->total, &gathering->per_sent);
    *row = (struct what_if_row){.key = pool->key,
                                .label = pool->key[0] ? pool->key : _("(none)"),
                                .currency = pool->total.currency,
                                .campaigns = pool->campaigns,
                                .judged = (int64_t)pool->past.count,
                                .state = WHAT_IF_UNKNOWN};
    row->has_sent = total_get(&pool->total, COUNTER_SENT, &row->sent);
    if (price.has_value) {
        row->has_cost = true;
        row->estimated = price.estimated;
        row->cost = price.value * (double)gathering->made->recipients;
    }
    arena_reset(gathering->scratch);
    if (expect_conversions(gathering, pool, row, &spread)) {
        expect_revenue(gathering, pool, row, &spread);
    }
    row->text = what_if_say(gathering->arena, gathering->made->recipients, row);
    return row->text || err_memory(gathering->err);
}

static int by_sends(const void *left, const void *right)
{
    const struct what_if_row *a = left, *b = right;
    if (!a->currency.code[0] != !b->currency.code[0]) {
        return a->currency.code[0] ? -1 : 1;
    }
    int order = strcmp(a->currency.code, b->currency.code);
    if (order) {
        return order;
    }
    if (!a->key[0] != !b->key[0]) {
        return a->key[0] ? -1 : 1;
    }
    return a->sent != b->sent ? (a->sent > b->sent ? -1 : 1) : strcmp(a->key, b->key);
}

static bool keep(struct gathering *gathering)
{
    struct what_if *made = gathering->made;
    size_t count = gathering->pools.count;
    struct what_if_row *rows = ARENA_ARRAY(gathering->arena, struct what_if_row, count + 1);
    if (!rows) {
        return err_memory(gathering->err);
    }
    for (size_t i = 0; i < count; i++) {
        if (!keep_row(gathering, VEC_AT(&gathering->pools, struct pool, i), &rows[i])) {
            return false;
        }
    }
    qsort(rows, count, sizeof *rows, by_sends);
    made->rows = rows;
    made->count = count;
    made->table = what_if_lay_out(gathering->arena, made);
    return made->table || err_memory(gathering->err);
}

static void gathering_free(struct gathering *gathering)
{
    for (size_t i = 0; i < gathering->pools.count; i++) {
        vec_free(&VEC_AT(&gathering->pools, struct pool, i)->past);
    }
    vec_free(&gathering->pools);
    intern_free(gathering->keys);
    arena_free(gathering->scratch);
}

bool what_if_build(struct arena *arena, struct store *store, const struct scope *scope,
                   int64_t recipients, const struct breakdown_dimension *dimension,
                   struct cancel *cancel, const struct what_if **what_if, struct err *err)
{
    struct gathering gathering = {.arena = arena,
                                  .scratch = arena_new(),
                                  .store = store,
                                  .scope = scope,
                                  .made = ARENA_NEW(arena, struct what_if),
                                  .per_sent = scope->options,
                                  .keys = intern_new(),
                                  .pools = VEC_INIT(struct pool),
                                  .cancel = cancel,
                                  .err = err};
    bool ok = gathering.scratch && gathering.made && gathering.keys ? true : err_memory(err);
    if (ok) {
        gathering.per_sent.base = RATE_BASE_SENT;
        gathering.made->recipients = recipients;
        gathering.made->dimension = *dimension;
    }
    ok = ok && walk_campaigns(&gathering) && keep(&gathering);
    if (ok) {
        *what_if = gathering.made;
    }
    gathering_free(&gathering);
    return ok;
}
