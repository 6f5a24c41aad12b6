/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people decided of messages, for questions that look at the rows of messages, which keep what
 * their files said: the campaigns that they gave to those without one (assign.h), and what is left
 * out of figures (exclude.h).
 */
#ifndef CAMPANE_STORE_GIVEN_H
#define CAMPANE_STORE_GIVEN_H

#include "base/arena.h"
#include "base/vec.h"
#include "store/store_private.h"

struct given_rule {
    int64_t campaign;
    int64_t template, sender; /* labels; 0: any, -1: no message has it */
    int32_t first, last;
};

struct given {
    const struct given_rule *rules; /* the latest first */
    size_t count;
    const int64_t *no_campaigns, *no_recipients; /* left out of figures (exclude.h), in order */
    size_t no_campaign_count, no_recipient_count;
};

/* All rules and what is excluded, in the arena. */
bool given_read(struct store *store, struct arena *arena, struct given *given, struct err *err);

/* The campaign of a message that names none, by the latest rule that fits; 0: none does. */
int64_t given_campaign(const struct given *given, int64_t template, int64_t sender, int32_t day);

/* Whether a message to that recipient (0: unknown) of that campaign is left out of all figures. */
bool given_excludes(const struct given *given, uint64_t recipient, int64_t campaign);

/* Whether any rule gives messages to that campaign. */
bool given_names(const struct given *given, int64_t campaign);

#endif
