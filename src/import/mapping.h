/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which column of a file is which field, and how its values are to be read. Made from the header by
 * the alias table, or from a profile; read by row.c. One implementation for all tables.
 */
#ifndef CAMPANE_IMPORT_MAPPING_H
#define CAMPANE_IMPORT_MAPPING_H

#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "base/zone.h"
#include "import/csv.h"
#include "import/field.h"
#include "import/profile.h"
#include "import/values.h"

/* A value as the file writes it, and what it stands for. */
struct map_value {
    const char *from;
    const char *text; /* for text */
    int64_t number;   /* for a status (enum value_status) or a flag (0, 1) */
};

/* How the values of a field are read. */
struct map_reading {
    enum field_type type;
    const char *format;       /* strptime-like; NULL: by the value */
    enum value_unit unit;     /* of times that are numbers; VALUE_UNIT_NONE: by the value */
    const char *zone;         /* of times without an offset; NULL: the request's */
    struct currency currency; /* of amounts that name none; "" */
    int64_t scale;            /* factor of amounts, millionths: 1000000 leaves them */
    bool absolute;            /* amounts without their sign */
    const struct map_value *values;
    size_t value_count;
};

struct map_column {
    uint32_t index; /* place in the record, from 0 */
    enum field field;
    struct map_reading reading;
    struct zone *zone; /* loaded; NULL: the request's */
    const char *name;  /* header, or "column 3" */
};

/* A field that has the same value in every row where no column says otherwise. */
struct map_constant {
    enum field field;
    const char *text;
};

/* How a report's counters are to be understood (formats.md, section 2). */
enum map_buckets {
    BUCKETS_UNSTATED,
    BUCKETS_CUMULATIVE, /* delivered includes read */
    BUCKETS_EXCLUSIVE   /* delivered but not read */
};

#define MAP_NONE UINT16_MAX

struct profile_field;

struct mapping {
    enum record record;
    struct map_column *columns;
    size_t count;
    uint16_t place[FIELD_COUNT]; /* number of the field's column, MAP_NONE */
    const struct map_constant *constants;
    size_t constant_count;
    size_t width; /* columns of the header; 0: there is none */
    char decimal;
    enum map_buckets buckets;
    bool event;                 /* a status tells of itself only */
    bool no_totals;             /* no record is a row of totals */
    const char *total_row;      /* what a row of totals says in its first field; NULL */
    const char *const *ignored; /* names of columns without a meaning */
    size_t ignored_count;
};

/* By the alias table. NULL: out of memory, or a column that is needed stands there twice
 * (ERR_REFUSED). Lives in the arena; give its zones back with mapping_free. */
struct mapping *mapping_by_alias(struct arena *arena, enum record record,
                                 const struct csv_sniff *csv, struct err *err) CAMPANE_NODISCARD;

/* By a rule of a profile. csv NULL: of JSON, where field i of a record is the rule's i-th. Fields
 * that are JSON inside a cell stand behind the table's columns, in the order of mapping_inside.
 * NULL: a column is not there (ERR_REFUSED, naming those that are). */
struct mapping *mapping_by_profile(struct arena *arena, const struct profile *profile, size_t rule,
                                   const struct csv_sniff *csv, struct err *err) CAMPANE_NODISCARD;

/* A field of a table whose value is JSON: where in its record that JSON is taken from, by the
 * number of the field among all those of the profile. */
struct map_inside {
    const struct profile_field *field;
    size_t column; /* of the cell */
};

/* All of them, in the arena; NULL: out of memory, or a column is not there. */
const struct map_inside *mapping_inside(struct arena *arena, const struct profile *profile,
                                        const struct csv_sniff *csv, size_t *count,
                                        struct err *err);

/* The column of a header, or SIZE_MAX when it is not there (or there twice: *twice). */
size_t mapping_find_header(const struct csv_sniff *csv, const char *name, bool *twice);

void mapping_free(struct mapping *mapping); /* NULL is fine */

/* Whether some column or constant gives the field. */
bool mapping_has(const struct mapping *mapping, enum field field);

/* Whether a column does. */
bool mapping_has_column(const struct mapping *mapping, enum field field);

/* Append the names of a table's columns, shortened after some. */
void mapping_list(struct strbuf *out, const char *const *names, size_t count);

#endif
