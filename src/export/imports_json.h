/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The JSON document "campane.imports/1" (product.md). It lists the imports that stand; undone ones
 * are only in the table, since they have no key that would tell them apart.
 */
#ifndef CAMPANE_EXPORT_IMPORTS_JSON_H
#define CAMPANE_EXPORT_IMPORTS_JSON_H

#include "export/sink.h"
#include "report/imports.h"

bool imports_json_write(struct sink *sink, const struct imports *imports, struct err *err);

/* `imports show`: the same with the one import, standing or not. */
bool imports_json_show(struct sink *sink, const struct import_item *item, struct err *err);

#endif
