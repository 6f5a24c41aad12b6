/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/report_json.h"

#include <math.h>

#include "export/figures_json.h"

/* --- one campaign ---------------------------------------------------------------------------- */

/* named: a campaign; otherwise totals, which have figures only. */
static void fill_item(struct json *json, cJSON *campaign, const struct scope *scope,
                      const struct report_item *item, bool named)
{
    struct currency currency = item_currency(item);
    json_text(json, campaign, "id", named ? item->id : NULL);
    json_text(json, campaign, "name", named ? item->name : NULL);
    json_text(json, campaign, "alias", named ? item->alias : NULL);
    json_text(json, campaign, "channel", named ? item->channel : NULL);
    json_text(json, campaign, "kind", named ? campaign_kind_name(item->kind) : NULL);
    json_text(json, campaign, "goal", named ? campaign_goal_name(item->goal) : NULL);
    json_day(json, campaign, "start", named ? item->start : DAY_NONE);
    json_day(json, campaign, "end", named ? item->end : DAY_NONE);
    json_text(json, campaign, "currency", currency.code[0] ? currency.code : NULL);
    json_day(json, campaign, "still_counting_until", named ? item->counting_until : DAY_NONE);
    figures_json_add(json, campaign, scope, item);
}

/* --- the document ---------------------------------------------------------------------------- */

static void add_currencies(struct json *json, cJSON *totals, const struct totals *from)
{
    if (!from || !total_is_mixed(from->item.total)) {
        return;
    }
    cJSON *list = json_array(json, totals, "by_currency");
    for (size_t i = 0; i < from->currency_count; i++) {
        const struct currency_sum *sum = &from->by_currency[i];
        cJSON *one = json_object(json, list, NULL);
        json_text(json, one, "currency", sum->currency.code);
        for (int id = 0; id < COUNTER_COUNT; id++) {
            if (sum->known[id]) {
                json_money(json, one, counter_info((enum counter)id)->name, sum->sum[id],
                           sum->currency);
            }
        }
    }
}

static void add_share(struct json *json, cJSON *object, const char *key,
                      const struct kpi_value *value)
{
    cJSON *share = json_object(json, object, key);
    json_number(json, share, "value", value->has_value ? value->value : (double)NAN);
    json_number(json, share, "low", value->has_interval ? value->low : (double)NAN);
    json_number(json, share, "high", value->has_interval ? value->high : (double)NAN);
}

/* Only where there is anything to say. */
static void add_health(struct json *json, cJSON *head, const struct health *health)
{
    if (!health || !health->known) {
        return;
    }
    cJSON *object = json_object(json, head, "health");
    cJSON *week = json_object(json, object, "week");
    json_day(json, week, "from", health->week.from);
    json_day(json, week, "to", health->week.to);
    cJSON *before = json_object(json, object, "before");
    json_day(json, before, "from", health->before.from);
    json_day(json, before, "to", health->before.to);
    for (int i = 0; i < HEALTH_RATES; i++) {
        const struct health_rate *rate = &health->rates[i];
        cJSON *one = json_object(json, object, kpi_info(rate->kpi)->name);
        add_share(json, one, "week", &rate->now);
        add_share(json, one, "before", &rate->before);
        json_text(json, one, "grade", grade_name(rate->grade.grade));
        json_bool(json, one, "alert", rate->rose);
    }
}

/* Everything before the campaigns, the document left open behind their "[". */
static void write_head(struct json *json, struct sink *sink, const struct scope *scope,
                       const struct report_item *sum, const struct totals *totals,
                       const struct health *health)
{
    cJSON *head = cJSON_CreateObject();
    json->failed |= !head;
    json_text(json, head, "schema", "campane.report/1");
    cJSON *period = json_object(json, head, "period");
    json_day(json, period, "from", scope->period.from);
    json_day(json, period, "to", scope->period.to);
    json_text(json, head, "timezone", scope->zone);
    json_text(json, head, "rate_base", rate_base_name(scope->options.base));
    json_text(json, head, "benchmark", scope->benchmark);
    cJSON *object = json_object(json, head, "totals");
    fill_item(json, object, scope, sum, false);
    add_currencies(json, object, totals);
    add_health(json, head, health);
    json_write(json, sink, head, 1);
    sink_puts(sink, ",\"campaigns\":[");
}

static void write_campaign(struct json *json, struct sink *sink, const struct scope *scope,
                           const struct report_item *item)
{
    cJSON *campaign = cJSON_CreateObject();
    json->failed |= !campaign;
    fill_item(json, campaign, scope, item, true);
    json_write(json, sink, campaign, 0);
}

bool report_json_write(struct sink *sink, const struct scope *scope, const struct totals *totals,
                       const struct health *health, struct walk *walk, struct err *err)
{
    struct json json = {false};
    struct err trouble = ERR_INIT;
    struct report_item item;
    write_head(&json, sink, scope, &totals->item, totals, health);
    size_t count = 0;
    while (!json.failed && !sink_failed(sink) && walk_next(walk, &item, &trouble)) {
        sink_puts(sink, count++ ? ",\n" : "\n");
        write_campaign(&json, sink, scope, &item);
    }
    sink_puts(sink, count ? "\n]}\n" : "]}\n");
    if (trouble.code != ERR_NONE) {
        if (err) {
            *err = trouble;
        }
        return false;
    }
    return !json.failed || err_memory(err);
}

bool report_json_show(struct sink *sink, const struct scope *scope, const struct report_item *item,
                      struct err *err)
{
    struct json json = {false};
    write_head(&json, sink, scope, item, NULL, NULL);
    sink_puts(sink, "\n");
    write_campaign(&json, sink, scope, item);
    sink_puts(sink, "\n]}\n");
    return !json.failed || err_memory(err);
}
