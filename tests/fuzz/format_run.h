/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One import over bytes in memory for the fuzz targets: a format's real reader, and everything that
 * must hold of what it hands out whatever the bytes are. What does not hold aborts.
 */
#ifndef CAMPANE_TESTS_FUZZ_FORMAT_RUN_H
#define CAMPANE_TESTS_FUZZ_FORMAT_RUN_H

#include "import/format.h"

/* Abort when it does not hold. */
void must(bool holds);

/* What came of a run, to be compared with that of another. */
struct format_result {
    uint64_t opened, ended; /* no padding: results are compared as bytes */
    uint64_t rows, rejected, ignored, size;
    uint64_t records; /* of all kinds in all batches */
    uint64_t sum;     /* mixed from what they say */
};

/* Read the text by the format. profile: what the format "profile" reads it by; NULL for others.
 * chunk: the most that one read of the source gives (0: no limit). Every row is taken, ignored or
 * rejected; texts are sanitised, keys set, times and amounts in range. */
struct format_result format_run(const struct import_format *format, const struct profile *profile,
                                const char *text, size_t length, size_t chunk);

/* So twice, in one piece and in pieces of seven bytes, which must come to the same. */
struct format_result format_run_twice(const struct import_format *format,
                                      const struct profile *profile, const char *text,
                                      size_t length);

/* Ask a format whether the text is its own: a score in range, with a reason when there is one. */
int format_sniff(const struct import_format *format, const struct sniff *sniff);

#endif
