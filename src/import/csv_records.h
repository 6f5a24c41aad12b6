/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a table that a profile's rules tell apart, with values out of JSON in their cells.
 */
#ifndef CAMPANE_IMPORT_CSV_RECORDS_H
#define CAMPANE_IMPORT_CSV_RECORDS_H

#include "import/format.h"
#include "import/profile_rules.h"
#include "import/record_source.h"

/* From the start of the source; `inside` as mapping_inside gives it. The values out of JSON stand
 * behind the columns of the table. A match whose column is not there sees empty cells. */
bool csv_records_open(struct record_source *records, struct import_context *context,
                      const struct profile *profile, const struct csv_sniff *csv,
                      const struct map_inside *inside, size_t inside_count, struct err *err);

#endif
