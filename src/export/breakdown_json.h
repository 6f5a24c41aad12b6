/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The JSON document "campane.breakdown/1" (product.md). Beyond it: period, timezone, rate_base and
 * benchmark as in campane.report/1; in a row "campaigns", "share" (of all sends in the document)
 * and "against_the_others": {kpi: {"campaigns", "difference", "p_adjusted", "side":
 * "above"|"below"|null}} for the rates that could be held against other rows of the same campaigns.
 */
#ifndef CAMPANE_EXPORT_BREAKDOWN_JSON_H
#define CAMPANE_EXPORT_BREAKDOWN_JSON_H

#include "export/sink.h"
#include "report/breakdown.h"

bool breakdown_json_write(struct sink *sink, const struct scope *scope,
                          const struct breakdown *breakdown, struct err *err);

#endif
