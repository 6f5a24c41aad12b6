/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures of a whole account (pricing analytics and the like). They name no campaign and stand
 * under (unattributed), but speak of the same messages as the campaigns: sources never add up, so
 * they count only for what no campaign of their days knows. What (unattributed) counts thus depends
 * on the other campaigns, and is made again, last, with any of them.
 */
#ifndef CAMPANE_STORE_ACCOUNT_H
#define CAMPANE_STORE_ACCOUNT_H

#include "model/census.h"
#include "store/store_private.h"

#define ACCOUNT_CAMPAIGN 0 /* (unattributed) */

/* Whether the store holds any; *held: it does. */
bool account_held(struct change *change, bool *held, struct err *err);

/* Leave out of the census of (unattributed) what campaigns know that may be of the same account and
 * days. Their totals must be settled. One pass over the totals of campaigns. */
bool account_leave_out(struct change *change, struct census *census, struct err *err);

/* The same for a part of a campaign, whose ruling says what was left out. */
void account_leave_out_of_part(const struct ruling *whole, struct census *part);

#endif
