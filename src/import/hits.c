/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/hits.h"

#include <string.h>

#include "import/json_pull.h"

/* What a list of clicks says so far. */
struct hits {
    const struct zone *zone;
    bool any;
    int64_t first; /* TIME_SOME: no time is told */
};

static bool is_time_name(const struct json_pull *json)
{
    static const char *const names[] = {"ts", "timestamp", "time", "at", "clicked_at", "date"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        if (json_pull_is(json, names[i])) {
            return true;
        }
    }
    return false;
}

/* One object whose beginning was read. */
static bool read_object(struct json_pull *json, struct hits *hits)
{
    for (;;) {
        enum json_token token = json_pull_next(json);
        if (token == JSON_OBJECT_END) {
            return true;
        }
        if (token != JSON_KEY) {
            return false;
        }
        hits->any = true;
        struct json_pull ahead = *json;
        bool named = is_time_name(json);
        token = json_pull_next(&ahead);
        int64_t moment;
        bool date_only;
        if (named && (token == JSON_STRING || token == JSON_NUMBER) && !ahead.escaped &&
            value_time(ahead.value, ahead.value_length, DATE_ORDER_UNKNOWN, hits->zone, &moment,
                       &date_only) == VALUE_OK &&
            moment < hits->first) {
            hits->first = moment;
        }
        if (!json_pull_skip(json)) {
            return false;
        }
    }
}

static bool read_array(struct json_pull *json, struct hits *hits)
{
    for (;;) {
        enum json_token token = json_pull_next(json);
        if (token == JSON_ARRAY_END) {
            return true;
        }
        hits->any = true;
        bool read =
            token == JSON_OBJECT_BEGIN ? read_object(json, hits) : json_pull_rest(json, token);
        if (!read) {
            return false;
        }
    }
}

static enum value_result read_json(const char *text, size_t length, const struct zone *zone,
                                   int64_t *moment)
{
    struct hits hits = {.zone = zone, .first = TIME_SOME};
    struct json_pull json;
    json_pull_init(&json, text, length);
    enum json_token token = json_pull_next(&json);
    bool read = (token == JSON_OBJECT_BEGIN && read_object(&json, &hits)) ||
                (token == JSON_ARRAY_BEGIN && read_array(&json, &hits));
    if (!read || json_pull_next(&json) != JSON_DONE || json_pull_offset(&json) != length) {
        return VALUE_BAD;
    }
    if (!hits.any) {
        return VALUE_EMPTY;
    }
    *moment = hits.first;
    return VALUE_OK;
}

enum value_result hits_read(const char *text, size_t length, const struct zone *zone,
                            int64_t *moment)
{
    value_trim(&text, &length);
    if (length > 0 && (text[0] == '[' || text[0] == '{')) {
        return read_json(text, length, zone, moment);
    }
    int64_t count;
    enum value_result result = value_count(text, length, '.', &count);
    if (result == VALUE_BAD) {
        bool flag;
        result = value_flag(text, length, &flag);
        count = result == VALUE_OK && flag;
    }
    if (result != VALUE_OK || count == 0) {
        return result == VALUE_OK ? VALUE_EMPTY : result;
    }
    *moment = TIME_SOME;
    return VALUE_OK;
}
