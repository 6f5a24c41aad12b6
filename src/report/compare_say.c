/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said beside the sentence: guardrails, pairs of several arms, the checks.
 */
#include <math.h>
#include <stdio.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/compare_private.h"
#include "text/format.h"

static bool keep(struct compare_builder *builder, struct strbuf *text, const char **kept)
{
    *kept = text->failed ? NULL : arena_strdup(builder->arena, strbuf_text(text));
    strbuf_free(text);
    return *kept || err_memory(builder->err);
}

/* --- guardrails --------------------------------------------------------------------------------
 */

static const struct compare_kpi *kpi_of(const struct compare *compare, enum kpi kpi)
{
    const struct compare_kpi *found = &compare->kpis[0];
    for (size_t i = 0; i < compare->kpi_count; i++) {
        if (compare->kpis[i].kpi == kpi && compare->kpis[i].role == COMPARE_GUARDRAIL) {
            found = &compare->kpis[i];
        }
    }
    return found;
}

bool compare_say_guardrail(struct compare_builder *builder, struct compare_guardrail *guardrail)
{
    struct strbuf text = STRBUF_INIT;
    const char *name = builder->compare->arms[guardrail->b].shown;
    const char *what = guardrail->kpi == KPI_BLOCK_RATE     ? _("Blocks")
                       : guardrail->kpi == KPI_FAILURE_RATE ? _("Failures")
                                                            : _("Opt-outs");
    char limit[FORMAT_SIZE], upper[WORDS_SIZE];
    struct compare_wrong wrong;
    format_percent(guardrail->margin, false, limit);
    compare_point_words(fmax(guardrail->upper, 0), upper);
    if (guardrail->state == COMPARE_HARM) {
        strbuf_printf(&text,
                      guardrail->kpi == KPI_BLOCK_RATE ? _("Stop: %s makes more people block the "
                                                           "sender.")
                      : guardrail->kpi == KPI_FAILURE_RATE
                          ? _("Stop: more messages fail with %s.")
                          : _("Stop: %s makes more people opt out."),
                      name);
    } else if (guardrail->state == COMPARE_SAFE) {
        strbuf_printf(&text, _("%s: %s adds at most %s (limit %s): fine."), what, name, upper,
                      limit);
    } else if (guardrail->has_upper) {
        strbuf_printf(&text, _("%s not known yet: %s might add up to %s (limit %s)."), what, name,
                      upper, limit);
        if (guardrail->needed > 0) {
            char needed[FORMAT_SIZE];
            strbuf_printf(&text, _(" About %s per arm would tell."),
                          format_count((int64_t)guardrail->needed, needed));
        }
    } else if (compare_find_wrong(builder, kpi_of(builder->compare, guardrail->kpi), &wrong)) {
        strbuf_printf(&text, _("%s not known. "), what);
        if (!compare_put_wrong(&text, builder, &wrong)) {
            strbuf_free(&text);
            return false;
        }
    } else {
        strbuf_printf(&text, _("%s not known for both."), what);
    }
    return keep(builder, &text, &guardrail->text);
}

/* --- pairs -------------------------------------------------------------------------------------
 */

enum compare_state compare_pair_state(const struct compare *compare,
                                      const struct compare_pair *pair)
{
    if (pair->status == STATS_DATA_ERROR) {
        return COMPARE_DATA_ERROR;
    }
    if (compare->state == COMPARE_NOT_A_TEST || compare->state == COMPARE_BROKEN_SPLIT) {
        return compare->state;
    }
    if (compare->state == COMPARE_TOO_EARLY && pair->looks == 0) {
        return COMPARE_TOO_EARLY;
    }
    if (pair->status != STATS_OK) {
        return COMPARE_NO_DATA;
    }
    if (pair->called) {
        return pair->b_better ? COMPARE_WINNER : COMPARE_LOSER;
    }
    double expected = stats_count_expected(pair->last.a, pair->last.b);
    if (compare->arm_count == 2 &&
        (compare->state == COMPARE_EQUAL || compare->state == COMPARE_NO_DIFFERENCE)) {
        return compare->state;
    }
    if (compare->mode == COMPARE_PLANNED && pair->over) {
        return COMPARE_NO_DIFFERENCE;
    }
    if (expected < STATS_COUNT_ENOUGH) {
        return COMPARE_TOO_FEW;
    }
    return compare->state == COMPARE_NO_DIFFERENCE || compare->ended ? COMPARE_NO_DIFFERENCE
                                                                     : COMPARE_TOO_EARLY;
}

static const char *pair_words(struct compare_builder *builder, const struct compare_pair *pair)
{
    const char *b = builder->compare->arms[pair->b].shown;
    switch (pair->state) {
    case COMPARE_WINNER:
        return arena_printf(builder->arena, _("%s wins"), b);
    case COMPARE_LOSER:
        return arena_printf(builder->arena, _("%s is worse"), b);
    case COMPARE_EQUAL:
        return _("practically the same");
    case COMPARE_TOO_EARLY:
        return _("too early to say");
    case COMPARE_NO_DIFFERENCE:
        return _("no difference found");
    case COMPARE_TOO_FEW:
        return _("too few to judge");
    case COMPARE_DATA_ERROR:
        return _("the counts cannot be true");
    case COMPARE_BROKEN_SPLIT:
        return _("do not trust it");
    case COMPARE_NOT_A_TEST:
        return _("observed, not a test");
    case COMPARE_NO_DATA:
    case COMPARE_STATE_COUNT:
    case COMPARE_NONE:
        break;
    }
    return _("not known");
}

bool compare_say_pairs(struct compare_builder *builder)
{
    struct compare *compare = builder->compare;
    struct compare_kpi *goal = &compare->kpis[0];
    for (size_t i = 0; i < goal->pair_count; i++) {
        struct compare_pair *pair = &goal->pairs[i];
        pair->state = compare_pair_state(compare, pair);
        pair->text = pair_words(builder, pair);
        if (!pair->text) {
            return err_memory(builder->err);
        }
    }
    return true;
}

/* --- delivery ----------------------------------------------------------------------------------
 */

/* That fewer of one arm's messages arrive is no fault of the split but what the template, and who
 * it was sent to, led to: it is told as a finding. */
bool compare_say_delivery(struct compare_builder *builder)
{
    const struct compare *compare = builder->compare;
    bool test = compare->state != COMPARE_NOT_A_TEST && compare->state != COMPARE_DATA_ERROR &&
                compare->state != COMPARE_BROKEN_SPLIT;
    for (size_t i = 1; test && i < compare->kpi_count; i++) {
        const struct compare_kpi *kpi = &compare->kpis[i];
        for (size_t k = 0; kpi->kpi == KPI_DELIVERY_RATE && k < kpi->pair_count; k++) {
            const struct compare_pair *pair = &kpi->pairs[k];
            size_t less = pair->b_better ? pair->a : pair->b, more = pair->a + pair->b - less;
            char few[FORMAT_SIZE], many[FORMAT_SIZE];
            if (pair->called) {
                return compare_note(
                    builder,
                    arena_printf(builder->arena,
                                 _("%s was delivered less often than %s (%s against %s): a result "
                                   "of the template, not of the split."),
                                 compare->arms[less].shown, compare->arms[more].shown,
                                 format_percent(kpi->arms[less].value, true, few),
                                 format_percent(kpi->arms[more].value, true, many)));
            }
        }
    }
    return true;
}

/* --- checks ------------------------------------------------------------------------------------
 */

static void put_split(struct strbuf *text, const struct compare *compare)
{
    double all = 0;
    for (size_t i = 0; i < compare->arm_count; i++) {
        all += (double)compare->arms[i].sent;
    }
    strbuf_puts(text, _("split"));
    for (size_t i = 0; i < compare->arm_count; i++) {
        strbuf_printf(text, "%s %.1f", i ? " :" : "", 100 * (double)compare->arms[i].sent / all);
    }
    bool planned = compare_plan_weighs(compare);
    bool after = compare_split_said_after(compare);
    strbuf_printf(text, " %s%s", compare->srm_ok ? _("fine") : _("broken"),
                  after     ? _(" (as was said afterwards)")
                  : planned ? _(" (as planned)")
                            : _(" (equal split assumed)"));
    if (planned && !compare->srm_ok) {
        strbuf_puts(text, after ? _(", another was said") : _(", another was planned"));
    }
}

/* "planned: 37 % of 12 000 sent", "planned until 14 Oct". */
static void put_plan(struct strbuf *text, const struct compare_builder *builder)
{
    const struct compare *compare = builder->compare;
    char words[WORDS_SIZE], share[FORMAT_SIZE], all[FORMAT_SIZE];
    if (compare->plan->has_until) {
        strbuf_printf(text, _("planned until %s"),
                      words_day(compare->plan->until, builder->scope->today, words));
        return;
    }
    double sent = 0;
    for (size_t i = 0; i < compare->arm_count; i++) {
        sent += (double)compare->arms[i].sent;
    }
    strbuf_printf(text, _("planned: %s of %s sent"),
                  format_percent(fmin(sent / compare->plan->recipients, 1), true, share),
                  format_count((int64_t)compare->plan->recipients, all));
}

/* When it was said that people were assigned at random, where that was afterwards. */
static void put_assigned(struct strbuf *text, const struct compare_builder *builder)
{
    const struct compare *compare = builder->compare;
    char day[WORDS_SIZE];
    if (compare->planned && compare->plan && compare->plan->randomized == COMPARE_RANDOM &&
        planned_afterwards(compare->planned, compare->first_day)) {
        strbuf_printf(text,
                      compare_plan_weighs(compare)
                          ? _(" · assigned at random, as was said afterwards (%s)")
                          : _(" · random halves, as was said afterwards (%s)"),
                      words_day(compare->planned->made_day, builder->scope->today, day));
    }
}

static void put_mode(struct strbuf *text, const struct compare_builder *builder)
{
    const struct compare *compare = builder->compare;
    switch (compare->mode) {
    case COMPARE_PLANNED:
        put_plan(text, builder);
        break;
    case COMPARE_OPEN:
        strbuf_printf(text,
                      NG_("%zu day, no plan: you may look every day",
                          "%zu days, no plan: you may look every day", compare->days),
                      compare->days);
        break;
    case COMPARE_ONE_LOOK:
        strbuf_puts(text, _("all sent on one day: one look"));
        break;
    case COMPARE_NOT_TESTED:
        strbuf_puts(text, _("not a test"));
        break;
    }
}

bool compare_say_checks(struct compare_builder *builder)
{
    struct compare *compare = builder->compare;
    struct strbuf text = STRBUF_INIT;
    put_mode(&text, builder);
    put_assigned(&text, builder);
    if (compare->has_srm) {
        strbuf_puts(&text, " · ");
        put_split(&text, compare);
    }
    if (!builder->not_test && compare->arm_count > 1 && compare->days > 1) {
        char shift[WORDS_SIZE];
        strbuf_puts(&text, " · ");
        if (compare->by_day) {
            strbuf_printf(&text, _("the split moved by %s between days: compared within days"),
                          compare_point_words(compare->max_share_shift, shift));
        } else {
            strbuf_puts(&text, _("same days"));
        }
    }
    if (compare->counted) {
        strbuf_printf(&text, " · %s", compare->counted);
    }
    strbuf_printf(&text, " · %s", words_base(compare->base));
    return keep(builder, &text, &compare->checks);
}
