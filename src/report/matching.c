/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/matching.h"

bool matching_find(struct arena *arena, struct store *store, const struct scope *scope,
                   struct matching *matching, struct err *err)
{
    struct campaign_name *names;
    size_t count;
    *matching = (struct matching){.few = false};
    if (!scope->filter || !query_is_words(scope->filter)) {
        return true;
    }
    int64_t *numbers = ARENA_ARRAY(arena, int64_t, MATCHING_FEW);
    struct arena *scratch = arena_new();
    bool ok =
        numbers && scratch ? query_names(store, scratch, &names, &count, err) : err_memory(err);
    size_t found = 0;
    for (size_t i = 0; ok && i < count; i++) {
        const struct campaign_edit *edit = scope_edit(scope, names[i].number);
        struct query_row row = {.name = names[i].name};
        if (edit) {
            row = (struct query_row){.name = edit->name,
                                     .alias = edit->alias,
                                     .tags = edit->tags,
                                     .tag_count = edit->tag_count};
        }
        row.former = former_of(&scope->former, names[i].number, &row.former_count);
        if (query_matches(scope->filter, &row) && found++ < MATCHING_FEW) {
            numbers[found - 1] = names[i].number;
        }
    }
    arena_free(scratch);
    if (ok && found <= MATCHING_FEW) {
        *matching = (struct matching){true, numbers, found};
    }
    return ok;
}
