/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Giving messages that name no campaign one.
 */
#ifndef CAMPANE_OPS_ASSIGN_H
#define CAMPANE_OPS_ASSIGN_H

#include "store/assign.h"

/* What people ask for, as they wrote it; NULL or DAY_NONE: of any. */
struct ops_assign {
    const char *campaign; /* also by the name or alias that people gave it (store/edits.h) */
    const char *template;
    const char *number;  /* phone number, or the id that a log names the sender by */
    int32_t first, last; /* days on which a message was sent, both included */
};

/* Make the rule (store_assign). ERR_REFUSED: no name is left of the campaign's, or the rule asks
 * for nothing. */
bool ops_assign(struct store *store, const struct ops_assign *wanted, struct assign_result *result,
                struct cancel *cancel, struct err *err);

#endif
