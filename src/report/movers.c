/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/movers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/vec.h"
#include "report/column.h"
#include "report/table.h"
#include "report/within.h"
#include "report/words.h"
#include "stats/holm.h"
#include "stats/pooled.h"

#define ALPHA      0.05
#define TELLS_LESS 0.9 /* of the change of all: below it what held within is named */

/* The proportions among what campaigns are judged by; what a change of one weighs. */
static const struct {
    enum kpi kpi;
    double weight;
} moving[] = {{KPI_CTR, 1},           {KPI_CONVERSION_RATE, 1}, {KPI_OPEN_RATE, 0.5},
              {KPI_DELIVERY_RATE, 1}, {KPI_OPTOUT_RATE, 2},     {KPI_ENGAGEMENT_RATE, 0.5}};

#define MOVING ((int)ARRAY_COUNT(moving))

/* What may be said: of ten thousand campaigns few, and all the rest is its chance alone. */
struct candidate {
    struct mover mover;
    double weight;
    size_t chance; /* its place in chances */
};

struct movers_sum {
    struct arena *arena;
    const struct scope *scope;
    struct vec chances;  /* double: the p of all that could be compared */
    struct vec compared; /* struct candidate: of these what may be said */
    struct total now, before;
    struct within within[ARRAY_COUNT(moving)];
    struct slot_choice choice;
};

/* --- what can be compared --------------------------------------------------------------------- */

static bool enough(enum kpi kpi, const struct kpi_value *value)
{
    return value->has_interval && !value->partial && value->denominator >= kpi_info(kpi)->minimum;
}

/* Of all together only what is seen within the campaigns of both periods, too: that another mix of
 * campaigns was sent is no news. *p and *change: the less telling ones of the two. */
static bool agrees(const struct movers_sum *sum, int which, const struct kpi_value *now,
                   const struct kpi_value *before, double *p, double *change)
{
    struct within_change within =
        within_end(&sum->within[which], before->denominator, now->denominator);
    if (!within.known || (within.difference > 0) != (*change > 0)) {
        return false;
    }
    *p = fmax(*p, within.p);
    *change = fabs(within.difference) < fabs(*change) ? within.difference : *change;
    return true;
}

static bool compare(struct movers_sum *sum, int64_t number, int which, int64_t sent,
                    const struct kpi_value *now, const struct kpi_value *before, struct err *err)
{
    enum kpi kpi = moving[which].kpi;
    struct stats_pooled test;
    if (!enough(kpi, now) || !enough(kpi, before) ||
        stats_pooled(
            (struct stats_count){(uint64_t)before->numerator, (uint64_t)before->denominator},
            (struct stats_count){(uint64_t)now->numerator, (uint64_t)now->denominator},
            &test) != STATS_OK ||
        test.expected < STATS_COUNT_ENOUGH) {
        return true;
    }
    double change = now->value - before->value, p = test.p;
    if (number < 0 && !agrees(sum, which, now, before, &p, &change)) {
        return true;
    }
    double *chance = vec_push(&sum->chances);
    if (!chance) {
        return err_memory(err);
    }
    *chance = p;
    double far = before->value > 0 ? fabs(change) / before->value : 1;
    double weight = far < MOVERS_LEAST ? 0 : moving[which].weight * fmin(far, 1) * (double)sent;
    if (p >= ALPHA || weight <= 0) {
        return true; /* the correction only adds to p */
    }
    struct candidate *candidate = vec_push(&sum->compared);
    if (!candidate) {
        return err_memory(err);
    }
    candidate->mover = (struct mover){.number = number,
                                      .kpi = kpi,
                                      .now = *now,
                                      .before = *before,
                                      .within = change,
                                      .better = (change > 0) == (kpi_info(kpi)->direction > 0),
                                      .p = p};
    candidate->weight = weight;
    candidate->chance = sum->chances.count - 1;
    return true;
}

/* --- the walk --------------------------------------------------------------------------------- */

static void add_slots(const struct movers_sum *sum, struct total *to, const struct total *from)
{
    total_add_slots(to, from, sum->choice.slots, sum->choice.count);
}

static bool compare_campaign(struct movers_sum *sum, const struct report_item *item,
                             struct err *err)
{
    struct report_item past = *item;
    int64_t sent = 0;
    bool ok = true;
    past.total = item->past;
    total_get(item->total, COUNTER_SENT, &sent);
    for (int i = 0; ok && i < MOVING; i++) {
        struct kpi_value now = item_value(item, &sum->scope->options, moving[i].kpi);
        struct kpi_value before = item_value(&past, &sum->scope->options, moving[i].kpi);
        within_see(&sum->within[i], &before, &now);
        ok = compare(sum, item->number, i, sent, &now, &before, err);
    }
    return ok;
}

bool movers_see(struct movers_sum *sum, const struct report_item *item, struct err *err)
{
    add_slots(sum, &sum->now, item->total);
    if (!item->past) {
        return true;
    }
    add_slots(sum, &sum->before, item->past);
    return item->what == ITEM_UNATTRIBUTED || item->total->tallies == 0 ||
           compare_campaign(sum, item, err);
}

/* Whether a rate of all went the way that it did within the campaigns of both periods. */
static enum mover_hold holds(const struct movers_sum *sum, int which, const struct kpi_value *now,
                             const struct kpi_value *before, double *difference)
{
    if (!now->has_value || !before->has_value) {
        return MOVER_UNTOLD;
    }
    struct within_change within =
        within_end(&sum->within[which], before->denominator, now->denominator);
    double p = 0, change = now->value - before->value;
    if (!within.known) {
        return MOVER_UNTOLD;
    }
    bool held = agrees(sum, which, now, before, &p, &change) && p < ALPHA;
    *difference = change;
    return held ? MOVER_HELD : MOVER_LOOSE;
}

static bool compare_sums(struct movers_sum *sum, struct movers *movers, struct err *err)
{
    int64_t sent = 0;
    bool ok = true;
    total_get(&sum->now, COUNTER_SENT, &sent);
    for (int i = 0; ok && i < MOVING; i++) {
        struct kpi_value now = kpi_eval(moving[i].kpi, &sum->now, &sum->scope->options);
        struct kpi_value before = kpi_eval(moving[i].kpi, &sum->before, &sum->scope->options);
        enum kpi kpi = moving[i].kpi;
        movers->held[kpi] = holds(sum, i, &now, &before, &movers->within[kpi]);
        ok = compare(sum, -1, i, sent, &now, &before, err);
    }
    return ok;
}

/* --- which of them are said ------------------------------------------------------------------- */

static bool correct(struct movers_sum *sum, struct err *err)
{
    double *p = sum->chances.data;
    struct candidate *candidates = sum->compared.data;
    if (!stats_holm(p, sum->chances.count, p, err)) {
        return false;
    }
    for (size_t i = 0; i < sum->compared.count; i++) {
        candidates[i].mover.p = p[candidates[i].chance];
    }
    return true;
}

/* The sums first; of each the one that weighs most first; then by number, that it is the same
 * every time. */
static int by_weight(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if ((x->mover.number < 0) != (y->mover.number < 0)) {
        return x->mover.number < 0 ? -1 : 1;
    }
    if (x->weight < y->weight || x->weight > y->weight) {
        return x->weight > y->weight ? -1 : 1;
    }
    if (x->mover.number != y->mover.number) {
        return x->mover.number < y->mover.number ? -1 : 1;
    }
    return (int)x->mover.kpi - (int)y->mover.kpi;
}

static bool finish(struct movers_sum *sum, struct store *store, struct mover *mover,
                   struct err *err)
{
    char now[WORDS_SIZE], before[WORDS_SIZE], within[WORDS_SIZE];
    double pooled = mover->now.value - mover->before.value;
    bool less = mover->number < 0 && fabs(mover->within) < TELLS_LESS * fabs(pooled);
    words_value(mover->kpi, &mover->now, now);
    words_value(mover->kpi, &mover->before, before);
    words_change(mover->kpi, mover->within, mover->now.currency, within);
    mover->text =
        arena_printf(sum->arena,
                     less ? pooled > 0 ? _("%s rose to %s, from %s; %s within the same campaigns")
                                       : _("%s fell to %s, from %s; %s within the same campaigns")
                     : pooled > 0 ? _("%s rose to %s, from %s")
                                  : _("%s fell to %s, from %s"),
                     column_kpi_title(mover->kpi), now, before, within);
    if (!mover->text) {
        return err_memory(err);
    }
    return mover->number < 0 || query_name(store, sum->arena, mover->number, &mover->name, err);
}

static bool has_line(const struct mover *lines, size_t count, int64_t number)
{
    for (size_t i = 0; i < count; i++) {
        if (lines[i].number == number) {
            return true;
        }
    }
    return false;
}

static bool choose(struct movers_sum *sum, struct store *store, struct movers *movers,
                   struct err *err)
{
    struct candidate *candidates = sum->compared.data;
    size_t count = sum->compared.count, all = 0, single = 0;
    struct mover *lines = ARENA_ARRAY(sum->arena, struct mover, MOVERS_ALL + MOVERS_CAMPAIGNS);
    struct map64 others = MAP64_INIT;
    if (!lines) {
        return err_memory(err);
    }
    if (count > 0) {
        qsort(candidates, count, sizeof *candidates, by_weight);
    }
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++) {
        struct mover *mover = &candidates[i].mover;
        if (mover->p >= ALPHA) {
            continue;
        }
        if (mover->number < 0) {
            if (all < MOVERS_ALL) {
                lines[all++] = *mover;
            }
        } else if (!has_line(lines, all + single, mover->number)) {
            if (single < MOVERS_CAMPAIGNS) {
                lines[all + single++] = *mover;
            } else {
                ok = map64_put(&others, (uint64_t)mover->number, NULL) || err_memory(err);
            }
        }
    }
    movers->more = others.count;
    map64_free(&others);
    movers->lines = lines;
    movers->count = all + single;
    for (size_t i = 0; ok && i < movers->count; i++) {
        ok = finish(sum, store, &lines[i], err);
    }
    return ok;
}

struct walk_past movers_past(const struct scope *scope)
{
    enum kpi kpis[ARRAY_COUNT(moving)];
    for (int i = 0; i < MOVING; i++) {
        kpis[i] = moving[i].kpi;
    }
    return (struct walk_past){.days = scope->before,
                              .choice = slot_choice_of(kpis, MOVING, scope->options.base),
                              .whole = scope->filter != NULL};
}

struct movers_sum *movers_open(struct arena *arena, const struct scope *scope)
{
    struct movers_sum *sum = ARENA_NEW(arena, struct movers_sum);
    if (!sum) {
        return NULL;
    }
    sum->arena = arena;
    sum->scope = scope;
    sum->choice = movers_past(scope).choice;
    sum->chances = (struct vec)VEC_INIT(double);
    sum->compared = (struct vec)VEC_INIT(struct candidate);
    return sum;
}

bool movers_finish(struct movers_sum *sum, struct store *store, const struct movers **movers,
                   struct err *err)
{
    struct movers *made = ARENA_NEW(sum->arena, struct movers);
    if (!made) {
        return err_memory(err);
    }
    made->compared = true;
    *movers = made;
    return compare_sums(sum, made, err) && correct(sum, err) && choose(sum, store, made, err);
}

void movers_free(struct movers_sum *sum)
{
    if (sum) {
        vec_free(&sum->chances);
        vec_free(&sum->compared);
    }
}

static bool walk_all(struct movers_sum *sum, struct store *store, const struct scope *scope,
                     struct cancel *cancel, struct err *err)
{
    const struct walk_past past = movers_past(scope);
    const struct walk_options options = {.bare = true, .past = &past};
    struct scope recent = *scope;
    struct err trouble = ERR_INIT;
    struct report_item item;
    recent.period = scope->recent;
    struct walk *walk = walk_open(store, &recent, &options, cancel, err);
    bool ok = walk != NULL;
    while (ok && walk_next(walk, &item, &trouble)) {
        ok = movers_see(sum, &item, err);
    }
    walk_close(walk);
    if (trouble.code != ERR_NONE && err) {
        *err = trouble;
    }
    return ok && trouble.code == ERR_NONE;
}

bool movers_build(struct arena *arena, struct store *store, const struct scope *scope,
                  struct cancel *cancel, const struct movers **movers, struct err *err)
{
    if (!scope->has_delta) {
        *movers = ARENA_NEW(arena, struct movers);
        return *movers || err_memory(err);
    }
    struct movers_sum *sum = movers_open(arena, scope);
    const struct movers *made;
    bool ok = (sum || err_memory(err)) && walk_all(sum, store, scope, cancel, err) &&
              movers_finish(sum, store, &made, err);
    movers_free(sum);
    if (ok) {
        *movers = made;
    }
    return ok;
}

struct table *movers_table(struct arena *arena, const struct movers *movers)
{
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, 3);
    if (!columns) {
        return NULL;
    }
    columns[0] = (struct table_column){
        .id = "name", .title = _("What"), .kind = CELL_TEXT, .min_columns = 12};
    columns[1] = (struct table_column){.id = "text", .title = _("How"), .kind = CELL_TEXT};
    columns[2] = (struct table_column){.id = "way", .title = _("Change"), .kind = CELL_TEXT};
    struct table *table = table_new(arena, _("Moved most"), columns, 3, movers->count);
    for (size_t i = 0; table && i < movers->count; i++) {
        const struct mover *mover = &movers->lines[i];
        *table_cell(table, i, 0) = cell_text(mover->name ? mover->name : _("All campaigns"));
        *table_cell(table, i, 1) = cell_text(mover->text);
        *table_cell(table, i, 2) = cell_text(mover->better ? _("better") : _("worse"));
    }
    return table;
}
