/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a webhook's entry hangs on: from its raw texts to a place in the batch's attrs, with a cache
 * in front, since a log names the same few over and over.
 */
#ifndef CAMPANE_IMPORT_WEBHOOK_DIMS_H
#define CAMPANE_IMPORT_WEBHOOK_DIMS_H

#include "base/err.h"
#include "import/word_count.h"
#include "model/batch.h"

/* A part of the body as it stands there. */
struct raw_text {
    const char *text;
    size_t length; /* 0: not there */
    bool escaped;  /* holds JSON escapes */
};

struct webhook_naming {
    struct raw_text sender;   /* phone_number_id */
    struct raw_text category; /* "marketing" */
    bool free_of_charge;      /* the category gets "_free" behind it */
    struct raw_text callback; /* biz_opaque_callback_data */
    const char *country;      /* ISO code of the recipient's number, NULL */
    const char *campaign;     /* for what names none (--campaign), NULL */
};

struct webhook_dims {
    struct dim_slot *slots;
    struct arena *scratch;
    struct word_count unknown_keys; /* of the callback data */
    uint64_t unreadable;            /* callback data that could not be made out */
};

bool webhook_dims_init(struct webhook_dims *dims, struct err *err);
void webhook_dims_free(struct webhook_dims *dims);

/* Forget everything: another batch is being filled. */
void webhook_dims_clear(struct webhook_dims *dims);

/* The place in the batch's attrs; UINT32_MAX when out of memory. */
uint32_t webhook_dims_index(struct webhook_dims *dims, struct batch *batch,
                            const struct webhook_naming *naming);

/* The text of a part with its JSON escapes resolved, in `out` when there are any, else where it is.
 * out->failed: out of memory. */
struct raw_text raw_text_plain(struct raw_text raw, struct strbuf *out);

#endif
