/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/benchmark.h"

#include <string.h>

#include "model/names.h"

static const struct {
    const char *name;
    char letter;
} grades[GRADE_COUNT] = {
    [GRADE_POOR] = {"poor", 'P'},
    [GRADE_TYPICAL] = {"typical", 'T'},
    [GRADE_GOOD] = {"good", 'G'},
    [GRADE_BEST] = {"best", 'B'},
};

const char *grade_name(enum grade grade)
{
    return grade == GRADE_NONE ? NULL : grades[grade].name;
}

char grade_letter(enum grade grade)
{
    return grade == GRADE_NONE ? ' ' : grades[grade].letter;
}

const struct benchmark_set *benchmark_find(const struct benchmarks *all, const char *id)
{
    for (size_t i = 0; i < all->count; i++) {
        if (strcmp(all->sets[i].id, id) == 0) {
            return &all->sets[i];
        }
    }
    return NULL;
}

bool benchmark_speaks_of(const struct benchmark_set *set, const char *channel)
{
    return !set->channel || !channel || names_same(set->channel, channel);
}

const struct benchmark_row *benchmark_row(const struct benchmark_set *set, enum kpi kpi)
{
    for (size_t i = 0; i < set->row_count; i++) {
        if (set->rows[i].kpi == kpi) {
            return &set->rows[i];
        }
    }
    return NULL;
}
