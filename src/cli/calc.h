/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * calc: the statistics as a calculator. A case is a JSON object of parameters, its result another:
 * the figures; {"status": "no_data"} and the like when the method has no answer for these data; or
 * {"error": "..."} when the case itself is wrong. Numbers that do not exist are null.
 */
#ifndef CAMPANE_CLI_CALC_H
#define CAMPANE_CLI_CALC_H

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "stats/count.h"

struct calc;

struct calc_method {
    const char *name;
    const char *parameters; /* "x n [conf]": in brackets what may be left out */
    const char *help;       /* untranslated: what it answers, with the defaults */
    void (*run)(struct calc *calc);
};

/* All methods, in the order of the help. */
extern const struct calc_method calc_methods[];
extern const size_t calc_method_count;

/* By name; NULL: there is none. */
const struct calc_method *calc_find(const char *name);

/* Append the result of a case to out, on one line without a newline. False: it was an error. A
 * failed out means memory. */
bool calc_run(const struct calc_method *method, const cJSON *in, struct strbuf *out);

/* Append {"error": text}. */
void calc_error(const char *text, struct strbuf *out);

#endif
