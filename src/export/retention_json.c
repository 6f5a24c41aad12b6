/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/retention_json.h"

#include "export/json.h"
#include "export/scope_json.h"

static void fill_share(struct json *json, cJSON *object, const struct retention_share *share)
{
    json_integer(json, object, "x", share->x);
    json_integer(json, object, "n", share->n);
    if (share->has) {
        json_number(json, object, "value", share->value);
        json_number(json, object, "low", share->low);
        json_number(json, object, "high", share->high);
    } else {
        json_null(json, object, "value");
        json_null(json, object, "low");
        json_null(json, object, "high");
    }
}

static void add_share(struct json *json, cJSON *parent, const char *key,
                      const struct retention_share *share)
{
    fill_share(json, json_object(json, parent, key), share);
}

static void add_kpi(struct json *json, cJSON *parent, enum kpi id, const struct kpi_value *value)
{
    cJSON *object = json_object(json, parent, kpi_info(id)->name);
    if (value->has_value) {
        json_number(json, object, "value", value->value);
    } else {
        json_null(json, object, "value");
    }
    if (value->has_interval) {
        json_number(json, object, "low", value->low);
        json_number(json, object, "high", value->high);
    } else {
        json_null(json, object, "low");
        json_null(json, object, "high");
    }
    json_integer(json, object, "n", value->denominator);
    json_text(json, object, "reason", kpi_reason_name(value->reason));
}

static void add_cohorts(struct json *json, cJSON *document, const struct retention *retention)
{
    cJSON *cohorts = json_array(json, document, "cohorts");
    for (size_t i = 0; i < retention->cohort_count; i++) {
        const struct retention_cohort *cohort = &retention->cohorts[i];
        cJSON *object = json_object(json, cohorts, NULL);
        json_day(json, object, "week", cohort->week);
        json_integer(json, object, "people", cohort->people);
        cJSON *cells = json_array(json, object, "weeks");
        for (size_t k = 0; k < cohort->count; k++) {
            const struct retention_cell *cell = &cohort->cells[k];
            cJSON *one = json_object(json, cells, NULL);
            json_integer(json, one, "after", (int64_t)k);
            json_integer(json, one, "reached", cell->reached);
            if (cell->reached > 0) {
                fill_share(json, one, &cell->engaged);
            } else {
                json_null(json, one, "value");
            }
            json_bool(json, one, "counting", cell->counting);
        }
    }
}

static void add_weeks(struct json *json, cJSON *document, const struct retention *retention)
{
    cJSON *weeks = json_array(json, document, "weeks");
    for (size_t i = 0; i < retention->week_count; i++) {
        const struct retention_week *week = &retention->rows[i];
        cJSON *object = json_object(json, weeks, NULL);
        json_day(json, object, "week", week->week);
        json_integer(json, object, "people", week->people);
        json_integer(json, object, "new", week->fresh);
        json_integer(json, object, "returning", week->people - week->fresh);
        json_integer(json, object, "engaged", week->engaged);
        add_share(json, object, "stayed", &week->stayed);
        if (week->left.n > 0) {
            add_share(json, object, "left", &week->left);
        } else {
            json_null(json, object, "left");
        }
        json_bool(json, object, "counting", week->counting);
    }
}

static void add_leavings(struct json *json, cJSON *document, const struct retention *retention)
{
    cJSON *leavings = json_array(json, document, "left_after");
    for (size_t i = 0; i < retention->leaving_count; i++) {
        const struct retention_leaving *row = &retention->leavings[i];
        cJSON *object = json_object(json, leavings, NULL);
        json_text(json, object, "campaign_id", row->id[0] ? row->id : NULL);
        json_text(json, object, "campaign", row->name);
        json_text(json, object, "template", row->template[0] ? row->template : NULL);
        add_share(json, object, "left", &row->left);
    }
}

bool retention_json_write(struct sink *sink, const struct scope *scope,
                          const struct retention *retention, struct err *err)
{
    struct json json = {false};
    cJSON *document = cJSON_CreateObject();
    json.failed |= !document;
    json_text(&json, document, "schema", "campane.retention/1");
    scope_json_days(&json, document, scope);
    json_bool(&json, document, "has_messages", retention->has_messages);
    json_integer(&json, document, "people", retention->people);
    cJSON *kpis = json_object(&json, document, "kpis");
    add_kpi(&json, kpis, KPI_RETENTION_RATE, &retention->retention_rate);
    add_kpi(&json, kpis, KPI_REPEAT_PURCHASE_RATE, &retention->repeat_purchase_rate);
    add_kpi(&json, kpis, KPI_TIME_TO_READ, &retention->time_to_read);
    add_cohorts(&json, document, retention);
    add_weeks(&json, document, retention);
    add_leavings(&json, document, retention);
    cJSON *notes = json_array(&json, document, "notes");
    for (size_t i = 0; i < retention->note_count; i++) {
        json_text(&json, notes, NULL, retention->notes[i]);
    }
    json_write(&json, sink, document, 0);
    sink_puts(sink, "\n");
    return !json.failed || err_memory(err);
}
