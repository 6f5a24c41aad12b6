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
    int64_t clicks;
    bool people = words_missing(KPI_CTR, item->total, &scope->options) != COUNTER_CLICKERS;
    unknowns->campaigns++;
    unknowns->clicks_only += !people && total_get(item->total, COUNTER_CLICKS, &clicks);
    for (int i = 0; i < UNKNOWN_COUNT; i++) {
        enum counter counter = words_missing(asked[i], item->total, &scope->options);
        if (counter != COUNTER_NONE) {
            unknowns->missing[i][counter]++;
        }
    }
}

/* How many campaigns do not know a KPI, and what most of them want for; of equals the first of
 * counter.def, so that it does not matter in which order campaigns came. */
static int64_t missing_of(const struct unknowns *unknowns, int which, enum counter *tells)
{
    int64_t sum = 0, most = 0;
    for (int id = 0; id < COUNTER_COUNT; id++) {
        int64_t count = unknowns->missing[which][id];
        sum += count;
        if (count > most) {
            most = count;
            *tells = (enum counter)id;
        }
    }
    return sum;
}

int unknown_words(const struct unknowns *unknowns, struct arena *arena,
                  const char *lines[UNKNOWN_COUNT], enum kpi kpis[UNKNOWN_COUNT])
{
    int count = 0;
    for (int i = 0; i < UNKNOWN_COUNT; i++) {
        enum counter tells = COUNTER_NONE;
        int64_t missing = missing_of(unknowns, i, &tells);
        if (missing == 0 || 2 * missing < unknowns->campaigns) {
            continue;
        }
        lines[count] = arena_printf(arena, _("%s n/a for %lld of %lld: import %s%s"),
                                    column_kpi_title(asked[i]), (long long)missing,
                                    (long long)unknowns->campaigns, words_unlock(tells),
                                    tells == COUNTER_CLICKERS && unknowns->clicks_only > 0
                                        ? _(" (clicks are there, but not how many people clicked)")
                                        : "");
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
