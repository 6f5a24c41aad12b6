/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What arms are called before people. Where a terminal has ASCII only, two names may lose what made
 * them different (an accent), or nothing be left of one but a question mark: a letter before it
 * tells them apart. So are names of which masking leaves the same.
 */
#include <ctype.h>
#include <string.h>

#include "report/compare_private.h"
#include "text/ascii.h"
#include "text/personal.h"

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

/* The name as it may be said; NULL: out of memory. */
static const char *sayable(const struct compare_builder *builder, const char *name)
{
    struct strbuf masked = STRBUF_INIT;
    if (!builder->request->masked) {
        return name;
    }
    personal_mask(&masked, name, strlen(name));
    const char *kept = masked.failed ? NULL : arena_strdup(builder->arena, strbuf_text(&masked));
    strbuf_free(&masked);
    return kept;
}

/* Whether another arm is called the same now. */
static bool is_shared(const struct strbuf *texts, size_t count, size_t at)
{
    for (size_t i = 0; i < count; i++) {
        if (i != at && strcmp(strbuf_text(&texts[at]), strbuf_text(&texts[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* As ASCII, where that was asked. */
static void put_shown(const struct compare_builder *builder, struct strbuf *text, const char *shown)
{
    if (builder->request->ascii) {
        ascii_text(text, shown);
    } else {
        strbuf_puts(text, shown);
    }
}

bool compare_name_arms(struct compare_builder *builder)
{
    struct compare *compare = builder->compare;
    struct strbuf texts[COMPARE_ARMS_MAX];
    bool digits = has_letters(compare), ok = true;
    bool changed = builder->request->ascii || builder->request->masked;
    for (size_t i = 0; i < compare->arm_count; i++) {
        struct compare_arm *arm = &compare->arms[i];
        texts[i] = (struct strbuf)STRBUF_INIT;
        arm->shown = sayable(builder, arm->name);
        ok = ok && arm->shown;
        if (ok) {
            put_shown(builder, &texts[i], arm->shown);
            ok = !texts[i].failed;
        }
    }
    for (size_t i = 0; ok && changed && i < compare->arm_count; i++) {
        struct compare_arm *arm = &compare->arms[i];
        const char *text = strbuf_text(&texts[i]);
        if (count_marks(text) > count_marks(arm->name) || is_shared(texts, compare->arm_count, i)) {
            arm->shown = digits
                             ? arena_printf(builder->arena, "#%zu %s", i + 1, left_of(text))
                             : arena_printf(builder->arena, "%c %s", (int)('A' + i), left_of(text));
            ok = arm->shown != NULL;
        }
    }
    for (size_t i = 0; i < compare->arm_count; i++) {
        strbuf_free(&texts[i]);
    }
    return ok || err_memory(builder->err);
}
