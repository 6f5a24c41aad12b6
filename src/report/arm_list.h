/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of arms as people type them in one text: "A,B", with weights "A:50,B:50". A backslash makes
 * a comma, a colon or a backslash behind it part of the name: "red\\, large" is one name; before
 * anything else it is itself.
 */
#ifndef CAMPANE_REPORT_ARM_LIST_H
#define CAMPANE_REPORT_ARM_LIST_H

#include "base/base.h"
#include "base/strbuf.h"

struct arm_word {
    char *name;   /* with what stands behind its colons */
    char *weight; /* what stands behind the last colon that has no backslash; NULL: there is none */
};

/* The next name of a list, in place; *rest goes on behind it, NULL at the end. Empty ones are
 * passed over. False: there is no more. */
bool arm_list_next(char **rest, struct arm_word *word);

/* Take the weight off the name. */
void arm_word_part(struct arm_word *word);

/* Append a name so that arm_list_next gives it back, with a comma before it where the text is not
 * empty. */
void arm_list_put(struct strbuf *text, const char *name);

#endif
