/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The JSON document "campane.failures/1" of `failures`:
 * {"schema","period","timezone","sent","failed",
 * "rows":[{"code","meaning","messages","share","before","campaigns","daily":[…]}]}; "before" counts
 * the period before, "daily" the last 30 days of the period.
 */
#ifndef CAMPANE_EXPORT_FAILURES_JSON_H
#define CAMPANE_EXPORT_FAILURES_JSON_H

#include "export/sink.h"
#include "report/failures.h"

bool failures_json_write(struct sink *sink, const struct scope *scope,
                         const struct failures *failures, struct err *err);

#endif
