/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rules of thumb: where to look first when a KPI of a campaign is low (data/reasons.json). Known
 * keys; others are errors:
 *   document  campane_reasons (1), note, rows
 *   row       kpi, look (one of the words below), text, when {kpi, at_least} (a fraction)
 */
#ifndef CAMPANE_CONFIG_REASONS_H
#define CAMPANE_CONFIG_REASONS_H

#include "base/arena.h"
#include "base/err.h"
#include "model/kpi_info.h"

#define REASON_LOOK_LIST(X)                                                                        \
    X(LIST, "list", N_("List"))                                                                    \
    X(TIMING, "timing", N_("Timing"))                                                              \
    X(PREVIEW, "preview", N_("Preview"))                                                           \
    X(CTA, "cta", N_("CTA"))                                                                       \
    X(FREQUENCY, "frequency", N_("Frequency"))                                                     \
    X(SEGMENT, "segment", N_("Segment"))

enum reason_look {
#define REASON_LOOK_ENUM(id, name, label) REASON_LOOK_##id,
    REASON_LOOK_LIST(REASON_LOOK_ENUM)
#undef REASON_LOOK_ENUM
        REASON_LOOK_COUNT
};

const char *reason_look_name(enum reason_look look);  /* "list" …; never translated */
const char *reason_look_label(enum reason_look look); /* translated */

struct reason {
    enum kpi kpi;
    enum kpi when;   /* KPI_NONE: always */
    double at_least; /* of `when` */
    enum reason_look look;
    const char *text; /* a sentence without its full stop */
};

struct reasons {
    const struct reason *rows;
    size_t count;
};

/* The shipped ones (compiled in from data/reasons.json), in the arena. NULL: out of memory. */
const struct reasons *reasons_load(struct arena *arena, struct err *err);

/* Parse one document; name is for messages. NULL: ERR_REFUSED with line, column, row and field, or
 * ERR_MEMORY. */
const struct reasons *reasons_parse(struct arena *arena, const char *text, size_t length,
                                    const char *name, struct err *err);

#endif
