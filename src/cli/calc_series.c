/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods over lists: arms, looks, days. */
#include "base/i18n.h"
#include "cli/calc_value.h"
#include "stats/boundary.h"
#include "stats/days.h"
#include "stats/holm.h"
#include "stats/kendall.h"
#include "stats/laney.h"
#include "stats/omnibus.h"
#include "stats/srm.h"

#define ALPHA 0.05

/* Memory, or a list that the method does not take: its words are for the case. */
static void refused(struct calc *calc, const struct err *err)
{
    calc->err = *err;
    calc->failed = true;
}

void calc_ld_obf(struct calc *calc)
{
    size_t looks;
    struct err err = ERR_INIT;
    const double *t = calc_numbers(calc, "t", &looks);
    double alpha = calc_share(calc, "alpha", ALPHA);
    for (size_t i = 0; i < looks; i++) {
        if (!(t[i] > (i ? t[i - 1] : 0) && t[i] <= 1)) {
            calc_wrong(calc, _("\"%s\" must rise from above 0 to 1 at most"), "t");
        }
    }
    if (calc_stop(calc)) {
        return;
    }
    double *critical = arena_alloc(calc->arena, looks, sizeof *critical);
    if (!critical) {
        err_memory(&err);
        refused(calc, &err);
    } else if (!stats_boundary(t, looks, alpha, critical, &err)) {
        refused(calc, &err);
    } else {
        calc_put_array(calc, "z", critical, looks);
    }
}

void calc_chi2_arms(struct calc *calc)
{
    size_t count;
    const struct stats_count *arms = calc_pairs(calc, "x", "n", &count);
    struct stats_omnibus omnibus;
    if (calc_stop(calc) || !calc_ok(calc, stats_omnibus(arms, count, &omnibus))) {
        return;
    }
    calc_put(calc, "chi2", omnibus.chi2);
    calc_put(calc, "df", (double)omnibus.df);
    calc_put(calc, "p", omnibus.p);
}

void calc_holm(struct calc *calc)
{
    size_t count;
    struct err err = ERR_INIT;
    const double *p = calc_numbers(calc, "p", &count);
    for (size_t i = 0; i < count; i++) {
        if (!(p[i] >= 0 && p[i] <= 1)) {
            calc_wrong(calc, _("\"%s\" must be a rate of 0 to 1"), "p");
        }
    }
    if (calc_stop(calc)) {
        return;
    }
    double *adjusted = arena_alloc(calc->arena, count, sizeof *adjusted);
    if (!adjusted) {
        err_memory(&err);
        refused(calc, &err);
    } else if (!stats_holm(p, count, adjusted, &err)) {
        refused(calc, &err);
    } else {
        calc_put_array(calc, "adj", adjusted, count);
    }
}

/* Without weights the split was meant to be equal. */
static const double *equal_weights(struct calc *calc, size_t count)
{
    double *weights = arena_alloc(calc->arena, count, sizeof *weights);
    for (size_t i = 0; weights && i < count; i++) {
        weights[i] = 1;
    }
    return weights;
}

void calc_srm(struct calc *calc)
{
    size_t count, given;
    struct stats_srm srm;
    const uint64_t *sent = calc_counts(calc, "observed", &count);
    const double *weights = calc_numbers(calc, "weights", &given);
    if (given && given != count) {
        calc_wrong(calc, _("\"%s\" and \"%s\" must be of the same length"), "observed", "weights");
    }
    if (calc_stop(calc)) {
        return;
    }
    if (!weights) {
        weights = equal_weights(calc, count);
    }
    if (!weights) {
        struct err err = ERR_INIT;
        err_memory(&err);
        refused(calc, &err);
    } else if (calc_ok(calc, stats_srm(sent, weights, count, &srm))) {
        calc_put(calc, "chi2", srm.chi2);
        calc_put(calc, "df", (double)srm.df);
        calc_put(calc, "p", srm.p);
        calc_put_bool(calc, "flag", srm.flag);
    }
}

void calc_mann_kendall(struct calc *calc)
{
    size_t count;
    struct err err = ERR_INIT;
    enum stats_status status;
    struct stats_kendall kendall;
    const double *y = calc_numbers(calc, "y", &count);
    if (count > STATS_KENDALL_MOST) {
        calc_wrong(calc, _("\"%s\" may hold at most %d values"), "y", STATS_KENDALL_MOST);
    }
    if (calc_stop(calc)) {
        return;
    }
    if (!stats_kendall(y, NULL, count, 0, &status, &kendall, &err)) {
        refused(calc, &err);
    } else if (calc_ok(calc, status)) {
        calc_put(calc, "S", (double)kendall.s);
        calc_put(calc, "var", kendall.variance);
        calc_put(calc, "z", kendall.z);
        calc_put(calc, "p", kendall.p);
        calc_put(calc, "slope", kendall.slope);
    }
}

/* The limits of the days that have recipients, and which of those (counted from 0) lie outside. */
static void put_limits(struct calc *calc, const struct stats_laney_day *limits, size_t count)
{
    size_t used = 0, outside = 0;
    double *low = arena_alloc(calc->arena, count, sizeof *low);
    double *high = arena_alloc(calc->arena, count, sizeof *high);
    double *out = arena_alloc(calc->arena, count, sizeof *out);
    if (!low || !high || !out) {
        struct err err = ERR_INIT;
        err_memory(&err);
        refused(calc, &err);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (limits[i].used) {
            low[used] = limits[i].low;
            high[used] = limits[i].high;
            if (limits[i].out) {
                out[outside++] = (double)used;
            }
            used++;
        }
    }
    calc_put_array(calc, "lo", low, used);
    calc_put_array(calc, "hi", high, used);
    calc_put_array(calc, "out", out, outside);
}

void calc_laney(struct calc *calc)
{
    size_t count;
    struct stats_laney laney;
    const struct stats_count *days = calc_pairs(calc, "x", "n", &count);
    if (calc_stop(calc)) {
        return;
    }
    struct stats_laney_day *limits = arena_alloc(calc->arena, count, sizeof *limits);
    if (!limits) {
        struct err err = ERR_INIT;
        err_memory(&err);
        refused(calc, &err);
    } else if (calc_ok(calc, stats_laney(days, count, limits, &laney))) {
        calc_put(calc, "pbar", laney.mean);
        calc_put(calc, "sigma_z_raw", laney.sigma_raw);
        calc_put(calc, "sigma_z", laney.sigma);
        put_limits(calc, limits, count);
    }
}

void calc_mh_by_day(struct calc *calc)
{
    size_t count;
    const uint64_t *rows = calc_rows(calc, "days", 4, &count);
    struct stats_day_sums sums = {0};
    struct stats_by_day by_day;
    if (calc_stop(calc)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const uint64_t *row = rows + 4 * i;
        struct stats_day day = {{row[0], row[1]}, {row[2], row[3]}};
        if (stats_count_check_pair(day.a, day.b) == STATS_DATA_ERROR) {
            calc_ok(calc, STATS_DATA_ERROR);
            return;
        }
        stats_day_add(&sums, &day);
    }
    if (calc_ok(calc, stats_day_end(&sums, &by_day))) {
        calc_put(calc, "chi2", by_day.chi2);
        calc_put(calc, "p", by_day.p);
        calc_put(calc, "diff", by_day.difference);
    }
}
