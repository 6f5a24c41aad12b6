/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * config: files turned into structs: benchmark sets, settings, themes, keys, stop words. Parsed
 * with cJSON, checked, with errors that name file, line and field.
 * Not here: what the structs mean (model, kpi, ui).
 *
 * This header: benchmark files (kpis.md, "Benchmarks").
 */
#ifndef CAMPANE_CONFIG_BENCHMARKS_H
#define CAMPANE_CONFIG_BENCHMARKS_H

#include "base/arena.h"
#include "base/err.h"
#include "model/benchmark.h"

/* The shipped sets (compiled in from data/benchmarks.json) with the user's file over them: a set of
 * the same id keeps its place, its rows override by KPI, its binds are added; new sets are
 * appended. user_path NULL or a file that is not there: the shipped ones. Everything lives in the
 * arena. NULL: the user's file is wrong (ERR_REFUSED, place and field named) or memory. */
const struct benchmarks *benchmarks_load(struct arena *arena, const char *user_path,
                                         struct err *err);

/* Parse one document (not merged with anything); name is for messages. */
const struct benchmarks *benchmarks_parse(struct arena *arena, const char *text, size_t length,
                                          const char *name, struct err *err);

/* Write a benchmarks file with all rows of a set, ready to edit (for `benchmarks show --format
 * json`); the text is in the arena. */
const char *benchmarks_write(struct arena *arena, const struct benchmark_set *const *sets,
                             size_t count);

#endif
