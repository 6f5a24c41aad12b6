/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/labels.h"

#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "text/utf8.h"

#define LABELS_MAX 32768 /* combinations that are remembered at a time */
#define NAME_SIZE  255   /* bytes of a name that are kept */

struct label {
    struct attrs attrs;
    uint64_t round; /* of place */
    uint32_t place; /* in the batch of that round */
};

struct labels {
    const struct import_context *context;
    const struct mapping *mapping;
    struct intern *keys; /* number of a key is its place in entries */
    struct vec entries;  /* struct label */
    struct arena *arena; /* texts of the entries */
    struct strbuf key;
    struct attrs common;
    struct label *last;
    uint64_t round;
};

struct labels *labels_new(const struct import_context *context, const struct mapping *mapping,
                          enum source source, enum attr_rank rank, counter_mask known,
                          struct err *err)
{
    struct labels *labels = mem_new(1, sizeof *labels);
    if (!labels) {
        err_memory(err);
        return NULL;
    }
    labels->context = context;
    labels->mapping = mapping;
    labels->entries = (struct vec)VEC_INIT(struct label);
    labels->common = (struct attrs){.source = source, .rank = rank, .known = known};
    labels->round = 1;
    labels->keys = intern_new();
    labels->arena = arena_new();
    if (!labels->keys || !labels->arena) {
        labels_free(labels);
        err_memory(err);
        return NULL;
    }
    return labels;
}

void labels_free(struct labels *labels)
{
    if (labels) {
        intern_free(labels->keys);
        vec_free(&labels->entries);
        arena_free(labels->arena);
        strbuf_free(&labels->key);
        mem_free(labels);
    }
}

void labels_set_known(struct labels *labels, counter_mask known)
{
    labels->common.known = known;
}

void labels_next_batch(struct labels *labels)
{
    labels->round++;
}

/* --- texts ------------------------------------------------------------------------------------ */

static char *keep(struct arena *arena, struct strbuf *text, bool *failed)
{
    char *copy = NULL;
    if (text->failed) {
        *failed = true;
    } else if (text->length > 0) {
        copy = arena_strdup(arena, text->data);
        *failed = *failed || !copy;
    }
    strbuf_free(text);
    return copy;
}

char *labels_text(struct arena *arena, const struct cell *cell, bool *failed)
{
    struct strbuf clean = STRBUF_INIT;
    if (cell) {
        utf8_sanitize(&clean, cell->text, cell->length, NAME_SIZE);
    }
    return keep(arena, &clean, failed);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "pt-br" as "pt_BR", however the file writes it; other texts as they are. */
static void unify_language(char *text)
{
    size_t letters = 0;
    while (is_letter(text[letters])) {
        letters++;
    }
    size_t rest = 0;
    if (text[letters] == '-' || text[letters] == '_') {
        while (is_letter(text[letters + 1 + rest])) {
            rest++;
        }
    }
    bool plain = !text[letters];
    bool region = rest == 2 && !text[letters + 3];
    if (letters < 2 || letters > 3 || !(plain || region)) {
        return;
    }
    for (size_t i = 0; i < letters; i++) {
        text[i] = (char)(text[i] | 0x20);
    }
    if (region) {
        text[letters] = '_';
        text[letters + 1] = (char)(text[letters + 1] & ~0x20);
        text[letters + 2] = (char)(text[letters + 2] & ~0x20);
    }
}

static const char *sender_text(const struct labels *labels, const struct cell *cell, bool *failed)
{
    struct strbuf safe = STRBUF_INIT;
    if (cell) {
        value_sender(cell->text, cell->length, labels->context->request->hash, &safe);
    }
    return keep(labels->arena, &safe, failed);
}

/* From its column; else from the phone number; else the column's word that is no country's name. */
static const char *country_text(const struct labels *labels, const struct cell *cell,
                                const char *of_phone, bool *failed)
{
    const char *code = cell ? value_country(cell->text, cell->length) : NULL;
    if (code || of_phone) {
        return code ? code : of_phone;
    }
    return labels_text(labels->arena, cell, failed);
}

static const char *channel_text(const struct labels *labels, const struct cell *cell, bool *failed)
{
    char *text = labels_text(labels->arena, cell, failed);
    for (char *c = text; c && *c; c++) {
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
    }
    if (text) {
        return text;
    }
    const char *asked = labels->context->request->channel;
    return asked ? asked : "whatsapp";
}

static bool fill_attrs(const struct labels *labels, const struct row *row, const char *country,
                       struct currency currency, struct attrs *attrs)
{
    bool failed = false;
    *attrs = labels->common;
    attrs->currency = currency;
    attrs->campaign = labels_text(labels->arena, row_cell(row, FIELD_CAMPAIGN), &failed);
    if (!attrs->campaign) {
        attrs->campaign = labels->context->campaign;
    }
    for (int i = 0; i < ATTR_COUNT; i++) {
        const struct cell *cell = row_cell(row, (enum field)(FIELD_ATTR + i));
        if (i == ATTR_SENDER) {
            attrs->value[i] = sender_text(labels, cell, &failed);
        } else if (i == ATTR_COUNTRY) {
            attrs->value[i] = country_text(labels, cell, country, &failed);
        } else if (i == ATTR_CHANNEL) {
            attrs->value[i] = channel_text(labels, cell, &failed);
        } else {
            char *text = labels_text(labels->arena, cell, &failed);
            if (i == ATTR_LANGUAGE && text) {
                unify_language(text);
            }
            attrs->value[i] = text;
        }
    }
    return !failed;
}

/* --- combinations ----------------------------------------------------------------------------- */

static void forget(struct labels *labels)
{
    intern_clear(labels->keys);
    vec_clear(&labels->entries);
    arena_reset(labels->arena);
    labels->last = NULL;
}

/* The bytes that make a combination. */
static void make_key(struct labels *labels, const struct row *row, const char *country,
                     struct currency currency)
{
    struct strbuf *key = &labels->key;
    strbuf_clear(key);
    for (size_t i = 0; i < labels->mapping->count; i++) {
        enum field field = labels->mapping->columns[i].field;
        if (field != FIELD_CAMPAIGN && (field < FIELD_ATTR || field >= FIELD_COUNTER)) {
            continue;
        }
        if (row->cells[i].set) {
            strbuf_add(key, row->cells[i].text, row->cells[i].length);
        }
        strbuf_putc(key, '\0'); /* no cell holds one */
    }
    strbuf_add(key, country ? country : "--", 2);
    strbuf_puts(key, currency.code);
}

const struct attrs *labels_attrs(struct labels *labels, const struct row *row, const char *country,
                                 struct currency currency)
{
    if (labels->entries.count >= LABELS_MAX) {
        forget(labels);
    }
    make_key(labels, row, country, currency);
    if (labels->key.failed) {
        return NULL;
    }
    uint32_t number = intern_find(labels->keys, labels->key.data, labels->key.length);
    if (number == INTERN_NONE) {
        struct label label = {.round = 0};
        if (!fill_attrs(labels, row, country, currency, &label.attrs) ||
            !vec_reserve(&labels->entries, 1)) {
            return NULL;
        }
        number = intern_add(labels->keys, labels->key.data, labels->key.length);
        struct label *place = number == INTERN_NONE ? NULL : vec_push(&labels->entries);
        if (!place) {
            return NULL;
        }
        *place = label;
    }
    labels->last = VEC_AT(&labels->entries, struct label, number);
    return &labels->last->attrs;
}

uint32_t labels_place(struct labels *labels, struct batch *batch)
{
    struct label *label = labels->last;
    if (label->round != labels->round) {
        label->place = batch_attrs(batch, &label->attrs);
        label->round = label->place == UINT32_MAX ? 0 : labels->round;
    }
    return label->place;
}
