/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Building JSON with cJSON: members that remember that memory ran out, and values as the program
 * writes them everywhere. Inside src/export only.
 */
#ifndef CAMPANE_EXPORT_JSON_H
#define CAMPANE_EXPORT_JSON_H

#include <cjson/cJSON.h>

#include "base/civil.h"
#include "base/money.h"
#include "export/sink.h"

/* What is being built; once it failed, further calls do nothing. */
struct json {
    bool failed;
};

/* Hang an item under an object (key) or array (key NULL); takes it, also on failure. item NULL
 * fails. Returns the item, NULL after a failure. */
cJSON *json_add(struct json *json, cJSON *parent, const char *key, cJSON *item);

cJSON *json_object(struct json *json, cJSON *parent, const char *key);
cJSON *json_array(struct json *json, cJSON *parent, const char *key);
void json_null(struct json *json, cJSON *parent, const char *key);
void json_bool(struct json *json, cJSON *parent, const char *key, bool value);
void json_text(struct json *json, cJSON *parent, const char *key,
               const char *text); /* NULL: null */
void json_integer(struct json *json, cJSON *parent, const char *key, int64_t value);
void json_number(struct json *json, cJSON *parent, const char *key, double value); /* NAN: null */
void json_day(struct json *json, cJSON *parent, const char *key, int32_t day);     /* none: null */
void json_moment(struct json *json, cJSON *parent, const char *key, int64_t seconds);
/* {"amount":"30311.69","currency":"USD"}; no currency: null. */
void json_money(struct json *json, cJSON *parent, const char *key, int64_t micros,
                struct currency currency);

/* Write an object on one line without its last `cut` bytes, and free it. */
void json_write(struct json *json, struct sink *sink, cJSON *object, size_t cut);

#endif
