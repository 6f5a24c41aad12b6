/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/trend_json.h"

#include "export/json.h"
#include "report/words.h"

/* A value in the measure's unit. */
static void add_value(struct json *json, cJSON *object, const char *key, const struct trend *trend,
                      bool known, double value)
{
    if (!known) {
        json_null(json, object, key);
    } else if (trend->kind == CELL_MONEY) {
        json_money(json, object, key, words_micros(value), trend->currency);
    } else {
        json_number(json, object, key, value);
    }
}

/* What was divided, or by what. */
static void add_amount(struct json *json, cJSON *object, const char *key, const struct trend *trend,
                       enum counter id, bool known, int64_t value)
{
    if (!known) {
        json_null(json, object, key);
    } else if (id != COUNTER_NONE && counter_info(id)->kind == COUNTER_KIND_MONEY) {
        json_money(json, object, key, value, trend->currency);
    } else {
        json_integer(json, object, key, value);
    }
}

static void fill_point(struct json *json, cJSON *object, const struct trend *trend,
                       const struct trend_point *point)
{
    enum kpi kpi = trend->measure.kpi;
    enum counter above = kpi != KPI_NONE ? kpi_info(kpi)->numerator : trend->measure.counter;
    enum counter below = kpi != KPI_NONE ? kpi_info(kpi)->denominator : COUNTER_NONE;
    add_amount(json, object, "x", trend, above, point->has_x, point->x);
    add_amount(json, object, "n", trend, below, point->has_n, point->n);
    add_value(json, object, "value", trend, point->known, point->value);
    add_value(json, object, "low", trend, point->has_interval, point->low);
    add_value(json, object, "high", trend, point->has_interval, point->high);
}

static void add_points(struct json *json, cJSON *parent, const char *key, const struct trend *trend,
                       const struct trend_point *points, size_t count)
{
    cJSON *list = json_array(json, parent, key);
    for (size_t i = 0; i < count; i++) {
        cJSON *object = json_object(json, list, NULL);
        json_day(json, object, "date", points[i].date);
        fill_point(json, object, trend, &points[i]);
        json_bool(json, object, "odd", points[i].odd);
        json_text(json, object, "event", points[i].event);
        json_text(json, object, "reason",
                  points[i].known ? NULL : kpi_reason_name((enum kpi_reason)points[i].reason));
    }
}

static void add_total(struct json *json, cJSON *parent, const struct trend *trend,
                      const struct trend_point *total)
{
    fill_point(json, json_object(json, parent, "total"), trend, total);
}

static void add_period(struct json *json, cJSON *object, const struct period *period)
{
    json_day(json, object, "from", period->from);
    json_day(json, object, "to", period->to);
}

static void add_previous(struct json *json, cJSON *document, const struct trend *trend)
{
    if (!trend->has_before) {
        json_null(json, document, "previous");
        return;
    }
    cJSON *object = json_object(json, document, "previous");
    add_period(json, object, &trend->before);
    add_points(json, object, "points", trend, trend->previous, trend->previous_count);
    add_total(json, object, trend, &trend->whole_before);
    json_text(json, object, "change", trend->change);
}

static void add_direction(struct json *json, cJSON *document, const struct trend *trend)
{
    const struct trend_direction *direction = &trend->direction;
    cJSON *object = json_object(json, document, "direction");
    json_text(json, object, "state", trend_state_name(direction->state));
    add_value(json, object, "slope_per_day", trend, direction->state != TREND_TOO_FEW,
              direction->slope);
    json_text(json, object, "text", direction->text);
    json_text(json, object, "verdict",
              direction->verdict > 0   ? "better"
              : direction->verdict < 0 ? "worse"
                                       : NULL);
    json_integer(json, object, "days", (int64_t)direction->days);
}

static void add_bands(struct json *json, cJSON *document, const struct trend *trend)
{
    if (!trend->bands) {
        json_null(json, document, "bands");
        return;
    }
    const double edges[] = {trend->bands->typical, trend->bands->good, trend->bands->best};
    static const char *const names[] = {"typical", "good", "best"};
    cJSON *object = json_object(json, document, "bands");
    json_text(json, object, "benchmark", trend->benchmark);
    for (size_t i = 0; i < ARRAY_COUNT(edges); i++) {
        add_value(json, object, names[i], trend, true, edges[i]);
    }
}

bool trend_json_write(struct sink *sink, const struct trend *trend, const struct scope *scope,
                      struct err *err)
{
    struct json json = {false};
    cJSON *document = cJSON_CreateObject();
    json.failed |= !document;
    json_text(&json, document, "schema", "campane.trend/1");
    json_text(&json, document, "kpi", trend_measure_id(trend->measure));
    json_text(&json, document, "by", trend_by_name(trend->by));
    add_period(&json, json_object(&json, document, "period"), &trend->period);
    json_text(&json, document, "timezone", scope->zone);
    json_text(&json, document, "rate_base", rate_base_name(scope->options.base));
    json_text(&json, document, "who", trend->who);
    json_text(&json, document, "currency", trend->currency.code[0] ? trend->currency.code : NULL);
    add_points(&json, document, "points", trend, trend->points, trend->complete);
    add_points(&json, document, "counting", trend, trend->points + trend->complete,
               trend->count - trend->complete);
    add_total(&json, document, trend, &trend->whole);
    add_previous(&json, document, trend);
    add_direction(&json, document, trend);
    add_bands(&json, document, trend);
    json_bool(&json, document, "odd_judged", trend->odd_judged);
    cJSON *currencies = json_array(&json, document, "currencies");
    for (size_t i = 0; i < trend->currency_count; i++) {
        json_text(&json, currencies, NULL, trend->currencies[i].code);
    }
    cJSON *events = json_array(&json, document, "events");
    for (size_t i = 0; i < trend->event_count; i++) {
        cJSON *event = json_object(&json, events, NULL);
        json_day(&json, event, "from", trend->events[i].first);
        json_day(&json, event, "to", trend->events[i].last);
        json_text(&json, event, "tag", trend->events[i].tag);
        json_text(&json, event, "text", trend->events[i].text);
    }
    cJSON *notes = json_array(&json, document, "notes");
    for (size_t i = 0; i < trend->note_count; i++) {
        json_text(&json, notes, NULL, trend->notes[i]);
    }
    json_write(&json, sink, document, 0);
    sink_puts(sink, "\n");
    return !json.failed || err_memory(err);
}
