/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The JSON document "campane.store/1" of `store info`:
 *   {"schema","path","store":{"schema_version","created","timezone","key","bytes","campaigns",
 *    "messages","days","imports","unattributed","first_day","last_day","read_only"}|null,
 *    "lookup":[{"path","origin","holds","campaigns","chosen"}]}
 * key is the fingerprint of the key; holds is "nothing", "store", "unreadable" or "no_store".
 */
#ifndef CAMPANE_EXPORT_STORE_JSON_H
#define CAMPANE_EXPORT_STORE_JSON_H

#include "config/paths.h"
#include "export/sink.h"
#include "store/store.h"

enum store_place_holds { PLACE_NOTHING, PLACE_STORE, PLACE_UNREADABLE, PLACE_NO_STORE };

struct store_place {
    struct store_candidate candidate;
    enum store_place_holds holds;
    int64_t campaigns; /* of a store */
    const char *why;   /* of PLACE_NO_STORE: what opening it said */
};

/* info NULL: there is no store yet. */
bool store_json_write(struct sink *sink, const char *path, const struct store_info *info,
                      bool read_only, const struct store_place *places, size_t count,
                      struct err *err);

#endif
