/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A look at a header, for recognising CSV formats: which fields it names when its rows are taken
 * for one kind of record.
 */
#ifndef CAMPANE_IMPORT_LOOK_H
#define CAMPANE_IMPORT_LOOK_H

#include "import/field.h"
#include "import/format.h"

struct look {
    const struct csv_sniff *csv;
    uint16_t place[FIELD_COUNT]; /* column of the field, LOOK_NONE */
    size_t known;                /* columns with a meaning */
    size_t counters;             /* of these, counters */
    bool canonical;              /* all of them have the program's own names, letter by letter */
};

#define LOOK_NONE UINT16_MAX

/* Take the rows for such records. False when the file is no table. */
bool look_at(const struct sniff *sniff, enum record record, struct look *look);

/* Whether a column shows that the table is something that names recipients too: orders, clicks,
 * feedback. */
bool look_is_other(const struct sniff *sniff);

/* Whether the table has a column whose alias_key this is. */
bool look_names(const struct sniff *sniff, const char *key);

/* Whether the field's column has that alias_key. */
bool look_is_named(const struct look *look, enum field field, const char *key);

bool look_has(const struct look *look, enum field field);
bool look_has_attr(const struct look *look); /* any attribute but channel and category */

/* Whether one is named of what can become of a message; sent alone is not counted when
 * `beyond_sent`. */
bool look_has_state(const struct look *look, bool beyond_sent);

/* Whether a row has an id or a recipient of its own. */
bool look_is_personal(const struct look *look);

/* Whether some campaign stands in rows of different dates, as far as the beginning shows. */
bool look_repeats(const struct sniff *sniff, const struct look *look, enum field date);

/* Append "columns A, B, C" of fields that are there. */
void look_why(const struct look *look, const enum field *fields, size_t count, struct strbuf *why);

#endif
