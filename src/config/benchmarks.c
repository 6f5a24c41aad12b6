/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/benchmarks.h"

#include <string.h>

#include "base/mem.h"
#include "config/file.h"
#include "embed/benchmarks.h"

/* What one text replaces: the new one where it says something. */
static const char *over(const char *old, const char *new)
{
    return new[0] ? new : old;
}

/* count items of a and more of b in one new array of the arena; NULL when out of memory. */
static void *joined(struct arena *arena, const void *a, size_t count, const void *b, size_t more,
                    size_t width)
{
    char *all = arena_alloc(arena, count + more, width);
    if (all && count > 0) {
        memcpy(all, a, count * width);
    }
    if (all && more > 0) {
        memcpy(all + count * width, b, more * width);
    }
    return all;
}

/* The rows of both, those of user in the place of shipped ones of the same KPI. */
static bool merge_rows(struct arena *arena, struct benchmark_set *set,
                       const struct benchmark_set *user)
{
    struct benchmark_row *rows = joined(arena, set->rows, set->row_count, NULL, 0, sizeof *rows);
    struct benchmark_row *fresh = ARENA_ARRAY(arena, struct benchmark_row, user->row_count);
    if (!rows || !fresh) {
        return false;
    }
    size_t added = 0;
    for (size_t i = 0; i < user->row_count; i++) {
        const struct benchmark_row *old = benchmark_row(set, user->rows[i].kpi);
        if (old) {
            rows[old - set->rows] = user->rows[i];
        } else {
            fresh[added++] = user->rows[i];
        }
    }
    set->rows = joined(arena, rows, set->row_count, fresh, added, sizeof *rows);
    set->row_count += added;
    return set->rows != NULL;
}

static bool merge_set(struct arena *arena, struct benchmark_set *set,
                      const struct benchmark_set *user)
{
    if (!merge_rows(arena, set, user)) {
        return false;
    }
    struct benchmark_bind *binds =
        joined(arena, set->binds, set->bind_count, user->binds, user->bind_count, sizeof *binds);
    struct benchmark_claim *claims = joined(arena, set->claims, set->claim_count, user->claims,
                                            user->claim_count, sizeof *claims);
    if (!binds || !claims) {
        return false;
    }
    set->binds = binds;
    set->bind_count += user->bind_count;
    set->claims = claims;
    set->claim_count += user->claim_count;
    set->title = over(set->title, user->title);
    set->origin = over(set->origin, user->origin);
    set->date = over(set->date, user->date);
    set->note = over(set->note, user->note);
    set->channel = user->channel ? user->channel : set->channel;
    return true;
}

static const struct benchmarks *merge(struct arena *arena, const struct benchmarks *shipped,
                                      const struct benchmarks *user)
{
    struct benchmark_set *sets =
        ARENA_ARRAY(arena, struct benchmark_set, shipped->count + user->count);
    struct benchmarks *all = ARENA_NEW(arena, struct benchmarks);
    if (!sets || !all) {
        return NULL;
    }
    memcpy(sets, shipped->sets, shipped->count * sizeof *sets);
    *all = (struct benchmarks){sets, shipped->count};
    for (size_t i = 0; i < user->count; i++) {
        const struct benchmark_set *same = benchmark_find(all, user->sets[i].id);
        if (!same) {
            sets[all->count++] = user->sets[i];
        } else if (!merge_set(arena, &sets[same - sets], &user->sets[i])) {
            return NULL;
        }
    }
    return all;
}

const struct benchmarks *benchmarks_load(struct arena *arena, const char *user_path,
                                         struct err *err)
{
    const struct embed_file *file = &embed_benchmarks[0];
    const struct benchmarks *shipped =
        benchmarks_parse(arena, (const char *)file->bytes, file->length, file->name, err);
    if (!shipped || !user_path) {
        return shipped;
    }
    struct err failure = ERR_INIT;
    size_t length = 0;
    char *text = file_read(user_path, &length, &failure);
    if (!text && failure.code == ERR_NOT_FOUND) {
        return shipped;
    }
    if (!text) {
        if (err) {
            *err = failure;
        }
        return NULL;
    }
    const struct benchmarks *user = benchmarks_parse(arena, text, length, user_path, err);
    mem_free(text);
    if (!user) {
        return NULL;
    }
    const struct benchmarks *all = merge(arena, shipped, user);
    if (!all) {
        err_memory(err);
    }
    return all;
}
