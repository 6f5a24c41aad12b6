/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of a benchmarks file below a set: rows and claims. For benchmarks_parse.c alone.
 */
#ifndef CAMPANE_CONFIG_BENCHMARKS_ROW_H
#define CAMPANE_CONFIG_BENCHMARKS_ROW_H

#include "config/document.h"
#include "model/benchmark.h"

/* What the readers of one document hand on to each other. */
struct benchmarks_reader {
    const struct document *document;
    struct arena *arena;
    struct err *err;
    const char *where; /* names the object at hand in messages: `set "mine", row 2` */
};

/* A member that is text, sanitised; "" when it is not there. */
bool benchmarks_text(struct benchmarks_reader *reader, const cJSON *object, const char *key,
                     const char **text);

/* A row or claim, checked on its own. False: err names where, field, line and column. */
bool benchmarks_row_read(struct benchmarks_reader *reader, const cJSON *object,
                         struct benchmark_row *row);
bool benchmarks_claim_read(struct benchmarks_reader *reader, const cJSON *object,
                           struct benchmark_claim *claim);

#endif
