/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * biz_opaque_callback_data: what the sender wrote beside a message to know it again. Three forms:
 * "campaign=Spring;template=spring_a;variant=A", a JSON object with the same keys, or nothing but
 * the campaign's id.
 */
#ifndef CAMPANE_IMPORT_CALLBACK_DATA_H
#define CAMPANE_IMPORT_CALLBACK_DATA_H

#include "base/arena.h"
#include "import/word_count.h"
#include "model/attrs.h"

#define CALLBACK_VALUE_SIZE 255 /* bytes of a name, cut with an ellipsis */

/* Read text (escapes resolved) and put what it says into attrs: campaign, and of the attributes
 * template, variant, segment, language, country and cta (by their names or column names, any case);
 * others are not touched. Strings are sanitised and live in the arena; an empty value says nothing.
 * Of "campaign", "campaign_name" and "campaign_id" the first that is there names the campaign. Keys
 * that mean nothing here are counted in `unknown`. False when it cannot be made out (a JSON object
 * that is cut), *memory then says whether memory was what was lacking. */
bool callback_data_read(struct arena *arena, const char *text, size_t length, struct attrs *attrs,
                        struct word_count *unknown, bool *memory);

#endif
