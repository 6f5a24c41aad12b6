/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Phone numbers and e-mail addresses in what people wrote: they are not to be kept in clear.
 */
#ifndef CAMPANE_TEXT_PERSONAL_H
#define CAMPANE_TEXT_PERSONAL_H

#include "base/strbuf.h"

/* Append the text with "[phone]" and "[e-mail]" for what looks like one. Errs on the safe side:
 * any 7 digits or more, in digits of any common script, with blanks, dots, dashes, slashes or
 * brackets between them, are taken for a phone number, unless they are a date. Bytes that are no
 * UTF-8 go through as they are. Failure is in out->failed. */
void personal_mask(struct strbuf *out, const char *text, size_t length);

#endif
