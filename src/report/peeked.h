/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said of a file before it is taken in.
 */
#ifndef CAMPANE_REPORT_PEEKED_H
#define CAMPANE_REPORT_PEEKED_H

#include "base/arena.h"

struct peeked_reject {
    uint64_t line, column; /* column 0: the whole row */
    const char *reason, *row;
};

/* What was seen, filled by who looked. Strings are sanitised and lent. */
struct peeked_file {
    const char *file; /* name without folder */
    bool unseen;      /* nothing of it could be seen without taking it away; the rest is not used */
    const char *format, *why, *profile; /* title, what made it this format; profile NULL */
    bool packed;                        /* gzip */
    uint64_t bytes;                     /* on disk */
    bool whole;                         /* all of it was looked at */
    int64_t rows, rejected;             /* of what was looked at */
    int64_t about;                      /* rows of the whole file, more or less; 0: not known */
    int32_t first, last;                /* days of these rows; DAY_NONE */
    bool asks_campaign;                 /* its rows name none */
    const char *zone;                   /* of times without one; NULL: there were none */
    const char *const *notes;           /* remarks of the format */
    size_t note_count;
    const struct peeked_reject *rejects; /* the first ones */
    size_t reject_count;
};

struct peeked_line {
    const char *label; /* translated; "": belongs to the line before; NULL: a heading */
    const char *text;
};

/* Labels and sentences, in the order they are read; *count gets how many. ascii: ranges without a
 * dash. NULL: out of memory. */
const struct peeked_line *peeked_lines(struct arena *arena, const struct peeked_file *file,
                                       bool ascii, size_t *count);

/* "line 3, column 2: the date cannot be read" ("line 3: …" for a whole row); NULL: out of memory.
 */
const char *peeked_reject_words(struct arena *arena, const struct peeked_reject *reject);

#endif
