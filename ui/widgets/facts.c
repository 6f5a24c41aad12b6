/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/facts.h"

#include "base/i18n.h"
#include "ui/canvas/wrap.h"

/* Columns of labels: the widest, but never more than a third. */
static int label_columns(const struct area *area, const struct fact *facts, size_t count)
{
    int widest = 0;
    for (size_t i = 0; i < count; i++) {
        int columns = facts[i].label ? area_columns(area, facts[i].label) : 0;
        widest = columns > widest ? columns : widest;
    }
    return widest > area->width / 3 ? area->width / 3 : widest;
}

int facts_draw(const struct area *area, const struct fact *facts, size_t count, int skip)
{
    int labels = label_columns(area, facts, count);
    int y = -skip;
    for (size_t i = 0; i < count; i++) {
        const struct fact *fact = &facts[i];
        int indent = fact->label ? labels + 2 : 0;
        struct area values = area_in(area, indent, 0, area->width - indent, area->height);
        struct pen pen = PEN(fact->value ? fact->role : ROLE_UNKNOWN);
        int rows = wrap_draw(&values, y, pen, fact->value ? fact->value : _("n/a"));
        if (fact->label) {
            area_cut(area, 0, y, labels, PEN(ROLE_LABEL), fact->label);
        }
        y += rows < 1 ? 1 : rows;
    }
    return y + skip;
}
