/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/scope_json.h"

static void add_excluded(struct json *json, cJSON *object, const struct exclude_facts *facts)
{
    if (facts->campaigns + facts->recipients == 0) {
        return;
    }
    cJSON *excluded = json_object(json, object, "excluded");
    json_integer(json, excluded, "campaigns", facts->campaigns);
    json_integer(json, excluded, "recipients", facts->recipients);
    json_integer(json, excluded, "messages", facts->messages);
    json_integer(json, excluded, "campaigns_of_sums_only", facts->sums_only);
}

void scope_json_days(struct json *json, cJSON *object, const struct scope *scope)
{
    cJSON *period = json_object(json, object, "period");
    json_day(json, period, "from", scope->period.from);
    json_day(json, period, "to", scope->period.to);
    json_text(json, object, "timezone", scope->zone);
    add_excluded(json, object, &scope->excluded);
}

void scope_json_add(struct json *json, cJSON *object, const struct scope *scope)
{
    scope_json_days(json, object, scope);
    json_text(json, object, "rate_base", rate_base_name(scope->options.base));
    json_text(json, object, "benchmark", scope->benchmark);
}
