/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of money.h. */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/money_private.h"
#include "report/words.h"

struct table_column money_figure(const char *id, const char *title, const char *help,
                                 enum cell_kind kind, uint8_t priority)
{
    return (struct table_column){.id = id,
                                 .title = title,
                                 .help = help,
                                 .kind = kind,
                                 .align = kind == CELL_TEXT ? TABLE_LEFT : TABLE_RIGHT,
                                 .priority = priority};
}

struct cell money_cell(int64_t micros, struct currency currency, bool estimated)
{
    return (struct cell){.integer = micros,
                         .currency = currency,
                         .kind = CELL_MONEY,
                         .grade = GRADE_NONE,
                         .flags = estimated ? CELL_ESTIMATED : 0};
}

struct cell money_share_cell(double share)
{
    return (struct cell){.number = share, .kind = CELL_PERCENT, .grade = GRADE_NONE};
}

static struct cell unknown(void)
{
    return cell_unknown(KPI_REASON_UNKNOWN_COUNTER);
}

static const char *side_words(enum money_side side)
{
    static const char *const words[] = {"", N_("below 1×"), N_("at 1×"), N_("above 1×")};
    return side == MONEY_UNKNOWN ? "" : _(words[side]);
}

/* --- figures per currency -------------------------------------------------------------------- */

#define FIGURES(X)                                                                                 \
    X(CAMPAIGNS, "campaigns", N_("Campaigns"))                                                     \
    X(COST, "cost", N_("Cost"))                                                                    \
    X(ACTUAL, "cost_actual", N_("  messages, billed"))                                             \
    X(ESTIMATED, "cost_estimated", N_("  messages, by rate card"))                                 \
    X(FEE, "cost_platform", N_("  platform fee"))                                                  \
    X(ADS, "cost_ads", N_("  ads"))                                                                \
    X(REVENUE, "revenue", N_("Revenue"))                                                           \
    X(ROI, "roi", N_("Return on investment"))                                                      \
    X(ROCS, "rocs", N_("Return on campaign spend"))                                                \
    X(SIDE, "side", N_("  against 1×"))                                                            \
    X(COST_PER_RECIPIENT, "cost_per_recipient", N_("Cost per recipient"))                          \
    X(COST_PER_CLICK, "cost_per_click", N_("Cost per click"))                                      \
    X(COST_PER_CONVERSION, "cost_per_conversion", N_("Cost per conversion"))                       \
    X(CPL, "cpl", N_("Cost per qualified lead"))                                                   \
    X(CAC, "cac", N_("Cost per new customer (CAC)"))                                               \
    X(VALUE, "revenue_per_conversion", N_("Revenue per conversion"))                               \
    X(AOV, "aov", N_("Average order value"))                                                       \
    X(CLV, "clv", N_("Revenue per customer so far (CLV)"))                                         \
    X(CLV_CAC, "clv_cac", N_("CLV : CAC"))                                                         \
    X(EVEN_COUNT, "break_even_conversions", N_("Conversions that pay for it"))                     \
    X(COUNT_NOW, "conversions", N_("  there were"))                                                \
    X(EVEN_RATE, "break_even_rate", N_("Conversion rate that pays for it"))                        \
    X(RATE_NOW, "conversion_rate", N_("  it was"))

enum figure_at {
#define FIGURE_ENUM(id, name, title) FIGURE_##id,
    FIGURES(FIGURE_ENUM)
#undef FIGURE_ENUM
        FIGURE_COUNT
};

static const struct {
    const char *id, *title;
} figures[FIGURE_COUNT] = {
#define FIGURE_ROW(id, name, title) {name, title},
    FIGURES(FIGURE_ROW)
#undef FIGURE_ROW
};

static struct cell kpi_cell(const struct money_builder *builder,
                            const struct money_currency *currency, enum kpi kpi)
{
    struct kpi_result result = item_kpi(&currency->item, builder->scope, kpi);
    return item_kpi_cell(&currency->item, &result, kpi);
}

/* Conversions that pay: a whole number of them. */
static struct cell even_cell(const struct break_even *even)
{
    return even->known ? cell_count((int64_t)ceil(even->conversions - 1e-9)) : unknown();
}

static struct cell cost_cell(const struct money_currency *currency, bool has, int64_t micros,
                             bool estimated)
{
    return has ? money_cell(micros, currency->currency, estimated) : unknown();
}

static struct cell clv_cac_cell(const struct money_currency *currency)
{
    if (!currency->has_clv_cac) {
        return cell_unknown(currency->clv.known ? KPI_REASON_TOO_FEW : KPI_REASON_UNKNOWN_COUNTER);
    }
    return (struct cell){.number = currency->clv_cac, .kind = CELL_TIMES, .grade = GRADE_NONE};
}

static struct cell figure_cell(const struct money_builder *builder,
                               const struct money_currency *currency, enum figure_at at)
{
    const struct break_even *even = &currency->even;
    switch (at) {
    case FIGURE_CAMPAIGNS:
        return cell_count(currency->campaigns);
    case FIGURE_COST:
        return item_counter_cell(&currency->item, COUNTER_COST);
    case FIGURE_ACTUAL:
        return cost_cell(currency, currency->has_actual, currency->actual, false);
    case FIGURE_ESTIMATED:
        return cost_cell(currency, currency->has_estimated, currency->estimated, true);
    case FIGURE_FEE:
        return item_counter_cell(&currency->item, COUNTER_COST_PLATFORM);
    case FIGURE_ADS:
        return item_counter_cell(&currency->item, COUNTER_COST_ADS);
    case FIGURE_REVENUE:
        return item_counter_cell(&currency->item, COUNTER_REVENUE);
    case FIGURE_ROI:
        return kpi_cell(builder, currency, KPI_ROI);
    case FIGURE_ROCS:
        return kpi_cell(builder, currency, KPI_ROCS);
    case FIGURE_SIDE:
        return currency->side == MONEY_UNKNOWN ? unknown() : cell_text(side_words(currency->side));
    case FIGURE_COST_PER_RECIPIENT:
        return kpi_cell(builder, currency, KPI_COST_PER_RECIPIENT);
    case FIGURE_COST_PER_CLICK:
        return kpi_cell(builder, currency, KPI_COST_PER_CLICK);
    case FIGURE_COST_PER_CONVERSION:
        return kpi_cell(builder, currency, KPI_COST_PER_CONVERSION);
    case FIGURE_CPL:
        return kpi_cell(builder, currency, KPI_CPL);
    case FIGURE_CAC:
        return kpi_cell(builder, currency, KPI_CAC);
    case FIGURE_VALUE:
        return kpi_cell(builder, currency, KPI_REVENUE_PER_CONVERSION);
    case FIGURE_AOV:
        return kpi_cell(builder, currency, KPI_AOV);
    case FIGURE_CLV:
        return currency->clv.known
                   ? money_cell(words_micros(currency->clv.value), currency->currency, false)
                   : unknown();
    case FIGURE_CLV_CAC:
        return clv_cac_cell(currency);
    case FIGURE_EVEN_COUNT:
        return even_cell(even);
    case FIGURE_COUNT_NOW:
        return even->has_now ? cell_count(even->conversions_now) : unknown();
    case FIGURE_EVEN_RATE:
        return even->known && even->has_rate ? money_share_cell(even->rate_needed) : unknown();
    case FIGURE_RATE_NOW:
        return even->has_rate_now ? money_share_cell(even->rate_now) : unknown();
    case FIGURE_COUNT:
        break;
    }
    return unknown();
}

static struct table *lay_out_figures(struct money_builder *builder)
{
    struct money *made = builder->made;
    size_t count = 2 + made->currency_count;
    struct table_column *columns = ARENA_ARRAY(builder->arena, struct table_column, count);
    if (!columns) {
        return NULL;
    }
    columns[0] = money_figure("title", _("Figure"), NULL, CELL_TEXT, 0);
    columns[0].min_columns = 20;
    columns[1] = money_figure("figure", _("Id"), NULL, CELL_TEXT, 0);
    columns[1].key = true;
    for (size_t i = 0; i < made->currency_count; i++) {
        const struct currency *currency = &made->currencies[i].currency;
        columns[2 + i] = money_figure(currency->code, words_currency(currency), NULL, CELL_MONEY,
                                      (uint8_t)(i < 200 ? i : 200));
    }
    size_t rows = made->currency_count > 0 ? (size_t)FIGURE_COUNT : 0;
    struct table *table = table_new(builder->arena, _("Money"), columns, count, rows);
    for (size_t at = 0; table && at < rows; at++) {
        *table_cell(table, at, 0) = cell_text(_(figures[at].title));
        *table_cell(table, at, 1) = cell_text(figures[at].id);
        for (size_t i = 0; i < made->currency_count; i++) {
            *table_cell(table, at, 2 + i) =
                figure_cell(builder, &made->currencies[i], (enum figure_at)at);
        }
    }
    return table;
}

/* --- a row a campaign ------------------------------------------------------------------------ */

static struct table *lay_out_campaigns(struct money_builder *builder)
{
    struct money *made = builder->made;
    enum { SHOWN = MONEY_KPIS - 1 }; /* the cost per click is for scripts */
    enum { NAME, ID, COST, REVENUE, SIDE, KPIS, EVEN = KPIS + SHOWN, NOW, NEEDED, RATE, COUNT };
    struct table_column *columns = ARENA_ARRAY(builder->arena, struct table_column, COUNT);
    int64_t *ids = ARENA_ARRAY(builder->arena, int64_t, made->campaign_count + 1);
    if (!columns || !ids) {
        return NULL;
    }
    columns[NAME] = money_figure("campaign", _("Campaign"), NULL, CELL_TEXT, 0);
    columns[NAME].min_columns = 12;
    columns[ID] = money_figure("id", _("Id"), NULL, CELL_TEXT, 0);
    columns[ID].key = true;
    columns[COST] = column_describe(&(struct column){COLUMN_COUNTER, COUNTER_COST, KPI_NONE});
    columns[COST].priority = 1;
    columns[REVENUE] = column_describe(&(struct column){COLUMN_COUNTER, COUNTER_REVENUE, KPI_NONE});
    columns[REVENUE].priority = 1;
    columns[SIDE] = money_figure("side", _("Pays"), _("revenue against cost"), CELL_TEXT, 4);
    columns[SIDE].min_columns = 8;
    for (size_t i = 0; i < SHOWN; i++) {
        columns[KPIS + i] =
            column_describe(&(struct column){COLUMN_KPI, COUNTER_NONE, money_kpis[i]});
        columns[KPIS + i].priority = (uint8_t)(i < 2 ? 2 : 5 + i);
    }
    columns[EVEN] = money_figure("break_even_conversions", _("Pays from"),
                                 _("conversions that pay for the cost"), CELL_COUNT, 3);
    columns[NOW] = money_figure("conversions", _("there were"), _("conversions"), CELL_COUNT, 3);
    columns[NOW].paired = true;
    columns[NEEDED] = money_figure("break_even_rate", _("Rate needed"),
                                   _("conversion rate that pays for the cost"), CELL_PERCENT, 5);
    columns[RATE] = money_figure("conversion_rate", _("it was"), NULL, CELL_PERCENT, 5);
    columns[RATE].paired = true;
    struct table *table =
        table_new(builder->arena, _("By campaign"), columns, COUNT, made->campaign_count);
    for (size_t at = 0; table && at < made->campaign_count; at++) {
        const struct money_campaign *row = &made->campaigns[at];
        const struct break_even *even = &row->even;
        ids[at] = row->number;
        *table_cell(table, at, NAME) = cell_text(row->name);
        *table_cell(table, at, ID) = cell_text(row->id);
        *table_cell(table, at, COST) = row->cost;
        *table_cell(table, at, REVENUE) = row->revenue;
        *table_cell(table, at, SIDE) = cell_text(side_words(row->side));
        memcpy(table_cell(table, at, KPIS), row->kpis, SHOWN * sizeof *row->kpis);
        *table_cell(table, at, EVEN) = even_cell(even);
        *table_cell(table, at, NOW) = row->conversions;
        *table_cell(table, at, NEEDED) =
            even->known && even->has_rate ? money_share_cell(even->rate_needed) : unknown();
        *table_cell(table, at, RATE) = row->rate;
    }
    if (table) {
        table->row_ids = ids;
    }
    return table;
}

/* --- spend, cohorts -------------------------------------------------------------------------- */

static struct table *lay_out_spend(struct money_builder *builder, const struct money_spends *spends)
{
    enum { KEY, SENT, COST, EACH, SHARE, COUNT };
    struct table_column *columns = ARENA_ARRAY(builder->arena, struct table_column, COUNT);
    if (!columns) {
        return NULL;
    }
    columns[KEY] = money_figure(spends->dimension.name, breakdown_title(&spends->dimension), NULL,
                                CELL_TEXT, 0);
    columns[KEY].min_columns = 10;
    columns[SENT] = column_describe(&(struct column){COLUMN_COUNTER, COUNTER_SENT, KPI_NONE});
    columns[COST] = column_describe(&(struct column){COLUMN_COUNTER, COUNTER_COST, KPI_NONE});
    columns[COST].priority = 0;
    columns[SENT].help = _("messages whose cost is known");
    columns[EACH] = money_figure("cost_per_message", _("Per message"),
                                 _("cost of the messages whose cost is known, for each of them"),
                                 CELL_MONEY, 2);
    columns[SHARE] =
        money_figure("share", _("Share"), _("share of the cost in its currency"), CELL_PERCENT, 1);
    const char *title =
        arena_printf(builder->arena, _("Spend by %s"), breakdown_title(&spends->dimension));
    struct table *table =
        title ? table_new(builder->arena, title, columns, COUNT, spends->count) : NULL;
    for (size_t i = 0; table && i < spends->count; i++) {
        const struct money_spend *row = &spends->rows[i];
        *table_cell(table, i, KEY) = cell_text(row->key[0] ? row->key : _("(none)"));
        *table_cell(table, i, SENT) = row->has_sent ? cell_count(row->sent) : unknown();
        *table_cell(table, i, COST) = row->has_cost
                                          ? money_cell(row->cost, row->currency, row->estimated)
                                          : cell_unknown(KPI_REASON_TOO_LARGE);
        *table_cell(table, i, EACH) =
            row->has_sent && row->sent > 0
                ? money_cell(words_micros((double)row->sent_cost / (double)row->sent),
                             row->currency, row->estimated)
                : unknown();
        *table_cell(table, i, SHARE) = money_share_cell(row->share);
    }
    return table;
}

static struct table *lay_out_cohorts(struct money_builder *builder)
{
    enum { MONTH, CUSTOMERS, ORDERS, REVENUE, CLV, COUNT };
    const struct money *made = builder->made;
    struct table_column *columns = ARENA_ARRAY(builder->arena, struct table_column, COUNT);
    if (!columns) {
        return NULL;
    }
    columns[MONTH] = money_figure("month", _("First order"),
                                  _("month of the first order that is known"), CELL_DAY, 0);
    columns[MONTH].align = TABLE_LEFT;
    columns[CUSTOMERS] = money_figure("customers", _("Customers"), NULL, CELL_COUNT, 1);
    columns[ORDERS] = money_figure("orders", _("Orders"), NULL, CELL_COUNT, 2);
    columns[REVENUE] = money_figure("revenue", _("Revenue"), _("so far"), CELL_MONEY, 1);
    columns[CLV] =
        money_figure("clv", _("CLV so far"), _("revenue per customer so far"), CELL_MONEY, 0);
    struct table *table = table_new(builder->arena, _("Customers by month of their first order"),
                                    columns, COUNT, made->cohort_count);
    for (size_t i = 0; table && i < made->cohort_count; i++) {
        const struct money_cohort *cohort = &made->cohorts[i];
        *table_cell(table, i, MONTH) = cell_day(cohort->month);
        *table_cell(table, i, CUSTOMERS) = cell_count(cohort->clv.customers);
        *table_cell(table, i, ORDERS) = cell_count(cohort->clv.orders);
        *table_cell(table, i, REVENUE) = money_cell(cohort->clv.revenue, cohort->currency, false);
        *table_cell(table, i, CLV) =
            money_cell(words_micros(cohort->clv.value), cohort->currency, false);
    }
    return table;
}

bool money_lay_out(struct money_builder *builder)
{
    struct money *made = builder->made;
    made->table = lay_out_figures(builder);
    made->campaign_table = lay_out_campaigns(builder);
    made->cohort_table = lay_out_cohorts(builder);
    bool ok = made->table && made->campaign_table && made->cohort_table;
    for (size_t i = 0; ok && i < made->spend_count; i++) {
        made->spends[i].table = lay_out_spend(builder, &made->spends[i]);
        ok = made->spends[i].table != NULL;
    }
    return ok ? money_say(builder, made->table) : err_memory(builder->err);
}
