/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * config: files turned into structs: benchmark sets, settings, themes, keys, stop words. Parsed
 * with cJSON, checked, with errors that name file, line and field.
 * Not here: what the structs mean (model, kpi, ui).
 *
 * This header: benchmark files (kpis.md, "Benchmarks"). Unknown keys are errors. Known are:
 *   document  campane_benchmarks (1), sets
 *   set       id (letters, digits, ".", "_", "-"; not "own"), title, origin, date, note,
 *             channel (what its figures are of; they judge no other; none: any),
 *             bind [{kind, industry, country, channel}: all that are named must match],
 *             rows, claimed
 *   row       kpi, base ("delivered" unless given; only for KPIs that are divided by the rate
 * base), typical, good, best: fractions, factors, numbers, or for money
 *             {"amount":"0.05","currency":"USD"} as everywhere in campane's JSON,
 *             ceiling (such a number, or {"kpi","times"}), source, date, sample, note
 *   claimed   kpi, low, high, source, date, note: figures that are shown and judge nothing
 */
#ifndef CAMPANE_CONFIG_BENCHMARKS_H
#define CAMPANE_CONFIG_BENCHMARKS_H

#include "base/arena.h"
#include "base/err.h"
#include "model/benchmark.h"

/* The shipped sets (compiled in from data/benchmarks.json) with the user's file over them: a set of
 * the same id keeps its place, its rows override by KPI, its binds and claims are added, its texts
 * replace what they name; new sets are appended. user_path NULL or a file that is not there: the
 * shipped ones. Everything lives in the arena. NULL: the user's file is wrong (ERR_REFUSED, place
 * and field named) or memory. */
const struct benchmarks *benchmarks_load(struct arena *arena, const char *user_path,
                                         struct err *err);

/* Parse one document (not merged with anything); name is for messages. NULL: ERR_REFUSED with line,
 * column, set, row and field, or ERR_MEMORY. */
const struct benchmarks *benchmarks_parse(struct arena *arena, const char *text, size_t length,
                                          const char *name, struct err *err);

/* Write a benchmarks file with all rows of some sets, ready to edit (for `benchmarks show --format
 * json`): benchmarks_parse reads it back to the same. The text is in the arena; NULL: out of
 * memory. */
const char *benchmarks_write(struct arena *arena, const struct benchmark_set *const *sets,
                             size_t count);

/* Whether a number can be an amount of this KPI's unit at all. */
bool benchmarks_in_range(enum kpi kpi, double value);

#endif
