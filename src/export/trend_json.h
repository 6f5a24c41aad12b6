/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The document campane.trend/1: `trend --format json`.
 *
 *   {"schema","kpi","by","period":{"from","to"},"timezone","rate_base","who","currency",
 *    "points":[{"date","x","n","value","low","high","odd","event","reason"}],
 *                                            gaps with null, complete steps only
 *    "counting":[…],                                           the steps that may still change
 *    "total":{…},"previous":null|{"from","to","points","total","change"},
 *    "direction":{"state","slope_per_day","text","verdict","days"},
 *    "bands":null|{"benchmark","typical","good","best"},"odd_judged","currencies",
 *    "events":[{"from","to","tag","text"}],"notes"}
 */
#ifndef CAMPANE_EXPORT_TREND_JSON_H
#define CAMPANE_EXPORT_TREND_JSON_H

#include "export/sink.h"
#include "report/trend.h"

bool trend_json_write(struct sink *sink, const struct trend *trend, const struct scope *scope,
                      struct err *err);

#endif
