/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The statistics by their names, for those who ask.
 */
#include <math.h>
#include <stdio.h>

#include "base/i18n.h"
#include "report/compare_private.h"
#include "stats/omnibus.h"
#include "stats/sequence.h"
#include "text/format.h"

enum { ROWS_MAX = 20 };

struct rows {
    struct arena *arena;
    struct {
        const char *what, *figure;
    } row[ROWS_MAX];
    size_t count;
    bool failed;
};

static void put(struct rows *rows, const char *what, const char *figure)
{
    if (!what || !figure) {
        rows->failed = true;
    } else if (rows->count < ROWS_MAX) {
        rows->row[rows->count].what = what;
        rows->row[rows->count++].figure = figure;
    }
}

static void put_number(struct rows *rows, const char *what, double value)
{
    char words[FORMAT_SIZE];
    put(rows, what, arena_strdup(rows->arena, format_number(value, words)));
}

/* Never 0 and never 1. */
static void put_chance(struct rows *rows, const char *what, double chance)
{
    char words[FORMAT_SIZE];
    put(rows, what,
        chance > 0.999   ? ">99.9 %"
        : chance < 0.001 ? "<0.1 %"
                         : arena_strdup(rows->arena, format_percent(chance, true, words)));
}

static void put_p(struct rows *rows, const char *what, double p)
{
    put(rows, what,
        p < 1e-4 ? arena_printf(rows->arena, "%.1e", p) : arena_printf(rows->arena, "%.4f", p));
}

static const char *method(const struct compare *compare, const struct compare_pair *pair)
{
    return pair->fisher                        ? _("Fisher's exact test, one look")
           : compare->mode == COMPARE_PLANNED  ? _("Lan-DeMets boundary, O'Brien-Fleming type, one "
                                                    "look a day")
           : compare->mode == COMPARE_OPEN     ? _("asymptotic confidence sequence, always valid")
           : compare->mode == COMPARE_ONE_LOOK ? _("two-sided z test, one look")
                                               : _("none: an observed difference");
}

static void put_test(struct rows *rows, const struct compare *compare,
                     const struct compare_pair *pair)
{
    put(rows, _("Method"), method(compare, pair));
    if (!pair->has_test) {
        return;
    }
    put(rows, _("Statistic"),
        pair->by_day ? _("z by Mantel-Haenszel, within days") : _("pooled z"));
    put_number(rows, _("z, latest look"), pair->z);
    put_number(rows, _("Critical value"), pair->critical);
    put_p(rows, _("p"), pair->p);
    if (compare->kpis[0].pair_count > 1) {
        put_p(rows,
              compare->mode == COMPARE_ONE_LOOK ? _("p, Holm over all pairs")
                                                : _("p, Bonferroni over all pairs"),
              pair->p_adjusted);
    }
    if (compare->mode == COMPARE_OPEN) {
        char people[FORMAT_SIZE];
        put(rows, _("Tightest at (N*)"),
            arena_printf(rows->arena, _("%s recipients"),
                         format_count((int64_t)compare->tightest, people)));
    }
    put(rows, _("Looks"), arena_printf(rows->arena, "%zu", pair->looks));
    if (pair->called) {
        char z[FORMAT_SIZE], critical[FORMAT_SIZE];
        put(rows, _("At the call"),
            arena_printf(rows->arena, _("day %zu: z %s, critical value %s"), pair->called_day + 1,
                         format_number(pair->call.z, z),
                         format_number(pair->call.critical, critical)));
    }
}

static void put_intervals(struct rows *rows, const struct compare_kpi *goal,
                          const struct compare_pair *pair)
{
    char low[64], high[64];
    if (pair->has_interval) {
        put(rows, pair->by_day ? _("Interval within days") : _("Mee score interval"),
            arena_printf(rows->arena, _("%s to %s"),
                         compare_change_words(goal, true, pair->low, low),
                         compare_change_words(goal, true, pair->high, high)));
    }
    if (pair->has_lift_low && pair->has_lift_high) {
        char from[WORDS_SIZE], to[WORDS_SIZE];
        put(rows, _("Koopman interval of the lift"),
            arena_printf(rows->arena, _("%s to %s"), compare_lift_words(pair->lift_low, from),
                         compare_lift_words(pair->lift_high, to)));
    }
    if (pair->has_chance) {
        char loss[FORMAT_SIZE];
        put_chance(rows, _("Chance that it is better"), pair->chance_b_better);
        put(rows, _("Expected loss of choosing it"),
            arena_strdup(rows->arena, format_points(pair->expected_loss, false, loss)));
    }
}

static void put_money(struct rows *rows, const struct compare *compare, size_t index)
{
    const struct compare_kpi *money = &compare->kpis[compare->kpi_count - 1];
    const struct compare_pair *pair = money->money ? &money->pairs[index] : NULL;
    char change[64], low[64], high[64], z[FORMAT_SIZE], critical[FORMAT_SIZE];
    if (!pair || !pair->has_difference) {
        return;
    }
    compare_change_words(money, true, pair->difference, change);
    if (!pair->has_interval) {
        put(rows, _("Revenue per recipient"),
            arena_printf(rows->arena, _("%s, no test: %s"), change,
                         money->note ? money->note : ""));
        return;
    }
    put(rows, _("Revenue per recipient"),
        arena_printf(rows->arena, _("%s, from %s to %s"), change,
                     compare_change_words(money, true, pair->low, low),
                     compare_change_words(money, true, pair->high, high)));
    if (pair->has_test) {
        put(rows, _("Welch's t"),
            arena_printf(rows->arena, _("%s, critical value %s, p %.2g"), format_number(pair->z, z),
                         format_number(pair->critical, critical), pair->p));
    }
    if (money->note) {
        put(rows, "", money->note);
    }
}

static void put_split(struct rows *rows, const struct compare *compare)
{
    char shift[FORMAT_SIZE];
    if (compare->has_srm) {
        put(rows, _("Split, chi-square"),
            arena_printf(rows->arena, "%.3g (df %zu), p %.2g", compare->srm_chi2, compare->srm_df,
                         compare->srm_p));
    }
    put(rows, _("Largest shift of the split"),
        arena_strdup(rows->arena, format_points(compare->max_share_shift, false, shift)));
}

/* As a fact: which of several differs is what the pairs say. */
static void put_omnibus(struct rows *rows, const struct compare *compare)
{
    struct stats_count arms[COMPARE_ARMS_MAX];
    struct stats_omnibus all;
    for (size_t i = 0; i < compare->arm_count; i++) {
        arms[i] = compare->kpis[0].arms[i].count;
    }
    if (compare->arm_count > 2 && stats_omnibus(arms, compare->arm_count, &all) == STATS_OK) {
        put(rows, _("All arms, chi-square"),
            arena_printf(rows->arena, "%.3g (df %zu), p %.2g", all.chi2, all.df, all.p));
    }
}

/* Whether to leave what comes first. */
static void put_rivals(struct rows *rows, const struct compare *compare)
{
    for (size_t i = 0; i < compare->rival_count; i++) {
        const struct compare_pair *pair = &compare->rivals[i].pair;
        char low[64], high[64], z[FORMAT_SIZE], critical[FORMAT_SIZE];
        put(rows,
            arena_printf(rows->arena, _("%s against the first"), compare->arms[pair->b].shown),
            arena_printf(
                rows->arena, _("%s to %s, z %s, critical value %s: %s"),
                compare_change_words(&compare->kpis[0], pair->has_interval, pair->low, low),
                compare_change_words(&compare->kpis[0], pair->has_interval, pair->high, high),
                format_number(pair->z, z), format_number(pair->critical, critical), pair->text));
    }
}

static void put_guardrails(struct rows *rows, const struct compare *compare)
{
    for (size_t i = 0; i < compare->guardrail_count; i++) {
        const struct compare_guardrail *guardrail = &compare->guardrails[i];
        char margin[FORMAT_SIZE], upper[FORMAT_SIZE];
        const char *name = i == 0 ? _("Non-inferiority, one-sided 0.05") : "";
        format_points(guardrail->margin, false, margin);
        put(rows, name,
            guardrail->has_upper
                ? arena_printf(rows->arena, _("%s: adds at most %s, margin %s"),
                               _(kpi_info(guardrail->kpi)->label),
                               format_points(guardrail->upper, false, upper), margin)
                : arena_printf(rows->arena, _("%s: not known, margin %s"),
                               _(kpi_info(guardrail->kpi)->label), margin));
    }
}

static struct table *make(struct rows *rows, const char *title)
{
    static const char *const ids[] = {"what", "figure"};
    const char *titles[] = {_("What"), _("Figure")};
    struct table_column *columns = ARENA_ARRAY(rows->arena, struct table_column, 2);
    if (rows->failed || !title || !columns) {
        return NULL;
    }
    for (size_t i = 0; i < 2; i++) {
        columns[i] = (struct table_column){.id = ids[i], .title = titles[i], .kind = CELL_TEXT};
    }
    struct table *table = table_new(rows->arena, title, columns, 2, rows->count);
    for (size_t row = 0; table && row < rows->count; row++) {
        *table_cell(table, row, 0) = cell_text(rows->row[row].what);
        *table_cell(table, row, 1) = cell_text(rows->row[row].figure);
    }
    return table;
}

struct table *compare_details(struct arena *arena, const struct compare *compare, size_t index)
{
    const struct compare_kpi *goal = &compare->kpis[0];
    const struct compare_pair *pair = &goal->pairs[index];
    struct rows rows = {.arena = arena};
    put_test(&rows, compare, pair);
    put_intervals(&rows, goal, pair);
    put_money(&rows, compare, index);
    return make(&rows, arena_printf(arena, _("%s against %s"), compare->arms[pair->b].shown,
                                    compare->arms[pair->a].shown));
}

struct table *compare_details_whole(struct arena *arena, const struct compare *compare)
{
    struct rows rows = {.arena = arena};
    put_omnibus(&rows, compare);
    put_rivals(&rows, compare);
    put_guardrails(&rows, compare);
    put_split(&rows, compare);
    return make(&rows, _("The whole test"));
}
