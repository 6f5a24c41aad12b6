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
#include "report/walk.h"
#include "report/within.h"
#include "report/words.h"
#include "stats/holm.h"
#include "stats/pooled.h"

#define ALPHA 0.05

/* The proportions among what campaigns are judged by; what a change of one weighs. */
static const struct {
    enum kpi kpi;
    double weight;
} moving[] = {{KPI_CTR, 1},           {KPI_CONVERSION_RATE, 1}, {KPI_OPEN_RATE, 0.5},
              {KPI_DELIVERY_RATE, 1}, {KPI_OPTOUT_RATE, 2},     {KPI_ENGAGEMENT_RATE, 0.5}};

#define MOVING ((int)ARRAY_COUNT(moving))

/* A rate in half of the room: there are as many as campaigns, and rates have no currency. */
struct kept_rate {
    double value, low, high;
    int64_t numerator, denominator;
    bool has_value, has_interval, over, partial, estimated;
    unsigned char source, reason;
};

/* The rates of a campaign in the earlier period. */
struct past {
    struct kept_rate rates[ARRAY_COUNT(moving)];
};

/* What may be said: of ten thousand campaigns few, and all the rest is its chance alone. */
struct candidate {
    struct mover mover;
    double weight;
    size_t chance; /* its place in chances */
};

#define CHANNELS 8 /* those beyond are in the last one */

/* What was sent by a channel. */
struct channel {
    const char *name;
    struct total now, before;
};

struct builder {
    struct arena *arena;
    struct store *store;
    const struct scope *scope;
    struct cancel *cancel;
    struct err *err;
    struct map64 places; /* of campaigns in pasts, plus one */
    struct vec pasts;    /* struct past */
    struct vec chances;  /* double: the p of all that could be compared */
    struct vec compared; /* struct candidate: of these what may be said */
    struct total now, before;
    struct within within[ARRAY_COUNT(moving)];
    int slots[ARRAY_COUNT(moving)]; /* of moving under the base: all that is asked of sums */
    struct channel *channels;       /* CHANNELS of them */
    size_t channel_count;
};

/* --- what can be compared --------------------------------------------------------------------- */

static bool enough(enum kpi kpi, const struct kpi_value *value)
{
    return value->has_interval && !value->partial && value->denominator >= kpi_info(kpi)->minimum;
}

/* Of all together only what is seen within the campaigns of both periods, too: that another mix of
 * campaigns was sent is no news. *p and *change: the less telling ones of the two. */
static bool agrees(const struct builder *builder, int which, const struct kpi_value *now,
                   const struct kpi_value *before, double *p, double *change)
{
    struct within_change within =
        within_end(&builder->within[which], before->denominator, now->denominator);
    if (!within.known || (within.difference > 0) != (*change > 0)) {
        return false;
    }
    *p = fmax(*p, within.p);
    *change = fabs(within.difference) < fabs(*change) ? within.difference : *change;
    return true;
}

static bool compare(struct builder *builder, int64_t number, int which, int64_t sent,
                    const struct kpi_value *now, const struct kpi_value *before)
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
    if (number < 0 && !agrees(builder, which, now, before, &p, &change)) {
        return true;
    }
    double *chance = vec_push(&builder->chances);
    if (!chance) {
        return err_memory(builder->err);
    }
    *chance = p;
    double far = before->value > 0 ? fabs(change) / before->value : 1;
    double weight = far < MOVERS_LEAST ? 0 : moving[which].weight * fmin(far, 1) * (double)sent;
    if (p >= ALPHA || weight <= 0) {
        return true; /* the correction only adds to p */
    }
    struct candidate *candidate = vec_push(&builder->compared);
    if (!candidate) {
        return err_memory(builder->err);
    }
    candidate->mover = (struct mover){.number = number,
                                      .kpi = kpi,
                                      .now = *now,
                                      .before = *before,
                                      .better = (change > 0) == (kpi_info(kpi)->direction > 0),
                                      .p = p};
    candidate->weight = weight;
    candidate->chance = builder->chances.count - 1;
    return true;
}

static struct kept_rate keep(const struct kpi_value *value)
{
    return (struct kept_rate){.value = value->value,
                              .low = value->low,
                              .high = value->high,
                              .numerator = value->numerator,
                              .denominator = value->denominator,
                              .has_value = value->has_value,
                              .has_interval = value->has_interval,
                              .over = value->over,
                              .partial = value->partial,
                              .estimated = value->estimated,
                              .source = (unsigned char)value->source,
                              .reason = (unsigned char)value->reason};
}

static struct kpi_value kept(const struct kept_rate *rate)
{
    return (struct kpi_value){.has_value = rate->has_value,
                              .value = rate->value,
                              .has_interval = rate->has_interval,
                              .low = rate->low,
                              .high = rate->high,
                              .numerator = rate->numerator,
                              .denominator = rate->denominator,
                              .over = rate->over,
                              .partial = rate->partial,
                              .estimated = rate->estimated,
                              .source = (enum kpi_source)rate->source,
                              .reason = (enum kpi_reason)rate->reason};
}

/* --- the two walks ---------------------------------------------------------------------------- */

static bool keep_past(struct builder *builder, const struct report_item *item)
{
    struct past past;
    bool any = false;
    for (int i = 0; i < MOVING; i++) {
        struct kpi_value value = item_value(item, &builder->scope->options, moving[i].kpi);
        past.rates[i] = keep(&value);
        any |= value.has_interval;
    }
    if (!any) {
        return true;
    }
    struct past *room = vec_push(&builder->pasts);
    uint64_t *place = room ? map64_put(&builder->places, (uint64_t)item->number, NULL) : NULL;
    if (!place) {
        return err_memory(builder->err);
    }
    *room = past;
    *place = builder->pasts.count;
    return true;
}

static bool see_now(struct builder *builder, const struct report_item *item)
{
    const uint64_t *place = map64_get(&builder->places, (uint64_t)item->number);
    int64_t sent = 0;
    total_get(item->total, COUNTER_SENT, &sent);
    bool ok = true;
    for (int i = 0; ok && place && i < MOVING; i++) {
        const struct past *past = VEC_AT(&builder->pasts, struct past, *place - 1);
        struct kpi_value now = item_value(item, &builder->scope->options, moving[i].kpi);
        struct kpi_value before = kept(&past->rates[i]);
        within_see(&builder->within[i], &before, &now);
        ok = compare(builder, item->number, i, sent, &now, &before);
    }
    return ok;
}

static bool add_channel(struct builder *builder, const struct report_item *item, bool now)
{
    const char *name = item->channel ? item->channel : "";
    size_t at = 0;
    while (at < builder->channel_count && strcmp(builder->channels[at].name, name) != 0) {
        at++;
    }
    if (at == CHANNELS) {
        at = CHANNELS - 1;
    } else if (at == builder->channel_count) {
        builder->channels[at].name = arena_strdup(builder->arena, name);
        if (!builder->channels[at].name) {
            return err_memory(builder->err);
        }
        builder->channel_count++;
    }
    struct channel *channel = &builder->channels[at];
    total_add_slots(now ? &channel->now : &channel->before, item->total, builder->slots, MOVING);
    return true;
}

/* Walk the campaigns of some days; *sum: of all of them. */
static bool walk_days(struct builder *builder, const struct period *days, struct total *sum,
                      bool (*see)(struct builder *, const struct report_item *))
{
    struct scope scope = *builder->scope;
    const struct walk_options bare = {.bare = true};
    struct report_item item;
    scope.period = *days;
    struct walk *walk = walk_open(builder->store, &scope, &bare, builder->cancel, builder->err);
    bool ok = walk != NULL;
    while (ok && walk_next(walk, &item, builder->err)) {
        total_add_slots(sum, item.total, builder->slots, MOVING);
        ok = add_channel(builder, &item, sum == &builder->now) &&
             (item.what == ITEM_UNATTRIBUTED || see(builder, &item));
    }
    walk_close(walk);
    return ok && builder->err->code == ERR_NONE;
}

/* Whether a rate of all went another way than it did within the channels. */
static bool has_turned(const struct builder *builder, int which, const struct kpi_value *now,
                       const struct kpi_value *before)
{
    struct within within = {.before = 0};
    for (size_t i = 0; i < builder->channel_count; i++) {
        const struct channel *channel = &builder->channels[i];
        struct kpi_value a =
            kpi_eval(moving[which].kpi, &channel->before, &builder->scope->options);
        struct kpi_value b = kpi_eval(moving[which].kpi, &channel->now, &builder->scope->options);
        within_see(&within, &a, &b);
    }
    struct within_change change = within_end(&within, before->denominator, now->denominator);
    return change.known && now->has_value && before->has_value &&
           change.difference * (now->value - before->value) < 0;
}

static bool compare_sums(struct builder *builder, struct movers *movers)
{
    int64_t sent = 0;
    bool ok = true;
    total_get(&builder->now, COUNTER_SENT, &sent);
    for (int i = 0; ok && i < MOVING; i++) {
        struct kpi_value now = kpi_eval(moving[i].kpi, &builder->now, &builder->scope->options);
        struct kpi_value before =
            kpi_eval(moving[i].kpi, &builder->before, &builder->scope->options);
        movers->turned[moving[i].kpi] = has_turned(builder, i, &now, &before);
        ok = compare(builder, -1, i, sent, &now, &before);
    }
    return ok;
}

static bool compare_all(struct builder *builder, struct movers *movers)
{
    builder->channels = ARENA_ARRAY(builder->arena, struct channel, CHANNELS);
    if (!builder->channels) {
        return err_memory(builder->err);
    }
    for (int i = 0; i < MOVING; i++) {
        builder->slots[i] = kpi_slot_of(moving[i].kpi, builder->scope->options.base);
    }
    return walk_days(builder, &builder->scope->before, &builder->before, keep_past) &&
           walk_days(builder, &builder->scope->recent, &builder->now, see_now) &&
           compare_sums(builder, movers);
}

/* --- which of them are said ------------------------------------------------------------------- */

static bool correct(struct builder *builder)
{
    double *p = builder->chances.data;
    struct candidate *candidates = builder->compared.data;
    if (!stats_holm(p, builder->chances.count, p, builder->err)) {
        return false;
    }
    for (size_t i = 0; i < builder->compared.count; i++) {
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

static bool finish(struct builder *builder, struct mover *mover)
{
    char now[WORDS_SIZE], before[WORDS_SIZE];
    words_value(mover->kpi, &mover->now, now);
    words_value(mover->kpi, &mover->before, before);
    mover->text = arena_printf(builder->arena,
                               mover->now.value > mover->before.value ? _("%s rose to %s, from %s")
                                                                      : _("%s fell to %s, from %s"),
                               column_kpi_title(mover->kpi), now, before);
    if (!mover->text) {
        return err_memory(builder->err);
    }
    return mover->number < 0 ||
           query_name(builder->store, builder->arena, mover->number, &mover->name, builder->err);
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

static bool choose(struct builder *builder, struct movers *movers)
{
    struct candidate *candidates = builder->compared.data;
    size_t count = builder->compared.count, all = 0, single = 0;
    struct mover *lines = ARENA_ARRAY(builder->arena, struct mover, MOVERS_ALL + MOVERS_CAMPAIGNS);
    struct map64 others = MAP64_INIT;
    if (!lines) {
        return err_memory(builder->err);
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
                ok = map64_put(&others, (uint64_t)mover->number, NULL) || err_memory(builder->err);
            }
        }
    }
    movers->more = others.count;
    map64_free(&others);
    movers->lines = lines;
    movers->count = all + single;
    for (size_t i = 0; ok && i < movers->count; i++) {
        ok = finish(builder, &lines[i]);
    }
    return ok;
}

bool movers_build(struct arena *arena, struct store *store, const struct scope *scope,
                  struct cancel *cancel, const struct movers **movers, struct err *err)
{
    struct err trouble = ERR_INIT;
    struct movers *made = ARENA_NEW(arena, struct movers);
    struct builder builder = {.arena = arena,
                              .store = store,
                              .scope = scope,
                              .cancel = cancel,
                              .err = &trouble,
                              .pasts = VEC_INIT(struct past),
                              .chances = VEC_INIT(double),
                              .compared = VEC_INIT(struct candidate)};
    bool ok = made || err_memory(&trouble);
    if (ok && scope->has_delta) {
        made->compared = true;
        ok = compare_all(&builder, made) && correct(&builder) && choose(&builder, made);
    }
    map64_free(&builder.places);
    vec_free(&builder.pasts);
    vec_free(&builder.chances);
    vec_free(&builder.compared);
    if (ok) {
        *movers = made;
    } else if (err) {
        *err = trouble;
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
