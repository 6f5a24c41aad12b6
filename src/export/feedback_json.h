/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The document campane.feedback/1.
 */
#ifndef CAMPANE_EXPORT_FEEDBACK_JSON_H
#define CAMPANE_EXPORT_FEEDBACK_JSON_H

#include "export/sink.h"
#include "report/feedback.h"

bool feedback_json_write(struct sink *sink, const struct scope *scope,
                         const struct feedback *feedback, struct err *err);

#endif
