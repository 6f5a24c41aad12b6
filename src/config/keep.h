/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What took a whole walk over a store to find out, kept in the user's cache folder so that the next
 * start has it at once; whoever changes a store keeps it beside the store, too, for all who look at
 * it. A cache: what cannot be read, was cut or belongs to another key is not there; what cannot be
 * written is not kept; nobody is told. Files in the folder are 0600, a made folder 0700.
 */
#ifndef CAMPANE_CONFIG_KEEP_H
#define CAMPANE_CONFIG_KEEP_H

#include "base/strbuf.h"

struct keep {
    const char *folder; /* "$XDG_CACHE_HOME/campane" */
    const char *mark;   /* part of every key: the program's version, the language */
    bool share;         /* keep it beside the store, too */
};

/* The text kept as `name` (letters, digits, '-') with just this key, ended by a 0; free with
 * mem_free. NULL: there is none. */
char *keep_read(const struct keep *keep, const char *name, const char *key) CAMPANE_NODISCARD;

/* Keep a text in place of what was kept as `name` before. It appears whole or not at all. */
void keep_write(const struct keep *keep, const char *name, const char *key, const char *text);

/* So, but at a path; the file may be read by whoever may read the file `like` (NULL:
 * by nobody else). */
char *keep_read_at(const struct keep *keep, const char *path, const char *key) CAMPANE_NODISCARD;
void keep_write_at(const struct keep *keep, const char *path, const char *like, const char *key,
                   const char *text);

/* The first 16 hexadecimal digits of the text's digest, for names and keys. */
void keep_digest(const char *text, char out[17]);

#endif
