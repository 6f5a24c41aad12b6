/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One record of a table in memory: where it ends, and its fields. Pure; csv.c feeds it from a
 * source, csv_sniff.c from a file's beginning.
 */
#ifndef CAMPANE_IMPORT_CSV_SCAN_H
#define CAMPANE_IMPORT_CSV_SCAN_H

#include "import/csv.h"

enum csv_scan_step {
    CSV_SCAN_RECORD,
    CSV_SCAN_MORE,  /* the text ends before the record does */
    CSV_SCAN_BROKEN /* the first line cannot be the beginning of a record: give it up, and go on
                       behind it */
};

enum csv_broken {
    CSV_FINE,
    CSV_QUOTE_OPEN,     /* a quote is never closed */
    CSV_BEHIND_QUOTE,   /* text between a closing quote and the delimiter */
    CSV_TOO_MANY_FIELDS /* over CSV_COLUMNS_MAX */
};

struct csv_scan {
    size_t length;    /* bytes without the line's end (of the first line, when broken) */
    size_t width;     /* bytes of the line's end; 0 at the end of the text */
    size_t count;     /* fields */
    size_t line_ends; /* inside quotes */
    bool doubled;     /* some field holds doubled quotes */
    enum csv_broken broken;
    size_t broken_at; /* byte offset */
};

/* Look at the record at the start of text. `last`: nothing follows the text. `feedless`: so many
 * bytes are known to hold no line feed (updated; keeps files with CR alone linear). fields has room
 * for CSV_COLUMNS_MAX. Fields point into the text, with `doubled` where quotes are doubled in it.
 */
enum csv_scan_step csv_scan(const char *text, size_t length, bool last, char delimiter,
                            size_t *feedless, struct csv_field *fields, struct csv_scan *scan);

/* Copy a field's text with doubled quotes made single; returns its length. */
size_t csv_undouble(const struct csv_field *field, char *out);

/* Bytes of the line at the start of text (SIZE_MAX: it does not end here), width of its end. */
size_t csv_line(const char *text, size_t length, bool last, size_t *feedless, size_t *width);

#endif
