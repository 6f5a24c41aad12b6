/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/merged.h"

#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "text/format.h"

enum { NAME, INTO, SINCE, RUN, COLUMNS };

bool merged_table(struct arena *arena, struct store *store, struct table **table, struct err *err)
{
    const struct table_column columns[COLUMNS] = {
        [NAME] = {.id = "name", .title = _("In files"), .kind = CELL_TEXT},
        [INTO] = {.id = "into", .title = _("Campaign"), .kind = CELL_TEXT},
        [SINCE] = {.id = "since", .title = _("Since"), .kind = CELL_MOMENT},
        [RUN] = {.id = "import", .title = _("No"), .kind = CELL_COUNT, .align = TABLE_RIGHT}};
    struct merge_row *rows;
    size_t count;
    if (!merge_list(store, arena, &rows, &count, err)) {
        return false;
    }
    struct table_column *kept = ARENA_ARRAY(arena, struct table_column, COLUMNS);
    struct table *made = NULL;
    if (kept) {
        memcpy(kept, columns, sizeof columns);
        made = table_new(arena, _("Merged"), kept, COLUMNS, count);
    }
    for (size_t i = 0; made && i < count; i++) {
        *table_cell(made, i, NAME) = cell_text(rows[i].name);
        *table_cell(made, i, INTO) = cell_text(rows[i].into);
        *table_cell(made, i, SINCE) =
            (struct cell){.integer = rows[i].since, .kind = CELL_MOMENT, .grade = GRADE_NONE};
        *table_cell(made, i, RUN) = cell_count(rows[i].run);
    }
    *table = made;
    return made || err_memory(err);
}

/* --- what it did ------------------------------------------------------------------------------ */

/* "Diwali" 1,200 sent */
static void put_sent(struct strbuf *out, const struct merge_part *part)
{
    char words[FORMAT_SIZE];
    if (part->sent < 0) {
        strbuf_printf(out, _("\"%.80s\", sends not known"), part->name);
    } else {
        strbuf_printf(out, NG_("\"%.80s\" %s sent", "\"%.80s\" %s sent", part->sent), part->name,
                      format_count(part->sent, words));
    }
}

static void put_figures(struct strbuf *out, const struct merge_result *result)
{
    int64_t sum = 0;
    size_t counting = 0;
    strbuf_puts(out, _("Before: "));
    for (size_t i = 0; i < result->count; i++) {
        strbuf_puts(out, i ? "; " : "");
        put_sent(out, &result->parts[i]);
        sum = counter_sum(sum, result->parts[i].sent > 0 ? result->parts[i].sent : 0);
        counting += result->parts[i].sent > 0;
    }
    strbuf_puts(out, _("\nNow: "));
    put_sent(out, &result->whole);
    strbuf_puts(out, "\n");
    if (result->twice > 0) {
        char words[FORMAT_SIZE];
        strbuf_printf(out,
                      NG_("%s message of lists without message ids is in more than one of them and "
                          "counts twice\n",
                          "%s messages of lists without message ids are in more than one of them "
                          "and count twice\n",
                          result->twice),
                      format_count(result->twice, words));
    } else if (counting > 1 && sum == result->whole.sent) {
        strbuf_puts(out, _("They add up: messages that files told of under more than one of these "
                           "names would count twice\n"));
    }
}

static void put_differences(struct strbuf *out, const struct merge_part *part,
                            const struct merge_part *whole)
{
    if (part->kind != whole->kind && part->kind != KIND_UNKNOWN && whole->kind != KIND_UNKNOWN) {
        strbuf_printf(out, _("\"%.80s\" was of kind %s; %s stands\n"), part->name,
                      campaign_kind_name(part->kind), campaign_kind_name(whole->kind));
    }
    if (part->goal != whole->goal && part->goal != GOAL_UNKNOWN && whole->goal != GOAL_UNKNOWN) {
        strbuf_printf(out, _("\"%.80s\" had the goal %s; %s stands\n"), part->name,
                      campaign_goal_name(part->goal), campaign_goal_name(whole->goal));
    }
    if (part->archived && !whole->archived) {
        strbuf_printf(out, _("\"%.80s\" was archived; \"%.80s\" is not\n"), part->name,
                      whole->name);
    }
}

const char *merged_words(struct arena *arena, const struct merge_result *result)
{
    struct strbuf out = STRBUF_INIT;
    bool mixed = false;
    if (result->fresh) {
        strbuf_printf(&out, _("\"%.80s\" is a new name\n"), result->whole.name);
    }
    put_figures(&out, result);
    for (size_t i = 0; i < result->count; i++) {
        put_differences(&out, &result->parts[i], &result->whole);
        mixed = mixed || result->parts[i].mixed;
    }
    if (result->whole.mixed && !mixed) {
        strbuf_puts(&out, _("Their money is in several currencies: it is not added up\n"));
    }
    const char *kept = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return kept;
}
