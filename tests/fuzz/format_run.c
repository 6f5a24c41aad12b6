/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz/format_run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

#define NOW      1796040000 /* 2026-11-30T12:00:00Z */
#define EARLIEST 631065600  /* 1989-12-31: the first day, in any zone */
#define LATEST   4134067200 /* 2101-01-02 */

void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

static uint64_t mix(uint64_t sum, uint64_t word)
{
    return (sum ^ word) * UINT64_C(0x9e3779b97f4a7c15);
}

static void add(struct format_result *result, uint64_t word)
{
    result->sum = mix(result->sum, word);
}

/* NULL, or what may be stored and shown as it is. */
static void check_text(struct format_result *result, const char *text)
{
    struct strbuf clean = STRBUF_INIT;
    if (text) {
        utf8_sanitize(&clean, text, strlen(text), 0);
        must(text[0] && strcmp(strbuf_text(&clean), text) == 0);
        for (size_t i = 0; i < clean.length; i++) {
            add(result, (unsigned char)text[i]);
        }
    }
    strbuf_free(&clean);
}

static void check_currency(struct currency currency)
{
    must(!currency.code[0] || strlen(currency.code) == 3);
}

static void check_moment(struct format_result *result, int64_t at)
{
    must(at == TIME_NONE || at == TIME_SOME || (at >= EARLIEST && at <= LATEST));
    add(result, (uint64_t)at);
}

static void check_attrs(struct format_result *result, const struct batch *batch)
{
    for (size_t i = 0; i < batch->attrs.count; i++) {
        const struct attrs *attrs = VEC_AT(&batch->attrs, struct attrs, i);
        check_text(result, attrs->campaign);
        check_currency(attrs->currency);
        for (int j = 0; j < ATTR_COUNT; j++) {
            check_text(result, attrs->value[j]);
        }
    }
}

static void check_messages(struct format_result *result, const struct batch *batch)
{
    for (size_t i = 0; i < batch->messages.count; i++) {
        const struct message *message = VEC_AT(&batch->messages, struct message, i);
        int states = 0;
        must(message->dim < batch->attrs.count && message->key != 0);
        for (int j = 0; j < MESSAGE_STATUS_COUNT; j++) {
            states += message->at[j] != TIME_NONE;
            check_moment(result, message->at[j]);
        }
        must(states > 0);
        check_currency(message->cost_currency);
        add(result, message->key);
        add(result, message->recipient);
        add(result, (uint64_t)message->code);
        add(result, (uint64_t)message->cost);
        add(result, (uint64_t)message->revenue);
    }
}

static void check_reports(struct format_result *result, const struct batch *batch)
{
    for (size_t i = 0; i < batch->reports.count; i++) {
        const struct report_tally *report = VEC_AT(&batch->reports, struct report_tally, i);
        must(report->attrs < batch->attrs.count && report->tally.known != 0);
        must(report->day == DAY_NONE ||
             (report->day > EARLIEST / 86400 - 2 && report->day < LATEST / 86400 + 2));
        add(result, (uint64_t)report->day);
        for (int j = 0; j < COUNTER_STORED; j++) {
            bool known = report->tally.known & COUNTER_BIT(j);
            must(known || report->tally.value[j] == 0);
            must(counter_info((enum counter)j)->kind == COUNTER_KIND_MONEY ||
                 report->tally.value[j] >= 0);
            add(result, (uint64_t)report->tally.value[j]);
        }
    }
}

static void check_link(struct format_result *result, const struct link *link)
{
    must(link->key != 0);
    check_moment(result, link->at);
    add(result, link->key);
    add(result, link->message);
    add(result, link->recipient);
    add(result, link->campaign);
    add(result, link->coupon);
    add(result, link->utm);
}

static void check_orders(struct format_result *result, const struct batch *batch)
{
    for (size_t i = 0; i < batch->orders.count; i++) {
        const struct order *order = VEC_AT(&batch->orders, struct order, i);
        check_link(result, &order->link);
        check_text(result, order->coupon);
        check_text(result, order->type);
        for (int j = 0; j < UTM_COUNT; j++) {
            check_text(result, order->utm[j]);
        }
        must(order->refund == ORDER_MONEY_NONE || order->refund >= 0);
        check_currency(order->currency);
        add(result, (uint64_t)order->amount);
        add(result, (uint64_t)order->refund);
        add(result, (uint64_t)order->state);
    }
}

static void check_touches(struct format_result *result, const struct batch *batch)
{
    for (size_t i = 0; i < batch->clicks.count; i++) {
        check_link(result, &VEC_AT(&batch->clicks, struct click, i)->link);
    }
    for (size_t i = 0; i < batch->feedback.count; i++) {
        const struct feedback *feedback = VEC_AT(&batch->feedback, struct feedback, i);
        check_link(result, &feedback->link);
        check_text(result, feedback->kind);
        check_text(result, feedback->comment);
        must(isnan(feedback->rating) || (feedback->rating >= 0 && feedback->rating <= 1000));
        must(feedback->scale >= 0 && feedback->scale <= 1000);
        add(result, (uint64_t)feedback->scale);
    }
    for (size_t i = 0; i < batch->persons.count; i++) {
        const struct person_event *event = VEC_AT(&batch->persons, struct person_event, i);
        must(event->id != 0 && event->recipient != 0);
        must(event->at >= EARLIEST && event->at <= LATEST);
        add(result, event->id);
        add(result, (uint64_t)event->at);
    }
}

static void check_names(struct format_result *result, const struct batch *batch)
{
    for (size_t i = 0; i < batch->campaigns.count; i++) {
        const struct campaign_facts *facts = VEC_AT(&batch->campaigns, struct campaign_facts, i);
        must(facts->campaign != NULL);
        check_text(result, facts->campaign);
        check_text(result, facts->channel);
        check_text(result, facts->industry);
        add(result, (uint64_t)facts->start);
        add(result, (uint64_t)facts->end);
    }
    for (size_t i = 0; i < batch->rates.count; i++) {
        const struct rate *rate = VEC_AT(&batch->rates, struct rate, i);
        must(rate->market && rate->category && rate->rate >= 0);
        check_text(result, rate->market);
        check_text(result, rate->category);
        check_currency(rate->currency);
        add(result, (uint64_t)rate->rate);
        add(result, (uint64_t)rate->since);
    }
}

static void check_batch(struct format_result *result, const struct batch *batch)
{
    check_attrs(result, batch);
    check_messages(result, batch);
    check_reports(result, batch);
    check_orders(result, batch);
    check_touches(result, batch);
    check_names(result, batch);
    result->records += batch_size(batch);
}

/* Read all batches. */
static void read_all(const struct import_format *format, void *state, struct batch *batch,
                     struct format_result *result, struct err *err)
{
    enum import_step step;
    do {
        batch_clear(batch);
        step = format->read(state, batch, NULL, err);
        if (step != IMPORT_FAILED) {
            check_batch(result, batch);
        }
    } while (step == IMPORT_MORE);
    result->ended = step == IMPORT_END;
}

struct format_result format_run(const struct import_format *format, const struct profile *profile,
                                const char *text, size_t length, size_t chunk)
{
    static struct keyhash *hash; /* one for all runs, so that they can be repeated */
    static struct zone *zone;
    if (!hash) {
        hash = keyhash_new(NULL);
        zone = zone_load("UTC", NULL);
    }
    struct err err = ERR_INIT;
    struct format_result result = {0};
    bool memory = false;
    struct import_request request = {.hash = hash, .zone = zone, .now = NOW, .profile = profile};
    struct import_tally tally = {.first = TIME_NONE, .last = TIME_NONE, .as_of = TIME_NONE};
    struct vec notes = VEC_INIT(const char *);
    struct import_context context = {.request = &request,
                                     .tally = &tally,
                                     .notes = &notes,
                                     .campaign = "Given",
                                     .profile = profile};
    struct batch *batch = batch_new();
    context.arena = arena_new();
    context.rejects = reject_log_new(NULL, "fuzz", &err);
    context.source = byte_source_memory(text, length, chunk, ENCODING_UTF8, &err);
    context.csv = csv_sniff(context.arena, text, length, &memory);
    void *state = context.source ? format->open(&context, &err) : NULL;
    if (state) {
        result.opened = true;
        read_all(format, state, batch, &result, &err);
        must(result.ended || err.code == ERR_REFUSED || byte_source_is_gzip(context.source));
        format->close(state);
    } else {
        must(err.code != ERR_MEMORY && err.text[0]);
    }
    result.rows = tally.rows;
    result.rejected = reject_count(context.rejects);
    result.ignored = tally.ignored;
    result.size = tally.size;
    must(result.rejected + result.ignored <= result.rows);
    for (size_t i = 0; i < notes.count; i++) {
        const char *note = *VEC_AT(&notes, const char *, i);
        must(utf8_valid(note, strlen(note), NULL));
    }
    byte_source_free(context.source);
    reject_log_free(context.rejects);
    arena_free(context.arena);
    batch_free(batch);
    vec_free(&notes);
    return result;
}

struct format_result format_run_twice(const struct import_format *format,
                                      const struct profile *profile, const char *text,
                                      size_t length)
{
    struct format_result whole = format_run(format, profile, text, length, 0);
    struct format_result pieces = format_run(format, profile, text, length, 7);
    must(memcmp(&whole, &pieces, sizeof whole) == 0);
    return whole;
}

int format_sniff(const struct import_format *format, const struct sniff *sniff)
{
    struct strbuf why = STRBUF_INIT;
    int score = format->sniff(sniff, &why);
    must(score >= 0 && score <= 100 && (score == 0 || why.length > 0));
    must(utf8_valid(strbuf_text(&why), why.length, NULL));
    strbuf_free(&why);
    return score;
}
