/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/funnel.h"

#include <stdio.h>

#include "base/i18n.h"
#include "text/format.h"
#include "ui/canvas/bar.h"

/* The known stage before i, or -1. */
static int stage_before(const struct funnel_stage *stages, int i)
{
    while (--i >= 0) {
        if (stages[i].known) {
            return i;
        }
    }
    return -1;
}

int funnel_largest_drop(const struct funnel_stage *stages, size_t count)
{
    int found = -1;
    int64_t most = 0;
    for (int i = 0; i < (int)count; i++) {
        int before = stage_before(stages, i);
        if (stages[i].known && before >= 0 && stages[before].count - stages[i].count > most) {
            most = stages[before].count - stages[i].count;
            found = i;
        }
    }
    return found;
}

struct layout {
    int label, figure, bar; /* columns; 0: left out */
    bool step, drop;        /* room for the share, and for the words of the largest drop */
    int64_t whole;          /* what a full bar stands for */
};

enum { STEP = 9, SIGN = 2, DROP = 24 };

static struct layout lay_out(const struct area *area, const struct funnel_stage *stages,
                             size_t count)
{
    struct layout layout = {.figure = 3};
    for (size_t i = 0; i < count; i++) {
        char buffer[FORMAT_SIZE];
        int label = area_columns(area, stages[i].label);
        int figure =
            stages[i].known ? area_columns(area, format_count(stages[i].count, buffer)) : 0;
        layout.label = label > layout.label ? label : layout.label;
        layout.figure = figure > layout.figure ? figure : layout.figure;
        if (stages[i].known && stages[i].count > layout.whole) {
            layout.whole = stages[i].count;
        }
    }
    int rest = area->width - layout.label - layout.figure - 3 - SIGN;
    layout.step = rest >= STEP + 4;
    rest -= layout.step ? STEP : 0;
    layout.drop = rest >= DROP + 10;
    rest -= layout.drop ? DROP : 0;
    layout.bar = rest < 0 ? 0 : rest > 60 ? 60 : rest;
    return layout;
}

static void draw_stage(const struct area *area, const struct layout *layout,
                       const struct funnel_stage *stages, int i, bool largest)
{
    char buffer[FORMAT_SIZE];
    const struct funnel_stage *stage = &stages[i];
    area_cut(area, 0, i, area->width, PEN(ROLE_LABEL), stage->label);
    int x = layout->label + 2;
    const char *figure = stage->known ? format_count(stage->count, buffer) : _("n/a");
    area_field(area, x, i, layout->figure, WIDTH_RIGHT,
               PEN(stage->known ? ROLE_VALUE : ROLE_UNKNOWN), figure);
    if (!stage->known) {
        return;
    }
    x += layout->figure + 1;
    if (layout->whole > 0) {
        bar_draw(area, x, i, layout->bar, (double)stage->count / (double)layout->whole,
                 PEN(largest ? ROLE_DROP : ROLE_BAR));
    }
    x += layout->bar;
    int before = stage_before(stages, i);
    if (before < 0) {
        return;
    }
    if (layout->step && stages[before].count > 0) {
        double share = (double)stage->count / (double)stages[before].count;
        area_field(area, x, i, STEP, WIDTH_RIGHT, PEN(ROLE_DIM),
                   format_percent(share, true, buffer));
    }
    if (largest) {
        char words[96];
        snprintf(words, sizeof words, _("largest drop: %s"),
                 format_count(stages[before].count - stage->count, buffer));
        x += layout->step ? STEP : 0;
        area_sign(area, x + 1, i, PEN(ROLE_DROP), 0x25c0, '<');
        if (layout->drop) {
            area_cut(area, x + 3, i, DROP - 1, PEN(ROLE_DROP), words);
        }
    }
}

int funnel_draw(const struct area *area, const struct funnel_stage *stages, size_t count)
{
    struct layout layout = lay_out(area, stages, count);
    int largest = funnel_largest_drop(stages, count);
    for (int i = 0; i < (int)count; i++) {
        draw_stage(area, &layout, stages, i, i == largest);
    }
    return (int)count;
}
