/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row of a benchmark set as people write it: "15 %", "5x", "€ 0.05", each of its terms a text.
 */
#ifndef CAMPANE_REPORT_BENCH_TERMS_H
#define CAMPANE_REPORT_BENCH_TERMS_H

#include "base/arena.h"
#include "base/err.h"
#include "model/benchmark.h"

enum bench_term {
    BENCH_TERM_TYPICAL, /* "15 %", "5x", "€ 0.05", "12 min", "30" */
    BENCH_TERM_GOOD,
    BENCH_TERM_BEST,
    BENCH_TERM_BASE, /* "delivered" or "sent"; nothing where the KPI has none */
    BENCH_TERM_SOURCE,
    BENCH_TERM_DATE,
    BENCH_TERM_SAMPLE,
    BENCH_TERM_NOTE,
    BENCH_TERM_COUNT
};

struct bench_terms {
    const char *text[BENCH_TERM_COUNT]; /* NULL and "": nothing was said */
    const char *const *names;           /* so many: what the person knows each by */
};

#define BENCH_TERM_SIZE  512
#define BENCH_TERM_BYTES 400 /* that a text of the file may have */

/* Make the row of row->kpi say what the terms say; its ceiling stays. Texts in the arena. A money
 * edge without a currency has that of the first edge, or the row's. ERR_USAGE: *wrong is the term
 * that cannot be. */
bool bench_terms_take(struct arena *arena, const struct bench_terms *terms,
                      struct benchmark_row *row, enum bench_term *wrong, struct err *err);

/* A term of a row as it would be typed: bench_terms_take reads it back to the same. */
const char *bench_term_words(const struct benchmark_row *row, enum bench_term term,
                             char buffer[BENCH_TERM_SIZE]);

/* How an edge of this KPI is written: "such as 15 %". Translated. */
const char *bench_term_example(enum kpi kpi);

#endif
