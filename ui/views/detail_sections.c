/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sections of the campaign's screen beside the list of KPIs. */
#include "ui/views/detail_private.h"

#include <stdio.h>

#include "base/i18n.h"
#include "report/words.h"
#include "text/format.h"
#include "ui/widgets/chart.h"
#include "ui/widgets/funnel.h"

enum { STEPS_MAX = 16, FUNNEL_WORDS = 63 /* from here the funnel says it itself */ };

/* --- head ------------------------------------------------------------------------------------ */

static void head_words(const struct detail *detail, bool ascii, char *words, size_t size)
{
    const struct report_item *item = &detail->item;
    char part[WORDS_SIZE];
    words[0] = '\0';
    shared_joined(words, size, " · ", item->channel);
    if (item->what == ITEM_CAMPAIGN) {
        snprintf(part, sizeof part, _("kind %s"), campaign_kind_name(item->kind));
        shared_joined(words, size, " · ", part);
        snprintf(part, sizeof part, _("goal %s"), campaign_goal_name(item->goal));
        shared_joined(words, size, " · ", part);
    }
    if (item->industry) {
        snprintf(part, sizeof part, _("industry %.80s"), item->industry);
        shared_joined(words, size, " · ", part);
    }
    if (item->start != DAY_NONE) {
        shared_joined(words, size, " · ", format_day_range(item->start, item->end, ascii, part));
    }
    shared_joined(words, size, " · ", item_currency(item).code);
    shared_joined(words, size, " · ", detail->counting);
    shared_joined(words, size, " · ", detail->said);
}

/* What people said of it (tags, a note, that it is left out) is worth more rows. */
static int most_rows(const struct detail *detail)
{
    return detail->said && detail->said[0] ? 4 : 2;
}

static int head_rows(const struct detail_state *state, const struct view_context *context,
                     int columns)
{
    char words[512];
    head_words(state->data->detail, context->ascii, words, sizeof words);
    return 1 + shared_rows_of(words, columns, most_rows(state->data->detail), context->ascii);
}

static void head_draw(struct detail_state *state, const struct area *area,
                      const struct view_context *context)
{
    const struct report_item *item = &state->data->detail->item;
    char words[512];
    shared_heading(area, 0, item->alias ? item->alias : item->name,
                   item->alias ? item->name : NULL);
    head_words(state->data->detail, context->ascii, words, sizeof words);
    shared_paragraph(area, 1, most_rows(state->data->detail), PEN(ROLE_DIM), words);
}

const struct detail_section detail_head = {.rows = head_rows, .draw = head_draw};

/* --- funnel ---------------------------------------------------------------------------------- */

static const struct detail_step *largest_drop(const struct detail *detail, int64_t *lost)
{
    const struct detail_step *before = NULL;
    for (size_t i = 0; i < detail->step_count; i++) {
        const struct detail_step *step = &detail->steps[i];
        if (step->largest_drop && before) {
            *lost = before->count - step->count;
            return step;
        }
        before = step->known ? step : before;
    }
    return NULL;
}

static int funnel_rows(const struct detail_state *state, const struct view_context *context,
                       int columns)
{
    (void)context;
    int64_t lost;
    const struct detail *detail = state->data->detail;
    bool said = columns < FUNNEL_WORDS && largest_drop(detail, &lost);
    return detail->step_count > 0 ? 1 + (int)detail->step_count + said : 0;
}

static void funnel_section_draw(struct detail_state *state, const struct area *area,
                                const struct view_context *context)
{
    (void)context;
    const struct detail *detail = state->data->detail;
    struct funnel_stage stages[STEPS_MAX];
    size_t count = detail->step_count < STEPS_MAX ? detail->step_count : STEPS_MAX;
    for (size_t i = 0; i < count; i++) {
        const struct detail_step *step = &detail->steps[i];
        stages[i] = (struct funnel_stage){step->label, step->known, step->count};
    }
    shared_heading(area, 0, _("Funnel"), _("share of the step before"));
    struct area below = area_in(area, 0, 1, area->width, (int)count);
    funnel_draw(&below, stages, count);
    int64_t lost = 0;
    const struct detail_step *drop = largest_drop(detail, &lost);
    if (drop && area->width < FUNNEL_WORDS) {
        char words[WORDS_SIZE], figure[FORMAT_SIZE];
        snprintf(words, sizeof words, _("largest drop before %s: %s"), drop->label,
                 format_count(lost, figure));
        area_sign(area, 0, 1 + (int)count, PEN(ROLE_DROP), 0x25c0, '<');
        area_cut(area, 2, 1 + (int)count, area->width - 2, PEN(ROLE_DROP), words);
    }
}

const struct detail_section detail_funnel = {.rows = funnel_rows, .draw = funnel_section_draw};

/* --- day by day ------------------------------------------------------------------------------ */

static int chart_rows(const struct detail_state *state, const struct view_context *context,
                      int columns)
{
    (void)context;
    (void)columns;
    return state->chosen != KPI_NONE ? 9 : 0;
}

static const struct detail_kpi *drawn_kpi(const struct detail_state *state)
{
    const struct detail *detail = state->data->detail;
    for (size_t i = 0; i < detail->kpi_count; i++) {
        if (detail->kpis[i].kpi == state->trend_kpi) {
            return &detail->kpis[i];
        }
    }
    return NULL;
}

/* The chosen KPI's days, or until they are read those that were there. */
static void chart_section_draw(struct detail_state *state, const struct area *area,
                               const struct view_context *context)
{
    const struct detail_kpi *row = drawn_kpi(state);
    struct area below = area_in(area, 0, 1, area->width, area->height - 1);
    char title[WORDS_SIZE];
    if (!row) {
        shared_reading(area);
        return;
    }
    snprintf(title, sizeof title, _("%s day by day"), row->label);
    shared_heading(area, 0, title, NULL);
    const struct benchmark_row *bands = row->result.grade.row;
    struct chart chart = {.values = state->trend,
                          .count = state->trend_count,
                          .previous = state->trend_before_count ? state->trend_before : NULL,
                          .previous_count = state->trend_before_count,
                          .previous_year =
                              context->scope && context->scope->against == PERIOD_AGAINST_YEAR,
                          .first_day = state->trend_day,
                          .step_days = 1,
                          .kind = item_kpi_kind(state->trend_kpi),
                          .currency = row->result.value.currency,
                          .has_bands = bands != NULL,
                          .direction = kpi_info(state->trend_kpi)->direction};
    if (bands) {
        chart.edges[0] = bands->typical;
        chart.edges[1] = bands->good;
        chart.edges[2] = bands->best;
    }
    chart_draw(&below, &chart);
}

const struct detail_section detail_chart = {.rows = chart_rows, .draw = chart_section_draw};

/* --- tables ---------------------------------------------------------------------------------- */

static int table_rows(const struct table *table)
{
    return table && table->row_count > 0 ? 2 + (int)table->row_count : 0;
}

static void draw_table(struct table_view *view, const struct area *area)
{
    struct area below = area_in(area, 0, 1, area->width, 1 + (int)view->table->row_count);
    table_view_draw(view, &below, &(struct table_view_options){.passive = true});
}

static int parts_rows(const struct detail_state *state, const struct view_context *context,
                      int columns)
{
    (void)context;
    (void)columns;
    int rows = table_rows(state->data->parts);
    return rows > 0 ? rows + 1 : 0;
}

static void parts_draw(struct detail_state *state, const struct area *area,
                       const struct view_context *context)
{
    (void)context;
    char title[WORDS_SIZE];
    snprintf(title, sizeof title, _("By %s"), _(attr_info(state->data->detail->parts_by)->label));
    shared_heading(area, 0, title, _("observed figures, not a test"));
    draw_table(&state->parts, area);
    area_cut(area, 2, area->height - 1, area->width - 2, PEN(ROLE_NOTE),
             _("Where the 95 % ranges overlap, a difference may be chance."));
}

const struct detail_section detail_parts = {.rows = parts_rows, .draw = parts_draw};

static int failures_rows(const struct detail_state *state, const struct view_context *context,
                         int columns)
{
    (void)context;
    (void)columns;
    const struct table *table = state->failures.table;
    return table_rows(table) + (table && table->row_count > 0 ? (int)table->note_count : 0);
}

static void failures_draw(struct detail_state *state, const struct area *area,
                          const struct view_context *context)
{
    (void)context;
    const struct table *table = state->failures.table;
    shared_heading(area, 0, _("Failures by code"), NULL);
    draw_table(&state->failures, area);
    struct area notes =
        area_in(area, 2, 2 + (int)table->row_count, area->width - 2, (int)table->note_count);
    shared_notes(&notes, 0, notes.height, table->notes, table->note_count);
}

const struct detail_section detail_failures_table = {.rows = failures_rows, .draw = failures_draw};

/* --- lines ----------------------------------------------------------------------------------- */

static int lines_rows(const char *const *lines, size_t count, int columns, bool ascii)
{
    int rows = 0;
    for (size_t i = 0; i < count; i++) {
        rows += shared_rows_of(lines[i], columns - 2, 3, ascii);
    }
    return rows;
}

static void lines_draw(const struct area *area, int y, const char *const *lines, size_t count)
{
    struct area inside = area_in(area, 2, 0, area->width - 2, area->height);
    for (size_t i = 0; i < count; i++) {
        y += shared_paragraph(&inside, y, 3, PEN(ROLE_NOTE), lines[i]);
    }
}

static int unknown_rows(const struct detail_state *state, const struct view_context *context,
                        int columns)
{
    const struct detail *detail = state->data->detail;
    return detail->unknown_count > 0
               ? 1 + lines_rows(detail->unknown, detail->unknown_count, columns, context->ascii)
               : 0;
}

static void unknown_draw(struct detail_state *state, const struct area *area,
                         const struct view_context *context)
{
    (void)context;
    const struct detail *detail = state->data->detail;
    shared_heading(area, 0, _("Not known yet"), NULL);
    lines_draw(area, 1, detail->unknown, detail->unknown_count);
}

const struct detail_section detail_unknown = {.rows = unknown_rows, .draw = unknown_draw};

static int notes_rows(const struct detail_state *state, const struct view_context *context,
                      int columns)
{
    const struct detail *detail = state->data->detail;
    return detail->note_count > 0
               ? 1 + lines_rows(detail->notes, detail->note_count, columns, context->ascii)
               : 0;
}

static void notes_draw(struct detail_state *state, const struct area *area,
                       const struct view_context *context)
{
    (void)context;
    const struct detail *detail = state->data->detail;
    shared_heading(area, 0, _("Notes"), NULL);
    lines_draw(area, 1, detail->notes, detail->note_count);
}

const struct detail_section detail_notes = {.rows = notes_rows, .draw = notes_draw};
