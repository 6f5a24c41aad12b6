/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Display width. The rule of the whole program (terminal.md): the width of a text is the sum over
 * the code points of its NFC form by utf8proc, with spacing marks (Mc) counted 1, not 0, and the
 * vowels and finals of conjoining Hangul 0, as every terminal has them. What is drawn is a safe
 * form: of an emoji sequence its first code point, at most four marks a base; the form that is
 * drawn is the one that is measured. Cutting is by grapheme. Nobody else measures text.
 *
 * Texts are taken to be sanitised (utf8_sanitize), so NFC. What should not be there is still safe:
 * controls and bad bytes draw as U+FFFD in one column, other invisible code points take no part.
 */
#ifndef CAMPANE_TEXT_WIDTH_H
#define CAMPANE_TEXT_WIDTH_H

#include "base/base.h"
#include "base/strbuf.h"

#define WIDTH_MAX_MARKS 4

/* Columns of one code point by itself: 0 (combining, format), 1 or 2. Controls count 0. */
int width_code_point(uint32_t cp);

/* One thing to draw in one cell: a base and its marks. */
struct glyph {
    uint32_t base;
    uint32_t marks[WIDTH_MAX_MARKS];
    uint8_t mark_count;
    uint8_t columns; /* 1 or 2 */
};

/* Take the next glyph of UTF-8 text (assumed sanitised; bad bytes give U+FFFD). A spacing mark
 * (Mc) is a glyph of its own. An emoji sequence (ZWJ, skin tone, VS16, keycap, a pair of regional
 * indicators) is taken whole and drawn as its first code point. Returns the bytes taken; 0 at the
 * end or when nothing visible is left. Marks without a base get U+25CC as the base. ZWNJ counts as
 * a mark (Persian needs it), ZWJ is left out. What a glyph draws lies inside one grapheme. */
size_t width_glyph(const char *text, size_t length, struct glyph *glyph);

/* Bytes at the beginning that are a glyph of one column each: printable ASCII that nothing combines
 * with. */
size_t width_plain(const char *text, size_t length);

/* Columns of a text: the sum of its glyphs' columns, whether taken whole or grapheme by grapheme.
 * length SIZE_MAX: up to the terminator (so too in width_fit and width_is_rtl). */
int width_text(const char *text, size_t length);

/* Bytes of the longest prefix that fits in `columns`, whole graphemes only; *used (may be NULL)
 * gets its columns. Invisible code points behind the prefix belong to it. */
size_t width_fit(const char *text, size_t length, int columns, int *used);

enum width_align { WIDTH_LEFT, WIDTH_RIGHT, WIDTH_CENTER };

/* Append text cut or padded with spaces to exactly `columns`. A text that is cut ends with the
 * ellipsis ("…", or "..." when ascii, fewer dots in fewer than 3 columns), which counts;
 * columns < 1 appends nothing. The text itself is appended as it is, not in its drawn form. */
void width_pad(struct strbuf *out, const char *text, int columns, enum width_align align,
               bool ascii);

/* Whether the text holds right-to-left letters (so that a line made of cells needs isolates). */
bool width_is_rtl(const char *text, size_t length);

/* Append text between U+2068 and U+2069 when it holds right-to-left letters, else as it is. For
 * text and Markdown output, where a whole line is ordered by the reader's program. */
void width_isolate(struct strbuf *out, const char *text);

#endif
