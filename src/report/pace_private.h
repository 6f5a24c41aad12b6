/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files behind pace.h share. */
#ifndef CAMPANE_REPORT_PACE_PRIVATE_H
#define CAMPANE_REPORT_PACE_PRIVATE_H

#include "report/pace.h"

struct pace_builder {
    struct arena *arena;
    struct store *store;
    const struct scope *scope;
    struct cancel *cancel;
    struct err *err;
    struct pace *made;
    struct pace_line *lines;
    struct period month;
    int32_t until; /* the last day that is known, or today */
    bool ended;    /* the month is over */
    bool quiet;    /* days without a send behind the last known one have passed */
    int64_t sends; /* days with sends, of all campaigns */
};

/* Put into the lines what was reached, and how much of it is not known. */
bool pace_add_up(struct pace_builder *builder);

/* Whether a line is of one counter less another, of which a part is no lower bound. */
bool pace_is_difference(const struct pace_line *line);

/* Once the figures of the lines are there: label, text and brief of each, title, when and notes of
 * all. False: out of memory. */
bool pace_say(struct pace_builder *builder);

#endif
