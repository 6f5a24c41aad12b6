/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/identity.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "import/occurrences.h"

struct identity {
    const struct import_context *context;
    struct occurrences *occurrences; /* NULL: no column gives recipients */
    struct strbuf bytes;
    bool by_id;
};

void identity_free(struct identity *identity)
{
    if (identity) {
        occurrences_free(identity->occurrences);
        strbuf_free(&identity->bytes);
        mem_free(identity);
    }
}

struct identity *identity_new(const struct import_context *context, const struct mapping *mapping,
                              struct err *err)
{
    struct identity *identity = mem_new(1, sizeof *identity);
    bool by_recipient = mapping_has_column(mapping, FIELD_RECIPIENT);
    if (identity) {
        identity->context = context;
        identity->by_id = mapping_has_column(mapping, FIELD_MESSAGE_ID);
        identity->occurrences = by_recipient ? occurrences_new() : NULL;
    }
    if (!identity || (by_recipient && !identity->occurrences)) {
        identity_free(identity);
        err_memory(err);
        return NULL;
    }
    return identity;
}

bool identity_by_id(const struct identity *identity)
{
    return identity->by_id;
}

bool identity_by_recipient(const struct identity *identity)
{
    return identity->occurrences != NULL;
}

/* --- bytes ------------------------------------------------------------------------------------ */

static void begin(struct identity *identity, const char *kind)
{
    strbuf_clear(&identity->bytes);
    strbuf_add(&identity->bytes, kind, strlen(kind) + 1);
}

/* Text cannot hold a zero byte, so that parts never run together. */
static void add_text(struct identity *identity, const char *text)
{
    text = text ? text : "";
    strbuf_add(&identity->bytes, text, strlen(text) + 1);
}

static void add_number(struct identity *identity, uint64_t number)
{
    char bytes[8];
    for (int i = 0; i < 8; i++) {
        bytes[i] = (char)(number >> (8 * i) & 0xff); /* the same on every machine */
    }
    strbuf_add(&identity->bytes, bytes, sizeof bytes);
}

static uint64_t hashed(const struct identity *identity)
{
    return identity->bytes.failed ? 0
                                  : keyhash_id(identity->context->request->hash, KEYHASH_EVENT,
                                               identity->bytes.data, identity->bytes.length);
}

/* --- keys ------------------------------------------------------------------------------------- */

static uint64_t by_recipient(struct identity *identity, const struct identity_row *row)
{
    begin(identity, "message by recipient");
    add_text(identity, row->attrs->campaign);
    add_text(identity, row->attrs->value[ATTR_TEMPLATE]);
    add_text(identity, strbuf_text(row->recipient));
    add_number(identity, (uint64_t)row->sent);
    return hashed(identity);
}

static uint64_t by_place(struct identity *identity, const struct identity_row *row)
{
    begin(identity, "message by place");
    strbuf_add(&identity->bytes, (const char *)identity->context->content,
               sizeof identity->context->content);
    add_number(identity, row->begin);
    return hashed(identity);
}

enum identity_step identity_key(struct identity *identity, const struct identity_row *row,
                                uint64_t *key)
{
    if (row->id) {
        *key = keyhash_id(identity->context->request->hash, KEYHASH_MESSAGE, row->id->text,
                          row->id->length);
        return IDENTITY_KEY;
    }
    if (!identity->occurrences) {
        *key = by_place(identity, row);
        return *key ? IDENTITY_KEY : IDENTITY_FAILED;
    }
    if (occurrences_full(identity->occurrences)) {
        return IDENTITY_SURVEY;
    }
    *key = by_recipient(identity, row);
    uint64_t number = *key ? occurrences_count(identity->occurrences, *key) : 0;
    if (number > 1) {
        add_number(identity, number);
        *key = hashed(identity);
    }
    return number && *key ? IDENTITY_KEY : IDENTITY_FAILED;
}

uint64_t identity_event(struct identity *identity, const char *act, const struct strbuf *recipient,
                        int64_t at)
{
    begin(identity, act);
    add_text(identity, strbuf_text(recipient));
    add_number(identity, (uint64_t)at);
    return hashed(identity);
}

/* --- survey ----------------------------------------------------------------------------------- */

bool identity_survey_begin(struct identity *identity, struct err *err)
{
    return occurrences_begin(identity->occurrences) || err_memory(err);
}

bool identity_survey_look(struct identity *identity, const struct identity_row *row,
                          struct err *err)
{
    if (row->id) {
        return true;
    }
    uint64_t key = by_recipient(identity, row);
    return (key && occurrences_look(identity->occurrences, key)) || err_memory(err);
}

bool identity_survey_end(struct identity *identity, struct err *err)
{
    if (occurrences_end(identity->occurrences)) {
        return true;
    }
    err_set(err, ERR_REFUSED,
            _("over %d rows look like others of the file and cannot be told apart"),
            OCCURRENCES_MAX);
    return err_todo(err, _("export message ids or sent times with it"));
}
