/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/figures_json.h"

#include "report/words.h"

static void add_counters(struct json *json, cJSON *campaign, const struct report_item *item)
{
    cJSON *counters = json_object(json, campaign, "counters");
    for (int id = 0; id < COUNTER_COUNT; id++) {
        const struct counter_info *info = counter_info((enum counter)id);
        int64_t value;
        if (!total_get(item->total, (enum counter)id, &value)) {
            json_null(json, counters, info->name);
        } else if (info->kind == COUNTER_KIND_MONEY) {
            json_money(json, counters, info->name, value, item->total->currency);
        } else {
            json_integer(json, counters, info->name, value);
        }
    }
}

/* A figure in the KPI's unit; money as everywhere. */
static void add_amount(struct json *json, cJSON *kpi, const char *key, enum kpi id, bool known,
                       double value, struct currency currency)
{
    if (!known) {
        json_null(json, kpi, key);
    } else if (kpi_info(id)->unit == KPI_UNIT_MONEY) {
        json_money(json, kpi, key, words_micros(value), currency);
    } else {
        json_number(json, kpi, key, value);
    }
}

static void add_kpi(struct json *json, cJSON *kpis, const struct scope *scope,
                    const struct report_item *item, enum kpi id)
{
    struct kpi_result result = item_kpi(item, scope, id);
    const struct kpi_value *value = &result.value;
    cJSON *kpi = json_object(json, kpis, kpi_info(id)->name);
    add_amount(json, kpi, "value", id, value->has_value, value->value, value->currency);
    add_amount(json, kpi, "low", id, value->has_interval, value->low, value->currency);
    add_amount(json, kpi, "high", id, value->has_interval, value->high, value->currency);
    json_text(json, kpi, "grade", grade_name(result.grade.grade));
    json_bool(json, kpi, "certain", result.grade.certain);
    add_amount(json, kpi, "distance", id, result.grade.has_distance, result.grade.distance,
               value->currency);
    json_text(json, kpi, "reason", kpi_reason_name(result.grade.reason));
    json_bool(json, kpi, "partial", value->partial);
    json_bool(json, kpi, "estimated", value->estimated);
    json_text(json, kpi, "source", kpi_source_name(value->source));
}

void figures_json_add(struct json *json, cJSON *object, const struct scope *scope,
                      const struct report_item *item)
{
    add_counters(json, object, item);
    cJSON *kpis = json_object(json, object, "kpis");
    for (int id = 0; id < KPI_COUNT; id++) {
        add_kpi(json, kpis, scope, item, (enum kpi)id);
    }
}
