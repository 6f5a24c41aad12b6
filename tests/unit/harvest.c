/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/harvest.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "lib/check.h"

void harvest_init(struct harvest *harvest)
{
    struct err err = ERR_INIT;
    memset(harvest, 0, sizeof *harvest);
    harvest->hash = keyhash_new(&err);
    check_ok(harvest->hash, &err);
    harvest->zone = zone_load("UTC", &err);
    check_ok(harvest->zone, &err);
    harvest->arena = arena_new();
    assert_non_null(harvest->arena);
    harvest->messages = (struct vec)VEC_INIT(struct harvested);
    harvest->persons = (struct vec)VEC_INIT(struct person_event);
    harvest->rejects = (struct vec)VEC_INIT(struct import_reject);
    harvest->notes = (struct vec)VEC_INIT(const char *);
    harvest->request.hash = harvest->hash;
    harvest->request.zone = harvest->zone;
    harvest->request.spool_folder = check_folder();
    harvest->request.now = INT64_C(1790000000);
}

void harvest_clear(struct harvest *harvest)
{
    vec_clear(&harvest->messages);
    vec_clear(&harvest->persons);
    vec_clear(&harvest->rejects);
    vec_clear(&harvest->notes);
    arena_reset(harvest->arena);
    harvest->statements = 0;
}

void harvest_free(struct harvest *harvest)
{
    vec_free(&harvest->messages);
    vec_free(&harvest->persons);
    vec_free(&harvest->rejects);
    vec_free(&harvest->notes);
    arena_free(harvest->arena);
    zone_free(harvest->zone);
    keyhash_free(harvest->hash);
}

static const char *better(struct harvest *harvest, const char *mine, const char *other,
                          enum attr_rank mine_rank, enum attr_rank other_rank)
{
    bool take = other && (!mine || other_rank > mine_rank ||
                          (other_rank == mine_rank && strcmp(other, mine) < 0));
    return take ? arena_strdup(harvest->arena, other) : mine;
}

static void add_message(struct harvest *harvest, const struct message *message,
                        const struct attrs *attrs)
{
    struct harvested *place = NULL;
    for (size_t i = 0; i < harvest->messages.count && !place; i++) {
        struct harvested *one = VEC_AT(&harvest->messages, struct harvested, i);
        place = one->message.key == message->key ? one : NULL;
    }
    if (!place) {
        place = vec_push(&harvest->messages);
        assert_non_null(place);
        message_init(&place->message, message->key);
    }
    message_merge(&place->message, message);
    place->campaign = better(harvest, place->campaign, attrs->campaign, place->rank, attrs->rank);
    for (int i = 0; i < ATTR_COUNT; i++) {
        place->value[i] =
            better(harvest, place->value[i], attrs->value[i], place->rank, attrs->rank);
    }
    if (attrs->campaign && attrs->rank > place->rank) {
        place->rank = attrs->rank;
    }
    place->known |= attrs->known;
    assert_int_equal(attrs->source, SOURCE_EVENTS);
    harvest->statements++;
}

static void add_person(struct harvest *harvest, const struct person_event *event)
{
    assert_true(event->recipient != 0);
    for (size_t i = 0; i < harvest->persons.count; i++) {
        if (VEC_AT(&harvest->persons, struct person_event, i)->id == event->id) {
            return;
        }
    }
    struct person_event *place = vec_push(&harvest->persons);
    assert_non_null(place);
    *place = *event;
}

static void take(struct harvest *harvest, const struct batch *batch)
{
    for (size_t i = 0; i < batch->messages.count; i++) {
        const struct message *message = VEC_AT(&batch->messages, struct message, i);
        assert_true(message->dim < batch->attrs.count);
        add_message(harvest, message, VEC_AT(&batch->attrs, struct attrs, message->dim));
    }
    for (size_t i = 0; i < batch->persons.count; i++) {
        add_person(harvest, VEC_AT(&batch->persons, struct person_event, i));
    }
}

void harvest_file(struct harvest *harvest, const char *path, uint64_t offset)
{
    struct err err = ERR_INIT;
    harvest->request.path = path;
    struct importer *importer = importer_open(&harvest->request, &err);
    check_ok(importer, &err);
    struct batch *batch = batch_new();
    assert_non_null(batch);
    harvest->why = arena_strdup(harvest->arena, importer_head(importer)->why);
    harvest->options = arena_strdup(harvest->arena, importer_options(importer));
    check_ok(offset == 0 || importer_continue(importer, offset, 0, &err), &err);
    check_ok(importer_prepare(importer, NULL, &err), &err);
    enum import_step step;
    do {
        step = importer_read(importer, batch, NULL, &err);
        check_ok(step != IMPORT_FAILED, &err);
        take(harvest, batch);
    } while (step == IMPORT_MORE);
    harvest->tally = *importer_tally(importer);
    const struct import_reject *rejects;
    size_t count = importer_rejects(importer, &rejects);
    for (size_t i = 0; i < count; i++) {
        struct import_reject *place = vec_push(&harvest->rejects);
        assert_non_null(place);
        *place = rejects[i];
        place->reason = arena_strdup(harvest->arena, rejects[i].reason);
    }
    const char *const *notes;
    count = importer_notes(importer, &notes);
    for (size_t i = 0; i < count; i++) {
        const char **place = vec_push(&harvest->notes);
        assert_non_null(place);
        *place = arena_strdup(harvest->arena, notes[i]);
    }
    batch_free(batch);
    importer_free(importer);
}

void harvest_bytes(struct harvest *harvest, const void *bytes, size_t length)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/harvest", check_folder());
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    harvest_file(harvest, path, 0);
}

void harvest_text(struct harvest *harvest, const char *text)
{
    harvest_bytes(harvest, text, strlen(text));
}

const struct harvested *harvest_find(const struct harvest *harvest, const char *message_id)
{
    uint64_t key = keyhash_id(harvest->hash, KEYHASH_MESSAGE, message_id, strlen(message_id));
    for (size_t i = 0; i < harvest->messages.count; i++) {
        const struct harvested *one = VEC_AT(&harvest->messages, struct harvested, i);
        if (one->message.key == key) {
            return one;
        }
    }
    return NULL;
}

size_t harvest_acts(const struct harvest *harvest, const char *person, enum person_act act)
{
    uint64_t recipient = keyhash_id(harvest->hash, KEYHASH_RECIPIENT, person, strlen(person));
    size_t count = 0;
    for (size_t i = 0; i < harvest->persons.count; i++) {
        const struct person_event *event = VEC_AT(&harvest->persons, struct person_event, i);
        count += event->recipient == recipient && event->act == act ? 1 : 0;
    }
    return count;
}

static int by_key(const void *a, const void *b)
{
    uint64_t x = ((const struct harvested *)a)->message.key;
    uint64_t y = ((const struct harvested *)b)->message.key;
    return x < y ? -1 : x > y;
}

static int by_id(const void *a, const void *b)
{
    uint64_t x = ((const struct person_event *)a)->id;
    uint64_t y = ((const struct person_event *)b)->id;
    return x < y ? -1 : x > y;
}

char *harvest_dump(const struct harvest *harvest)
{
    struct strbuf out = STRBUF_INIT;
    struct harvested *messages = harvest->messages.data;
    struct person_event *persons = harvest->persons.data;
    if (harvest->messages.count) {
        qsort(messages, harvest->messages.count, sizeof *messages, by_key);
    }
    if (harvest->persons.count) {
        qsort(persons, harvest->persons.count, sizeof *persons, by_id);
    }
    for (size_t i = 0; i < harvest->messages.count; i++) {
        const struct harvested *one = &messages[i];
        strbuf_printf(&out, "%" PRIx64 " %" PRIx64 " code %d known %x campaign %s rank %d",
                      one->message.key, one->message.recipient, (int)one->message.code,
                      (unsigned)one->known, one->campaign ? one->campaign : "-", (int)one->rank);
        for (int j = 0; j < MESSAGE_STATUS_COUNT; j++) {
            if (one->message.at[j] != TIME_NONE) {
                strbuf_printf(&out, " %d:%" PRId64, j, one->message.at[j]);
            }
        }
        for (int j = 0; j < ATTR_COUNT; j++) {
            if (one->value[j]) {
                strbuf_printf(&out, " %s=%s", attr_info((enum attr)j)->name, one->value[j]);
            }
        }
        strbuf_putc(&out, '\n');
    }
    for (size_t i = 0; i < harvest->persons.count; i++) {
        strbuf_printf(&out, "%" PRIx64 " %" PRIx64 " %d at %" PRId64 "\n", persons[i].id,
                      persons[i].recipient, (int)persons[i].act, persons[i].at);
    }
    char *text = strbuf_take(&out);
    assert_non_null(text);
    return text;
}

bool harvest_noted(const struct harvest *harvest, const char *words)
{
    for (size_t i = 0; i < harvest->notes.count; i++) {
        if (strstr(*VEC_AT(&harvest->notes, const char *, i), words)) {
            return true;
        }
    }
    return false;
}

bool harvest_rejected(const struct harvest *harvest, uint64_t line, uint64_t column,
                      const char *words)
{
    for (size_t i = 0; i < harvest->rejects.count; i++) {
        const struct import_reject *reject = VEC_AT(&harvest->rejects, struct import_reject, i);
        if (reject->line == line && reject->column == column && strstr(reject->reason, words)) {
            return true;
        }
    }
    return false;
}
