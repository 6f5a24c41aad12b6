/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/transcode.h"

#include "text/utf8.h"

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

size_t transcode(enum source_encoding encoding, const unsigned char *in, size_t length, bool last,
                 char *out, size_t *taken)
{
    if (encoding == ENCODING_LATIN1) {
        *taken = length;
        return from_latin1(in, length, out);
    }
    return from_utf16(encoding, in, length, last, out, taken);
}
