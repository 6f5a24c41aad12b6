/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The JSON document "campane.store/1" of `store info`:
 *   {"schema","path","store":{"schema_version","created","timezone","key","bytes","campaigns",
 *    "messages","days","imports","unattributed","first_day","last_day","read_only",
 *    "can_import"}|null,
 *    "lookup":[{"path","origin","holds","campaigns","chosen"}]}
 * key is the fingerprint of the key; holds is "nothing", "store", "unreadable" or "no_store".
 */
#ifndef CAMPANE_EXPORT_STORE_JSON_H
#define CAMPANE_EXPORT_STORE_JSON_H

#include "export/sink.h"
#include "report/places.h"

bool store_json_write(struct sink *sink, const struct places *places, struct err *err);

#endif
