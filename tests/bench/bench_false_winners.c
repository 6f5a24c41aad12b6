/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often two identical templates get a winner when one looks every day: the shipped rules
 * (replay.h) beside the usual z test, over simulated campaigns.
 *
 *     tests/bench/bench_false_winners [RUNS [SEED]]     2000 runs a column unless told
 *
 * Prints one row a rule and one column a campaign, in % of the runs, and the power of the rules for
 * a real difference. Figures move by about 2 sqrt(p (1 - p) / RUNS); the same seed prints the same.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stats/normal.h"
#include "stats/pooled.h"
#include "stats/replay.h"

#define DAYS_MAX 30

struct campaign {
    const char *name;
    double rate_a, rate_b;
    uint64_t a, b; /* recipients a day */
    size_t days;
};

/* --- random counts ---------------------------------------------------------------------------- */

struct random {
    uint64_t state[2];
};

/* xoroshiro128+, good in the upper 53 bits. */
static double uniform(struct random *random)
{
    uint64_t s0 = random->state[0], s1 = random->state[1], sum = s0 + s1;
    s1 ^= s0;
    random->state[0] = ((s0 << 24) | (s0 >> 40)) ^ s1 ^ (s1 << 16);
    random->state[1] = (s1 << 37) | (s1 >> 27);
    return (double)(sum >> 11) / 9007199254740992.0;
}

/* The distribution function of Binomial(n, p), for drawing by inversion. */
struct binomial {
    double *below; /* P(X <= k) */
    uint64_t n;
};

static bool binomial_new(struct binomial *binomial, uint64_t n, double p)
{
    binomial->n = n;
    binomial->below = mem_new(n + 1, sizeof *binomial->below);
    double sum = 0;
    for (uint64_t k = 0; binomial->below && k <= n; k++) {
        double log_chance = lgamma((double)n + 1) - lgamma((double)k + 1) -
                            lgamma((double)(n - k) + 1) + (double)k * log(p) +
                            (double)(n - k) * log1p(-p);
        sum += exp(log_chance);
        binomial->below[k] = sum;
    }
    return binomial->below != NULL;
}

static uint64_t draw(const struct binomial *binomial, struct random *random)
{
    double u = uniform(random);
    uint64_t low = 0, high = binomial->n;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (binomial->below[middle] > u) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

/* --- rules ------------------------------------------------------------------------------------ */

enum rule { DAILY_Z, DAILY_Z_GATED, OPEN, PLANNED, LAST_DAY, RULES };

static const char *const rule_names[RULES] = {"z p<.05, daily", "same, 100 sends and 25 successes",
                                              "open sequence", "planned boundary",
                                              "one look at the end"};

/* The first day with |z| > 1.96, as people do; `days` when there is none. */
static size_t peek(const struct stats_day *days, size_t count, bool gated)
{
    struct stats_count a = {0}, b = {0};
    for (size_t i = 0; i < count; i++) {
        struct stats_pooled pooled;
        a = stats_count_add(a, days[i].a);
        b = stats_count_add(b, days[i].b);
        bool enough = !gated || (a.n >= 100 && b.n >= 100 && a.x >= 25 && b.x >= 25);
        if (stats_pooled(a, b, &pooled) == STATS_OK && enough && pooled.p < 0.05) {
            return i;
        }
    }
    return count;
}

struct tally {
    uint64_t calls[RULES];
    uint64_t wrong[RULES]; /* the worse arm, where there is one */
    double day[RULES];     /* sum of 1-based days of calls */
};

struct rules {
    struct stats_rule rule[RULES];
    double critical[RULES][DAYS_MAX];
};

static bool rules_new(struct rules *rules, const struct campaign *campaign)
{
    struct stats_day days[DAYS_MAX];
    for (size_t i = 0; i < campaign->days; i++) {
        days[i] = (struct stats_day){{0, campaign->a}, {0, campaign->b}};
    }
    double planned = (double)((campaign->a + campaign->b) * campaign->days);
    rules->rule[OPEN] = (struct stats_rule){.mode = STATS_OPEN, .alpha = 0.05, .tightest = 5000};
    rules->rule[PLANNED] =
        (struct stats_rule){.mode = STATS_PLANNED, .alpha = 0.05, .planned = planned};
    rules->rule[LAST_DAY] = (struct stats_rule){.mode = STATS_ONE_LOOK, .alpha = 0.05};
    for (int r = OPEN; r <= LAST_DAY; r++) {
        if (!stats_replay_critical(days, campaign->days, &rules->rule[r], rules->critical[r],
                                   NULL)) {
            return false;
        }
    }
    return true;
}

static void count_call(struct tally *tally, const struct campaign *campaign, int rule, size_t day,
                       double z)
{
    tally->calls[rule]++;
    tally->day[rule] += (double)day + 1;
    tally->wrong[rule] += (campaign->rate_b - campaign->rate_a) * z < 0;
}

static void run_once(const struct campaign *campaign, const struct rules *rules,
                     const struct stats_day *days, struct tally *tally)
{
    for (int r = DAILY_Z; r <= DAILY_Z_GATED; r++) {
        size_t day = peek(days, campaign->days, r == DAILY_Z_GATED);
        if (day < campaign->days) {
            struct stats_count a = {0}, b = {0};
            struct stats_pooled pooled = {0};
            for (size_t i = 0; i <= day; i++) {
                a = stats_count_add(a, days[i].a);
                b = stats_count_add(b, days[i].b);
            }
            stats_pooled(a, b, &pooled);
            count_call(tally, campaign, r, day, pooled.z);
        }
    }
    for (int r = OPEN; r <= LAST_DAY; r++) {
        struct stats_replay replay;
        if (stats_replay(days, campaign->days, &rules->rule[r], rules->critical[r], NULL,
                         &replay) == STATS_OK &&
            replay.called) {
            count_call(tally, campaign, r, replay.day, replay.call.z);
        }
    }
}

static bool simulate(const struct campaign *campaign, uint64_t runs, struct random *random,
                     struct tally *tally)
{
    struct binomial a = {0}, b = {0};
    struct rules rules;
    struct stats_day days[DAYS_MAX];
    memset(tally, 0, sizeof *tally);
    bool done = binomial_new(&a, campaign->a, campaign->rate_a) &&
                binomial_new(&b, campaign->b, campaign->rate_b) && rules_new(&rules, campaign);
    for (uint64_t run = 0; done && run < runs; run++) {
        for (size_t i = 0; i < campaign->days; i++) {
            days[i] = (struct stats_day){{draw(&a, random), campaign->a},
                                         {draw(&b, random), campaign->b}};
        }
        run_once(campaign, &rules, days, tally);
    }
    mem_free(a.below);
    mem_free(b.below);
    return done;
}

/* --- tables ----------------------------------------------------------------------------------- */

static const struct campaign twins[] = {
    {"click 20%, 200", 0.2, 0.2, 200, 200, 30},
    {"click 20%, 2000", 0.2, 0.2, 2000, 2000, 30},
    {"conv 3%, 500", 0.03, 0.03, 500, 500, 30},
    {"opt-out .4%, 1000", 0.004, 0.004, 1000, 1000, 30},
    {"opt-out .4%, 100", 0.004, 0.004, 100, 100, 30},
    {"20%, 4 blasts", 0.2, 0.2, 2000, 2000, 4},
    {".4%, 200:1800", 0.004, 0.004, 200, 1800, 30},
};

static const struct campaign different[] = {
    {"click 20 to 22%, 220", 0.2, 0.22, 220, 220, 30},
    {"click 20 to 24%, 220", 0.2, 0.24, 220, 220, 30},
    {"conv 3 to 3.6%, 480", 0.03, 0.036, 480, 480, 30},
    {"opt-out .4 to .8%, 200", 0.004, 0.008, 200, 200, 30},
};

#define TWINS     (sizeof twins / sizeof twins[0])
#define DIFFERENT (sizeof different / sizeof different[0])

static bool table_of_twins(uint64_t runs, struct random *random)
{
    struct tally tally[TWINS];
    printf("False winners between identical templates, %% of runs (recipients a day and arm)\n");
    printf("%-34s", "");
    for (size_t c = 0; c < TWINS; c++) {
        printf("%19s", twins[c].name);
        if (!simulate(&twins[c], runs, random, &tally[c])) {
            return false;
        }
    }
    for (int r = 0; r < RULES; r++) {
        printf("\n%-34s", rule_names[r]);
        for (size_t c = 0; c < TWINS; c++) {
            printf("%19.2f", 100 * (double)tally[c].calls[r] / (double)runs);
        }
    }
    printf("\n\n");
    return true;
}

static bool table_of_power(uint64_t runs, struct random *random)
{
    printf("Real differences: called, %% of runs / mean day of the end (the call, else the last "
           "day) / "
           "wrong arm, %% of runs\n");
    for (size_t c = 0; c < DIFFERENT; c++) {
        struct tally tally;
        if (!simulate(&different[c], runs, random, &tally)) {
            return false;
        }
        printf("%s\n", different[c].name);
        for (int r = 0; r < RULES; r++) {
            double calls = (double)tally.calls[r], all = (double)runs;
            double end = (tally.day[r] + (all - calls) * (double)different[c].days) / all;
            printf("  %-34s%7.1f %7.1f %7.2f\n", rule_names[r], 100 * calls / all, end,
                   100 * (double)tally.wrong[r] / all);
        }
    }
    return true;
}

int main(int argc, char **argv)
{
    uint64_t runs = argc > 1 ? strtoull(argv[1], NULL, 10) : 2000;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 20261122;
    struct random random = {{seed * UINT64_C(0x9E3779B97F4A7C15) + 1, ~seed}};
    for (int i = 0; i < 100; i++) {
        uniform(&random);
    }
    if (runs == 0) {
        fprintf(stderr, "usage: bench_false_winners [RUNS [SEED]]\n");
        return 2;
    }
    printf("%llu runs a column, seed %llu\n\n", (unsigned long long)runs, (unsigned long long)seed);
    if (!table_of_twins(runs, &random) || !table_of_power(runs, &random)) {
        fprintf(stderr, "bench_false_winners: out of memory\n");
        return 3;
    }
    return 0;
}
