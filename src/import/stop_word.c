/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/stop_word.h"

#include <string.h>

#include "base/strbuf.h"
#include "text/fold.h"

#define LONGEST 160 /* bytes; no stop word has more */

static const char *const words[] = {
#define STOP_WORD(language, text) text,
#include "import/stop_word.def"
#undef STOP_WORD
};

/* What may stand around a word. */
static const char *const around[] = {
    " ", "\t", "\r", "\n", ".", "!", "\"", "'", "*", ",",
    "…", "。", "、", "،",  "։", "“", "”",  "„", "«", "»",
};

/* Bytes of what stands at the front or, where `behind`, at the end of a text; 0: a word does. */
static size_t step_over(const char *text, size_t length, bool behind)
{
    for (size_t i = 0; i < ARRAY_COUNT(around); i++) {
        size_t size = strlen(around[i]);
        if (size <= length && memcmp(behind ? text + length - size : text, around[i], size) == 0) {
            return size;
        }
    }
    return 0;
}

static void trim(const char **text, size_t *length)
{
    size_t size;
    while ((size = step_over(*text, *length, false)) > 0) {
        *text += size;
        *length -= size;
    }
    while ((size = step_over(*text, *length, true)) > 0) {
        *length -= size;
    }
}

static bool equals(const char *text, size_t length, const char *word)
{
    return strlen(word) == length && memcmp(text, word, length) == 0;
}

/* What a list of one's own says of a search form: 1 it is one, -1 it is none, 0 nothing. */
static int own_says(const char *own, const char *text, size_t length)
{
    int says = 0;
    while (own && *own && says == 0) {
        size_t size = strcspn(own, ",");
        const char *word = own;
        size_t left = size;
        trim(&word, &left);
        bool none = left > 0 && *word == '-';
        struct strbuf form = STRBUF_INIT;
        fold_text(&form, word + none, left - none);
        const char *plain = strbuf_text(&form);
        size_t plain_length = form.length;
        trim(&plain, &plain_length);
        if (plain_length > 0 && plain_length == length && memcmp(plain, text, length) == 0) {
            says = none ? -1 : 1;
        }
        strbuf_free(&form);
        own += size + (own[size] == ',');
    }
    return says;
}

static bool is_listed(const char *text, size_t length)
{
    for (size_t i = 0; i < ARRAY_COUNT(words); i++) {
        if (equals(text, length, words[i])) {
            return true;
        }
    }
    return false;
}

bool stop_word_is(const char *text, size_t length, const char *own)
{
    trim(&text, &length);
    if (length == 0 || length > LONGEST || memchr(text, '\0', length)) {
        return false;
    }
    struct strbuf form = STRBUF_INIT;
    fold_text(&form, text, length);
    const char *plain = strbuf_text(&form);
    length = form.length;
    trim(&plain, &length); /* of what was a wide or joined sign */
    int says = length > 0 ? own_says(own, plain, length) : -1;
    bool is = says != 0 ? says > 0 : is_listed(plain, length);
    strbuf_free(&form);
    return is;
}
