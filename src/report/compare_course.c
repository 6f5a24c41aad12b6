/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the goal's difference went from day to day: the looks of the verdict, each with the interval
 * that held then. Long tests are cut into steps, since each interval is a search of its own.
 */
#include <math.h>

#include "report/compare_private.h"
#include "stats/mee.h"

struct course {
    double *difference, *low, *high, *z, *critical;
    bool *called;
};

static bool make_room(struct compare_builder *builder, struct course *course)
{
    double *room = ARENA_ARRAY(builder->arena, double, 5 * (size_t)COMPARE_STEPS_MAX);
    course->called = ARENA_ARRAY(builder->arena, bool, COMPARE_STEPS_MAX);
    if (!room || !course->called) {
        return err_memory(builder->err);
    }
    course->difference = room;
    course->low = room + COMPARE_STEPS_MAX;
    course->high = room + 2 * COMPARE_STEPS_MAX;
    course->z = room + 3 * COMPARE_STEPS_MAX;
    course->critical = room + 4 * COMPARE_STEPS_MAX;
    return true;
}

static void put_step(const struct course *course, size_t step, const struct stats_look *look)
{
    struct stats_interval interval;
    bool found = stats_mee(look->a, look->b, look->critical, &interval) == STATS_OK;
    course->difference[step] = stats_count_rate(look->b) - stats_count_rate(look->a);
    course->low[step] = found ? interval.low : (double)NAN;
    course->high[step] = found ? interval.high : (double)NAN;
    course->z[step] = look->z;
    course->critical[step] = look->critical;
}

/* Looks of one step: the last stands for it, but the call for its own. */
static void fill(const struct compare_builder *builder, const struct stats_look *looks,
                 size_t mature, const struct compare_pair *pair, struct compare_course *out,
                 const struct course *course)
{
    for (size_t step = 0; step < out->count; step++) {
        course->difference[step] = course->low[step] = course->high[step] = (double)NAN;
        course->z[step] = course->critical[step] = (double)NAN;
    }
    for (size_t day = 0; day < mature; day++) {
        size_t step = (size_t)(builder->days[day] - out->first_day) / (size_t)out->step_days;
        bool is_look = looks[day].critical > 0 && looks[day].a.n > 0 && looks[day].b.n > 0;
        bool last =
            day + 1 == mature ||
            (size_t)(builder->days[day + 1] - out->first_day) / (size_t)out->step_days != step;
        bool call = pair->called && day == pair->called_day;
        if (is_look && (call || (last && !course->called[step]))) {
            put_step(course, step, &looks[day]);
        }
        course->called[step] = course->called[step] || call;
    }
}

bool compare_trace(struct compare_builder *builder)
{
    struct compare *compare = builder->compare;
    struct compare_course *out = &compare->course;
    const struct compare_kpi *goal = &compare->kpis[0];
    size_t mature = compare_mature(builder, compare->goal);
    const struct compare_pair *pair =
        compare->arm_count >= 2 ? compare_pair_of(goal, compare->leader, compare->second) : NULL;
    bool trusted = compare->state != COMPARE_BROKEN_SPLIT && compare->state != COMPARE_DATA_ERROR;
    bool daily = compare->mode == COMPARE_OPEN || compare->mode == COMPARE_PLANNED;
    if (!builder->request->course || !daily || !trusted || !pair || pair->looks < 2 ||
        pair->by_day || builder->days[0] == DAY_NONE) {
        return true;
    }
    struct stats_rule rule;
    struct stats_replay replay;
    struct course course = {0};
    struct stats_look *looks = ARENA_ARRAY(builder->arena, struct stats_look, mature);
    if (!looks || !make_room(builder, &course)) {
        return looks ? false : err_memory(builder->err);
    }
    if (!compare_pair_days(builder, goal, pair, mature, &rule)) {
        return false;
    }
    if (stats_replay(builder->scratch, mature, &rule, builder->critical, looks, &replay) !=
        STATS_OK) {
        return true;
    }
    int64_t span = (int64_t)builder->days[mature - 1] - builder->days[0] + 1;
    out->a = pair->a;
    out->b = pair->b;
    out->first_day = builder->days[0];
    out->step_days = (int)((span + COMPARE_STEPS_MAX - 1) / COMPARE_STEPS_MAX);
    out->count = (size_t)((span + out->step_days - 1) / out->step_days);
    fill(builder, looks, mature, pair, out, &course);
    out->difference = course.difference;
    out->low = course.low;
    out->high = course.high;
    out->z = course.z;
    out->critical = course.critical;
    out->called = course.called;
    return true;
}
