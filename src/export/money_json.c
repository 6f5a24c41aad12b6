/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/money_json.h"

#include "export/figures_json.h"
#include "export/scope_json.h"
#include "report/words.h"

static void add_amount(struct json *json, cJSON *parent, const char *key, bool known,
                       int64_t micros, struct currency currency)
{
    if (known) {
        json_money(json, parent, key, micros, currency);
    } else {
        json_null(json, parent, key);
    }
}

static void add_even(struct json *json, cJSON *parent, const struct break_even *even,
                     struct currency currency)
{
    if (!even->known) {
        json_null(json, parent, "break_even");
        return;
    }
    cJSON *object = json_object(json, parent, "break_even");
    json_money(json, object, "cost", even->cost, currency);
    json_number(json, object, "conversions", even->conversions);
    json_integer(json, object, "conversions_now", even->conversions_now);
    if (even->has_rate) {
        json_number(json, object, "rate_now", even->rate_now);
        json_number(json, object, "rate_needed", even->rate_needed);
    } else {
        json_null(json, object, "rate_now");
        json_null(json, object, "rate_needed");
    }
}

static void add_clv(struct json *json, cJSON *parent, const struct money_currency *row)
{
    if (!row->clv.known) {
        json_null(json, parent, "clv");
    } else {
        cJSON *object = json_object(json, parent, "clv");
        json_integer(json, object, "customers", row->clv.customers);
        json_integer(json, object, "orders", row->clv.orders);
        json_money(json, object, "revenue", row->clv.revenue, row->currency);
        json_money(json, object, "value", words_micros(row->clv.value), row->currency);
    }
    if (row->has_clv_cac) {
        json_number(json, parent, "clv_cac", row->clv_cac);
    } else {
        json_null(json, parent, "clv_cac");
    }
}

static void add_currency(struct json *json, cJSON *rows, const struct scope *scope,
                         const struct money_currency *row)
{
    cJSON *object = json_object(json, rows, NULL);
    json_text(json, object, "currency", row->currency.code);
    json_integer(json, object, "campaigns", row->campaigns);
    figures_json_add(json, object, scope, &row->item);
    add_amount(json, object, "cost_actual", row->has_actual, row->actual, row->currency);
    add_amount(json, object, "cost_estimated", row->has_estimated, row->estimated, row->currency);
    if (row->has_fee) {
        cJSON *fee = json_object(json, object, "platform_fee");
        json_money(json, fee, "fee", row->fee, row->currency);
        json_money(json, fee, "rest", row->rest, row->currency);
        if (row->rest > 0) {
            json_number(json, fee, "adds", (double)row->fee / (double)row->rest);
        } else {
            json_null(json, fee, "adds");
        }
    } else {
        json_null(json, object, "platform_fee");
    }
    json_text(json, object, "side", money_side_name(row->side));
    add_even(json, object, &row->even, row->currency);
    add_clv(json, object, row);
}

static void add_cell(struct json *json, cJSON *parent, const char *key, const struct cell *cell)
{
    if (cell->kind == CELL_MONEY) {
        json_money(json, parent, key, cell->integer, cell->currency);
    } else if (cell->kind == CELL_UNKNOWN) {
        json_null(json, parent, key);
    } else {
        json_number(json, parent, key, cell->number);
    }
}

static void add_campaign(struct json *json, cJSON *rows, const struct money_campaign *row)
{
    static const enum kpi kpis[] = {KPI_ROI, KPI_ROCS, KPI_COST_PER_CLICK, KPI_COST_PER_CONVERSION,
                                    KPI_CPL, KPI_CAC};
    cJSON *object = json_object(json, rows, NULL);
    json_text(json, object, "id", row->id);
    json_text(json, object, "name", row->name);
    json_text(json, object, "currency", row->currency.code);
    add_cell(json, object, "cost", &row->cost);
    json_bool(json, object, "estimated", row->estimated);
    add_cell(json, object, "revenue", &row->revenue);
    for (size_t i = 0; i < ARRAY_COUNT(kpis); i++) {
        for (size_t at = 0; at < MONEY_KPIS; at++) {
            if (money_kpis[at] == kpis[i]) {
                add_cell(json, object, kpi_info(kpis[i])->name, &row->kpis[at]);
            }
        }
    }
    json_text(json, object, "side", money_side_name(row->side));
    add_even(json, object, &row->even, row->currency);
    json_day(json, object, "still_counting_until", row->counting_until);
}

static void add_spends(struct json *json, cJSON *root, const struct money *money)
{
    cJSON *object = json_object(json, root, "spend");
    for (size_t i = 0; i < money->spend_count; i++) {
        const struct money_spends *spends = &money->spends[i];
        cJSON *rows = json_array(json, object, spends->dimension.name);
        for (size_t k = 0; k < spends->count; k++) {
            const struct money_spend *row = &spends->rows[k];
            cJSON *one = json_object(json, rows, NULL);
            json_text(json, one, "key", row->key[0] ? row->key : NULL);
            json_text(json, one, "currency", row->currency.code);
            if (row->has_sent) {
                json_integer(json, one, "sent", row->sent);
            } else {
                json_null(json, one, "sent");
            }
            add_amount(json, one, "cost", row->has_cost, row->cost, row->currency);
            add_amount(json, one, "sent_cost", row->has_sent, row->sent_cost, row->currency);
            json_bool(json, one, "estimated", row->estimated);
            json_number(json, one, "share", row->share);
        }
    }
}

static void add_cohorts(struct json *json, cJSON *root, const struct money *money)
{
    const struct customers *customers = &money->customers;
    cJSON *rows = json_array(json, root, "cohorts");
    for (size_t i = 0; i < money->cohort_count; i++) {
        const struct money_cohort *cohort = &money->cohorts[i];
        cJSON *one = json_object(json, rows, NULL);
        json_day(json, one, "month", cohort->month);
        json_text(json, one, "currency", cohort->currency.code);
        json_integer(json, one, "customers", cohort->clv.customers);
        json_integer(json, one, "orders", cohort->clv.orders);
        json_money(json, one, "revenue", cohort->clv.revenue, cohort->currency);
        json_money(json, one, "clv", words_micros(cohort->clv.value), cohort->currency);
    }
    cJSON *orders = json_object(json, root, "orders");
    json_day(json, orders, "from", customers->first);
    json_day(json, orders, "to", customers->last);
    json_integer(json, orders, "counted", customers->orders);
    json_integer(json, orders, "nameless", customers->nameless);
    json_integer(json, orders, "incomplete", customers->incomplete);
}

/* --- what-if --------------------------------------------------------------------------------- */

static void add_range(struct json *json, cJSON *parent, const char *key,
                      const struct what_if_range *range, const struct currency *currency)
{
    const struct {
        const char *name;
        double value;
        bool known;
    } ends[] = {{"value", range->value, true},
                {"low", range->low, range->ranged},
                {"high", range->high, range->ranged}};
    if (!range->known) {
        json_null(json, parent, key);
        return;
    }
    cJSON *object = json_object(json, parent, key);
    for (size_t i = 0; i < ARRAY_COUNT(ends); i++) {
        if (!ends[i].known) {
            json_null(json, object, ends[i].name);
        } else if (currency) {
            json_money(json, object, ends[i].name, words_micros(ends[i].value), *currency);
        } else {
            json_number(json, object, ends[i].name, ends[i].value);
        }
    }
}

static void add_what_if_row(struct json *json, cJSON *rows, const struct what_if_row *row)
{
    cJSON *one = json_object(json, rows, NULL);
    json_text(json, one, "key", row->key[0] ? row->key : NULL);
    json_text(json, one, "currency", row->currency.code[0] ? row->currency.code : NULL);
    json_integer(json, one, "campaigns", row->campaigns);
    json_integer(json, one, "judged", row->judged);
    if (row->has_sent) {
        json_integer(json, one, "sent", row->sent);
    } else {
        json_null(json, one, "sent");
    }
    json_text(json, one, "state", what_if_state_name(row->state));
    add_amount(json, one, "cost", row->has_cost, words_micros(row->cost), row->currency);
    json_bool(json, one, "estimated", row->estimated);
    add_range(json, one, "conversions", &row->conversions, NULL);
    add_range(json, one, "revenue", &row->revenue, &row->currency);
    add_amount(json, one, "profit", row->has_profit, words_micros(row->profit), row->currency);
    if (row->has_even) {
        json_number(json, one, "break_even_conversions", row->even_conversions);
        json_number(json, one, "break_even_rate", row->even_rate);
    } else {
        json_null(json, one, "break_even_conversions");
        json_null(json, one, "break_even_rate");
    }
    json_text(json, one, "text", row->text);
}

static void add_what_if(struct json *json, cJSON *root, const struct what_if *what_if)
{
    if (!what_if) {
        json_null(json, root, "what_if");
        return;
    }
    cJSON *object = json_object(json, root, "what_if");
    json_integer(json, object, "recipients", what_if->recipients);
    json_text(json, object, "by", what_if->dimension.name);
    json_number(json, object, "range_holds", WHAT_IF_SHARE);
    json_integer(json, object, "mixed", what_if->mixed);
    cJSON *rows = json_array(json, object, "rows");
    for (size_t i = 0; i < what_if->count; i++) {
        add_what_if_row(json, rows, &what_if->rows[i]);
    }
}

bool money_json_write(struct sink *sink, const struct scope *scope, const struct money *money,
                      const struct what_if *what_if, struct err *err)
{
    struct json json = {false};
    cJSON *root = cJSON_CreateObject();
    json.failed |= !root;
    json_text(&json, root, "schema", "campane.money/1");
    scope_json_add(&json, root, scope);
    cJSON *currencies = json_array(&json, root, "currencies");
    for (size_t i = 0; i < money->currency_count; i++) {
        add_currency(&json, currencies, scope, &money->currencies[i]);
    }
    json_integer(&json, root, "mixed", money->mixed);
    json_integer(&json, root, "without_more_than_zero", money->nothing);
    json_integer(&json, root, "without_money", money->without);
    cJSON *campaigns = json_array(&json, root, "campaigns");
    for (size_t i = 0; i < money->campaign_count; i++) {
        add_campaign(&json, campaigns, &money->campaigns[i]);
    }
    add_spends(&json, root, money);
    add_cohorts(&json, root, money);
    add_what_if(&json, root, what_if);
    cJSON *text = json_array(&json, root, "text");
    for (size_t i = 0; i < money->table->note_count; i++) {
        json_text(&json, text, NULL, money->table->notes[i]);
    }
    json_write(&json, sink, root, 0);
    sink_puts(sink, "\n");
    return !json.failed || err_memory(err);
}
