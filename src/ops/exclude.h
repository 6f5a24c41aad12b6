/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leaving test sends and staff out of all figures, and counting them again.
 */
#ifndef CAMPANE_OPS_EXCLUDE_H
#define CAMPANE_OPS_EXCLUDE_H

#include "ops/recipients.h"
#include "store/exclude.h"

/* A campaign by number (store_exclude); away: let it count again. ERR_REFUSED: (unattributed). */
bool ops_exclude_campaigns(struct store *store, const int64_t *campaigns, size_t count, bool away,
                           struct exclude_result *result, struct cancel *cancel, struct err *err);

/* Everybody whom a list names; all or none of them. The ledger says how many, not who. ERR_REFUSED:
 * a line that names nobody, nobody at all, or no key. */
bool ops_exclude_recipients(struct store *store, const struct recipients_source *source, bool away,
                            struct exclude_result *result, struct cancel *cancel, struct err *err);

#endif
