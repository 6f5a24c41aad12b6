/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which campaigns can be compared within.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "report/compare.h"

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The numbers of the campaigns with two values or more, ascending; one may come more than once. */
static bool find_split(struct arena *arena, struct store *store, int64_t **numbers, size_t *count,
                       struct err *err)
{
    static const enum attr attrs[] = {ATTR_VARIANT, ATTR_TEMPLATE, ATTR_SEGMENT};
    struct vec found = VEC_INIT(int64_t);
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof attrs / sizeof *attrs; i++) {
        struct campaign_label *labels;
        size_t all;
        ok = query_labels(store, arena, attrs[i], &labels, &all, err);
        for (size_t k = 1; ok && k < all; k++) {
            bool second = labels[k].number == labels[k - 1].number &&
                          (k < 2 || labels[k].number != labels[k - 2].number);
            int64_t *place = second ? vec_push(&found) : NULL;
            if (place) {
                *place = labels[k].number;
            }
            ok = !second || place || err_memory(err);
        }
    }
    *count = found.count;
    *numbers = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    if (ok && !*numbers) {
        return err_memory(err);
    }
    if (ok) {
        qsort(*numbers, *count, sizeof **numbers, by_number);
    }
    return ok;
}

bool compare_tests(struct arena *arena, struct store *store, const struct scope *scope,
                   struct cancel *cancel, const struct compare_tests **tests, struct err *err)
{
    int64_t *numbers;
    size_t count, kept = 0;
    struct compare_tests *made = ARENA_NEW(arena, struct compare_tests);
    if (!made || !find_split(arena, store, &numbers, &count, err)) {
        return made ? false : err_memory(err);
    }
    struct compare_test *all = ARENA_ARRAY(arena, struct compare_test, count + 1);
    struct campaign_cursor *cursor =
        all ? campaign_cursor_open(store, scope->period.from, scope->period.to,
                                   CAMPAIGN_ORDER_START, cancel, err)
            : NULL;
    if (!cursor) {
        return all ? false : err_memory(err);
    }
    struct campaign_row row;
    struct err why = ERR_INIT;
    bool ok = true;
    while (ok && campaign_cursor_next(cursor, &row, &why)) {
        if (bsearch(&row.number, numbers, count, sizeof *numbers, by_number) &&
            scope_takes(scope, &row)) {
            all[kept].number = row.number;
            all[kept].name = arena_strdup(arena, row.name);
            ok = all[kept++].name || err_memory(&why);
        }
    }
    campaign_cursor_close(cursor);
    if (why.code != ERR_NONE) {
        if (err) {
            *err = why;
        }
        return false;
    }
    *made = (struct compare_tests){all, kept};
    *tests = made;
    return true;
}
