/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which campaign is meant.
 */
#ifndef CAMPANE_REPORT_FIND_H
#define CAMPANE_REPORT_FIND_H

#include "store/query.h"

#define FIND_NAMED 5 /* names that an error lists */

/* A campaign by what somebody typed: its exact name, its id, its name whatever case and accents,
 * the beginning of a name, a part of one; of a corrected name its alias, the name and what files
 * call it alike, as the names and ids of those that are merged into it; "(unattributed)" is 0.
 * ERR_NOT_FOUND: none, with the way to list them; ERR_USAGE: several, up to FIND_NAMED of them are
 * named. Reads all names. */
bool find_campaign(struct store *store, const char *text, int64_t *number, struct err *err);

/* The one that has exactly that name or id, or one merged into it has; -1: there is none, and the
 * name is free. ERR_USAGE: several. */
bool find_campaign_called(struct store *store, const char *text, int64_t *number, struct err *err);

#endif
