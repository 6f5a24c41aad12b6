/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One message as any number of statements describe it, and what it counts. The merge is
 * commutative, associative and idempotent: the order and repetition of statements never matter.
 */
#ifndef CAMPANE_MODEL_MESSAGE_H
#define CAMPANE_MODEL_MESSAGE_H

#include "base/civil.h"
#include "base/money.h"
#include "model/tally.h"

/* What can happen to a message, each with the earliest time anybody states for it. Numbers are
 * columns of the store. */
enum message_status {
    MESSAGE_SENT,
    MESSAGE_DELIVERED,
    MESSAGE_READ,    /* or played */
    MESSAGE_CLICKED, /* a link or URL button */
    MESSAGE_REPLIED, /* quick-reply buttons too */
    MESSAGE_OPTED_OUT,
    MESSAGE_FAILED,
    MESSAGE_CONVERTED,
    MESSAGE_STATUS_COUNT
};

#define MESSAGE_CODE_CAP         131049 /* Meta's per-person marketing limit */
#define MESSAGE_CODE_OPTED_OUT   131050 /* the person stopped marketing messages: an opt-out */
#define MESSAGE_CODE_UNREACHABLE 131026

#define MESSAGE_MONEY_NONE INT64_MIN

struct message {
    uint64_t key;       /* keyhash of the message id, or of what identifies a row without one */
    uint64_t recipient; /* keyhash; 0: unknown */
    int64_t at[MESSAGE_STATUS_COUNT]; /* seconds; TIME_NONE: did not happen as far as is known;
                                         TIME_SOME: happened, nobody says when */
    int32_t code;                     /* of the earliest failure; 0: none */
    int64_t cost;    /* millionths in the dim's currency; MESSAGE_MONEY_NONE: unknown */
    int64_t revenue; /* same */
    struct currency cost_currency; /* of cost where it is not the dim's; "": it is */
    uint32_t dim; /* what it hangs on: an index into whatever table the holder keeps */
};

/* A message of which nothing is known but its key. */
void message_init(struct message *message, uint64_t key);

/* Take over what b states: the earliest time per status (a known time beats TIME_SOME beats
 * TIME_NONE), the code of the earliest failure (ties: a code before none, then the smaller), the
 * known recipient (ties: the smaller), the higher cost and revenue. key, dim and
 * currency of a stay: who merges amounts of several currencies looks after them. */
void message_merge(struct message *a, const struct message *b);

/* The moment whose day all counters belong to: sent, else the earliest status with a known time;
 * TIME_SOME when no time at all is known ("undated"). */
int64_t message_moment(const struct message *message);

/* What the message counts on its day, limited to what `known` says its sources can know: sent 1,
 * delivered if delivered, read or replied, failed only if never delivered, and so on (kpis.md),
 * each at most once. failed_cap and failed_unreachable need their own bit (a source that gives no
 * codes does not know them); interactors is known where clickers and repliers are, whatever its own
 * bit. Money that is not stated counts 0 where it could have been known. What a single message
 * cannot tell (clicks: how often; blocks, orders, leads …) stays unknown even where `known` names
 * it. */
void message_tally(const struct message *message, counter_mask known, struct tally *tally);

#endif
