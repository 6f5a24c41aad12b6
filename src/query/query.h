/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * query: the filter language of `--where` and of `/` in the dashboard: text → tree → predicate over
 * a row. Pure: no store, no clock, no locale.
 * Not here: where rows come from (src/report), how a mistake is drawn.
 *
 * This version searches names: words (all of them must be found) and "phrases in quotes", in name,
 * alias and tags, whatever their case and accents. Comparisons, and, or, not and brackets are
 * refused with their place, so that nothing is searched for in a way nobody meant.
 */
#ifndef CAMPANE_QUERY_QUERY_H
#define CAMPANE_QUERY_QUERY_H

#include "base/arena.h"
#include "base/err.h"
#include "kpi/kpi_eval.h"

struct query;

/* Parse a filter into the arena; the tree does not change any more. NULL or blank text is a filter
 * that everything matches. NULL: ERR_USAGE, with the mistake's place as display column of the text
 * (1-based, text/width.h) in err->column, for a caret; or ERR_MEMORY. O(length). */
const struct query *query_parse(struct arena *arena, const char *text, struct err *err);

/* Whether it lets everything pass. NULL is such a filter, too. */
bool query_is_empty(const struct query *query);

/* The filter as it was typed: sanitised, without blanks around it; "" for an empty one. */
const char *query_text(const struct query *query);

/* What a row can be asked beside its words. Each returns false (and leaves *value alone) where the
 * row does not know. */
struct query_getters {
    bool (*kpi)(const void *context, enum kpi id, struct kpi_value *value);
    bool (*counter)(const void *context, enum counter id, int64_t *value);
    /* "channel", "kind", "goal", "industry" … */
    bool (*attribute)(const void *context, const char *name, const char **value);
};

/* One thing that a filter looks at. Strings are sanitised UTF-8 and lent. */
struct query_row {
    const char *name;
    const char *alias;       /* NULL: none */
    const char *const *tags; /* tag_count of them */
    size_t tag_count;
    const struct query_getters *getters; /* NULL: it has only words */
    const void *context;                 /* handed to the getters */
};

/* Whether the filter lets the row pass. Allocates nothing. About a microsecond for a word and a
 * name. */
bool query_matches(const struct query *query, const struct query_row *row);

#endif
