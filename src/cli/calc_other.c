/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means, sizes of tests, and the functions underneath. */
#include <string.h>

#include "base/i18n.h"
#include "cli/calc_value.h"
#include "stats/normal.h"
#include "stats/power.h"
#include "stats/special.h"
#include "stats/welch.h"

#define CONFIDENCE 0.95
#define ALPHA      0.05
#define POWER      0.8

void calc_welch(struct calc *calc)
{
    uint64_t na = calc_count(calc, "na"), nb = calc_count(calc, "nb");
    double sum_a = calc_number(calc, "sum_a", 0), squares_a = calc_number(calc, "sumsq_a", 0);
    double sum_b = calc_number(calc, "sum_b", 0), squares_b = calc_number(calc, "sumsq_b", 0);
    double confidence = calc_share(calc, "conf", CONFIDENCE);
    struct stats_sample a, b;
    struct stats_welch welch;
    if (calc_stop(calc) || !calc_ok(calc, stats_sample_of(na, sum_a, squares_a, &a)) ||
        !calc_ok(calc, stats_sample_of(nb, sum_b, squares_b, &b)) ||
        !calc_ok(calc, stats_welch(&a, &b, confidence, &welch))) {
        return;
    }
    calc_put(calc, "mean_a", welch.mean_a);
    calc_put(calc, "mean_b", welch.mean_b);
    calc_put(calc, "diff", welch.difference);
    calc_put(calc, "se", welch.se);
    calc_put(calc, "t", welch.t);
    calc_put(calc, "df", welch.df);
    calc_put(calc, "p", welch.p);
    calc_put(calc, "lo", welch.interval.low);
    calc_put(calc, "hi", welch.interval.high);
}

void calc_sample_size(struct calc *calc)
{
    double p1 = calc_rate(calc, "p1"), p2 = calc_rate(calc, "p2");
    double alpha = calc_share(calc, "alpha", ALPHA), power = calc_share(calc, "power", POWER);
    double n = 0;
    if (!calc_stop(calc)) {
        bool known = stats_power_size(p1, p2, alpha, power, &n);
        calc_put_known(calc, "n", known, n);
    }
}

void calc_mde(struct calc *calc)
{
    double p1 = calc_rate(calc, "p1"), n = calc_positive(calc, "n", 0);
    double alpha = calc_share(calc, "alpha", ALPHA), power = calc_share(calc, "power", POWER);
    double p2 = 0;
    if (!calc_stop(calc)) {
        bool known = stats_power_effect(p1, n, alpha, power, false, &p2);
        calc_put_known(calc, "p2", known, p2);
    }
}

static double qnorm(const double *args)
{
    return stats_normal_quantile(args[0]);
}

static double pnorm(const double *args)
{
    return stats_normal_lower(args[0]);
}

static double pnorm_upper(const double *args)
{
    return stats_normal_upper(args[0]);
}

static double chi2_sf(const double *args)
{
    return stats_special_chi2_upper(args[0], args[1]);
}

static double t_sf(const double *args)
{
    return stats_special_t_upper(args[0], args[1]);
}

static double t_ppf(const double *args)
{
    return stats_special_t_quantile(args[0], args[1]);
}

static double betainc(const double *args)
{
    return stats_special_beta_lower(args[0], args[1], args[2]);
}

static double log_gamma(const double *args)
{
    return stats_special_log_gamma(args[0]);
}

/* Arguments by letter: z any number, p inside 0..1, x in 0..1, v above 0. */
static const struct {
    const char *name, *arguments;
    double (*value)(const double *args);
} functions[] = {
    {"qnorm", "p", qnorm},       {"pnorm", "z", pnorm},     {"pnorm_upper", "z", pnorm_upper},
    {"chi2_sf", "zv", chi2_sf},  {"t_sf", "zv", t_sf},      {"t_ppf", "pv", t_ppf},
    {"betainc", "xvv", betainc}, {"lgamma", "v", log_gamma}};

static bool fits(char letter, double value)
{
    switch (letter) {
    case 'p':
        return value > 0 && value < 1;
    case 'x':
        return value >= 0 && value <= 1;
    case 'v':
        return value > 0;
    default:
        return true;
    }
}

void calc_special(struct calc *calc)
{
    size_t count, which = 0;
    const char *name = calc_word(calc, "fn");
    const double *args = calc_numbers(calc, "args", &count);
    while (which < ARRAY_COUNT(functions) && strcmp(functions[which].name, name) != 0) {
        which++;
    }
    if (which == ARRAY_COUNT(functions)) {
        calc_wrong(calc, _("there is no function \"%s\""), name);
    } else if (count != strlen(functions[which].arguments)) {
        calc_wrong(calc, _("%s takes %zu arguments"), name, strlen(functions[which].arguments));
    }
    for (size_t i = 0; i < count && !calc->failed; i++) {
        if (!fits(functions[which].arguments[i], args[i])) {
            calc_wrong(calc, _("argument %zu of %s is out of its range"), i + 1, name);
        }
    }
    if (!calc_stop(calc)) {
        calc_put(calc, "v", functions[which].value(args));
    }
}
