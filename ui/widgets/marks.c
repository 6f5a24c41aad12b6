/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/marks.h"

#include "base/i18n.h"

enum role marks_role(int grade, bool certain)
{
    static const enum role roles[GRADE_COUNT][2] = {{ROLE_POOR_LEANING, ROLE_POOR},
                                                    {ROLE_TYPICAL_LEANING, ROLE_TYPICAL},
                                                    {ROLE_GOOD_LEANING, ROLE_GOOD},
                                                    {ROLE_BEST_LEANING, ROLE_BEST}};
    return grade >= 0 && grade < GRADE_COUNT ? roles[grade][certain] : ROLE_TEXT;
}

enum role marks_band(int grade)
{
    static const enum role roles[GRADE_COUNT] = {ROLE_BAND_POOR, ROLE_BAND_TYPICAL, ROLE_BAND_GOOD,
                                                 ROLE_BAND_BEST};
    return grade >= 0 && grade < GRADE_COUNT ? roles[grade] : ROLE_TEXT;
}

void marks_grade(const struct area *area, int x, int y, int grade, bool certain)
{
    static const char letters[GRADE_COUNT] = {'P', 'T', 'G', 'B'};
    static const uint32_t signs[GRADE_COUNT] = {0x25bc, 0x25c6, 0x25b2, 0x2605};
    if (grade < 0 || grade >= GRADE_COUNT) {
        return;
    }
    uint32_t sign = area->canvas->flags & CANVAS_SIGNS ? signs[grade] : (uint32_t)letters[grade];
    struct pen pen = PEN(marks_role(grade, certain));
    if (!certain) {
        area_put(area, x, y, pen, '~');
    }
    area_sign(area, x + 1, y, pen, sign, letters[grade]);
}

enum marks_change marks_change(double difference, int direction)
{
    if (!(difference > 0) && !(difference < 0)) {
        return MARKS_SAME;
    }
    if (direction == 0) {
        return MARKS_NEUTRAL;
    }
    return (difference > 0) == (direction > 0) ? MARKS_BETTER : MARKS_WORSE;
}

int marks_delta(const struct area *area, int x, int y, int columns, enum marks_change change,
                const char *words)
{
    struct pen pen = PEN(change == MARKS_BETTER  ? ROLE_DELTA_GOOD
                         : change == MARKS_WORSE ? ROLE_DELTA_BAD
                                                 : ROLE_DELTA_SAME);
    const char *meaning = change == MARKS_BETTER  ? _("better")
                          : change == MARKS_WORSE ? _("worse")
                                                  : NULL;
    int natural = area_columns(area, words);
    if (meaning && natural + 1 + area_columns(area, meaning) <= columns) {
        int used = area_text(area, x, y, pen, words);
        return used + 1 + area_text(area, x + used + 1, y, pen, meaning);
    }
    if (change == MARKS_WORSE) {
        int used = area_cut(area, x, y, columns - 1, pen, words);
        return used + (columns > 0 ? area_text(area, x + used, y, pen, "!") : 0);
    }
    return area_cut(area, x, y, columns, pen, words);
}
