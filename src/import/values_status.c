/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/values.h"
#include "import/values_script.h"
#include "text/fold.h"

#define LONGEST 200 /* bytes; no word has more */

struct status_word {
    const char *word;
    enum value_status status;
};

static const struct status_word status_words[] = {
#define STATUS(word, status) {word, VALUE_STATUS_##status},
#include "import/status.def"
#undef STATUS
};

/* Whether text is the word, but for case and what separates its parts. */
static bool is_word(const char *text, size_t length, const char *word)
{
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c == ' ' || c == '_' || c == '-' || c == '.') {
            continue;
        }
        if (c >= 'A' && c <= 'Z') {
            c = (char)(c + 32);
        }
        if (!*word || c != *word) {
            return false;
        }
        word++;
    }
    return !*word;
}

static enum value_result find(const char *text, size_t length, enum value_status *status)
{
    for (size_t i = 0; i < ARRAY_COUNT(status_words); i++) {
        if (is_word(text, length, status_words[i].word)) {
            *status = status_words[i].status;
            return VALUE_OK;
        }
    }
    return VALUE_BAD;
}

enum value_result value_status(const char *text, size_t length, enum value_status *status)
{
    value_trim(&text, &length);
    if (value_is_empty(text, length)) {
        return VALUE_EMPTY;
    }
    if (value_is_plain(text, length) || length > LONGEST) {
        return find(text, length, status);
    }
    struct strbuf form = STRBUF_INIT;
    fold_text(&form, text, length);
    enum value_result result = find(strbuf_text(&form), form.length, status);
    strbuf_free(&form);
    return result;
}
