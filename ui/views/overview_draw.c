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

enum { CHART_COLUMNS = 38, CHART_ROWS = 9, CHART_ROWS_MAX = 18, WIDE = 110 };

/* --- the verdict ----------------------------------------------------------------------------- */

/* Returns its rows; *spare: of those below it that the words leave empty. */
static int draw_verdict(const struct overview_state *state, struct area *rest, int *spare)
{
    const struct standing *standing = state->standing;
    int rows = rest->height >= 12 ? 2 : 1, used = rows;
    struct area area = area_take_top(rest, rows);
    if (!standing) {
        used = 1; /* as most verdicts are, so that what is below need not move when it comes */
        area_cut(&area, 0, 0, area.width, PEN(ROLE_DIM),
                 area_is_ascii(&area) ? _("looking at the campaigns ...")
                                      : _("looking at the campaigns …"));
    } else if (standing->verdict) {
        used =
            shared_paragraph(&area, 0, rows, PEN_STYLE(ROLE_VALUE, STYLE_BOLD), standing->verdict);
    } else {
        shared_paragraph(&area, 0, rows, PEN(ROLE_DIM),
                         standing->matching > 0
                             ? _("Too few campaigns have a grade for a verdict.")
                             : _("No campaign is in what is looked at: choose another period or "
                                 "end the search."));
    }
    *spare = rows - used;
    return rows;
}

/* --- health ---------------------------------------------------------------------------------- */

static void health_sign(const struct area *area, int x, int y, enum grade grade)
{
    switch ((int)grade) {
    case GRADE_POOR:
        area_sign(area, x, y, PEN(ROLE_POOR), '!', '!');
        break;
    case GRADE_TYPICAL:
        area_sign(area, x, y, PEN(ROLE_TYPICAL), 0x25c6, '*');
        break;
    default:
        area_sign(area, x, y, PEN(ROLE_GOOD), 0x2713, '+');
        break;
    }
}

/* The parts as far as they are known. */
static int health_parts(const struct overview_state *state, const struct health_part **parts)
{
    *parts = state->more ? state->more->health : state->overview->line;
    return state->more ? state->more->health_count : state->overview->line_count;
}

/* The parts one behind the other, what does not fit on a second row where there is one. */
static void draw_health(const struct overview_state *state, const struct area *area)
{
    const struct health_part *parts;
    int count = health_parts(state, &parts), x = 0, y = 0;
    for (int i = 0; i < count; i++) {
        int sign = parts[i].grade != GRADE_NONE ? 2 : 0;
        int columns = sign + area_columns(area, parts[i].words);
        if (x > 0 && x + 3 + columns > area->width && y + 1 < area->height) {
            x = 0;
            y++;
        }
        if (x > 0) {
            area_cut(area, x, y, 3, PEN(ROLE_DIM), area_is_ascii(area) ? " | " : " · ");
            x += 3;
        }
        if (sign > 0 && x < area->width) {
            health_sign(area, x, y, parts[i].grade);
        }
        area_cut(area, x + sign, y, area->width - x - sign,
                 PEN(parts[i].grade == GRADE_POOR ? ROLE_TEXT : ROLE_DIM), parts[i].words);
        x += columns;
    }
}

static bool is_alarm(const struct health_part *parts, int count)
{
    for (int i = 0; i < count; i++) {
        if (parts[i].grade == GRADE_POOR || parts[i].grade == GRADE_TYPICAL) {
            return true;
        }
    }
    return false;
}

/* Where there is little room it stands in the row that the verdict leaves, and takes one from the
 * tiles only when something is wrong. What of the limit was used comes later and finds its row
 * kept. Returns the rows it took off the rest. */
static int put_health(const struct overview_state *state, const struct area *verdict,
                      struct area *rest, int spare, int height)
{
    const struct health_part *parts;
    int count = health_parts(state, &parts), columns = 0;
    for (int i = 0; i < count; i++) {
        columns += 5 + area_columns(verdict, parts[i].words);
    }
    bool two = columns - 3 > rest->width || state->overview->account.limit > 0;
    if (count == 0 || height < 13) {
        return 0;
    }
    if (height < 24 && spare > 0) {
        struct area row = area_in(verdict, 0, verdict->height - 1, verdict->width, 1);
        draw_health(state, &row);
        return 0;
    }
    int rows = height >= 24 ? two ? 2 : 1 : is_alarm(parts, count) ? 1 : 0;
    if (rows > 0) {
        struct area area = area_take_top(rest, rows);
        draw_health(state, &area);
    }
    return rows;
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
    if (!overview->has_days) {
        shared_paragraph(&below, 0, below.height, PEN(ROLE_UNKNOWN),
                         _("Not drawn day by day where a filter takes more than 200 campaigns"));
        return;
    }
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

/* pace: the month's stands above; where there is little room that goes before the benchmark. */
static void draw_foot(const struct overview_state *state, const struct view_context *context,
                      bool pace, struct area *rest)
{
    char words[640] = "";
    if (!pace || context->height >= 16) {
        benchmark_words(state, context, words, sizeof words);
    }
    int most = context->height < 16 ? 1 : context->height < 30 ? 2 : 3;
    int rows = shared_rows_of(words, rest->width, most, area_is_ascii(rest));
    struct area line = area_take_bottom(rest, rows);
    shared_paragraph(&line, 0, rows, PEN(ROLE_NOTE), words);
    if (rest->height < 10) {
        return;
    }
    const struct overview *overview = state->overview;
    const struct standing *standing = state->standing;
    int notes = 0;
    for (size_t i = 0; i < overview->note_count; i++) {
        notes += shared_rows_of(overview->notes[i], rest->width, 2, area_is_ascii(rest));
    }
    for (size_t i = 0; standing && i < standing->note_count; i++) {
        notes += shared_rows_of(standing->notes[i], rest->width, 2, area_is_ascii(rest));
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
    int spare, top = draw_verdict(state, &rest, &spare);
    struct area verdict = area_in(body, 0, 0, body->width, top);
    state->lines_seen = 0;
    if (state->overview->totals->empty) {
        state->across = 0;
        return; /* nothing to show, and nothing that a file would tell */
    }
    state->health_rows = put_health(state, &verdict, &rest, spare, body->height);
    top += state->health_rows;
    overview_draw_tiles(state, &rest, top);
    overview_draw_words(state, &rest);
    bool pace = overview_draw_pace(state, &rest, body->height);
    if (rest.height >= 10) {
        area_take_top(&rest, 1);
    }
    draw_foot(state, context, pace, &rest);
    bool chart = rest.width >= WIDE && rest.height >= CHART_ROWS;
    if (chart) {
        int columns = rest.width * 3 / 10;
        columns = columns > CHART_COLUMNS ? columns : CHART_COLUMNS;
        struct area right = area_take_right(&rest, columns);
        right = area_take_top(&right, CHART_ROWS_MAX);
        area_take_right(&rest, 2);
        draw_chart(state, &right);
    }
    overview_rows_draw(state, &rest, rest.y - body->y, context);
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
        *found = state->shown[y - state->lines_y];
        return OVERVIEW_LINE;
    }
    return OVERVIEW_NOTHING;
}
