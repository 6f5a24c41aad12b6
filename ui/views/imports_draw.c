/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "base/i18n.h"
#include "text/format.h"
#include "ui/views/imports_private.h"

enum { BESIDE_FROM = 168, BESIDE = 60, UNDER_FROM = 18 };

enum imports_split imports_split(int width, int height)
{
    return width >= BESIDE_FROM   ? IMPORTS_BESIDE
           : height >= UNDER_FROM ? IMPORTS_UNDER
                                  : IMPORTS_LIST;
}

/* Rows of the list with its header where details stand under it. */
static int list_rows(const struct imports_state *state, int height)
{
    int wanted = (int)state->shown->table->row_count + 1;
    int most = height / 2 - 1;
    return wanted < most ? wanted : most;
}

size_t imports_page(const struct imports_state *state, const struct view_context *context)
{
    int height = context->height;
    if (state->open) {
        return height > 1 ? (size_t)height - 1 : 1;
    }
    if (state->shown && imports_split(context->width, height) == IMPORTS_UNDER) {
        height = list_rows(state, height);
    }
    return table_view_page(height);
}

/* --- details --------------------------------------------------------------------------------- */

static void draw_head(const struct import_item *item, const struct area *area)
{
    char number[64];
    snprintf(number, sizeof number, _("Import %lld"), (long long)item->run.id);
    int x = area_cut(area, 0, 0, area->width, PEN(ROLE_TITLE), number) + 2;
    x += area_cut(area, x, 0, area->width - x, PEN(ROLE_VALUE), item->run.file) + 2;
    bool standing = item->run.undone_at == TIME_NONE;
    area_cut(area, x, 0, area->width - x, PEN(standing ? ROLE_DIM : ROLE_WARNING), item->state);
}

static const char *moment_words(const struct scope *scope, int64_t moment, char buffer[64])
{
    struct civil civil;
    buffer[0] = '\0';
    if (scope && moment != TIME_NONE) {
        zone_civil(scope->zone_rules, moment, &civil);
        snprintf(buffer, 64, "%04d-%02d-%02d %02d:%02d", civil.year, civil.month, civil.day,
                 civil.hour, civil.minute);
    }
    return buffer;
}

/* "daily · imported 2026-10-31 18:30 · days 2026-09-28–10-31" */
static void source_words(const struct import_item *item, const struct view_context *context,
                         char *words, size_t size)
{
    const struct import_run *run = &item->run;
    char part[128], buffer[64];
    snprintf(words, size, _("format %.60s"), run->format);
    if (run->profile) {
        snprintf(part, sizeof part, _("profile %.80s"), run->profile);
        shared_joined(words, size, " · ", part);
    }
    snprintf(part, sizeof part, _("imported %s"),
             moment_words(context->scope, run->imported_at, buffer));
    shared_joined(words, size, " · ", part);
    if (run->updated_at != run->imported_at) {
        snprintf(part, sizeof part, _("continued %s"),
                 moment_words(context->scope, run->updated_at, buffer));
        shared_joined(words, size, " · ", part);
    }
    if (item->from != DAY_NONE) {
        snprintf(part, sizeof part, _("days %s"),
                 format_day_range(item->from, item->to, context->ascii, buffer));
        shared_joined(words, size, " · ", part);
    }
}

/* "413 rows, 2 rejected · added or changed 413 messages and days · corrected 3 earlier figures" */
static void count_words(const struct import_run *run, char *words, size_t size)
{
    char part[128], buffer[FORMAT_SIZE];
    snprintf(words, size, NG_("%s row", "%s rows", run->rows), format_count(run->rows, buffer));
    snprintf(part, sizeof part, _("%s rejected"), format_count(run->rejected, buffer));
    shared_joined(words, size, ", ", part);
    if (run->ignored > 0) {
        snprintf(part, sizeof part, _("%s with nothing to count in"),
                 format_count(run->ignored, buffer));
        shared_joined(words, size, ", ", part);
    }
    snprintf(part, sizeof part,
             NG_("added or changed %s message or day", "added or changed %s messages and days",
                 run->changed),
             format_count(run->changed, buffer));
    shared_joined(words, size, " · ", part);
    if (run->conflicts > 0) {
        snprintf(part, sizeof part,
                 NG_("corrected %s earlier figure", "corrected %s earlier figures", run->conflicts),
                 format_count(run->conflicts, buffer));
        shared_joined(words, size, " · ", part);
    }
}

/* What the ledger says by itself. Returns the rows. */
static int draw_facts(const struct import_item *item, const struct area *area, int y,
                      const struct view_context *context)
{
    char words[512];
    struct area inside = area_in(area, 2, 0, area->width - 2, area->height);
    source_words(item, context, words, sizeof words);
    int rows = shared_paragraph(&inside, y, 4, PEN(ROLE_TEXT), words);
    count_words(&item->run, words, sizeof words);
    return rows + shared_paragraph(&inside, y + rows, 4, PEN(ROLE_TEXT), words);
}

/* Names one by one, so that right-to-left ones keep to themselves. Returns the rows. */
static int draw_campaigns(const struct import_detail *detail, const struct area *area, int y)
{
    if (detail->campaign_count == 0) {
        return 0;
    }
    shared_heading(area, y, _("Campaigns it speaks of"), NULL);
    int x = 2, row = y + 1;
    for (size_t i = 0; i < detail->campaign_count; i++) {
        int columns = area_columns(area, detail->campaigns[i]);
        if (x > 2 && x + columns > area->width) {
            x = 2;
            row++;
        }
        x += area_cut(area, x, row, area->width - x, PEN(ROLE_TEXT), detail->campaigns[i]);
        x += area_text(area, x, row, PEN(ROLE_DIM), i + 1 < detail->campaign_count ? "," : "") + 1;
    }
    if (detail->campaign_all > (int64_t)detail->campaign_count) {
        char words[96];
        long long more = (long long)(detail->campaign_all - (int64_t)detail->campaign_count);
        snprintf(words, sizeof words, _("and %lld more"), more);
        area_cut(area, 2, ++row, area->width - 2, PEN(ROLE_DIM), words);
    }
    return row + 1 - y;
}

static int draw_changes(struct imports_state *state, const struct area *area, int y)
{
    const struct table *table = state->detail->changes;
    if (table->row_count == 0) {
        return 0;
    }
    int rows = (int)table->row_count + 1;
    shared_heading(area, y, _("Figures it corrected"), NULL);
    struct area below = area_in(area, 0, y + 1, area->width, rows);
    table_view_draw(&state->changes, &below, &(struct table_view_options){.passive = true});
    struct area notes = area_in(area, 2, y + 1 + rows, area->width - 2, (int)table->note_count);
    return 1 + rows + shared_notes(&notes, 0, notes.height, table->notes, table->note_count);
}

/* From row `top` of all of it on. Returns the rows that all takes. */
static int draw_detail(struct imports_state *state, const struct import_item *item,
                       const struct area *area, int top, const struct view_context *context)
{
    struct area whole = area_in(area, 0, -top, area->width, area->height + top);
    draw_head(item, &whole);
    int y = 1 + draw_facts(item, &whole, 1, context);
    if (!state->detail || state->detail->item.run.id != item->run.id) {
        struct area below = area_in(&whole, 0, y, whole.width, whole.height - y);
        shared_reading(&below);
        return y + 2;
    }
    int rows = draw_campaigns(state->detail, &whole, y + 1);
    y += rows > 0 ? rows + 1 : 0;
    rows = draw_changes(state, &whole, y + 1);
    return y + (rows > 0 ? rows + 1 : 0);
}

/* What does not fit says how to see it. */
static void draw_part(struct imports_state *state, const struct import_item *item,
                      const struct area *area, const struct view_context *context)
{
    if (draw_detail(state, item, area, 0, context) > area->height && area->height > 1) {
        struct area last = area_in(area, 0, area->height - 1, area->width, 1);
        char key[KEYMAP_KEYS_SIZE], words[96];
        snprintf(words, sizeof words, _("more: %s"),
                 keymap_keys(context->keys, ACTION_OPEN, true, key));
        area_clear(&last);
        area_cut(&last, 0, 0, last.width, PEN(ROLE_DIM), words);
    }
}

static void draw_open(struct imports_state *state, const struct import_item *item,
                      const struct area *body, const struct view_context *context)
{
    struct area rest = *body;
    struct area bar = area_take_right(&rest, 2);
    bar = area_in(&bar, 1, 0, 1, bar.height);
    state->detail_rows = draw_detail(state, item, &rest, state->top, context);
    int last = state->detail_rows > rest.height ? state->detail_rows - rest.height : 0;
    if (state->top > last) {
        area_clear(&rest);
        state->top = last;
        draw_detail(state, item, &rest, last, context);
    }
    struct scroll scroll = {.top = (size_t)state->top};
    scroll_bar(&bar, &scroll, (size_t)state->detail_rows, (size_t)rest.height);
}

/* --- all of it ------------------------------------------------------------------------------- */

void imports_draw(void *data, const struct area *body, const struct view_context *context)
{
    struct imports_state *state = data;
    if (!state->shown) {
        shared_reading(body);
        return;
    }
    const struct import_item *item = imports_selected(state);
    if (state->open && item) {
        draw_open(state, item, body, context);
        return;
    }
    struct area list = *body, rest = {.canvas = body->canvas};
    switch (imports_split(body->width, body->height)) {
    case IMPORTS_BESIDE:
        rest = area_take_right(&list, BESIDE);
        area_take_right(&list, 2);
        break;
    case IMPORTS_UNDER:
        rest = list;
        list = area_take_top(&rest, list_rows(state, body->height));
        area_take_top(&rest, 1);
        break;
    case IMPORTS_LIST:
        break;
    }
    state->table_width = list.width;
    state->table_height = list.height;
    table_view_draw(&state->view, &list,
                    &(struct table_view_options){.empty = _("Nothing was imported yet.")});
    if (item && rest.width > 0 && rest.height > 0) {
        draw_part(state, item, &rest, context);
    }
}
