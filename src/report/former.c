/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/former.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "store/merge.h"

struct called {
    int64_t number;
    const char *name;
};

static bool add(struct vec *all, int64_t number, const char *name)
{
    struct called *called = vec_push(all);
    if (called) {
        *called = (struct called){number, name};
    }
    return called != NULL;
}

static bool add_corrected(const struct campaign_edit *edits, size_t count, struct vec *all)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(edits[i].name, edits[i].imported) != 0 &&
            !add(all, edits[i].number, edits[i].imported)) {
            return false;
        }
    }
    return true;
}

/* As files have it, and as people corrected it before it was merged. */
static bool add_merged(const struct merge_row *row, const struct campaign_edit *edit,
                       struct vec *all)
{
    return add(all, row->target, row->name) &&
           (!edit || strcmp(edit->name, row->name) == 0 || add(all, row->target, edit->name)) &&
           (!edit || !edit->alias || add(all, row->target, edit->alias));
}

static int by_number(const void *a, const void *b)
{
    const struct called *x = a, *y = b;
    return x->number != y->number ? (x->number > y->number) - (x->number < y->number)
                                  : strcmp(x->name, y->name);
}

static bool keep(struct arena *arena, struct vec *all, struct former *former)
{
    int64_t *numbers = ARENA_ARRAY(arena, int64_t, all->count + 1);
    const char **names = ARENA_ARRAY(arena, const char *, all->count + 1);
    if (!numbers || !names) {
        return false;
    }
    if (all->count > 0) {
        qsort(all->data, all->count, all->width, by_number);
    }
    for (size_t i = 0; i < all->count; i++) {
        const struct called *called = VEC_AT(all, struct called, i);
        numbers[i] = called->number;
        names[i] = called->name;
    }
    *former = (struct former){numbers, names, all->count};
    return true;
}

bool former_read(struct arena *arena, struct store *store, const struct campaign_edit *edits,
                 size_t edit_count, struct former *former, struct err *err)
{
    struct merge_row *merged;
    size_t count;
    if (!merge_list(store, arena, &merged, &count, err)) {
        return false;
    }
    struct vec all = VEC_INIT(struct called);
    bool ok = add_corrected(edits, edit_count, &all);
    for (size_t i = 0; ok && i < count; i++) {
        ok = add_merged(&merged[i], edits_find(edits, edit_count, merged[i].number), &all);
    }
    ok = ok && keep(arena, &all, former);
    vec_free(&all);
    return ok || err_memory(err);
}

const char *const *former_of(const struct former *former, int64_t number, size_t *count)
{
    size_t low = 0, high = former->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (former->numbers[middle] < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    size_t end = low;
    while (end < former->count && former->numbers[end] == number) {
        end++;
    }
    *count = end - low;
    return *count > 0 ? former->names + low : NULL;
}
