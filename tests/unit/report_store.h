/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small stores for the tests of reports: daily figures written as one line each, and scopes.
 * Today is 2026-09-21.
 */
#ifndef CAMPANE_TESTS_UNIT_REPORT_STORE_H
#define CAMPANE_TESTS_UNIT_REPORT_STORE_H

#include "lib/store_fixture.h"
#include "report/scope.h"

/* A figure that is known to be nothing; one that is left out is not known. */
#define ZERO INT64_MIN

/* Figures of a campaign and day, money in whole units. 0: not stated. */
struct figures {
    const char *campaign, *variant, *channel; /* variant, channel NULL: none */
    int month, day;                           /* of 2026; month 0: undated */
    int64_t sent, delivered, read, clickers, repliers, optouts, conversions;
    const char *currency; /* NULL: no money */
    int64_t revenue, cost;
    enum source source; /* 0: SOURCE_DAILY stands for it */
};

#define FIGURES(...) ((struct figures){__VA_ARGS__})

/* Put a row into a batch. */
void put_figures(struct batch *batch, const struct figures *figures);

/* Import rows as one file. Returns the import's id. */
int64_t import_figures(struct fixture *fixture, const char *file, const struct figures *rows,
                       size_t count);

/* State kind and goal of a campaign, as a file of its own. */
void import_facts(struct fixture *fixture, const char *campaign, enum campaign_kind kind,
                  enum campaign_goal goal);

/* A scope over all time in the arena; fails the test when it cannot be. words: a period for
 * period_parse, where: a filter, benchmark: --benchmark; each NULL: none. */
void make_scope(struct fixture *fixture, struct arena *arena, const char *words, const char *where,
                const char *benchmark, struct scope *scope);

/* Run `build` with the n-th allocation failing, for every n until it succeeds untouched: each
 * failure must be ERR_MEMORY (or an error the callback accepts by returning true). */
void check_every_allocation(bool (*build)(void *context, struct arena *arena, struct err *err),
                            void *context);

#endif
