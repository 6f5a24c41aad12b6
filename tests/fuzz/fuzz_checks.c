/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A checks.conf from anywhere, and each of its rules: taken, or refused with a place inside of it.
 */
#include <stdlib.h>
#include <string.h>

#include "config/checks.h"
#include "report/check_rule.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    must(arena != NULL);
    const char *text = arena_strndup(arena, (const char *)data, size);
    must(text != NULL);
    const struct checks *checks = checks_parse(arena, NULL, "fuzz", text, size, &err);
    must(checks || (err.code == ERR_REFUSED && err.line >= 1 && err.column >= 1));
    for (size_t i = 0; checks && i < checks->count; i++) {
        const struct checks_line *line = &checks->lines[i];
        struct check_rule rule;
        must(line->name[0] && line->text[0] && line->line >= 1 && line->column >= 1);
        if (check_rule_parse(arena, line->name, line->text, checks->budget.text, &rule, &err)) {
            must(rule.what != CHECK_VALUE || (rule.holds == NULL) == (rule.fails == NULL));
        } else {
            must(err.code == ERR_USAGE && err.text[0] && err.column >= 1 &&
                 err.column <= strlen(line->text) + 1);
        }
    }
    arena_free(arena);
    return 0;
}
