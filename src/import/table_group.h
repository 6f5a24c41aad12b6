/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of a file that has records of several kinds, as a profile's rules tell them apart: one
 * table a rule over shared records.
 */
#ifndef CAMPANE_IMPORT_TABLE_GROUP_H
#define CAMPANE_IMPORT_TABLE_GROUP_H

#include "import/profile_rules.h"
#include "import/table.h"

/* A file by a profile; csv: as the profile says the table is, NULL for JSON. NULL with err set. */
void *table_group_open(struct import_context *context, const struct profile *profile,
                       const struct csv_sniff *csv, struct err *err);

/* --- for struct import_format ----------------------------------------------------------------- */

bool table_group_resume(void *state, uint64_t offset, uint64_t row, struct err *err);
enum import_step table_group_read(void *state, struct batch *batch, struct cancel *cancel,
                                  struct err *err);
bool table_group_lacks_campaign(const void *state);
bool table_group_per_row_identity(const void *state);
void table_group_close(void *state);

#endif
