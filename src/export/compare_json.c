/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/compare_json.h"

#include <math.h>

#include "export/json.h"
#include "export/plan_json.h"
#include "report/words.h"

static void add_number(struct json *json, cJSON *object, const char *key, bool known, double value)
{
    if (known && isfinite(value)) {
        json_number(json, object, key, value);
    } else {
        json_null(json, object, key);
    }
}

/* A value of the KPI: a fraction, or money. */
static void add_value(struct json *json, cJSON *object, const char *key,
                      const struct compare_kpi *kpi, bool known, double value,
                      struct currency currency)
{
    if (known && kpi->money) {
        json_money(json, object, key, words_micros(value), currency);
    } else {
        add_number(json, object, key, known, value);
    }
}

static void add_people(struct json *json, cJSON *object, const char *key, bool known, uint64_t n)
{
    if (known && n <= INT64_MAX) {
        json_integer(json, object, key, (int64_t)n);
    } else {
        json_null(json, object, key);
    }
}

/* --- arms --------------------------------------------------------------------------------------
 */

static void add_arm(struct json *json, cJSON *arms, const struct compare_arm *arm)
{
    cJSON *object = json_object(json, arms, NULL);
    json_text(json, object, "name", arm->name);
    add_people(json, object, "sent", arm->has_sent, (uint64_t)arm->sent);
    add_people(json, object, "delivered", arm->has_delivered, (uint64_t)arm->delivered);
    json_number(json, object, "weight", arm->weight);
    cJSON *counters = json_object(json, object, "counters");
    for (int id = 0; id < COUNTER_COUNT; id++) {
        const struct counter_info *info = counter_info((enum counter)id);
        int64_t value;
        if (!total_get(arm->total, (enum counter)id, &value)) {
            json_null(json, counters, info->name);
        } else if (info->kind == COUNTER_KIND_MONEY) {
            json_money(json, counters, info->name, value, arm->total->currency);
        } else {
            json_integer(json, counters, info->name, value);
        }
    }
}

/* --- KPIs --------------------------------------------------------------------------------------
 */

static void add_rate(struct json *json, cJSON *arms, const struct compare_kpi *kpi, size_t arm)
{
    const struct compare_rate *rate = &kpi->arms[arm];
    cJSON *object = json_object(json, arms, NULL);
    add_people(json, object, "x", rate->known && !kpi->money, rate->count.x);
    add_people(json, object, "n", rate->known, rate->count.n);
    add_value(json, object, "value", kpi, rate->has_value, rate->value, rate->currency);
    add_number(json, object, "low", rate->has_interval, rate->low);
    add_number(json, object, "high", rate->has_interval, rate->high);
}

static cJSON *add_pair(struct json *json, cJSON *pairs, const struct compare *compare,
                       const struct compare_kpi *kpi, const struct compare_pair *pair)
{
    struct currency currency = kpi->arms[pair->a].currency;
    cJSON *object = json_object(json, pairs, NULL);
    json_text(json, object, "a", compare->arms[pair->a].name);
    json_text(json, object, "b", compare->arms[pair->b].name);
    add_value(json, object, "difference", kpi, pair->has_difference, pair->difference, currency);
    add_value(json, object, "low", kpi, pair->has_interval, pair->low, currency);
    add_value(json, object, "high", kpi, pair->has_interval, pair->high, currency);
    add_number(json, object, "lift", pair->has_lift, pair->lift);
    add_number(json, object, "lift_low", pair->has_lift_low, pair->lift_low);
    add_number(json, object, "lift_high", pair->has_lift_high, pair->lift_high);
    add_number(json, object, "z", pair->has_test, pair->z);
    add_number(json, object, "critical", pair->has_test, pair->critical);
    add_number(json, object, "p", pair->has_test, pair->p);
    add_number(json, object, "p_adjusted", pair->has_test, pair->p_adjusted);
    add_number(json, object, "chance_b_better", pair->has_chance, pair->chance_b_better);
    add_number(json, object, "expected_loss", pair->has_chance, pair->expected_loss);
    json_text(json, object, "state", compare_state_name(pair->state));
    json_text(json, object, "text", pair->text);
    return object;
}

static void add_kpi(struct json *json, cJSON *kpis, const struct compare *compare,
                    const struct compare_kpi *kpi)
{
    cJSON *object = json_object(json, kpis, NULL);
    json_text(json, object, "id", kpi_info(kpi->kpi)->name);
    json_text(json, object, "role", compare_role_name(kpi->role));
    json_text(json, object, "base", counter_info(kpi->denominator)->name);
    cJSON *arms = json_array(json, object, "arms");
    for (size_t i = 0; i < compare->arm_count; i++) {
        add_rate(json, arms, kpi, i);
    }
    cJSON *pairs = json_array(json, object, "pairs");
    for (size_t i = 0; i < kpi->pair_count; i++) {
        add_pair(json, pairs, compare, kpi, &kpi->pairs[i]);
    }
    if (kpi->money) {
        json_text(json, object, "note", kpi->note);
    }
}

/* --- the rest ----------------------------------------------------------------------------------
 */

static void add_plan(struct json *json, cJSON *document, const struct compare *compare)
{
    if (!compare->planned || !compare->plan) {
        json_null(json, document, "plan");
        return;
    }
    cJSON *object = json_object(json, document, "plan");
    plan_json_fill(json, object, &compare->planned->versions[compare->planned->count - 1]);
    json_bool(json, object, "followed", compare->mode == COMPARE_PLANNED);
}

static void add_checks(struct json *json, cJSON *document, const struct compare *compare)
{
    cJSON *srm = json_object(json, document, "srm");
    add_number(json, srm, "chi2", compare->has_srm, compare->srm_chi2);
    add_number(json, srm, "df", compare->has_srm, (double)compare->srm_df);
    add_number(json, srm, "p", compare->has_srm, compare->srm_p);
    if (compare->has_srm) {
        json_bool(json, srm, "ok", compare->srm_ok);
    } else {
        json_null(json, srm, "ok");
    }
    cJSON *drift = json_object(json, document, "drift");
    json_number(json, drift, "max_share_shift", compare->max_share_shift);
    json_bool(json, drift, "used_by_day", compare->by_day);
}

static void add_guardrails(struct json *json, cJSON *document, const struct compare *compare)
{
    cJSON *list = json_array(json, document, "guardrails");
    for (size_t i = 0; i < compare->guardrail_count; i++) {
        const struct compare_guardrail *guardrail = &compare->guardrails[i];
        cJSON *object = json_object(json, list, NULL);
        json_text(json, object, "id", kpi_info(guardrail->kpi)->name);
        json_number(json, object, "margin", guardrail->margin);
        add_number(json, object, "upper", guardrail->has_upper, guardrail->upper);
        json_text(json, object, "state", compare_guard_name(guardrail->state));
        json_text(json, object, "text", guardrail->text);
    }
}

/* Each arm against the one that was named first. */
static void add_control(struct json *json, cJSON *document, const struct compare *compare)
{
    if (!compare->rival_count) {
        json_null(json, document, "control");
        return;
    }
    cJSON *control = json_object(json, document, "control");
    json_text(json, control, "name", compare->arms[0].name);
    cJSON *pairs = json_array(json, control, "pairs");
    for (size_t i = 0; i < compare->rival_count; i++) {
        const struct compare_rival *rival = &compare->rivals[i];
        cJSON *pair = add_pair(json, pairs, compare, &compare->kpis[0], &rival->pair);
        json_day(json, pair, "decided_on", rival->decided_on);
        json_text(json, pair, "guardrails", compare_guard_name(rival->guard));
    }
}

bool compare_json_write(struct sink *sink, const struct compare *compare, struct err *err)
{
    struct json json = {false};
    cJSON *document = cJSON_CreateObject();
    json.failed |= !document;
    json_text(&json, document, "schema", "campane.compare/1");
    json_text(&json, document, "by",
              compare->campaigns         ? "campaign"
              : compare->by == ATTR_NONE ? NULL
                                         : attr_info(compare->by)->name);
    json_text(&json, document, "goal", kpi_info(compare->goal)->name);
    add_plan(&json, document, compare);
    json_text(&json, document, "mode", compare_mode_name(compare->mode));
    json_integer(&json, document, "looks", (int64_t)compare->looks);
    json_text(&json, document, "state", compare_state_name(compare->state));
    json_text(&json, document, "winner",
              compare->winner >= 0 ? compare->arms[compare->winner].name : NULL);
    json_day(&json, document, "decided_on", compare->decided_on);
    json_text(&json, document, "text", compare->text);
    cJSON *arms = json_array(&json, document, "arms");
    for (size_t i = 0; i < compare->arm_count; i++) {
        add_arm(&json, arms, &compare->arms[i]);
    }
    add_checks(&json, document, compare);
    cJSON *kpis = json_array(&json, document, "kpis");
    for (size_t i = 0; i < compare->kpi_count; i++) {
        add_kpi(&json, kpis, compare, &compare->kpis[i]);
    }
    add_control(&json, document, compare);
    add_guardrails(&json, document, compare);
    cJSON *next = json_object(&json, document, "next");
    add_number(&json, next, "days_to_go", compare->days_to_go > 0, (double)compare->days_to_go);
    add_number(&json, next, "mde", compare->has_mde, compare->mde);
    json_write(&json, sink, document, 0);
    sink_puts(sink, "\n");
    return !json.failed || err_memory(err);
}
