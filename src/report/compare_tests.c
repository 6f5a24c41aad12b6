/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which campaigns can be compared within.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "report/compare.h"

/* A campaign with two values or more: by what. */
struct split {
    int64_t number;
    size_t by; /* place among attrs, the best it has */
};

/* What is split at random first: whose values are tests rather than who got what. */
static const enum attr attrs[] = {ATTR_VARIANT, ATTR_TEMPLATE, ATTR_SEGMENT};

/* A campaign's best first. */
static int by_number(const void *a, const void *b)
{
    const struct split *x = a, *y = b;
    if (x->number != y->number) {
        return x->number < y->number ? -1 : 1;
    }
    return (x->by > y->by) - (x->by < y->by);
}

/* By campaign number, each once. */
static bool find_split(struct arena *arena, struct store *store, struct split **splits,
                       size_t *count, struct err *err)
{
    struct vec found = VEC_INIT(struct split);
    bool ok = true;
    for (size_t i = 0; ok && i < ARRAY_COUNT(attrs); i++) {
        struct campaign_label *labels;
        size_t all;
        ok = query_labels(store, arena, attrs[i], &labels, &all, err);
        for (size_t k = 1; ok && k < all; k++) {
            bool second = labels[k].number == labels[k - 1].number &&
                          (k < 2 || labels[k].number != labels[k - 2].number);
            struct split *place = second ? vec_push(&found) : NULL;
            if (place) {
                *place = (struct split){labels[k].number, i};
            }
            ok = !second || place || err_memory(err);
        }
    }
    size_t all = found.count;
    *splits = ok ? vec_keep(&found, arena) : NULL;
    *count = 0;
    vec_free(&found);
    if (ok && !*splits) {
        return err_memory(err);
    }
    if (ok && all) {
        qsort(*splits, all, sizeof **splits, by_number);
    }
    for (size_t i = 0; ok && i < all; i++) {
        if (*count == 0 || (*splits)[*count - 1].number != (*splits)[i].number) {
            (*splits)[(*count)++] = (*splits)[i];
        }
    }
    return ok;
}

static const struct split *split_of(const struct split *splits, size_t count, int64_t number)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (splits[middle].number < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && splits[low].number == number ? &splits[low] : NULL;
}

/* The tests as they come, those of variants before those of templates, then segments. */
static bool put_in_order(struct arena *arena, const struct compare_test *found, const size_t *by,
                         size_t count, struct compare_tests *tests, struct err *err)
{
    struct compare_test *all = ARENA_ARRAY(arena, struct compare_test, count + 1);
    size_t kept = 0;
    if (!all) {
        return err_memory(err);
    }
    for (size_t rank = 0; rank < ARRAY_COUNT(attrs); rank++) {
        for (size_t i = 0; i < count; i++) {
            if (by[i] == rank) {
                all[kept++] = found[i];
            }
        }
    }
    *tests = (struct compare_tests){all, kept};
    return true;
}

bool compare_tests(struct arena *arena, struct store *store, const struct scope *scope,
                   struct cancel *cancel, const struct compare_tests **tests, struct err *err)
{
    struct split *splits = NULL;
    size_t count = 0, kept = 0;
    struct compare_tests *made = ARENA_NEW(arena, struct compare_tests);
    if (!made || !find_split(arena, store, &splits, &count, err)) {
        return made ? false : err_memory(err);
    }
    struct compare_test *all = ARENA_ARRAY(arena, struct compare_test, count + 1);
    size_t *by = ARENA_ARRAY(arena, size_t, count + 1);
    struct campaign_cursor *cursor =
        all && by ? campaign_cursor_open(store, scope->period.from, scope->period.to,
                                         CAMPAIGN_ORDER_START, cancel, err)
                  : NULL;
    if (!cursor) {
        return all && by ? false : err_memory(err);
    }
    struct campaign_row row;
    struct err why = ERR_INIT;
    bool ok = true;
    while (ok && campaign_cursor_next(cursor, &row, &why)) {
        const struct split *split = split_of(splits, count, row.number);
        if (split && scope_takes(scope, &row)) {
            by[kept] = split->by;
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
    if (!put_in_order(arena, all, by, kept, made, err)) {
        return false;
    }
    *tests = made;
    return true;
}
