/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What campaigns were called before: as files name one whose name was corrected, and as those are
 * or were called that are merged into it. Whoever looks for a name that stands in a file finds it.
 */
#ifndef CAMPANE_REPORT_FORMER_H
#define CAMPANE_REPORT_FORMER_H

#include "store/edits.h"

struct former {
    const int64_t *numbers;   /* of campaigns that count for themselves; rising, repeated */
    const char *const *names; /* beside them; none is the campaign's own */
    size_t count;
};

/* Of all campaigns; edits as edits_list gives them. In the arena; names are those of the edits, or
 * beside them. One question of the store. */
bool former_read(struct arena *arena, struct store *store, const struct campaign_edit *edits,
                 size_t edit_count, struct former *former, struct err *err);

/* Those of a campaign, *count of them; none: NULL. A few steps. */
const char *const *former_of(const struct former *former, int64_t number, size_t *count);

#endif
