/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is left out of all figures (store/exclude.h), as words and as a table.
 */
#ifndef CAMPANE_REPORT_EXCLUDED_H
#define CAMPANE_REPORT_EXCLUDED_H

#include "report/table.h"
#include "store/exclude.h"

/* "2 campaigns and 3 recipients are excluded: 143 messages, in no figure and no test."; NULL: out
 * of memory. "" where nothing is. */
const char *excluded_words(struct arena *arena, const struct exclude_facts *facts);

/* What cannot be taken apart: "4 campaigns are known by sums alone: …"; "" where there is nothing
 * of the kind; NULL: out of memory. */
const char *excluded_limit(struct arena *arena, const struct exclude_facts *facts);

/* What stands: what (campaign, recipients), name, people, messages, since, and its number in the
 * ledger. With both sentences as notes. */
bool excluded_table(struct arena *arena, struct store *store, struct table **table,
                    struct err *err);

/* Refuse an excluded campaign in a test; always false, ERR_REFUSED. */
bool excluded_refuse(const char *name, struct err *err);

#endif
