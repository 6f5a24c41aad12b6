/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/normal.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_cdf.h>

static const double sqrt_half = 0.70710678118654752440;

double stats_normal_lower(double z)
{
    return 0.5 * erfc(-z * sqrt_half);
}

double stats_normal_upper(double z)
{
    return 0.5 * erfc(z * sqrt_half);
}

double stats_normal_two_sided(double z)
{
    return erfc(fabs(z) * sqrt_half);
}

/* GSL's quantiles give infinity at the ends, and do not call its error handler. */
double stats_normal_quantile(double p)
{
    return gsl_cdf_ugaussian_Pinv(fmin(fmax(p, DBL_MIN), 1 - DBL_EPSILON / 2));
}

double stats_normal_upper_quantile(double p)
{
    return -stats_normal_quantile(p);
}
