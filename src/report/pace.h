/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pace: how far a month is along towards its targets: what was reached, what share of the month has
 * passed, and where that leads if the rest of it goes like what is known. Which targets a month
 * has: targets.h.
 *
 * A month passes until now, as far as anybody speaks of it: to the end of the last day of which
 * anything is known or, where that is later, to the day as of which the newest standing file of
 * days in it is (days without a send are known then). One that is over is judged as over, with a
 * note where what is known ends before it.
 *
 * Where it leads is not said in its first PACE_DAYS days, of sends on fewer than PACE_SENDS days,
 * or where no send is known for longer than PACE_DAYS days: a few large sends say nothing of the
 * next one. What some campaigns, or some of their days, do not know makes a sum a lower bound, and
 * a lower bound proves only that a target is reached or a budget exceeded; of anything else the
 * state is PACE_UNSURE and nothing is projected. What is left of a difference (list growth) is no
 * bound at all: it proves nothing. An amount is held against those in its own currency alone: of a
 * campaign that pays a fee in another one the rest counts.
 */
#ifndef CAMPANE_REPORT_PACE_H
#define CAMPANE_REPORT_PACE_H

#include "report/item.h"

#define PACE_DAYS  7 /* a week: each weekday once */
#define PACE_SENDS 5 /* days with sends */

enum pace_state {
    PACE_UNKNOWN, /* what was reached is not known */
    PACE_EARLY,   /* too few days, or too few messages, to say */
    PACE_ON,      /* it leads to the target; a rate: it is at the target so far */
    PACE_BEHIND,  /* it does not; of costs: it leads over the budget */
    PACE_REACHED, /* of costs: the month is over, and they were kept to it */
    PACE_MISSED,  /* the month is over; of costs: more was spent */
    PACE_UNSURE,  /* what is not known of the sum may decide it */
    PACE_STATES
};

/* Why nothing is said of where a sum leads. */
enum pace_doubt {
    PACE_DOUBT_NONE,
    PACE_DOUBT_DAYS,   /* too few have passed */
    PACE_DOUBT_SENDS,  /* too few days with sends */
    PACE_DOUBT_SILENT, /* no send is known for too long */
    PACE_DOUBT_FIGURES /* some of them do not know it */
};

/* "unknown", "early", "on_pace", "behind", "reached", "missed", "unsure": never translated. */
const char *pace_state_name(enum pace_state state);

struct pace_line {
    struct target target; /* of the month */
    bool is_sum;
    int direction;          /* 1: more is better, -1 */
    struct kpi_value value; /* what was reached; of a counter .value and .currency alone */
    double share;           /* of the target that was reached; NAN: a rate, or not known */
    double projected;       /* at this pace at the month's end, in whole ones or the currency's
                               smallest; NAN: a rate, too early, over */
    bool sure;              /* a rate is on its side of the target beyond chance */
    enum pace_state state;
    int64_t unknown, seen; /* campaigns that do not know the figure, of all in the month */
    int64_t partly;        /* that know it of some of their days alone */
    int64_t send_days;     /* at most so many days with sends are in it */
    enum pace_doubt doubt;
    int64_t foreign;        /* campaigns with none of it in the target's currency: not in it */
    int64_t apart;          /* campaigns with some of it in another one, which is not in it */
    counter_mask elsewhere; /* what that is */
    const char *label;      /* translated: "Cost", "Revenue (flow)" */
    const char *text;  /* translated: "€ 3 210.00 of € 5 000.00, 64 % after 50 % of November; at
                          this pace € 6 420.00" */
    const char *plain; /* the same without what is left out */
    const char *brief; /* so for 60 columns */
    const char *beside; /* what it says where the figures stand beside it */
};

struct pace {
    int32_t month;     /* its first day */
    double passed;     /* share of the month, 0 to 1 */
    double days;       /* so many days */
    int32_t known;     /* the last day of which anything is known, where days lie between
                          that and today or the month's end; DAY_NONE: none do */
    const char *when;  /* translated: "50 % of November" */
    const char *title; /* "Targets of November" */
    const struct pace_line *lines; /* what needs a look first */
    size_t count;
    const char *const *notes; /* translated sentences: what is left out, what may still grow */
    size_t note_count;
};

/* The pace of one month: of the period, where it lies within one; else the month of today, where
 * the period has it; else the last one of the period. *pace NULL: that month has no target, has not
 * begun, or there is a filter (targets are about all campaigns, or all of a kind). What messages
 * and customers alone tell (retention_rate, clv …) has no pace. One walk over the campaigns of the
 * month, where it has a target. */
bool pace_build(struct arena *arena, struct store *store, const struct scope *scope,
                struct cancel *cancel, const struct pace **pace, struct err *err);

/* Figure, what was reached, target, share, what of the month has passed, where it leads, in words;
 * for programs also id, kind, month, state and interval. NULL pace: without rows. NULL: out of
 * memory. */
struct table *pace_table(struct arena *arena, const struct pace *pace);

#endif
