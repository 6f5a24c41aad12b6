/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Grades: which band a value lies in, how sure that is, and how far the next band is.
 */
#ifndef CAMPANE_KPI_GRADE_H
#define CAMPANE_KPI_GRADE_H

#include "kpi/kpi_eval.h"
#include "model/benchmark.h"

struct grade_context {
    const struct benchmarks *sets; /* shipped and user's */
    const char *chosen;            /* the unbound default: "reference" unless somebody chose */
    bool force;                    /* --benchmark: `chosen` replaces bindings too */
    enum campaign_kind kind;       /* of the campaign; KIND_UNKNOWN binds as broadcast */
    enum campaign_goal goal;       /* resolved: never GOAL_UNKNOWN; brand and service are not judged
                                      by ROCS */
    const char *channel, *industry, *country; /* NULL: unknown */
};

struct grade_result {
    enum grade grade; /* GRADE_NONE: see reason */
    bool certain;     /* the whole interval lies in the band */
    bool has_distance;
    double distance;        /* value minus the next better band's edge (best: its own), in the KPI's
                               unit; negative: below the edge */
    enum grade toward;      /* the band the distance is to */
    enum kpi_reason reason; /* why no grade; NONE when there is one */
    const struct benchmark_set *set; /* whose row was applied, though it may have given no grade
                                        (too few, out of reach, another base); NULL: none was */
    const struct benchmark_row *row;
    bool fallback; /* the chosen or bound set has no row: `reference` stood in */
};

/* What judges a KPI: found once for campaigns that are alike, or anew for each. */
struct grade_bench {
    const struct benchmark_set *set; /* NULL with row */
    const struct benchmark_row *row; /* NULL: no set has one */
    bool fallback;
};
struct grade_bench grade_bench(enum kpi id, const struct grade_context *context);

/* As grade_value, by a benchmark that was found already. */
struct grade_result grade_against(enum kpi id, const struct kpi_value *value,
                                  const struct total *total, const struct kpi_options *options,
                                  enum campaign_goal goal, const struct grade_bench *bench);

/* Which set and row judge a KPI in a context: the most specific binding (industry + country +
 * channel + kind counted; ties: the later set) unless force, else the chosen set, else reference.
 * A set that has no row for the KPI is stood in for by reference. A set that is of one channel
 * (benchmark.h) judges no other, not as reference either. Conditional sets (own) take part
 * only when chosen, and only where their conditions hold. Returns NULL when no set has a row. */
const struct benchmark_row *grade_row(enum kpi id, const struct grade_context *context,
                                      const struct benchmark_set **set, bool *fallback);

/* The grade of a value that kpi_eval gave. `total` is what it came from: ceilings and the number
 * of conversions behind a KPI without an interval are read from it.
 *   - too few: a proportion whose denominator is under the KPI's minimum; there is no distance
 * then.
 *   - certain: the whole interval in one band; without an interval, 100 conversions or more. Never
 *     where the value is partial or of mixed sources, or a numerator exceeds its denominator.
 *   - out of reach: under the typical edge while the row's ceiling is under it too; where the KPI
 *     that the ceiling hangs on is unknown as well. The distance is given.
 *   - a row in another currency than the value's is no benchmark for it. */
struct grade_result grade_value(enum kpi id, const struct kpi_value *value,
                                const struct total *total, const struct kpi_options *options,
                                const struct grade_context *context);

/* The band of a bare number under a row, edges as kpis.md writes them. */
enum grade grade_band(enum kpi id, const struct benchmark_row *row, double value);

/* The goal that holds: the stated one, else sales when orders or revenue are known, else none. */
enum campaign_goal grade_goal(enum campaign_goal stated, const struct total *total);

#endif
