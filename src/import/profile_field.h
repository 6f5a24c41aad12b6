/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The key "fields" of a profile: where each field's value stands, and how it is read.
 */
#ifndef CAMPANE_IMPORT_PROFILE_FIELD_H
#define CAMPANE_IMPORT_PROFILE_FIELD_H

#include "import/profile_rule.h"

/* Read the fields of a rule whose record is known: its own and, where it has none of that name, the
 * profile's (either NULL: there are none). False: err names the path. */
bool profile_read_fields(const struct profile_reader *reader, const cJSON *own, const cJSON *common,
                         struct profile_rule *rule);

#endif
