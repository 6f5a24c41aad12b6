/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pace of a month as a table (pace.h). */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/pace.h"

enum {
    ID,
    LABEL,
    KIND,
    MONTH,
    REACHED,
    LOW,
    HIGH,
    TARGET,
    SHARE,
    PASSED,
    PROJECTED,
    UNKNOWN,
    STATE,
    TEXT,
    GAUGE,
    SAYS,
    COLUMNS
};

static struct cell empty(void)
{
    return (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
}

/* A value of the line's figure as a cell; NAN: none. */
static struct cell value_cell(const struct pace_line *line, double value)
{
    struct target like = line->target;
    like.value = value;
    return isnan(value) ? empty() : target_cell(&like);
}

static struct cell share_cell(double share)
{
    return isnan(share) ? empty()
                        : (struct cell){.kind = CELL_PERCENT, .number = share, .grade = GRADE_NONE};
}

/* The bar is what was reached, the thin stroke where it leads; the bands meet at the target. */
static bool put_gauge(struct arena *arena, const struct pace_line *line, struct cell *cell)
{
    double target = line->target.value, value = line->value.value;
    *cell = empty();
    if (!line->value.has_value) {
        return true;
    }
    struct gauge *gauge = ARENA_NEW(arena, struct gauge);
    if (!gauge) {
        return false;
    }
    double top = fmax(target, value);
    top = isnan(line->projected) ? top : fmax(top, line->projected);
    *gauge = (struct gauge){.value = value,
                            .low = line->value.has_interval ? line->value.low : (double)NAN,
                            .high = line->value.has_interval ? line->value.high : (double)NAN,
                            .before = line->projected,
                            .target = target,
                            .typical = target,
                            .good = target,
                            .best = target,
                            .begin = 0,
                            .end = top * 1.15,
                            .direction = line->direction,
                            .words = line->text};
    if (value >= 0 && gauge->end > 0) {
        *cell = (struct cell){.gauge = gauge, .kind = CELL_GAUGE, .grade = GRADE_NONE};
    }
    return true;
}

static bool fill_row(struct arena *arena, struct table *table, size_t row, const struct pace *pace)
{
    const struct pace_line *line = &pace->lines[row];
    const struct target *target = &line->target;
    char month[TARGET_MONTH_SIZE];
    const char *name = arena_strdup(arena, target_month_name(pace->month, month));
    bool all = target->kind == KIND_UNKNOWN, has = line->value.has_value;
    bool interval = has && line->value.has_interval;
    struct cell reached =
        has ? value_cell(line, line->value.value) : cell_unknown(line->value.reason);
    if (has && line->value.estimated) {
        reached.flags |= CELL_ESTIMATED;
    }
    const struct cell cells[COLUMNS] = {
        [ID] = cell_text(target_figure(target)),
        [LABEL] = cell_text(line->label),
        [KIND] = all ? empty() : cell_text(campaign_kind_name(target->kind)),
        [MONTH] = cell_text(name),
        [REACHED] = reached,
        [LOW] = value_cell(line, interval ? line->value.low : (double)NAN),
        [HIGH] = value_cell(line, interval ? line->value.high : (double)NAN),
        [TARGET] = target_cell(target),
        [SHARE] = share_cell(line->share),
        [PASSED] = share_cell(pace->passed),
        [PROJECTED] = value_cell(line, line->projected),
        [UNKNOWN] = cell_count(line->unknown + line->partly),
        [STATE] = cell_text(pace_state_name(line->state)),
        [TEXT] = cell_text(line->text),
        [SAYS] = cell_text(line->beside)};
    memcpy(table_cell(table, row, 0), cells, sizeof cells);
    return name && put_gauge(arena, line, table_cell(table, row, GAUGE));
}

struct table *pace_table(struct arena *arena, const struct pace *pace)
{
    const struct table_column columns[COLUMNS] = {
        [ID] = {.id = "id", .title = _("Id"), .kind = CELL_TEXT, .key = true},
        [LABEL] = {.id = "figure", .title = _("Figure"), .kind = CELL_TEXT},
        [KIND] = {.id = "kind", .title = _("Kind"), .kind = CELL_TEXT, .key = true},
        [MONTH] = {.id = "month", .title = _("Month"), .kind = CELL_TEXT, .key = true},
        [REACHED] = {.id = "reached", .title = _("Reached"), .kind = CELL_NUMBER},
        [LOW] = {.id = "low", .title = _("Low"), .kind = CELL_NUMBER, .key = true},
        [HIGH] = {.id = "high", .title = _("High"), .kind = CELL_NUMBER, .key = true},
        [TARGET] = {.id = "target", .title = _("Target"), .kind = CELL_NUMBER},
        [SHARE] = {.id = "share", .title = _("Share"), .kind = CELL_PERCENT},
        [PASSED] = {.id = "passed", .title = _("Month"), .kind = CELL_PERCENT, .key = true},
        [PROJECTED] = {.id = "at_this_pace", .title = _("At this pace"), .kind = CELL_NUMBER},
        [UNKNOWN] = {.id = "unknown_of",
                     .title = _("Not known of"),
                     .kind = CELL_COUNT,
                     .key = true},
        [STATE] = {.id = "state", .title = _("State"), .kind = CELL_TEXT, .key = true},
        [TEXT] = {.id = "text", .title = _("In words"), .kind = CELL_TEXT, .key = true},
        [GAUGE] = {.id = "gauge",
                   .title = _("Month"),
                   .help = _("Month: the bar is what was reached, the light line at the end of a "
                             "rate's how far it may be off, the blue stroke the target, the thin "
                             "gray one where it leads at this pace."),
                   .kind = CELL_GAUGE},
        [SAYS] = {.id = "says", .title = _("How it goes"), .kind = CELL_TEXT}};
    struct table_column *kept = ARENA_ARRAY(arena, struct table_column, COLUMNS);
    if (!kept) {
        return NULL;
    }
    memcpy(kept, columns, sizeof columns);
    for (int i = REACHED; i <= UNKNOWN; i++) {
        kept[i].align = TABLE_RIGHT;
    }
    struct table *table = table_new(arena, pace ? pace->title : _("Targets of the month"), kept,
                                    COLUMNS, pace ? pace->count : 0);
    for (size_t i = 0; table && pace && i < pace->count; i++) {
        table = fill_row(arena, table, i, pace) ? table : NULL;
    }
    for (size_t i = 0; table && pace && i < pace->note_count; i++) {
        table = table_note(table, arena, pace->notes[i]) ? table : NULL;
    }
    return table;
}
