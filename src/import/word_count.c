/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/word_count.h"

#include <inttypes.h>
#include <string.h>

#include "text/utf8.h"

static void add_new(struct word_count *list, const char *text, size_t length)
{
    struct strbuf clean = STRBUF_INIT;
    utf8_sanitize(&clean, text, length, WORD_COUNT_SIZE);
    if (clean.failed || clean.length == 0 || clean.length > WORD_COUNT_SIZE) {
        list->others++; /* a remark is not worth failing for */
    } else {
        size_t place = 0;
        while (place < list->used && strcmp(list->words[place].text, clean.data) != 0) {
            place++;
        }
        if (place < list->used) {
            list->words[place].count++;
        } else if (list->used == WORD_COUNT_MAX) {
            list->others++;
        } else {
            memcpy(list->words[place].text, clean.data, clean.length + 1);
            list->words[place].count = 1;
            list->used++;
        }
    }
    strbuf_free(&clean);
}

void word_count_add(struct word_count *list, const char *text, size_t length)
{
    for (size_t i = 0; i < list->used; i++) {
        const char *known = list->words[i].text;
        if (strlen(known) == length && memcmp(known, text, length) == 0) {
            list->words[i].count++;
            return;
        }
    }
    add_new(list, text, length);
}

bool word_count_empty(const struct word_count *list)
{
    return list->used == 0 && list->others == 0;
}

void word_count_text(const struct word_count *list, struct strbuf *out)
{
    for (size_t i = 0; i < list->used; i++) {
        strbuf_printf(out, "%s%s %" PRIu64, i ? ", " : "", list->words[i].text,
                      list->words[i].count);
    }
    if (list->others) {
        strbuf_printf(out, "%s… %" PRIu64, list->used ? ", " : "", list->others);
    }
}
