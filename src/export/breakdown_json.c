/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/breakdown_json.h"

#include "export/figures_json.h"
#include "export/scope_json.h"

static void add_spread(struct json *json, cJSON *parent, const struct breakdown *breakdown,
                       const struct breakdown_row *row)
{
    cJSON *object = json_object(json, parent, "against_the_others");
    for (size_t i = 0; i < breakdown->kpi_count; i++) {
        const struct breakdown_spread *spread = &row->spread[i];
        if (!spread->judged) {
            continue;
        }
        cJSON *one = json_object(json, object, kpi_info(breakdown->kpis[i])->name);
        json_integer(json, one, "campaigns", spread->campaigns);
        json_number(json, one, "difference", spread->difference);
        json_number(json, one, "p_adjusted", spread->p_adjusted);
        json_text(json, one, "side",
                  spread->side > 0   ? "above"
                  : spread->side < 0 ? "below"
                                     : NULL);
    }
}

/* Who opted out of those who got that many messages in a week. */
static void add_people(struct json *json, cJSON *parent, const struct breakdown_people *people)
{
    cJSON *object = json_object(json, parent, "people");
    json_integer(json, object, "weeks", people->weeks);
    if (!people->has_share) {
        json_null(json, object, "left");
        return;
    }
    cJSON *left = json_object(json, object, "left");
    json_integer(json, left, "x", people->left);
    json_integer(json, left, "n", people->asked);
    json_number(json, left, "value", people->share);
    json_number(json, left, "low", people->low);
    json_number(json, left, "high", people->high);
}

static void add_row(struct json *json, cJSON *rows, const struct scope *scope,
                    const struct breakdown *breakdown, const struct breakdown_row *row)
{
    cJSON *object = json_object(json, rows, NULL);
    struct currency currency = item_currency(&row->item);
    json_text(json, object, "key", row->key[0] ? row->key : NULL);
    json_integer(json, object, "campaigns", row->campaigns);
    if (row->has_share) {
        json_number(json, object, "share", row->share);
    } else {
        json_null(json, object, "share");
    }
    json_text(json, object, "currency", currency.code[0] ? currency.code : NULL);
    figures_json_add(json, object, scope, &row->item);
    add_spread(json, object, breakdown, row);
    if (breakdown->dimension.what == BREAKDOWN_FREQUENCY) {
        add_people(json, object, &row->people);
    }
}

/* What the rows do not have, and what they have beyond the campaigns. */
static void add_left_out(struct json *json, cJSON *root, const struct breakdown *breakdown)
{
    json_integer(json, root, "nameless", breakdown->nameless);
    json_integer(json, root, "undated", breakdown->undated > 0 ? breakdown->undated : 0);
    json_integer(json, root, "unstated", breakdown->unstated);
    if (breakdown->over.campaigns == 0) {
        json_null(json, root, "over");
        return;
    }
    cJSON *over = json_object(json, root, "over");
    json_integer(json, over, "campaigns", breakdown->over.campaigns);
    json_integer(json, over, "rows_sent", breakdown->over.rows_sent);
    json_integer(json, over, "sent", breakdown->over.sent);
}

bool breakdown_json_write(struct sink *sink, const struct scope *scope,
                          const struct breakdown *breakdown, struct err *err)
{
    struct json json = {false};
    cJSON *root = cJSON_CreateObject();
    json.failed |= !root;
    json_text(&json, root, "schema", "campane.breakdown/1");
    json_text(&json, root, "dimension", breakdown->dimension.name);
    scope_json_add(&json, root, scope);
    cJSON *rows = json_array(&json, root, "rows");
    for (size_t i = 0; i < breakdown->row_count; i++) {
        add_row(&json, rows, scope, breakdown, &breakdown->rows[i]);
    }
    add_left_out(&json, root, breakdown);
    json_write(&json, sink, root, 0);
    sink_puts(sink, "\n");
    return !json.failed || err_memory(err);
}
