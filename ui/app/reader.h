/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one connection that the dashboard reads through. It opens the store when something is to be
 * read, bears with one that is not there, and notices when it changed, was replaced or went away.
 * Used by the worker's thread, or by a snapshot without any.
 */
#ifndef CAMPANE_UI_APP_READER_H
#define CAMPANE_UI_APP_READER_H

#include "report/explain.h"
#include "ui/app/load.h"

struct reader_options { /* all lent; must live as long as the reader */
    const char *path;
    const struct clock *clock;
    const struct benchmarks *sets;
    const struct store_candidate *candidates;
    size_t candidate_count;
    bool read_only;               /* scopes say that nothing can be written */
    const struct view_ops *first; /* shown where there is no store, or an empty one */
};

struct reader;

/* Opens nothing yet. Loads may point to what the reader holds: drop them all before reader_free. */
struct reader *reader_new(const struct reader_options *options, struct err *err) CAMPANE_NODISCARD;
void reader_free(struct reader *reader); /* NULL is fine */

struct reader_sink {
    /* A part is there. NULL: nobody wants it. */
    void (*part)(void *context, struct load *load, int part, const void *result);
    /* The connection was opened (it can be interrupted now), or is about to be closed (NULL). NULL:
     * nobody wants to know. */
    void (*connection)(void *context, struct store *store);
    void *context;
};

/* Called from then on; copied. */
void reader_listen(struct reader *reader, const struct reader_sink *sink);

/* Read all parts of a load, one after the other. False: ERR_CANCELLED, or what went wrong; parts
 * that came before stay good. */
bool reader_load(struct reader *reader, struct load *load, struct cancel *cancel, struct err *err);

/* A question of the load's view, and where a figure comes from; results live in the load. */
bool reader_ask(struct reader *reader, struct load *load, const struct view_ask *ask,
                struct cancel *cancel, const void **result, struct err *err);
bool reader_explain(struct reader *reader, struct load *load, int64_t number, const char *column,
                    struct cancel *cancel, const struct explain **explain, struct err *err);

/* When the store was last changed by an import or an undo; TIME_NONE: never, or not known. */
int64_t reader_last_change(struct reader *reader);

/* Whether reading again could show something else: the store was changed by somebody, came, went,
 * was replaced, could not be read the last time, or a new day has begun. Cheap. */
bool reader_look(struct reader *reader);

#endif
