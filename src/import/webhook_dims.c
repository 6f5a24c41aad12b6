/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/webhook_dims.h"

#include <string.h>

#include "base/mem.h"
#include "import/callback_data.h"
#include "import/json_pull.h"
#include "text/utf8.h"

#define SLOTS    256 /* a power of two */
#define KEY_SIZE 1024

/* What a log can know of a message: no clicks on links (so clickers stay unknown), no amounts. */
#define KNOWN                                                                                      \
    (COUNTER_BIT(COUNTER_SENT) | COUNTER_BIT(COUNTER_FAILED) | COUNTER_BIT(COUNTER_FAILED_CAP) |   \
     COUNTER_BIT(COUNTER_FAILED_UNREACHABLE) | COUNTER_BIT(COUNTER_DELIVERED) |                    \
     COUNTER_BIT(COUNTER_READ) | COUNTER_BIT(COUNTER_REPLIERS) | COUNTER_BIT(COUNTER_OPTOUTS))

struct dim_slot {
    const char *key; /* in the batch's arena; NULL: free */
    size_t length;
    uint32_t index;
};

bool webhook_dims_init(struct webhook_dims *dims, struct err *err)
{
    memset(dims, 0, sizeof *dims);
    dims->slots = mem_new(SLOTS, sizeof *dims->slots);
    dims->scratch = arena_new();
    if (!dims->slots || !dims->scratch) {
        webhook_dims_free(dims);
        return err_memory(err);
    }
    return true;
}

void webhook_dims_free(struct webhook_dims *dims)
{
    mem_free(dims->slots);
    arena_free(dims->scratch);
    dims->slots = NULL;
    dims->scratch = NULL;
}

void webhook_dims_clear(struct webhook_dims *dims)
{
    memset(dims->slots, 0, SLOTS * sizeof *dims->slots);
}

struct raw_text raw_text_plain(struct raw_text raw, struct strbuf *out)
{
    if (!raw.escaped) {
        return raw;
    }
    struct json_pull json = {.value = raw.text, .value_length = raw.length, .escaped = true};
    strbuf_clear(out);
    json_pull_decode(&json, out);
    return (struct raw_text){strbuf_text(out), out->length, false};
}

/* A sanitised copy in the scratch arena; *memory when that failed. NULL too when nothing is left.
 */
static char *clean_copy(struct webhook_dims *dims, struct raw_text raw, bool *memory)
{
    struct strbuf plain = STRBUF_INIT;
    struct strbuf clean = STRBUF_INIT;
    struct raw_text text = raw_text_plain(raw, &plain);
    utf8_sanitize(&clean, text.text, text.length, CALLBACK_VALUE_SIZE);
    char *copy = clean.length ? arena_strdup(dims->scratch, clean.data) : NULL;
    *memory |= plain.failed || clean.failed || (clean.length && !copy);
    strbuf_free(&plain);
    strbuf_free(&clean);
    return copy;
}

/* "AUTHENTICATION-INTERNATIONAL" and "authentication_international" are one category. */
static const char *category_name(struct webhook_dims *dims, struct raw_text raw, bool *memory)
{
    char *name = raw.length ? clean_copy(dims, raw, memory) : NULL;
    for (char *c = name; c && *c; c++) {
        if (*c == '-' || *c == ' ') {
            *c = '_';
        } else if (*c >= 'A' && *c <= 'Z') {
            *c = (char)(*c + ('a' - 'A'));
        }
    }
    return name;
}

static uint32_t make(struct webhook_dims *dims, struct batch *batch,
                     const struct webhook_naming *naming)
{
    struct attrs attrs = {.source = SOURCE_EVENTS, .rank = ATTR_RANK_HINT, .known = KNOWN};
    bool memory = false;
    arena_reset(dims->scratch);
    attrs.value[ATTR_CHANNEL] = "whatsapp";
    attrs.value[ATTR_COUNTRY] = naming->country;
    attrs.value[ATTR_CATEGORY] = category_name(dims, naming->category, &memory);
    if (attrs.value[ATTR_CATEGORY] && naming->free_of_charge) {
        attrs.value[ATTR_CATEGORY] =
            arena_printf(dims->scratch, "%s_free", attrs.value[ATTR_CATEGORY]);
        memory |= !attrs.value[ATTR_CATEGORY];
    }
    if (naming->sender.length) {
        attrs.value[ATTR_SENDER] = clean_copy(dims, naming->sender, &memory);
    }
    if (naming->callback.length) {
        struct strbuf plain = STRBUF_INIT;
        struct raw_text text = raw_text_plain(naming->callback, &plain);
        bool short_of = plain.failed;
        if (!short_of && !callback_data_read(dims->scratch, text.text, text.length, &attrs,
                                             &dims->unknown_keys, &short_of)) {
            dims->unreadable++;
        }
        memory |= short_of;
        strbuf_free(&plain);
    }
    if (!attrs.campaign && naming->campaign) {
        attrs.campaign = naming->campaign;
        attrs.rank = ATTR_RANK_STATED;
    }
    return memory ? UINT32_MAX : batch_attrs(batch, &attrs);
}

/* All that decides the attrs, as one string of bytes; 0 when it is too long to be kept. */
static size_t make_key(const struct webhook_naming *naming, char key[KEY_SIZE])
{
    const struct raw_text *parts[] = {&naming->sender, &naming->category, &naming->callback};
    size_t length = 3;
    key[0] = (char)((naming->campaign ? 1 : 0) | (naming->free_of_charge ? 2 : 0));
    key[1] = naming->country ? naming->country[0] : 0;
    key[2] = naming->country ? naming->country[1] : 0;
    for (size_t i = 0; i < ARRAY_COUNT(parts); i++) {
        uint32_t head = (uint32_t)parts[i]->length << 1 | (parts[i]->escaped ? 1 : 0);
        if (parts[i]->length > KEY_SIZE - length - sizeof head) {
            return 0;
        }
        memcpy(key + length, &head, sizeof head);
        length += sizeof head;
        if (parts[i]->length) {
            memcpy(key + length, parts[i]->text, parts[i]->length);
        }
        length += parts[i]->length;
        if (length > KEY_SIZE - sizeof head) {
            return 0;
        }
    }
    return length;
}

static uint64_t key_hash(const char *key, size_t length)
{
    uint64_t hash = length;
    for (size_t at = 0; at < length; at += 8) {
        uint64_t word = 0;
        memcpy(&word, key + at, length - at < 8 ? length - at : 8);
        hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        hash ^= hash >> 32;
    }
    return hash;
}

uint32_t webhook_dims_index(struct webhook_dims *dims, struct batch *batch,
                            const struct webhook_naming *naming)
{
    char key[KEY_SIZE];
    size_t length = make_key(naming, key);
    if (length == 0) {
        return make(dims, batch, naming);
    }
    struct dim_slot *slot = &dims->slots[key_hash(key, length) % SLOTS];
    if (slot->key && slot->length == length && memcmp(slot->key, key, length) == 0) {
        return slot->index;
    }
    uint32_t index = make(dims, batch, naming);
    char *copy = index != UINT32_MAX ? arena_alloc(batch->arena, length, 1) : NULL;
    if (copy) {
        memcpy(copy, key, length);
        *slot = (struct dim_slot){copy, length, index};
    }
    return index;
}
