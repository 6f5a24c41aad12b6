/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names from anywhere: what sanitising lets through is valid, stays the same when it is sanitised
 * again, and is as wide in one piece as glyph by glyph; its ASCII form is one, and stays as it is.
 */
#include <stdlib.h>
#include <string.h>

#include "text/ascii.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "text/width.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct strbuf once = STRBUF_INIT, twice = STRBUF_INIT, other = STRBUF_INIT;
    size_t limit = size ? data[0] : 0;
    utf8_sanitize(&once, (const char *)data, size, limit);
    must(utf8_valid(strbuf_text(&once), once.length, NULL));
    must(limit == 0 || once.length <= limit);
    for (size_t i = 0; i < once.length; i++) {
        must((unsigned char)once.data[i] >= 0x20 && once.data[i] != 0x7f);
    }
    utf8_sanitize(&twice, strbuf_text(&once), once.length, 0);
    must(strcmp(strbuf_text(&once), strbuf_text(&twice)) == 0);

    int columns = 0;
    struct glyph glyph;
    const char *text = strbuf_text(&once);
    for (size_t at = 0, taken; (taken = width_glyph(text + at, once.length - at, &glyph)) > 0;
         at += taken) {
        must(glyph.columns == 1 || glyph.columns == 2);
        columns += glyph.columns;
    }
    must(columns == width_text(text, once.length));
    width_pad(&other, text, 7, WIDTH_LEFT, false);
    must(width_text(strbuf_text(&other), other.length) == 7);
    strbuf_clear(&other);
    ascii_text(&other, text);
    for (size_t i = 0; i < other.length; i++) {
        must((unsigned char)other.data[i] >= 0x20 && (unsigned char)other.data[i] < 0x7f);
    }
    must(ascii_columns(text, true) == (int)other.length);
    strbuf_clear(&twice);
    ascii_text(&twice, strbuf_text(&other));
    must(strcmp(strbuf_text(&twice), strbuf_text(&other)) == 0);
    strbuf_clear(&other);
    fold_text(&other, text, once.length);
    must(fold_contains(text, strbuf_text(&other)));
    strbuf_free(&once);
    strbuf_free(&twice);
    strbuf_free(&other);
    return 0;
}
