/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the overview looks like. From above: the verdict, the tiles, the selected tile in words,
 * what needs attention (beside it, where there is room, the selected tile day by day), footnotes,
 * and at the bottom the benchmark line.
 */
#include "ui/views/overview_private.h"

#include <stdio.h>

#include "base/i18n.h"
#include "report/words.h"
#include "ui/widgets/chart.h"
#include "ui/widgets/marks.h"

enum { CHART_COLUMNS = 38, CHART_ROWS = 9, CHART_ROWS_MAX = 18, WIDE = 110 };

/* --- the verdict ----------------------------------------------------------------------------- */

static int draw_verdict(const struct overview_state *state, struct area *rest)
{
    const struct standing *standing = state->standing;
    int rows = rest->height >= 12 ? 2 : 1;
    struct area area = area_take_top(rest, rows);
    if (!standing) {
        area_cut(&area, 0, 0, area.width, PEN(ROLE_DIM),
                 area_is_ascii(&area) ? _("looking at the campaigns ...")
                                      : _("looking at the campaigns …"));
    } else if (standing->verdict) {
        shared_paragraph(&area, 0, rows, PEN_STYLE(ROLE_VALUE, STYLE_BOLD), standing->verdict);
    } else {
        shared_paragraph(&area, 0, rows, PEN(ROLE_DIM),
                         standing->matching > 0
                             ? _("Too few campaigns have a grade for a verdict.")
                             : _("No campaign is in what is looked at: choose another period or "
                                 "end the search."));
    }
    return rows;
}

/* --- what needs attention -------------------------------------------------------------------- */

static int name_columns(const struct standing *standing, int width)
{
    int widest = 0;
    for (size_t i = 0; i < standing->attention_count; i++) {
        const char *name = standing->attention[i].name;
        int columns = width_text(name ? name : _("All campaigns"), SIZE_MAX);
        widest = columns > widest ? columns : widest;
    }
    int most = width / 3 < 28 ? width / 3 : 28;
    return widest < most ? widest : most;
}

static void draw_line(const struct attention *line, const struct area *area, int y, int names,
                      bool selected)
{
    if (selected) {
        area_sign(area, 0, y, PEN(ROLE_MARKER), 0x25b8, '>');
    }
    area_cut(area, 2, y, names, PEN(selected ? ROLE_SELECTED : ROLE_TEXT),
             line->name ? line->name : _("All campaigns"));
    if (line->grade != GRADE_NONE) {
        marks_grade(area, names + 3, y, line->grade, line->certain);
    }
    area_cut(area, names + 6, y, area->width - names - 8, PEN(ROLE_TEXT), line->text);
}

static void draw_heading(const struct standing *standing, const struct area *area)
{
    char more[96] = "";
    if (standing->attention_more > 0) {
        snprintf(more, sizeof more, _("and %zu more with a poor grade"), standing->attention_more);
    }
    shared_heading(area, 0, standing->attention_count ? _("Needs attention") : _("All is well"),
                   standing->attention_count ? more : _("nothing needs attention"));
}

static void draw_attention(struct overview_state *state, const struct area *area, int top)
{
    const struct standing *standing = state->standing;
    if (!standing || standing->matching == 0 || area->height < 2) {
        return;
    }
    draw_heading(standing, area);
    size_t page = (size_t)area->height - 1;
    scroll_fit(&state->line, standing->attention_count, page);
    int names = name_columns(standing, area->width);
    for (size_t i = 0; i < page && state->line.top + i < standing->attention_count; i++) {
        size_t at = state->line.top + i;
        draw_line(&standing->attention[at], area, (int)i + 1, names,
                  state->in_lines && at == state->line.selected);
        state->lines_seen++;
    }
    state->lines_y = top + 1;
    state->lines_width = area->width;
    struct area bar = area_in(area, area->width - 1, 1, 1, area->height - 1);
    scroll_bar(&bar, &state->line, standing->attention_count, page);
}

/* --- day by day ------------------------------------------------------------------------------ */

void overview_keep_trend(struct overview_state *state)
{
    const struct spark *spark =
        state->overview->tile_count > 0 ? state->overview->tiles[state->tile].spark : NULL;
    state->trend_count = 0;
    for (int i = 0; spark && i < spark->count && i < OVERVIEW_TREND_DAYS; i++) {
        state->trend[state->trend_count++] = (double)spark->values[i];
    }
}

static void draw_chart(const struct overview_state *state, const struct area *area)
{
    const struct overview *overview = state->overview;
    const struct overview_tile *tile = &overview->tiles[state->tile];
    char days[96];
    struct chart chart = {.values = state->trend,
                          .count = state->trend_count,
                          .first_day = overview->spark_days.from,
                          .step_days = 1,
                          .kind = tile->is_kpi ? item_kpi_kind(tile->kpi)
                                               : item_counter_kind(tile->counter),
                          .currency = tile->cell.currency,
                          .direction = tile->direction,
                          .from_zero = !tile->is_kpi};
    if (tile->is_kpi && tile->row && tile->judge == tile->kpi) {
        chart.has_bands = true;
        chart.edges[0] = tile->row->typical;
        chart.edges[1] = tile->row->good;
        chart.edges[2] = tile->row->best;
    }
    char title[WORDS_SIZE];
    snprintf(title, sizeof title, _("%s day by day"), tile->label);
    shared_heading(area, 0, title,
                   period_range_words(&overview->spark_days, area_is_ascii(area), days));
    struct area below = area_in(area, 0, 1, area->width, area->height - 1);
    chart_draw(&below, &chart);
}

/* --- footnotes and the benchmark ------------------------------------------------------------- */

/* "… B choose  x keep  ? why", with the keys that do it. */
static void benchmark_words(const struct overview_state *state, const struct view_context *context,
                            char *words, size_t size)
{
    const struct benchline *line = state->standing ? state->standing->line : NULL;
    char choose[KEYMAP_KEYS_SIZE], keep[KEYMAP_KEYS_SIZE], help[KEYMAP_KEYS_SIZE];
    words[0] = '\0';
    if (!line || !line->text) {
        return;
    }
    keymap_keys(context->keys, ACTION_BENCHMARK, true, choose);
    keymap_keys(context->keys, ACTION_KEEP_BENCHMARK, true, keep);
    keymap_keys(context->keys, ACTION_HELP, true, help);
    bool may = context->scope && !context->scope->read_only;
    if (may) {
        snprintf(words, size, _("%s  —  %s choose  %s keep  %s why"), line->text, choose, keep,
                 help);
    } else {
        snprintf(words, size, _("%s  —  %s choose  %s why"), line->text, choose, help);
    }
}

static void draw_foot(const struct overview_state *state, const struct view_context *context,
                      struct area *rest)
{
    char words[640];
    benchmark_words(state, context, words, sizeof words);
    int most = context->height < 16 ? 1 : context->height < 30 ? 2 : 3;
    int rows = shared_rows_of(words, rest->width, most);
    struct area line = area_take_bottom(rest, rows);
    shared_paragraph(&line, 0, rows, PEN(ROLE_NOTE), words);
    if (rest->height < 10) {
        return;
    }
    const struct overview *overview = state->overview;
    const struct standing *standing = state->standing;
    int notes = 0;
    for (size_t i = 0; i < overview->note_count; i++) {
        notes += shared_rows_of(overview->notes[i], rest->width, 2);
    }
    for (size_t i = 0; standing && i < standing->note_count; i++) {
        notes += shared_rows_of(standing->notes[i], rest->width, 2);
    }
    struct area area = area_take_bottom(rest, notes < 4 ? notes : 4);
    int used = shared_notes(&area, 0, area.height, overview->notes, overview->note_count);
    if (standing) {
        shared_notes(&area, used, area.height - used, standing->notes, standing->note_count);
    }
    area_take_bottom(rest, rows + notes > 0 ? 1 : 0);
}

/* --- all of it ------------------------------------------------------------------------------- */

void overview_draw(void *data, const struct area *body, const struct view_context *context)
{
    struct overview_state *state = data;
    if (!state->overview || state->overview->tile_count == 0) {
        shared_reading(body);
        return;
    }
    struct area rest = *body;
    int top = draw_verdict(state, &rest);
    state->lines_seen = 0;
    if (state->overview->totals->empty) {
        state->across = 0;
        return; /* nothing to show, and nothing that a file would tell */
    }
    overview_draw_tiles(state, &rest, top);
    overview_draw_words(state, &rest);
    if (rest.height >= 10) {
        area_take_top(&rest, 1);
    }
    draw_foot(state, context, &rest);
    bool chart = rest.width >= WIDE && rest.height >= CHART_ROWS;
    if (chart) {
        int columns = rest.width * 3 / 10;
        columns = columns > CHART_COLUMNS ? columns : CHART_COLUMNS;
        struct area right = area_take_right(&rest, columns);
        right = area_take_top(&right, CHART_ROWS_MAX);
        area_take_right(&rest, 2);
        draw_chart(state, &right);
    }
    draw_attention(state, &rest, rest.y - body->y);
}

enum overview_hit overview_hit(const struct overview_state *state, int x, int y, size_t *found)
{
    int step = state->tile_w > 0 ? state->tile_w : 1;
    int row = state->tile_h > 0 ? (y - state->tile_y) / state->tile_h : 0;
    if (x >= 0 && y >= state->tile_y && state->tile_h > 0 && x / step < state->across) {
        size_t tile = (size_t)(row * state->across + x / step);
        if (state->overview && tile < state->overview->tile_count) {
            *found = tile;
            return OVERVIEW_TILE;
        }
    }
    if (x >= 0 && x < state->lines_width && y >= state->lines_y &&
        y < state->lines_y + state->lines_seen) {
        *found = state->line.top + (size_t)(y - state->lines_y);
        return OVERVIEW_LINE;
    }
    return OVERVIEW_NOTHING;
}
