/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files behind compare.h share.
 */
#ifndef CAMPANE_REPORT_COMPARE_PRIVATE_H
#define CAMPANE_REPORT_COMPARE_PRIVATE_H

#include <math.h>

#include "base/strbuf.h"
#include "report/compare.h"
#include "report/words.h"
#include "store/query_arms.h"

/* Days that people need to click, reply, read or opt out before a day of sends may be judged. */
#define COMPARE_WINDOW_DAYS 3
/* No sends on so many days: nothing more is coming. */
#define COMPARE_QUIET_DAYS 14

/* The boundary of a pair, which depends on its recipients only: of the goal's, whose days the other
 * KPIs mostly share. */
struct compare_boundary {
    double *people, *critical; /* day_count of them; NULL: not worked out yet */
    size_t count;              /* days that are filled */
};

struct compare_builder {
    struct arena *arena;
    struct store *store;
    const struct scope *scope;
    const struct compare_request *request; /* `asked` once the plan was looked for */
    struct compare_request asked;
    struct cancel *cancel;
    struct err *err;
    struct compare *compare;
    int64_t numbers[COMPARE_ARMS_MAX]; /* campaign of each arm */
    int32_t *days;                     /* on which anything is known, in order; a single DAY_NONE
                                          when nothing is dated */
    size_t day_count;
    const struct total **at;   /* [arm * day_count + day]; NULL: nothing */
    const char *not_test;      /* why it is not a test; NULL: it may be one */
    struct stats_day *scratch; /* day_count of them */
    double *critical;          /* so many */
    struct compare_boundary boundaries[COMPARE_ARMS_MAX * (COMPARE_ARMS_MAX - 1) / 2];
    const double *elapsed; /* so many; NULL: the plan does not end on a date */
};

/* compare_plan.c. */
bool compare_find_plan(struct compare_builder *builder);
bool compare_plan_holds(struct compare_builder *builder, bool *holds);
bool compare_plan_elapsed(struct compare_builder *builder);
/* Whether the weights were stated, not assumed. */
static inline bool compare_plan_weighs(const struct compare *compare)
{
    return compare->plan && compare->plan->weights &&
           (!compare->planned || compare->plan->weighted);
}

/* Whether shares other than equal ones were stated when there were sends already. */
static inline bool compare_split_said_after(const struct compare *compare)
{
    bool equal = true;
    for (size_t i = 0; i < compare->arm_count; i++) {
        equal = equal && fabs(compare->arms[i].weight * (double)compare->arm_count - 1) < 1e-9;
    }
    return compare->planned && compare_plan_weighs(compare) && !equal &&
           planned_afterwards(compare->planned, compare->first_day);
}

/* compare_arms.c: arms and their days. */
bool compare_load(struct compare_builder *builder);

/* compare_names.c: what people see of each arm's name. */
bool compare_name_arms(struct compare_builder *builder);

/* compare_split.c. */
bool compare_check_split(struct compare_builder *builder);
int64_t compare_sent_on(const struct compare_builder *builder, size_t arm, size_t day); /* >= 0 */

/* compare_kpi.c. */
int compare_window(const struct compare_builder *builder, enum kpi kpi);    /* in days */
size_t compare_mature(const struct compare_builder *builder, enum kpi kpi); /* days old enough */
bool compare_slot(const struct total *total, int slot, struct stats_count *count);
bool compare_goal(struct compare_builder *builder);
bool compare_choose_mode(struct compare_builder *builder);
bool compare_fill_kpis(struct compare_builder *builder);
/* Replay the days of a pair, whose a and b are set. comparisons: over how many alpha is shared; 0:
 * over all pairs (pair is one of kpi->pairs then). */
bool compare_fill_pair(struct compare_builder *builder, const struct compare_kpi *kpi,
                       struct compare_pair *pair, double comparisons);
bool compare_adjust(struct compare_builder *builder, struct compare_pair *pairs, size_t count);
bool compare_say_young(struct compare_builder *builder, struct compare_kpi *kpi);

/* compare_money.c: revenue per recipient, where it is known. */
bool compare_money(struct compare_builder *builder);

/* The margin that was stated for a guardrail; 0: none. */
double compare_margin(const struct compare_builder *builder, enum kpi kpi);

struct compare_wrong { /* more people than there were */
    const struct compare_kpi *kpi;
    size_t arm;
    int32_t day;
    struct stats_count count;
};

/* compare_judge.c. */
bool compare_judge(struct compare_builder *builder);
/* Fill margin, upper, state and needed of a guardrail whose kpi, a and b are set. */
void compare_judge_guardrail(const struct compare_builder *builder, const struct compare_kpi *kpi,
                             struct compare_guardrail *guardrail);
/* More people did it than there were, on some day or in all. */
bool compare_find_wrong(const struct compare_builder *builder, const struct compare_kpi *kpi,
                        struct compare_wrong *wrong);
/* The pair of two arms, whichever comes first. */
const struct compare_pair *compare_pair_of(const struct compare_kpi *kpi, size_t a, size_t b);

/* compare_words.c. */
bool compare_say(struct compare_builder *builder, const struct compare_wrong *wrong, size_t leader,
                 size_t second);
/* "23.0 % of 5 000 sent clicked against 20.0 % of 4 980 sent with A." */
void compare_put_rates(struct strbuf *text, const struct compare *compare, struct stats_count own,
                       struct stats_count other, const char *other_name);

/* compare_refuse.c. */
bool compare_put_wrong(struct strbuf *text, const struct compare_builder *builder,
                       const struct compare_wrong *wrong);
void compare_put_observed(struct strbuf *text, const struct compare_builder *builder, size_t leader,
                          size_t second);
void compare_put_split(struct strbuf *text, const struct compare *compare);
void compare_put_no_data(struct strbuf *text, const struct compare *compare);

/* compare_control.c: each arm against the one that was named first. */
bool compare_against_control(struct compare_builder *builder);
void compare_put_control(struct strbuf *text, const struct compare *compare);

/* compare_say.c. */
enum compare_state compare_pair_state(const struct compare *compare,
                                      const struct compare_pair *pair);
bool compare_say_guardrail(struct compare_builder *builder, struct compare_guardrail *guardrail);
bool compare_say_pairs(struct compare_builder *builder);
bool compare_say_delivery(struct compare_builder *builder);
bool compare_say_checks(struct compare_builder *builder);

/* compare_next.c: what is to come. */
bool compare_say_next(struct compare_builder *builder);

/* compare_course.c: how it came about, day by day. */
bool compare_trace(struct compare_builder *builder);
/* compare_kpi.c: the days and the rule of a pair in builder->scratch and critical. */
bool compare_pair_days(struct compare_builder *builder, const struct compare_kpi *kpi,
                       const struct compare_pair *pair, size_t mature, struct stats_rule *rule);

bool compare_note(struct compare_builder *builder, const char *text); /* NULL: out of memory */
const char *compare_arms_word(const struct compare *compare);
const char *compare_noun(enum counter id);
/* "+4 %", "0.2 points". */
const char *compare_lift_words(double lift, char buffer[WORDS_SIZE]);
const char *compare_point_words(double points, char buffer[WORDS_SIZE]);

#endif
