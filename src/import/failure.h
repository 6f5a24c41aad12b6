/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the words beside a message mean: of a failure, of its direction.
 */
#ifndef CAMPANE_IMPORT_FAILURE_H
#define CAMPANE_IMPORT_FAILURE_H

#include "base/base.h"

/* Whether the text of an error column tells of an error ("0", "none", "no error", "ok" do not). */
bool failure_is_one(const char *text, size_t length);

/* The code in front of the text ("131049: …", "(#131026) …", "026"); 0 when there is none. */
int32_t failure_code(const char *text, size_t length);

/* "true", "incoming", "inbound" … and "false", "outgoing", "outbound-api" …; false: neither. */
bool failure_direction(const char *text, size_t length, bool *incoming);

#endif
