/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All figures of an item as JSON: what every document with figures has alike (product.md).
 */
#ifndef CAMPANE_EXPORT_FIGURES_JSON_H
#define CAMPANE_EXPORT_FIGURES_JSON_H

#include "export/json.h"
#include "report/item.h"

/* Add "counters" with every id of counter.def and "kpis" with every one of kpi.def. */
void figures_json_add(struct json *json, cJSON *object, const struct scope *scope,
                      const struct report_item *item);

#endif
