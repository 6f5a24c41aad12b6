/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/attribution.h"

#include <string.h>

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

bool attribution_names(enum touch_by by, int32_t last_send, int32_t day, int days)
{
    if (by == TOUCH_CAMPAIGN || last_send == DAY_NONE) {
        return true;
    }
    return day != DAY_NONE && last_send <= day && (int64_t)day - last_send <= days;
}

bool attribution_names_better(const struct named_campaign *candidate,
                              const struct named_campaign *best)
{
    if (candidate->by != best->by) {
        return candidate->by > best->by;
    }
    if (candidate->day != best->day) {
        return candidate->day > best->day; /* DAY_NONE is the smallest */
    }
    return candidate->campaign < best->campaign;
}

struct attribution attribution_choose(const struct named_campaign *named,
                                      const struct touched_message *messages, size_t count,
                                      int64_t at, int64_t window)
{
    const struct touched_message *best = NULL;
    for (size_t i = 0; i < count; i++) {
        if ((named->by == TOUCH_NONE || messages[i].campaign == named->campaign) &&
            attribution_inside(messages[i].touch.at, at, window) &&
            (!best || attribution_better(&messages[i].touch, &best->touch))) {
            best = &messages[i];
        }
    }
    if (named->by == TOUCH_NONE && !best) {
        return (struct attribution){TOUCH_NONE, 0, 0, DAY_NONE};
    }
    if (named->by == TOUCH_NONE) {
        return (struct attribution){TOUCH_RECIPIENT, best->touch.message, best->campaign, DAY_NONE};
    }
    return (struct attribution){named->by, best ? best->touch.message : 0, named->campaign,
                                best ? DAY_NONE : named->day};
}

uint64_t attribution_code(const char *name)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    bool any = false;
    for (const char *at = name; at && *at; at++) {
        if (strchr(" _-+.", *at)) {
            continue;
        }
        if (strncmp(at, "%20", 3) == 0) {
            at += 2;
            continue;
        }
        unsigned char byte = (unsigned char)*at;
        byte = byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte + 'a' - 'A') : byte;
        hash = (hash ^ byte) * UINT64_C(0x100000001b3);
        any = true;
    }
    hash &= INT64_MAX; /* fits a column of the store */
    return any ? hash ? hash : 1 : 0;
}
