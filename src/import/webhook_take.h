/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the entries of a webhook's body mean, as records of a batch:
 *   - a status is a statement about a message: sent, delivered, read (or played), failed
 *   - a message that answers one of ours (context, reaction) is the statement "replied" about that
 *     one; any other is a person who wrote
 *   - a preference is a person who stopped or resumed
 *   - an automatic event is an order or a lead that names a message
 *   - an action is a click that names nothing: taken where the import was told a campaign
 *   - a notice says how templates, numbers and the account stand (webhook_notice.c)
 */
#ifndef CAMPANE_IMPORT_WEBHOOK_TAKE_H
#define CAMPANE_IMPORT_WEBHOOK_TAKE_H

#include "import/format.h"
#include "import/webhook_body.h"
#include "import/webhook_dims.h"

struct webhook_taker {
    struct import_context *context;
    const struct webhook_body *body;
    struct webhook_dims dims;
    struct strbuf scratch[3];
    struct strbuf normal;       /* a recipient in its normal form */
    struct word_count left_out; /* understood, counts nothing */
    struct word_count states;   /* of messages that count nothing */
    uint64_t masked;            /* recipients that are no numbers */
    uint64_t bad_prices;        /* purchases whose value is no amount */
};

bool webhook_taker_init(struct webhook_taker *taker, struct import_context *context,
                        const struct webhook_body *body, struct err *err);
void webhook_taker_free(struct webhook_taker *taker);

enum webhook_taken {
    TAKE_DONE,
    TAKE_NOTHING,  /* understood, counts nothing */
    TAKE_NO_ID,    /* bad: names no message or person */
    TAKE_NO_STATE, /* bad: a status that does not say which */
    TAKE_NO_TIME,  /* bad: no timestamp, or no time between 1990 and 2100 */
    TAKE_NO_MEMORY
};

/* Put what an event of the body says into the batch. */
enum webhook_taken webhook_take(struct webhook_taker *taker, struct batch *batch,
                                const struct webhook_event *event);

/* What a value says of templates, numbers or the account (webhook_notice.c). TAKE_NOTHING: its
 * field is not one that does, or its entry has no time. */
enum webhook_taken webhook_take_notice(struct webhook_taker *taker, struct batch *batch,
                                       const struct webhook_event *event);

/* The text of a span with its escapes resolved; lent until the next call with the same number of a
 * scratch buffer (0 … 2). Empty when it is not there. */
struct raw_text webhook_plain(struct webhook_taker *taker, struct span span, size_t number);

#endif
