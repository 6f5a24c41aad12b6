/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kpi/own.h"

#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/mem.h"
#include "model/names.h"

/* Campaigns of one kind and channel, a run of the sorted list. */
struct group {
    const struct own_campaign *const *members;
    size_t count;
};

struct sample {
    double value;
    struct currency currency;
};

static enum campaign_kind kind_of(const struct own_campaign *campaign)
{
    return campaign->kind == KIND_UNKNOWN ? KIND_BROADCAST : campaign->kind;
}

static bool counts(const struct own_campaign *campaign, int32_t today)
{
    int64_t delivered = 0;
    return campaign->start != DAY_NONE && campaign->start <= today &&
           (int64_t)campaign->start > (int64_t)today - OWN_DAYS &&
           total_get(campaign->total, COUNTER_DELIVERED, &delivered) &&
           delivered >= OWN_MIN_DELIVERED;
}

static bool same_group(const struct own_campaign *a, const struct own_campaign *b)
{
    return kind_of(a) == kind_of(b) && names_same(a->channel, b->channel);
}

/* By kind, then channel, an unknown one first. Channels that differ by case only are one. */
static int compare_campaigns(const void *left, const void *right)
{
    const struct own_campaign *a = *(const struct own_campaign *const *)left;
    const struct own_campaign *b = *(const struct own_campaign *const *)right;
    if (kind_of(a) != kind_of(b)) {
        return kind_of(a) < kind_of(b) ? -1 : 1;
    }
    if (!a->channel || !b->channel) {
        return (a->channel != NULL) - (b->channel != NULL);
    }
    return names_compare(a->channel, b->channel);
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
static size_t learn_row(enum kpi id, const struct group *group, const struct kpi_options *options,
                        struct sample *samples, struct benchmark_row *row)
{
    const struct kpi_info *info = kpi_info(id);
    size_t count = 0;
    for (size_t i = 0; i < group->count; i++) {
        struct kpi_value value = kpi_eval(id, group->members[i]->total, options);
        if (value.has_value) {
            samples[count++] = (struct sample){value.value, value.currency};
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
        row->base =
            options->base == RATE_BASE_SENT ? BENCHMARK_BASE_SENT : BENCHMARK_BASE_DELIVERED;
    }
    return count;
}

static bool learn_set(struct arena *arena, const struct group *group,
                      const struct kpi_options *options, const char *date, struct sample *samples,
                      struct benchmark_set *set)
{
    struct benchmark_row *rows = ARENA_ARRAY(arena, struct benchmark_row, KPI_COUNT);
    struct benchmark_bind *bind = ARENA_NEW(arena, struct benchmark_bind);
    const char *channel = arena_strdup(arena, group->members[0]->channel);
    const char *kind = campaign_kind_name(kind_of(group->members[0]));
    const char *title = arena_printf(arena, "Your own campaigns of %d days: %s%s%s", OWN_DAYS, kind,
                                     channel ? ", " : "", channel ? channel : "");
    if (!rows || !bind || !title || (!channel && group->members[0]->channel)) {
        return false;
    }
    size_t count = 0;
    for (int id = 0; id < KPI_COUNT; id++) {
        struct benchmark_row *row = &rows[count];
        size_t known = learn_row((enum kpi)id, group, options, samples, row);
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
    *bind = (struct benchmark_bind){.kind = kind_of(group->members[0]), .channel = channel};
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

/* Learns from the campaigns that count, sorted into runs of one group each. */
static bool learn(struct arena *arena, const struct own_campaign *const *sorted, size_t count,
                  const struct kpi_options *options, const char *date, struct benchmark_set **sets,
                  size_t *set_count)
{
    struct sample *samples = mem_new(count, sizeof *samples);
    struct benchmark_set *made =
        ARENA_ARRAY(arena, struct benchmark_set, count / OWN_MIN_CAMPAIGNS + 1);
    size_t made_count = 0;
    bool done = samples && made;
    for (size_t begin = 0, end; done && begin < count; begin = end) {
        end = begin + 1;
        while (end < count && same_group(sorted[begin], sorted[end])) {
            end++;
        }
        struct group group = {&sorted[begin], end - begin};
        if (group.count >= OWN_MIN_CAMPAIGNS) {
            done = learn_set(arena, &group, options, date, samples, &made[made_count++]);
        }
    }
    mem_free(samples);
    if (done) {
        *sets = made;
        *set_count = made_count;
    }
    return done;
}

bool own_sets(struct arena *arena, const struct own_campaign *campaigns, size_t count,
              int32_t today, const struct kpi_options *options, struct benchmark_set **sets,
              size_t *set_count)
{
    char day[24];
    const char *date = arena_strdup(arena, civil_format_day(today, day));
    const struct own_campaign **sorted = mem_new(count, sizeof(const struct own_campaign *));
    if (!date || !sorted) {
        mem_free(sorted);
        return false;
    }
    size_t taken = 0;
    for (size_t i = 0; i < count; i++) {
        if (counts(&campaigns[i], today)) {
            sorted[taken++] = &campaigns[i];
        }
    }
    qsort(sorted, taken, sizeof *sorted, compare_campaigns);
    bool done = learn(arena, sorted, taken, options, date, sets, set_count);
    mem_free(sorted);
    return done;
}
