/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The days of many campaigns together, for a few figures.
 */
#ifndef CAMPANE_STORE_QUERY_AMONG_H
#define CAMPANE_STORE_QUERY_AMONG_H

#include "store/query.h"

/* What the campaigns of these numbers (rising, each once) have on the days in [from, to], each
 * under its own ruling: dated days in order, of which only what is wanted is filled in (see
 * ruling_add_days). *undated (may be NULL) gets what has no day, only when from is DAY_NONE. One
 * pass over the blocks of those days. */
bool query_days_among(struct store *store, struct arena *arena, const int64_t *numbers,
                      size_t number_count, int32_t from, int32_t to,
                      const struct ruling_wanted *wanted, struct cancel *cancel,
                      struct day_total **days, size_t *count, struct total *undated,
                      struct err *err);

#endif
