/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can stand left of an operator.
 */
#ifndef CAMPANE_QUERY_QUERY_FIELD_H
#define CAMPANE_QUERY_QUERY_FIELD_H

#include "base/err.h"
#include "model/attrs.h"
#include "model/kpi_info.h"

enum query_what {
    QUERY_NAME,
    QUERY_ALIAS,
    QUERY_TAG,
    QUERY_FACT,  /* text that the campaign has one of: kind, goal, group, archived … */
    QUERY_ATTR,  /* text of which a campaign can have several */
    QUERY_START, /* days */
    QUERY_END,
    QUERY_COUNTER,
    QUERY_KPI,
    QUERY_GRADE /* of `kpi` */
};

#define QUERY_FACT_ARCHIVED "archived" /* "yes", "no" */
#define QUERY_FACT_EXCLUDED "excluded" /* the same */

struct query_field {
    enum query_what what;
    const char *fact;
    enum attr attr;
    enum counter counter;
    enum kpi kpi;
};

/* How its values are written. */
enum query_type { QUERY_TEXT, QUERY_DAY, QUERY_BAND, QUERY_SHARE, QUERY_MONEY, QUERY_NUMBER };

/* By name, whatever case. False with ERR_USAGE and the nearest names (place left to the caller). */
bool query_field_find(const char *name, struct query_field *field, struct err *err);

/* Whether there is a field of that name. */
bool query_field_exists(const char *name);

enum query_type query_field_type(const struct query_field *field);

/* The index-th of all names, for completion and help; NULL behind the last. */
const char *query_field_name(size_t index);

#endif
