/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/dialog.h"

#include "ui/canvas/lines.h"
#include "ui/canvas/wrap.h"

enum { HINT_GAP = 3 };

struct area dialog_open(const struct area *area, int columns, int rows, const char *title)
{
    /* The box, and a blank column between it and what is inside. */
    int width = columns + 4 > area->width ? area->width : columns + 4;
    int height = rows + 2 > area->height ? area->height : rows + 2;
    struct area box =
        area_in(area, (area->width - width) / 2, (area->height - height) / 2, width, height);
    area_clear(&box);
    area_ground(&box, ROLE_OVERLAY);
    struct area inside = lines_box(&box, PEN(ROLE_BORDER), PEN(ROLE_OVERLAY_TITLE), title);
    return inside.width > 2 ? area_inside(&inside, 1, 0) : inside;
}

static int hint_columns(const struct area *area, const struct hint *hint)
{
    return area_columns(area, hint->key) + 1 + area_columns(area, hint->words);
}

static int put_hint(const struct area *area, int x, int y, const struct hint *hint)
{
    int used = area_text(area, x, y, PEN(ROLE_HINT_KEY), hint->key);
    return used + 1 + area_text(area, x + used + 1, y, PEN(ROLE_HINT), hint->words);
}

/* Some of them from x on, a gap before each that is not the first of all; returns where they end.
 */
static int put_hints(const struct area *area, int x, int y, const struct hint *hints, size_t count,
                     bool first)
{
    for (size_t i = 0; i < count; i++) {
        x += first && i == 0 ? 0 : HINT_GAP;
        x += put_hint(area, x, y, &hints[i]);
    }
    return x;
}

int dialog_hints_keep(const struct area *area, int x, int y, int columns, const struct hint *hints,
                      size_t count, size_t kept)
{
    /* Every hint with a gap, which one of them does not need. */
    int room = columns + HINT_GAP;
    size_t last = 0, first = 0;
    while (last < count && last < (kept ? kept : 1) &&
           hint_columns(area, &hints[count - 1 - last]) + HINT_GAP <= room) {
        room -= hint_columns(area, &hints[count - 1 - last]) + HINT_GAP;
        last++;
    }
    while (last > 0 && first + last < count &&
           hint_columns(area, &hints[first]) + HINT_GAP <= room) {
        room -= hint_columns(area, &hints[first]) + HINT_GAP;
        first++;
    }
    int end = put_hints(area, x, y, hints, first, true);
    return put_hints(area, end, y, hints + count - last, last, first == 0) - x;
}

int dialog_hints(const struct area *area, int x, int y, int columns, const struct hint *hints,
                 size_t count)
{
    return dialog_hints_keep(area, x, y, columns, hints, count, 1);
}

void dialog_message(const struct area *area, const char *title, const char *text,
                    const struct hint *answers, size_t count)
{
    int most = area->width - 4 < 64 ? area->width - 4 : 64;
    int columns = area_columns(area, title) + 4;
    int hints = 0;
    for (size_t i = 0; i < count; i++) {
        hints += hint_columns(area, &answers[i]) + (i ? HINT_GAP : 0);
    }
    columns = hints > columns ? hints : columns;
    struct strbuf form = STRBUF_INIT;
    const char *rest = area_form(area, text, &form);
    const char *line;
    size_t length;
    while (most > 0 && wrap_next(&rest, most, &line, &length)) {
        int own = width_text(line, length);
        columns = own > columns ? own : columns;
    }
    strbuf_free(&form);
    columns = columns > most ? most : columns;
    int rows = columns > 0 ? wrap_rows(text, columns, area_is_ascii(area)) : 1;
    struct area inside = dialog_open(area, columns, rows + (count ? 2 : 0), title);
    struct area bottom =
        count && inside.height > 1 ? area_take_bottom(&inside, 1) : area_in(&inside, 0, 0, 0, 0);
    wrap_draw(&inside, 0, PEN(ROLE_TEXT), text);
    dialog_hints(&bottom, 0, 0, bottom.width, answers, count);
}
