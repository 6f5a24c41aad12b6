/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/difference.h"

#include "report/words.h"

bool difference_of_kpi(struct arena *arena, enum kpi id, const struct kpi_value *now,
                       const struct kpi_value *before, struct difference *difference)
{
    *difference = (struct difference){.known = false};
    if (!now->has_value || !before->has_value || !currency_equal(now->currency, before->currency)) {
        return true;
    }
    char words[WORDS_SIZE];
    difference->known = true;
    difference->value = now->value - before->value;
    difference->sure = now->has_interval && before->has_interval &&
                       (now->low > before->high || now->high < before->low);
    difference->words =
        arena_strdup(arena, words_change(id, difference->value, now->currency, words));
    return difference->words != NULL;
}

bool difference_of_counter(struct arena *arena, enum counter id, const struct total *now,
                           const struct total *before, struct difference *difference)
{
    *difference = (struct difference){.known = false};
    int64_t count_now, count_before;
    bool money = counter_info(id)->kind == COUNTER_KIND_MONEY;
    if (!total_get(now, id, &count_now) || !total_get(before, id, &count_before) ||
        count_before == 0 || (money && !currency_equal(now->currency, before->currency))) {
        return true;
    }
    char words[WORDS_SIZE];
    difference->known = true;
    difference->sure = true;
    difference->value = (double)count_now / (double)count_before - 1;
    difference->words = arena_strdup(arena, words_share(count_now, count_before, words));
    return difference->words != NULL;
}
