/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/scroll.h"

void scroll_fit(struct scroll *scroll, size_t count, size_t page)
{
    page = page ? page : 1;
    if (count == 0) {
        scroll->selected = scroll->top = 0;
        return;
    }
    if (scroll->selected >= count) {
        scroll->selected = count - 1;
    }
    size_t last_top = count > page ? count - page : 0;
    if (scroll->top > last_top) {
        scroll->top = last_top;
    }
    if (scroll->selected < scroll->top) {
        scroll->top = scroll->selected;
    } else if (scroll->selected - scroll->top >= page) {
        scroll->top = scroll->selected - page + 1;
    }
}

static size_t moved(size_t from, long rows, size_t limit)
{
    if (rows < 0) {
        size_t back = (size_t)0 - (size_t)rows;
        return back < from ? from - back : 0;
    }
    return (size_t)rows < limit - from ? from + (size_t)rows : limit;
}

void scroll_by(struct scroll *scroll, size_t count, size_t page, long rows)
{
    scroll_fit(scroll, count, page);
    if (count) {
        scroll->selected = moved(scroll->selected, rows, count - 1);
        scroll_fit(scroll, count, page);
    }
}

void scroll_to(struct scroll *scroll, size_t count, size_t page, size_t row)
{
    scroll->selected = row;
    scroll_fit(scroll, count, page);
}

void scroll_page(struct scroll *scroll, size_t count, size_t page, long rows)
{
    page = page ? page : 1;
    size_t last_top = count > page ? count - page : 0;
    scroll->top = moved(scroll->top < last_top ? scroll->top : last_top, rows, last_top);
    scroll->selected = scroll->top;
}

void scroll_bar(const struct area *area, const struct scroll *scroll, size_t count, size_t page)
{
    size_t height = (size_t)area->height;
    if (count <= page || height < 2) {
        return;
    }
    size_t thumb = page * height / count;
    thumb = thumb < 1 ? 1 : thumb >= height ? height - 1 : thumb;
    size_t place = (height - thumb) * scroll->top / (count - page);
    for (size_t i = 0; i < height; i++) {
        bool on = i >= place && i < place + thumb;
        area_sign(area, 0, (int)i, PEN(on ? ROLE_LABEL : ROLE_BAR_REST), on ? 0x2503 : 0x2502,
                  on ? '#' : '|');
    }
}
