/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/views/shared.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "ui/canvas/wrap.h"

bool shared_rows(enum action action, size_t page, long *rows)
{
    long whole = page > 0 && page < LONG_MAX ? (long)page : 1;
    long half = whole > 1 ? whole / 2 : 1;
    switch ((int)action) {
    case ACTION_UP:
        *rows = -1;
        return true;
    case ACTION_DOWN:
        *rows = 1;
        return true;
    case ACTION_PAGE_UP:
        *rows = -whole;
        return true;
    case ACTION_PAGE_DOWN:
        *rows = whole;
        return true;
    case ACTION_HALF_UP:
        *rows = -half;
        return true;
    case ACTION_HALF_DOWN:
        *rows = half;
        return true;
    case ACTION_FIRST:
        *rows = LONG_MIN;
        return true;
    case ACTION_LAST:
        *rows = LONG_MAX;
        return true;
    default:
        return false;
    }
}

void shared_reading(const struct area *body)
{
    area_cut(body, 2, 1, body->width - 2, PEN(ROLE_DIM),
             area_is_ascii(body) ? _("reading ...") : _("reading …"));
}

int shared_paragraph(const struct area *area, int y, int rows, struct pen pen, const char *text)
{
    struct strbuf form = STRBUF_INIT;
    const char *line;
    size_t length;
    int used = 0;
    text = area_form(area, text, &form);
    while (used < rows && text && *text) {
        const char *rest = text;
        bool more = wrap_next(&text, area->width, &line, &length);
        if (!more) {
            break;
        }
        if (used == rows - 1 && *text) {
            area_cut(area, 0, y + used, area->width, pen, rest);
        } else {
            area_text_n(area, 0, y + used, pen, line, length);
        }
        used++;
    }
    strbuf_free(&form);
    return used;
}

int shared_rows_of(const char *text, int columns, int rows, bool ascii)
{
    int needed = wrap_rows(text, columns, ascii);
    return needed < rows ? needed : rows;
}

int shared_notes(const struct area *area, int y, int rows, const char *const *notes, size_t count)
{
    int used = 0;
    for (size_t i = 0; i < count && used < rows; i++) {
        used += shared_paragraph(area, y + used, rows - used, PEN(ROLE_NOTE), notes[i]);
    }
    return used;
}

void shared_joined(char *words, size_t size, const char *between, const char *text)
{
    size_t length = strlen(words);
    if (text && text[0] && length < size) {
        snprintf(words + length, size - length, "%s%s", length ? between : "", text);
    }
}

void shared_heading(const struct area *area, int y, const char *title, const char *more)
{
    int used = area_cut(area, 0, y, area->width, PEN(ROLE_TITLE), title);
    if (more && used + 2 < area->width) {
        area_cut(area, used + 2, y, area->width - used - 2, PEN(ROLE_DIM), more);
    }
}

bool shared_bullet(struct bullet *bullet, enum kpi kpi, bool known, double value,
                   const struct benchmark_row *row)
{
    const struct kpi_info *info = kpi_info(kpi);
    if (!row) {
        return false;
    }
    *bullet = (struct bullet){.has_value = known,
                              .value = value,
                              .has_bands = true,
                              .edges = {row->typical, row->good, row->best},
                              .direction = info->direction};
    bullet_scale(bullet, 0, info->formula == KPI_FORMULA_RATE ? 1 : (double)INFINITY);
    return true;
}
