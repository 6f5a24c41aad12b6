/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/arm_list.h"

#include <string.h>

static bool is_special(char c)
{
    return c == ',' || c == ':' || c == '\\';
}

/* One word up to its comma; false: it is empty. */
static bool take_word(char **rest, struct arm_word *word)
{
    char *from = *rest, *to = from;
    *word = (struct arm_word){.name = from};
    for (; *from && *from != ','; from++) {
        if (*from == '\\' && is_special(from[1])) {
            from++;
        } else if (*from == ':') {
            word->weight = to + 1;
        }
        *to++ = *from;
    }
    *rest = *from ? from + 1 : NULL;
    *to = '\0';
    return to != word->name;
}

bool arm_list_next(char **rest, struct arm_word *word)
{
    while (*rest) {
        if (take_word(rest, word)) {
            return true;
        }
    }
    return false;
}

void arm_word_part(struct arm_word *word)
{
    if (word->weight) {
        word->weight[-1] = '\0';
    }
}

void arm_list_put(struct strbuf *text, const char *name)
{
    if (text->length) {
        strbuf_puts(text, ",");
    }
    for (; *name; name++) {
        if (is_special(*name)) {
            strbuf_puts(text, "\\");
        }
        strbuf_putc(text, *name);
    }
}
