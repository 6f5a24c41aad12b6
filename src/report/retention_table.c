/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables and notes of retention.h. */
#include <stdio.h>

#include "base/i18n.h"
#include "report/retention_private.h"
#include "text/format.h"

static struct cell share_cell(const struct retention_share *share, bool counting)
{
    if (!share->has) {
        return cell_unknown(KPI_REASON_ZERO_DENOMINATOR);
    }
    return (struct cell){.number = share->value,
                         .kind = CELL_PERCENT,
                         .grade = GRADE_NONE,
                         .flags = counting ? CELL_COUNTING : 0};
}

/* --- the triangle ---------------------------------------------------------------------------- */

enum { AT_WEEK, AT_PEOPLE, AT_CELLS };

static const struct table_column *triangle_columns(struct arena *arena, size_t weeks)
{
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, AT_CELLS + weeks);
    if (!columns) {
        return NULL;
    }
    columns[AT_WEEK] = (struct table_column){.id = "week",
                                             .title = _("First week"),
                                             .help = _("the week of a person's first message, by "
                                                       "its Monday"),
                                             .kind = CELL_DAY};
    columns[AT_PEOPLE] = (struct table_column){.id = "people",
                                               .title = _("People"),
                                               .kind = CELL_COUNT,
                                               .align = TABLE_RIGHT,
                                               .priority = 1};
    for (size_t i = 0; i < weeks; i++) {
        columns[AT_CELLS + i] = (struct table_column){
            .id = arena_printf(arena, "week_%zu", i),
            .title = arena_printf(arena, "+%zu", i),
            .help = _("share of these people who read, clicked or replied to what was sent to "
                      "them so many weeks later"),
            .kind = CELL_PERCENT,
            .align = TABLE_RIGHT,
            .priority = (uint8_t)(2 + i)};
        if (!columns[AT_CELLS + i].id || !columns[AT_CELLS + i].title) {
            return NULL;
        }
    }
    return columns;
}

static struct table *make_triangle(struct arena *arena, const struct retention *retention)
{
    size_t weeks = retention->cohort_count ? retention->cohorts[0].count : 0;
    const struct table_column *columns = triangle_columns(arena, weeks);
    struct table *table = columns ? table_new(arena,
                                              _("Who was engaged, by the week of the first "
                                                "message"),
                                              columns, AT_CELLS + weeks, retention->cohort_count)
                                  : NULL;
    for (size_t i = 0; table && i < retention->cohort_count; i++) {
        const struct retention_cohort *cohort = &retention->cohorts[i];
        *table_cell(table, i, AT_WEEK) = cell_day(cohort->week);
        *table_cell(table, i, AT_PEOPLE) = cell_count(cohort->people);
        for (size_t k = 0; k < cohort->count; k++) {
            const struct retention_cell *cell = &cohort->cells[k];
            if (cell->reached > 0) {
                *table_cell(table, i, AT_CELLS + k) = share_cell(&cell->engaged, cell->counting);
            }
        }
    }
    return table;
}

/* --- week by week ---------------------------------------------------------------------------- */

enum {
    WEEK_WEEK,
    WEEK_PEOPLE,
    WEEK_FRESH,
    WEEK_RETURNING,
    WEEK_ENGAGED,
    WEEK_BEFORE,
    WEEK_STAYED,
    WEEK_LEFT,
    WEEK_LEFT_SHARE,
    WEEK_STATE,
    WEEK_COLUMNS
};

static const struct table_column *weekly_columns(struct arena *arena)
{
    const struct table_column columns[WEEK_COLUMNS] = {
        [WEEK_WEEK] = {.id = "week", .title = _("Week from"), .kind = CELL_DAY},
        [WEEK_PEOPLE] = {.id = "people",
                         .title = _("People"),
                         .help = _("people to whom anything was sent"),
                         .kind = CELL_COUNT,
                         .align = TABLE_RIGHT,
                         .priority = 1},
        [WEEK_FRESH] = {.id = "new",
                        .title = _("New"),
                        .help = _("of those, for the first time"),
                        .kind = CELL_COUNT,
                        .align = TABLE_RIGHT,
                        .priority = 2},
        [WEEK_RETURNING] = {.id = "returning",
                            .title = _("Returning"),
                            .kind = CELL_COUNT,
                            .align = TABLE_RIGHT,
                            .priority = 6},
        [WEEK_ENGAGED] = {.id = "engaged",
                          .title = _("Engaged"),
                          .help = _("people who read, clicked or replied"),
                          .kind = CELL_COUNT,
                          .align = TABLE_RIGHT,
                          .priority = 4},
        [WEEK_BEFORE] = {.id = "engaged_before",
                         .title = _("Before"),
                         .help = _("people engaged in the week before"),
                         .kind = CELL_COUNT,
                         .align = TABLE_RIGHT,
                         .priority = 7},
        [WEEK_STAYED] = {.id = "stayed",
                         .title = _("Stayed"),
                         .help = _("share of those engaged in the week before who are again"),
                         .kind = CELL_PERCENT,
                         .align = TABLE_RIGHT,
                         .priority = 3},
        [WEEK_LEFT] = {.id = "optouts",
                       .title = _("Opt-outs"),
                       .help = _("people who opted out after a message of that week"),
                       .kind = CELL_COUNT,
                       .align = TABLE_RIGHT,
                       .priority = 5},
        [WEEK_LEFT_SHARE] = {.id = "left",
                             .title = _("Left"),
                             .help = _("share of the people of that week who opted out"),
                             .kind = CELL_PERCENT,
                             .align = TABLE_RIGHT,
                             .priority = 2},
        [WEEK_STATE] = {.id = "state", .title = "", .kind = CELL_TEXT, .priority = 3},
    };
    struct table_column *made = ARENA_ARRAY(arena, struct table_column, WEEK_COLUMNS);
    for (int i = 0; made && i < WEEK_COLUMNS; i++) {
        made[i] = columns[i];
    }
    return made;
}

static struct table *make_weekly(struct arena *arena, const struct retention *retention)
{
    const struct table_column *columns = weekly_columns(arena);
    struct table *table =
        columns ? table_new(arena, _("Week by week"), columns, WEEK_COLUMNS, retention->week_count)
                : NULL;
    for (size_t i = 0; table && i < retention->week_count; i++) {
        const struct retention_week *week = &retention->rows[i];
        bool asked = week->left.n > 0;
        *table_cell(table, i, WEEK_WEEK) = cell_day(week->week);
        *table_cell(table, i, WEEK_PEOPLE) = cell_count(week->people);
        *table_cell(table, i, WEEK_FRESH) = cell_count(week->fresh);
        *table_cell(table, i, WEEK_RETURNING) = cell_count(week->people - week->fresh);
        *table_cell(table, i, WEEK_ENGAGED) = cell_count(week->engaged);
        *table_cell(table, i, WEEK_BEFORE) = cell_count(week->stayed.n);
        *table_cell(table, i, WEEK_STAYED) = share_cell(&week->stayed, week->counting);
        *table_cell(table, i, WEEK_LEFT) =
            asked ? cell_count(week->left.x) : cell_unknown(KPI_REASON_UNKNOWN_COUNTER);
        *table_cell(table, i, WEEK_LEFT_SHARE) = asked ? share_cell(&week->left, week->counting)
                                                       : cell_unknown(KPI_REASON_UNKNOWN_COUNTER);
        *table_cell(table, i, WEEK_STATE) = cell_text(week->counting ? _("still counting") : "");
    }
    return table;
}

/* --- after which message --------------------------------------------------------------------- */

static struct table *make_leaving(struct arena *arena, const struct retention *retention)
{
    const struct table_column columns[] = {
        {.id = "campaign", .title = _("Campaign"), .kind = CELL_TEXT, .min_columns = 12},
        {.id = "template",
         .title = _("Template"),
         .kind = CELL_TEXT,
         .priority = 1,
         .min_columns = 10},
        {.id = "optouts", .title = _("Opt-outs"), .kind = CELL_COUNT, .align = TABLE_RIGHT},
        {.id = "sent", .title = _("Sent"), .kind = CELL_COUNT, .align = TABLE_RIGHT, .priority = 2},
        {.id = "left",
         .title = _("Left"),
         .help = _("opt-outs / sent"),
         .kind = CELL_PERCENT,
         .align = TABLE_RIGHT,
         .priority = 1},
        {.id = "low",
         .title = _("from"),
         .kind = CELL_PERCENT,
         .align = TABLE_RIGHT,
         .priority = 3},
        {.id = "high",
         .title = _("to"),
         .kind = CELL_PERCENT,
         .align = TABLE_RIGHT,
         .priority = 3,
         .paired = true},
    };
    struct table_column *made = ARENA_ARRAY(arena, struct table_column, ARRAY_COUNT(columns));
    for (size_t i = 0; made && i < ARRAY_COUNT(columns); i++) {
        made[i] = columns[i];
    }
    struct table *table = made ? table_new(arena, _("After which message people left"), made,
                                           ARRAY_COUNT(columns), retention->leaving_count)
                               : NULL;
    for (size_t i = 0; table && i < retention->leaving_count; i++) {
        const struct retention_leaving *row = &retention->leavings[i];
        *table_cell(table, i, 0) = cell_text(row->name);
        *table_cell(table, i, 1) = cell_text(row->template);
        *table_cell(table, i, 2) = cell_count(row->left.x);
        *table_cell(table, i, 3) = cell_count(row->left.n);
        *table_cell(table, i, 4) = share_cell(&row->left, false);
        *table_cell(table, i, 5) =
            (struct cell){.number = row->left.low, .kind = CELL_PERCENT, .grade = GRADE_NONE};
        *table_cell(table, i, 6) =
            (struct cell){.number = row->left.high, .kind = CELL_PERCENT, .grade = GRADE_NONE};
    }
    return table;
}

/* --- notes ----------------------------------------------------------------------------------- */

#define NOTES_MAX 8

struct notes {
    struct arena *arena;
    const char **lines;
    size_t count;
    bool failed;
};

static void add_note(struct notes *notes, const char *words)
{
    notes->failed |= !words;
    if (words && notes->count < NOTES_MAX) {
        notes->lines[notes->count++] = words;
    }
}

static void add_left_out(struct notes *notes, const struct retention *retention)
{
    char number[FORMAT_SIZE];
    if (retention->no_person > 0) {
        format_count(retention->no_person, number);
        add_note(notes, arena_printf(notes->arena,
                                     NG_("%s message does not say to whom it went and is left out.",
                                         "%s messages do not say to whom they went and are left "
                                         "out.",
                                         retention->no_person),
                                     number));
    }
    if (retention->no_word > 0) {
        format_count(retention->no_word, number);
        add_note(notes,
                 arena_printf(notes->arena,
                              NG_("Of %s message nobody can know whether it was read, clicked or "
                                  "replied to; it is left out.",
                                  "Of %s messages nobody can know whether they were read, clicked "
                                  "or replied to; they are left out.",
                                  retention->no_word),
                              number));
    }
}

static bool is_counting(const struct retention *retention)
{
    return retention->week_count > 0 && retention->rows[retention->week_count - 1].counting;
}

bool retention_lay_out(struct arena *arena, const struct scope *scope, struct retention *retention,
                       struct err *err)
{
    struct notes notes = {arena, ARENA_ARRAY(arena, const char *, NOTES_MAX), 0, false};
    (void)scope;
    if (!notes.lines) {
        return err_memory(err);
    }
    if (!retention->has_messages) {
        add_note(&notes, _("n/a: import message-level logs."));
    } else if (retention->week_count == 0) {
        add_note(&notes, _("No messages to people in this period."));
    } else {
        add_note(&notes, _("Engaged: read, clicked or replied to a message sent in that week. Of "
                           "all people of a first week, also those who were not written to later; "
                           "blank: nothing was sent to any of them."));
    }
    if (is_counting(retention)) {
        char day[FORMAT_SIZE];
        int32_t since = retention->rows[retention->week_count - 1].week;
        for (size_t i = retention->week_count; i-- > 0 && retention->rows[i].counting;) {
            since = retention->rows[i].week;
        }
        add_note(&notes, arena_printf(arena, _("Weeks from %s on are still counting and may rise."),
                                      format_day(since, day)));
    }
    if (retention->cut) {
        add_note(&notes,
                 arena_printf(arena, _("Only the last %d weeks are shown."), RETENTION_WEEKS_MAX));
    }
    add_left_out(&notes, retention);
    if (retention->base) {
        add_note(&notes,
                 arena_printf(arena, _("Retention: who was engaged again, %s."), retention->base));
    }
    retention->triangle = make_triangle(arena, retention);
    retention->weekly = make_weekly(arena, retention);
    retention->leaving = make_leaving(arena, retention);
    retention->notes = notes.lines;
    retention->note_count = notes.count;
    return (!notes.failed && retention->triangle && retention->weekly && retention->leaving) ||
           err_memory(err);
}
