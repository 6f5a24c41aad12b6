/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A standing kept between runs (config/keep.h), so that the first screen does not wait for a walk
 * over tens of thousands of campaigns: in the user's cache, and by whoever changed the store in the
 * file STORE.first beside it. What is given back is what the walk would give: it is kept
 * under all that it hangs on (the store's stamp, the day, base, benchmark sets, language).
 */
#ifndef CAMPANE_REPORT_STANDING_KEEP_H
#define CAMPANE_REPORT_STANDING_KEEP_H

#include "base/strbuf.h"
#include "report/standing.h"

/* Stores below this many campaigns are walked in a few milliseconds. */
#define STANDING_KEEP_CAMPAIGNS 1000

/* The key of the scope's standing in the store as it is now. False: it is not to be kept: the scope
 * has no folder for it, a filter, or a period other than everything; or out of memory. A stat or
 * two. Taken before the walk: a change meanwhile then makes it useless, not wrong. */
bool standing_key(struct store *store, const struct scope *scope, struct strbuf *key);

/* NULL: it was not kept. */
const struct standing *standing_recall(struct arena *arena, const struct store *store,
                                       const struct scope *scope, const char *key);

/* Keeps it where there are STANDING_KEEP_CAMPAIGNS at least. */
void standing_remember(const struct store *store, const struct scope *scope, const char *key,
                       const struct standing *standing);

/* As a text and back, for tests. False, NULL: out of memory, or no such text. */
bool standing_write(const struct standing *standing, struct strbuf *out);
const struct standing *standing_read(struct arena *arena, char *text);

#endif
