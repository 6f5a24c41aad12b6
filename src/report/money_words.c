/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the figures of money.h say. */
#include <math.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/money_private.h"
#include "report/words.h"
#include "text/format.h"

/* "EUR: " or "no currency named: ", where there are several. */
static void begin(const struct money_builder *builder, const struct money_currency *currency,
                  struct strbuf *out)
{
    if (builder->made->currency_count > 1) {
        strbuf_printf(out, _("%s: "), words_currency(&currency->currency));
    }
}

static bool end(const struct money_builder *builder, struct table *table, struct strbuf *out)
{
    bool ok =
        !out->failed && (out->length == 0 || table_note(table, builder->arena, strbuf_text(out)));
    strbuf_free(out);
    return ok || err_memory(builder->err);
}

/* "Pays: 1 210 conversions pay for € 450.00 at € 25.10 each, there were 1 400." */
static bool say_even(const struct money_builder *builder, struct table *table,
                     const struct money_currency *currency)
{
    struct strbuf out = STRBUF_INIT;
    char cost[FORMAT_SIZE], each[FORMAT_SIZE], count[FORMAT_SIZE], rate[FORMAT_SIZE],
        now[FORMAT_SIZE], were[FORMAT_SIZE];
    const struct total *total = currency->item.total;
    struct kpi_value value = kpi_eval(KPI_REVENUE_PER_CONVERSION, total, &builder->scope->options);
    if (!currency->even.known) {
        return true;
    }
    begin(builder, currency, &out);
    int64_t enough = (int64_t)ceil(currency->even.conversions - 1e-9);
    strbuf_printf(
        &out,
        NG_("A conversion brings in %s: %s of them pays for the cost of %s; there were %s",
            "A conversion brings in %s: %s of them pay for the cost of %s; there were %s", enough),
        format_money(words_micros(value.value), currency->currency, each),
        format_count(enough, count), format_money(currency->even.cost, currency->currency, cost),
        format_count(currency->even.conversions_now, were));
    if (currency->even.has_rate) {
        strbuf_printf(&out, _(". A conversion rate of %s pays; it was %s"),
                      format_percent(currency->even.rate_needed, true, rate),
                      format_percent(currency->even.rate_now, true, now));
    }
    strbuf_puts(&out, ".");
    return end(builder, table, &out);
}

/* "Return on investment and on campaign spend stand on € 90.00 of cost and € 800.00 of revenue:
 * what knows one of the two only is left out." Where all of it knows both there is nothing to say.
 */
static bool say_base(const struct money_builder *builder, struct table *table,
                     const struct money_currency *currency)
{
    struct strbuf out = STRBUF_INIT;
    char spent[FORMAT_SIZE], earned[FORMAT_SIZE];
    const struct total *total = currency->item.total;
    struct kpi_value back = kpi_eval(KPI_ROCS, total, &builder->scope->options);
    int64_t cost, revenue;
    if (!back.has_value || !total_get(total, COUNTER_COST, &cost) ||
        !total_get(total, COUNTER_REVENUE, &revenue) ||
        (back.numerator == revenue && back.denominator == cost)) {
        return true;
    }
    begin(builder, currency, &out);
    strbuf_printf(&out,
                  _("The returns stand on %s of cost and %s of revenue: days and campaigns that "
                    "know one of the two only are left out."),
                  format_money(back.denominator, currency->currency, spent),
                  format_money(back.numerator, currency->currency, earned));
    return end(builder, table, &out);
}

static bool say_fee(const struct money_builder *builder, struct table *table,
                    const struct money_currency *currency)
{
    struct strbuf out = STRBUF_INIT;
    char fee[FORMAT_SIZE], rest[FORMAT_SIZE], share[FORMAT_SIZE], each[FORMAT_SIZE];
    int64_t conversions;
    if (!currency->has_fee) {
        return true;
    }
    begin(builder, currency, &out);
    if (currency->rest > 0) {
        strbuf_printf(&out, _("The platform fee of %s adds %s to %s of messages and ads"),
                      format_money(currency->fee, currency->currency, fee),
                      format_percent((double)currency->fee / (double)currency->rest, true, share),
                      format_money(currency->rest, currency->currency, rest));
    } else {
        strbuf_printf(&out, _("The platform fee of %s is all the cost that is known"),
                      format_money(currency->fee, currency->currency, fee));
    }
    if (total_get(currency->item.total, COUNTER_CONVERSIONS, &conversions) && conversions > 0) {
        strbuf_printf(&out, _(", %s a conversion"),
                      format_money(words_micros((double)currency->fee / (double)conversions),
                                   currency->currency, each));
    }
    strbuf_puts(&out, ".");
    return end(builder, table, &out);
}

static bool say_estimates(const struct money_builder *builder, struct table *table,
                          const struct money_currency *currency)
{
    struct strbuf out = STRBUF_INIT;
    char estimated[FORMAT_SIZE], actual[FORMAT_SIZE];
    if (!currency->has_estimated) {
        return true;
    }
    begin(builder, currency, &out);
    strbuf_printf(&out, _("Messages for %s are priced by rate card, since no bill tells"),
                  format_money(currency->estimated, currency->currency, estimated));
    if (currency->has_actual) {
        strbuf_printf(&out, _("; %s are billed"),
                      format_money(currency->actual, currency->currency, actual));
    }
    strbuf_puts(&out, ".");
    return end(builder, table, &out);
}

/* What costs, but belongs to no campaign. */
static bool say_nameless(const struct money_builder *builder, struct table *table)
{
    const struct money *made = builder->made;
    char count[FORMAT_SIZE], cost[FORMAT_SIZE];
    if (made->nameless_cost == 0) {
        return true;
    }
    const char *words = arena_printf(
        builder->arena,
        NG_("%s message names no campaign: its cost of %s is left out.",
            "%s messages name no campaign: their cost of %s is left out.", made->nameless),
        format_count(made->nameless, count),
        format_money(made->nameless_cost, made->nameless_currency, cost));
    return (words && table_note(table, builder->arena, words)) || err_memory(builder->err);
}

/* Which window the worth of customers is of, and what is not in it. */
static bool say_window(const struct money_builder *builder, struct table *table)
{
    struct strbuf out = STRBUF_INIT;
    const struct customers *customers = &builder->made->customers;
    char range[FORMAT_SIZE], orders[FORMAT_SIZE];
    int32_t days = customers->last - customers->first + 1;
    if (customers->count == 0) {
        return builder->made->currency_count == 0 ||
               table_note(table, builder->arena,
                          _("CLV n/a: import orders that name their customer.")) ||
               err_memory(builder->err);
    }
    strbuf_printf(&out,
                  _("CLV is what customers brought so far, from %s orders of %s, whatever "
                    "campaign they came by."),
                  format_count(customers->orders, orders),
                  format_day_range(customers->first, customers->last, false, range));
    if (days < CUSTOMER_CAC_DAYS) {
        strbuf_printf(&out, _(" CLV : CAC needs %d days of orders, these are %d."),
                      CUSTOMER_CAC_DAYS, (int)days);
    }
    if (customers->nameless > 0) {
        strbuf_printf(&out,
                      NG_(" %s order names nobody and is left out.",
                          " %s orders name nobody and are left out.", customers->nameless),
                      format_count(customers->nameless, orders));
    }
    if (customers->incomplete > 0) {
        strbuf_printf(&out,
                      NG_(" %s order without an amount or a date is left out.",
                          " %s orders without an amount or a date are left out.",
                          customers->incomplete),
                      format_count(customers->incomplete, orders));
    }
    return end(builder, table, &out);
}

static bool say_left_out(const struct money_builder *builder, struct table *table)
{
    struct strbuf out = STRBUF_INIT;
    const struct money *made = builder->made;
    char count[FORMAT_SIZE];
    if (made->currency_count > 1) {
        strbuf_puts(&out, _("Currencies stand side by side and are never added."));
    }
    if (made->mixed > 0) {
        strbuf_printf(&out, "%s", out.length ? " " : "");
        strbuf_printf(&out,
                      NG_("%s campaign has money in several currencies and is in none of the sums.",
                          "%s campaigns have money in several currencies and are in none of the "
                          "sums.",
                          made->mixed),
                      format_count(made->mixed, count));
    }
    if (made->nothing > 0) {
        strbuf_printf(&out, "%s", out.length ? " " : "");
        strbuf_printf(&out,
                      NG_("%s campaign cost or brought in 0, and no more is known of it.",
                          "%s campaigns cost or brought in 0, and no more is known of them.",
                          made->nothing),
                      format_count(made->nothing, count));
    }
    if (made->without > 0) {
        strbuf_printf(&out, "%s", out.length ? " " : "");
        strbuf_printf(&out,
                      NG_("Of %s campaign neither cost nor revenue is known.",
                          "Of %s campaigns neither cost nor revenue is known.", made->without),
                      format_count(made->without, count));
    }
    return end(builder, table, &out);
}

bool money_say(struct money_builder *builder, struct table *table)
{
    const struct money *made = builder->made;
    for (size_t i = 0; i < made->currency_count; i++) {
        const struct money_currency *currency = &made->currencies[i];
        if (!say_even(builder, table, currency) || !say_base(builder, table, currency) ||
            !say_fee(builder, table, currency) || !say_estimates(builder, table, currency)) {
            return false;
        }
    }
    return say_window(builder, table) && say_nameless(builder, table) &&
           say_left_out(builder, table);
}
