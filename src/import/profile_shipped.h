/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The profiles that come with the program (data/profiles), compiled in: recognised by what their
 * "recognize" asks for, or named.
 */
#ifndef CAMPANE_IMPORT_PROFILE_SHIPPED_H
#define CAMPANE_IMPORT_PROFILE_SHIPPED_H

#include "import/format.h"
#include "import/profile.h"

/* The text of one by its name, terminated; NULL when there is none. Lent for ever. */
const char *profile_shipped_text(const char *name);

/* The file name of the number-th ("profiles/twilio.json"); NULL behind the last. */
const char *profile_shipped_file(size_t number);

/* For struct import_format: chooses one of them by a file's beginning, into sniff->profile. */
int profile_sniff(const struct sniff *sniff, struct strbuf *why);

#endif
