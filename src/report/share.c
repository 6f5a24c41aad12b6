/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/share.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

/* The number in front; *unit is what follows it. */
static bool parse(const char *text, double *value, const char **unit)
{
    char *end;
    *value = strtod(text, &end);
    *unit = end + strspn(end, " ");
    return end != text && isfinite(*value);
}

bool share_parse(const char *name, const char *text, double low, double high, double *share,
                 struct err *err)
{
    const char *unit;
    double value = 0;
    if (!text) {
        return true;
    }
    bool good = parse(text, &value, &unit);
    bool percent = good && strcmp(unit, "%") == 0;
    value = percent ? value / 100 : value;
    if (!good || (!percent && *unit) || !(value > low && value < high)) {
        return err_set(err, ERR_USAGE,
                       _("%s is a share such as 20%% or 0.2 from above %g%% to below %g%%, not "
                         "\"%s\""),
                       name, low * 100, high * 100, text);
    }
    *share = value;
    return true;
}

bool share_points(const char *text, double *points)
{
    const char *unit;
    double value;
    if (!parse(text, &value, &unit) || (strcmp(unit, "pt") != 0 && strcmp(unit, "%") != 0)) {
        return false;
    }
    *points = value / 100;
    return true;
}
