/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the parts of Trends stand: what it is of, the sentences, the chart, the line that reads a
 * step out, notes; small charts of the main figures under it where there is room, or beside it.
 */
#include "ui/views/trends_private.h"

#include <stdio.h>

#include "base/i18n.h"

enum { SMALL_COLUMNS = 26, SMALL_ROWS = 5, SMALL_GAP = 2 };
enum { SMALL_FROM = 32, BESIDE_FROM = 150, NOTES_FROM = 18, AIRY_FROM = 30, CHART_LEAST = 5 };

bool trends_has_small(int width, int height)
{
    return (width >= 2 * SMALL_COLUMNS && height >= SMALL_FROM) ||
           (width >= BESIDE_FROM && height >= 2 * (SMALL_ROWS + 1));
}

static enum role verdict_role(const struct trend_direction *direction)
{
    return direction->verdict > 0              ? ROLE_DELTA_GOOD
           : direction->verdict < 0            ? ROLE_DELTA_BAD
           : direction->state == TREND_TOO_FEW ? ROLE_DIM
                                               : ROLE_DELTA_SAME;
}

static void draw_heading(const struct trends_view *state, const struct area *area)
{
    static const char *const by[] = {
        [TREND_DAY] = N_("by day"), [TREND_WEEK] = N_("by week"), [TREND_MONTH] = N_("by month")};
    const struct trend *trend = state->one ? state->one->series.trend : NULL;
    char title[256], more[256];
    const char *unit = trend_measure_unit(state->measure);
    snprintf(title, sizeof title, "%s%s%s %s", trend_measure_title(state->measure),
             unit[0] ? ", " : "", unit, _(by[state->by]));
    more[0] = '\0';
    if (trend) {
        shared_joined(more, sizeof more, " · ", trend->who);
        char bands[96] = "";
        if (trend->bands && trend->benchmark) {
            snprintf(bands, sizeof bands, _("bands of %.60s"), trend->benchmark);
        }
        shared_joined(more, sizeof more, " · ", bands);
    }
    shared_heading(area, 0, title, more);
}

/* A grid of small charts; those that fit. */
static void draw_small(const struct trends_view *state, const struct area *area)
{
    int across = (area->width + SMALL_GAP) / (SMALL_COLUMNS + SMALL_GAP);
    across = across < 1 ? 1 : across > (int)TRENDS_SMALL ? (int)TRENDS_SMALL : across;
    /* As many beside each other as give full rows. */
    while (across > 1 && (int)TRENDS_SMALL % across != 0) {
        across--;
    }
    int down = ((int)TRENDS_SMALL + across - 1) / across;
    int columns = (area->width + SMALL_GAP) / across - SMALL_GAP;
    int rows = (area->height + 1) / down - 1;
    rows = rows > 2 * SMALL_ROWS ? 2 * SMALL_ROWS : rows;
    for (size_t i = 0; rows >= 2 && i < state->small->count; i++) {
        struct area one = area_in(area, (int)i % across * (columns + SMALL_GAP),
                                  (int)i / across * (rows + 1), columns, rows);
        trends_small_draw(state, i, &one);
    }
}

/* The room of the small charts, cut off from what is left. */
static struct area take_small(struct area *rest, int height)
{
    if (rest->width >= BESIDE_FROM) {
        struct area beside = area_take_right(rest, 2 * SMALL_COLUMNS + SMALL_GAP);
        area_take_right(rest, SMALL_GAP);
        return beside;
    }
    int across = rest->width >= 4 * SMALL_COLUMNS + 3 * SMALL_GAP ? 4 : 2;
    int down = (int)TRENDS_SMALL / across;
    int most = height / 2 < down * (SMALL_ROWS + 1) ? height / 2 : down * (SMALL_ROWS + 1);
    struct area under = area_take_bottom(rest, most - 1);
    area_take_bottom(rest, 1);
    return under;
}

static void draw_one(const struct trends_view *state, struct area *rest, int height)
{
    const struct trend *trend = state->one->series.trend;
    int sentences = height >= NOTES_FROM ? 2 : 1;
    int used = shared_paragraph(rest, 0, sentences, PEN(verdict_role(&trend->direction)),
                                trend->direction.text);
    if (height >= NOTES_FROM) {
        used += shared_paragraph(rest, used, 2, PEN(ROLE_TEXT), trend->change_text);
    }
    area_take_top(rest, used + (height >= AIRY_FROM ? 1 : 0));
    int notes = height < NOTES_FROM ? 0 : height < AIRY_FROM ? 1 : 3;
    int wanted = 0;
    for (size_t i = 0; i < trend->note_count && wanted < notes; i++) {
        wanted += shared_rows_of(trend->notes[i], rest->width, notes - wanted, area_is_ascii(rest));
    }
    if (rest->height - wanted - 1 >= CHART_LEAST) {
        struct area foot = area_take_bottom(rest, wanted);
        shared_notes(&foot, 0, wanted, trend->notes, trend->note_count);
    }
    struct area line = area_take_bottom(rest, 1);
    trends_readout_draw(state, &line);
    trends_chart_draw(state, rest);
}

void trends_draw(void *data, const struct area *body, const struct view_context *context)
{
    struct trends_view *state = data;
    struct area rest = area_in(body, 1, 0, body->width - 2, body->height);
    (void)context;
    if (!state->list || !state->one) {
        shared_reading(body);
        return;
    }
    struct area head = area_take_top(&rest, 1);
    draw_heading(state, &head);
    if (trends_has_small(body->width, body->height)) {
        struct area small = take_small(&rest, body->height);
        if (state->small) {
            draw_small(state, &small);
        }
    }
    draw_one(state, &rest, body->height);
}
