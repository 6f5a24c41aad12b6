/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What mapping.c (by alias) and mapping_profile.c have in common; for them alone.
 */
#ifndef CAMPANE_IMPORT_MAPPING_MAKE_H
#define CAMPANE_IMPORT_MAPPING_MAKE_H

#include "import/mapping.h"

/* An empty mapping with room for so many columns; csv NULL: of JSON. NULL: out of memory. */
struct mapping *mapping_new(struct arena *arena, enum record record, const struct csv_sniff *csv,
                            size_t columns);

/* Load the zone that a column's reading names. */
bool mapping_load_zone(struct map_column *column, struct err *err);

/* Refuse two columns of one name. Returns false. */
bool mapping_twice(const struct csv_sniff *csv, size_t first, size_t second, struct err *err);

#endif
