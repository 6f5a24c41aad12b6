/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/transcode.h"

#include <errno.h>
#include <iconv.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "text/utf8.h"

struct transcoder {
    enum source_encoding encoding;
    iconv_t iconv; /* (iconv_t)-1: decoded here */
};

/* The names that iconv knows an encoding by; NULL: none is needed. */
static const char *iconv_name(enum source_encoding encoding)
{
    switch (encoding) {
    case ENCODING_WINDOWS1251:
        return "CP1251";
    case ENCODING_WINDOWS1256:
        return "CP1256";
    case ENCODING_WINDOWS874:
        return "CP874";
    case ENCODING_GB18030:
        return "GB18030";
    case ENCODING_MACROMAN:
        return "MACINTOSH";
    case ENCODING_AUTO:
    case ENCODING_UTF8:
    case ENCODING_UTF16LE:
    case ENCODING_UTF16BE:
    case ENCODING_LATIN1:
        break;
    }
    return NULL;
}

struct transcoder *transcoder_new(enum source_encoding encoding, struct err *err)
{
    const char *name = iconv_name(encoding);
    struct transcoder *transcoder = mem_new(1, sizeof *transcoder);
    if (!transcoder) {
        err_memory(err);
        return NULL;
    }
    transcoder->encoding = encoding;
    transcoder->iconv = name ? iconv_open("UTF-8", name) : (iconv_t)-1;
    if (name && transcoder->iconv == (iconv_t)-1) {
        mem_free(transcoder);
        err_set(err, ERR_USAGE, _("this system cannot read text in %s"), name);
        return NULL;
    }
    return transcoder;
}

void transcoder_free(struct transcoder *transcoder)
{
    if (transcoder && transcoder->iconv != (iconv_t)-1) {
        iconv_close(transcoder->iconv);
    }
    mem_free(transcoder);
}

/* Windows-1252, 0x80 … 0x9f; the five bytes without a character stay the control of that number. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

static size_t from_latin1(const unsigned char *in, size_t length, char *out)
{
    size_t written = 0;
    for (size_t i = 0; i < length; i++) {
        uint32_t cp = in[i];
        if (cp < 0x80) {
            out[written++] = (char)cp;
            continue;
        }
        written += utf8_encode(cp < 0xA0 ? windows_1252[cp - 0x80] : cp, out + written);
    }
    return written;
}

static uint32_t unit_at(enum source_encoding encoding, const unsigned char *in)
{
    return encoding == ENCODING_UTF16LE ? (uint32_t)in[0] | (uint32_t)in[1] << 8
                                        : (uint32_t)in[1] | (uint32_t)in[0] << 8;
}

static size_t from_utf16(enum source_encoding encoding, const unsigned char *in, size_t length,
                         bool last, char *out, size_t *taken)
{
    size_t at = 0, written = 0;
    while (length - at >= 2) {
        uint32_t cp = unit_at(encoding, in + at);
        size_t width = 2;
        if (cp >= 0xD800 && cp <= 0xDBFF) {
            if (length - at < 4 && !last) {
                break;
            }
            uint32_t low = length - at < 4 ? 0 : unit_at(encoding, in + at + 2);
            if (low >= 0xDC00 && low <= 0xDFFF) {
                cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
                width = 4;
            }
        }
        written += utf8_encode(cp, out + written); /* U+FFFD for a surrogate that is alone */
        at += width;
    }
    *taken = at;
    return written;
}

static size_t from_code_page(struct transcoder *transcoder, const unsigned char *in, size_t length,
                             bool last, char *out, size_t *taken)
{
    char *from = (char *)(uintptr_t)in; /* iconv does not write there, though it says so */
    char *to = out;
    size_t left = length;
    size_t room = length * TRANSCODE_GROWTH;
    while (left > 0 && iconv(transcoder->iconv, &from, &left, &to, &room) == (size_t)-1) {
        if ((errno == EINVAL && !last) || errno == E2BIG || room < 3) {
            break;
        }
        size_t made = utf8_encode(0xFFFD, to); /* a byte without a character */
        to += made;
        room -= made;
        from++;
        left--;
        iconv(transcoder->iconv, NULL, NULL, NULL, NULL);
    }
    *taken = length - left;
    return (size_t)(to - out);
}

size_t transcode(struct transcoder *transcoder, const unsigned char *in, size_t length, bool last,
                 char *out, size_t *taken)
{
    if (transcoder->iconv != (iconv_t)-1) {
        return from_code_page(transcoder, in, length, last, out, taken);
    }
    if (transcoder->encoding == ENCODING_LATIN1) {
        *taken = length;
        return from_latin1(in, length, out);
    }
    return from_utf16(transcoder->encoding, in, length, last, out, taken);
}
