/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/norm.h"

#include <utf8proc.h>

int norm_class(int32_t point)
{
    return utf8proc_get_property(point)->combining_class;
}

void norm_order(int32_t *points, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        int32_t point = points[i];
        int class = norm_class(point);
        size_t at = i;
        while (class > 0 && at > 0 && norm_class(points[at - 1]) > class) {
            points[at] = points[at - 1];
            at--;
        }
        points[at] = point;
    }
}
