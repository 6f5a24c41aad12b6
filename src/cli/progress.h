/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The progress of long work on standard error, where that is a terminal: of an import file, bar,
 * rows, rate and time left on one line, at most ten times a second.
 */
#ifndef CAMPANE_CLI_PROGRESS_H
#define CAMPANE_CLI_PROGRESS_H

#include "base/strbuf.h"
#include "ops/import_file.h"

struct progress {
    bool shown;    /* standard error is a terminal, and nobody asked for silence */
    bool ascii;    /* no character beyond ASCII */
    bool dirty;    /* something stands on the line */
    int64_t begun; /* ticks */
    int64_t drawn; /* ticks of the last time */
};

void progress_begin(struct progress *progress, bool quiet, bool ascii);

/* Callbacks of struct ops_import; context is the struct progress. */
void progress_show(void *context, const struct ops_progress *now);
bool progress_waiting(void *context, int seconds);

/* A sentence in place of the bar, for work that cannot say how far it is. */
void progress_note(struct progress *progress, const char *words);

/* Clear the line. */
void progress_end(struct progress *progress);

/* "messages.ndjson ████▌──── 62 %  1 204 000 rows  310 000/s  12 s left", at most so many columns
 * wide; pure, for tests. elapsed: milliseconds. */
void progress_line(struct strbuf *out, const struct ops_progress *now, int64_t elapsed, int columns,
                   bool ascii);

#endif
