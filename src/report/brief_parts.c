/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a page says in lines of its own, as tables for programs: the health of the account, what
 * needs attention, what moved.
 */
#include <string.h>

#include "base/i18n.h"
#include "report/brief_private.h"

static struct cell share(const struct kpi_value *value)
{
    return value->has_value
               ? (struct cell){.kind = CELL_PERCENT, .number = value->value, .grade = GRADE_NONE}
               : cell_unknown(value->reason);
}

static struct table *new_table(struct arena *arena, const struct table_column *columns,
                               size_t count, size_t rows)
{
    struct table_column *kept = ARENA_ARRAY(arena, struct table_column, count);
    if (!kept) {
        return NULL;
    }
    memcpy(kept, columns, count * sizeof *kept);
    return table_new(arena, "", kept, count, rows);
}

/* --- health ---------------------------------------------------------------------------------- */

enum { AT_WHAT, AT_STATE, AT_WEEK, AT_BEFORE, AT_FROM, AT_TO, AT_SAYS, HEALTH_COLUMNS };

static void put_rate(struct table *table, size_t row, const struct health *health,
                     const struct health_rate *rate)
{
    static const char *const ways[] = {
        [HEALTH_STEADY] = "steady", [HEALTH_WORSE] = "worse", [HEALTH_OBSERVED] = "observed"};
    *table_cell(table, row, AT_WHAT) = cell_text(kpi_info(rate->kpi)->name);
    *table_cell(table, row, AT_STATE) = cell_text(ways[rate->way]);
    *table_cell(table, row, AT_WEEK) = share(&rate->now);
    *table_cell(table, row, AT_BEFORE) = share(&rate->before);
    *table_cell(table, row, AT_FROM) = cell_day(health->week.from);
    *table_cell(table, row, AT_TO) = cell_day(health->week.to);
}

struct table *brief_health_table(struct arena *arena, const struct brief *brief)
{
    const struct table_column columns[HEALTH_COLUMNS] = {
        brief_words("what", _("What")),
        brief_words("state", _("State")),
        brief_figure("week", _("7 days"), CELL_PERCENT),
        brief_figure("before", _("28 days before"), CELL_PERCENT),
        brief_figure("from", _("From"), CELL_DAY),
        brief_figure("to", _("To"), CELL_DAY),
        brief_words("says", _("What it says"))};
    const struct health *health = &brief->overview->health;
    const struct account *account = &brief->overview->account;
    const struct health_rate *rates[HEALTH_RATES + 1] = {&health->delivery};
    bool quality = account->quality != QUALITY_UNKNOWN;
    size_t count = (size_t)quality + account->has_limit, row = 0;
    for (int i = 0; i < HEALTH_RATES; i++) {
        rates[i + 1] = &health->rates[i];
    }
    count += health->known ? ARRAY_COUNT(rates) : 0;
    struct table *table = new_table(arena, columns, HEALTH_COLUMNS, count);
    if (!table) {
        return NULL;
    }
    /* The health line begins with these two, in this order. */
    if (quality) {
        *table_cell(table, row, AT_WHAT) = cell_text("quality");
        *table_cell(table, row, AT_STATE) = cell_text(account_quality_name(account->quality));
        *table_cell(table, row, AT_FROM) = cell_day(account->quality_since);
        *table_cell(table, row, AT_SAYS) = cell_text(brief->more->health[row].words);
        row++;
    }
    if (account->has_limit) {
        *table_cell(table, row, AT_WHAT) = cell_text("messaging_limit");
        *table_cell(table, row, AT_STATE) = cell_text(brief->more->limit_near ? "near" : "free");
        *table_cell(table, row, AT_FROM) = cell_day(account->limit_since);
        *table_cell(table, row, AT_SAYS) = cell_text(brief->more->health[row].words);
        row++;
    }
    for (size_t i = 0; row < count; i++, row++) {
        put_rate(table, row, health, rates[i]);
    }
    return table;
}

/* --- what moved ------------------------------------------------------------------------------ */

struct table *brief_movers_table(struct arena *arena, const struct brief *brief)
{
    const struct table_column columns[] = {brief_words("name", _("What")),
                                           brief_words("id", _("Id")),
                                           brief_words("kpi", _("KPI")),
                                           brief_figure("now", _("Now"), CELL_PERCENT),
                                           brief_figure("before", _("Before"), CELL_PERCENT),
                                           brief_figure("p", _("p"), CELL_NUMBER),
                                           brief_words("way", _("Change")),
                                           brief_words("text", _("How"))};
    const struct movers *movers = brief->movers;
    struct table *table = new_table(arena, columns, ARRAY_COUNT(columns), movers->count);
    for (size_t i = 0; table && i < movers->count; i++) {
        const struct mover *mover = &movers->lines[i];
        char id[9] = "";
        if (mover->number >= 0) {
            campaign_id_format(mover->number, id);
        }
        const char *kept = arena_strdup(arena, id);
        if (!kept) {
            return NULL;
        }
        const struct cell cells[] = {cell_text(mover->name ? mover->name : _("All campaigns")),
                                     cell_text(kept),
                                     cell_text(kpi_info(mover->kpi)->name),
                                     share(&mover->now),
                                     share(&mover->before),
                                     {.kind = CELL_NUMBER, .number = mover->p, .grade = GRADE_NONE},
                                     cell_text(mover->better ? "better" : "worse"),
                                     cell_text(mover->text)};
        memcpy(table_cell(table, i, 0), cells, sizeof cells);
    }
    return table;
}
