/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/feedback_word.h"

#include <string.h>

#include "base/strbuf.h"
#include "model/feedback.h"
#include "text/fold.h"

#define LONGEST 80 /* bytes; no word has more */

static const struct {
    const char *kind, *word;
} words[] = {
#define FEEDBACK_WORD(kind, word) {FEEDBACK_##kind, word},
#include "import/feedback_word.def"
#undef FEEDBACK_WORD
};

const char *feedback_word(const char *text, size_t length)
{
    const char *kind = NULL;
    struct strbuf form = STRBUF_INIT;
    if (length <= LONGEST) {
        fold_text(&form, text, length);
    }
    for (size_t i = 0; !kind && i < ARRAY_COUNT(words); i++) {
        kind = strcmp(strbuf_text(&form), words[i].word) == 0 ? words[i].kind : NULL;
    }
    strbuf_free(&form);
    return kind;
}
