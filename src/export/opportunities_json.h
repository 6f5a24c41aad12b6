/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The document campane.opportunities/1.
 */
#ifndef CAMPANE_EXPORT_OPPORTUNITIES_JSON_H
#define CAMPANE_EXPORT_OPPORTUNITIES_JSON_H

#include "export/sink.h"
#include "report/opportunities.h"

/* {"schema","period","timezone","rate_base","benchmark","campaigns","all","gaps":[{"id","campaign",
 * "kpi","value","low","high","grade","certain","distance","toward","judged_by","state","target",
 * "target_by","target_set","target_sample","capped","people","clicks","conversions":{"value","low",
 * "high"},"money":{"value","low","high"} of money objects,"still_counting_until","look","reason",
 * "text"}]}: in the order of the report. */
bool opportunities_json_write(struct sink *sink, const struct scope *scope,
                              const struct opportunities *opportunities, struct err *err);

#endif
