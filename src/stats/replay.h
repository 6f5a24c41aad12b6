/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The verdict of two arms as it came about: each complete day is a look, the days are replayed from
 * the first, and the first look that crosses its critical value is the call, which stands whatever
 * comes later. So it depends on the data and not on who looked when.
 *
 * This is the one rule of all modes: the pooled z (by day where the split drifted) against
 *   ONE_LOOK  the normal quantile, once, over all days (Fisher's test decides when the smallest
 *             expected count is below STATS_COUNT_ENOUGH);
 *   PLANNED   the boundary at the share of the plan that has been sent, or of its time that is over
 *             (boundary.h); the look that completes the plan is the last, later days do not reopen
 *             it;
 *   OPEN      the always-valid sequence (sequence.h).
 * The daily modes judge a look only when the smallest expected count is large enough.
 * Which mode holds, which days are complete and mature, and what is said: src/report.
 */
#ifndef CAMPANE_STATS_REPLAY_H
#define CAMPANE_STATS_REPLAY_H

#include "base/err.h"
#include "stats/days.h"

enum stats_mode { STATS_ONE_LOOK, STATS_PLANNED, STATS_OPEN };

struct stats_rule {
    enum stats_mode mode;
    double alpha;          /* two-sided, 0..1; over m comparisons: alpha / m */
    double planned;        /* PLANNED: recipients of both arms at the end, > 0 */
    const double *elapsed; /* PLANNED, where the end is a date: the share of the time that is over
                              with each day (rising, 1 from the last day on); `planned` is not used
                              then. NULL: the end is a number of recipients */
    double tightest;       /* OPEN: N* (STATS_SEQUENCE_TIGHTEST) */
    bool by_day;           /* z by Mantel-Haenszel (days.h) instead of pooled */
};

struct stats_look {
    struct stats_count a, b; /* up to this day */
    double z;                /* 0 while an arm is empty */
    double critical;         /* what |z| is held against; 0: this day is no look */
    bool judge;
};

struct stats_replay {
    bool called;
    size_t day;             /* of the call: index of the days; valid when called */
    struct stats_look call; /* valid when called */
    size_t looks;           /* how many there were */
    struct stats_look last; /* the latest look: for the intervals at its critical value */
    size_t last_day;
    double p;    /* OPEN: the smallest always-valid p of the judged looks; else of the last look */
    bool over;   /* PLANNED: the plan is used up */
    bool fisher; /* ONE_LOOK: Fisher's test decided, p is its */
};

/* The critical value of each day; 0 on days that are no look: they add nobody (PLANNED: less than
 * STATS_BOUNDARY_STEP of the plan), come after the plan's end, or, in ONE_LOOK, are not the last.
 * Depends on the recipients only: work it out once for all KPIs and pairs with the same ones.
 * ERR_USAGE: a value of the rule is out of its range; ERR_MEMORY. OPEN: O(days). */
bool stats_replay_critical(const struct stats_day *days, size_t count,
                           const struct stats_rule *rule, double *critical, struct err *err);

/* Replay the days with those values. looks[count]: each day's look (NULL: not wanted). DATA_ERROR:
 * x > n on a day; NO_DATA: an arm without recipients; only OK fills *out. O(days), no allocation.
 */
enum stats_status stats_replay(const struct stats_day *days, size_t count,
                               const struct stats_rule *rule, const double *critical,
                               struct stats_look *looks, struct stats_replay *out);

#endif
