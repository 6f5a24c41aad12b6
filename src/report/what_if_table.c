/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What-if in words and as a table. */
#include <math.h>
#include <stdio.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/money_private.h"
#include "report/what_if_private.h"
#include "report/words.h"
#include "stats/spread.h"
#include "text/format.h"

/* --- the sentence ---------------------------------------------------------------------------- */

static void say_range(struct strbuf *out, const struct what_if_range *range,
                      const struct currency *currency)
{
    char value[FORMAT_SIZE], low[FORMAT_SIZE], high[FORMAT_SIZE];
    if (currency) {
        format_money(words_micros(range->value), *currency, value);
        format_money(words_micros(range->low), *currency, low);
        format_money(words_micros(range->high), *currency, high);
    } else {
        format_count(llround(range->value), value);
        format_count(llround(range->low), low);
        format_count(llround(range->high), high);
    }
    strbuf_puts(out, value);
    if (range->ranged) {
        strbuf_printf(out, _(" (%s to %s)"), low, high);
    }
}

static void say_pays(struct strbuf *out, const struct what_if_row *row)
{
    char count[FORMAT_SIZE], rate[FORMAT_SIZE], sum[FORMAT_SIZE];
    if (row->has_even) {
        int64_t needed = (int64_t)ceil(row->even_conversions - 1e-9);
        strbuf_printf(out,
                      NG_(" It pays from %s conversion (%s of them).",
                          " It pays from %s conversions (%s of them).", needed),
                      format_count(needed, count), format_percent(row->even_rate, true, rate));
    }
    if (row->has_profit && row->revenue.ranged && row->has_cost) {
        const char *words =
            row->revenue.low >= row->cost    ? _(" It pays in the whole range.")
            : row->revenue.high <= row->cost ? _(" It does not pay in the range.")
            : row->profit >= 0
                ? _(" It may not pay: the lower end of the range lies below the cost.")
                : _(" It rather does not pay: only the upper end lies above the cost.");
        strbuf_puts(out, words);
    } else if (row->has_profit) {
        strbuf_printf(out, _(" That would leave %s."),
                      format_money(words_micros(row->profit), row->currency, sum));
    }
}

const char *what_if_say(struct arena *arena, int64_t recipients, const struct what_if_row *row)
{
    struct strbuf out = STRBUF_INIT;
    char count[FORMAT_SIZE], cost[FORMAT_SIZE];
    strbuf_printf(&out, _("%s more of %s: "), format_count(recipients, count), row->label);
    if (row->has_cost) {
        strbuf_printf(&out, row->estimated ? _("%s est., ") : _("%s, "),
                      format_money(words_micros(row->cost), row->currency, cost));
    } else {
        strbuf_puts(&out, _("cost not known, "));
    }
    if (row->conversions.known) {
        say_range(&out, &row->conversions, NULL);
        strbuf_puts(&out, NG_(" conversion", " conversions", llround(row->conversions.value)));
    } else {
        strbuf_puts(&out, _("conversions not known"));
    }
    if (row->revenue.known) {
        strbuf_puts(&out, _(", revenue "));
        say_range(&out, &row->revenue, &row->currency);
    }
    strbuf_puts(&out, ".");
    say_pays(&out, row);
    if (row->state == WHAT_IF_TOO_FEW) {
        strbuf_printf(
            &out,
            NG_(" No range: %s campaign does not tell how campaigns differ, %d are needed.",
                " No range: %s campaigns do not tell how campaigns differ, %d are needed.",
                row->judged),
            format_count(row->judged, count), STATS_SPREAD_ENOUGH);
    }
    const char *text = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

/* --- the table ------------------------------------------------------------------------------- */

enum {
    AT_KEY,
    AT_RANK,
    AT_CAMPAIGNS,
    AT_SENT,
    AT_COST,
    AT_CONVERSIONS,
    AT_CONVERSIONS_LOW,
    AT_CONVERSIONS_HIGH,
    AT_REVENUE,
    AT_REVENUE_LOW,
    AT_REVENUE_HIGH,
    AT_PROFIT,
    AT_EVEN,
    AT_EVEN_RATE,
    AT_STATE,
    AT_COUNT
};

static const struct table_column *make_columns(struct arena *arena, const struct what_if *what_if)
{
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, AT_COUNT);
    if (!columns) {
        return NULL;
    }
    columns[AT_KEY] = money_figure(what_if->dimension.name, breakdown_title(&what_if->dimension),
                                   NULL, CELL_TEXT, 0);
    columns[AT_KEY].min_columns = 10;
    columns[AT_RANK] = money_figure("rank", _("Rank"), NULL, CELL_COUNT, 0);
    columns[AT_RANK].key = true;
    columns[AT_CAMPAIGNS] = money_figure("campaigns", _("Campaigns"), _("so far"), CELL_COUNT, 6);
    columns[AT_SENT] = money_figure("sent", _("Sent"), _("messages so far"), CELL_COUNT, 8);
    columns[AT_COST] = money_figure("cost", _("Cost"), _("of so many more"), CELL_MONEY, 1);
    columns[AT_CONVERSIONS] =
        money_figure("conversions", _("Conv."), _("expected conversions"), CELL_COUNT, 2);
    columns[AT_CONVERSIONS_LOW] =
        money_figure("conversions_low", _("from"), _("lower end of the range"), CELL_COUNT, 4);
    columns[AT_CONVERSIONS_HIGH] =
        money_figure("conversions_high", _("to"), _("upper end of the range"), CELL_COUNT, 4);
    columns[AT_CONVERSIONS_HIGH].paired = true;
    columns[AT_REVENUE] =
        money_figure("revenue", _("Revenue"), _("expected revenue"), CELL_MONEY, 1);
    columns[AT_REVENUE_LOW] =
        money_figure("revenue_low", _("from"), _("lower end of the range"), CELL_MONEY, 3);
    columns[AT_REVENUE_HIGH] =
        money_figure("revenue_high", _("to"), _("upper end of the range"), CELL_MONEY, 3);
    columns[AT_REVENUE_HIGH].paired = true;
    columns[AT_PROFIT] = money_figure("profit", _("Left"), _("revenue less cost"), CELL_MONEY, 5);
    columns[AT_EVEN] = money_figure("break_even_conversions", _("Pays from"),
                                    _("conversions that pay for the cost"), CELL_COUNT, 3);
    columns[AT_EVEN_RATE] =
        money_figure("break_even_rate", _("a rate of"),
                     _("conversions per message that pay for the cost"), CELL_PERCENT, 7);
    columns[AT_STATE] = money_figure("state", _("State"), NULL, CELL_TEXT, 0);
    columns[AT_STATE].key = true;
    return columns;
}

static struct cell unknown(void)
{
    return cell_unknown(KPI_REASON_UNKNOWN_COUNTER);
}

static struct cell end_cell(const struct what_if_range *range, double value,
                            const struct currency *currency)
{
    if (!range->ranged) {
        return range->known ? cell_unknown(KPI_REASON_TOO_FEW) : unknown();
    }
    return currency ? money_cell(words_micros(value), *currency, false)
                    : cell_count(llround(value));
}

static void fill_row(struct table *table, size_t at, const struct what_if_row *row)
{
    const struct what_if_range *sales = &row->conversions, *revenue = &row->revenue;
    const struct currency *currency = &row->currency;
    *table_cell(table, at, AT_KEY) = cell_text(row->label);
    *table_cell(table, at, AT_RANK) = cell_count((int64_t)at + 1);
    *table_cell(table, at, AT_CAMPAIGNS) = cell_count(row->campaigns);
    *table_cell(table, at, AT_SENT) = row->has_sent ? cell_count(row->sent) : unknown();
    *table_cell(table, at, AT_COST) =
        row->has_cost ? money_cell(words_micros(row->cost), *currency, row->estimated) : unknown();
    *table_cell(table, at, AT_CONVERSIONS) =
        sales->known ? cell_count(llround(sales->value)) : unknown();
    *table_cell(table, at, AT_CONVERSIONS_LOW) = end_cell(sales, sales->low, NULL);
    *table_cell(table, at, AT_CONVERSIONS_HIGH) = end_cell(sales, sales->high, NULL);
    *table_cell(table, at, AT_REVENUE) =
        revenue->known ? money_cell(words_micros(revenue->value), *currency, false) : unknown();
    *table_cell(table, at, AT_REVENUE_LOW) = end_cell(revenue, revenue->low, currency);
    *table_cell(table, at, AT_REVENUE_HIGH) = end_cell(revenue, revenue->high, currency);
    *table_cell(table, at, AT_PROFIT) =
        row->has_profit ? money_cell(words_micros(row->profit), *currency, row->estimated)
                        : unknown();
    *table_cell(table, at, AT_EVEN) =
        row->has_even ? cell_count((int64_t)ceil(row->even_conversions - 1e-9)) : unknown();
    *table_cell(table, at, AT_EVEN_RATE) =
        row->has_even ? money_share_cell(row->even_rate) : unknown();
    *table_cell(table, at, AT_STATE) = cell_text(what_if_state_name(row->state));
}

static bool add_notes(struct arena *arena, struct table *table, const struct what_if *what_if)
{
    char count[FORMAT_SIZE];
    if (what_if->count > 0 &&
        !table_note(table, arena,
                    _("Ranges hold four of five such sends: what conversions and their value "
                      "differed by from campaign to campaign so far, and chance. Everything is "
                      "per message sent, and assumes that the new recipients are like those so "
                      "far."))) {
        return false;
    }
    if (what_if->mixed > 0) {
        const char *note = arena_printf(
            arena,
            NG_("%s part of a campaign has money in several currencies and is left out.",
                "%s parts of campaigns have money in several currencies and are left out.",
                what_if->mixed),
            format_count(what_if->mixed, count));
        return note && table_note(table, arena, note);
    }
    return true;
}

struct table *what_if_lay_out(struct arena *arena, const struct what_if *what_if)
{
    char count[FORMAT_SIZE];
    const struct table_column *columns = make_columns(arena, what_if);
    const char *title =
        arena_printf(arena, _("%s more recipients"), format_count(what_if->recipients, count));
    struct table *table =
        columns && title ? table_new(arena, title, columns, AT_COUNT, what_if->count) : NULL;
    for (size_t i = 0; table && i < what_if->count; i++) {
        fill_row(table, i, &what_if->rows[i]);
    }
    return table && add_notes(arena, table, what_if) ? table : NULL;
}
