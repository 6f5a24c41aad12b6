/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The columns that a table of campaigns can have: facts of the campaign, every counter, every KPI.
 */
#ifndef CAMPANE_REPORT_COLUMN_H
#define CAMPANE_REPORT_COLUMN_H

#include "report/item.h"

enum column_what {
    COLUMN_NAME,
    COLUMN_ID,
    COLUMN_CHANNEL,
    COLUMN_KIND,
    COLUMN_GOAL,
    COLUMN_TAGS, /* what people put on it */
    COLUMN_GROUP,
    COLUMN_START,
    COLUMN_END,
    COLUMN_COUNTING, /* the day until which it grows */
    COLUMN_RATE_BASE,
    COLUMN_SPARK, /* sends of the last 30 days; filled by campaigns_sparks */
    COLUMN_COUNTER,
    COLUMN_KPI
};

struct column {
    enum column_what what;
    enum counter counter; /* of COLUMN_COUNTER */
    enum kpi kpi;         /* of COLUMN_KPI */
};

/* A column by its id: "name", "id", "channel", "kind", "goal", "tags", "group", "start", "end",
 * "counting_until", "rate_base", "spark", a counter's or a KPI's ("ctr"); where both have one
 * ("conversations") it is the counter. False with ERR_USAGE and the nearest ids. */
bool column_by_id(const char *id, struct column *column, struct err *err);

/* Several of them by their ids, with commas between. Returns how many; 0: as column_by_id, or there
 * are none, more than `most`, or one twice. */
size_t column_list(const char *ids, struct column *columns, size_t most, struct err *err);

/* All columns, in the order in which they are offered; *count of them. Lent for ever. */
const struct column *column_all(size_t *count);

const char *column_id(const struct column *column);

/* Title and help as a table shows them, with unit, alignment and priority. Titles are short ("CTR",
 * "Opt-out"); translated. */
struct table_column column_describe(const struct column *column);

/* A short name of a KPI ("CTR"), translated. */
const char *column_kpi_title(enum kpi id);

/* The cell of an item. Strings are the item's. SPARK gives an empty cell. */
struct cell column_cell(const struct column *column, const struct report_item *item,
                        const struct scope *scope);

#endif
