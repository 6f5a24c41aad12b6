/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/unknown.h"

#include "base/i18n.h"
#include "report/column.h"
#include "report/words.h"

static const enum kpi asked[UNKNOWN_COUNT] = {
#define UNKNOWN_KPI(id) KPI_##id,
    UNKNOWN_LIST(UNKNOWN_KPI)
#undef UNKNOWN_KPI
};

void unknown_add(struct unknowns *unknowns, const struct report_item *item,
                 const struct scope *scope)
{
    if (item->what != ITEM_CAMPAIGN) {
        return;
    }
    unknowns->campaigns++;
    for (int i = 0; i < UNKNOWN_COUNT; i++) {
        enum counter counter = words_missing(asked[i], item->total, &scope->options);
        if (counter != COUNTER_NONE && unknowns->missing[i]++ == 0) {
            unknowns->tells[i] = counter;
        }
    }
}

int unknown_words(const struct unknowns *unknowns, struct arena *arena,
                  const char *lines[UNKNOWN_COUNT], enum kpi kpis[UNKNOWN_COUNT])
{
    int count = 0;
    for (int i = 0; i < UNKNOWN_COUNT; i++) {
        if (unknowns->missing[i] == 0 || 2 * unknowns->missing[i] < unknowns->campaigns) {
            continue;
        }
        lines[count] =
            arena_printf(arena, _("%s n/a for %lld of %lld: import %s"), column_kpi_title(asked[i]),
                         (long long)unknowns->missing[i], (long long)unknowns->campaigns,
                         words_unlock(unknowns->tells[i]));
        if (!lines[count]) {
            return -1;
        }
        if (kpis) {
            kpis[count] = asked[i];
        }
        count++;
    }
    return count;
}
