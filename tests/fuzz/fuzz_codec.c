/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stored values made of arbitrary bytes: what is taken for one must come back the same after it was
 * written again. The first byte says which kind.
 */
#include <stdlib.h>
#include <string.h>

#include "store/codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void try_block(const uint8_t *data, size_t size, struct strbuf *out)
{
    struct block block, back;
    if (!codec_read_block(data, size, &block)) {
        return;
    }
    codec_write_block(out, &block);
    must(codec_read_block(out->data, out->length, &back));
    must(memcmp(block.present, back.present, sizeof block.present) == 0);
    for (int id = 0; id < COUNTER_STORED; id++) {
        for (int day = 0; day < BLOCK_DAYS; day++) {
            must(!(block.present[id] & (1u << day)) || block.value[id][day] == back.value[id][day]);
        }
    }
    struct ruling ruling;
    struct total total;
    struct currency currency = {"EUR"};
    memset(&total, 0, sizeof total);
    ruling_single(&ruling, SOURCE_DAILY);
    ruling_add_block(&ruling, SOURCE_DAILY, currency, &block, UINT32_MAX, &total);
    strbuf_clear(out);
    codec_write_total(out, &total);
    struct total total_back;
    must(codec_read_total(out->data, out->length, &total_back));
    must(memcmp(&total, &total_back, sizeof total) == 0);
}

static void try_total(const uint8_t *data, size_t size, struct strbuf *out)
{
    struct total total, back;
    if (codec_read_total(data, size, &total)) {
        codec_write_total(out, &total);
        must(codec_read_total(out->data, out->length, &back));
        strbuf_clear(out);
        codec_write_total(out, &back);
        must(codec_read_total(out->data, out->length, &total));
        must(memcmp(&total, &back, sizeof total) == 0);
    }
}

static void try_ruling(const uint8_t *data, size_t size, struct strbuf *out)
{
    struct ruling ruling, back;
    if (codec_read_ruling(data, size, &ruling)) {
        codec_write_ruling(out, &ruling);
        must(codec_read_ruling(out->data, out->length, &back));
        must(memcmp(&ruling, &back, sizeof ruling) == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct strbuf out = STRBUF_INIT;
    if (size == 0) {
        return 0;
    }
    switch (data[0] % 3) {
    case 0:
        try_block(data + 1, size - 1, &out);
        break;
    case 1:
        try_total(data + 1, size - 1, &out);
        break;
    default:
        try_ruling(data + 1, size - 1, &out);
        break;
    }
    strbuf_free(&out);
    return 0;
}
