/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bytes of derived values: blocks of days, totals, rulings. Compact (variable-length integers,
 * column by column), versioned by their first byte, and safe against damage: decoding checks every
 * length and never reads past the end.
 */
#ifndef CAMPANE_STORE_CODEC_H
#define CAMPANE_STORE_CODEC_H

#include "base/strbuf.h"
#include "model/block.h"
#include "model/ruling.h"

/* Append the bytes of a value to `out` (clear it first); check out->failed. A day on which a
 * counter is not present takes no byte. */
void codec_write_block(struct strbuf *out, const struct block *block);
void codec_write_total(struct strbuf *out, const struct total *total);
void codec_write_ruling(struct strbuf *out, const struct ruling *ruling);

/* False: not the bytes of such a value; the out-parameter's content is then undefined. */
bool codec_read_block(const void *bytes, size_t length, struct block *block);
bool codec_read_total(const void *bytes, size_t length, struct total *total);
bool codec_read_ruling(const void *bytes, size_t length, struct ruling *ruling);

#endif
