/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The schema: files data/schema/NNN-*.sql, applied in order in one transaction; user_version is the
 * number of the last one.
 */
#ifndef CAMPANE_STORE_SCHEMA_H
#define CAMPANE_STORE_SCHEMA_H

#include "store/db.h"

#define SCHEMA_APPLICATION_ID 0x63616d70 /* "camp" */

/* The newest version this program knows. */
int schema_latest(void);

/* Whether the file is a store at all, and of which version; ERR_STORE_DAMAGED when it is something
 * else, ERR_STORE_NEWER when this program is too old for it. A new, empty file is version 0. */
bool schema_version(struct db *db, int *version, struct err *err);

/* Apply what is missing, inside the caller's transaction. */
bool schema_apply(struct db *db, int version, struct err *err);

#endif
