/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/replay.h"

#include <math.h>

#include "base/mem.h"
#include "stats/boundary.h"
#include "stats/fisher.h"
#include "stats/normal.h"
#include "stats/pooled.h"
#include "stats/sequence.h"

static double people(const struct stats_day *day)
{
    return (double)day->a.n + (double)day->b.n;
}

/* Within a step of the plan's end it is at its end: what is left would be no look. */
static bool plan_over(double all, double planned)
{
    return all >= planned * (1 - STATS_BOUNDARY_STEP);
}

struct plan_looks {
    double *t;        /* how much was known by the look */
    double *spend;    /* the share of the plan */
    double *critical; /* found */
    size_t *day;
    size_t count;
};

/* Which days are looks of the plan, and at which share of it. */
static void find_looks(const struct stats_day *days, size_t count, const struct stats_rule *rule,
                       struct plan_looks *looks)
{
    double all = 0, before = 0, known = 0, end = rule->planned;
    for (size_t i = 0; rule->elapsed && i < count && (i == 0 || rule->elapsed[i - 1] < 1); i++) {
        end = (i ? end : 0) + people(&days[i]);
    }
    for (size_t i = 0; i < count && before < 1; i++) {
        all += people(&days[i]);
        double t = end > 0 && !plan_over(all, end) ? all / end : 1;
        double share = rule->elapsed ? fmin(rule->elapsed[i], 1) : t;
        if (people(&days[i]) > 0 && share - before >= STATS_BOUNDARY_STEP &&
            t - known >= STATS_BOUNDARY_STEP) {
            looks->t[looks->count] = known = t;
            looks->spend[looks->count] = before = share;
            looks->day[looks->count++] = i;
        }
    }
}

static bool plan_critical(const struct stats_day *days, size_t count, const struct stats_rule *rule,
                          double *critical, struct err *err)
{
    double *room = mem_new(count, 3 * sizeof *room);
    struct plan_looks looks = {.t = room, .day = mem_new(count, sizeof *looks.day)};
    bool done = room && looks.day;
    if (!done) {
        err_memory(err);
    } else {
        looks.spend = room + count;
        looks.critical = room + 2 * count;
        find_looks(days, count, rule, &looks);
        done = stats_boundary_spend(looks.t, looks.spend, looks.count, rule->alpha, looks.critical,
                                    err);
        for (size_t i = 0; done && i < count; i++) {
            critical[i] = 0;
        }
        for (size_t i = 0; done && i < looks.count; i++) {
            critical[looks.day[i]] = looks.critical[i];
        }
    }
    mem_free(room);
    mem_free(looks.day);
    return done;
}

static bool valid(const struct stats_rule *rule)
{
    return rule->alpha > 0 && rule->alpha < 1 &&
           (rule->mode != STATS_PLANNED || rule->planned > 0 || rule->elapsed) &&
           (rule->mode != STATS_OPEN || rule->tightest > 0);
}

bool stats_replay_critical(const struct stats_day *days, size_t count,
                           const struct stats_rule *rule, double *critical, struct err *err)
{
    if (!valid(rule)) {
        return err_set(err, ERR_USAGE, "%s", "a value of the comparison's rule is out of range");
    }
    if (rule->mode == STATS_PLANNED) {
        return plan_critical(days, count, rule, critical, err);
    }
    struct stats_sequence sequence = {rule->alpha, rule->tightest};
    double all = 0;
    for (size_t i = 0; i < count; i++) {
        all += people(&days[i]);
        if (rule->mode == STATS_OPEN) {
            critical[i] = people(&days[i]) > 0 ? stats_sequence_critical(&sequence, all) : 0;
        } else {
            critical[i] = i + 1 == count ? stats_normal_upper_quantile(rule->alpha / 2) : 0;
        }
    }
    return true;
}

/* One day's look at everything so far. */
static struct stats_look look_at(struct stats_count a, struct stats_count b, double critical,
                                 bool by_day, const struct stats_day_sums *sums)
{
    struct stats_look look = {.a = a, .b = b, .critical = critical};
    struct stats_pooled pooled;
    struct stats_by_day stratified;
    if (stats_pooled(a, b, &pooled) != STATS_OK) {
        return look;
    }
    if (!by_day) {
        look.z = pooled.z;
    } else if (stats_day_end(sums, &stratified) == STATS_OK) {
        look.z = stratified.z;
    }
    look.judge = pooled.expected >= STATS_COUNT_ENOUGH;
    return look;
}

static bool crosses(const struct stats_look *look)
{
    return look->judge && fabs(look->z) > look->critical;
}

/* One look has Fisher's test where few are expected; by day nothing stands in for it. */
static void one_look(const struct stats_rule *rule, struct stats_replay *replay, bool *call)
{
    const struct stats_look *look = &replay->last;
    replay->p = stats_normal_two_sided(look->z);
    *call = crosses(look);
    if (!look->judge && stats_fisher(look->a, look->b, &replay->p) == STATS_OK) {
        replay->fisher = true;
        *call = replay->p < rule->alpha;
    }
}

static bool daily(const struct stats_rule *rule, size_t day, struct stats_replay *replay)
{
    const struct stats_look *look = &replay->last;
    if (rule->mode == STATS_OPEN) {
        struct stats_sequence sequence = {rule->alpha, rule->tightest};
        double all = (double)look->a.n + (double)look->b.n;
        if (look->judge) {
            replay->p = fmin(replay->p, stats_sequence_p(&sequence, all, look->z));
        }
    } else {
        replay->p = stats_normal_two_sided(look->z);
        replay->over = rule->elapsed
                           ? rule->elapsed[day] >= 1
                           : plan_over((double)look->a.n + (double)look->b.n, rule->planned);
    }
    return crosses(look);
}

enum stats_status stats_replay(const struct stats_day *days, size_t count,
                               const struct stats_rule *rule, const double *critical,
                               struct stats_look *looks, struct stats_replay *out)
{
    struct stats_count a = {0}, b = {0};
    struct stats_day_sums sums = {0};
    struct stats_replay replay = {.p = 1};
    for (size_t i = 0; i < count; i++) {
        if (stats_count_check_pair(days[i].a, days[i].b) == STATS_DATA_ERROR) {
            return STATS_DATA_ERROR;
        }
    }
    for (size_t i = 0; i < count; i++) {
        a = stats_count_add(a, days[i].a);
        b = stats_count_add(b, days[i].b);
        if (rule->by_day) {
            stats_day_add(&sums, &days[i]);
        }
        if (looks) {
            looks[i] = look_at(a, b, replay.over ? 0 : critical[i], rule->by_day, &sums);
        }
        if (replay.over || !(critical[i] > 0)) {
            continue;
        }
        bool call = false;
        replay.last = look_at(a, b, critical[i], rule->by_day, &sums);
        replay.last_day = i;
        replay.looks++;
        if (rule->mode == STATS_ONE_LOOK) {
            one_look(rule, &replay, &call);
        } else {
            call = daily(rule, i, &replay);
        }
        if (call && !replay.called) {
            replay.called = true;
            replay.day = i;
            replay.call = replay.last;
        }
    }
    if (a.n == 0 || b.n == 0) {
        return STATS_NO_DATA;
    }
    *out = replay;
    return STATS_OK;
}
