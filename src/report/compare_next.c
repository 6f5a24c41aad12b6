/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is to come: how long still, what such a test can see, and what the difference is worth.
 */
#include <math.h>

#include "base/i18n.h"
#include "report/compare_private.h"
#include "text/format.h"

static bool say(struct compare_builder *builder, const char *text)
{
    struct compare *compare = builder->compare;
    if (!text) {
        return err_memory(builder->err);
    }
    if (compare->next_count < COMPARE_NEXT_MAX) {
        compare->next[compare->next_count++] = text;
    }
    return true;
}

static bool is_test(const struct compare *compare)
{
    return compare->state != COMPARE_NOT_A_TEST && compare->state != COMPARE_DATA_ERROR &&
           compare->state != COMPARE_BROKEN_SPLIT && compare->state != COMPARE_NO_DATA;
}

/* There is one that is best: called, or ahead so far. */
static bool judged(const struct compare *compare)
{
    return (compare->state == COMPARE_WINNER && compare->winner >= 0) ||
           compare->state == COMPARE_TOO_EARLY;
}

/* What all would have brought with the best beside what they did, as it was observed. */
static bool say_worth(struct compare_builder *builder)
{
    const struct compare *compare = builder->compare;
    const struct compare_kpi *money = &compare->kpis[compare->kpi_count - 1];
    if (!money->money || !money->pair_count || !judged(compare)) {
        return true;
    }
    const struct compare_pair *pair = compare_pair_of(money, compare->leader, compare->second);
    const struct compare_arm *other = &compare->arms[compare->second];
    if (!pair || !pair->has_difference || !other->has_sent) {
        return true;
    }
    double sign = pair->b == compare->leader ? 1 : -1, people = (double)other->sent;
    double low = sign > 0 ? pair->low : -pair->high, high = sign > 0 ? pair->high : -pair->low;
    struct currency currency = money->arms[0].currency;
    char count[FORMAT_SIZE], amount[FORMAT_SIZE], least[FORMAT_SIZE], most[FORMAT_SIZE];
    format_count(other->sent, count);
    double worth = sign * pair->difference * people;
    if (words_micros(fabs(worth)) == 0 && !pair->has_interval) {
        return true;
    }
    format_money(words_micros(fabs(worth)), currency, amount);
    const char *more = worth < 0 ? _("less") : _("more");
    if (pair->has_interval) {
        format_money(words_micros(low * people), currency, least);
        format_money(words_micros(high * people), currency, most);
        return say(builder,
                   arena_printf(builder->arena,
                                _("Worth: with %s the %s of %s would have brought %s %s, very "
                                  "likely between %s and %s."),
                                compare->arms[compare->leader].shown, count, other->shown, amount,
                                more, least, most));
    }
    return say(builder, arena_printf(builder->arena,
                                     _("Worth: with %s the %s of %s would have brought %s %s, if "
                                       "the revenue seen so far holds; chance is not told apart."),
                                     compare->arms[compare->leader].shown, count, other->shown,
                                     amount, more));
}

bool compare_say_next(struct compare_builder *builder)
{
    const struct compare *compare = builder->compare;
    char lift[FORMAT_SIZE], base[FORMAT_SIZE];
    if (!is_test(compare)) {
        return true;
    }
    bool early = compare->state == COMPARE_TOO_EARLY || compare->state == COMPARE_TOO_FEW;
    if (early && compare->days_to_go > 0 &&
        !say(builder, arena_printf(builder->arena,
                                   NG_("To go: about %lld day at this pace.",
                                       "To go: about %lld days at this pace.", compare->days_to_go),
                                   (long long)compare->days_to_go))) {
        return false;
    }
    if (compare->has_mde &&
        !say(builder,
             arena_printf(builder->arena,
                          _("Sees: a test of this size tells a lift of +%s or more on %s, in 4 of "
                            "5 cases."),
                          format_percent(compare->mde, true, lift),
                          format_percent(compare->kpis[0].arms[0].value, true, base)))) {
        return false;
    }
    return say_worth(builder);
}
