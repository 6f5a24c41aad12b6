/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Search forms: case and accents taken away, so that "ete" finds "Été" and "strasse" "Straße".
 */
#ifndef CAMPANE_TEXT_FOLD_H
#define CAMPANE_TEXT_FOLD_H

#include "base/base.h"
#include "base/strbuf.h"

/* Append the folded form (NFKD without marks, case folded) of UTF-8 text. Marks that are letters
 * of their script's own (Indic vowel signs, Thai) stay; only Latin, Greek, Cyrillic, Arabic and
 * Hebrew points go. Letters that Unicode does not decompose though people type them without their
 * stroke do so here ("łódź" "lodz", "ø" "o", "æ" "ae", "ı" "i"). Invisible code points and the
 * Arabic tatweel go; bad bytes are U+FFFD. */
void fold_text(struct strbuf *out, const char *text, size_t length);

/* Whether folded `needle` occurs in the folded form of text. "" occurs everywhere. Allocates
 * nothing. */
bool fold_contains(const char *text, const char *folded_needle);

/* Whether the folded form of text is the folded `needle`. Allocates nothing. */
bool fold_equals(const char *text, const char *folded_needle);

/* <0, 0, >0: order for people: folded forms first (by code point), bytes as the tie-break, so 0
 * means the same bytes. Allocates nothing. */
int fold_compare(const char *a, const char *b);

#endif
