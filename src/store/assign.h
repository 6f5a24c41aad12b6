/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rules of people: which campaign messages belong to that name none. A rule holds for what is
 * there and for what is imported later, never for a message whose own campaign is known. It stands
 * in the ledger and is undone there.
 */
#ifndef CAMPANE_STORE_ASSIGN_H
#define CAMPANE_STORE_ASSIGN_H

#include "base/civil.h"
#include "store/store.h"

#define ASSIGN_FORMAT "assign" /* of its row in the ledger */

struct assign_rule {
    const char *campaign;    /* sanitised, not empty */
    const char *template;    /* all messages of that template; NULL: of any */
    const char *sender;      /* all of that sender, as the store knows it; NULL: of any */
    const char *sender_mask; /* the form it has where the store does not know `sender`; NULL */
    int32_t first, last;     /* sent on these days; DAY_NONE: no limit */
};

struct assign_result {
    int64_t rule;     /* number in the ledger */
    int64_t assigned; /* messages that have a campaign now */
    int64_t left;     /* that have none yet */
};

/* Make a rule and everything that follows from it, in one transaction. A rule that asks for
 * nothing is ERR_REFUSED. Of several that fit a message the latest counts. Makes everything derived
 * again. */
bool store_assign(struct store *store, const struct assign_rule *rule, struct assign_result *result,
                  struct cancel *cancel, struct err *err);

#endif
