/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/batch.h"

#include <math.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"

struct batch_index {
    struct map64 places; /* hash of a combination -> its place in attrs + 1 */
    uint32_t last;       /* the combination asked for last: rows come in runs; may be stale */
};

struct batch *batch_new(void)
{
    struct batch *batch = mem_new(1, sizeof *batch);
    if (!batch) {
        return NULL;
    }
    batch->attrs = (struct vec)VEC_INIT(struct attrs);
    batch->messages = (struct vec)VEC_INIT(struct message);
    batch->persons = (struct vec)VEC_INIT(struct person_event);
    batch->reports = (struct vec)VEC_INIT(struct report_tally);
    batch->campaigns = (struct vec)VEC_INIT(struct campaign_facts);
    batch->orders = (struct vec)VEC_INIT(struct order);
    batch->clicks = (struct vec)VEC_INIT(struct click);
    batch->feedback = (struct vec)VEC_INIT(struct feedback);
    batch->rates = (struct vec)VEC_INIT(struct rate);
    batch->notices = (struct vec)VEC_INIT(struct notice);
    batch->arena = arena_new();
    batch->index = mem_new(1, sizeof *batch->index);
    if (!batch->arena || !batch->index) {
        batch_free(batch);
        return NULL;
    }
    return batch;
}

void batch_free(struct batch *batch)
{
    if (!batch) {
        return;
    }
    if (batch->index) {
        map64_free(&batch->index->places);
        mem_free(batch->index);
    }
    vec_free(&batch->attrs);
    vec_free(&batch->messages);
    vec_free(&batch->persons);
    vec_free(&batch->reports);
    vec_free(&batch->campaigns);
    vec_free(&batch->orders);
    vec_free(&batch->clicks);
    vec_free(&batch->feedback);
    vec_free(&batch->rates);
    vec_free(&batch->notices);
    arena_free(batch->arena);
    mem_free(batch);
}

void batch_clear(struct batch *batch)
{
    map64_clear(&batch->index->places);
    vec_clear(&batch->attrs);
    vec_clear(&batch->messages);
    vec_clear(&batch->persons);
    vec_clear(&batch->reports);
    vec_clear(&batch->campaigns);
    vec_clear(&batch->orders);
    vec_clear(&batch->clicks);
    vec_clear(&batch->feedback);
    vec_clear(&batch->rates);
    vec_clear(&batch->notices);
    arena_reset(batch->arena);
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 29;
}

/* Eight bytes a step: names are long enough for that to matter on every row of a file. */
static uint64_t mix_text(uint64_t hash, const char *text)
{
    if (!text) {
        return mix(hash, UINT64_MAX);
    }
    size_t length = strlen(text);
    hash = mix(hash, length);
    while (length > 0) {
        uint64_t word = 0;
        size_t step = length < sizeof word ? length : sizeof word;
        memcpy(&word, text, step);
        hash = mix(hash, word);
        text += step;
        length -= step;
    }
    return hash;
}

static uint64_t attrs_hash(const struct attrs *attrs)
{
    uint64_t hash =
        mix_text((uint64_t)attrs->known << 8 | (uint64_t)attrs->source << 4 | (uint64_t)attrs->rank,
                 attrs->campaign);
    for (int i = 0; i < ATTR_COUNT; i++) {
        if (attrs->value[i]) {
            hash = mix_text(mix(hash, (uint64_t)i), attrs->value[i]);
        }
    }
    return mix_text(hash, attrs->currency.code);
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool attrs_equal(const struct attrs *a, const struct attrs *b)
{
    if (a->source != b->source || a->rank != b->rank || a->known != b->known ||
        !currency_equal(a->currency, b->currency) || !same_text(a->campaign, b->campaign)) {
        return false;
    }
    for (int i = 0; i < ATTR_COUNT; i++) {
        if (!same_text(a->value[i], b->value[i])) {
            return false;
        }
    }
    return true;
}

/* A new last item of attrs with texts of its own; false when out of memory. */
static bool attrs_copy(struct batch *batch, const struct attrs *attrs)
{
    struct attrs copy = *attrs;
    copy.campaign = arena_strdup(batch->arena, attrs->campaign);
    bool complete = copy.campaign || !attrs->campaign;
    for (int i = 0; i < ATTR_COUNT && complete; i++) {
        copy.value[i] = arena_strdup(batch->arena, attrs->value[i]);
        complete = copy.value[i] || !attrs->value[i];
    }
    struct attrs *place = complete ? vec_push(&batch->attrs) : NULL;
    if (!place) {
        return false;
    }
    *place = copy;
    return true;
}

uint32_t batch_attrs(struct batch *batch, const struct attrs *attrs)
{
    struct batch_index *index = batch->index;
    const struct attrs *all = batch->attrs.data;
    if (index->last < batch->attrs.count && attrs_equal(&all[index->last], attrs)) {
        return index->last;
    }
    for (uint64_t hash = attrs_hash(attrs);; hash++) {
        uint64_t *place = map64_put(&index->places, hash, NULL);
        if (!place) {
            return UINT32_MAX;
        }
        if (*place == 0) { /* fresh, or left behind when there was no memory for its texts */
            if (batch->attrs.count >= UINT32_MAX - 1 || !attrs_copy(batch, attrs)) {
                return UINT32_MAX;
            }
            *place = batch->attrs.count;
            index->last = (uint32_t)(batch->attrs.count - 1);
            return index->last;
        }
        if (attrs_equal(&all[*place - 1], attrs)) {
            index->last = (uint32_t)(*place - 1);
            return index->last;
        }
    }
}

struct message *batch_message(struct batch *batch, uint64_t key, uint32_t attrs)
{
    struct message *message = vec_push(&batch->messages);
    if (message) {
        message_init(message, key);
        message->dim = attrs;
    }
    return message;
}

struct person_event *batch_person(struct batch *batch)
{
    return vec_push(&batch->persons);
}

struct report_tally *batch_report(struct batch *batch, uint32_t attrs, int32_t day)
{
    struct report_tally *report = vec_push(&batch->reports);
    if (report) {
        report->attrs = attrs;
        report->day = day;
    }
    return report;
}

struct campaign_facts *batch_campaign(struct batch *batch, const char *name)
{
    const char *copy = arena_strdup(batch->arena, name);
    struct campaign_facts *facts = copy ? vec_push(&batch->campaigns) : NULL;
    if (facts) {
        *facts = (struct campaign_facts){.campaign = copy,
                                         .kind = KIND_UNKNOWN,
                                         .goal = GOAL_UNKNOWN,
                                         .start = DAY_NONE,
                                         .end = DAY_NONE};
    }
    return facts;
}

struct order *batch_order(struct batch *batch, uint64_t key)
{
    struct order *order = vec_push(&batch->orders);
    if (order) {
        order_init(order, key);
    }
    return order;
}

struct click *batch_click(struct batch *batch, uint64_t key)
{
    struct click *click = vec_push(&batch->clicks);
    if (click) {
        click->link.key = key;
        click->link.at = TIME_NONE;
    }
    return click;
}

struct feedback *batch_feedback(struct batch *batch, uint64_t key)
{
    struct feedback *feedback = vec_push(&batch->feedback);
    if (feedback) {
        *feedback = (struct feedback){.link = {.key = key, .at = TIME_NONE}, .rating = (double)NAN};
    }
    return feedback;
}

struct rate *batch_rate(struct batch *batch)
{
    return vec_push(&batch->rates);
}

struct notice *batch_notice(struct batch *batch)
{
    return vec_push(&batch->notices);
}

size_t batch_size(const struct batch *batch)
{
    return batch->messages.count + batch->persons.count + batch->reports.count +
           batch->campaigns.count + batch->orders.count + batch->clicks.count +
           batch->feedback.count + batch->rates.count + batch->notices.count;
}
