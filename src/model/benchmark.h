/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Benchmark sets as plain structs: rows of bands per KPI with where they come from. Read from
 * files by src/config, used by src/kpi.
 */
#ifndef CAMPANE_MODEL_BENCHMARK_H
#define CAMPANE_MODEL_BENCHMARK_H

#include "base/money.h"
#include "model/campaign.h"
#include "model/kpi_info.h"

enum grade { GRADE_NONE = -1, GRADE_POOR, GRADE_TYPICAL, GRADE_GOOD, GRADE_BEST, GRADE_COUNT };

const char *grade_name(enum grade grade); /* "poor" … "best"; GRADE_NONE NULL */
char grade_letter(enum grade grade);      /* 'P' 'T' 'G' 'B'; ' ' */

enum benchmark_base { BENCHMARK_BASE_ANY, BENCHMARK_BASE_DELIVERED, BENCHMARK_BASE_SENT };

struct benchmark_row {
    enum kpi kpi;
    enum benchmark_base base; /* what † KPIs were divided by; ANY for the others */
    /* Edges in the KPI's unit (fractions, times, millionths of `currency`). For direction + the
     * lower edges of typical, good, best, each included. For - the upper edges: best <= `best`,
     * good <= `good` and above best, …: typical includes both its edges. */
    double typical, good, best;
    struct currency currency; /* of money KPIs, "" otherwise */
    /* A ceiling that the step before sets; while it lies below the typical edge, values under that
     * edge get no grade. */
    enum { CEILING_NONE, CEILING_VALUE, CEILING_KPI } ceiling;
    double ceiling_value; /* a fraction, or the factor on ceiling_kpi */
    enum kpi ceiling_kpi;
    const char *source, *date, *sample, *note; /* "" when the file says nothing */
};

/* What a set is bound to; unset fields are NULL or KIND_UNKNOWN. */
struct benchmark_bind {
    enum campaign_kind kind;
    const char *industry, *country, *channel;
};

/* A figure that somebody publishes and that judges nothing, kept so that it can be shown with the
 * reason why not. low and high as in a row's edges, equal where a single figure is claimed. */
struct benchmark_claim {
    enum kpi kpi;
    double low, high;
    struct currency currency;         /* of money KPIs, "" otherwise */
    const char *source, *date, *note; /* "" when the file says nothing */
};

struct benchmark_set {
    const char *id, *title, *origin, *date, *note; /* "" when the file says nothing; never NULL */
    const char *channel; /* what its figures were published or measured of: they say nothing of
                            another channel. NULL: of any */
    const struct benchmark_bind *binds;
    size_t bind_count;
    const struct benchmark_row *rows;
    size_t row_count;
    const struct benchmark_claim *claims;
    size_t claim_count;
    /* Its binds are conditions: it judges only when it was chosen, and then only what they match,
     * where an unset channel matches an unknown one. So with `own`, one set per kind and channel
     * under one id. */
    bool conditional;
    /* Conditional: where its id is the one that was chosen, its binds are bindings like those of
     * any other set, and an unset channel matches all. So with `targets` of a kind. */
    bool binds_when_chosen;
};

struct benchmarks {
    const struct benchmark_set *sets; /* in file order; "reference" is always among them */
    size_t count;
};

/* The first set of an id, or NULL. */
const struct benchmark_set *benchmark_find(const struct benchmarks *all, const char *id);

/* Whether the set's figures say anything of campaigns of a channel (NULL: unknown, which any set
 * may speak of). */
bool benchmark_speaks_of(const struct benchmark_set *set, const char *channel);

/* The row of a KPI in a set, or NULL. */
const struct benchmark_row *benchmark_row(const struct benchmark_set *set, enum kpi kpi);

#endif
