/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/special.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <gsl/gsl_version.h>

#include "stats/normal.h"

/* The _e functions, too, call the handler before they return their code. */
static void quiet(void)
{
    gsl_set_error_handler_off();
}

double stats_special_log_gamma(double x)
{
    quiet();
    gsl_sf_result result;
    bool known = x > 0 && gsl_sf_lngamma_e(x, &result) == GSL_SUCCESS;
    return known && isfinite(result.val) ? result.val : 0;
}

double stats_special_chi2_upper(double x, double df)
{
    quiet();
    gsl_sf_result result;
    if (!(x > 0)) {
        return 1;
    }
    /* An underflow is reported as an error with a value of 0. */
    int code = gsl_sf_gamma_inc_Q_e(df / 2, x / 2, &result);
    if (code != GSL_SUCCESS && !(result.val >= 0)) {
        return 0;
    }
    return fmin(fmax(result.val, 0), 1);
}

/* --- incomplete beta --------------------------------------------------------------------------
 *
 * x^a y^b / B(a, b) expanded about p0 = a / (a + b), so that large logarithms never meet: with
 * u = (x - p0) / p0 and v = (y - q0) / q0 the linear terms a u + b v vanish, and what is left of
 * a log(x) + b log(y) is a (log(1 + u) - u) + b (log(1 + v) - v) (Loader 2000, for the binomial);
 * B(a, b) goes into Stirling's corrections. */

/* log(1 + u) - u, where 1 + u is also given because u near -1 has lost its digits. */
static double log_less(double u, double whole)
{
    gsl_sf_result result;
    if (u < -0.5 || u > 1 || gsl_sf_log_1plusx_mx_e(u, &result) != GSL_SUCCESS) {
        return log(whole) - u;
    }
    return result.val;
}

static double stirling(double x)
{
    gsl_sf_result result;
    return gsl_sf_gammastar_e(x, &result) == GSL_SUCCESS ? result.val : 1;
}

static double beta_power(double x, double y, double a, double b)
{
    double sum = a + b;
    double shift = x < y ? x - a / sum : b / sum - y;
    double exponent =
        a * log_less(shift * sum / a, x * sum / a) + b * log_less(-shift * sum / b, y * sum / b);
    double scale = sqrt(a * (b / sum) / (2 * 3.14159265358979323846)) * stirling(sum) /
                   (stirling(a) * stirling(b));
    return scale * exp(exponent);
}

/* The continued fraction of Didonato and Morris (ACM TOMS 18, 1992, eq. 9) by Lentz's method:
 * unlike the usual one it never forms 1 - (a + b) x / (a + 1), which is all cancellation where b is
 * small beside a. */
static double beta_fraction(double x, double y, double a, double b)
{
    const double tiny = 1e-300;
    double f = a * (a * y - b * x + 1) / (a + 1);
    f = fabs(f) < tiny ? tiny : f;
    double c = f, d = 0;
    for (int m = 1; m <= 10000000; m++) {
        double k = m;
        double below = a + 2 * k - 1;
        double numerator = (a + k - 1) / below * ((a + b + k - 1) / below) * k * (b - k) * x * x;
        double term =
            k + k * (b - k) * x / below + (a + k) * (a * y - b * x + 1 + k * (1 + y)) / (below + 2);
        d = term + numerator * d;
        d = 1 / (fabs(d) < tiny ? tiny : d);
        c = term + numerator / c;
        c = fabs(c) < tiny ? tiny : c;
        double step = c * d;
        f *= step;
        if (fabs(step - 1) < 3e-16) {
            break;
        }
    }
    return f;
}

/* I_x(a, b) with y = 1 - x given, so that none of the two loses digits. */
static double beta_lower(double x, double y, double a, double b)
{
    quiet();
    if (!(x > 0)) {
        return 0;
    }
    if (!(y > 0)) {
        return 1;
    }
    double power = beta_power(x, y, a, b);
    double value =
        a * y > b * x ? power / beta_fraction(x, y, a, b) : 1 - power / beta_fraction(y, x, b, a);
    return fmin(fmax(value, 0), 1);
}

double stats_special_beta_lower(double x, double a, double b)
{
    return beta_lower(x, 1 - x, a, b);
}

/* --- Student's t ------------------------------------------------------------------------------ */

double stats_special_t_upper(double t, double df)
{
    double square = t * t;
    double tail = isfinite(square)
                      ? beta_lower(df / (df + square), square / (df + square), df / 2, 0.5) / 2
                      : 0;
    return t >= 0 ? tail : 1 - tail;
}

/* t >= 0 with P(T >= t) = q, 0 < q < 1/2: the logarithm of the tail falls steadily over log t, so
 * bisection there, after a bracket grown from the normal quantile, cannot miss. */
static double t_upper_quantile(double q, double df)
{
    double low = 0, high = fmax(stats_normal_upper_quantile(q), 1e-3);
    while (high < DBL_MAX / 4 && stats_special_t_upper(high, df) > q) {
        low = high;
        high *= 4;
    }
    for (int i = 0; i < 200 && high - low > 4e-16 * high; i++) {
        double middle = low > 0 && high / low > 4 ? sqrt(low) * sqrt(high) : (low + high) / 2;
        if (stats_special_t_upper(middle, df) > q) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return (low + high) / 2;
}

double stats_special_t_quantile(double p, double df)
{
    double inside = fmin(fmax(p, DBL_MIN), 1 - DBL_EPSILON / 2);
    if (inside == 0.5) {
        return 0;
    }
    return inside < 0.5 ? -t_upper_quantile(inside, df) : t_upper_quantile(1 - inside, df);
}

const char *stats_special_library(void)
{
    return gsl_version;
}
