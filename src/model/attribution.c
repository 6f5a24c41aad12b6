/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/attribution.h"

#include "base/civil.h"

static bool dated(int64_t moment)
{
    return moment != TIME_NONE && moment != TIME_SOME;
}

bool attribution_inside(int64_t sent, int64_t at, int64_t window)
{
    if (!dated(sent) || !dated(at) || sent > at || window < 0) {
        return false;
    }
    /* Unsigned: two moments may be further apart than int64_t can say. */
    return (uint64_t)at - (uint64_t)sent <= (uint64_t)window;
}

bool attribution_better(const struct touch *candidate, const struct touch *best)
{
    if (!candidate->message || !best->message) {
        return candidate->message != 0;
    }
    if (candidate->at != best->at) {
        return candidate->at > best->at;
    }
    return candidate->message > best->message;
}
