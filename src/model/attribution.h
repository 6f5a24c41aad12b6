/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Attribution: candidates in, choice out. Last touch inside the window (kpis.md).
 */
#ifndef CAMPANE_MODEL_ATTRIBUTION_H
#define CAMPANE_MODEL_ATTRIBUTION_H

#include "model/person.h"

/* Whether a message of moment `sent` can be what an event at `at` answers: sent <= at and
 * at - sent <= window seconds. Undated messages never can. */
bool attribution_inside(int64_t sent, int64_t at, int64_t window);

/* Whether candidate beats best for the same event: the later moment, then the higher key. A best
 * without a message is beaten by any. */
bool attribution_better(const struct touch *candidate, const struct touch *best);

/* What an order, click or comment was joined by, the better the higher. Numbers are stored. */
enum touch_by {
    TOUCH_NONE = 0,
    TOUCH_RECIPIENT = 1, /* the last message to that person inside the window */
    TOUCH_UTM = 2,       /* the campaign that its UTM campaign names */
    TOUCH_COUPON = 3,    /* the campaign that its coupon names */
    TOUCH_CAMPAIGN = 4,  /* the campaign that it names outright */
    TOUCH_MESSAGE = 5    /* the message it names */
};

/* A campaign that some name of the fact stands for, with its last send day before the fact. */
struct named_campaign {
    enum touch_by by;
    int64_t campaign;
    int32_t day; /* DAY_NONE: no send of the campaign has a date */
};

/* Whether a campaign whose last send before the fact was on last_send can be what a fact of that
 * day answers: inside `days`, whatever the distance where it is named outright. Undated sends can.
 */
bool attribution_names(enum touch_by by, int32_t last_send, int32_t day, int days);

/* Whether candidate beats best: the better kind of name, then the later send, then the smaller
 * number. TOUCH_NONE is beaten by any. */
bool attribution_names_better(const struct named_campaign *candidate,
                              const struct named_campaign *best);

/* A message to the fact's person. */
struct touched_message {
    struct touch touch;
    int64_t campaign;
};

struct attribution {
    enum touch_by by; /* TOUCH_NONE: belongs to nothing that is known */
    uint64_t message; /* 0: only the campaign is known */
    int64_t campaign;
    int32_t day; /* of the campaign's send, where there is no message */
};

/* Where a fact at `at` belongs that names no message: to the named campaign (`by` TOUCH_NONE: it
 * names none), there to its person's last message inside the window when there is one; else to the
 * last message of any campaign inside the window. */
struct attribution attribution_choose(const struct named_campaign *named,
                                      const struct touched_message *messages, size_t count,
                                      int64_t at, int64_t window);

/* The form in which names of campaigns, coupons and UTM campaigns are compared: ASCII letters
 * without case; blanks, "_", "-", "+", "." and "%20" do not matter. 0 for a name of nothing else.
 */
uint64_t attribution_code(const char *name);

#endif
