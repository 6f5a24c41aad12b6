/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Meta last said of templates, numbers and the account.
 */
#ifndef CAMPANE_STORE_QUERY_NOTICES_H
#define CAMPANE_STORE_QUERY_NOTICES_H

#include "model/notice.h"
#include "store/store.h"

/* Of every kind and subject the last notice before `end` (seconds; exclusive), in however many
 * files it stands; at one instant the greatest text. Ordered by kind, then the latest first, then
 * by subject. Texts in the arena. One pass over the notices, which are few. */
bool query_notices(struct store *store, struct arena *arena, int64_t end, struct notice **notices,
                   size_t *count, struct err *err);

#endif
