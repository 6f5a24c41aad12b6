/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The campaigns that people gave to messages without one (assign.h), for questions that look at the
 * rows of messages: those keep what their files said.
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
};

/* All rules, in the arena. */
bool given_read(struct store *store, struct arena *arena, struct given *given, struct err *err);

/* The campaign of a message that names none, by the latest rule that fits; 0: none does. */
int64_t given_campaign(const struct given *given, int64_t template, int64_t sender, int32_t day);

/* Whether any rule gives messages to that campaign. */
bool given_names(const struct given *given, int64_t campaign);

#endif
