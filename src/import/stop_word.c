/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/stop_word.h"

#include <string.h>

#include "base/strbuf.h"
#include "text/fold.h"

#define LONGEST 96 /* bytes; no stop word has more */

static const char *const words[] = {
#define STOP_WORD(language, text) text,
#include "import/stop_word.def"
#undef STOP_WORD
};

static bool is_around(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '.' || c == '!' || c == '"';
}

bool stop_word_is(const char *text, size_t length)
{
    char plain[LONGEST];
    while (length > 0 && is_around(text[0])) {
        text++;
        length--;
    }
    while (length > 0 && is_around(text[length - 1])) {
        length--;
    }
    if (length == 0 || length >= sizeof plain || memchr(text, '\0', length)) {
        return false;
    }
    memcpy(plain, text, length);
    plain[length] = '\0';
    for (size_t i = 0; i < ARRAY_COUNT(words); i++) {
        struct strbuf folded = STRBUF_INIT;
        fold_text(&folded, words[i], strlen(words[i]));
        bool same = !folded.failed && fold_equals(plain, strbuf_text(&folded));
        strbuf_free(&folded);
        if (same) {
            return true;
        }
    }
    return false;
}
