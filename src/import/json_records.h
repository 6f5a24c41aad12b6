/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The records of a profile in JSON documents: what its pointers select.
 */
#ifndef CAMPANE_IMPORT_JSON_RECORDS_H
#define CAMPANE_IMPORT_JSON_RECORDS_H

#include "import/format.h"
#include "import/profile_rules.h"
#include "import/record_source.h"

/* Of JSON documents, from the start of the source. Each record's fields are those of its rule, in
 * its order. A document with no record in it is a record of no rule. */
bool json_records_open(struct record_source *records, struct import_context *context,
                       const struct profile *profile, struct err *err);

/* Add remarks on what was read so far. */
bool json_records_note(const struct record_source *records);

#endif
