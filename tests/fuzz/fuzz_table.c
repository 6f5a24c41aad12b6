/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole imports of tables over any bytes, by every format that takes them and, where a zero byte
 * parts the input, by the profile that stands before it: nothing breaks, every row is taken,
 * ignored or rejected, no text of the batch is raw, and the pieces of the source do not matter.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "import/format.h"
#include "import/profile.h"
#include "import/registry.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NOW 1796040000

static void must(bool true_thing)
{
    if (!true_thing) {
        abort();
    }
}

struct result {
    uint64_t opened, ended; /* no padding: results are compared as bytes */
    uint64_t rows, rejected, ignored, size, sum;
};

static uint64_t mix(uint64_t sum, uint64_t word)
{
    return (sum ^ word) * UINT64_C(0x9e3779b97f4a7c15);
}

static void check_text(const char *text)
{
    struct strbuf clean = STRBUF_INIT;
    if (text) {
        utf8_sanitize(&clean, text, strlen(text), 0);
        must(text[0] && strcmp(strbuf_text(&clean), text) == 0);
    }
    strbuf_free(&clean);
}

static void check_batch(const struct batch *batch, struct result *result)
{
    for (size_t i = 0; i < batch->attrs.count; i++) {
        const struct attrs *attrs = VEC_AT(&batch->attrs, struct attrs, i);
        check_text(attrs->campaign);
        for (int j = 0; j < ATTR_COUNT; j++) {
            check_text(attrs->value[j]);
        }
    }
    for (size_t i = 0; i < batch->messages.count; i++) {
        const struct message *message = VEC_AT(&batch->messages, struct message, i);
        int states = 0;
        must(message->dim < batch->attrs.count && message->key != 0);
        for (int j = 0; j < MESSAGE_STATUS_COUNT; j++) {
            int64_t at = message->at[j];
            states += at != TIME_NONE;
            must(at == TIME_NONE || at == TIME_SOME || (at >= 631065600 && at <= NOW + 172800));
            result->sum = mix(result->sum, (uint64_t)at);
        }
        must(states > 0);
        result->sum = mix(mix(result->sum, message->key), message->recipient);
    }
    for (size_t i = 0; i < batch->reports.count; i++) {
        const struct report_tally *report = VEC_AT(&batch->reports, struct report_tally, i);
        must(report->attrs < batch->attrs.count && report->tally.known != 0);
        for (int j = 0; j < COUNTER_STORED; j++) {
            bool known = report->tally.known & COUNTER_BIT(j);
            must(known || report->tally.value[j] == 0);
            must(counter_info((enum counter)j)->kind == COUNTER_KIND_MONEY ||
                 report->tally.value[j] >= 0);
            result->sum = mix(result->sum, (uint64_t)report->tally.value[j]);
        }
    }
}

static struct result run(const struct import_format *format, const struct profile *profile,
                         const char *text, size_t length, size_t chunk)
{
    static struct keyhash *hash; /* one for all runs, so that they can be repeated */
    static struct zone *zone;
    if (!hash) {
        hash = keyhash_new(NULL);
        zone = zone_load("UTC", NULL);
    }
    struct err err = ERR_INIT;
    struct result result = {0};
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
        enum import_step step;
        result.opened = true;
        do {
            batch_clear(batch);
            step = format->read(state, batch, NULL, &err);
            check_batch(batch, &result);
        } while (step == IMPORT_MORE);
        result.ended = step == IMPORT_END;
        must(result.ended || err.code == ERR_REFUSED || byte_source_is_gzip(context.source));
        format->close(state);
    }
    result.rows = tally.rows;
    result.rejected = reject_count(context.rejects);
    result.ignored = tally.ignored;
    result.size = tally.size;
    must(result.rejected + result.ignored <= result.rows);
    byte_source_free(context.source);
    reject_log_free(context.rejects);
    arena_free(context.arena);
    batch_free(batch);
    vec_free(&notes);
    return result;
}

static void run_twice(const struct import_format *format, const struct profile *profile,
                      const char *text, size_t length)
{
    struct result whole = run(format, profile, text, length, 0);
    struct result pieces = run(format, profile, text, length, 7);
    must(memcmp(&whole, &pieces, sizeof whole) == 0);
}

static void run_formats(const char *text, size_t length)
{
    static const char *const ids[] = {"messages",  "sent",       "daily",
                                      "campaigns", "recipients", "summary"};
    struct arena *arena = arena_new();
    bool memory = false;
    struct sniff sniff = {.text = text, .length = length, .whole = true};
    sniff.csv = csv_sniff(arena, text, length, &memory);
    for (size_t i = 0; sniff.csv && i < sizeof ids / sizeof ids[0]; i++) {
        struct strbuf why = STRBUF_INIT;
        const struct import_format *format = registry_by_id(ids[i]);
        int score = format->sniff(&sniff, &why);
        must(score >= 0 && score <= 100 && (score == 0 || why.length > 0));
        strbuf_free(&why);
        if (score > 0) {
            run_twice(format, NULL, text, length);
        }
    }
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    const char *zero = size ? memchr(text, 0, size) : NULL;
    if (!zero || text[0] != '{') {
        run_formats(text, size);
        return 0;
    }
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    const struct profile *profile = profile_parse(arena, text, (size_t)(zero - text), "fuzz", &err);
    if (profile) {
        run_twice(registry_by_id("profile"), profile, zero + 1, size - (size_t)(zero + 1 - text));
    }
    arena_free(arena);
    return 0;
}
