/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The user's own benchmarks file, changed one row at a time. Everything else in it keeps its bytes:
 * other sets and rows, keys of a row that no form knows, blanks and order.
 */
#ifndef CAMPANE_CONFIG_BENCHMARKS_FILE_H
#define CAMPANE_CONFIG_BENCHMARKS_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include "model/benchmark.h"

/* The set of rows that are the user's own, where no other is meant. */
#define BENCHMARKS_TARGETS "targets"

/* What the file said when it was read. */
struct benchmarks_file {
    const char *path;
    const char *text; /* NULL: there was none */
    size_t length;
};

/* The path is kept, the text in the arena. ERR_IO, ERR_REFUSED and ERR_MEMORY as file_read. */
bool benchmarks_file_read(struct arena *arena, const char *path, struct benchmarks_file *file,
                          struct err *err);

/* Put a row into the set of that id: in place of the one of its KPI, whose ceiling and unknown keys
 * stay, or as one more. A set that the file does not have is made, with the title and origin given.
 * Written as file_write does. False, and the file is as before: ERR_REFUSED when the row cannot be
 * one or the file was changed since it was read, and as file_write. */
bool benchmarks_file_put(struct arena *arena, const struct benchmarks_file *file,
                         const struct benchmark_set *set, const struct benchmark_row *row,
                         struct err *err);

/* Take the row of a KPI out of a set. ERR_NOT_FOUND: there is none; else as above. */
bool benchmarks_file_drop(struct arena *arena, const struct benchmarks_file *file, const char *id,
                          enum kpi kpi, struct err *err);

#endif
