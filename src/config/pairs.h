/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts of `name = value` lines: the configuration file, themes. "#" begins a comment only at the
 * start of a line, since values may hold it; a byte order mark and CR LF are taken.
 */
#ifndef CAMPANE_CONFIG_PAIRS_H
#define CAMPANE_CONFIG_PAIRS_H

#include "base/err.h"
#include "base/strbuf.h"

/* One line that is neither blank nor a comment; all is lent. */
struct pair {
    const char *file; /* for messages */
    uint64_t line;
    const char *text; /* the whole line */
    size_t length;
    const char *name, *value; /* trimmed, no terminator; a NUL byte in the value was refused */
    size_t name_length, value_length;
};

typedef bool pair_take(void *context, const struct pair *pair, struct err *err);

/* Give each line to `take`, until one returns false. False: that, or ERR_REFUSED with the place for
 * a line that is no pair. */
bool pairs_read(const char *file, const char *text, size_t length, pair_take *take, void *context,
                struct err *err);

/* ERR_REFUSED at a piece of the line, which stands in quotes behind the words, made fit to be
 * shown. Returns false. */
bool pair_refuse(const struct pair *pair, const char *words, const char *piece, size_t length,
                 struct err *err);

/* Whether the name is this one. */
bool pair_is(const struct pair *pair, const char *name);

/* Append the text with `with` (a whole line with its end; "": none) in place of line `number`, or
 * behind the last where that is 0. All other bytes stay. */
void pairs_replace(struct strbuf *out, const char *text, size_t length, uint64_t number,
                   const char *with);

#endif
