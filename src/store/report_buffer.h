/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reported days on their way into the series: gathered in bounded memory, sorted, and written block
 * by block, so that a file sorted by date does not rewrite a block for every row.
 */
#ifndef CAMPANE_STORE_REPORT_BUFFER_H
#define CAMPANE_STORE_REPORT_BUFFER_H

#include "store/store_private.h"

struct report_buffer;

struct report_buffer *report_buffer_new(int64_t import, struct err *err) CAMPANE_NODISCARD;
void report_buffer_free(struct report_buffer *buffer);

bool report_buffer_add(struct change *change, struct report_buffer *buffer, uint32_t dim,
                       int32_t day, const struct tally *tally, struct err *err);

/* Write what is gathered, merge every place with what other imports say, and count the effect.
 * repeated: days that the file stated more than once (they were added up). */
bool report_buffer_finish(struct change *change, struct report_buffer *buffer,
                          struct report_effect *effect, int64_t *repeated, struct err *err);

#endif
