/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kpi/own.h"

#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/names.h"

struct sample {
    double value;
    struct currency currency;
    bool known;
};

/* A campaign that counts; its samples lie one after the other from `first`. */
struct member {
    enum campaign_kind kind;
    const char *channel; /* NULL: unknown */
    size_t first;
};

struct own_learner {
    struct arena *arena; /* channels */
    int32_t today;
    struct kpi_options options;
    int first_kpi, last_kpi; /* that are learned */
    struct vec members;      /* struct member */
    struct vec samples;      /* struct sample, last_kpi - first_kpi + 1 a member */
};

/* Campaigns of one kind and channel, a run of the sorted list. */
struct group {
    const struct own_learner *learner;
    const struct member *members;
    size_t count;
};

static bool counts(const struct own_campaign *campaign, int32_t today)
{
    int64_t delivered = 0;
    return campaign->start != DAY_NONE && campaign->start <= today &&
           (int64_t)campaign->start > (int64_t)today - OWN_DAYS &&
           total_get(campaign->total, COUNTER_DELIVERED, &delivered) &&
           delivered >= OWN_MIN_DELIVERED;
}

static bool same_group(const struct member *a, const struct member *b)
{
    return a->kind == b->kind && names_same(a->channel, b->channel);
}

/* By kind, then channel, an unknown one first. Channels that differ by case only are one. */
static int compare_members(const void *left, const void *right)
{
    const struct member *a = left;
    const struct member *b = right;
    int order = 0;
    if (a->kind != b->kind) {
        return a->kind < b->kind ? -1 : 1;
    }
    if (!a->channel || !b->channel) {
        order = (a->channel != NULL) - (b->channel != NULL);
    } else if (a->channel != b->channel) {
        order = names_compare(a->channel, b->channel);
    }
    /* The group is called by the channel of its first: whose was seen first. */
    return order ? order : (a->first > b->first) - (a->first < b->first);
}

static int compare_samples(const void *left, const void *right)
{
    const struct sample *a = left;
    const struct sample *b = right;
    int order = strcmp(a->currency.code, b->currency.code);
    if (order != 0) {
        return order;
    }
    return (a->value > b->value) - (a->value < b->value);
}

/* The quantile of sorted values, as R's type 7: linear between the two values around (n - 1) p. */
static double quantile(const struct sample *sorted, size_t count, double p)
{
    double place = (double)(count - 1) * p;
    size_t below = (size_t)place;
    size_t above = below + 1 < count ? below + 1 : below;
    double share = place - (double)below;
    return sorted[below].value + share * (sorted[above].value - sorted[below].value);
}

/* Amounts in different currencies do not compare: leaves the longest run of one currency of the
 * sorted samples, the alphabetically first of equals. */
static size_t longest_run(const struct sample *sorted, size_t count, const struct sample **first)
{
    size_t best = 0;
    for (size_t begin = 0, end; begin < count; begin = end) {
        end = begin + 1;
        while (end < count && currency_equal(sorted[begin].currency, sorted[end].currency)) {
            end++;
        }
        if (end - begin > best) {
            best = end - begin;
            *first = &sorted[begin];
        }
    }
    return best;
}

/* Fills the row of a KPI and returns from how many campaigns; 0 when too few know it. samples: room
 * for the group. */
static size_t learn_row(enum kpi id, const struct group *group, struct sample *samples,
                        struct benchmark_row *row)
{
    const struct own_learner *learner = group->learner;
    const struct kpi_info *info = kpi_info(id);
    size_t count = 0;
    for (size_t i = 0; i < group->count; i++) {
        size_t at = group->members[i].first + (size_t)((int)id - learner->first_kpi);
        const struct sample *sample = VEC_AT(&learner->samples, struct sample, at);
        if (sample->known) {
            samples[count++] = *sample;
        }
    }
    if (info->direction == 0 || count < OWN_MIN_CAMPAIGNS) {
        return 0;
    }
    qsort(samples, count, sizeof *samples, compare_samples);
    const struct sample *first = samples;
    count = longest_run(samples, count, &first);
    if (count < OWN_MIN_CAMPAIGNS) {
        return 0;
    }
    double low = quantile(first, count, 0.25);
    double high = quantile(first, count, 0.75);
    *row = (struct benchmark_row){.kpi = id,
                                  .typical = info->direction > 0 ? low : high,
                                  .good = quantile(first, count, 0.5),
                                  .best = info->direction > 0 ? high : low,
                                  .currency = first->currency,
                                  .source = "your own campaigns",
                                  .note = ""};
    if (info->based) {
        row->base = learner->options.base == RATE_BASE_SENT ? BENCHMARK_BASE_SENT
                                                            : BENCHMARK_BASE_DELIVERED;
    }
    return count;
}

static bool learn_set(struct arena *arena, const struct group *group, const char *date,
                      struct sample *samples, struct benchmark_set *set)
{
    struct benchmark_row *rows = ARENA_ARRAY(arena, struct benchmark_row, KPI_COUNT);
    struct benchmark_bind *bind = ARENA_NEW(arena, struct benchmark_bind);
    const char *channel = arena_strdup(arena, group->members[0].channel);
    const char *kind = campaign_kind_name(group->members[0].kind);
    const char *title = arena_printf(arena, "Your own campaigns of %d days: %s%s%s", OWN_DAYS, kind,
                                     channel ? ", " : "", channel ? channel : "");
    if (!rows || !bind || !title || (!channel && group->members[0].channel)) {
        return false;
    }
    size_t count = 0;
    for (int id = group->learner->first_kpi; id <= group->learner->last_kpi; id++) {
        struct benchmark_row *row = &rows[count];
        size_t known = learn_row((enum kpi)id, group, samples, row);
        if (known == 0) {
            continue;
        }
        row->date = date;
        row->sample =
            arena_printf(arena, "%zu campaigns of %d or more delivered", known, OWN_MIN_DELIVERED);
        if (!row->sample) {
            return false;
        }
        count++;
    }
    *bind = (struct benchmark_bind){.kind = group->members[0].kind, .channel = channel};
    *set = (struct benchmark_set){.id = OWN_ID,
                                  .title = title,
                                  .origin = "90 days",
                                  .date = date,
                                  .note = "",
                                  .binds = bind,
                                  .bind_count = 1,
                                  .rows = rows,
                                  .row_count = count,
                                  .conditional = true};
    return true;
}

struct own_learner *own_learner_new(int32_t today, const struct kpi_options *options, enum kpi only)
{
    struct own_learner *learner = mem_new(1, sizeof *learner);
    if (!learner || !(learner->arena = arena_new())) {
        mem_free(learner);
        return NULL;
    }
    learner->today = today;
    learner->options = *options;
    learner->first_kpi = only == KPI_NONE ? 0 : only;
    learner->last_kpi = only == KPI_NONE ? KPI_COUNT - 1 : only;
    learner->members = (struct vec)VEC_INIT(struct member);
    learner->samples = (struct vec)VEC_INIT(struct sample);
    return learner;
}

void own_learner_free(struct own_learner *learner)
{
    if (learner) {
        vec_free(&learner->members);
        vec_free(&learner->samples);
        arena_free(learner->arena);
        mem_free(learner);
    }
}

/* The channel as the learner has it: mostly that of the campaign before. False: out of memory. */
static bool own_channel(struct own_learner *learner, const char **channel)
{
    const char *name = *channel;
    if (name && learner->members.count > 0) {
        const struct member *last =
            VEC_AT(&learner->members, struct member, learner->members.count - 1);
        if (last->channel && strcmp(last->channel, name) == 0) {
            *channel = last->channel;
            return true;
        }
    }
    *channel = arena_strdup(learner->arena, name);
    return *channel || !name;
}

bool own_learner_add(struct own_learner *learner, const struct own_campaign *campaign)
{
    struct member member = {campaign->kind == KIND_UNKNOWN ? KIND_BROADCAST : campaign->kind,
                            campaign->channel, learner->samples.count};
    if (!counts(campaign, learner->today)) {
        return true;
    }
    if (!own_channel(learner, &member.channel)) {
        return false;
    }
    for (int id = learner->first_kpi; id <= learner->last_kpi; id++) {
        struct sample *sample = vec_push(&learner->samples);
        if (!sample) {
            return false;
        }
        struct kpi_value value = kpi_eval((enum kpi)id, campaign->total, &learner->options);
        *sample = (struct sample){value.value, value.currency, value.has_value};
    }
    struct member *place = vec_push(&learner->members);
    if (place) {
        *place = member;
    }
    return place != NULL;
}

bool own_learner_sets(struct own_learner *learner, struct arena *arena, struct benchmark_set **sets,
                      size_t *set_count)
{
    char day[24];
    size_t count = learner->members.count, made_count = 0;
    struct member *sorted = learner->members.data;
    const char *date = arena_strdup(arena, civil_format_day(learner->today, day));
    struct sample *samples = mem_new(count, sizeof *samples);
    struct benchmark_set *made =
        ARENA_ARRAY(arena, struct benchmark_set, count / OWN_MIN_CAMPAIGNS + 1);
    bool done = date && samples && made;
    if (count > 0) {
        qsort(sorted, count, sizeof *sorted, compare_members);
    }
    for (size_t begin = 0, end; done && begin < count; begin = end) {
        end = begin + 1;
        while (end < count && same_group(&sorted[begin], &sorted[end])) {
            end++;
        }
        struct group group = {learner, &sorted[begin], end - begin};
        if (group.count >= OWN_MIN_CAMPAIGNS) {
            done = learn_set(arena, &group, date, samples, &made[made_count++]);
        }
    }
    mem_free(samples);
    if (done) {
        *sets = made;
        *set_count = made_count;
    }
    return done;
}
