/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cjson/cJSON.h>

#include "config/benchmarks.h"

/* Adding to NULL adds nothing and gives NULL, so a chain of calls is checked once, by `ok`. */
struct writer {
    bool ok;
};

static cJSON *keep(struct writer *writer, cJSON *made)
{
    writer->ok = writer->ok && made;
    return made;
}

/* A new object at the end of an array. */
static cJSON *put_object(struct writer *writer, cJSON *array)
{
    cJSON *object = cJSON_CreateObject();
    if (!cJSON_AddItemToArray(array, object)) {
        cJSON_Delete(object);
        object = NULL;
    }
    return keep(writer, object);
}

static void put_text(struct writer *writer, cJSON *object, const char *key, const char *text)
{
    if (text && text[0]) {
        keep(writer, cJSON_AddStringToObject(object, key, text));
    }
}

static void put_figure(struct writer *writer, cJSON *object, const char *key, enum kpi kpi,
                       double value, struct currency currency)
{
    if (kpi_info(kpi)->unit != KPI_UNIT_MONEY) {
        keep(writer, cJSON_AddNumberToObject(object, key, value));
        return;
    }
    char buffer[32];
    int64_t micros = 0;
    writer->ok = writer->ok && money_from_double(value / MONEY_UNIT, &micros);
    cJSON *money = keep(writer, cJSON_AddObjectToObject(object, key));
    put_text(writer, money, "amount", money_decimal(micros, currency, buffer));
    put_text(writer, money, "currency", currency.code);
}

static void put_row(struct writer *writer, cJSON *rows, const struct benchmark_row *row)
{
    cJSON *object = put_object(writer, rows);
    put_text(writer, object, "kpi", kpi_info(row->kpi)->name);
    if (row->base != BENCHMARK_BASE_ANY) {
        put_text(writer, object, "base", row->base == BENCHMARK_BASE_SENT ? "sent" : "delivered");
    }
    put_figure(writer, object, "typical", row->kpi, row->typical, row->currency);
    put_figure(writer, object, "good", row->kpi, row->good, row->currency);
    put_figure(writer, object, "best", row->kpi, row->best, row->currency);
    if (row->ceiling == CEILING_VALUE) {
        put_figure(writer, object, "ceiling", row->kpi, row->ceiling_value, row->currency);
    } else if (row->ceiling == CEILING_KPI) {
        cJSON *ceiling = keep(writer, cJSON_AddObjectToObject(object, "ceiling"));
        put_text(writer, ceiling, "kpi", kpi_info(row->ceiling_kpi)->name);
        keep(writer, cJSON_AddNumberToObject(ceiling, "times", row->ceiling_value));
    }
    put_text(writer, object, "source", row->source);
    put_text(writer, object, "date", row->date);
    put_text(writer, object, "sample", row->sample);
    put_text(writer, object, "note", row->note);
}

static void put_claim(struct writer *writer, cJSON *claims, const struct benchmark_claim *claim)
{
    cJSON *object = put_object(writer, claims);
    put_text(writer, object, "kpi", kpi_info(claim->kpi)->name);
    put_figure(writer, object, "low", claim->kpi, claim->low, claim->currency);
    put_figure(writer, object, "high", claim->kpi, claim->high, claim->currency);
    put_text(writer, object, "source", claim->source);
    put_text(writer, object, "date", claim->date);
    put_text(writer, object, "note", claim->note);
}

static void put_bind(struct writer *writer, cJSON *binds, const struct benchmark_bind *bind)
{
    cJSON *object = put_object(writer, binds);
    if (bind->kind != KIND_UNKNOWN) {
        put_text(writer, object, "kind", campaign_kind_name(bind->kind));
    }
    put_text(writer, object, "industry", bind->industry);
    put_text(writer, object, "country", bind->country);
    put_text(writer, object, "channel", bind->channel);
}

static void put_set(struct writer *writer, cJSON *sets, const struct benchmark_set *set)
{
    cJSON *object = put_object(writer, sets);
    put_text(writer, object, "id", set->id);
    put_text(writer, object, "title", set->title);
    put_text(writer, object, "origin", set->origin);
    put_text(writer, object, "date", set->date);
    put_text(writer, object, "note", set->note);
    put_text(writer, object, "channel", set->channel);
    if (set->bind_count > 0) {
        cJSON *binds = keep(writer, cJSON_AddArrayToObject(object, "bind"));
        for (size_t i = 0; i < set->bind_count; i++) {
            put_bind(writer, binds, &set->binds[i]);
        }
    }
    cJSON *rows = keep(writer, cJSON_AddArrayToObject(object, "rows"));
    for (size_t i = 0; i < set->row_count; i++) {
        put_row(writer, rows, &set->rows[i]);
    }
    if (set->claim_count > 0) {
        cJSON *claims = keep(writer, cJSON_AddArrayToObject(object, "claimed"));
        for (size_t i = 0; i < set->claim_count; i++) {
            put_claim(writer, claims, &set->claims[i]);
        }
    }
}

const char *benchmarks_write(struct arena *arena, const struct benchmark_set *const *sets,
                             size_t count)
{
    struct writer writer = {true};
    cJSON *root = keep(&writer, cJSON_CreateObject());
    keep(&writer, cJSON_AddNumberToObject(root, "campane_benchmarks", 1));
    cJSON *list = keep(&writer, cJSON_AddArrayToObject(root, "sets"));
    for (size_t i = 0; i < count; i++) {
        put_set(&writer, list, sets[i]);
    }
    char *text = writer.ok ? cJSON_Print(root) : NULL;
    const char *copy = text ? arena_strdup(arena, text) : NULL;
    cJSON_free(text);
    cJSON_Delete(root);
    return copy;
}
