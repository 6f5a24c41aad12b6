/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The injected clock. Nothing in campane calls time() but clock_now, so `--now` and CAMPANE_NOW
 * reach every part of it.
 */
#ifndef CAMPANE_BASE_CLOCK_H
#define CAMPANE_BASE_CLOCK_H

#include "base/base.h"
#include "base/civil.h"
#include "base/err.h"
#include "base/zone.h"

struct clock {
    int64_t pinned; /* TIME_NONE: the system's clock */
};

#define CLOCK_SYSTEM                                                                               \
    {                                                                                              \
        TIME_NONE                                                                                  \
    }

int64_t clock_now(const struct clock *clock);

/* "2026-10-31", "2026-10-31T12:00", "2026-10-31T12:00:00+05:30" or "@1793404800". A time without
 * an offset is in zone (NULL: UTC); a date alone is its noon. ERR_USAGE when it is none of these.
 */
bool clock_pin(struct clock *clock, const char *text, const struct zone *zone, struct err *err);

/* Whether such a text means the same moment in every zone. */
bool clock_names_zone(const char *text);

/* Monotonic milliseconds for time-outs and progress rates; not affected by pinning. */
int64_t clock_ticks(void);

/* Sleep so many milliseconds; a signal ends it early. */
void clock_pause(int milliseconds);

#endif
