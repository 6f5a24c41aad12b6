/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rejected rows: counted, the first ones kept to be looked at, all of them written to a CSV file
 * (file, line, column, reason, row) when one was asked for. Nothing is dropped in silence.
 */
#ifndef CAMPANE_IMPORT_REJECT_H
#define CAMPANE_IMPORT_REJECT_H

#include "import/import.h"

#define REJECTS_KEPT 100

struct reject_log;

/* Empty the file of rejects that an earlier run left, so that a run's file holds its own only. What
 * is not there, or is no regular file, is left alone; a file that holds anything else than rejects
 * is ERR_REFUSED. */
bool reject_file_begin(const char *path, struct err *err);

/* path NULL: only count. The file is made with mode 0600 when the first reject is written (it
 * holds rows as they were, phone numbers too); a file that is there is appended to, so that several
 * imports can share one, and gets a header when it is empty. */
struct reject_log *reject_log_new(const char *path, const char *source_name,
                                  struct err *err) CAMPANE_NODISCARD;
void reject_log_free(struct reject_log *log); /* unwritten rows are lost: finish first */

/* column 0: the whole row. The reason is a translated sentence without full stop. row is the raw
 * text, written as one CSV field (behind a "'" when it begins like a spreadsheet formula; its first
 * MiB when it is longer). False only when the file cannot be written (ERR_IO with its path) or
 * memory is out. */
bool reject_add(struct reject_log *log, uint64_t line, uint64_t column, const char *row,
                size_t length, struct err *err, const char *reason, ...) CAMPANE_PRINTF(7, 8);

uint64_t reject_count(const struct reject_log *log);

/* The first REJECTS_KEPT of them, in the order they came; lent until the log is freed. */
size_t reject_first(const struct reject_log *log, const struct import_reject **rejects);

/* Write out and close; false when the disk is full. More rejects may follow. */
bool reject_log_finish(struct reject_log *log, struct err *err);

#endif
