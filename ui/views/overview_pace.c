/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The month towards its targets, below the words of the selected tile. */
#include "ui/views/overview_private.h"

#include <stdio.h>

#include "base/i18n.h"
#include "report/words.h"

enum { LABEL_MOST = 26, LABEL_NARROW = 14 };

/* How many lines there is room for. */
static int lines_for(int height)
{
    return height < 18 ? 1 : height < 30 ? 2 : height < 45 ? 3 : 6;
}

/* Only what is known of all campaigns has the sign of what goes well, and a rate only beyond chance
 * any. */
static void draw_sign(const struct pace_line *line, const struct area *area, int y)
{
    bool sure = line->is_sum
                    ? line->unknown + line->partly + line->foreign == 0 || line->direction > 0
                    : line->sure;
    switch (sure || line->is_sum ? line->state : PACE_EARLY) {
    case PACE_MISSED:
        area_sign(area, 0, y, PEN(ROLE_POOR), '!', '!');
        break;
    case PACE_BEHIND:
        area_sign(area, 0, y, PEN(ROLE_TYPICAL), 0x25c6, '*');
        break;
    case PACE_ON:
    case PACE_REACHED:
        if (sure) {
            area_sign(area, 0, y, PEN(ROLE_GOOD), 0x2713, '+');
            break;
        }
        area_sign(area, 0, y, PEN(ROLE_DIM), 0xb7, '-');
        break;
    case PACE_UNKNOWN:
    case PACE_EARLY:
    case PACE_UNSURE:
    case PACE_STATES:
        area_sign(area, 0, y, PEN(ROLE_DIM), 0xb7, '-');
        break;
    }
}

static int label_columns(const struct area *area, const struct pace *pace, int lines)
{
    int widest = 0, most = area->width < 100 ? LABEL_NARROW : LABEL_MOST;
    for (int i = 0; i < lines; i++) {
        int columns = area_columns(area, pace->lines[i].label);
        widest = columns > widest ? columns : widest;
    }
    return widest < most ? widest : most;
}

/* The longest words that have room. */
static const char *words_for(const struct area *area, const struct pace_line *line, int columns)
{
    return area_columns(area, line->text) <= columns    ? line->text
           : area_columns(area, line->plain) <= columns ? line->plain
                                                        : line->brief;
}

bool overview_draw_pace(const struct overview_state *state, struct area *rest, int height)
{
    const struct pace *pace = state->overview->pace;
    int lines = lines_for(height);
    if (!pace || rest->height < 3) {
        return false;
    }
    lines = (size_t)lines < pace->count ? lines : (int)pace->count;
    int heading = height < 30 ? 0 : height < 45 ? 1 : 2; /* with a blank row where there is room */
    struct area area = area_take_top(rest, lines + heading);
    size_t more = pace->count - (size_t)lines;
    char words[WORDS_SIZE] = "";
    if (more > 0) {
        snprintf(words, sizeof words,
                 NG_("%zu more: campane report", "%zu more: campane report", (int64_t)more), more);
    }
    if (heading > 0) {
        shared_heading(&area, heading - 1, pace->title, words);
    }
    int labels = label_columns(&area, pace, lines);
    for (int i = 0; i < lines; i++) {
        const struct pace_line *line = &pace->lines[i];
        int y = i + heading, x = 3 + labels;
        draw_sign(line, &area, y);
        area_cut(&area, 2, y, labels, PEN(ROLE_TEXT), line->label);
        area_cut(&area, x, y, area.width - x, PEN(ROLE_TEXT),
                 words_for(&area, line, area.width - x));
    }
    return true;
}
