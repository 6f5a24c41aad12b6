/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sentences that come before any winner: why there is no verdict to be had.
 */
#include "base/i18n.h"
#include "report/compare_private.h"
#include "text/format.h"

/* Files that are named where counts cannot be true. */
#define FILES_NAMED 3

/* " in a.csv", where files say it by the day. */
static bool put_files(struct strbuf *text, const struct compare_builder *builder,
                      const struct compare_wrong *wrong)
{
    const struct compare *compare = builder->compare;
    const char *const *files;
    size_t count;
    if (wrong->day == DAY_NONE) {
        return true;
    }
    if (!query_arm_files(builder->store, builder->arena, builder->numbers[wrong->arm], compare->by,
                         compare->campaigns ? NULL : compare->arms[wrong->arm].name, wrong->day,
                         &files, &count, builder->err)) {
        return false;
    }
    for (size_t i = 0; i < count && i < FILES_NAMED; i++) {
        strbuf_printf(text, i ? ", %s" : _(" in %s"), files[i]);
    }
    return true;
}

bool compare_put_wrong(struct strbuf *text, const struct compare_builder *builder,
                       const struct compare_wrong *wrong)
{
    const char *what = compare_noun(kpi_info(wrong->kpi->kpi)->numerator);
    char x[FORMAT_SIZE], n[FORMAT_SIZE], day[WORDS_SIZE];
    strbuf_printf(text, _("More %s (%s) than %s (%s) for %s"), what,
                  format_count((int64_t)wrong->count.x, x), compare_noun(wrong->kpi->denominator),
                  format_count((int64_t)wrong->count.n, n),
                  builder->compare->arms[wrong->arm].shown);
    if (wrong->day != DAY_NONE) {
        strbuf_printf(text, _(" on %s"), words_day(wrong->day, builder->scope->today, day));
    }
    if (!put_files(text, builder, wrong)) {
        return false;
    }
    strbuf_printf(text, _(": this column counts %s, not people."), what);
    return true;
}

void compare_put_observed(struct strbuf *text, const struct compare_builder *builder, size_t leader,
                          size_t second)
{
    const struct compare *compare = builder->compare;
    const struct compare_rate *first = &compare->kpis[0].arms[leader];
    const struct compare_rate *next = &compare->kpis[0].arms[second];
    strbuf_printf(text,
                  _("Observed difference, not a test: these %s went to different people or "
                    "days"),
                  compare_arms_word(compare));
    strbuf_printf(text, builder->not_test[0] ? " (%s)." : "%s.", builder->not_test);
    if (first->has_value && next->has_value) {
        strbuf_printf(text, " %s: ", compare->arms[leader].shown);
        compare_put_rates(text, compare, first->count, next->count, compare->arms[second].shown);
    }
}

void compare_put_split(struct strbuf *text, const struct compare *compare)
{
    char count[FORMAT_SIZE];
    bool planned = compare_plan_weighs(compare);
    strbuf_puts(text, _("Do not trust this test. "));
    if (planned) {
        strbuf_puts(text, _("You planned "));
        for (size_t i = 0; i < compare->arm_count; i++) {
            strbuf_printf(text, "%s%.3g", i ? "/" : "", 100 * compare->arms[i].weight);
        }
        strbuf_puts(text, _(", but "));
    }
    for (size_t i = 0; i < compare->arm_count; i++) {
        strbuf_printf(text,
                      i == 0                       ? _("%s got %s")
                      : i + 1 < compare->arm_count ? ", %s %s"
                                                   : _(" and %s %s"),
                      compare->arms[i].shown, format_count(compare->arms[i].sent, count));
    }
    strbuf_puts(text, planned ? _(". That happens by chance less than once in 1 000.")
                              : _(". From an equal split that happens by chance less than once in "
                                  "1 000."));
    strbuf_puts(text, _(" Look for a filter, a retry or a failed batch."));
    if (!planned) {
        strbuf_puts(text, _(" If another split was meant, declare it (P, or campane plan)."));
    }
}

void compare_put_no_data(struct strbuf *text, const struct compare *compare)
{
    int slot = kpi_slot_of(compare->goal, compare->base);
    if (compare->arm_count == 0) {
        strbuf_puts(text, _("Nothing to compare: this campaign has no variants, templates or "
                            "segments in the period."));
        return;
    }
    if (compare->arm_count == 1) {
        strbuf_printf(text, _("Nothing to compare %s with: it is the only one."),
                      compare->arms[0].shown);
        return;
    }
    for (size_t i = 0; i < compare->arm_count; i++) {
        const struct compare_arm *arm = &compare->arms[i];
        if (!arm->has_sent || arm->sent == 0) {
            strbuf_printf(text, _("No sends of %s yet."), arm->shown);
            return;
        }
    }
    for (size_t i = 0; i < compare->arm_count; i++) {
        const struct total *total = compare->arms[i].total;
        if (total->slot[slot].tallies == 0) {
            struct kpi_options options = KPI_OPTIONS_INIT;
            options.base = compare->base;
            enum counter missing = words_missing(compare->goal, total, &options);
            missing = missing == COUNTER_NONE ? kpi_info(compare->goal)->numerator : missing;
            strbuf_printf(text, _("The %s of %s are not known: import %s."), compare_noun(missing),
                          compare->arms[i].shown, words_unlock_of(missing, total));
            return;
        }
    }
    strbuf_printf(text, _("Nobody could have done it yet: no %s."),
                  compare_noun(kpi_denominator(compare->goal, compare->base)));
}
