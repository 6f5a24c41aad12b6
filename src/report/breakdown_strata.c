/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "report/breakdown_private.h"

/* A campaign with several rows. */
struct stratum {
    int64_t number;
    const char *name; /* that campaigns are ordered by */
    int32_t start;
    uint32_t rows;
    size_t first; /* of its rows */
};

struct breakdown_strata {
    struct arena *arena; /* names */
    size_t kpis;
    struct vec strata; /* struct stratum */
    struct vec pools;  /* struct breakdown_pool *, of each row */
    struct vec counts; /* struct stats_count, of each row and KPI */
};

struct breakdown_strata *breakdown_strata_new(size_t kpis)
{
    struct breakdown_strata *strata = mem_new(1, sizeof *strata);
    struct arena *arena = arena_new();
    if (!strata || !arena) {
        mem_free(strata);
        arena_free(arena);
        return NULL;
    }
    *strata = (struct breakdown_strata){.arena = arena,
                                        .kpis = kpis,
                                        .strata = VEC_INIT(struct stratum),
                                        .pools = VEC_INIT(struct breakdown_pool *),
                                        .counts = VEC_INIT(struct stats_count)};
    return strata;
}

void breakdown_strata_free(struct breakdown_strata *strata)
{
    if (!strata) {
        return;
    }
    arena_free(strata->arena);
    vec_free(&strata->strata);
    vec_free(&strata->pools);
    vec_free(&strata->counts);
    mem_free(strata);
}

struct stats_count *breakdown_strata_add(struct breakdown_strata *strata,
                                         const struct report_item *item, size_t rows)
{
    size_t first = strata->pools.count;
    const char *name = arena_strdup(strata->arena, item->alias  ? item->alias
                                                   : item->name ? item->name
                                                                : "");
    struct stratum *stratum = name && vec_reserve(&strata->pools, rows) &&
                                      vec_reserve(&strata->counts, rows * strata->kpis)
                                  ? vec_push(&strata->strata)
                                  : NULL;
    if (!stratum) {
        return NULL;
    }
    *stratum = (struct stratum){item->number, name, item->start, (uint32_t)rows, first};
    strata->pools.count += rows;
    strata->counts.count += rows * strata->kpis;
    return VEC_AT(&strata->counts, struct stats_count, first * strata->kpis);
}

void breakdown_strata_pool(struct breakdown_strata *strata, size_t row, struct breakdown_pool *pool)
{
    const struct stratum *last = VEC_AT(&strata->strata, struct stratum, strata->strata.count - 1);
    *VEC_AT(&strata->pools, struct breakdown_pool *, last->first + row) = pool;
}

static int by_start(const void *left, const void *right)
{
    const struct stratum *a = left, *b = right;
    if (a->start != b->start) { /* DAY_NONE is the smallest: last */
        return a->start > b->start ? -1 : 1;
    }
    int order = strcmp(a->name, b->name);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

static bool is_known(struct stats_count count)
{
    return count.n != 0;
}

/* Take in one campaign: its row and all of its rows. */
static void add(struct breakdown_within *within, struct stats_count own, struct stats_count all)
{
    const struct stats_day stratum = {.a = {all.x - own.x, all.n - own.n}, .b = own};
    if (stratum.a.n == 0) {
        return;
    }
    stats_day_add(&within->sums, &stratum);
    within->own = stats_count_add(within->own, own);
    within->rest = stats_count_add(within->rest, stratum.a);
    within->campaigns++;
}

static void finish(const struct breakdown_strata *strata, const struct stratum *stratum, size_t at)
{
    struct stats_count all = {0, 0};
    const struct stats_count *counts =
        VEC_AT(&strata->counts, struct stats_count, stratum->first * strata->kpis + at);
    for (size_t i = 0; i < stratum->rows; i++) {
        struct stats_count own = counts[i * strata->kpis];
        all = is_known(own) ? stats_count_add(all, own) : all;
    }
    for (size_t i = 0; i < stratum->rows; i++) {
        struct stats_count own = counts[i * strata->kpis];
        if (is_known(own)) {
            struct breakdown_pool *pool =
                *VEC_AT(&strata->pools, struct breakdown_pool *, stratum->first + i);
            add(&pool->within[at], own, all);
        }
    }
}

void breakdown_strata_finish(struct breakdown_strata *strata)
{
    if (strata->strata.count > 1) {
        qsort(strata->strata.data, strata->strata.count, sizeof(struct stratum), by_start);
    }
    for (size_t i = 0; i < strata->strata.count; i++) {
        for (size_t at = 0; at < strata->kpis; at++) {
            finish(strata, VEC_AT(&strata->strata, struct stratum, i), at);
        }
    }
}
