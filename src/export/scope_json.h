/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What figures are for, as every JSON document says it.
 */
#ifndef CAMPANE_EXPORT_SCOPE_JSON_H
#define CAMPANE_EXPORT_SCOPE_JSON_H

#include "export/json.h"
#include "report/scope.h"

/* Add "period" and "timezone"; where anything is left out of all figures, "excluded": how many
 * "campaigns", "recipients" and "messages", and of how many campaigns that are known by sums alone
 * messages to these recipients could not be taken out ("campaigns_of_sums_only"). */
void scope_json_days(struct json *json, cJSON *object, const struct scope *scope);

/* So, and "rate_base" and "benchmark". */
void scope_json_add(struct json *json, cJSON *object, const struct scope *scope);

#endif
