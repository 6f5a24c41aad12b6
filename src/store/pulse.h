/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pulse: the figures of all campaigns day by day, made again block by block.
 */
#ifndef CAMPANE_STORE_PULSE_H
#define CAMPANE_STORE_PULSE_H

#include "store/store_private.h"

/* Make the days of change->blocks_touched again from the series under the campaigns' rulings (which
 * must be settled). */
bool pulse_settle(struct change *change, struct err *err);

#endif
