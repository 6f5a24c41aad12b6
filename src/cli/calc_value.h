/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside calc: parameters of the case at hand and members of its result. After the first mistake
 * further calls give zeros and add nothing; calc_stop says so, once, before a method calculates.
 */
#ifndef CAMPANE_CLI_CALC_VALUE_H
#define CAMPANE_CLI_CALC_VALUE_H

#include "base/err.h"
#include "cli/calc.h"

struct calc {
    const cJSON *in;
    cJSON *out;
    struct arena *arena; /* arrays of parameters; for this case */
    bool negative;       /* a count below 0: wrong data, not a wrong case */
    bool failed;         /* the case is wrong: err says how */
    struct err err;
};

/* The methods themselves. */
#define METHOD(name, parameters, help) void calc_##name(struct calc *calc);
#include "cli/calc_method.def"
#undef METHOD

/* --- parameters: a missing one is the fallback (whether it may be missing was checked) ----------
 */

double calc_number(struct calc *calc, const char *name, double fallback);
/* Inside 0..1, without the ends. */
double calc_share(struct calc *calc, const char *name, double fallback);
/* Of 0..1, with the ends. */
double calc_rate(struct calc *calc, const char *name);
/* Above 0. */
double calc_positive(struct calc *calc, const char *name, double fallback);
/* A whole number up to 2^53. */
uint64_t calc_count(struct calc *calc, const char *name);
struct stats_count calc_pair(struct calc *calc, const char *x, const char *n);
/* A word; lent. */
const char *calc_word(struct calc *calc, const char *name);

/* Arrays, at least one element; NULL with *count 0: missing, or wrong. */
const double *calc_numbers(struct calc *calc, const char *name, size_t *count);
const uint64_t *calc_counts(struct calc *calc, const char *name, size_t *count);
/* Two arrays of the same length as one. */
const struct stats_count *calc_pairs(struct calc *calc, const char *x, const char *n,
                                     size_t *count);
/* Whole numbers in rows of `width`: [[1, 2], [3, 4]]; *count rows. */
const uint64_t *calc_rows(struct calc *calc, const char *name, size_t width, size_t *count);

/* The case is wrong. */
void calc_wrong(struct calc *calc, const char *format, ...) CAMPANE_PRINTF(2, 3);

/* Whether there is nothing to calculate: a mistake, or negative counts (adds the status). */
bool calc_stop(struct calc *calc);

/* --- results ---------------------------------------------------------------------------------- */

/* False, and the status is added, unless it is STATS_OK. */
bool calc_ok(struct calc *calc, enum stats_status status);

void calc_put(struct calc *calc, const char *name, double value); /* not finite: null */
void calc_put_bool(struct calc *calc, const char *name, bool value);
void calc_put_null(struct calc *calc, const char *name);
/* A number, or null unless known. */
void calc_put_known(struct calc *calc, const char *name, bool known, double value);
void calc_put_array(struct calc *calc, const char *name, const double *values, size_t count);

/* A member made by cJSON; takes it. NULL is out of memory. */
void calc_add(struct calc *calc, const char *name, cJSON *item);
cJSON *calc_double(double value);

#endif
