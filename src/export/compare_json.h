/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The JSON document "campane.compare/1" (statistics.md, section 7): rates and lifts are fractions,
 * money {"amount","currency"}, what does not exist is null.
 *
 * Beyond that: "winner" is null also where a guardrail holds the winner back; "state" and "text" of
 * a pair are null where nothing is judged (everything but the goal); of money "x" is null, "z" is
 * Welch's t, and "note" says why there is no interval; next.mde is a lift.
 */
#ifndef CAMPANE_EXPORT_COMPARE_JSON_H
#define CAMPANE_EXPORT_COMPARE_JSON_H

#include "export/sink.h"
#include "report/compare.h"

bool compare_json_write(struct sink *sink, const struct compare *compare, struct err *err);

#endif
