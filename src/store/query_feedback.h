/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people said, by campaign.
 */
#ifndef CAMPANE_STORE_QUERY_FEEDBACK_H
#define CAMPANE_STORE_QUERY_FEEDBACK_H

#include "model/feedback.h"
#include "store/store.h"

/* Whether there is any, of whatever day. One seek. */
bool query_has_feedback(struct store *store, bool *has, struct err *err);

/* The feedback that was joined to campaigns, booked on days in [from, to] (the day of the message
 * it belongs to, else its campaign's last before it), in order of the campaigns' numbers; each
 * once, in however many files it stands. Nothing is there: one seek; else one pass over all
 * feedback. */
bool query_feedback(struct store *store, struct arena *arena, int32_t from, int32_t to,
                    const struct feedback_counts **rows, size_t *count, struct err *err);

#endif
