/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opportunities in words and as a table. */
#include <math.h>
#include <stdio.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/opportunities_private.h"
#include "report/words.h"
#include "text/format.h"

/* --- the sentence ---------------------------------------------------------------------------- */

/* "240 (200 to 280)" */
static const char *range_words(const struct gap_more *more, char buffer[WORDS_SIZE])
{
    char value[FORMAT_SIZE], low[FORMAT_SIZE], high[FORMAT_SIZE];
    snprintf(buffer, WORDS_SIZE, _("%s (%s to %s)"), format_count(llround(more->value), value),
             format_count(llround(more->low), low), format_count(llround(more->high), high));
    return buffer;
}

static void say_people(struct strbuf *out, const struct gap *gap)
{
    char words[WORDS_SIZE];
    range_words(&gap->people, words);
    switch ((int)gap->kpi) {
    case KPI_DELIVERY_RATE:
        strbuf_printf(out, _("about %s more delivered"), words);
        break;
    case KPI_OPEN_RATE:
        strbuf_printf(out, _("about %s more read"), words);
        break;
    case KPI_CTR:
        strbuf_printf(out, _("about %s more who click"), words);
        break;
    case KPI_ENGAGEMENT_RATE:
        strbuf_printf(out, _("about %s more who reply"), words);
        break;
    case KPI_OPTOUT_RATE:
        strbuf_printf(out, _("about %s fewer opt-outs"), words);
        break;
    default:
        strbuf_printf(out, _("about %s more conversions"), words);
        break;
    }
}

static void say_brings(struct strbuf *out, const struct gap *gap)
{
    char value[FORMAT_SIZE], low[FORMAT_SIZE], high[FORMAT_SIZE];
    char words[WORDS_SIZE];
    say_people(out, gap);
    if (gap->clicks.known && gap->kpi != KPI_CTR) {
        strbuf_printf(out, _(", %s more who click"), range_words(&gap->clicks, words));
    }
    if (gap->conversions.known && gap->kpi != KPI_CLICK_TO_CONVERSION_RATE &&
        gap->kpi != KPI_CONVERSION_RATE) {
        strbuf_printf(out, _(", %s more conversions"), range_words(&gap->conversions, words));
    }
    if (gap->money.known) {
        strbuf_printf(out, _(", %s more revenue (%s to %s)"),
                      format_money(words_micros(gap->money.value), gap->currency, value),
                      format_money(words_micros(gap->money.low), gap->currency, low),
                      format_money(words_micros(gap->money.high), gap->currency, high));
    }
}

static void say_target(struct strbuf *out, const struct gap *gap)
{
    char target[FORMAT_SIZE];
    format_percent(gap->target, true, target);
    if (gap->by == GAP_BY_OWN) {
        strbuf_printf(out, _(" At %s, the better quarter of your own campaigns of that kind: "),
                      target);
    } else {
        strbuf_printf(out, _(" At %s, typical in %s: "), target, gap->set);
    }
    say_brings(out, gap);
    strbuf_puts(out, ".");
    if (gap->capped) {
        strbuf_puts(out, _(" The step before lets through less than that, so no more is counted."));
    }
}

static void say_state(struct strbuf *out, const struct gap *gap)
{
    char words[FORMAT_SIZE], more[FORMAT_SIZE];
    switch (gap->state) {
    case GAP_PRICED:
        break;
    case GAP_COUNTED:
        if (gap->mixed) {
            strbuf_puts(out, _(" No sum: its money is in several currencies."));
        } else if (gap->small) {
            strbuf_puts(out, _(" No sum: it comes to less than one conversion."));
        } else if (gap->kpi != KPI_OPTOUT_RATE && gap->kpi != KPI_ENGAGEMENT_RATE) {
            strbuf_puts(out, _(" No sum: what it would bring in is not known."));
        }
        break;
    case GAP_WITHHELD:
        strbuf_printf(out,
                      _(" No sum: it could come to more than the %s that the campaign brought in, "
                        "which no single step makes likely."),
                      format_money(gap->revenue, gap->currency, words));
        break;
    case GAP_CONSEQUENT:
        strbuf_puts(out,
                    _(" It follows from the steps before: what they would bring stands there."));
        break;
    case GAP_NO_TARGET:
        strbuf_puts(out,
                    _(" No sum: too few campaigns of your own of that kind and channel, and no "
                      "benchmark in reach that states a sample."));
        break;
    case GAP_REACHED:
        format_percent(gap->target, true, words);
        if (gap->by == GAP_BY_OWN) {
            strbuf_printf(out, _(" Reached: the better quarter of your own campaigns is at %s."),
                          words);
        } else {
            strbuf_printf(out, _(" Reached: typical in %s is %s."), gap->set, words);
        }
        break;
    case GAP_BOUND:
        strbuf_puts(out, _(" The step before lets through no more than that."));
        break;
    case GAP_TOO_FEW:
        strbuf_printf(out, _(" Not enough data: %s to divide by, %s are needed."),
                      format_count(gap->value.denominator, words),
                      format_count(kpi_info(gap->kpi)->minimum, more));
        break;
    }
}

static void say_band(struct strbuf *out, const struct gap *gap)
{
    char words[WORDS_SIZE];
    const struct item_judge *judge = &gap->judge;
    const struct grade_result *grade = &judge->result.grade;
    if (!grade->has_distance || grade->grade == GRADE_NONE) {
        return;
    }
    strbuf_puts(out, ", ");
    if (judge->kpi != gap->kpi) {
        strbuf_printf(out, _("by %s "), column_kpi_title(judge->kpi));
    }
    strbuf_puts(out, words_distance(judge->kpi, grade, words));
}

const char *opportunities_say(const struct opportunities_builder *builder, const struct gap *gap)
{
    char words[WORDS_SIZE];
    struct strbuf out = STRBUF_INIT;
    strbuf_printf(&out, _("%s of %s: %s"), column_kpi_title(gap->kpi), gap->name,
                  words_value(gap->kpi, &gap->value, words));
    say_band(&out, gap);
    strbuf_puts(&out, ".");
    if (gap->people.known) {
        say_target(&out, gap);
    }
    say_state(&out, gap);
    if (gap->counting_until != DAY_NONE) {
        strbuf_printf(&out, _(" Still counting until %s: the gap may close by itself."),
                      words_day(gap->counting_until, builder->scope->today, words));
    }
    if (gap->reason && gap->state != GAP_TOO_FEW) {
        strbuf_printf(&out, " %s: %s.", reason_look_label(gap->reason->look), gap->reason->text);
    }
    const char *text = out.failed ? NULL : arena_strdup(builder->arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

/* --- the table ------------------------------------------------------------------------------- */

enum {
    AT_NAME,
    AT_RANK,
    AT_ID,
    AT_KPI_ID,
    AT_KPI,
    AT_VALUE,
    AT_BAND,
    AT_TARGET,
    AT_BY,
    AT_PEOPLE,
    AT_CLICKS,
    AT_CONVERSIONS,
    AT_MONEY,
    AT_LOW,
    AT_HIGH,
    AT_STATE_ID,
    AT_STATE,
    AT_LOOK,
    AT_COUNT
};

static struct table_column figure(const char *id, const char *title, const char *help,
                                  enum cell_kind kind, uint8_t priority)
{
    return (struct table_column){.id = id,
                                 .title = title,
                                 .help = help,
                                 .kind = kind,
                                 .align = TABLE_RIGHT,
                                 .priority = priority};
}

static struct table_column words(const char *id, const char *title, const char *help,
                                 uint8_t priority)
{
    return (struct table_column){
        .id = id, .title = title, .help = help, .kind = CELL_TEXT, .priority = priority};
}

static const struct table_column *make_columns(struct arena *arena)
{
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, AT_COUNT);
    if (!columns) {
        return NULL;
    }
    columns[AT_NAME] = words("campaign", _("Campaign"), NULL, 0);
    columns[AT_NAME].min_columns = 12;
    columns[AT_RANK] = figure("rank", _("Rank"), NULL, CELL_COUNT, 0);
    columns[AT_RANK].key = true;
    columns[AT_ID] = words("id", _("Id"), NULL, 0);
    columns[AT_ID].key = true;
    columns[AT_KPI_ID] = words("kpi", _("KPI"), NULL, 0);
    columns[AT_KPI_ID].key = true;
    columns[AT_KPI] = words("kpi_title", _("KPI"), NULL, 0);
    columns[AT_KPI].min_columns = 10;
    columns[AT_VALUE] = figure("value", _("Now"), NULL, CELL_PERCENT, 1);
    columns[AT_VALUE].graded = true;
    columns[AT_BAND] =
        words("gap", _("Next band"), _("how far the next band of the benchmark is"), 7);
    columns[AT_TARGET] = figure("target", _("Could be"),
                                _("what the better quarter of the own campaigns of that kind "
                                  "reaches, or what is typical where a sample is stated"),
                                CELL_PERCENT, 3);
    columns[AT_BY] = words("target_set", _("By"), _("whose figure that is"), 9);
    columns[AT_PEOPLE] = figure("people", _("People"),
                                _("how many more (or, of opt-outs, fewer) that is"), CELL_COUNT, 6);
    columns[AT_CLICKS] = figure("clicks", _("Clicks"), _("people more who click"), CELL_COUNT, 8);
    columns[AT_CONVERSIONS] =
        figure("conversions", _("Conv."), _("conversions more"), CELL_COUNT, 4);
    columns[AT_MONEY] = figure("money", _("Worth"), _("revenue more"), CELL_MONEY, 1);
    columns[AT_LOW] =
        figure("money_low", _("from"), _("at the upper end of the rate's interval"), CELL_MONEY, 5);
    columns[AT_HIGH] =
        figure("money_high", _("to"), _("at the lower end of the rate's interval"), CELL_MONEY, 5);
    columns[AT_HIGH].paired = true;
    columns[AT_STATE_ID] = words("state", _("State"), NULL, 0);
    columns[AT_STATE_ID].key = true;
    columns[AT_STATE] = words("says", _("Says"), _("why no sum is given"), 8);
    columns[AT_LOOK] = words("look", _("Look at"), _("where to look first, by rule of thumb"), 2);
    columns[AT_LOOK].min_columns = 9;
    columns[AT_BAND].min_columns = 16;
    columns[AT_BY].min_columns = 12;
    columns[AT_STATE].min_columns = 14;
    return columns;
}

static struct cell more_cell(const struct gap_more *more)
{
    if (!more->known) {
        return (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
    }
    return cell_count(llround(more->value));
}

static struct cell sum_cell(const struct gap *gap, double micros)
{
    if (!gap->money.known) {
        return (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
    }
    return (struct cell){.integer = words_micros(micros),
                         .currency = gap->currency,
                         .kind = CELL_MONEY,
                         .grade = GRADE_NONE,
                         .flags = gap->counting_until != DAY_NONE ? CELL_COUNTING : 0};
}

static const char *state_words(const struct opportunities_builder *builder, const struct gap *gap)
{
    switch (gap->state) {
    case GAP_PRICED:
        break;
    case GAP_COUNTED:
        return gap->mixed ? _("several currencies") : gap->small ? _("under one conversion") : "";
    case GAP_WITHHELD:
        return _("over its own revenue");
    case GAP_CONSEQUENT:
        return _("follows from the rest");
    case GAP_NO_TARGET:
        return _("no target");
    case GAP_REACHED: /* whose figure it is, since the grade is another's and may be poor */
        return gap->by == GAP_BY_OWN ? _("own quartile reached")
                                     : arena_printf(builder->arena, _("%s reached"), gap->set);
    case GAP_BOUND:
        return _("the step before");
    case GAP_TOO_FEW:
        return _("not enough data");
    }
    return "";
}

static const char *by_words(const struct gap *gap)
{
    return gap->by == GAP_BY_OWN ? _("own quartile") : gap->set ? gap->set : "";
}

static const char *band_words(const struct opportunities_builder *builder, const struct gap *gap)
{
    char text[WORDS_SIZE];
    const struct item_judge *judge = &gap->judge;
    const struct grade_result *grade = &judge->result.grade;
    const char *band = grade->grade == GRADE_NONE ? words_reason(judge->kpi, grade->reason, text)
                                                  : words_distance(judge->kpi, grade, text);
    return judge->kpi == gap->kpi || !band[0]
               ? arena_strdup(builder->arena, band)
               : arena_printf(builder->arena, _("%s: %s"), column_kpi_title(judge->kpi), band);
}

static bool fill_row(const struct opportunities_builder *builder, struct table *table, size_t at)
{
    const struct gap *gap = &builder->made->gaps[at];
    const struct report_item counting = {.counting_until = gap->counting_until};
    const char *band = band_words(builder, gap), *says = state_words(builder, gap);
    if (!band || !says) {
        return err_memory(builder->err);
    }
    /* A grade that another KPI carries stands with its name under "Next band", not on this value.
     */
    struct kpi_result result = {gap->value, gap->judge.result.grade};
    if (gap->judge.kpi != gap->kpi) {
        result.grade = (struct grade_result){.grade = GRADE_NONE, .toward = GRADE_NONE};
    }
    table->row_ids[at] = gap->number;
    *table_cell(table, at, AT_NAME) = cell_text(gap->name);
    *table_cell(table, at, AT_RANK) = cell_count((int64_t)at + 1);
    *table_cell(table, at, AT_ID) = cell_text(gap->id);
    *table_cell(table, at, AT_KPI_ID) = cell_text(kpi_info(gap->kpi)->name);
    *table_cell(table, at, AT_KPI) = cell_text(column_kpi_title(gap->kpi));
    *table_cell(table, at, AT_VALUE) = item_kpi_cell(&counting, &result, gap->kpi);
    *table_cell(table, at, AT_BAND) = cell_text(band);
    if (gap->people.known) { /* what is reached already is nothing that it could be */
        *table_cell(table, at, AT_TARGET) =
            (struct cell){.number = gap->target, .kind = CELL_PERCENT, .grade = GRADE_NONE};
    }
    *table_cell(table, at, AT_BY) = cell_text(gap->people.known ? by_words(gap) : "");
    *table_cell(table, at, AT_PEOPLE) = more_cell(&gap->people);
    *table_cell(table, at, AT_CLICKS) = more_cell(&gap->clicks);
    *table_cell(table, at, AT_CONVERSIONS) = more_cell(&gap->conversions);
    *table_cell(table, at, AT_MONEY) = sum_cell(gap, gap->money.value);
    *table_cell(table, at, AT_LOW) = sum_cell(gap, gap->money.low);
    *table_cell(table, at, AT_HIGH) = sum_cell(gap, gap->money.high);
    *table_cell(table, at, AT_STATE_ID) = cell_text(gap_state_name(gap->state));
    *table_cell(table, at, AT_STATE) = cell_text(says);
    *table_cell(table, at, AT_LOOK) = cell_text(
        gap->reason && gap->state != GAP_TOO_FEW ? reason_look_label(gap->reason->look) : "");
    return true;
}

/* --- notes ----------------------------------------------------------------------------------- */

static bool note(const struct opportunities_builder *builder, struct table *table, const char *text)
{
    return (text && table_note(table, builder->arena, text)) || err_memory(builder->err);
}

static size_t currencies_of(const struct opportunities *made)
{
    size_t count = 0;
    const struct gap *last = NULL;
    for (size_t i = 0; i < made->count && made->gaps[i].state == GAP_PRICED; i++) {
        count += !last || !currency_equal(last->currency, made->gaps[i].currency);
        last = &made->gaps[i];
    }
    return count;
}

static bool add_notes(const struct opportunities_builder *builder, struct table *table)
{
    const struct opportunities *made = builder->made;
    char number[FORMAT_SIZE];
    if (made->count == 0) {
        return true;
    }
    /* The first is worth the most: it says itself how its figures came about. */
    if (made->gaps[0].people.known && !note(builder, table, made->gaps[0].text)) {
        return false;
    }
    if (made->priced > 0 &&
        !note(builder, table,
              _("Sums of one campaign overlap: do not add them up. Ranges are those of the rate "
                "itself; that people more act as those so far is assumed."))) {
        return false;
    }
    if (currencies_of(made) > 1 &&
        !note(builder, table,
              _("Sums in different currencies do not compare: one currency stands behind the "
                "other."))) {
        return false;
    }
    if (made->withheld > 0 &&
        !note(builder, table,
              arena_printf(builder->arena,
                           NG_("%s sum is not given: it could come to more than its campaign "
                               "brought in.",
                               "%s sums are not given: they could come to more than their "
                               "campaigns brought in.",
                               made->withheld),
                           format_count(made->withheld, number)))) {
        return false;
    }
    if (made->count < made->all &&
        !note(builder, table,
              arena_printf(builder->arena, _("The first %zu of %s."), made->count,
                           format_count((int64_t)made->all, number)))) {
        return false;
    }
    return true;
}

bool opportunities_lay_out(struct opportunities_builder *builder)
{
    struct opportunities *made = builder->made;
    const struct table_column *columns = make_columns(builder->arena);
    struct table *table =
        columns ? table_new(builder->arena, _("Opportunities"), columns, AT_COUNT, made->count)
                : NULL;
    int64_t *ids = ARENA_ARRAY(builder->arena, int64_t, made->count + 1);
    if (!table || !ids) {
        return err_memory(builder->err);
    }
    table->row_ids = ids;
    for (size_t i = 0; i < made->count; i++) {
        if (!fill_row(builder, table, i)) {
            return false;
        }
    }
    if (!add_notes(builder, table)) {
        return false;
    }
    made->table = table;
    return true;
}
