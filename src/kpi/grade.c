/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kpi/grade.h"

#include <string.h>

#include "model/names.h"

/* The set that stands in wherever another has no row. */
#define REFERENCE "reference"

static bool field_matches(const char *bound, const char *has, bool exact)
{
    return (!bound && !exact) || names_same(bound, has);
}

/* How many fields of the bind the campaign matches; -1 when one of them differs. exact: the channel
 * must agree even where it is unknown. */
static int bind_score(const struct benchmark_bind *bind, bool exact,
                      const struct grade_context *context)
{
    enum campaign_kind kind = context->kind == KIND_UNKNOWN ? KIND_BROADCAST : context->kind;
    if ((bind->kind != KIND_UNKNOWN && bind->kind != kind) ||
        !field_matches(bind->industry, context->industry, false) ||
        !field_matches(bind->country, context->country, false) ||
        !field_matches(bind->channel, context->channel, exact)) {
        return -1;
    }
    return (bind->kind != KIND_UNKNOWN) + (bind->industry != NULL) + (bind->country != NULL) +
           (bind->channel != NULL);
}

static int set_score(const struct benchmark_set *set, const struct grade_context *context)
{
    bool exact = set->conditional && !set->binds_when_chosen;
    int best = -1;
    for (size_t i = 0; i < set->bind_count; i++) {
        int score = bind_score(&set->binds[i], exact, context);
        best = score > best ? score : best;
    }
    return best;
}

static const char *chosen_id(const struct grade_context *context)
{
    return context->chosen ? context->chosen : REFERENCE;
}

/* Whether the set's binds are bindings. */
static bool is_bound(const struct benchmark_set *set, const struct grade_context *context)
{
    return !set->conditional ||
           (set->binds_when_chosen && strcmp(set->id, chosen_id(context)) == 0);
}

/* The set that its binding names for the campaign: the most specific, of equals the later; NULL
 * when none is bound to it that speaks of its channel. */
static const struct benchmark_set *bound_set(const struct grade_context *context)
{
    const struct benchmark_set *found = NULL;
    int best = 0;
    for (size_t i = 0; i < context->sets->count; i++) {
        const struct benchmark_set *set = &context->sets->sets[i];
        bool able = is_bound(set, context) && benchmark_speaks_of(set, context->channel);
        int score = able ? set_score(set, context) : -1;
        if (score > 0 && score >= best) {
            best = score;
            found = set;
        }
    }
    return found;
}

/* The set that was chosen by its id. Of several under that id, the one of most conditions that the
 * campaign meets; NULL when it meets none. */
static const struct benchmark_set *chosen_set(const struct grade_context *context)
{
    const struct benchmark_set *found = NULL;
    int best = -1;
    for (size_t i = 0; i < context->sets->count; i++) {
        const struct benchmark_set *set = &context->sets->sets[i];
        if (strcmp(set->id, chosen_id(context)) == 0) {
            int score = set->conditional ? set_score(set, context) : 0;
            found = score > best ? set : found;
            best = score > best ? score : best;
        }
    }
    return found;
}

static const struct benchmark_row *row_of(const struct benchmark_set *set, enum kpi id,
                                          const struct grade_context *context)
{
    return set && benchmark_speaks_of(set, context->channel) ? benchmark_row(set, id) : NULL;
}

const struct benchmark_row *grade_row(enum kpi id, const struct grade_context *context,
                                      const struct benchmark_set **set, bool *fallback)
{
    const struct benchmark_set *judge = context->force ? NULL : bound_set(context);
    if (!judge) {
        judge = chosen_set(context);
    }
    const struct benchmark_row *row = row_of(judge, id, context);
    *fallback = false;
    if (!row) {
        judge = benchmark_find(context->sets, REFERENCE);
        row = row_of(judge, id, context);
        *fallback = row != NULL;
    }
    *set = row ? judge : NULL;
    return row;
}

enum grade grade_band(enum kpi id, const struct benchmark_row *row, double value)
{
    if (kpi_info(id)->direction < 0) {
        /* "typical 0.3-0.6" holds both its edges, so good ends before the first of them. */
        if (value <= row->best) {
            return GRADE_BEST;
        }
        if (value < row->good) {
            return GRADE_GOOD;
        }
        return value <= row->typical ? GRADE_TYPICAL : GRADE_POOR;
    }
    if (value >= row->best) {
        return GRADE_BEST;
    }
    if (value >= row->good) {
        return GRADE_GOOD;
    }
    return value >= row->typical ? GRADE_TYPICAL : GRADE_POOR;
}

static void set_distance(struct grade_result *result, double value, enum grade band)
{
    const double edge[GRADE_COUNT] = {[GRADE_TYPICAL] = result->row->typical,
                                      [GRADE_GOOD] = result->row->good,
                                      [GRADE_BEST] = result->row->best};
    result->toward = band == GRADE_BEST ? GRADE_BEST : (enum grade)(band + 1);
    result->distance = value - edge[result->toward];
    result->has_distance = true;
}

/* Whether the typical band lies above what the step before lets through. A ceiling that hangs on
 * a KPI nobody knows is unknown itself: no band is held against the campaign then. */
static bool out_of_reach(const struct benchmark_row *row, const struct total *total,
                         const struct kpi_options *options)
{
    if (row->ceiling == CEILING_NONE) {
        return false;
    }
    double ceiling = row->ceiling_value;
    if (row->ceiling == CEILING_KPI) {
        struct kpi_value before = kpi_eval(row->ceiling_kpi, total, options);
        if (!before.has_value) {
            return true;
        }
        ceiling *= before.value;
    }
    return ceiling < row->typical;
}

/* KPIs that divide people by people (or messages): their own denominator says how sure they are. */
static bool is_proportion(enum kpi id, const struct kpi_value *value)
{
    enum kpi_formula formula = kpi_info(id)->formula;
    return formula == KPI_FORMULA_RATE || formula == KPI_FORMULA_OPEN_ADJUSTED ||
           (formula == KPI_FORMULA_QUERY && value->has_interval);
}

static bool is_certain(enum kpi id, const struct kpi_value *value, enum grade band,
                       const struct benchmark_row *row, const struct total *total)
{
    if (value->partial || value->source == KPI_SOURCE_MIXED) {
        return false;
    }
    if (value->has_interval) {
        return grade_band(id, row, value->low) == band && grade_band(id, row, value->high) == band;
    }
    int64_t conversions = 0;
    return !is_proportion(id, value) && total_get(total, COUNTER_CONVERSIONS, &conversions) &&
           conversions >= kpi_info(id)->minimum;
}

/* Brand and service campaigns are not judged by what was spent and earned, whichever way that is
 * written (ROCS, ROI). */
static bool is_judged(enum kpi id, enum campaign_goal goal)
{
    int slot = kpi_slot_of(id, RATE_BASE_DELIVERED);
    bool money = slot >= 0 && slot == kpi_slot_of(KPI_ROCS, RATE_BASE_DELIVERED);
    return kpi_info(id)->direction != 0 && !(money && (goal == GOAL_BRAND || goal == GOAL_SERVICE));
}

static bool base_differs(enum kpi id, const struct benchmark_row *row, enum rate_base base)
{
    return kpi_info(id)->based && row->base != BENCHMARK_BASE_ANY &&
           (row->base == BENCHMARK_BASE_SENT) != (base == RATE_BASE_SENT);
}

struct grade_bench grade_bench(enum kpi id, const struct grade_context *context)
{
    struct grade_bench bench;
    bench.row = grade_row(id, context, &bench.set, &bench.fallback);
    return bench;
}

struct grade_result grade_value(enum kpi id, const struct kpi_value *value,
                                const struct total *total, const struct kpi_options *options,
                                const struct grade_context *context)
{
    struct grade_bench bench = {NULL, NULL, false};
    if (value->has_value) {
        bench = grade_bench(id, context);
    }
    return grade_against(id, value, total, options, context->goal, &bench);
}

struct grade_result grade_against(enum kpi id, const struct kpi_value *value,
                                  const struct total *total, const struct kpi_options *options,
                                  enum campaign_goal goal, const struct grade_bench *bench)
{
    struct grade_result result = {.grade = GRADE_NONE, .toward = GRADE_NONE};
    if (!value->has_value) {
        result.reason = value->reason;
        return result;
    }
    const struct benchmark_row *row = bench->row;
    result.fallback = bench->fallback;
    /* Bands in another currency say nothing about this one. */
    if (row && kpi_info(id)->unit == KPI_UNIT_MONEY &&
        !currency_equal(row->currency, value->currency)) {
        row = NULL;
        result.fallback = false;
    }
    bool judged = is_judged(id, goal);
    if (row && judged) {
        result.set = bench->set;
        result.row = row;
    }
    if (row && base_differs(id, row, options->base)) {
        result.reason = KPI_REASON_BASE_DIFFERS;
    } else if (!judged) {
        result.reason = KPI_REASON_NOT_JUDGED;
    } else if (!row) {
        result.reason = KPI_REASON_NO_BENCHMARK;
    } else if (is_proportion(id, value) && value->denominator < kpi_info(id)->minimum) {
        result.reason = KPI_REASON_TOO_FEW;
    }
    if (result.reason != KPI_REASON_NONE) {
        return result;
    }
    enum grade band = grade_band(id, row, value->value);
    set_distance(&result, value->value, band);
    if (band == GRADE_POOR && out_of_reach(row, total, options)) {
        result.reason = KPI_REASON_OUT_OF_REACH;
        return result;
    }
    result.grade = band;
    result.certain = is_certain(id, value, band, row, total);
    return result;
}

enum campaign_goal grade_goal(enum campaign_goal stated, const struct total *total)
{
    if (stated != GOAL_UNKNOWN) {
        return stated;
    }
    return total->known[COUNTER_ORDERS] || total->known[COUNTER_REVENUE] ? GOAL_SALES : GOAL_NONE;
}
