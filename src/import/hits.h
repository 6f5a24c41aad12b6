/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells that count something that happened, or list it as JSON: "2", "[]", one object or an array
 * of objects of which some member may be the time ("ts", "timestamp", "time", "at", "date").
 */
#ifndef CAMPANE_IMPORT_HITS_H
#define CAMPANE_IMPORT_HITS_H

#include "import/values.h"

/* *moment gets the earliest time, TIME_SOME when no time is told; EMPTY when nothing happened. */
enum value_result hits_read(const char *text, size_t length, const struct zone *zone,
                            int64_t *moment);

#endif
