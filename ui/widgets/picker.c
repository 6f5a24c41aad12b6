/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/picker.h"

enum { CHROME = 4, MARKS = 4 }; /* border, blank and hints; "▸ * " */
enum { LEAST = 44 };            /* room for the hints */

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

size_t picker_page(const struct picker *picker, int height)
{
    int room = height - CHROME < 1 ? 1 : height - CHROME;
    return picker->count < (size_t)room ? picker->count : (size_t)room;
}

struct layout {
    int labels, columns, rows;
};

static struct layout lay_out(const struct picker *picker, const struct area *area)
{
    struct layout layout = {.rows = (int)picker_page(picker, area->height)};
    int details = 0;
    for (size_t i = 0; i < picker->count; i++) {
        const struct picker_item *item = &picker->items[i];
        int label = area_columns(area, item->label);
        int detail = item->detail ? 2 + area_columns(area, item->detail) : 0;
        layout.labels = label > layout.labels ? label : layout.labels;
        details = detail > details ? detail : details;
    }
    layout.columns = MARKS + layout.labels + details + 2;
    int title = area_columns(area, picker->title) + 4;
    layout.columns = layout.columns < title ? title : layout.columns;
    layout.columns = layout.columns < LEAST ? LEAST : layout.columns;
    layout.labels = smaller(layout.labels, area->width - CHROME - MARKS);
    return layout;
}

static void draw_item(const struct picker *picker, const struct area *area, int labels, size_t i,
                      int y)
{
    const struct picker_item *item = &picker->items[i];
    bool selected = i == picker->scroll.selected;
    if (selected) {
        area_sign(area, 0, y, PEN(ROLE_MARKER), 0x25b8, '>');
    }
    if (item->current) {
        area_put(area, 2, y, PEN(ROLE_MARK), '*');
    }
    area_cut(area, MARKS, y, labels, PEN(selected ? ROLE_SELECTED : ROLE_TEXT), item->label);
    int x = MARKS + labels + 2;
    area_cut(area, x, y, area->width - x, PEN(ROLE_DIM), item->detail);
}

void picker_draw(struct picker *picker, const struct area *area, const struct hint *hints,
                 size_t hint_count)
{
    struct layout layout = lay_out(picker, area);
    struct area inside = dialog_open(area, layout.columns, layout.rows + 2, picker->title);
    if (inside.height > layout.rows) {
        struct area bottom = area_take_bottom(&inside, 1);
        dialog_hints(&bottom, 0, 0, bottom.width, hints, hint_count);
    }
    struct area list = area_take_top(&inside, layout.rows);
    size_t page = list.height > 0 ? (size_t)list.height : 1;
    scroll_fit(&picker->scroll, picker->count, page);
    if (picker->count > page && list.width > MARKS + 2) {
        struct area bar = area_take_right(&list, 1);
        scroll_bar(&bar, &picker->scroll, picker->count, page);
    }
    for (int y = 0; y < list.height; y++) {
        size_t i = picker->scroll.top + (size_t)y;
        if (i < picker->count) {
            draw_item(picker, &list, layout.labels, i, y);
        }
    }
}

int picker_hit(const struct picker *picker, const struct area *area, int x, int y)
{
    struct layout layout = lay_out(picker, area);
    int width = smaller(layout.columns + 4, area->width);
    int height = smaller(layout.rows + 4, area->height);
    x -= (area->width - width) / 2;
    y -= (area->height - height) / 2 + 1;
    if (x < 1 || x >= width - 1 || y < 0 || y >= layout.rows) {
        return -1;
    }
    size_t i = picker->scroll.top + (size_t)y;
    return i < picker->count ? (int)i : -1;
}
