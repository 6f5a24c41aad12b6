/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What figures are for, as every JSON document says it.
 */
#ifndef CAMPANE_EXPORT_SCOPE_JSON_H
#define CAMPANE_EXPORT_SCOPE_JSON_H

#include "export/json.h"
#include "report/scope.h"

/* Add "period" and "timezone". */
void scope_json_days(struct json *json, cJSON *object, const struct scope *scope);

/* So, and "rate_base" and "benchmark". */
void scope_json_add(struct json *json, cJSON *object, const struct scope *scope);

#endif
