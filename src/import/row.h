/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row of a table as typed cells, read by a mapping.
 */
#ifndef CAMPANE_IMPORT_ROW_H
#define CAMPANE_IMPORT_ROW_H

#include "base/strbuf.h"
#include "import/mapping.h"
#include "import/values.h"

struct cell {
    bool set;                 /* there is a value */
    bool date_only;           /* number is the first second of a day */
    struct currency currency; /* of money, "" */
    bool signed_itself;       /* the currency stood beside the amount */
    int64_t number;   /* moment, day, count, millionths, enum value_status; for what happened:
                         its moment or TIME_SOME */
    const char *text; /* text; otherwise as it stands in the file; not terminated */
    size_t length;
    uint32_t column; /* byte column in the file's line */
};

struct row {
    const struct mapping *mapping;
    const struct zone *zone; /* of times without one of their own */
    enum date_order order;   /* of numeric dates */
    bool buddhist;           /* a year of the Buddhist era was met */
    struct cell *cells;      /* one per mapped column */
    struct cell *constants;  /* one per constant */
    struct strbuf reason;    /* why the row was rejected (translated) */
    uint64_t column;         /* where; 0: the whole row */
    bool local_times;        /* some time in some row so far had no offset: `zone` was used */
};

enum row_step {
    ROW_READ,
    ROW_REJECTED,
    ROW_ORDERLESS, /* a date needs an order that is not known yet: row->column's */
    ROW_FAILED     /* out of memory */
};

/* A row for a mapping, its constants read. False: out of memory, or a constant has no such value
 * (ERR_REFUSED). */
bool row_init(struct row *row, struct arena *arena, const struct mapping *mapping,
              const struct zone *zone, struct err *err);
void row_free(struct row *row);

/* Read a record. Fields behind its end are empty; fields behind the header's must be. The record
 * must live as long as the cells are looked at. */
enum row_step row_read(struct row *row, const struct csv_record *record);

/* The constant of a field; NULL when there is none. */
const struct cell *row_constant(const struct row *row, enum field field);

/* The cell of a field when it has a value: the column's, else the constant's; else NULL. */
static inline const struct cell *row_cell(const struct row *row, enum field field)
{
    uint16_t place = row->mapping->place[field];
    if (place != MAP_NONE && row->cells[place].set) {
        return &row->cells[place];
    }
    return row->mapping->constant_count ? row_constant(row, field) : NULL;
}

/* Reject the row for a reason. */
enum row_step row_reject(struct row *row, uint64_t column, const char *format, ...)
    CAMPANE_PRINTF(3, 4);

/* The same for a cell's value; says value and column's name, but never a phone number. */
enum row_step row_reject_cell(struct row *row, const struct map_column *column, const char *text,
                              size_t length, uint64_t at, const char *what);

/* Whether the row holds totals of the others: its first field says so, or the field behind the last
 * column. */
bool row_is_total(const struct mapping *mapping, const struct csv_record *record);

/* Whether all of its fields are empty. */
bool row_is_empty(const struct csv_record *record);

/* Whether a column's values are moments or days without a pattern of their own. */
bool row_takes_order(const struct map_column *column);

#endif
