/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The key "fields" of a profile: which column is which field, and how its values are read.
 */
#ifndef CAMPANE_IMPORT_PROFILE_FIELD_H
#define CAMPANE_IMPORT_PROFILE_FIELD_H

#include "config/document.h"
#include "import/profile_rules.h"

/* Read document's "fields" into the profile, whose record is known. False: err names the path. */
bool profile_read_fields(const struct document *document, struct arena *arena,
                         struct profile *profile, struct err *err);

#endif
