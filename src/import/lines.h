/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of a source, with numbers and offsets, in bounded memory.
 */
#ifndef CAMPANE_IMPORT_LINES_H
#define CAMPANE_IMPORT_LINES_H

#include "import/byte_source.h"

#define LINE_LIMIT (16u << 20) /* a longer line is a reject, not an allocation */

struct line {
    const char *text; /* not terminated; lent until the next call */
    size_t length;    /* without the line's end */
    uint64_t number;  /* 1-based */
    uint64_t offset;  /* of its first byte in the decoded text */
    bool complete;    /* ended by a newline (the last line of a growing file may not be) */
    bool too_long;    /* over LINE_LIMIT: text holds its first bytes, the rest was skipped */
};

struct lines;

struct lines *lines_new(struct byte_source *source, struct err *err) CAMPANE_NODISCARD;
void lines_free(struct lines *lines);

enum lines_step { LINES_LINE, LINES_END, LINES_FAILED };

/* The next line; LF, CR LF and CR end one. */
enum lines_step lines_next(struct lines *lines, struct line *line, struct err *err);

/* Go on at a decoded offset that is the start of line `number`. */
bool lines_seek(struct lines *lines, uint64_t offset, uint64_t number, struct err *err);

/* Offset behind the last line given out, its end included. */
uint64_t lines_offset(const struct lines *lines);

#endif
