/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inside of a profile, for mapping.c and format_profile.c.
 */
#ifndef CAMPANE_IMPORT_PROFILE_RULES_H
#define CAMPANE_IMPORT_PROFILE_RULES_H

#include "import/mapping.h"

struct profile_field {
    enum field field;
    const char *const *from; /* headers, the first that is there is taken */
    size_t from_count;
    uint32_t column; /* 1-based number instead; 0: by header */
    struct map_reading reading;
};

struct profile {
    const char *name, *title, *digest;
    enum record record;
    struct csv_wish wish;
    enum source_encoding encoding;
    const char *total_row; /* NULL */
    enum map_buckets buckets;
    const struct profile_field *fields;
    size_t field_count;
    const struct map_constant *constants;
    size_t constant_count;
};

#endif
