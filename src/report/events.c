/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/events.h"

#include <string.h>

#include "base/i18n.h"

enum { COLUMNS = 7 };

static struct cell empty(void)
{
    return (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
}

/* Words on how a dropped one comes back; false: out of memory. */
static bool put_state(struct arena *arena, struct table *table, size_t row,
                      const struct event *event)
{
    bool stands = event->dropped_at == TIME_NONE;
    const char *words = stands ? NULL
                               : arena_printf(arena, _("dropped: campane event restore %lld"),
                                              (long long)event->id);
    *table_cell(table, row, 5) = cell_text(stands ? "stands" : "dropped");
    *table_cell(table, row, 6) = words ? cell_text(words) : empty();
    return stands || words;
}

bool events_table(struct arena *arena, struct store *store, struct table **table, struct err *err)
{
    const struct table_column columns[COLUMNS] = {
        {.id = "id", .title = _("No"), .kind = CELL_COUNT, .align = TABLE_RIGHT},
        {.id = "from", .title = _("From"), .kind = CELL_DAY},
        {.id = "to", .title = _("To"), .kind = CELL_DAY},
        {.id = "tag", .title = _("Tag"), .kind = CELL_TEXT},
        {.id = "text", .title = _("What happened"), .kind = CELL_TEXT},
        {.id = "state", .title = _("State"), .kind = CELL_TEXT, .key = true},
        {.id = "note", .title = _("Note"), .kind = CELL_TEXT},
    };
    struct event *events;
    size_t count;
    if (!events_list(store, arena, DAY_NONE, INT32_MAX, true, &events, &count, err)) {
        return false;
    }
    struct table_column *kept = ARENA_ARRAY(arena, struct table_column, COLUMNS);
    int64_t *ids = ARENA_ARRAY(arena, int64_t, count + 1);
    if (!kept || !ids) {
        return err_memory(err);
    }
    memcpy(kept, columns, sizeof columns);
    struct table *made = table_new(arena, _("Events"), kept, COLUMNS, count);
    if (!made) {
        return err_memory(err);
    }
    made->row_ids = ids;
    for (size_t i = 0; i < count; i++) {
        ids[i] = events[i].id;
        *table_cell(made, i, 0) = cell_count(events[i].id);
        *table_cell(made, i, 1) = cell_day(events[i].first);
        *table_cell(made, i, 2) = cell_day(events[i].last);
        *table_cell(made, i, 3) = events[i].tag ? cell_text(events[i].tag) : empty();
        *table_cell(made, i, 4) = cell_text(events[i].text);
        if (!put_state(arena, made, i, &events[i])) {
            return err_memory(err);
        }
    }
    if (!count && !table_note(made, arena, _("No event was named: campane event DATE TEXT"))) {
        return err_memory(err);
    }
    *table = made;
    return true;
}

const char *events_words(struct arena *arena, const struct event *events, size_t count,
                         int32_t first, int32_t last)
{
    const char *words = "";
    for (size_t i = 0; words && i < count; i++) {
        if (events[i].last >= first && events[i].first <= last) {
            words =
                words[0] ? arena_printf(arena, "%s · %s", words, events[i].text) : events[i].text;
        }
    }
    return words;
}
