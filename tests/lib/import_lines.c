/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/import_lines.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/map.h"
#include "base/zone.h"
#include "lib/check.h"
#include "model/attribution.h"
#include "model/counter.h"

#define NOW INT64_C(1796040000) /* 2026-11-30T12:00:00Z */

const struct keyhash *import_lines_key(void)
{
    static struct keyhash *key;
    static const char text[] = "campane-key-1 00112233445566778899aabbccddeeff"
                               "0123456789abcdef0123456789abcdef0\n";
    if (!key) {
        struct err err = ERR_INIT;
        char path[600];
        snprintf(path, sizeof path, "%s/key", check_folder());
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fprintf(file, "%.78s\n", text);
        fclose(file);
        chmod(path, 0600);
        key = keyhash_load(path, &err);
        check_ok(key != NULL, &err);
    }
    return key;
}

struct import_request import_lines_request(const char *path)
{
    static struct zone *utc;
    if (!utc) {
        struct err err = ERR_INIT;
        utc = zone_load("UTC", &err);
        check_ok(utc != NULL, &err);
    }
    return (struct import_request){.path = path,
                                   .zone = utc,
                                   .hash = import_lines_key(),
                                   .spool_folder = check_folder(),
                                   .now = NOW};
}

const char *import_lines_file(const char *name, const char *text, size_t length)
{
    static char path[1024];
    snprintf(path, sizeof path, "%s/%s", check_folder(), name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    fclose(file);
    return path;
}

/* --- what is seen ------------------------------------------------------------------------------
 */

struct view {
    struct strbuf *out;
    struct map64 seen; /* hash -> number */
    bool numbers;
};

static void add_hash(struct view *view, const char *name, uint64_t hash)
{
    if (hash == 0) {
        return;
    }
    if (!view->numbers) {
        strbuf_printf(view->out, " %s%016" PRIx64, name, hash);
        return;
    }
    bool fresh;
    uint64_t *number = map64_put(&view->seen, hash, &fresh);
    assert_non_null(number);
    if (fresh) {
        *number = view->seen.count;
    }
    strbuf_printf(view->out, " %s#%" PRIu64, name, *number);
}

static void add_time(struct view *view, const char *name, int64_t moment)
{
    char text[24];
    if (moment == TIME_SOME) {
        strbuf_printf(view->out, " %s=?", name);
    } else if (moment != TIME_NONE) {
        strbuf_printf(view->out, " %s=%s", name, civil_format_utc(moment, text));
    }
}

static void add_text(struct view *view, const char *name, const char *text)
{
    if (text) {
        strbuf_printf(view->out, " %s=\"%s\"", name, text);
    }
}

static void add_known(struct view *view, counter_mask known)
{
    const char *sign = " knows ";
    for (int i = 0; i < COUNTER_STORED; i++) {
        if (known & COUNTER_BIT(i)) {
            strbuf_printf(view->out, "%s%s", sign, counter_info((enum counter)i)->name);
            sign = ",";
        }
    }
}

static void add_attrs(struct view *view, const struct attrs *attrs)
{
    add_text(view, "campaign", attrs->campaign);
    for (int i = 0; i < ATTR_COUNT; i++) {
        const char *usual = i == ATTR_CHANNEL ? "whatsapp" : NULL;
        if (attrs->value[i] && !(usual && strcmp(usual, attrs->value[i]) == 0)) {
            add_text(view, attr_info((enum attr)i)->name, attrs->value[i]);
        }
    }
    strbuf_printf(view->out, " %s%s%s%s", source_name(attrs->source),
                  attrs->rank == ATTR_RANK_LIST   ? " list"
                  : attrs->rank == ATTR_RANK_HINT ? " hint"
                                                  : "",
                  attrs->currency.code[0] ? " " : "", attrs->currency.code);
    add_known(view, attrs->known);
}

static void add_money(struct view *view, const char *name, int64_t micros)
{
    char text[32];
    if (micros != MESSAGE_MONEY_NONE) {
        strbuf_printf(view->out, " %s=%s", name,
                      money_decimal(micros, (struct currency){"XXX"}, text));
    }
}

static void add_message(struct view *view, const struct batch *batch, const struct message *message)
{
    static const char *const states[] = {"sent",    "delivered", "read",   "clicked",
                                         "replied", "opted_out", "failed", "converted"};
    strbuf_puts(view->out, "message");
    add_hash(view, "", message->key);
    add_hash(view, "to", message->recipient);
    for (int i = 0; i < MESSAGE_STATUS_COUNT; i++) {
        add_time(view, states[i], message->at[i]);
    }
    if (message->code) {
        strbuf_printf(view->out, " code=%d", message->code);
    }
    add_money(view, "cost", message->cost);
    add_money(view, "revenue", message->revenue);
    add_attrs(view, VEC_AT(&batch->attrs, struct attrs, message->dim));
    strbuf_putc(view->out, '\n');
}

static void add_report(struct view *view, const struct batch *batch,
                       const struct report_tally *report)
{
    char text[32];
    strbuf_printf(view->out, "report %s",
                  report->day == DAY_NONE ? "-" : civil_format_day(report->day, text));
    for (int i = 0; i < COUNTER_STORED; i++) {
        int64_t value;
        if (!tally_get(&report->tally, (enum counter)i, &value)) {
            continue;
        }
        const struct counter_info *info = counter_info((enum counter)i);
        if (info->kind == COUNTER_KIND_MONEY) {
            add_money(view, info->name, value);
        } else {
            strbuf_printf(view->out, " %s=%" PRId64, info->name, value);
        }
    }
    add_attrs(view, VEC_AT(&batch->attrs, struct attrs, report->attrs));
    strbuf_putc(view->out, '\n');
}

static void add_facts(struct view *view, const struct campaign_facts *facts)
{
    char text[24];
    strbuf_printf(view->out, "facts \"%s\"", facts->campaign);
    add_text(view, "channel", facts->channel);
    add_text(view, "industry", facts->industry);
    if (facts->kind != KIND_UNKNOWN) {
        add_text(view, "kind", campaign_kind_name(facts->kind));
    }
    if (facts->goal != GOAL_UNKNOWN) {
        add_text(view, "goal", campaign_goal_name(facts->goal));
    }
    if (facts->start != DAY_NONE) {
        add_text(view, "start", civil_format_day(facts->start, text));
    }
    if (facts->end != DAY_NONE) {
        add_text(view, "end", civil_format_day(facts->end, text));
    }
    strbuf_putc(view->out, '\n');
}

/* A name by which something is joined: that of the fixtures it is the code of. */
static void add_code(struct view *view, const char *name, uint64_t code)
{
    static const char *const names[] = {"Spring", "Summer", "SPRING20", "winter"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        if (code == attribution_code(names[i])) {
            add_text(view, name, names[i]);
            return;
        }
    }
    if (code) {
        add_text(view, name, "another");
    }
}

static void add_link(struct view *view, const struct link *link)
{
    add_hash(view, "", link->key);
    add_time(view, "at", link->at);
    add_hash(view, "message", link->message);
    add_hash(view, "from", link->recipient);
    add_code(view, "campaign", link->campaign);
    add_code(view, "coupon", link->coupon);
    add_code(view, "utm", link->utm);
}

static void add_flag(struct view *view, const char *name, enum order_flag flag)
{
    if (flag != ORDER_FLAG_NONE) {
        strbuf_printf(view->out, " %s=%s", name, flag == ORDER_FLAG_YES ? "yes" : "no");
    }
}

static void add_order(struct view *view, const struct order *order)
{
    static const char *const utm[] = {"source", "medium", "utm_campaign", "content"};
    static const char *const states[] = {"", " draft", " stands", " void"};
    strbuf_puts(view->out, "order");
    add_link(view, &order->link);
    add_text(view, "type", order->type);
    for (int i = 0; i < UTM_COUNT; i++) {
        add_text(view, utm[i], order->utm[i]);
    }
    add_text(view, "code", order->coupon);
    add_money(view, "amount", order->amount);
    add_money(view, "refund", order->refund);
    strbuf_printf(view->out, "%s%s%s", order->currency.code[0] ? " " : "", order->currency.code,
                  states[order->state]);
    add_flag(view, "cod", order->cod);
    add_flag(view, "returned", order->returned);
    add_flag(view, "new", order->new_customer);
    strbuf_putc(view->out, '\n');
}

static void add_feedback(struct view *view, const struct feedback *feedback)
{
    strbuf_puts(view->out, "feedback");
    add_link(view, &feedback->link);
    if (!isnan(feedback->rating)) {
        strbuf_printf(view->out, " rating=%g", feedback->rating);
    }
    if (feedback->scale) {
        strbuf_printf(view->out, " of %d", feedback->scale);
    }
    add_text(view, "kind", feedback->kind);
    add_text(view, "comment", feedback->comment);
    strbuf_putc(view->out, '\n');
}

static void add_notice(struct view *view, const struct notice *notice)
{
    static const char *const kinds[] = {"", "quality", "template", "number", "limit", "account"};
    strbuf_printf(view->out, "notice %s", kinds[notice->kind]);
    add_hash(view, "of", notice->subject);
    add_text(view, "name", notice->name);
    add_time(view, "at", notice->at);
    add_text(view, "before", notice->before);
    add_text(view, "value", notice->value);
    strbuf_putc(view->out, '\n');
}

static void add_batch(struct view *view, const struct batch *batch)
{
    for (size_t i = 0; i < batch->messages.count; i++) {
        add_message(view, batch, VEC_AT(&batch->messages, struct message, i));
    }
    for (size_t i = 0; i < batch->reports.count; i++) {
        add_report(view, batch, VEC_AT(&batch->reports, struct report_tally, i));
    }
    for (size_t i = 0; i < batch->campaigns.count; i++) {
        add_facts(view, VEC_AT(&batch->campaigns, struct campaign_facts, i));
    }
    for (size_t i = 0; i < batch->orders.count; i++) {
        add_order(view, VEC_AT(&batch->orders, struct order, i));
    }
    for (size_t i = 0; i < batch->clicks.count; i++) {
        strbuf_puts(view->out, "click");
        add_link(view, &VEC_AT(&batch->clicks, struct click, i)->link);
        strbuf_putc(view->out, '\n');
    }
    for (size_t i = 0; i < batch->feedback.count; i++) {
        add_feedback(view, VEC_AT(&batch->feedback, struct feedback, i));
    }
    for (size_t i = 0; i < batch->rates.count; i++) {
        const struct rate *rate = VEC_AT(&batch->rates, struct rate, i);
        char day[24];
        strbuf_printf(view->out, "rate %s %s \"%s\" \"%s\"", civil_format_day(rate->since, day),
                      rate->currency.code, rate->market, rate->category);
        add_money(view, "rate", rate->rate);
        strbuf_putc(view->out, '\n');
    }
    for (size_t i = 0; i < batch->notices.count; i++) {
        add_notice(view, VEC_AT(&batch->notices, struct notice, i));
    }
    for (size_t i = 0; i < batch->persons.count; i++) {
        const struct person_event *event = VEC_AT(&batch->persons, struct person_event, i);
        strbuf_puts(view->out, event->act == PERSON_REPLY ? "reply" : "person");
        add_hash(view, "", event->id);
        add_hash(view, "from", event->recipient);
        add_time(view, "at", event->at);
        strbuf_putc(view->out, '\n');
    }
}

/* --- importing ---------------------------------------------------------------------------------
 */

static bool read_all(struct view *view, struct importer *importer, struct err *err)
{
    struct batch *batch = batch_new();
    assert_non_null(batch);
    enum import_step step = IMPORT_FAILED;
    if (importer_prepare(importer, NULL, err)) {
        do {
            step = importer_read(importer, batch, NULL, err);
            if (step != IMPORT_FAILED) {
                add_batch(view, batch);
            }
        } while (step == IMPORT_MORE);
    }
    batch_free(batch);
    return step == IMPORT_END;
}

static void add_tail(struct view *view, const struct importer *importer)
{
    const struct import_head *head = importer_head(importer);
    const struct import_tally *tally = importer_tally(importer);
    const struct import_reject *rejects;
    const char *const *notes;
    strbuf_printf(view->out,
                  "%s%s%s%s%s: %" PRIu64 " rows, %" PRIu64 " rejected, %" PRIu64 " ignored\n",
                  head->format, head->profile ? " " : "", head->profile ? head->profile : "",
                  head->needs_campaign ? ", names no campaign" : "",
                  head->per_row_identity ? ", rows by place" : "", tally->rows, tally->rejected,
                  tally->ignored);
    strbuf_printf(view->out, "why %s\n", head->why);
    size_t count = importer_notes(importer, &notes);
    for (size_t i = 0; i < count; i++) {
        strbuf_printf(view->out, "note %s\n", notes[i]);
    }
    count = importer_rejects(importer, &rejects);
    for (size_t i = 0; i < count && i < 5; i++) {
        strbuf_printf(view->out, "reject %" PRIu64 ":%" PRIu64 " %s\n", rejects[i].line,
                      rejects[i].column, rejects[i].reason);
    }
}

/* Go on behind what was read before, as far as that is the beginning of the file. */
static bool go_on(struct importer *importer, const struct import_tally *before, struct err *err)
{
    if (!before || before->size == 0) { /* nothing of it was taken in */
        return true;
    }
    assert_true(importer_begins_with(importer, before->size, before->digest, NULL));
    return importer_continue(importer, before->size, before->rows, err);
}

static bool run(const struct import_request *request, const struct import_tally *before,
                struct import_tally *after, struct strbuf *out, bool records)
{
    struct err err = ERR_INIT;
    struct view view = {.out = out, .numbers = !records};
    struct importer *importer = importer_open(request, &err);
    bool done = importer && go_on(importer, before, &err) && read_all(&view, importer, &err);
    if (done && after) {
        *after = *importer_tally(importer);
    }
    if (done && !records) {
        add_tail(&view, importer);
    } else if (!done) {
        char words[1024];
        err_at(&err, "FILE", err.line, err.column);
        strbuf_printf(out, "refused %s\n", err_format(&err, words, sizeof words));
    }
    importer_free(importer);
    map64_free(&view.seen);
    return done;
}

bool import_lines(const struct import_request *request, struct strbuf *out)
{
    return run(request, NULL, NULL, out, false);
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool import_lines_records(const struct import_request *request, const struct import_tally *before,
                          struct import_tally *after, struct strbuf *out)
{
    struct strbuf lines = STRBUF_INIT;
    strbuf_puts(&lines, strbuf_text(out));
    strbuf_clear(out);
    bool done = run(request, before, after, &lines, true);
    size_t count = 0, room = lines.length / 8 + 2;
    char **line = calloc(room, sizeof *line);
    assert_non_null(line);
    for (char *at = lines.data; at && *at; count++) {
        char *end = strchr(at, '\n');
        line[count] = at;
        *end = '\0';
        at = end + 1;
    }
    qsort(line, count, sizeof *line, compare_lines);
    for (size_t i = 0; i < count; i++) {
        strbuf_printf(out, "%s\n", line[i]);
    }
    free(line);
    strbuf_free(&lines);
    return done;
}
