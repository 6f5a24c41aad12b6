/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/ticks.h"

#include <math.h>
#include <stdio.h>

#include "text/format.h"

static struct ticks cover(double low, double high, double step)
{
    struct ticks ticks = {.step = step};
    /* A hair's breadth, so that 0.3 does not lie over three steps of 0.1. */
    double first = floor(low / step + 1e-9);
    double last = ceil(high / step - 1e-9);
    ticks.first = first * step;
    ticks.count = last - first < 1 ? 1 : (int)(last - first);
    return ticks;
}

static struct ticks make(double low, double high, int most, double least_step)
{
    static const double nice[] = {1, 2, 5, 10, 20, 50};
    most = most < 1 ? 1 : most;
    if (!isfinite(low) || !isfinite(high)) {
        low = 0;
        high = 1;
    }
    if (!(low < high)) {
        double half = fabs(low) > 0 ? fabs(low) / 10 : 0.5;
        low -= half;
        high += half;
    }
    double power = pow(10, floor(log10((high - low) / most)));
    for (size_t i = 0; i < ARRAY_COUNT(nice); i++) {
        double step = nice[i] * power;
        struct ticks ticks = cover(low, high, step < least_step ? least_step : step);
        if (ticks.count <= most) {
            return ticks;
        }
    }
    /* Only one step is wanted and zero lies inside: a step to each side of it is one too many. */
    struct ticks ticks = {.first = low, .step = (high - low) / most, .count = most};
    return ticks;
}

struct ticks ticks_make(double low, double high, int most)
{
    return make(low, high, most, 0);
}

struct ticks ticks_make_whole(double low, double high, int most)
{
    return make(low, high, most, 1);
}

static int digits_for(double step)
{
    int digits = step > 0 ? (int)ceil(-log10(step) - 1e-9) : 0;
    return digits < 0 ? 0 : digits > 6 ? 6 : digits;
}

const char *ticks_words(double value, double step, enum cell_kind kind, struct currency currency,
                        char buffer[64])
{
    char text[FORMAT_SIZE];
    value = fabs(value) < step / 1e6 ? 0 : value; /* no "-0" */
    switch (kind) {
    case CELL_PERCENT:
        snprintf(buffer, 64, "%.*f %%", digits_for(step * 100), value * 100);
        break;
    case CELL_POINTS:
        snprintf(buffer, 64, "%.*f pt", digits_for(step * 100), value * 100);
        break;
    case CELL_TIMES:
        snprintf(buffer, 64, "%.*f \xc3\x97", digits_for(step), value);
        break;
    case CELL_MONEY:
        snprintf(buffer, 64, "%s", format_money_short(llround(value), currency, text));
        break;
    case CELL_COUNT:
        snprintf(buffer, 64, "%s", format_count_fit(llround(value), 6, text));
        break;
    case CELL_EMPTY:
    case CELL_UNKNOWN:
    case CELL_TEXT:
    case CELL_NUMBER:
    case CELL_DAY:
    case CELL_MOMENT:
    case CELL_SPARK:
    case CELL_GAUGE:
    default:
        snprintf(buffer, 64, "%.*f", digits_for(step), value);
        break;
    }
    return buffer;
}
