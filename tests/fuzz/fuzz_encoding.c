/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes in any encoding: the decoded text is UTF-8 and the same however the source is cut, and
 * what is shown of the encodings it may be in is fit for a terminal. The first byte chooses the
 * encoding, gzip and a byte order mark are found in the rest.
 */
#include <stdint.h>
#include <string.h>

#include "fuzz/format_run.h"
#include "import/encoding.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MOST (1u << 20) /* of decoded text: a gzip of little can hold much */

/* The whole text; *failed when reading ended with an error. */
static void decode(const void *bytes, size_t size, size_t chunk, enum source_encoding encoding,
                   struct strbuf *out, bool *failed)
{
    struct err err = ERR_INIT;
    char block[512];
    struct byte_source *source = byte_source_memory(bytes, size, chunk, encoding, &err);
    int64_t got = source ? 1 : -1;
    while (got > 0 && out->length < MOST) {
        got = byte_source_read(source, block, sizeof block, &err);
        must(got <= (int64_t)sizeof block);
        strbuf_add(out, block, got > 0 ? (size_t)got : 0);
    }
    *failed = got < 0;
    must(!*failed || err.text[0]);
    if (source && !*failed) {
        must(byte_source_done(source) <= byte_source_total(source));
        must(byte_source_offset(source) == out->length);
    }
    byte_source_free(source);
}

static void show_candidates(const char *text, size_t length)
{
    struct strbuf shown = STRBUF_INIT;
    bool some = encoding_candidates(text, length, &shown);
    must(!shown.failed && some == (shown.length > 0));
    must(utf8_valid(strbuf_text(&shown), shown.length, NULL));
    for (size_t i = 0; i < shown.length; i++) {
        must((unsigned char)shown.data[i] >= 0x20 || shown.data[i] == '\n');
    }
    encoding_is_other(text, length);
    strbuf_free(&shown);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    enum source_encoding encoding =
        (enum source_encoding)((data[0] - (unsigned)'0') % (ENCODING_MACROMAN + 1u));
    struct strbuf whole = STRBUF_INIT, pieces = STRBUF_INIT;
    bool whole_failed, pieces_failed;
    decode(data + 1, size - 1, 0, encoding, &whole, &whole_failed);
    decode(data + 1, size - 1, 3, encoding, &pieces, &pieces_failed);
    must(whole_failed == pieces_failed && whole.length == pieces.length);
    must(whole.length == 0 || memcmp(whole.data, pieces.data, whole.length) == 0);
    if (encoding != ENCODING_AUTO && encoding != ENCODING_UTF8 && whole.length < MOST) {
        must(utf8_valid(strbuf_text(&whole), whole.length, NULL));
    }
    strbuf_free(&whole);
    strbuf_free(&pieces);
    show_candidates((const char *)data + 1, size - 1);
    return 0;
}
