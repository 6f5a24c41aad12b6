/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The document campane.money/1.
 */
#ifndef CAMPANE_EXPORT_MONEY_JSON_H
#define CAMPANE_EXPORT_MONEY_JSON_H

#include "export/sink.h"
#include "report/money.h"
#include "report/what_if.h"

/* {"schema","period","timezone","rate_base","benchmark","currencies":[{"currency","campaigns",
 * "counters","kpis","cost_actual","cost_estimated","platform_fee":null|{"fee","rest","adds"},
 * "side","break_even":null|{"cost","conversions","conversions_now",
 * "rate_now","rate_needed"},"clv":null|{"customers",
 * "orders","revenue","value"},"clv_cac"}],"mixed","without_more_than_zero","without_money","campaigns":[{"id","name",
 * "currency","cost","revenue","roi","rocs","cost_per_conversion","cpl","cac","side",
 * "break_even"}],"spend":{DIMENSION:[{"key","currency","sent","cost","estimated","share"}]},
 * "cohorts":[{"month","currency","customers","orders","revenue","clv"}],"orders":{"from","to",
 * "counted","nameless","incomplete"},"what_if":null|{"recipients","by","range_holds","mixed",
 * "rows":[{"key","currency","campaigns","judged","sent","state","cost","estimated","conversions",
 * "revenue":{"value","low","high"},"profit","break_even_conversions","break_even_rate","text"}]},
 * "text":[…]}. what_if may be NULL. */
bool money_json_write(struct sink *sink, const struct scope *scope, const struct money *money,
                      const struct what_if *what_if, struct err *err);

#endif
