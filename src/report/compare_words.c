/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one sentence. Rates first, then the lift; points for differences, "%" for lifts; chances and
 * names of tests stand in the details only.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/compare_private.h"
#include "stats/koopman.h"
#include "text/format.h"

/* --- pieces ------------------------------------------------------------------------------------
 */

const char *compare_noun(enum counter id)
{
    static const char *const nouns[COUNTER_COUNT] = {
        [COUNTER_SENT] = N_("sends"),       [COUNTER_DELIVERED] = N_("deliveries"),
        [COUNTER_READ] = N_("reads"),       [COUNTER_CLICKERS] = N_("clicks"),
        [COUNTER_REPLIERS] = N_("replies"), [COUNTER_OPTOUTS] = N_("opt-outs"),
        [COUNTER_BLOCKS] = N_("blocks"),    [COUNTER_CONVERSIONS] = N_("conversions"),
        [COUNTER_LEADS] = N_("leads"),      [COUNTER_FAILED] = N_("failures"),
    };
    return _(nouns[id] ? nouns[id] : counter_info(id)->label);
}

/* "clicked", behind a share of people; NULL: the KPI's name has to do. */
static const char *verb(enum kpi id)
{
    static const char *const verbs[KPI_COUNT] = {
        [KPI_CTR] = N_("clicked"),           [KPI_ENGAGEMENT_RATE] = N_("replied"),
        [KPI_OPEN_RATE] = N_("read it"),     [KPI_CONVERSION_RATE] = N_("converted"),
        [KPI_OPTOUT_RATE] = N_("opted out"), [KPI_BLOCK_RATE] = N_("blocked the sender"),
        [KPI_DELIVERY_RATE] = N_("got it"),  [KPI_INTERACTION_RATE] = N_("clicked or replied"),
    };
    return verbs[id] ? _(verbs[id]) : NULL;
}

const char *compare_arms_word(const struct compare *compare)
{
    return compare->campaigns             ? _("campaigns")
           : compare->by == ATTR_SEGMENT  ? _("segments")
           : compare->by == ATTR_TEMPLATE ? _("templates")
           : compare->by == ATTR_LANGUAGE ? _("languages")
           : compare->by == ATTR_COUNTRY  ? _("countries")
           : compare->by == ATTR_CHANNEL  ? _("channels")
                                          : _("variants");
}

const char *compare_lift_words(double lift, char buffer[WORDS_SIZE])
{
    char words[FORMAT_SIZE];
    snprintf(buffer, WORDS_SIZE, "%s%s", lift > 0 ? "+" : "", format_percent(lift, true, words));
    return buffer;
}

const char *compare_point_words(double points, char buffer[WORDS_SIZE])
{
    char words[FORMAT_SIZE];
    snprintf(buffer, WORDS_SIZE, _("%s points"), format_percent(points, false, words));
    return buffer;
}

static const char *rate_words(double rate, char buffer[FORMAT_SIZE])
{
    return format_percent(rate, true, buffer);
}

/* "of 5 000 sent". */
static void put_people(struct strbuf *text, const struct compare_kpi *kpi, uint64_t n)
{
    char count[FORMAT_SIZE];
    format_count(n > INT64_MAX ? INT64_MAX : (int64_t)n, count);
    if (kpi->denominator == COUNTER_SENT) {
        strbuf_printf(text, _("of %s sent"), count);
    } else if (kpi->denominator == COUNTER_DELIVERED) {
        strbuf_printf(text, _("of %s delivered"), count);
    } else {
        strbuf_printf(text, _("of %s %s"), count, compare_noun(kpi->denominator));
    }
}

/* "23.0 % of 5 000 sent clicked against 20.0 % of 4 980 sent with A". */
void compare_put_rates(struct strbuf *text, const struct compare *compare, struct stats_count own,
                       struct stats_count other, const char *other_name)
{
    const struct compare_kpi *kpi = &compare->kpis[0];
    char mine[FORMAT_SIZE], theirs[FORMAT_SIZE];
    const char *did = verb(kpi->kpi);
    if (!did) {
        strbuf_printf(text, "%s: ", _(kpi_info(kpi->kpi)->label));
    }
    strbuf_printf(text, "%s ", rate_words(stats_count_rate(own), mine));
    put_people(text, kpi, own.n);
    strbuf_printf(text, did ? " %s " : "%s ", did ? did : "");
    strbuf_printf(text, _("against %s "), rate_words(stats_count_rate(other), theirs));
    put_people(text, kpi, other.n);
    strbuf_printf(text, _(" with %s."), other_name);
}

/* --- a call ------------------------------------------------------------------------------------
 */

/* How large the effect of `ours` against the other arm of the pair is, where the pair's latest
 * figures still say so. */
static void put_effect(struct strbuf *text, const struct compare *compare,
                       const struct compare_pair *pair, size_t ours)
{
    bool gain = kpi_info(compare->goal)->direction >= 0 && compare->state == COMPARE_WINNER;
    bool turned = pair->b != ours;
    const char *what = gain ? _("gain") : _("change");
    char low[WORDS_SIZE], high[WORDS_SIZE], from[FORMAT_SIZE], to[FORMAT_SIZE];
    struct stats_count own = turned ? pair->last.a : pair->last.b;
    struct stats_count other = turned ? pair->last.b : pair->last.a;
    struct stats_koopman ratio;
    if (fabs(pair->z) <= pair->critical) {
        strbuf_puts(text, pair->fisher
                              ? _(" How large the difference is so few people cannot tell.")
                              : _(" The gap has become smaller since: count on less."));
        return;
    }
    double least = turned ? -pair->high : pair->low, most = turned ? -pair->low : pair->high;
    if (pair->has_interval) {
        format_percent(least, false, from);
        format_percent(most, false, to);
        if (strcmp(from, to) == 0) {
            strbuf_printf(text, _(" The true %s is very likely about %s%s points"), what,
                          most > 0 ? "+" : "", to);
        } else {
            strbuf_printf(text, _(" The true %s is very likely between %s%s and %s%s points"), what,
                          least > 0 ? "+" : "", from, most > 0 ? "+" : "", to);
        }
        bool lift = !pair->by_day &&
                    stats_koopman(other, own, pair->critical, &ratio) == STATS_OK &&
                    ratio.has_ratio && ratio.has_high;
        if (lift) {
            strbuf_printf(text, gain ? _(" (a lift of %s to %s)") : _(" (a change of %s to %s)"),
                          compare_lift_words(ratio.low - 1, low),
                          compare_lift_words(ratio.high - 1, high));
        }
        strbuf_puts(text, ".");
    }
    if (other.x == 0) {
        strbuf_printf(text,
                      _(" %s had no %s: see that they are counted there; a lift cannot be "
                        "given."),
                      compare->arms[turned ? pair->b : pair->a].shown,
                      compare_noun(kpi_info(compare->goal)->numerator));
    }
}

static void put_call(struct strbuf *text, struct compare_builder *builder, size_t leader,
                     size_t second)
{
    const struct compare *compare = builder->compare;
    const struct compare_kpi *goal = &compare->kpis[0];
    bool lost = compare->state == COMPARE_LOSER;
    size_t ours = lost ? 1 : leader, other = lost ? 0 : second;
    const struct compare_pair *pair = compare_pair_of(goal, ours, other);
    bool turned = pair->b != ours;
    struct stats_count own = turned ? pair->last.a : pair->last.b;
    struct stats_count theirs = turned ? pair->last.b : pair->last.a;
    strbuf_printf(text, lost ? _("%s is worse. ") : _("%s wins. "), compare->arms[ours].shown);
    compare_put_rates(text, compare, own, theirs, compare->arms[other].shown);
    put_effect(text, compare, pair, ours);
    if (compare_split_said_after(compare)) {
        strbuf_puts(text, _(" The split was stated afterwards: this holds only if people were "
                            "assigned so."));
    }
    if (compare->mode == COMPARE_ONE_LOOK) {
        return;
    }
    char day[WORDS_SIZE];
    size_t number = 0;
    while (number < builder->day_count && builder->days[number] < compare->decided_on) {
        number++;
    }
    strbuf_printf(text, _(" Called on day %zu (%s); you may look every day."), number + 1,
                  words_day(compare->decided_on, builder->scope->today, day));
    if (!lost) {
        strbuf_puts(text, _(" Early winners look bigger than they are: plan with the low end."));
    }
}

/* --- no call -----------------------------------------------------------------------------------
 */

static void put_early(struct strbuf *text, struct compare_builder *builder, size_t leader,
                      size_t second)
{
    const struct compare *compare = builder->compare;
    const struct compare_kpi *goal = &compare->kpis[0];
    const struct compare_rate *first = &goal->arms[leader], *next = &goal->arms[second];
    char mine[FORMAT_SIZE], theirs[FORMAT_SIZE];
    strbuf_puts(text, _("Too early to say."));
    if (!first->has_value || !next->has_value) {
        bool fact = counter_info(kpi_info(goal->kpi)->numerator)->role == COUNTER_ROLE_FACT;
        strbuf_printf(text,
                      _(" Each day counts when it is %d days old, when most of what people do has "
                        "arrived; no day is yet."),
                      fact ? builder->scope->window_days : COMPARE_WINDOW_DAYS);
        return;
    }
    rate_words(first->value, mine);
    rate_words(next->value, theirs);
    if (strcmp(mine, theirs) == 0) {
        strbuf_printf(text, _(" %s and %s are level at %s."), compare->arms[leader].shown,
                      compare->arms[second].shown, mine);
    } else {
        strbuf_printf(text,
                      _(" %s is ahead (%s against %s with %s), but a gap this size often comes by "
                        "chance."),
                      compare->arms[leader].shown, mine, theirs, compare->arms[second].shown);
    }
    if (compare->days_to_go > 0) {
        strbuf_puts(text, " ");
        strbuf_printf(text,
                      NG_("About %lld more day at this pace.", "About %lld more days at this pace.",
                          compare->days_to_go),
                      (long long)compare->days_to_go);
    }
}

/* The arms that did worse than another; false: there is none. */
static bool put_beaten(struct strbuf *text, const struct compare *compare)
{
    const struct compare_kpi *goal = &compare->kpis[0];
    size_t named = 0;
    for (size_t arm = 0; arm < compare->arm_count; arm++) {
        bool beaten = false;
        for (size_t i = 0; i < goal->pair_count; i++) {
            const struct compare_pair *pair = &goal->pairs[i];
            beaten |= pair->called && (pair->b_better ? pair->a : pair->b) == arm;
        }
        if (beaten) {
            strbuf_printf(text, "%s%s", named++ ? ", " : _("No single winner: "),
                          compare->arms[arm].shown);
        }
    }
    if (named) {
        strbuf_puts(text, _(" did worse. No difference found between the others."));
    }
    return named > 0;
}

/* A lift of which so much is possible that nobody may call the arms alike. */
#define WIDE_LIFT 0.5

static void put_none(struct strbuf *text, const struct compare *compare, size_t leader,
                     size_t second)
{
    const struct compare_pair *pair = compare_pair_of(&compare->kpis[0], leader, second);
    char low[WORDS_SIZE], high[WORDS_SIZE];
    bool several = compare->arm_count > 2;
    bool beaten = several && put_beaten(text, compare);
    if (!beaten) {
        strbuf_puts(text, _("No difference found."));
    }
    if (several) {
        strbuf_printf(text, _(" Between %s and %s"), compare->arms[pair->b].shown,
                      compare->arms[pair->a].shown);
    }
    if (pair->has_lift_low && pair->has_lift_high) {
        strbuf_printf(text,
                      several ? _(" it is likely smaller than %s / %s, if there is one.")
                              : _(" If there is one, it is likely smaller than %s / %s."),
                      compare_lift_words(pair->lift_high, high),
                      compare_lift_words(pair->lift_low, low));
    } else if (pair->has_interval) {
        char from[FORMAT_SIZE];
        strbuf_printf(text,
                      several ? _(" it is likely smaller than +%s / %s, if there is one.")
                              : _(" If there is one, it is likely smaller than +%s / %s."),
                      format_percent(pair->high, false, from), compare_point_words(pair->low, low));
    }
    for (size_t i = 0; i < compare->rival_count; i++) {
        beaten |= compare->rivals[i].pair.state == COMPARE_WINNER;
    }
    bool wide = !pair->has_lift_low || !pair->has_lift_high || pair->lift_high > WIDE_LIFT ||
                pair->lift_low < -WIDE_LIFT;
    if (pair->has_interval && pair->has_lift_low && wide) {
        strbuf_puts(text, _(" Too few people to call them alike."));
    } else if (!beaten) {
        strbuf_puts(text, _(" Keep the one you like."));
    }
}

static void put_few(struct strbuf *text, const struct compare *compare)
{
    const struct compare_kpi *goal = &compare->kpis[0];
    uint64_t did = 0, all = 0;
    char count[FORMAT_SIZE];
    for (size_t i = 0; i < compare->arm_count; i++) {
        did += goal->arms[i].count.x;
        all += goal->arms[i].count.n;
    }
    bool mostly = did > all / 2; /* then those who did not are what is rare */
    enum counter what = mostly ? goal->denominator : kpi_info(goal->kpi)->numerator;
    if (did == 0) {
        strbuf_printf(text, _("No %s so far: too few to judge."), compare_noun(what));
        return;
    }
    strbuf_printf(text, _("Only %s %s so far: too few to judge."),
                  format_count((int64_t)(mostly ? all : did), count), compare_noun(what));
}

static void put_equal(struct strbuf *text, const struct compare *compare)
{
    char within[WORDS_SIZE];
    strbuf_printf(text, _("Practically the same: the difference is surely within %s."),
                  compare_point_words(compare->same_within, within));
}

/* --- the sentence ------------------------------------------------------------------------------
 */

/* Harm beats a win; a guardrail that is not known is said in the same breath. */
static void put_guardrails(struct strbuf *text, const struct compare *compare)
{
    for (size_t i = 0; i < compare->guardrail_count; i++) {
        const struct compare_guardrail *guardrail = &compare->guardrails[i];
        bool winner = compare->winner == (int)guardrail->b;
        if (guardrail->state == COMPARE_HARM || (winner && guardrail->state == COMPARE_NOT_KNOWN)) {
            strbuf_printf(text, " %s", guardrail->text);
        }
    }
}

static bool held_back(const struct compare *compare)
{
    return compare->state == COMPARE_WINNER && compare->winner < 0;
}

static void put_held_back(struct strbuf *text, const struct compare *compare, size_t leader)
{
    /* The first that stops it is named; opt-outs come first. */
    size_t stop = 0;
    while (stop + 1 < compare->guardrail_count && compare->guardrails[stop].state != COMPARE_HARM) {
        stop++;
    }
    enum kpi harmed = compare->guardrails[stop].kpi;
    const char *on = compare_noun(kpi_info(compare->goal)->numerator);
    strbuf_printf(text,
                  harmed == KPI_BLOCK_RATE
                      ? _("%s wins on %s but more people block the sender: do not switch. ")
                  : harmed == KPI_FAILURE_RATE
                      ? _("%s wins on %s but more of its messages fail: do not switch. ")
                      : _("%s wins on %s but more people opt out: do not switch. "),
                  compare->arms[leader].shown, on);
    compare_put_rates(text, compare, compare->kpis[0].arms[leader].count,
                      compare->kpis[0].arms[leader ? 0 : 1].count,
                      compare->arms[leader ? 0 : 1].shown);
}

bool compare_say(struct compare_builder *builder, const struct compare_wrong *wrong, size_t leader,
                 size_t second)
{
    struct compare *compare = builder->compare;
    struct strbuf text = STRBUF_INIT;
    if (held_back(compare)) {
        put_held_back(&text, compare, leader);
    } else {
        switch (compare->state) {
        case COMPARE_WINNER:
        case COMPARE_LOSER:
            put_call(&text, builder, leader, second);
            break;
        case COMPARE_EQUAL:
            put_equal(&text, compare);
            break;
        case COMPARE_TOO_EARLY:
            put_early(&text, builder, leader, second);
            break;
        case COMPARE_NO_DIFFERENCE:
            put_none(&text, compare, leader, second);
            break;
        case COMPARE_TOO_FEW:
            put_few(&text, compare);
            break;
        case COMPARE_NO_DATA:
            compare_put_no_data(&text, compare);
            break;
        case COMPARE_DATA_ERROR:
            if (!compare_put_wrong(&text, builder, wrong)) {
                strbuf_free(&text);
                return false;
            }
            break;
        case COMPARE_BROKEN_SPLIT:
            compare_put_split(&text, compare);
            break;
        case COMPARE_NOT_A_TEST:
            compare_put_observed(&text, builder, leader, second);
            break;
        case COMPARE_STATE_COUNT:
        case COMPARE_NONE:
            break;
        }
    }
    put_guardrails(&text, compare);
    compare_put_control(&text, compare);
    compare->text = text.failed ? NULL : arena_strdup(builder->arena, strbuf_text(&text));
    strbuf_free(&text);
    return compare->text || err_memory(builder->err);
}
