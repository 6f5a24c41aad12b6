/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The webhook format over any bytes: nothing breaks, every row is taken, ignored or rejected, what
 * is in the batch is in order, and reading the log once more in other pieces gives the same.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "import/format.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool true_thing)
{
    if (!true_thing) {
        abort();
    }
}

struct result {
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
        must(strcmp(strbuf_text(&clean), text) == 0); /* it was sanitised */
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
            states += message->at[j] != TIME_NONE ? 1 : 0;
            result->sum = mix(result->sum, (uint64_t)message->at[j]);
        }
        must(states == 1);
        result->sum = mix(mix(result->sum, message->key), message->recipient);
    }
    for (size_t i = 0; i < batch->persons.count; i++) {
        const struct person_event *event = VEC_AT(&batch->persons, struct person_event, i);
        must(event->id != 0 && event->recipient != 0 && event->at >= 631152000);
        result->sum = mix(mix(result->sum, event->id), (uint64_t)event->at);
    }
}

static struct result run(const uint8_t *data, size_t size, size_t chunk, struct keyhash *hash)
{
    struct err err = ERR_INIT;
    struct result result = {0};
    struct import_request request = {.hash = hash};
    struct import_tally tally = {.first = TIME_NONE, .last = TIME_NONE, .as_of = TIME_NONE};
    struct vec notes = VEC_INIT(const char *);
    struct import_context context = {.request = &request, .tally = &tally, .notes = &notes};
    struct batch *batch = batch_new();
    context.arena = arena_new();
    context.rejects = reject_log_new(NULL, "fuzz", &err);
    context.source = byte_source_memory(data, size, chunk, ENCODING_UTF8, &err);
    if (context.source) {
        void *state = import_format_webhook.open(&context, &err);
        must(state && batch && context.arena && context.rejects);
        enum import_step step;
        do {
            batch_clear(batch);
            step = import_format_webhook.read(state, batch, NULL, &err);
            check_batch(batch, &result);
        } while (step == IMPORT_MORE);
        must(step == IMPORT_END || byte_source_is_gzip(context.source));
        import_format_webhook.close(state);
    }
    result.rows = tally.rows;
    result.rejected = reject_count(context.rejects);
    result.ignored = tally.ignored;
    result.size = tally.size;
    must(result.rejected + result.ignored <= result.rows);
    must(result.size <= size || !context.source || byte_source_is_gzip(context.source));
    byte_source_free(context.source);
    reject_log_free(context.rejects);
    arena_free(context.arena);
    batch_free(batch);
    vec_free(&notes);
    return result;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct keyhash *hash; /* one key for all runs, so that they can be repeated */
    if (!hash) {
        hash = keyhash_new(NULL);
    }
    struct strbuf why = STRBUF_INIT;
    struct sniff sniff = {.text = (const char *)data, .length = size, .whole = true};
    int score = import_format_webhook.sniff(&sniff, &why);
    must(score >= 0 && score <= 100 && (score == 0 || why.length > 0));
    strbuf_free(&why);
    struct result whole = run(data, size, 0, hash);
    struct result pieces = run(data, size, 7, hash);
    must(memcmp(&whole, &pieces, sizeof whole) == 0);
    return 0;
}
