/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/excluded.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "text/format.h"

enum { WHAT, NAME, PEOPLE, MESSAGES, SINCE, RUN, COLUMNS };

/* "2 campaigns"; "" for none. */
static void put_campaigns(char words[2 * FORMAT_SIZE], int64_t count)
{
    char number[FORMAT_SIZE];
    words[0] = '\0';
    if (count > 0) {
        snprintf(words, 2 * FORMAT_SIZE, NG_("%s campaign", "%s campaigns", count),
                 format_count(count, number));
    }
}

static void put_recipients(char words[2 * FORMAT_SIZE], int64_t count)
{
    char number[FORMAT_SIZE];
    words[0] = '\0';
    if (count > 0) {
        snprintf(words, 2 * FORMAT_SIZE, NG_("%s recipient", "%s recipients", count),
                 format_count(count, number));
    }
}

const char *excluded_words(struct arena *arena, const struct exclude_facts *facts)
{
    char campaigns[2 * FORMAT_SIZE], recipients[2 * FORMAT_SIZE], number[FORMAT_SIZE];
    if (facts->campaigns + facts->recipients == 0) {
        return "";
    }
    put_campaigns(campaigns, facts->campaigns);
    put_recipients(recipients, facts->recipients);
    return arena_printf(arena,
                        NG_("Excluded: %s%s%s; %s message of theirs is in no figure and no test.",
                            "Excluded: %s%s%s; %s messages of theirs are in no figure and no "
                            "test.",
                            facts->messages),
                        campaigns, campaigns[0] && recipients[0] ? ", " : "", recipients,
                        format_count(facts->messages, number));
}

const char *excluded_limit(struct arena *arena, const struct exclude_facts *facts)
{
    char number[FORMAT_SIZE];
    if (facts->sums_only == 0) {
        return "";
    }
    return arena_printf(arena,
                        NG_("%s campaign is known by sums alone: what it sent to excluded "
                            "recipients cannot be taken out of them.",
                            "%s campaigns are known by sums alone: what they sent to excluded "
                            "recipients cannot be taken out of them.",
                            facts->sums_only),
                        format_count(facts->sums_only, number));
}

bool excluded_refuse(const char *name, struct err *err)
{
    err_set(err, ERR_REFUSED, _("\"%.80s\" is excluded: it is in no test"), name);
    return err_todo(err, "%s", _("campane exclude drop --campaign lets it count again"));
}

static struct cell empty(void)
{
    return (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
}

static void put_row(struct table *table, size_t at, const struct exclude_row *row)
{
    *table_cell(table, at, WHAT) = cell_text(row->name ? "campaign" : "recipients");
    *table_cell(table, at, NAME) = row->name ? cell_text(row->name) : empty();
    *table_cell(table, at, PEOPLE) = row->name ? empty() : cell_count(row->recipients);
    *table_cell(table, at, MESSAGES) = row->messages >= 0 ? cell_count(row->messages) : empty();
    *table_cell(table, at, SINCE) =
        (struct cell){.integer = row->since, .kind = CELL_MOMENT, .grade = GRADE_NONE};
    *table_cell(table, at, RUN) = cell_count(row->run);
}

static bool add_notes(struct arena *arena, struct table *table, const struct exclude_facts *facts)
{
    const char *words = excluded_words(arena, facts), *limit = excluded_limit(arena, facts);
    return words && limit && (!words[0] || table_note(table, arena, words)) &&
           (!limit[0] || table_note(table, arena, limit));
}

bool excluded_table(struct arena *arena, struct store *store, struct table **table, struct err *err)
{
    const struct table_column columns[COLUMNS] = {
        [WHAT] = {.id = "what", .title = _("What"), .kind = CELL_TEXT},
        [NAME] = {.id = "name", .title = _("Campaign"), .kind = CELL_TEXT},
        [PEOPLE] = {.id = "recipients",
                    .title = _("People"),
                    .kind = CELL_COUNT,
                    .align = TABLE_RIGHT},
        [MESSAGES] = {.id = "messages",
                      .title = _("Messages"),
                      .kind = CELL_COUNT,
                      .align = TABLE_RIGHT},
        [SINCE] = {.id = "since", .title = _("Since"), .kind = CELL_MOMENT},
        [RUN] = {.id = "import", .title = _("No"), .kind = CELL_COUNT, .align = TABLE_RIGHT}};
    struct exclude_row *rows;
    struct exclude_facts facts;
    size_t count;
    if (!exclude_list(store, arena, &rows, &count, err) || !exclude_facts(store, &facts, err)) {
        return false;
    }
    struct table_column *kept = ARENA_ARRAY(arena, struct table_column, COLUMNS);
    struct table *made = NULL;
    if (kept) {
        memcpy(kept, columns, sizeof columns);
        made = table_new(arena, _("Excluded"), kept, COLUMNS, count);
    }
    for (size_t i = 0; made && i < count; i++) {
        put_row(made, i, &rows[i]);
    }
    if (!made || !add_notes(arena, made, &facts)) {
        return err_memory(err);
    }
    *table = made;
    return true;
}
