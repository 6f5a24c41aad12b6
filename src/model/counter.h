/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * model: the plain words of the program: counters, KPIs, campaigns, tallies, totals, messages and
 * benchmark rows as structs, and the pure rules that merge them.
 *
 * Not here: files, SQL, the screen, grading (src/kpi), words for people beyond labels and help.
 * Pure: no I/O, no clock, no locale.
 *
 * This header: the counters of counter.def.
 */
#ifndef CAMPANE_MODEL_COUNTER_H
#define CAMPANE_MODEL_COUNTER_H

#include "base/base.h"

enum counter {
#define COUNTER(number, id, name, kind, role, csv, label, help) COUNTER_##id = number,
#include "model/counter.def"
#undef COUNTER
    COUNTER_STORED, /* how many are stored */
    /* Derived: the sum of the cost parts that are known; unknown only if none is. In JSON, filters
     * and formulas like any other. */
    COUNTER_COST = COUNTER_STORED,
    COUNTER_COUNT,
    COUNTER_NONE = -1
};

enum counter_kind { COUNTER_KIND_COUNT, COUNTER_KIND_MONEY };
enum counter_role { COUNTER_ROLE_MESSAGE, COUNTER_ROLE_FACT };

struct counter_info {
    const char *name; /* key in JSON, filters, columns: "optouts" */
    enum counter_kind kind;
    enum counter_role role;
    const char *csv;   /* further column names, separated by spaces; "" */
    const char *label; /* untranslated; show _(label) */
    const char *help;  /* untranslated sentence without full stop */
};

/* A set of counters, bit by number. */
typedef uint32_t counter_mask;
#define COUNTER_BIT(id) ((counter_mask)1 << (id))

/* The cost parts that COUNTER_COST adds up. */
#define COUNTER_COST_PARTS                                                                         \
    (COUNTER_BIT(COUNTER_COST_MESSAGE) | COUNTER_BIT(COUNTER_COST_PLATFORM) |                      \
     COUNTER_BIT(COUNTER_COST_ADS))

/* Lent for ever; id must be 0 … COUNTER_COUNT - 1. */
const struct counter_info *counter_info(enum counter id);

/* By key ("optouts") or, with csv, by any column name of the canonical files too ("opted_out").
 * Exact, lower case. COUNTER_NONE when there is none. "cost" is COUNTER_COST as a key and
 * COUNTER_COST_MESSAGE as a column, since only stored counters can be imported. */
enum counter counter_by_name(const char *name, bool csv);

/* Whether a sum went over what int64_t holds: nobody knows then what it is. */
static inline bool counter_is_over(int64_t sum)
{
    return (uint64_t)sum - (uint64_t)INT64_MAX <= 1;
}

/* a + b; held at the limits of int64_t, where it stays whatever is added. Whoever adds up ten
 * thousand campaigns is here all the time: inline. */
static inline int64_t counter_sum(int64_t a, int64_t b)
{
    int64_t sum;
    if (__builtin_add_overflow(a, b, &sum)) {
        return b > 0 ? INT64_MAX : INT64_MIN;
    }
    return counter_is_over(a) ? a : counter_is_over(b) ? b : sum;
}

#endif
