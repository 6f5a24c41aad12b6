/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a column says of which kind a feedback is (feedback_word.def). Pure.
 */
#ifndef CAMPANE_IMPORT_FEEDBACK_WORD_H
#define CAMPANE_IMPORT_FEEDBACK_WORD_H

#include "base/base.h"

/* The kind of model/feedback.h that a word names, in any case and with or without accents; NULL: it
 * is another. Lent for ever. */
const char *feedback_word(const char *text, size_t length);

#endif
