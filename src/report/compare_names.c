/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What arms are called before people. Where a terminal has ASCII only, a name in another script is
 * a row of question marks, and two of them may be the same row: a letter before it tells them
 * apart.
 */
#include <ctype.h>
#include <string.h>

#include "report/compare_private.h"
#include "text/ascii.h"

static size_t count_marks(const char *text)
{
    size_t count = 0;
    for (; (text = strchr(text, '?')); text++) {
        count++;
    }
    return count;
}

/* What is left of a name: of one that is nothing but marks three are enough. */
static const char *left_of(const char *text)
{
    size_t readable = 0;
    for (const char *c = text; *c; c++) {
        readable += isalnum((unsigned char)*c) != 0;
    }
    return readable ? text : "???";
}

/* A letter is no help beside an arm of that name. */
static bool has_letters(const struct compare *compare)
{
    for (size_t i = 0; i < compare->arm_count; i++) {
        const char *name = compare->arms[i].name;
        if (isalpha((unsigned char)name[0]) && !name[1]) {
            return true;
        }
    }
    return false;
}

bool compare_name_arms(struct compare_builder *builder)
{
    struct compare *compare = builder->compare;
    struct strbuf ascii[COMPARE_ARMS_MAX];
    bool digits = has_letters(compare), ok = true;
    for (size_t i = 0; i < compare->arm_count; i++) {
        compare->arms[i].shown = compare->arms[i].name;
        ascii[i] = (struct strbuf)STRBUF_INIT;
        ascii_text(&ascii[i], compare->arms[i].name);
        ok = ok && !ascii[i].failed;
    }
    for (size_t i = 0; ok && builder->request->ascii && i < compare->arm_count; i++) {
        struct compare_arm *arm = &compare->arms[i];
        const char *text = strbuf_text(&ascii[i]);
        bool unclear = count_marks(text) > count_marks(arm->name);
        for (size_t k = 0; k < compare->arm_count; k++) {
            unclear = unclear || (k != i && strcmp(text, strbuf_text(&ascii[k])) == 0);
        }
        if (unclear) {
            arm->shown = digits
                             ? arena_printf(builder->arena, "#%zu %s", i + 1, left_of(text))
                             : arena_printf(builder->arena, "%c %s", (int)('A' + i), left_of(text));
            ok = arm->shown != NULL;
        }
    }
    for (size_t i = 0; i < compare->arm_count; i++) {
        strbuf_free(&ascii[i]);
    }
    return ok || err_memory(builder->err);
}
