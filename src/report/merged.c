/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/merged.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "store/query.h"
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

/* --- what may become one ---------------------------------------------------------------------- */

static int by_sent(const void *a, const void *b)
{
    const struct merge_choice *x = a, *y = b;
    return x->sent != y->sent ? (x->sent < y->sent) - (x->sent > y->sent)
                              : strcmp(x->name, y->name);
}

bool merge_choices(struct arena *arena, struct store *store, const int64_t *campaigns, size_t count,
                   const struct merge_choices **choices, struct err *err)
{
    struct merge_choices *made = ARENA_NEW(arena, struct merge_choices);
    struct merge_choice *rows = ARENA_ARRAY(arena, struct merge_choice, count + 1);
    if (!made || !rows) {
        return err_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        struct campaign_row row;
        if (campaigns[i] == 0) {
            return err_set(err, ERR_REFUSED, _("%s is no campaign"), CAMPAIGN_UNATTRIBUTED);
        }
        if (!query_campaign(store, arena, campaigns[i], DAY_NONE, INT32_MAX, &row, err)) {
            return false;
        }
        rows[i] = (struct merge_choice){campaigns[i], row.name, -1, row.start, row.end};
        total_get(&row.total, COUNTER_SENT, &rows[i].sent);
    }
    if (count > 0) {
        qsort(rows, count, sizeof *rows, by_sent);
    }
    *made = (struct merge_choices){rows, count};
    *choices = made;
    return true;
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

/* "and 7 more, 12 300 sent": those behind the first. */
static void put_rest(struct strbuf *out, const struct merge_result *result, size_t from)
{
    char words[FORMAT_SIZE];
    int64_t sum = 0;
    for (size_t i = from; i < result->count; i++) {
        sum = counter_sum(sum, result->parts[i].sent > 0 ? result->parts[i].sent : 0);
    }
    strbuf_printf(
        out,
        NG_("; and %zu more, %s sent", "; and %zu more, %s sent", (int64_t)(result->count - from)),
        result->count - from, format_count(sum, words));
}

/* What can be done about it, with what is to be typed. */
static void put_remedy(struct strbuf *out, const struct merge_twice *twice)
{
    char words[FORMAT_SIZE];
    long long import = twice->import;
    if (!import) {
        strbuf_puts(out, _("The imports that brought them are too old to be undone\n"));
    } else if (twice->others == 0) {
        strbuf_printf(out,
                      _("If that is one list under two names, take it back once: campane imports "
                        "undo %lld (%.80s)\n"),
                      import, twice->file);
    } else {
        strbuf_printf(
            out,
            NG_("If that is one list under two names, take it back once and import the "
                "rest of that file again: campane imports undo %lld (%.80s, with %s other "
                "message)\n",
                "If that is one list under two names, take it back once and import the "
                "rest of that file again: campane imports undo %lld (%.80s, with %s other "
                "messages)\n",
                twice->others),
            import, twice->file, format_count(twice->others, words));
    }
}

static void put_twice(struct strbuf *out, const struct merge_twice *twice)
{
    char words[FORMAT_SIZE];
    strbuf_printf(out,
                  NG_("%s message of lists without message ids is in more than one of them and "
                      "counts twice\n",
                      "%s messages of lists without message ids are in more than one of them and "
                      "count twice\n",
                      twice->messages),
                  format_count(twice->messages, words));
    put_remedy(out, twice);
    if (twice->import && twice->left > 0) {
        strbuf_printf(
            out,
            NG_("%s is left then: undo this merge, too, and merge again to be told where\n",
                "%s are left then: undo this merge, too, and merge again to be told "
                "where\n",
                twice->left),
            format_count(twice->left, words));
    }
}

static void put_figures(struct strbuf *out, const struct merge_result *result, size_t most)
{
    int64_t sum = 0;
    size_t counting = 0;
    strbuf_puts(out, _("Before: "));
    for (size_t i = 0; i < result->count; i++) {
        if (i < most) {
            strbuf_puts(out, i ? "; " : "");
            put_sent(out, &result->parts[i]);
        } else if (i == most) {
            put_rest(out, result, i);
        }
        sum = counter_sum(sum, result->parts[i].sent > 0 ? result->parts[i].sent : 0);
        counting += result->parts[i].sent > 0;
    }
    strbuf_puts(out, _("\nNow: "));
    put_sent(out, &result->whole);
    strbuf_puts(out, "\n");
    if (result->twice.messages > 0) {
        put_twice(out, &result->twice);
    } else if (counting > 1 && sum == result->whole.sent) {
        strbuf_puts(out, _("They add up: messages that files told of under more than one of these "
                           "names would count twice\n"));
    }
}

static bool differs(const struct merge_part *part, const struct merge_part *whole)
{
    return (part->kind != whole->kind && part->kind != KIND_UNKNOWN &&
            whole->kind != KIND_UNKNOWN) ||
           (part->goal != whole->goal && part->goal != GOAL_UNKNOWN &&
            whole->goal != GOAL_UNKNOWN) ||
           (part->archived && !whole->archived);
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

const char *merged_words(struct arena *arena, const struct merge_result *result, size_t most)
{
    struct strbuf out = STRBUF_INIT;
    bool mixed = false;
    size_t different = 0;
    if (result->fresh) {
        strbuf_printf(&out, _("\"%.80s\" is a new name\n"), result->whole.name);
    }
    put_figures(&out, result, most);
    for (size_t i = 0; i < result->count; i++) {
        different += differs(&result->parts[i], &result->whole);
        if (different <= most) {
            put_differences(&out, &result->parts[i], &result->whole);
        }
        mixed = mixed || result->parts[i].mixed;
    }
    if (different > most) {
        strbuf_printf(&out,
                      NG_("%zu more was of another kind or goal, or archived\n",
                          "%zu more were of another kind or goal, or archived\n",
                          (int64_t)(different - most)),
                      different - most);
    }
    if (result->whole.mixed && !mixed) {
        strbuf_puts(&out, _("Their money is in several currencies: it is not added up\n"));
    }
    const char *kept = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return kept;
}
