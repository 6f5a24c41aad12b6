/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The KPIs of a campaign, one a row; the chosen one stands in words at the foot of the screen:
 *
 *   KPIs                                        bands         95 % sure
 * ▸ Click-through rate       20.2 % T  ━━━━━╸░░▒▒▓▓  19.1–21.3 %  +2.5 pt better  4.8 pt under good
 */
#include "ui/views/detail_private.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "report/column.h"
#include "report/words.h"
#include "text/format.h"
#include "ui/widgets/marks.h"

enum { MARKER = 2, GRADE = 3, GAP = 2, BULLET = 14, BULLET_LEAST = 10, WORDS = 20, NARROW = 70 };

/* Columns of the parts of a row; width 0: left out. */
struct layout {
    int label, value;
    int bullet_x, bullet;
    int interval_x, interval;
    int change_x, change;
    int words_x, words;
};

static int widest(const struct area *area, int columns, const char *text)
{
    int own = text ? area_columns(area, text) : 0;
    return own > columns ? own : columns;
}

/* Give a column its room and the gap before it, when that much is left beside the words. */
static void give(int *x, int *columns, int wanted, int *at, int *rest, int keep)
{
    if (wanted > 0 && *rest - wanted - GAP >= keep) {
        *x = *at + GAP;
        *columns = wanted;
        *at += wanted + GAP;
        *rest -= wanted + GAP;
    }
}

/* What is estimated has that in its name. */
static const char *value_words(const struct detail_kpi *row, char buffer[64])
{
    struct cell cell = row->cell;
    cell.flags &= (uint8_t) ~(unsigned)CELL_ESTIMATED;
    cell_words(&cell, false, buffer);
    if (kpi_info(row->kpi)->unit == KPI_UNIT_MINUTES && row->result.value.has_value) {
        size_t length = strlen(buffer); /* what no figure shows by itself */
        snprintf(buffer + length, 64 - length, " %s", _("min"));
    }
    return buffer;
}

static const char *label_words(const struct detail_kpi *row, int columns)
{
    return columns < NARROW ? column_kpi_title(row->kpi) : row->label;
}

static struct layout lay_out(const struct detail *detail, const struct area *area)
{
    int columns = area->width;
    struct layout layout = {0};
    int interval = 0, change = 0;
    for (size_t i = 0; i < detail->kpi_count; i++) {
        const struct detail_kpi *row = &detail->kpis[i];
        char buffer[64];
        layout.label = widest(area, layout.label, label_words(row, columns));
        layout.value = widest(area, layout.value, value_words(row, buffer));
        interval = widest(area, interval, row->interval);
        if (row->has_change) {
            int worse = widest(area, 0, row->change_words) + 7;
            change = worse > change ? worse : change;
        }
    }
    interval = interval > 0 ? widest(area, interval, _("95 % sure")) : 0;
    if (layout.label > columns / 2 - MARKER) {
        layout.label = columns / 2 - MARKER > 0 ? columns / 2 - MARKER : 0;
    }
    int at = MARKER + layout.label + 1 + layout.value + GRADE;
    int rest = columns - at;
    give(&layout.bullet_x, &layout.bullet, columns < 90 ? BULLET_LEAST : BULLET, &at, &rest, WORDS);
    give(&layout.change_x, &layout.change, change, &at, &rest, WORDS);
    give(&layout.interval_x, &layout.interval, interval, &at, &rest, WORDS);
    layout.words_x = at + GAP;
    layout.words = rest - GAP > 0 ? rest - GAP : 0;
    return layout;
}

static enum marks_change change_of(const struct detail_kpi *row)
{
    return marks_change(row->change, row->change_sure ? kpi_info(row->kpi)->direction : 0);
}

/* The value with the signs behind it, as tables have them. */
static void draw_value(const struct area *area, int x, int y, int columns,
                       const struct detail_kpi *row, bool selected)
{
    char buffer[64];
    const struct cell *cell = &row->cell;
    bool unknown = cell->kind == CELL_UNKNOWN;
    area_field(area, x, y, columns, WIDTH_RIGHT,
               PEN(unknown    ? ROLE_UNKNOWN
                   : selected ? ROLE_VALUE
                              : ROLE_TEXT),
               value_words(row, buffer));
    if (unknown) {
        return;
    }
    x += columns;
    bool certain = (cell->flags & CELL_CERTAIN) != 0;
    marks_grade(area, x, y, cell->grade, certain);
    if (cell->flags & CELL_OVER) {
        area_put(area, x, y, PEN(ROLE_WARNING), '!');
    } else if ((cell->flags & CELL_COUNTING) && (cell->grade < 0 || certain)) {
        area_put(area, x, y, PEN(ROLE_COUNTING), '+');
    }
}

static void draw_row(const struct area *area, int y, const struct layout *layout,
                     const struct detail_kpi *row, bool selected)
{
    if (selected) {
        area_sign(area, 0, y, PEN(ROLE_MARKER), 0x25b8, '>');
    }
    area_cut(area, MARKER, y, layout->label, PEN(selected ? ROLE_SELECTED : ROLE_LABEL),
             label_words(row, area->width));
    draw_value(area, MARKER + layout->label + 1, y, layout->value, row, selected);
    struct bullet bullet;
    const struct kpi_value *value = &row->result.value;
    if (layout->bullet && value->has_value &&
        shared_bullet(&bullet, row->kpi, true, value->value, row->result.grade.row)) {
        bullet_draw(area, layout->bullet_x, y, layout->bullet, &bullet);
    }
    if (row->interval) {
        area_cut(area, layout->interval_x, y, layout->interval, PEN(ROLE_DIM), row->interval);
    }
    if (layout->change && row->has_change) {
        marks_delta(area, layout->change_x, y, layout->change, change_of(row), row->change_words);
    }
    char words[2 * WORDS_SIZE] = "";
    shared_joined(words, sizeof words, " · ", row->distance);
    shared_joined(words, sizeof words, " · ", row->note);
    area_cut(area, layout->words_x, y, layout->words, PEN(ROLE_NOTE), words);
}

/* --- the chosen one in words ----------------------------------------------------------------- */

/* "4 910 of 24 310", where whole things are counted. */
static void put_counts(char *words, size_t size, const struct detail_kpi *row)
{
    const struct kpi_value *value = &row->result.value;
    char numerator[FORMAT_SIZE], denominator[FORMAT_SIZE], part[WORDS_SIZE];
    if (value->has_value && kpi_info(row->kpi)->formula == KPI_FORMULA_RATE) {
        snprintf(part, sizeof part, _("%s of %s"), format_count(value->numerator, numerator),
                 format_count(value->denominator, denominator));
        shared_joined(words, size, " · ", part);
    }
}

static const char *source_words(enum kpi_source source)
{
    switch (source) {
    case KPI_SOURCE_MESSAGE:
        return _("from single messages");
    case KPI_SOURCE_REPORT:
        return _("from reported counts");
    case KPI_SOURCE_MIXED: /* the note says so */
    case KPI_SOURCE_NONE:
        break;
    }
    return NULL;
}

static void put_change(char *words, size_t size, const struct detail_kpi *row,
                       const struct scope *scope, bool ascii)
{
    char part[WORDS_SIZE], days[96];
    if (!row->has_change || !scope) {
        return;
    }
    enum marks_change change = change_of(row);
    snprintf(part, sizeof part, _("%s against %s%s"), row->change_words,
             period_range_words(&scope->before, ascii, days),
             change == MARKS_BETTER  ? _(", better")
             : change == MARKS_WORSE ? _(", worse")
             : row->change_sure      ? ""
                                     : _(", may be chance"));
    shared_joined(words, size, " · ", part);
}

static void chosen_words(const struct detail_state *state, const struct view_context *context,
                         char *words, size_t size)
{
    const struct detail_kpi *row = &state->data->detail->kpis[state->selected];
    const struct grade_result *grade = &row->result.grade;
    char part[WORDS_SIZE];
    snprintf(words, size, "%s %s", row->label, row->value_words);
    if (grade->grade != GRADE_NONE) {
        snprintf(part, sizeof part, "%s%s", words_grade(grade->grade),
                 grade->certain ? "" : _(" (not sure)"));
        shared_joined(words, size, ", ", part);
    }
    put_counts(words, size, row);
    if (row->interval) {
        snprintf(part, sizeof part, _("95 %% sure: %s"), row->interval);
        shared_joined(words, size, " · ", part);
    }
    shared_joined(words, size, " · ", row->distance);
    shared_joined(words, size, " · ", row->note);
    put_change(words, size, row, context->scope, context->ascii);
    if (grade->grade != GRADE_NONE && grade->set && !grade->fallback) {
        snprintf(part, sizeof part, _("benchmark %.60s"), grade->set->id);
        shared_joined(words, size, " · ", part);
    }
    shared_joined(words, size, " · ", source_words(row->result.value.source));
}

/* --- the section ----------------------------------------------------------------------------- */

static int rows(const struct detail_state *state, const struct view_context *context, int columns)
{
    (void)context;
    (void)columns;
    int count = (int)state->data->detail->kpi_count;
    return count > 0 ? DETAIL_KPIS_HEAD + count : 0;
}

static void draw_heading(const struct area *area, const struct layout *layout)
{
    shared_heading(area, 0, _("KPIs"), NULL);
    if (layout->bullet) {
        area_cut(area, layout->bullet_x, 0, layout->bullet, PEN(ROLE_HEADER), _("bands"));
    }
    if (layout->change) {
        area_cut(area, layout->change_x, 0, layout->change, PEN(ROLE_HEADER), _("change"));
    }
    if (layout->interval) {
        area_cut(area, layout->interval_x, 0, layout->interval, PEN(ROLE_HEADER), _("95 % sure"));
    }
}

static void draw(struct detail_state *state, const struct area *area,
                 const struct view_context *context)
{
    (void)context;
    const struct detail *detail = state->data->detail;
    struct layout layout = lay_out(detail, area);
    draw_heading(area, &layout);
    for (size_t i = 0; i < detail->kpi_count; i++) {
        draw_row(area, DETAIL_KPIS_HEAD + (int)i, &layout, &detail->kpis[i], i == state->selected);
    }
}

const struct detail_section detail_kpis = {.rows = rows, .draw = draw};

/* --- the foot -------------------------------------------------------------------------------- */

int detail_foot_rows(const struct detail_state *state, int height)
{
    return state->data->detail->kpi_count > 0 && height >= 8 ? 2 : 0;
}

void detail_foot(const struct detail_state *state, const struct area *area,
                 const struct view_context *context)
{
    char words[768];
    if (area->height > 0) {
        chosen_words(state, context, words, sizeof words);
        shared_paragraph(area, 0, area->height, PEN(ROLE_DIM), words);
    }
}
