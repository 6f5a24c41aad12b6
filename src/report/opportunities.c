/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/opportunities.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "report/opportunities_private.h"
#include "report/walk.h"

const enum kpi *opportunities_kpis(size_t *count)
{
    static const enum kpi kpis[] = {
        KPI_DELIVERY_RATE,   KPI_OPEN_RATE,       KPI_CTR,         KPI_CLICK_TO_CONVERSION_RATE,
        KPI_CONVERSION_RATE, KPI_ENGAGEMENT_RATE, KPI_OPTOUT_RATE, KPI_ROCS};
    *count = ARRAY_COUNT(kpis);
    return kpis;
}

const char *gap_state_name(enum gap_state state)
{
    static const char *const names[] = {"priced",    "counted", "withheld", "consequent",
                                        "no_target", "reached", "bound",    "too_few"};
    return names[state];
}

const char *gap_by_name(enum gap_by by)
{
    static const char *const names[] = {NULL, "own", "benchmark"};
    return names[by];
}

/* --- ranking --------------------------------------------------------------------------------- */

/* What has money first; then what has people; then the rest as the states have it. */
static int group_of(const struct gap *gap)
{
    return gap->state == GAP_PRICED                                  ? 0
           : gap->state == GAP_COUNTED || gap->state == GAP_WITHHELD ? 1
                                                                     : (int)gap->state;
}

static int by_more(const struct gap_more *a, const struct gap_more *b)
{
    if (a->known != b->known) {
        return a->known ? -1 : 1;
    }
    return (a->value < b->value) - (a->value > b->value);
}

/* Sums of two currencies do not compare: one currency stands behind the other, in the order of
 * their codes. */
static int by_worth(const void *left, const void *right)
{
    const struct gap *a = left, *b = right;
    int order = group_of(a) - group_of(b);
    if (!order && a->state == GAP_PRICED) {
        order = strcmp(a->currency.code, b->currency.code);
        order = order ? order : by_more(&a->money, &b->money);
    }
    order = order ? order : by_more(&a->conversions, &b->conversions);
    order = order ? order : by_more(&a->clicks, &b->clicks);
    order = order ? order : by_more(&a->people, &b->people);
    if (!order && a->value.denominator != b->value.denominator) {
        order = a->value.denominator > b->value.denominator ? -1 : 1;
    }
    order = order ? order : strcmp(a->id, b->id);
    return order ? order : (int)a->kpi - (int)b->kpi;
}

/* --- gathering ------------------------------------------------------------------------------- */

/* Gaps that are kept. */
struct keeper {
    struct vec gaps; /* struct gap: with a limit a heap, what is worth the least first */
    size_t limit;    /* 0: all */
};

/* Let the gap at the top of the heap down to its place. */
static void settle(struct gap *gaps, size_t count)
{
    struct gap moved = gaps[0];
    size_t at = 0;
    for (size_t next; (next = 2 * at + 1) < count; at = next) {
        next += next + 1 < count && by_worth(&gaps[next], &gaps[next + 1]) < 0;
        if (by_worth(&moved, &gaps[next]) >= 0) {
            break;
        }
        gaps[at] = gaps[next];
    }
    gaps[at] = moved;
}

/* Let the last gap up to its place. */
static void rise(struct gap *gaps, size_t count)
{
    struct gap moved = gaps[count - 1];
    size_t at = count - 1;
    for (; at > 0 && by_worth(&moved, &gaps[(at - 1) / 2]) > 0; at = (at - 1) / 2) {
        gaps[at] = gaps[(at - 1) / 2];
    }
    gaps[at] = moved;
}

static bool is_among_the_best(const struct keeper *keeper, const struct gap *gap)
{
    return keeper->limit == 0 || keeper->gaps.count < keeper->limit ||
           by_worth(gap, keeper->gaps.data) < 0;
}

static bool keep_gap(struct keeper *keeper, const struct gap *gap)
{
    if (keeper->limit && keeper->gaps.count == keeper->limit) {
        *VEC_AT(&keeper->gaps, struct gap, 0) = *gap;
        settle(keeper->gaps.data, keeper->gaps.count);
        return true;
    }
    struct gap *place = vec_push(&keeper->gaps);
    if (!place) {
        return false;
    }
    *place = *gap;
    if (keeper->limit) {
        rise(keeper->gaps.data, keeper->gaps.count);
    }
    return true;
}

static bool add_item(struct opportunities_builder *builder, struct keeper *keeper,
                     const struct report_item *item)
{
    size_t count;
    const char *name = NULL; /* one copy for all gaps of the campaign */
    const enum kpi *kpis = opportunities_kpis(&count);
    for (size_t i = 0; i < count; i++) {
        struct gap gap;
        if (!opportunities_gap(builder, item, kpis[i], &gap)) {
            continue;
        }
        builder->made->all++;
        builder->made->priced += gap.state == GAP_PRICED;
        builder->made->withheld += gap.state == GAP_WITHHELD;
        builder->made->too_few += gap.state == GAP_TOO_FEW;
        if (!is_among_the_best(keeper, &gap)) {
            continue;
        }
        name = name ? name : arena_strdup(builder->arena, item->name);
        gap.name = name;
        if (!name || !keep_gap(keeper, &gap)) {
            return err_memory(builder->err);
        }
    }
    return true;
}

static bool walk_campaigns(struct opportunities_builder *builder, struct store *store,
                           struct keeper *keeper, struct cancel *cancel)
{
    const struct walk_options options = {.unordered = true};
    struct err trouble = ERR_INIT;
    struct report_item item;
    struct walk *walk = walk_open(store, builder->scope, &options, cancel, builder->err);
    if (!walk) {
        return false;
    }
    bool ok = true;
    while (ok && walk_next(walk, &item, &trouble)) {
        if (item.what == ITEM_CAMPAIGN) {
            ok = add_item(builder, keeper, &item);
            builder->made->campaigns++;
        }
    }
    builder->made->matching = walk_matching(walk);
    builder->made->seen = walk_seen(walk);
    walk_close(walk);
    if (trouble.code != ERR_NONE && builder->err) {
        *builder->err = trouble;
    }
    return ok && trouble.code == ERR_NONE;
}

/* --- what is kept ----------------------------------------------------------------------------- */

static bool keep(struct opportunities_builder *builder, const struct vec *gaps)
{
    struct opportunities *made = builder->made;
    if (gaps->count > 1) {
        qsort(gaps->data, gaps->count, sizeof(struct gap), by_worth);
    }
    made->count = gaps->count;
    struct gap *kept = ARENA_ARRAY(builder->arena, struct gap, made->count + 1);
    if (!kept) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < made->count; i++) {
        kept[i] = *VEC_AT(gaps, struct gap, i);
        kept[i].text = opportunities_say(builder, &kept[i]);
        if (!kept[i].text) {
            return err_memory(builder->err);
        }
    }
    made->gaps = kept;
    return true;
}

/* --- all of it ------------------------------------------------------------------------------- */

bool opportunities_build(struct arena *arena, struct store *store, const struct scope *scope,
                         const struct opportunities_options *options, struct cancel *cancel,
                         const struct opportunities **opportunities, struct err *err)
{
    struct keeper keeper = {VEC_INIT(struct gap), options ? options->limit : 0};
    struct opportunities_builder builder = {
        .arena = arena, .scope = scope, .made = ARENA_NEW(arena, struct opportunities), .err = err};
    if (!builder.made) {
        return err_memory(err);
    }
    builder.reasons = reasons_load(arena, err);
    bool ok = builder.reasons &&
              scope_learn(arena, store, scope, KPI_NONE, cancel, &builder.sets, err) &&
              walk_campaigns(&builder, store, &keeper, cancel) && keep(&builder, &keeper.gaps) &&
              opportunities_lay_out(&builder);
    vec_free(&keeper.gaps);
    if (ok) {
        *opportunities = builder.made;
    }
    return ok;
}
