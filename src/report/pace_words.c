/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of the pace of a month (pace.h). */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/column.h"
#include "report/own_money.h"
#include "report/pace_private.h"
#include "report/words.h"
#include "text/format.h"

/* --- figures ---------------------------------------------------------------------------------- */

/* A value of the line's figure: whole, or in few columns. */
static const char *figure(const struct pace_line *line, double value, bool brief,
                          char buffer[WORDS_SIZE])
{
    const struct target *target = &line->target;
    if (target->kpi != KPI_NONE) {
        const struct kpi_value of = {
            .has_value = true, .value = value, .currency = target->currency};
        return words_value(target->kpi, &of, buffer);
    }
    int64_t whole = words_micros(value);
    if (item_counter_kind(target->counter) == CELL_MONEY) {
        return brief ? format_money_short(whole, target->currency, buffer)
                     : format_money(whole, target->currency, buffer);
    }
    return brief ? format_count_fit(whole, 7, buffer) : format_count(whole, buffer);
}

/* Whole percents, cut: 100 % is all of it. */
static const char *percent(double share, char buffer[FORMAT_SIZE])
{
    double whole = floor(share * 100 + 1e-9);
    if (share > 0 && whole < 1) {
        snprintf(buffer, FORMAT_SIZE, "%s", _("under 1 %"));
    } else {
        snprintf(buffer, FORMAT_SIZE, "%.0f %%", whole);
    }
    return buffer;
}

/* "November", with the year where it is not today's. */
static const char *month_words(int32_t month, int32_t today, char buffer[FORMAT_SIZE])
{
    static const char *const names[] = {N_("January"), N_("February"), N_("March"),
                                        N_("April"),   N_("May"),      N_("June"),
                                        N_("July"),    N_("August"),   N_("September"),
                                        N_("October"), N_("November"), N_("December")};
    int year, of_year, this_year, unused;
    civil_from_day(month, &year, &of_year, &unused);
    civil_from_day(today, &this_year, &unused, &unused);
    if (year == this_year) {
        snprintf(buffer, FORMAT_SIZE, "%s", _(names[of_year - 1]));
    } else {
        snprintf(buffer, FORMAT_SIZE, "%s %d", _(names[of_year - 1]), year);
    }
    return buffer;
}

/* --- a line ----------------------------------------------------------------------------------- */

static const char *label_of(const struct pace_builder *builder, const struct target *target)
{
    const char *label = target->kpi != KPI_NONE ? column_kpi_title(target->kpi)
                                                : _(counter_info(target->counter)->label);
    return target->kind == KIND_UNKNOWN
               ? label
               : arena_printf(builder->arena, "%s (%s)", label, campaign_kind_name(target->kind));
}

/* How far the value at the end is from the target: "€ 1 420.00 over", "kept". */
static void put_outcome(struct strbuf *out, const struct pace_line *line, double value, bool brief)
{
    char words[WORDS_SIZE];
    double by = value - line->target.value;
    bool better = line->direction > 0 ? by >= 0 : by <= 0;
    if (!better) {
        strbuf_printf(out, line->direction > 0 ? _(", %s short") : _(", %s over"),
                      figure(line, fabs(by), brief, words));
    }
}

/* "€ 3 210.00 of € 5 000.00, 64 % of the budget after 50 % of November". What some campaigns do not
 * know makes it a lower bound. */
static void put_reached(const struct pace_builder *builder, const struct pace_line *line,
                        bool brief, struct strbuf *out)
{
    char value[WORDS_SIZE], target[WORDS_SIZE], share[FORMAT_SIZE], passed[FORMAT_SIZE];
    bool budget = !brief && line->direction < 0 && line->target.currency.code[0];
    if (line->unknown + line->partly + line->foreign + line->apart > 0) {
        bool bound = !pace_is_difference(line);
        strbuf_puts(out, brief   ? (bound ? "≥ " : "≈ ")
                         : bound ? _("at least ")
                                 : _("as far as it is known "));
    }
    strbuf_printf(out, _("%s of %s, "), figure(line, line->value.value, brief, value),
                  figure(line, line->target.value, brief, target));
    strbuf_printf(out, budget ? _("%s of the budget") : "%s", percent(line->share, share));
    if (builder->ended) {
        strbuf_printf(out, _(" in all of %s"), builder->made->when);
    } else {
        strbuf_printf(out, _(" after %s"),
                      brief ? percent(builder->made->passed, passed) : builder->made->when);
    }
}

/* Why nothing is said of where it leads. */
static const char *doubt_words(const struct pace_line *line)
{
    switch (line->doubt) {
    case PACE_DOUBT_DAYS:
        return _("too few days to say where it leads");
    case PACE_DOUBT_SENDS:
        return _("too few days with sends to say where it leads");
    case PACE_DOUBT_SILENT:
        return _("no send is known for over a week: where it leads is not known");
    case PACE_DOUBT_FIGURES:
        return _("too much is not known to say where it leads");
    case PACE_DOUBT_NONE:
        break;
    }
    return _("what is not known may decide it");
}

static void put_sum(const struct pace_builder *builder, const struct pace_line *line, bool brief,
                    struct strbuf *out)
{
    char value[WORDS_SIZE];
    put_reached(builder, line, brief, out);
    if (builder->ended) {
        if (line->state != PACE_UNSURE) {
            put_outcome(out, line, line->value.value, brief);
        } else if (!brief) {
            strbuf_printf(out, "; %s", doubt_words(line));
        }
        return;
    }
    if (line->state == PACE_MISSED) {
        put_outcome(out, line, line->value.value, brief);
    } else if (line->state == PACE_REACHED) {
        strbuf_puts(out, _(": reached"));
    }
    if (!isnan(line->projected)) {
        strbuf_printf(out, brief ? _("; leads to %s") : _("; at this pace %s"),
                      figure(line, line->projected, brief, value));
        if (line->state != PACE_MISSED) {
            put_outcome(out, line, line->projected, brief);
        }
    } else if (!brief) {
        strbuf_printf(out, "; %s", doubt_words(line));
    }
}

/* What stands beside the figures in a table. */
static void say_sum(const struct pace_builder *builder, const struct pace_line *line,
                    struct strbuf *out)
{
    char words[WORDS_SIZE];
    double end = line->state == PACE_BEHIND ? line->projected : line->value.value;
    const char *by = figure(line, fabs(end - line->target.value), false, words);
    bool up = line->direction > 0;
    switch (line->state) {
    case PACE_EARLY:
    case PACE_UNSURE:
        strbuf_puts(out, doubt_words(line));
        break;
    case PACE_ON:
        strbuf_puts(out, up ? _("enough at this pace") : _("within it at this pace"));
        break;
    case PACE_BEHIND:
        strbuf_printf(out, up ? _("%s short at this pace") : _("%s over at this pace"), by);
        break;
    case PACE_REACHED:
        strbuf_puts(out, up || !builder->ended ? _("reached") : _("kept to"));
        break;
    case PACE_MISSED:
        strbuf_printf(out, up ? _("%s short") : _("%s over"), by);
        break;
    case PACE_UNKNOWN:
    case PACE_STATES:
        break;
    }
}

/* What may be said of which side of the target a rate is on. */
static const char *sureness(const struct pace_line *line)
{
    const struct kpi_value *value = &line->value;
    double target = line->target.value;
    if (line->sure) {
        return _(", beyond chance");
    }
    /* Beyond chance by its counts, of which some are missing or of two sources. */
    return value->has_interval && (value->high < target || value->low > target)
               ? _(", as far as it is known")
               : _(", may be chance");
}

/* "2.7 pt short so far (16.8–17.8 %), beyond chance". */
static void say_rate(const struct pace_builder *builder, const struct pace_line *line, bool brief,
                     struct strbuf *out)
{
    enum kpi kpi = line->target.kpi;
    char words[WORDS_SIZE];
    double by = (line->target.value - line->value.value) * line->direction;
    if (line->state == PACE_EARLY) {
        strbuf_puts(out, words_reason(kpi, KPI_REASON_TOO_FEW, words));
        return;
    }
    if (by <= 0) {
        strbuf_puts(out, builder->ended ? _("reached") : _("reached so far"));
    } else {
        words_change(kpi, by, line->target.currency, words);
        strbuf_printf(out, line->direction > 0 ? _("%s short") : _("%s over"),
                      words[0] == '+' ? words + 1 : words);
    }
    if (!brief && words_interval(kpi, &line->value, false, words)[0]) {
        strbuf_printf(out, " (%s)", words);
    }
    strbuf_puts(out, sureness(line));
}

static void put_rate(const struct pace_builder *builder, const struct pace_line *line, bool brief,
                     struct strbuf *out)
{
    char value[WORDS_SIZE], target[WORDS_SIZE];
    strbuf_printf(out, _("%s against %s: "), words_value(line->target.kpi, &line->value, value),
                  figure(line, line->target.value, brief, target));
    say_rate(builder, line, brief, out);
}

static void put_unknown(const struct pace_builder *builder, const struct pace_line *line,
                        struct strbuf *out)
{
    const struct target *target = &line->target;
    char words[WORDS_SIZE];
    bool counter = line->value.reason == KPI_REASON_UNKNOWN_COUNTER && target->kpi == KPI_NONE;
    if (builder->until < builder->month.from) {
        strbuf_puts(out, _("nothing is known of the month yet"));
    } else if (line->seen == 0 && target->kind != KIND_UNKNOWN) {
        strbuf_puts(out, _("there is no campaign of that kind in the month"));
    } else if (line->value.reason == KPI_REASON_BASE_DIFFERS) {
        strbuf_puts(out, _("targets are per delivered, and these rates per sent"));
    } else if (line->seen > 0 && line->foreign == line->seen) {
        strbuf_printf(out, _("no campaign has such money in %s"), target->currency.code);
    } else if (counter && words_unlock(target->counter)) {
        strbuf_printf(out, _("not known: import %s"), words_unlock(target->counter));
    } else {
        strbuf_puts(out, words_reason(target->kpi, line->value.reason, words));
    }
}

/* What it leaves out. */
static void put_rest(const struct pace_line *line, struct strbuf *out)
{
    if (line->unknown > 0 && line->is_sum) {
        strbuf_printf(out,
                      NG_("; not known of %lld of %lld campaign",
                          "; not known of %lld of %lld "
                          "campaigns",
                          line->seen),
                      (long long)line->unknown, (long long)line->seen);
    }
    if (line->partly > 0) {
        strbuf_printf(out,
                      NG_("; known of some of its days alone in %lld of %lld campaign",
                          "; known of some of their days alone in %lld of %lld campaigns",
                          line->seen),
                      (long long)line->partly, (long long)line->seen);
    }
    own_money_say(out, line->apart, line->elsewhere);
    if (line->foreign > 0) {
        strbuf_printf(out,
                      NG_("; %lld campaign with other money is not in it",
                          "; %lld campaigns with other money are not in it", line->foreign),
                      (long long)line->foreign);
    }
}

enum { WHOLE, PLAIN, BRIEF, BESIDE };

/* NULL: out of memory. */
static const char *line_words(const struct pace_builder *builder, const struct pace_line *line,
                              int how)
{
    struct strbuf out = STRBUF_INIT;
    char target[WORDS_SIZE];
    if (line->state == PACE_UNKNOWN) {
        put_unknown(builder, line, &out);
        if (how != BESIDE) {
            strbuf_printf(&out, _("; the target is %s"),
                          figure(line, line->target.value, how == BRIEF, target));
        }
    } else if (line->is_sum) {
        how == BESIDE ? say_sum(builder, line, &out) : put_sum(builder, line, how == BRIEF, &out);
    } else {
        how == BESIDE ? say_rate(builder, line, false, &out)
                      : put_rate(builder, line, how == BRIEF, &out);
    }
    if (line->state != PACE_UNKNOWN && (how == WHOLE || how == BESIDE)) {
        put_rest(line, &out);
    }
    const char *kept = out.failed ? NULL : arena_strdup(builder->arena, strbuf_text(&out));
    strbuf_free(&out);
    return kept;
}

/* --- all of them ------------------------------------------------------------------------------ */

static bool add_note(struct pace *pace, struct arena *arena, const char *text)
{
    const char **notes = ARENA_ARRAY(arena, const char *, pace->note_count + 1);
    if (!notes || !text) {
        return false;
    }
    for (size_t i = 0; i < pace->note_count; i++) {
        notes[i] = pace->notes[i];
    }
    notes[pace->note_count++] = text;
    pace->notes = notes;
    return true;
}

/* What follows a message counts on its day, as long as the window is open. */
static bool may_grow(const struct pace_builder *builder)
{
    const struct pace *made = builder->made;
    if (builder->until + builder->scope->window_days < builder->scope->today) {
        return false;
    }
    for (size_t i = 0; i < made->count; i++) {
        const struct target *target = &made->lines[i].target;
        if (target->kpi != KPI_NONE ||
            (target->counter != COUNTER_SENT && item_counter_kind(target->counter) != CELL_MONEY) ||
            target->counter == COUNTER_REVENUE) {
            return true;
        }
    }
    return false;
}

/* What became of the days behind the last known one. */
static const char *silence_words(const struct pace_builder *builder)
{
    char day[FORMAT_SIZE];
    format_day(builder->made->known, day);
    if (builder->ended) {
        return arena_printf(builder->arena,
                            _("Nothing is known after %s: what came later is not in it."), day);
    }
    return builder->quiet
               ? arena_printf(builder->arena,
                              _("No send is known after %s. Files were imported since then: "
                                "those days have passed without one."),
                              day)
               : arena_printf(builder->arena,
                              _("Nothing is known after %s: the days since then are not among "
                                "those that have passed."),
                              day);
}

static bool say_notes(struct pace_builder *builder)
{
    struct pace *made = builder->made;
    char day[FORMAT_SIZE];
    if (!builder->ended &&
        !add_note(made, builder->arena,
                  arena_printf(builder->arena, _("%s has passed."), made->when))) {
        return false;
    }
    if (made->known != DAY_NONE && made->known >= made->month &&
        !add_note(made, builder->arena, silence_words(builder))) {
        return false;
    }
    return !may_grow(builder) ||
           add_note(made, builder->arena,
                    arena_printf(builder->arena,
                                 _("What follows a message counts on its day: these figures may "
                                   "still grow until %s."),
                                 format_day(builder->until + builder->scope->window_days, day)));
}

bool pace_say(struct pace_builder *builder)
{
    struct pace *made = builder->made;
    char month[FORMAT_SIZE], passed[FORMAT_SIZE];
    month_words(made->month, builder->scope->today, month);
    made->when = builder->ended ? arena_strdup(builder->arena, month)
                                : arena_printf(builder->arena, _("%s of %s"),
                                               percent(made->passed, passed), month);
    made->title = arena_printf(builder->arena, _("Targets of %s"), month);
    if (!made->when || !made->title) {
        return false;
    }
    for (size_t i = 0; i < made->count; i++) {
        struct pace_line *line = &builder->lines[i];
        line->label = label_of(builder, &line->target);
        line->text = line_words(builder, line, WHOLE);
        line->plain = line_words(builder, line, PLAIN);
        line->brief = line_words(builder, line, BRIEF);
        line->beside = line_words(builder, line, BESIDE);
        if (!line->label || !line->text || !line->plain || !line->brief || !line->beside) {
            return false;
        }
    }
    return say_notes(builder);
}
