/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * query: the filter language of `--where` and of `/` in the dashboard: text → tree → predicate over
 * a row. Pure: no store, no clock, no locale.
 * Not here: where rows come from (src/report), how a mistake is drawn.
 *
 *   ctr < 15% and sent > 1000 and name ~ diwali and segment = vip
 *   start >= 2026-10-01 or grade(optout_rate) = poor
 *   not channel in (email, sms) and revenue > €1.5k and ctr != unknown
 *
 * Words without an operator are looked for in name, former names, alias and tags, whatever their
 * case and accents; "phrases" stand in quotes. What stands side by side is joined by `and`; `not`
 * binds more than `and`, and that more than `or`. What a row does not know makes a comparison
 * unknown, and so what is made of it (Kleene 1938): `not ctr < 15%` does not bring campaigns whose
 * clicks nobody counted. Only what is true passes; `= unknown` asks for the unknown itself.
 *
 * `archived = yes`, `excluded = yes`, `tag = vip` and `group = "Spring"` ask for what people said
 * of a campaign.
 *
 * Left of an operator stands a KPI, a counter, grade(KPI), an attribute (query_field.h) or a date;
 * operators are < <= > >= = != ~ (contains) !~ and in (…, …). A share is written with "%", since
 * nobody could tell whether 0.5 means half or half a percent; k, M and G are thousands, millions
 * and thousand millions; an amount with a currency is only compared with amounts in it.
 */
#ifndef CAMPANE_QUERY_QUERY_H
#define CAMPANE_QUERY_QUERY_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/err.h"
#include "kpi/kpi_eval.h"
#include "model/attrs.h"
#include "model/benchmark.h"

struct query;

/* Parse a filter into the arena; the tree does not change any more. NULL or blank text is a filter
 * that everything matches. NULL: ERR_USAGE, with the mistake's place as display column of the text
 * (1-based, text/width.h) in err->column, for a caret; or ERR_MEMORY. O(length). */
const struct query *query_parse(struct arena *arena, const char *text, struct err *err);

/* How many of its first bytes are a filter of their own where there is a mistake in a text: those
 * before the word, comparison or bracket that the mistake is in ("diwali ctr <": 7, "ctr <": 0). Of
 * a text without a mistake: all. The arena holds what is made on the way. */
size_t query_whole(struct arena *arena, const char *text);

#define QUERY_DEPTH_MAX 64   /* brackets in brackets */
#define QUERY_TERMS_MAX 1000 /* words and comparisons */

/* Whether it lets everything pass. NULL is such a filter, too. */
bool query_is_empty(const struct query *query);

/* Whether it looks at names, alias and tags only, so that no figures are needed to decide. */
bool query_is_words(const struct query *query);

/* Whether it is one comparison and nothing else. */
bool query_is_comparison(const struct query *query);

/* Whether it looks for a word that stands in its text at this byte or behind it. */
bool query_seeks_word(const struct query *query, size_t from);

/* The one value that a filter asks of a fact ("kind") by `=` or `in`, where it asks for nothing
 * else: sanitised and folded, lent. NULL: it asks for more, for several values or otherwise. */
const char *query_only_fact(const struct query *query, const char *name);

/* The attributes of dims that it asks for (1 << enum attr), so that somebody may fetch them. */
unsigned query_attrs(const struct query *query);

/* Whether it asks for archived campaigns, which lists leave out otherwise. */
bool query_asks_archived(const struct query *query);

/* Whether it asks for excluded ones, which are in no list and no figure otherwise. */
bool query_asks_excluded(const struct query *query);

/* The filter as it was typed: sanitised, without blanks around it; "" for an empty one. */
const char *query_text(const struct query *query);

/* From where to where a figure may lie: the ends of its interval, the bands that a grade may be. */
struct query_range {
    double low, high;
    bool any; /* nobody can tell: it might be anything */
};

/* What a row can be asked beside its words. Each returns false (and leaves *value alone) where the
 * row does not know. Any may be NULL: never known. */
struct query_getters {
    bool (*kpi)(const void *context, enum kpi id, struct kpi_value *value);
    bool (*counter)(const void *context, enum counter id, int64_t *value);
    bool (*grade)(const void *context, enum kpi id, enum grade *grade); /* leaning included */
    /* Amounts of counters are in this currency; "" mixed or none. */
    struct currency (*currency)(const void *context);
    /* "kind", "goal", "industry", "id": the one value it has. */
    bool (*fact)(const void *context, const char *name, const char **value);
    /* The index-th of the values that occur; false: no more. */
    bool (*attribute)(const void *context, enum attr attr, size_t index, const char **value);
    bool (*day)(const void *context, bool end, int32_t *day); /* first or last day */
    /* Of query_may_match alone: how far what `kpi` and `grade` gave may be off. */
    bool (*kpi_range)(const void *context, enum kpi id, struct query_range *range);
    bool (*grade_range)(const void *context, enum kpi id, struct query_range *range);
};

/* One thing that a filter looks at. Strings are sanitised UTF-8 and lent. */
struct query_row {
    const char *name;
    const char *alias;         /* NULL: none */
    const char *const *former; /* former_count names that it had before: words and ~ find it by
                                  them, = asks for the one it has */
    size_t former_count;
    const char *const *tags; /* tag_count of them */
    size_t tag_count;
    const struct query_getters *getters; /* NULL: it has only words */
    const void *context;                 /* handed to the getters */
};

/* Whether the filter lets the row pass. Allocates nothing. About a microsecond for a word and a
 * name. */
bool query_matches(const struct query *query, const struct query_row *row);

/* Whether the filter could let the row pass, were every figure anywhere in its range: of two
 * comparisons of one figure each is asked for itself, so that it errs to "it could". */
bool query_may_match(const struct query *query, const struct query_row *row);

#endif
