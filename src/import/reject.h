/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rejected rows: counted, the first few kept for the message, all of them written to a CSV file
 * (file, line, column, reason, row) when one was asked for. Nothing is dropped in silence.
 */
#ifndef CAMPANE_IMPORT_REJECT_H
#define CAMPANE_IMPORT_REJECT_H

#include "import/import.h"

struct reject_log;

/* path NULL: only count. The file is made with mode 0600 when the first reject is written (it
 * holds rows as they were, phone numbers too). */
struct reject_log *reject_log_new(const char *path, const char *source_name, struct err *err)
    CAMPANE_NODISCARD;
void reject_log_free(struct reject_log *log);

/* column 0: the whole row. The reason is a translated sentence without full stop. row is the raw
 * text, written as one CSV field. False only when the file cannot be written. */
bool reject_add(struct reject_log *log, uint64_t line, uint64_t column, const char *row,
                size_t length, struct err *err, const char *reason, ...) CAMPANE_PRINTF(7, 8);

uint64_t reject_count(const struct reject_log *log);
size_t reject_first(const struct reject_log *log, const struct import_reject **rejects);

/* Flush and close; false when the disk is full. */
bool reject_log_finish(struct reject_log *log, struct err *err);

#endif
