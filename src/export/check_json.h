/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The document campane.check/1.
 */
#ifndef CAMPANE_EXPORT_CHECK_JSON_H
#define CAMPANE_EXPORT_CHECK_JSON_H

#include "export/sink.h"
#include "report/check.h"

/* What ended since the last run. */
struct check_json_ended {
    const struct check_rule *rule;
    int64_t number;       /* of the campaign; -1: of all together */
    const char *campaign; /* its name */
    bool holds;           /* it holds again; else it is not looked at any more */
    int64_t since;
};

struct check_json {
    const struct check *check;
    const char *store;
    int64_t now;
    const int64_t *since; /* of each line; NULL: nobody remembers */
    const struct check_json_ended *ended;
    size_t ended_count;
};

bool check_json_write(struct sink *sink, const struct check_json *document, struct err *err);

#endif
