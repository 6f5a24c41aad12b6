/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/zone.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/posix_tz.h"
#include "base/tzif.h"
#include "base/vec.h"

/* Rules are written out as spans up to here, so that ordinary times are one look-up. */
#define SPANS_END INT64_C(4102444800) /* 2100-01-01 */

/* The index has a place for every 2^22 seconds (48.5 days) from 1970 to SPANS_END. */
#define INDEX_SHIFT 22
#define INDEX_COUNT ((size_t)(SPANS_END >> INDEX_SHIFT) + 2)

/* From `start` to the next span's start the clock is `offset` seconds east of UTC. */
struct span {
    int64_t start;
    int32_t offset;
};

struct zone {
    char name[ZONE_NAME_SIZE];
    struct vec spans;            /* struct span, rising; the first starts at INT64_MIN */
    int64_t rule_from;           /* from here on the rule holds */
    struct posix_tz rule;        /* the last offset for ever where the file has none */
    uint32_t index[INDEX_COUNT]; /* the span of the first second of each place */
};

/* --- making --------------------------------------------------------------------------------- */

/* Appends a span, or nothing when the offset goes on as it was. */
static bool add_span(struct zone *zone, int64_t start, int32_t offset)
{
    if (zone->spans.count > 0) {
        const struct span *last = VEC_AT(&zone->spans, struct span, zone->spans.count - 1);
        if (last->offset == offset) {
            return true;
        }
    }
    struct span *span = vec_push(&zone->spans);
    if (span) {
        *span = (struct span){start, offset};
    }
    return span;
}

static void build_index(struct zone *zone)
{
    const struct span *spans = zone->spans.data;
    uint32_t at = 0;
    for (size_t i = 0; i < INDEX_COUNT; i++) {
        int64_t second = (int64_t)i << INDEX_SHIFT;
        while (at + 1 < zone->spans.count && spans[at + 1].start <= second) {
            at++;
        }
        zone->index[i] = at;
    }
}

static struct zone *new_zone(const char *name, struct err *err)
{
    struct zone *zone = mem_new(1, sizeof *zone);
    if (!zone) {
        err_memory(err);
        return NULL;
    }
    snprintf(zone->name, sizeof zone->name, "%s", name);
    zone->spans = (struct vec)VEC_INIT(struct span);
    zone->rule_from = INT64_MAX;
    return zone;
}

void zone_free(struct zone *zone)
{
    if (zone) {
        vec_free(&zone->spans);
        mem_free(zone);
    }
}

struct zone *zone_fixed(const char *name, int32_t offset, struct err *err)
{
    struct zone *zone = new_zone(name, err);
    if (!zone) {
        return NULL;
    }
    zone->rule.standard = offset;
    if (!add_span(zone, INT64_MIN, offset)) {
        err_memory(err);
        zone_free(zone);
        return NULL;
    }
    return zone;
}

/* Spans of the file's changes, then of its rule up to SPANS_END. */
static bool fill_zone(struct zone *zone, const struct tzif *tzif, bool has_rule)
{
    int64_t from = CIVIL_SECONDS_MIN;
    int64_t until;
    /* A file without any change is ruled by its rule from the beginning. */
    bool always = has_rule && tzif->count == 0;
    int32_t first = always ? posix_tz_offset(&zone->rule, from, &until) : tzif->first;
    if (!add_span(zone, INT64_MIN, first)) {
        return false;
    }
    for (size_t i = 0; i < tzif->count; i++) {
        from = tzif->at[i];
        if (!add_span(zone, from, tzif->offset[i])) {
            return false;
        }
    }
    if (!has_rule) {
        const struct span *last = VEC_AT(&zone->spans, struct span, zone->spans.count - 1);
        zone->rule.standard = last->offset;
        return true;
    }
    zone->rule_from = from > SPANS_END ? from : SPANS_END;
    if (tzif->count > 0 && from < SPANS_END) {
        /* The rule's time begins with the last change, so it may replace that one's offset. */
        struct span *last = VEC_AT(&zone->spans, struct span, zone->spans.count - 1);
        if (zone->spans.count > 1 && last->start == from) {
            zone->spans.count--;
        }
    }
    while (from < SPANS_END) {
        int32_t offset = posix_tz_offset(&zone->rule, from, &until);
        if (!add_span(zone, from, offset)) {
            return false;
        }
        from = until;
    }
    return true;
}

static const char *result_words(enum tzif_result result)
{
    switch (result) {
    case TZIF_OTHER:
        return _("it is something else");
    case TZIF_CUT:
        return _("it is cut short");
    case TZIF_LEAP:
        return _("it counts leap seconds");
    case TZIF_OK:
    case TZIF_MEMORY:
    case TZIF_BROKEN:
        break;
    }
    return _("it is broken");
}

struct zone *zone_from_bytes(const char *name, const void *bytes, size_t length, struct err *err)
{
    struct tzif tzif = {0};
    enum tzif_result result = tzif_parse(bytes, length, &tzif);
    struct posix_tz rule = {0};
    bool has_rule = result == TZIF_OK && tzif.rule_length > 0;
    if (has_rule && !posix_tz_parse(tzif.rule, tzif.rule_length, &rule)) {
        tzif_free(&tzif);
        result = TZIF_BROKEN;
    }
    if (result == TZIF_MEMORY) {
        err_memory(err);
        return NULL;
    }
    if (result != TZIF_OK) {
        err_set(err, ERR_NOT_FOUND, _("the file of the time zone “%s” cannot be used: %s"), name,
                result_words(result));
        err_todo(err, _("install the package tzdata anew, or name another zone"));
        return NULL;
    }
    struct zone *zone = new_zone(name, err);
    if (zone) {
        zone->rule = rule;
        if (fill_zone(zone, &tzif, has_rule)) {
            build_index(zone);
        } else {
            err_memory(err);
            zone_free(zone);
            zone = NULL;
        }
    }
    tzif_free(&tzif);
    return zone;
}

/* --- using ---------------------------------------------------------------------------------- */

const char *zone_name(const struct zone *zone)
{
    return zone->name;
}

/* The last span that starts at or before the moment. */
static size_t find_span(const struct zone *zone, int64_t seconds)
{
    const struct span *spans = zone->spans.data;
    size_t low = 0, high = zone->spans.count - 1;
    if (seconds >= 0 && seconds < SPANS_END) {
        size_t place = (size_t)(seconds >> INDEX_SHIFT);
        low = zone->index[place];
        high = zone->index[place + 1];
    }
    while (low < high) {
        size_t middle = low + (high - low + 1) / 2;
        if (spans[middle].start <= seconds) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

int32_t zone_offset(const struct zone *zone, int64_t seconds)
{
    if (seconds >= zone->rule_from) {
        int64_t until;
        return posix_tz_offset(&zone->rule, seconds, &until);
    }
    const struct span *spans = zone->spans.data;
    return spans[find_span(zone, seconds)].offset;
}

/* As zone_offset; *until gets a later moment up to which the offset stays. */
static int32_t offset_until(const struct zone *zone, int64_t seconds, int64_t *until)
{
    if (seconds >= zone->rule_from) {
        return posix_tz_offset(&zone->rule, seconds, until);
    }
    const struct span *spans = zone->spans.data;
    size_t at = find_span(zone, seconds);
    *until = at + 1 < zone->spans.count ? spans[at + 1].start : zone->rule_from;
    return spans[at].offset;
}

static int64_t clamp_seconds(int64_t seconds)
{
    return seconds < CIVIL_SECONDS_MIN   ? CIVIL_SECONDS_MIN
           : seconds > CIVIL_SECONDS_MAX ? CIVIL_SECONDS_MAX
                                         : seconds;
}

int32_t zone_day(const struct zone *zone, int64_t seconds)
{
    if (seconds == TIME_NONE || seconds == TIME_SOME) {
        return DAY_NONE;
    }
    seconds = clamp_seconds(seconds);
    seconds = clamp_seconds(seconds + zone_offset(zone, seconds));
    int64_t day = seconds / 86400;
    return (int32_t)(day - (seconds % 86400 < 0));
}

void zone_civil(const struct zone *zone, int64_t seconds, struct civil *civil)
{
    seconds = clamp_seconds(seconds);
    civil_from_seconds(seconds + zone_offset(zone, seconds), civil);
}

int64_t zone_moment(const struct zone *zone, const struct civil *civil)
{
    int64_t local = civil_to_seconds(civil);
    if (local == TIME_NONE) {
        return TIME_NONE;
    }
    /* Every moment that could show this local time lies within the largest offset of it. Walk the
     * spans of that time from the earliest; the first in which the local time falls wins. When it
     * falls behind one span and before the next, it was skipped: the clock before the change, which
     * ran on, then says what people meant. */
    int64_t start = local - TZIF_OFFSET_MAX;
    int64_t end = local + TZIF_OFFSET_MAX;
    int64_t moment = local;
    for (bool first = true; start <= end; first = false) {
        int64_t until;
        int32_t offset = offset_until(zone, start, &until);
        if (!first && local - offset < start) {
            break;
        }
        moment = local - offset;
        if (moment < until) {
            break;
        }
        start = until;
    }
    return moment;
}
