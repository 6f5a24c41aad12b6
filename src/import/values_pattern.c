/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates by a pattern, as profiles state them. */
#include <string.h>

#include "import/time_text.h"

/* What a pattern has set so far. */
struct pattern_state {
    struct time_text reading;
    bool year, month, day, half, afternoon, twelve;
};

static bool take_name_or(bool taken, bool *set)
{
    *set = *set || taken;
    return taken;
}

static bool take_directive(struct pattern_state *state, char directive)
{
    struct time_text *reading = &state->reading;
    struct civil *civil = &reading->civil;
    switch (directive) {
    case 'Y':
        return take_name_or(time_digits(reading, 4, 4, &civil->year), &state->year);
    case 'y':
        if (!take_name_or(time_digits(reading, 2, 2, &civil->year), &state->year)) {
            return false;
        }
        civil->year = time_short_year(civil->year);
        return true;
    case 'm':
        return take_name_or(time_digits(reading, 1, 2, &civil->month), &state->month);
    case 'b':
    case 'B':
        return take_name_or(time_month(reading, &civil->month), &state->month);
    case 'd':
        return take_name_or(time_digits(reading, 1, 2, &civil->day), &state->day);
    case 'I':
        state->twelve = true;
        reading->has_time = true;
        return time_digits(reading, 1, 2, &civil->hour) > 0;
    case 'H':
        reading->has_time = true;
        return time_digits(reading, 1, 2, &civil->hour) > 0;
    case 'M':
        return time_digits(reading, 1, 2, &civil->minute) > 0;
    case 'S':
        return time_digits(reading, 1, 2, &civil->second) > 0;
    case 'f': {
        size_t digits = 0;
        while (digits < reading->length && digits < 9 && time_is_digit(reading->text[digits])) {
            digits++;
        }
        time_step(reading, digits);
        return digits > 0;
    }
    case 'p':
        return take_name_or(time_half(reading, &state->afternoon), &state->half);
    case 'z':
        return time_offset(reading);
    case 'a':
    case 'A':
        return time_weekday(reading);
    case '%':
        return time_take(reading, '%');
    default:
        return false;
    }
}

bool value_time_pattern(const char *pattern)
{
    bool year = false, month = false, day = false, twelve = false, half = false;
    for (const char *p = pattern; *p; p++) {
        if (*p != '%') {
            continue;
        }
        p++;
        if (!*p || !strchr("YymbBdHIMSfpzaA%", *p)) {
            return false;
        }
        year = year || *p == 'Y' || *p == 'y';
        month = month || *p == 'm' || *p == 'b' || *p == 'B';
        day = day || *p == 'd';
        twelve = twelve || *p == 'I';
        half = half || *p == 'p';
    }
    return year && month && day && twelve == half;
}

/* Two-digit fields that stand without a separator ("%Y%m%d") must not swallow each other. */
static bool bounded_directive(struct pattern_state *state, const char *directive)
{
    struct time_text *reading = &state->reading;
    size_t width = *directive == 'Y' ? 4 : 2;
    if (!strchr("YymdHIMS", *directive) || directive[1] != '%' || reading->length <= width) {
        return take_directive(state, *directive);
    }
    size_t rest = reading->length - width;
    reading->length = width;
    if (!take_directive(state, *directive)) {
        return false;
    }
    reading->length += rest;
    return true;
}

static enum value_result read_pattern(struct pattern_state *state, const char *text, size_t length,
                                      const char *pattern)
{
    memset(state, 0, sizeof *state);
    value_trim(&text, &length);
    if (value_is_empty(text, length)) {
        return VALUE_EMPTY;
    }
    struct time_text *reading = &state->reading;
    reading->text = text;
    reading->length = length;
    for (const char *p = pattern; *p; p++) {
        if (*p == '%' && p[1]) {
            p++;
            if (!bounded_directive(state, p)) {
                return VALUE_BAD;
            }
        } else if (*p == ' ') {
            time_blanks(reading);
        } else if (!time_take(reading, *p)) {
            return VALUE_BAD;
        }
    }
    struct civil *civil = &reading->civil;
    bool fine = reading->length == 0 && state->year && state->month && state->day &&
                time_set_date(reading, civil->year, civil->month, civil->day) &&
                (!state->twelve || time_24_hours(civil, state->afternoon)) && civil->hour <= 23 &&
                civil->minute <= 59 && civil->second <= 60;
    return fine ? VALUE_OK : VALUE_BAD;
}

enum value_result value_time_format(const char *text, size_t length, const char *pattern,
                                    const struct zone *zone, int64_t *moment, bool *date_only)
{
    struct pattern_state state;
    enum value_result result = read_pattern(&state, text, length, pattern);
    if (result == VALUE_OK) {
        *moment = time_moment(&state.reading, zone);
        *date_only = !state.reading.has_time;
    }
    return result;
}

enum value_result value_day_format(const char *text, size_t length, const char *pattern,
                                   int32_t *day)
{
    struct pattern_state state;
    enum value_result result = read_pattern(&state, text, length, pattern);
    if (result == VALUE_OK) {
        const struct civil *civil = &state.reading.civil;
        *day = civil_to_day(civil->year, civil->month, civil->day);
    }
    return result;
}
