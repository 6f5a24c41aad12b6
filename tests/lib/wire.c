/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/wire.h"

#include <string.h>

enum { TEXT, ESCAPE, CHARSET, CSI, STRING, STRING_ESCAPE, PASSED };
enum { CSI_MOST = 64, STRING_MOST = 256 * 1024 };

static void wrong(struct wire *wire, const char *what)
{
    if (!wire->what) {
        wire->what = what;
        wire->at = wire->count;
    }
}

/* --- characters ------------------------------------------------------------------------------ */

static void check_character(struct wire *wire)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t cp = wire->cp;
    if (cp < least[wire->of] || cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000)) {
        wrong(wire, "bytes that are no UTF-8");
    } else if (cp >= 0x80 && cp < 0xa0) {
        wrong(wire, "a control of 8 bits");
    } else if ((cp >= 0x202a && cp <= 0x202e) || cp == 0x2028 || cp == 0x2029) {
        wrong(wire, "an embedding or override of direction, or a separator of lines");
    } else if ((cp & 0xfffe) == 0xfffe || cp == 0xfeff) {
        wrong(wire, "a code point that is no character");
    }
}

static void feed_character(struct wire *wire, unsigned char c)
{
    if (wire->need > 0) {
        if ((c & 0xc0) != 0x80) {
            wrong(wire, "a character that is cut");
            wire->need = 0;
            return;
        }
        wire->cp = wire->cp << 6 | (c & 0x3f);
        if (--wire->need == 0) {
            check_character(wire);
        }
        return;
    }
    int of = c >= 0xf0 && c < 0xf8 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 0;
    if (of == 0 || c >= 0xf8) {
        wrong(wire, "a byte that begins no character");
        return;
    }
    wire->of = of;
    wire->need = of - 1;
    wire->cp = c & (0x7fu >> of);
}

static void feed_text(struct wire *wire, unsigned char c)
{
    if (wire->need > 0 || c >= 0x80) {
        feed_character(wire, c);
    } else if (c == 0x1b) {
        wire->state = ESCAPE;
        wire->length = 0;
        memset(wire->begin, 0, sizeof wire->begin);
    } else if (c == 0x7f || (c < 0x20 && c != '\r' && c != '\n' && c != '\b' && c != '\t')) {
        wrong(wire, "a control byte");
    }
}

/* --- sequences ------------------------------------------------------------------------------- */

static void feed_escape(struct wire *wire, char c)
{
    if (c == '[') {
        wire->state = CSI;
    } else if (c == ']') {
        wire->state = STRING;
    } else if (c == 'P') {
        wire->state = PASSED; /* to the terminal around tmux or screen */
    } else if (c == '(' || c == ')') {
        wire->state = CHARSET;
    } else {
        wire->state = TEXT;
        if (c == '\0' || !strchr("=>78DEM", c)) {
            wrong(wire, "an unknown sequence of two bytes");
        }
    }
}

static void feed_csi(struct wire *wire, unsigned char c)
{
    if (c >= 0x40 && c < 0x7f) {
        wire->state = TEXT;
        if (!strchr("ABCDGHJKLMPSTXZ@`bcdfghlmnprt", c)) {
            wrong(wire, "an unknown sequence");
        }
    } else if (c < 0x20 || c >= 0x7f || ++wire->length > CSI_MOST) {
        wire->state = TEXT;
        wrong(wire, "a sequence that is cut or has no end");
    }
}

/* Only what copies, asks for the background, or names the window. */
static void check_string(struct wire *wire)
{
    static const char *const known[] = {"52;", "11;?", "0;", "2;"};
    for (size_t i = 0; i < ARRAY_COUNT(known); i++) {
        if (strncmp(wire->begin, known[i], strlen(known[i])) == 0) {
            return;
        }
    }
    wrong(wire, "an unknown string for the terminal");
}

static void feed_string(struct wire *wire, unsigned char c)
{
    bool ended = wire->state == STRING_ESCAPE;
    if (c == '\a' || (ended && c == '\\')) {
        wire->state = TEXT;
        check_string(wire);
    } else if (c == 0x1b && !ended) {
        wire->state = STRING_ESCAPE;
    } else if (ended || c < 0x20 || c == 0x7f || wire->length >= STRING_MOST) {
        wire->state = TEXT;
        wrong(wire, "a string for the terminal that is cut or has no end");
    } else if (wire->length++ < sizeof wire->begin - 1) {
        wire->begin[wire->length - 1] = (char)c;
    }
}

static void feed_passed(struct wire *wire, unsigned char c)
{
    /* Ends with ESC \ ; escapes inside are doubled or begin an OSC. */
    if (c == '\\' && wire->length == 1) {
        wire->state = TEXT;
    }
    wire->length = c == 0x1b;
}

void wire_feed(struct wire *wire, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++, wire->count++) {
        unsigned char c = (unsigned char)bytes[i];
        if (!wire->what) {
            memmove(wire->last, wire->last + 1, sizeof wire->last - 1);
            wire->last[sizeof wire->last - 1] = (char)c;
        }
        switch (wire->state) {
        case TEXT:
            feed_text(wire, c);
            break;
        case ESCAPE:
            feed_escape(wire, (char)c);
            break;
        case CSI:
            feed_csi(wire, c);
            break;
        case CHARSET:
            wire->state = TEXT;
            if (c == '\0' || !strchr("0B", c)) {
                wrong(wire, "an unknown set of characters");
            }
            break;
        case PASSED:
            feed_passed(wire, c);
            break;
        default:
            feed_string(wire, c);
            break;
        }
    }
}

bool wire_whole(const struct wire *wire)
{
    return wire->state == TEXT && wire->need == 0;
}
