/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What orders, clicks and feedback were joined by, and why the rest were not.
 */
#ifndef CAMPANE_STORE_QUERY_TOUCHES_H
#define CAMPANE_STORE_QUERY_TOUCHES_H

#include "base/arena.h"
#include "model/attribution.h"
#include "store/store.h"

enum touch_fact { TOUCH_FACT_ORDERS, TOUCH_FACT_CLICKS, TOUCH_FACT_FEEDBACK, TOUCH_FACT_COUNT };

/* A coupon (or UTM campaign) that stands for no campaign. */
struct touch_stray {
    const char *name;
    int64_t facts;
};

#define TOUCH_STRAYS_MAX 5

struct touch_summary {
    int64_t all;                   /* facts; each once, however many files state it */
    int64_t by[TOUCH_MESSAGE + 1]; /* joined, by enum touch_by; by[TOUCH_NONE]: the rest */
    /* The rest, by the first of these that holds: */
    int64_t uncounted; /* cancelled, voided or draft orders */
    int64_t person;    /* names a person or message: none inside the window before it */
    int64_t named;     /* names a campaign, coupon or UTM campaign: none of that name then */
    int64_t nobody;    /* names nothing of the kind */
    struct touch_stray strays[TOUCH_STRAYS_MAX]; /* of `named` orders, the most frequent first */
    size_t stray_count;
};

/* A pass over all of them: about a second where there are a million. */
bool query_touches(struct store *store, struct arena *arena, enum touch_fact fact,
                   struct touch_summary *summary, struct err *err);

/* How many of a campaign's facts were joined by what: by[enum touch_by]. What counts nothing (a
 * cancelled order) is not in it. A search by index and a pass over the campaign's own. */
bool query_touches_of(struct store *store, int64_t campaign, enum touch_fact fact,
                      int64_t by[TOUCH_MESSAGE + 1], struct err *err);

#endif
