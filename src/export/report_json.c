/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/report_json.h"

#include <math.h>
#include <string.h>

#include "export/brief_json.h"
#include "export/figures_json.h"
#include "export/scope_json.h"
#include "text/personal.h"

/* --- one campaign ---------------------------------------------------------------------------- */

/* What people wrote; masked: without phone numbers and addresses. */
static void add_written(struct json *json, cJSON *object, const char *key, const char *text,
                        bool masked)
{
    struct strbuf out = STRBUF_INIT;
    if (!text || !masked) {
        json_text(json, object, key, text);
        return;
    }
    personal_mask(&out, text, strlen(text));
    json->failed |= out.failed;
    json_text(json, object, key, strbuf_text(&out));
    strbuf_free(&out);
}

/* named: a campaign; otherwise totals, which have figures only. */
static void fill_item(struct json *json, cJSON *campaign, const struct scope *scope,
                      const struct report_item *item, bool named, bool masked)
{
    struct currency currency = item_currency(item);
    json_text(json, campaign, "id", named ? item->id : NULL);
    add_written(json, campaign, "name", named ? item->name : NULL, masked);
    add_written(json, campaign, "alias", named ? item->alias : NULL, masked);
    const struct campaign_edit *edit = named ? item->edit : NULL;
    add_written(json, campaign, "group", edit ? edit->group : NULL, masked);
    add_written(json, campaign, "note", edit ? edit->note : NULL, masked);
    cJSON *tags = json_array(json, campaign, "tags");
    for (size_t i = 0; edit && i < edit->tag_count; i++) {
        add_written(json, tags, NULL, edit->tags[i], masked);
    }
    json_bool(json, campaign, "archived", edit && edit->archived);
    add_written(json, campaign, "channel", named ? item->channel : NULL, masked);
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

static void add_period(struct json *json, cJSON *object, const char *key, bool known,
                       const struct period *period)
{
    if (!known) {
        json_null(json, object, key);
        return;
    }
    cJSON *days = json_object(json, object, key);
    json_day(json, days, "from", period->from);
    json_day(json, days, "to", period->to);
}

static void add_quality(struct json *json, cJSON *object, const struct account *account)
{
    if (account->quality == QUALITY_UNKNOWN) {
        json_null(json, object, "quality");
        return;
    }
    cJSON *quality = json_object(json, object, "quality");
    json_text(json, quality, "value", account_quality_name(account->quality));
    json_day(json, quality, "since", account->quality_since);
    add_written(json, quality, "of", account->quality_of, true);
    json_integer(json, quality, "count", account->stand[account->quality]);
}

static void add_limit(struct json *json, cJSON *object, const struct account *account,
                      const struct reach *reach)
{
    if (!account->has_limit) {
        json_null(json, object, "messaging_limit");
        return;
    }
    cJSON *limit = json_object(json, object, "messaging_limit");
    if (account->limit == ACCOUNT_UNLIMITED) {
        json_null(json, limit, "value");
    } else {
        json_integer(json, limit, "value", account->limit);
    }
    json_day(json, limit, "since", account->limit_since);
    if (!reach->known) {
        json_null(json, limit, "used");
        return;
    }
    cJSON *used = json_object(json, limit, "used");
    json_number(json, used, "share", account_used(account, reach));
    json_integer(json, used, "count", reach->count);
    json_text(json, used, "counted", reach->recipients ? "recipients" : "sent");
    json_day(json, used, "day", reach->day);
}

/* Only where there is anything to say. */
static void add_health(struct json *json, cJSON *head, const struct report_head *from)
{
    const struct health *health = from->health;
    const struct account *account = from->account;
    bool told = account && (account->quality != QUALITY_UNKNOWN || account->has_limit);
    if (!health || (!health->known && !told)) {
        return;
    }
    cJSON *object = json_object(json, head, "health");
    add_period(json, object, "week", health->known, &health->week);
    add_period(json, object, "before", health->known, &health->before);
    for (int i = 0; i < HEALTH_RATES; i++) {
        const struct health_rate *rate = &health->rates[i];
        const char *name = kpi_info(rate->kpi)->name;
        if (!health->known) {
            json_null(json, object, name);
            continue;
        }
        cJSON *one = json_object(json, object, name);
        add_share(json, one, "week", &rate->now);
        add_share(json, one, "before", &rate->before);
        json_text(json, one, "grade", grade_name(rate->grade.grade));
        json_bool(json, one, "alert", rate->way == HEALTH_WORSE);
        json_bool(json, one, "observed", rate->way == HEALTH_OBSERVED);
    }
    if (account) {
        add_quality(json, object, account);
        add_limit(json, object, account, &from->brief->more->reach);
    }
}

/* --- what is said of them --------------------------------------------------------------------- */

/* The public id of a campaign; null of what is about all, or about no campaign. */
static void add_campaign(struct json *json, cJSON *object, int64_t number, bool is_campaign)
{
    char id[9];
    campaign_id_format(number, id);
    json_text(json, object, "campaign", is_campaign ? id : NULL);
}

static const char *kpi_name(enum kpi kpi)
{
    return kpi == KPI_NONE ? NULL : kpi_info(kpi)->name;
}

static void add_attention(struct json *json, cJSON *head, const struct standing *standing,
                          const char *limit)
{
    static const char *const kinds[] = {
        [ATTENTION_GRADE] = "grade",       [ATTENTION_FALLING] = "falling",
        [ATTENTION_UNKNOWN] = "unknown",   [ATTENTION_UNATTRIBUTED] = "unattributed",
        [ATTENTION_REJECTED] = "rejected", [ATTENTION_RISING] = "rising",
        [ATTENTION_QUALITY] = "quality"};
    cJSON *list = json_array(json, head, "attention");
    for (size_t i = 0; i < standing->attention_count; i++) {
        const struct attention *line = &standing->attention[i];
        bool campaign = line->kind == ATTENTION_GRADE || line->kind == ATTENTION_UNATTRIBUTED;
        cJSON *one = json_object(json, list, NULL);
        json_text(json, one, "kind", kinds[line->kind]);
        add_campaign(json, one, line->number, campaign);
        json_text(json, one, "name", line->name);
        json_text(json, one, "kpi", kpi_name(line->kpi));
        json_text(json, one, "grade", grade_name(line->grade));
        json_text(json, one, "text", line->text);
    }
    if (limit) {
        cJSON *one = json_object(json, list, NULL);
        json_text(json, one, "kind", "limit");
        json_null(json, one, "campaign");
        json_null(json, one, "name");
        json_null(json, one, "kpi");
        json_null(json, one, "grade");
        json_text(json, one, "text", limit);
    }
}

static void add_movers(struct json *json, cJSON *head, const struct movers *movers)
{
    if (!movers->compared) {
        json_null(json, head, "movers");
        return;
    }
    cJSON *list = json_array(json, head, "movers");
    for (size_t i = 0; i < movers->count; i++) {
        const struct mover *mover = &movers->lines[i];
        cJSON *one = json_object(json, list, NULL);
        add_campaign(json, one, mover->number, mover->number >= 0);
        json_text(json, one, "name", mover->name);
        json_text(json, one, "kpi", kpi_name(mover->kpi));
        add_share(json, one, "now", &mover->now);
        add_share(json, one, "before", &mover->before);
        json_bool(json, one, "better", mover->better);
        json_number(json, one, "p", mover->p);
        json_text(json, one, "text", mover->text);
    }
}

/* Everything before the campaigns, the document left open behind their "[". */
static void write_head(struct json *json, struct sink *sink, const struct scope *scope,
                       const struct report_item *sum, const struct report_head *from)
{
    cJSON *head = cJSON_CreateObject();
    json->failed |= !head;
    json_text(json, head, "schema", "campane.report/1");
    scope_json_add(json, head, scope);
    cJSON *object = json_object(json, head, "totals");
    fill_item(json, object, scope, sum, false, false);
    if (from) {
        add_currencies(json, object, from->totals);
        add_health(json, head, from);
    }
    if (from && from->brief) {
        json_text(json, head, "verdict", from->brief->standing->verdict);
        add_attention(json, head, from->brief->standing, from->brief->more->limit_words);
        add_movers(json, head, from->brief->movers);
        brief_json_add(json, head, from->brief);
    }
    json_write(json, sink, head, 1);
    sink_puts(sink, ",\"campaigns\":[");
}

static void write_campaign(struct json *json, struct sink *sink, const struct scope *scope,
                           const struct report_item *item, bool masked)
{
    cJSON *campaign = cJSON_CreateObject();
    json->failed |= !campaign;
    fill_item(json, campaign, scope, item, true, masked);
    json_write(json, sink, campaign, 0);
}

bool report_json_write(struct sink *sink, const struct scope *scope, const struct report_head *head,
                       struct walk *walk, struct err *err)
{
    struct json json = {false};
    struct err trouble = ERR_INIT;
    struct report_item item;
    write_head(&json, sink, scope, &head->totals->item, head);
    size_t count = 0;
    while (!json.failed && !sink_failed(sink) && walk_next(walk, &item, &trouble)) {
        sink_puts(sink, count++ ? ",\n" : "\n");
        write_campaign(&json, sink, scope, &item, head->brief != NULL);
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
    write_head(&json, sink, scope, item, NULL);
    sink_puts(sink, "\n");
    write_campaign(&json, sink, scope, item, false);
    sink_puts(sink, "\n]}\n");
    return !json.failed || err_memory(err);
}
