/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scores of feedback.h, in which direction they go, and the tables. */
#include <math.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "kpi/kpi_feedback.h"
#include "report/column.h"
#include "report/feedback_private.h"
#include "report/words.h"
#include "text/format.h"

/* --- directions ------------------------------------------------------------------------------ */

static int64_t answers(enum kpi kpi, const struct feedback_counts *counts)
{
    return kpi == KPI_CSAT ? counts->rated : kpi == KPI_NPS ? counts->asked : counts->of_kind;
}

static const char *direction_words(struct arena *arena, const struct feedback_score *score)
{
    char change[WORDS_SIZE];
    switch (score->state) {
    case STATS_TREND_TOO_FEW:
        return arena_printf(arena, _("too few weeks (%zu of %d)"), score->weeks, WEEKLY_LEAST);
    case STATS_TREND_STEADY:
        return arena_printf(arena, _("steady over %zu weeks"), score->weeks);
    case STATS_TREND_RISING:
    case STATS_TREND_FALLING:
        break;
    }
    words_change(score->kpi, score->slope, (struct currency){""}, change);
    return arena_printf(
        arena, score->verdict > 0 ? _("%s a week: gets better") : _("%s a week: gets worse"),
        change);
}

static bool find_direction(struct arena *arena, const struct feedback *feedback,
                           struct feedback_score *score, struct err *err)
{
    double *values = ARENA_ARRAY(arena, double, feedback->week_count + 1);
    int32_t *weeks = ARENA_ARRAY(arena, int32_t, feedback->week_count + 1);
    struct weekly found;
    size_t count = 0;
    if (!values || !weeks) {
        return err_memory(err);
    }
    for (size_t i = 0; i < feedback->week_count; i++) {
        const struct feedback_week *week = &feedback->weeks[i];
        if (answers(score->kpi, &week->counts) >= WEEKLY_ANSWERS) {
            values[count] = kpi_feedback(score->kpi, &week->counts).value;
            weeks[count++] = week->monday;
        }
    }
    double least = score->kpi == KPI_NPS ? WEEKLY_POINTS : WEEKLY_SHARE;
    if (!weekly_direction(values, weeks, count, least, &found, err)) {
        return false;
    }
    score->weeks = count;
    score->state = found.state;
    score->slope = found.slope;
    int sign = (found.state == STATS_TREND_RISING) - (found.state == STATS_TREND_FALLING);
    score->verdict = sign * kpi_info(score->kpi)->direction;
    score->text = direction_words(arena, score);
    return score->text || err_memory(err);
}

/* --- scores ---------------------------------------------------------------------------------- */

static const char *among_words(struct arena *arena, enum kpi kpi,
                               const struct feedback_counts *counts)
{
    char number[FORMAT_SIZE];
    int64_t count = answers(kpi, counts);
    format_count(count, number);
    if (kpi == KPI_CSAT) {
        return arena_printf(arena, NG_("%s rating of 1 to 5", "%s ratings of 1 to 5", count),
                            number);
    }
    return kpi == KPI_NPS
               ? arena_printf(arena, NG_("%s rating of 0 to 10", "%s ratings of 0 to 10", count),
                              number)
               : arena_printf(arena, NG_("%s of a stated kind", "%s of a stated kind", count),
                              number);
}

/* "CSAT 66.7 % (20.8–93.9 %) · NPS 25 points (-39 to 74) · …" */
static bool say(struct arena *arena, struct feedback *feedback, struct err *err)
{
    struct strbuf out = STRBUF_INIT;
    char words[WORDS_SIZE];
    for (size_t i = 0; i < FEEDBACK_SCORES; i++) {
        const struct feedback_score *score = &feedback->scores[i];
        strbuf_printf(&out, "%s%s %s", i ? " · " : "", column_kpi_title(score->kpi),
                      words_score(score->kpi, &score->value, words));
        if (score->value.has_interval) {
            strbuf_printf(&out, " (%s)", words_interval(score->kpi, &score->value, false, words));
        }
    }
    feedback->head = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return feedback->head || err_memory(err);
}

bool feedback_score_all(struct arena *arena, struct feedback *feedback, struct err *err)
{
    static const enum kpi kpis[FEEDBACK_SCORES] = {KPI_CSAT, KPI_NPS, KPI_COMPLAINT_SHARE};
    for (size_t i = 0; i < FEEDBACK_SCORES; i++) {
        struct feedback_score *score = &feedback->scores[i];
        score->kpi = kpis[i];
        score->value = kpi_feedback(kpis[i], &feedback->counts);
        score->among = among_words(arena, kpis[i], &feedback->counts);
        if (!score->among) {
            return err_memory(err);
        }
        if (!find_direction(arena, feedback, score, err)) {
            return false;
        }
    }
    return say(arena, feedback, err);
}

/* --- tables ---------------------------------------------------------------------------------- */

static struct cell amount(enum kpi kpi, bool known, double value)
{
    if (!known) {
        return (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
    }
    return (struct cell){.number = value, .kind = (uint8_t)item_kpi_kind(kpi), .grade = GRADE_NONE};
}

static bool lay_out_scores(struct arena *arena, struct feedback *feedback, struct err *err)
{
    static const size_t most = 7;
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, most);
    if (!columns) {
        return err_memory(err);
    }
    columns[0] = (struct table_column){
        .id = "id", .title = _("Id"), .kind = CELL_TEXT, .key = true, .priority = 9};
    columns[1] = (struct table_column){.id = "score", .title = _("Score"), .kind = CELL_TEXT};
    columns[2] = (struct table_column){
        .id = "value", .title = _("Value"), .kind = CELL_NUMBER, .align = TABLE_RIGHT};
    columns[3] = (struct table_column){.id = "low",
                                       .title = _("From"),
                                       .help = _("95 % interval: Wilson's; of the net promoter "
                                                 "score from those of its two shares (Zou and "
                                                 "Donner)"),
                                       .kind = CELL_NUMBER,
                                       .align = TABLE_RIGHT,
                                       .priority = 2};
    columns[4] = (struct table_column){
        .id = "high", .title = _("To"), .kind = CELL_NUMBER, .align = TABLE_RIGHT, .priority = 2};
    columns[5] = (struct table_column){
        .id = "of", .title = _("Of"), .kind = CELL_TEXT, .priority = 4, .min_columns = 8};
    columns[6] = (struct table_column){.id = "direction",
                                       .title = _("Week by week"),
                                       .kind = CELL_TEXT,
                                       .priority = 1,
                                       .min_columns = 12};
    struct table *table = table_new(arena, _("Scores"), columns, most, FEEDBACK_SCORES);
    for (size_t i = 0; table && i < FEEDBACK_SCORES; i++) {
        const struct feedback_score *score = &feedback->scores[i];
        const struct kpi_value *value = &score->value;
        *table_cell(table, i, 0) = cell_text(kpi_info(score->kpi)->name);
        const char *name = _(kpi_info(score->kpi)->label);
        if (kpi_info(score->kpi)->unit == KPI_UNIT_POINTS &&
            !(name = arena_printf(arena, _("%s, points"), name))) {
            return err_memory(err);
        }
        *table_cell(table, i, 1) = cell_text(name);
        *table_cell(table, i, 2) =
            value->has_value ? amount(score->kpi, true, value->value) : cell_unknown(value->reason);
        *table_cell(table, i, 3) = amount(score->kpi, value->has_interval, value->low);
        *table_cell(table, i, 4) = amount(score->kpi, value->has_interval, value->high);
        *table_cell(table, i, 5) = cell_text(score->among);
        *table_cell(table, i, 6) = cell_text(score->text);
    }
    feedback->scores_table = table;
    return (table && table_note(table, arena,
                                _("From and to: 95 % interval (Wilson; of NPS from those of its "
                                  "two shares, Zou and Donner). Week by week: Mann and Kendall's "
                                  "test, over weeks of 5 answers or more."))) ||
           err_memory(err);
}

static const struct table_column *make_columns(struct arena *arena)
{
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, FEEDBACK_COLUMNS);
    if (!columns) {
        return NULL;
    }
    columns[FEEDBACK_GIVEN] =
        (struct table_column){.id = "given", .title = _("Given"), .kind = CELL_DAY};
    columns[FEEDBACK_RATING] = (struct table_column){.id = "rating",
                                                     .title = _("Rating"),
                                                     .kind = CELL_NUMBER,
                                                     .align = TABLE_RIGHT,
                                                     .priority = 1};
    columns[FEEDBACK_SCALE] = (struct table_column){.id = "scale",
                                                    .title = _("Of"),
                                                    .help = _("the best rating there is"),
                                                    .kind = CELL_COUNT,
                                                    .align = TABLE_RIGHT,
                                                    .priority = 1,
                                                    .paired = true};
    columns[FEEDBACK_KIND] = (struct table_column){
        .id = "kind", .title = _("Kind"), .kind = CELL_TEXT, .priority = 3, .max_columns = 16};
    columns[FEEDBACK_CAMPAIGN] = (struct table_column){.id = "campaign",
                                                       .title = _("Campaign"),
                                                       .kind = CELL_TEXT,
                                                       .priority = 2,
                                                       .min_columns = 8,
                                                       .max_columns = 24};
    columns[FEEDBACK_COMMENT] = (struct table_column){
        .id = "comment", .title = _("Comment"), .kind = CELL_TEXT, .min_columns = 12};
    return columns;
}

static struct cell text_or_empty(const char *text)
{
    return text ? cell_text(text) : (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
}

static bool note(struct arena *arena, const struct scope *scope, struct feedback *feedback)
{
    struct table *table = feedback->table;
    char some[FORMAT_SIZE], all[FORMAT_SIZE];
    if (feedback->counts.all == 0) {
        return table_note(table, arena,
                          scope->has_feedback
                              ? _("Nobody said anything of these campaigns in this period.")
                              : _("There is no feedback: import a file of ratings or comments "
                                  "(man campane-import, feedback)."));
    }
    if (feedback->matching < feedback->counts.all &&
        !table_note(table, arena,
                    arena_printf(arena,
                                 NG_("%s of %s answer matches.", "%s of %s answers match.",
                                     feedback->counts.all),
                                 format_count(feedback->matching, some),
                                 format_count(feedback->counts.all, all)))) {
        return false;
    }
    if ((int64_t)feedback->entry_count < feedback->matching &&
        !table_note(table, arena,
                    arena_printf(arena, _("The newest %s of them are shown."),
                                 format_count((int64_t)feedback->entry_count, some)))) {
        return false;
    }
    if (feedback->counts.unplaced > 0 &&
        !table_note(table, arena,
                    arena_printf(arena,
                                 NG_("%s rating is in no score: those are of 1 to 5 and 0 to 10.",
                                     "%s ratings are in no score: those are of 1 to 5 and 0 to 10.",
                                     feedback->counts.unplaced),
                                 format_count(feedback->counts.unplaced, some)))) {
        return false;
    }
    return (!feedback->strays ||
            table_note(table, arena,
                       arena_printf(arena,
                                    NG_("%s more belongs to no campaign and is not counted.",
                                        "%s more belong to no campaign and are not counted.",
                                        feedback->strays),
                                    format_count(feedback->strays, some)))) &&
           table_note(table, arena,
                      _("A period holds what was said of messages sent in it; phone numbers and "
                        "addresses are never kept."));
}

bool feedback_lay_out(struct arena *arena, const struct scope *scope, struct feedback *feedback,
                      struct err *err)
{
    const struct table_column *columns = make_columns(arena);
    struct table *table =
        columns ? table_new(arena, _("Comments"), columns, FEEDBACK_COLUMNS, feedback->entry_count)
                : NULL;
    if (!table) {
        return err_memory(err);
    }
    for (size_t i = 0; i < feedback->entry_count; i++) {
        const struct feedback_entry *entry = &feedback->entries[i];
        struct cell *cells = table_cell(table, i, 0);
        cells[FEEDBACK_GIVEN] = cell_day(entry->given);
        cells[FEEDBACK_RATING] =
            isnan(entry->rating)
                ? text_or_empty(NULL)
                : (struct cell){.number = entry->rating, .kind = CELL_NUMBER, .grade = GRADE_NONE};
        cells[FEEDBACK_SCALE] = entry->scale ? cell_count(entry->scale) : text_or_empty(NULL);
        cells[FEEDBACK_KIND] = text_or_empty(entry->kind);
        cells[FEEDBACK_CAMPAIGN] = cell_text(entry->name);
        cells[FEEDBACK_COMMENT] = text_or_empty(entry->text);
    }
    feedback->table = table;
    return (note(arena, scope, feedback) || err_memory(err)) &&
           lay_out_scores(arena, feedback, err);
}
