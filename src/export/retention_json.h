/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The document campane.retention/1.
 */
#ifndef CAMPANE_EXPORT_RETENTION_JSON_H
#define CAMPANE_EXPORT_RETENTION_JSON_H

#include "export/sink.h"
#include "report/retention.h"

/* Write the document and a line feed. False: out of memory. */
bool retention_json_write(struct sink *sink, const struct scope *scope,
                          const struct retention *retention, struct err *err);

#endif
