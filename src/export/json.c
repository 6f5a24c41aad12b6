/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/json.h"

#include <inttypes.h>
#include <string.h>

#include "text/format.h"

cJSON *json_add(struct json *json, cJSON *parent, const char *key, cJSON *item)
{
    bool hung =
        !json->failed && parent && item &&
        (key ? cJSON_AddItemToObject(parent, key, item) : cJSON_AddItemToArray(parent, item));
    if (!hung) {
        cJSON_Delete(item);
        json->failed = true;
        return NULL;
    }
    return item;
}

cJSON *json_object(struct json *json, cJSON *parent, const char *key)
{
    return json_add(json, parent, key, cJSON_CreateObject());
}

cJSON *json_array(struct json *json, cJSON *parent, const char *key)
{
    return json_add(json, parent, key, cJSON_CreateArray());
}

void json_null(struct json *json, cJSON *parent, const char *key)
{
    json_add(json, parent, key, cJSON_CreateNull());
}

void json_bool(struct json *json, cJSON *parent, const char *key, bool value)
{
    json_add(json, parent, key, cJSON_CreateBool(value));
}

void json_text(struct json *json, cJSON *parent, const char *key, const char *text)
{
    json_add(json, parent, key, text ? cJSON_CreateString(text) : cJSON_CreateNull());
}

/* cJSON's own numbers are doubles, written by the locale. */
void json_integer(struct json *json, cJSON *parent, const char *key, int64_t value)
{
    char words[FORMAT_SIZE];
    snprintf(words, sizeof words, "%" PRId64, value);
    json_add(json, parent, key, cJSON_CreateRaw(words));
}

void json_number(struct json *json, cJSON *parent, const char *key, double value)
{
    char words[FORMAT_SIZE];
    json_add(json, parent, key, cJSON_CreateRaw(format_double(value, words)));
}

void json_day(struct json *json, cJSON *parent, const char *key, int32_t day)
{
    char words[24];
    bool real = day != DAY_NONE && day != INT32_MAX;
    json_text(json, parent, key, real ? civil_format_day(day, words) : NULL);
}

void json_moment(struct json *json, cJSON *parent, const char *key, int64_t seconds)
{
    char words[24];
    bool real = seconds != TIME_NONE && seconds != TIME_SOME;
    json_text(json, parent, key, real ? civil_format_utc(seconds, words) : NULL);
}

void json_money(struct json *json, cJSON *parent, const char *key, int64_t micros,
                struct currency currency)
{
    char words[32];
    cJSON *money = json_object(json, parent, key);
    json_text(json, money, "amount", money_decimal(micros, currency, words));
    json_text(json, money, "currency", currency.code[0] ? currency.code : NULL);
}

void json_write(struct json *json, struct sink *sink, cJSON *object, size_t cut)
{
    char *text = json->failed ? NULL : cJSON_PrintUnformatted(object);
    if (text) {
        sink_write(sink, text, strlen(text) - cut);
        cJSON_free(text);
    } else {
        json->failed = true;
    }
    cJSON_Delete(object);
}
