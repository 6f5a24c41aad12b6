/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counting words that a file uses and the program does not (fields, states, keys), for one note at
 * the end: "calls 3, history 1".
 */
#ifndef CAMPANE_IMPORT_WORD_COUNT_H
#define CAMPANE_IMPORT_WORD_COUNT_H

#include "base/base.h"
#include "base/strbuf.h"

#define WORD_COUNT_MAX  16 /* different words; the others are counted together as "…" */
#define WORD_COUNT_SIZE 48 /* bytes of a word, cut */

struct word_count {
    struct counted_word {
        char text[WORD_COUNT_SIZE + 1];
        uint64_t count;
    } words[WORD_COUNT_MAX];
    size_t used;
    uint64_t others;
};

/* Count the word once more; any bytes, kept sanitised. Empty words are counted as "…". */
void word_count_add(struct word_count *list, const char *text, size_t length);

/* Whether nothing was counted. */
bool word_count_empty(const struct word_count *list);

/* Append "first 3, second 1, … 2", in the order in which they came. */
void word_count_text(const struct word_count *list, struct strbuf *out);

#endif
