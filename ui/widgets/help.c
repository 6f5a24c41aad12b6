/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/help.h"

#include "text/ascii.h"
#include "ui/canvas/wrap.h"

enum { MOST_COLUMNS = 84, CHROME = 4 };

size_t help_page(int height)
{
    return height > CHROME + 1 ? (size_t)(height - CHROME) : 1;
}

static int inner_columns(int columns)
{
    int inner = columns - 5; /* borders, blanks and the scroll bar */
    return inner < 1 ? 1 : inner > MOST_COLUMNS ? MOST_COLUMNS : inner;
}

static int key_columns(const struct help_line *lines, size_t count, int inner, bool ascii)
{
    int widest = 0;
    for (size_t i = 0; i < count; i++) {
        int own = lines[i].keys ? ascii_columns(lines[i].keys, ascii) : 0;
        widest = own > widest ? own : widest;
    }
    return widest > inner / 3 ? inner / 3 : widest;
}

/* Rows of a line; drawn at row y when area is not NULL. */
static int put_line(const struct area *area, int y, const struct help_line *line, int keys,
                    int inner, bool ascii)
{
    if (!line->keys) {
        if (area) {
            area_cut(area, 0, y, inner, PEN(ROLE_TITLE), line->words);
        }
        return 1;
    }
    int indent = keys + 2;
    int rows = wrap_rows(line->words, inner - indent, ascii);
    if (area) {
        struct area words = area_in(area, indent, 0, inner - indent, area->height);
        area_cut(area, 0, y, keys, PEN(ROLE_HINT_KEY), line->keys);
        wrap_draw(&words, y, PEN(ROLE_TEXT), line->words);
    }
    return rows < 1 ? 1 : rows;
}

size_t help_rows(const struct help_line *lines, size_t count, int columns, bool ascii)
{
    int inner = inner_columns(columns);
    int keys = key_columns(lines, count, inner, ascii);
    size_t rows = 0;
    for (size_t i = 0; i < count; i++) {
        rows += (size_t)put_line(NULL, 0, &lines[i], keys, inner, ascii);
    }
    return rows;
}

void help_draw(const struct area *area, const char *title, const struct help_line *lines,
               size_t count, struct scroll *scroll, const struct hint *hints, size_t hint_count)
{
    bool ascii = area_is_ascii(area);
    int inner = inner_columns(area->width);
    int keys = key_columns(lines, count, inner, ascii);
    size_t rows = help_rows(lines, count, area->width, ascii);
    size_t page = help_page(area->height);
    int shown = (int)(rows < page ? rows : page);
    struct area inside = dialog_open(area, inner + 1, shown + 2, title);
    if (inside.height > 1) {
        struct area bottom = area_take_bottom(&inside, 1);
        dialog_hints(&bottom, 0, 0, bottom.width, hints, hint_count);
    }
    struct area text = area_take_top(&inside, shown);
    page = text.height > 0 ? (size_t)text.height : 1;
    scroll_page(scroll, rows, page, 0);
    if (rows > page && text.width > 2) {
        struct area bar = area_take_right(&text, 1);
        scroll_bar(&bar, scroll, rows, page);
    }
    int y = -(int)scroll->top;
    for (size_t i = 0; i < count; i++) {
        y += put_line(&text, y, &lines[i], keys, inner, ascii);
    }
}
