/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One rate, and two of them. */
#include "base/i18n.h"
#include "cli/calc_value.h"
#include "stats/bayes.h"
#include "stats/fisher.h"
#include "stats/koopman.h"
#include "stats/margin.h"
#include "stats/mee.h"
#include "stats/newcombe.h"
#include "stats/normal.h"
#include "stats/open.h"
#include "stats/pooled.h"

#define CONFIDENCE 0.95
#define ALPHA      0.05

struct arms {
    struct stats_count a, b;
};

static struct arms arms_of(struct calc *calc)
{
    struct stats_count a = calc_pair(calc, "xa", "na");
    return (struct arms){a, calc_pair(calc, "xb", "nb")};
}

static double confidence_z(struct calc *calc)
{
    return stats_z(calc_share(calc, "conf", CONFIDENCE));
}

void calc_wilson(struct calc *calc)
{
    struct stats_count count = calc_pair(calc, "x", "n");
    double z = confidence_z(calc);
    struct stats_interval interval;
    if (calc_stop(calc) || !calc_ok(calc, stats_count_check(&count, 1))) {
        return;
    }
    if (!stats_wilson(count.x, count.n, z, &interval)) {
        calc_ok(calc, STATS_DATA_ERROR);
        return;
    }
    calc_put(calc, "rate", stats_count_rate(count));
    calc_put(calc, "lo", interval.low);
    calc_put(calc, "hi", interval.high);
}

static void difference(struct calc *calc,
                       enum stats_status (*method)(struct stats_count, struct stats_count, double,
                                                   struct stats_interval *))
{
    struct arms arms = arms_of(calc);
    double z = confidence_z(calc);
    struct stats_interval interval;
    if (calc_stop(calc) || !calc_ok(calc, method(arms.a, arms.b, z, &interval))) {
        return;
    }
    calc_put(calc, "diff", stats_count_rate(arms.b) - stats_count_rate(arms.a));
    calc_put(calc, "lo", interval.low);
    calc_put(calc, "hi", interval.high);
}

void calc_newcombe_diff(struct calc *calc)
{
    difference(calc, stats_newcombe);
}

void calc_mee_diff(struct calc *calc)
{
    difference(calc, stats_mee);
}

void calc_koopman_ratio(struct calc *calc)
{
    struct arms arms = arms_of(calc);
    double z = confidence_z(calc);
    struct stats_koopman ratio;
    if (calc_stop(calc) || !calc_ok(calc, stats_koopman(arms.a, arms.b, z, &ratio))) {
        return;
    }
    calc_put_known(calc, "ratio", ratio.has_ratio, ratio.ratio);
    calc_put(calc, "lo", ratio.low);
    calc_put_known(calc, "hi", ratio.has_high, ratio.high);
}

void calc_z_pooled(struct calc *calc)
{
    struct arms arms = arms_of(calc);
    struct stats_pooled pooled;
    if (calc_stop(calc) || !calc_ok(calc, stats_pooled(arms.a, arms.b, &pooled))) {
        return;
    }
    calc_put(calc, "z", pooled.z);
    calc_put(calc, "p", pooled.p);
}

void calc_fisher(struct calc *calc)
{
    struct arms arms = arms_of(calc);
    double p;
    if (!calc_stop(calc) && calc_ok(calc, stats_fisher(arms.a, arms.b, &p))) {
        calc_put(calc, "p", p);
    }
}

static struct stats_sequence sequence_of(struct calc *calc)
{
    double tightest = calc_positive(calc, "Nstar", STATS_SEQUENCE_TIGHTEST);
    return (struct stats_sequence){calc_share(calc, "alpha", ALPHA), tightest};
}

void calc_ascs(struct calc *calc)
{
    struct stats_sequence sequence = sequence_of(calc);
    double estimate = calc_number(calc, "est", 0), se = calc_number(calc, "se", 0);
    double n = calc_number(calc, "N", 0);
    struct stats_sequence_result result;
    if (calc_stop(calc) ||
        !calc_ok(calc, stats_sequence_estimate(&sequence, n, estimate, se, &result))) {
        return;
    }
    calc_put(calc, "crit", result.critical);
    calc_put(calc, "lo", result.interval.low);
    calc_put(calc, "hi", result.interval.high);
    calc_put(calc, "p", result.p);
}

void calc_ascs_ab(struct calc *calc)
{
    struct arms arms = arms_of(calc);
    struct stats_sequence sequence = sequence_of(calc);
    struct stats_open open;
    if (calc_stop(calc) || !calc_ok(calc, stats_open(arms.a, arms.b, &sequence, &open))) {
        return;
    }
    calc_put(calc, "diff", open.pooled.difference);
    calc_put(calc, "z", open.pooled.z);
    calc_put(calc, "crit", open.critical);
    calc_put(calc, "p", open.p);
    calc_put(calc, "lo", open.difference.low);
    calc_put(calc, "hi", open.difference.high);
    calc_put(calc, "lift_lo", open.ratio.low - 1);
    calc_put_known(calc, "lift_hi", open.ratio.has_high, open.ratio.high - 1);
    calc_put_bool(calc, "judge", open.judge);
    calc_put_bool(calc, "call", open.call);
}

void calc_bayes(struct calc *calc)
{
    struct arms arms = arms_of(calc);
    struct stats_bayes bayes;
    if (calc_stop(calc) || !calc_ok(calc, stats_bayes(arms.a, arms.b, &bayes))) {
        return;
    }
    calc_put(calc, "p_b", bayes.b_better);
    calc_put(calc, "loss_a", bayes.loss_a);
    calc_put(calc, "loss_b", bayes.loss_b);
}

void calc_noninferiority(struct calc *calc)
{
    struct arms arms = arms_of(calc);
    double margin = calc_number(calc, "margin", 0);
    double c = stats_normal_upper_quantile(calc_share(calc, "alpha", ALPHA));
    struct stats_margin result;
    if (!(margin > -1 && margin < 1)) {
        calc_wrong(calc, _("\"%s\" must lie between -1 and 1"), "margin");
    }
    if (c <= 0) {
        calc_wrong(calc, _("\"%s\" must be less than 0.5"), "alpha");
    }
    if (calc_stop(calc) || !calc_ok(calc, stats_margin(arms.a, arms.b, margin, c, &result))) {
        return;
    }
    calc_put(calc, "z", result.z);
    calc_put(calc, "p", result.p);
    calc_put(calc, "upper", result.upper);
    calc_put_bool(calc, "pass", result.safe);
}
