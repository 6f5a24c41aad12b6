/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/banner.h"

#include <math.h>
#include <stdio.h>

#include "ui/canvas/bar.h"
#include "ui/canvas/lines.h"

void banner_draw(const struct area *area, int y, enum banner_kind kind, const char *words)
{
    static const struct {
        enum role role;
        uint32_t sign;
        char ascii;
    } kinds[] = {
        [BANNER_ERROR] = {ROLE_ERROR, 0x2717, 'x'},
        [BANNER_WARNING] = {ROLE_WARNING, '!', '!'},
        [BANNER_OK] = {ROLE_OK, 0x2713, '+'},
        [BANNER_NOTE] = {ROLE_NOTE, 0, 0},
    };
    struct pen pen = PEN(kinds[kind].role);
    struct area row = area_in(area, 0, y, area->width, 1);
    area_fill(&row, PEN(ROLE_TEXT), ' ');
    int x = 0;
    if (kinds[kind].sign) {
        area_sign(&row, 0, 0, pen, kinds[kind].sign, kinds[kind].ascii);
        x = 2;
    }
    area_cut(&row, x, 0, row.width - x, pen, words);
}

void banner_progress(const struct area *area, int y, double fraction, unsigned step,
                     const char *words)
{
    enum { FIGURE = 6, LEAST = 8, MOST = 50 };
    struct area row = area_in(area, 0, y, area->width, 1);
    int used = area_cut(&row, 0, 0, row.width, PEN(ROLE_TEXT), words);
    bool known = fraction >= 0;
    int room = row.width - used - 1 - (known ? FIGURE : 0);
    if (room < LEAST) {
        room = 0;
    }
    room = room > MOST ? MOST : room;
    lines_horizontal(&row, used + 1, 0, room, PEN(ROLE_BAR_REST));
    if (known) {
        char figure[16];
        fraction = fraction > 1 ? 1 : fraction;
        bar_draw(&row, used + 1, 0, room, fraction, PEN(ROLE_BAR));
        /* 100 % is said when all is done, not a moment before. */
        snprintf(figure, sizeof figure, "%d %%", (int)floor(fraction * 100));
        area_text(&row, used + 1 + room + (room ? 1 : 0), 0, PEN(ROLE_VALUE), figure);
    } else if (room > 4) {
        int at = (int)(step % (unsigned)(room - 3));
        for (int i = 0; i < 4; i++) {
            area_sign(&row, used + 1 + at + i, 0, PEN(ROLE_BAR), 0x2588, '#');
        }
    }
}
