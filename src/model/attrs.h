/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a count hangs on: a campaign, its attributes, where the figure comes from, what that source
 * can know, and the currency of its money. The store keeps one `dim` row per combination.
 */
#ifndef CAMPANE_MODEL_ATTRS_H
#define CAMPANE_MODEL_ATTRS_H

#include "base/base.h"
#include "base/money.h"
#include "model/counter.h"

enum attr {
#define ATTR(number, id, name, csv, label, help) ATTR_##id = number,
#include "model/attr.def"
#undef ATTR
    ATTR_COUNT,
    ATTR_NONE = -1
};

struct attr_info {
    const char *name;
    const char *csv;
    const char *label; /* untranslated */
    const char *help;  /* untranslated */
};

const struct attr_info *attr_info(enum attr id);
enum attr attr_by_name(const char *name, bool csv); /* ATTR_NONE when there is none */

/* Where a figure comes from, in the order in which ties are settled. Sources never add up: per
 * campaign one of them rules each message counter. Numbers are stored; never changed. */
enum source {
    SOURCE_EVENTS = 0,    /* messages with ids */
    SOURCE_ROWS = 1,      /* per-recipient rows without message ids */
    SOURCE_DAILY = 2,     /* daily counters */
    SOURCE_ANALYTICS = 3, /* the provider's analytics; counts may be reset later */
    SOURCE_SUMMARY = 4,   /* one row a campaign, booked on its first day */
    SOURCE_FACTS = 5,   /* joined to messages and campaigns: orders, clicks, estimated costs; never
                           makes a KPI mixed */
    SOURCE_ACCOUNT = 6, /* the provider's volumes of a whole account */
    SOURCE_COUNT
};

const char *source_name(enum source source); /* "events" … "summary", "facts" */
/* Made of single messages (JSON "message") rather than of reported counts ("report"). */
bool source_is_message(enum source source);

/* How much an attribute is to be believed where two files name different campaigns (or templates …)
 * for one message: the higher rank wins, then the alphabetically smaller text, so that the order
 * of imports never matters. */
enum attr_rank {
    ATTR_RANK_HINT = 0,   /* found beside an event: callback data, a template's name */
    ATTR_RANK_STATED = 1, /* a column of the file, or --campaign */
    ATTR_RANK_LIST = 2    /* a sent list: made to say it */
};

struct attrs {
    const char *campaign;          /* sanitised name; NULL: names none, "(unattributed)" */
    const char *value[ATTR_COUNT]; /* sanitised; NULL: unknown */
    enum source source;
    enum attr_rank rank;
    counter_mask known;       /* counters that the source can know for these (0 … STORED) */
    struct currency currency; /* "" when it carries no money */
};

#define CAMPAIGN_UNATTRIBUTED "(unattributed)"

#endif
