/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said when files have been taken in: at the end of `import`, and on the first screen after
 * it.
 */
#ifndef CAMPANE_REPORT_IMPORTED_H
#define CAMPANE_REPORT_IMPORTED_H

#include "report/benchline.h"
#include "store/ingest.h"

/* One file's outcome, filled by who ran the import. Strings are sanitised and lent. */
struct imported_file {
    const char *file;   /* name without folder */
    const char *format; /* title, translated: "Meta webhook log" */
    const char *why;    /* translated: what made it this format; NULL */
    int64_t rows, rejected, ignored;
    const char *rejects;         /* file the rejected rows went to; NULL */
    bool dry_run;                /* nothing was written */
    bool repeated;               /* the same content was imported before */
    bool continued;              /* the file grew: only what was added to it was read */
    int64_t twin;                /* import of the same content with other options; 0: none */
    struct ingest_result result; /* of the store */
    const char *zone;            /* of times without one; NULL: there were none */
    bool zone_asked;             /* somebody named it; otherwise it is the store's */
    const char *const *notes;    /* remarks of the format */
    size_t note_count;
};

struct imported {
    const char *const *lines; /* translated sentences, the most important first */
    size_t line_count;
    bool nothing_new; /* no import changed anything */
};

/* "the same content stands as import 3: it may count twice; campane imports undo 3 takes that one
 * back". NULL: out of memory. */
const char *imported_twin_words(struct arena *arena, int64_t twin);

/* The sentences about one file: rows taken, rejected and ignored; campaigns and days; what it
 * corrected; remarks. Needs no store. NULL: out of memory. */
const struct imported *imported_file_words(struct arena *arena, const struct imported_file *file);

/* The sentences about the store as it is now: zone and currency, what is unknown and which file
 * would tell ("CTR n/a for 14 of 14: import clicks or template analytics"), unattributed messages,
 * what orders were joined by and why the rest were not, the benchmark line. */
bool imported_store_words(struct arena *arena, struct store *store, const struct scope *scope,
                          struct cancel *cancel, const struct imported **imported, struct err *err);

#endif
