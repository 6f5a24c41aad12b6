/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money and opportunities of a brief: what leaders ask of money.h and opportunities.h. */
#include <string.h>

#include "base/i18n.h"
#include "report/brief_private.h"
#include "report/money.h"

/* --- money ----------------------------------------------------------------------------------- */

static bool is_asked(const char *figure)
{
    static const char *const asked[] = {
        "campaigns",           "cost", "revenue", "roi", "rocs",
        "cost_per_conversion", "cac",  "aov",     "clv", "break_even_conversions",
        "conversions"};
    for (size_t i = 0; i < ARRAY_COUNT(asked); i++) {
        if (strcmp(asked[i], figure) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_known(const struct table *table, size_t row, size_t first)
{
    for (size_t column = first; column < table->column_count; column++) {
        enum cell_kind kind = (enum cell_kind)table_cell(table, row, column)->kind;
        if (kind != CELL_UNKNOWN && kind != CELL_EMPTY) {
            return true;
        }
    }
    return false;
}

/* Those rows of the table of money that are asked for and known in some currency. */
static struct table *money_rows(const struct brief_builder *builder, const struct table *table)
{
    int figure = table_column_by_id(table, "figure");
    size_t *rows = ARENA_ARRAY(builder->arena, size_t, table->row_count + 1), count = 0;
    for (size_t row = 0; rows && row < table->row_count; row++) {
        if (is_asked(table_cell(table, row, (size_t)figure)->text) && is_known(table, row, 2)) {
            rows[count++] = row;
        }
    }
    struct table *made =
        rows ? table_new(builder->arena, table->title, table->columns, table->column_count, count)
             : NULL;
    for (size_t row = 0; made && row < count; row++) {
        memcpy(table_cell(made, row, 0), table_cell(table, rows[row], 0),
               table->column_count * sizeof *table->cells);
    }
    return made;
}

static bool say_money(struct brief_builder *builder, const struct money *money)
{
    long long without = (long long)money->without, mixed = (long long)money->mixed;
    return (without == 0 ||
            brief_unknown(builder, arena_printf(builder->arena,
                                                NG_("Of %lld campaign neither cost nor revenue is "
                                                    "known.",
                                                    "Of %lld campaigns neither cost nor revenue "
                                                    "is known.",
                                                    money->without),
                                                without))) &&
           (mixed == 0 ||
            brief_unknown(builder,
                          arena_printf(builder->arena,
                                       NG_("%lld campaign has money in several currencies and is "
                                           "in none of the sums.",
                                           "%lld campaigns have money in several currencies and "
                                           "are in none of the sums.",
                                           money->mixed),
                                       mixed)));
}

static bool build_money(struct brief_builder *builder)
{
    const struct money *money;
    const struct money_options brief = {.brief = true};
    return money_build(builder->arena, builder->store, builder->scope, &brief, builder->cancel,
                       &money, builder->err) &&
           brief_keep(builder, BRIEF_MONEY, money_rows(builder, money->table),
                      _("Neither cost nor revenue is known.")) &&
           say_money(builder, money);
}

/* --- opportunities --------------------------------------------------------------------------- */

static size_t count_counted(const struct opportunities *opportunities)
{
    size_t count = 0;
    while (count < opportunities->count && opportunities->gaps[count].people.known) {
        count++;
    }
    return count;
}

static struct table *gaps_table(const struct brief_builder *builder, const struct table *table,
                                size_t counted)
{
    static const char *const shown[] = {"campaign",   "kpi_title",   "value", "target",
                                        "people",     "conversions", "money", "money_low",
                                        "money_high", "look"};
    int columns[ARRAY_COUNT(shown)];
    for (size_t i = 0; i < ARRAY_COUNT(shown); i++) {
        columns[i] = table_column_by_id(table, shown[i]);
    }
    struct table *made = table_pick(builder->arena, table, columns, ARRAY_COUNT(shown));
    if (!made || !brief_mask(builder->arena, made, "campaign")) {
        return NULL;
    }
    /* By money, then people: behind the last that can be counted are only those that cannot. */
    made->row_count = counted;
    /* The notes of the whole table speak of its first row by name. */
    made->notes = NULL;
    made->note_count = 0;
    return made->row_count == 0 ||
                   table_note(made, builder->arena,
                              _("What reaching the better quarter of the own campaigns of that "
                                "kind (or what is typical where a sample is stated) would bring. "
                                "Sums of one campaign overlap: do not add them up."))
               ? made
               : NULL;
}

bool brief_worth(struct brief_builder *builder, const struct opportunities **opportunities)
{
    const struct opportunities_options most = {.limit = BRIEF_GAPS};
    return build_money(builder) &&
           opportunities_build(builder->arena, builder->store, builder->scope, &most,
                               builder->cancel, opportunities, builder->err) &&
           brief_keep(builder, BRIEF_OPPORTUNITIES,
                      gaps_table(builder, (*opportunities)->table, count_counted(*opportunities)),
                      (*opportunities)->count == 0
                          ? _("Nothing lies under what could be reached.")
                          : _("What reaching more would bring cannot be counted yet: too few own "
                              "campaigns of a kind, and no benchmark that states a sample."));
}
