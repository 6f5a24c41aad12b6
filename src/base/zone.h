/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Time zones: an own reader of the IANA files (TZif, RFC 8536), so that no global TZ is touched and
 * any thread may use any zone. A zone does not change after zone_load.
 */
#ifndef CAMPANE_BASE_ZONE_H
#define CAMPANE_BASE_ZONE_H

#include "base/base.h"
#include "base/civil.h"
#include "base/err.h"

struct zone;

#define ZONE_NAME_SIZE 64 /* room for every zone's name */

/* "Asia/Kolkata" from $TZDIR, /usr/share/zoneinfo, /usr/lib/zoneinfo or /usr/share/lib/zoneinfo;
 * "UTC"; or a fixed offset as "+05:30", "-0300", "+05". Names with ".." or a leading "/" are
 * refused. Free with zone_free. NULL: unknown or broken zone (ERR_NOT_FOUND with the way to list
 * zones), unreadable (ERR_IO) or ERR_MEMORY. */
struct zone *zone_load(const char *name, struct err *err) CAMPANE_NODISCARD;

/* The same of a TZif file's bytes, which are not needed afterwards (zone_load stands on it; tests
 * and fuzzers come in here). Any bytes are safe. NULL: ERR_NOT_FOUND or ERR_MEMORY. */
struct zone *zone_from_bytes(const char *name, const void *bytes, size_t length,
                             struct err *err) CAMPANE_NODISCARD;

/* A zone that is always `offset` seconds east, |offset| under a day. NULL: ERR_MEMORY. */
struct zone *zone_fixed(const char *name, int32_t offset, struct err *err) CAMPANE_NODISCARD;

void zone_free(struct zone *zone); /* NULL is fine */

/* The zone as its owner calls it ("Asia/Kolkata", "UTC", "+05:30"). */
const char *zone_name(const struct zone *zone);

/* The name of the system's zone: TZ, else the target of /etc/localtime, else /etc/timezone, else
 * "UTC". Written into buffer, always terminated. A name that zone_load cannot read gives "UTC". */
const char *zone_system_name(char *buffer, size_t size);

/* Seconds east of UTC at a moment. After the last transition the file's POSIX rule holds. */
int32_t zone_offset(const struct zone *zone, int64_t seconds);

/* The calendar day of a moment in the zone. TIME_NONE and TIME_SOME give DAY_NONE; times outside
 * the years 1 to 9999 are clamped. Made for millions of calls: from 1970 to 2100 an index that was
 * built at load leads to the offset in a few nanoseconds; the zone itself stays unchanged. */
int32_t zone_day(const struct zone *zone, int64_t seconds);

/* Civil time of a moment in the zone. */
void zone_civil(const struct zone *zone, int64_t seconds, struct civil *civil);

/* The moment of a civil time in the zone. A time that happens twice is the earlier one; one that
 * is skipped is moved forward by the gap. TIME_NONE when civil is not a valid date and time. */
int64_t zone_moment(const struct zone *zone, const struct civil *civil);

#endif
