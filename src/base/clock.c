/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"

#include <string.h>
#include <time.h>

#include "base/i18n.h"

int64_t clock_now(const struct clock *clock)
{
    return clock->pinned != TIME_NONE ? clock->pinned : (int64_t)time(NULL);
}

/* "1793404800" or "-5", all of the text, inside the years 1 to 9999. */
static bool parse_seconds(const char *text, int64_t *seconds)
{
    bool negative = *text == '-';
    if (negative) {
        text++;
    }
    if (!*text) {
        return false;
    }
    int64_t value = 0;
    for (; *text; text++) {
        if (*text < '0' || *text > '9' || value > CIVIL_SECONDS_MAX) {
            return false;
        }
        value = value * 10 + (*text - '0');
    }
    value = negative ? -value : value;
    if (value < CIVIL_SECONDS_MIN || value > CIVIL_SECONDS_MAX) {
        return false;
    }
    *seconds = value;
    return true;
}

static bool parse_moment(const char *text, const struct zone *zone, int64_t *seconds)
{
    if (text[0] == '@') {
        return parse_seconds(text + 1, seconds);
    }
    struct civil civil;
    bool has_time, has_offset;
    int32_t offset;
    if (!civil_parse_iso(text, strlen(text), &civil, &has_time, &has_offset, &offset)) {
        return false;
    }
    if (!has_time) {
        civil.hour = 12;
    }
    if (zone && !has_offset) {
        *seconds = zone_moment(zone, &civil);
    } else {
        *seconds = civil_to_seconds(&civil) - offset;
    }
    return true;
}

bool clock_names_zone(const char *text)
{
    struct civil civil;
    bool has_time, has_offset = false;
    int32_t offset;
    return text[0] == '@' ||
           (civil_parse_iso(text, strlen(text), &civil, &has_time, &has_offset, &offset) &&
            has_offset);
}

bool clock_pin(struct clock *clock, const char *text, const struct zone *zone, struct err *err)
{
    if (!text || !parse_moment(text, zone, &clock->pinned)) {
        err_set(err, ERR_USAGE, _("“%s” is not a time"), text ? text : "");
        return err_todo(err, _("give it as 2026-10-31, 2026-10-31T12:00, "
                               "2026-10-31T12:00:00+05:30 or @1793404800"));
    }
    return true;
}

int64_t clock_ticks(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void clock_pause(int milliseconds)
{
    struct timespec span = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    nanosleep(&span, NULL);
}
