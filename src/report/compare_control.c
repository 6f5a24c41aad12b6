/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "Beats the control": k - 1 comparisons instead of all pairs, for who wants to know whether to
 * leave what is done now, not which is the best.
 */
#include "base/i18n.h"
#include "report/compare_private.h"

/* Whether it can be told at all. */
static bool is_test(const struct compare *compare)
{
    return compare->state != COMPARE_NOT_A_TEST && compare->state != COMPARE_DATA_ERROR &&
           compare->state != COMPARE_BROKEN_SPLIT && compare->state != COMPARE_NO_DATA;
}

static void guard(const struct compare_builder *builder, struct compare_rival *rival)
{
    const struct compare *compare = builder->compare;
    rival->guard = COMPARE_SAFE;
    rival->harmed = KPI_NONE;
    for (size_t i = 0; i < compare->kpi_count; i++) {
        const struct compare_kpi *kpi = &compare->kpis[i];
        if (kpi->role != COMPARE_GUARDRAIL) {
            continue;
        }
        struct compare_guardrail one = {.kpi = kpi->kpi, .a = 0, .b = rival->pair.b};
        compare_judge_guardrail(builder, kpi, &one);
        rival->guard = one.state > rival->guard ? one.state : rival->guard;
        if (one.state == COMPARE_HARM && rival->harmed == KPI_NONE) {
            rival->harmed = kpi->kpi;
        }
    }
}

bool compare_against_control(struct compare_builder *builder)
{
    struct compare *compare = builder->compare;
    const struct compare_kpi *goal = &compare->kpis[0];
    struct compare_pair pairs[COMPARE_ARMS_MAX];
    if (!builder->request->arms || compare->arm_count < 3 || !is_test(compare)) {
        return true;
    }
    size_t count = compare->arm_count - 1;
    for (size_t i = 0; i < count; i++) {
        pairs[i] = (struct compare_pair){.a = 0, .b = i + 1};
        if (!compare_fill_pair(builder, goal, &pairs[i], (double)count)) {
            return false;
        }
    }
    if (!compare_adjust(builder, pairs, count)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        struct compare_rival *rival = &compare->rivals[i];
        rival->pair = pairs[i];
        rival->pair.state = compare_pair_state(compare, &pairs[i]);
        rival->decided_on = pairs[i].called ? builder->days[pairs[i].called_day] : DAY_NONE;
        guard(builder, rival);
        rival->pair.text = rival->pair.state == COMPARE_WINNER && rival->guard == COMPARE_HARM
                               ? _("beats it, but does harm")
                           : rival->pair.state == COMPARE_WINNER  ? _("beats it")
                           : rival->pair.state == COMPARE_LOSER   ? _("is worse")
                           : rival->pair.state == COMPARE_TOO_FEW ? _("too few to judge")
                                                                  : _("not told apart");
    }
    compare->rival_count = count;
    return true;
}

/* "; better B, C (but more people opt out)", where there are some. */
static void put_some(struct strbuf *text, const struct compare *compare, const char *words,
                     enum compare_state state, size_t *put)
{
    size_t named = 0;
    for (size_t i = 0; i < compare->rival_count; i++) {
        const struct compare_rival *rival = &compare->rivals[i];
        bool called = rival->pair.state == COMPARE_WINNER || rival->pair.state == COMPARE_LOSER;
        if (called ? rival->pair.state != state : state != COMPARE_NONE) {
            continue;
        }
        if (named == 0) {
            strbuf_printf(text, "%s %s", (*put)++ ? ";" : "", words);
        }
        strbuf_printf(text, "%s %s", named++ ? "," : "", compare->arms[rival->pair.b].shown);
        if (rival->pair.state == COMPARE_WINNER && rival->guard == COMPARE_HARM) {
            strbuf_puts(text, rival->harmed == KPI_BLOCK_RATE ? _(" (but more people block)")
                              : rival->harmed == KPI_FAILURE_RATE
                                  ? _(" (but more messages fail)")
                                  : _(" (but more people opt out)"));
        }
    }
}

void compare_put_control(struct strbuf *text, const struct compare *compare)
{
    size_t put = 0;
    if (!compare->rival_count || compare->winner == 0) {
        return; /* the best of all is better than each */
    }
    strbuf_printf(text, _(" Against %s, the first:"), compare->arms[0].shown);
    put_some(text, compare, _("better"), COMPARE_WINNER, &put);
    put_some(text, compare, _("worse"), COMPARE_LOSER, &put);
    put_some(text, compare, _("not told apart"), COMPARE_NONE, &put);
    strbuf_puts(text, ".");
}
