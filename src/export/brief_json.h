/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The brief inside the document of `report`: "brief": {"as_of", "verdict": [sentences],
 * "unknown": [sentences], and one list of rows a part (brief.h): "figures", "best", "worst",
 * "tests", "money", "opportunities", "definitions", "sources"}. The keys of a row are the ids of
 * its table's columns, values as everywhere in campane's JSON.
 */
#ifndef CAMPANE_EXPORT_BRIEF_JSON_H
#define CAMPANE_EXPORT_BRIEF_JSON_H

#include "export/json.h"
#include "report/brief.h"

void brief_json_add(struct json *json, cJSON *object, const struct brief *brief);

#endif
