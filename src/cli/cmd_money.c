/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "cli/figures.h"
#include "export/money_json.h"

struct asked {
    enum money_by by;
    bool has_by;
    struct breakdown_dimension attr; /* of MONEY_BY_ATTR, and of what-if */
    bool has_what_if;
    int64_t recipients;
};

/* --by: what the rows are. */
static bool parse_by(const struct cli *cli, struct asked *asked, struct err *err)
{
    static const char *const words[] = {"currency", "campaign", "cohort"};
    const char *text = cli->option[OPTION_BY];
    asked->has_by = text != NULL;
    for (size_t i = 0; text && i < ARRAY_COUNT(words); i++) {
        if (strcmp(words[i], text) == 0) {
            asked->by = (enum money_by)i;
            return !asked->has_what_if || err_set(err, ERR_USAGE,
                                                  _("--what-if goes by segment, country or another "
                                                    "attribute of messages, not by %s"),
                                                  text);
        }
    }
    if (!text && !asked->has_what_if) {
        return true;
    }
    if (!breakdown_by_name(text ? text : "segment", &asked->attr, err)) {
        return false;
    }
    if (asked->attr.what != BREAKDOWN_ATTR) {
        return err_set(err, ERR_USAGE, _("costs are not known by %s"), text);
    }
    asked->by = MONEY_BY_ATTR;
    return true;
}

static bool parse(const struct cli *cli, struct asked *asked, struct err *err)
{
    const char *more = cli->option[OPTION_WHAT_IF];
    *asked = (struct asked){.has_what_if = more != NULL};
    if (more && !what_if_parse(more, &asked->recipients)) {
        return err_set(err, ERR_USAGE,
                       _("--what-if is a number of recipients such as 5000 or 20k, not \"%.40s\""),
                       more);
    }
    return parse_by(cli, asked, err);
}

/* --- pages ----------------------------------------------------------------------------------- */

static bool write_table(struct cli *cli, struct figures *figures, const struct table *table,
                        bool title, struct err *err)
{
    const struct export_options options = {.ascii = cli->ascii, .title = title, .notes = true};
    if (table->row_count == 0 && figures->format != EXPORT_CSV) {
        return export_paragraph(figures->sink, figures->format, _("Nothing is known of that."),
                                cli->ascii, err);
    }
    return export_table(figures->sink, table, figures->format, &options, err);
}

static const struct table *table_of(const struct money *money, const struct asked *asked)
{
    switch (asked->by) {
    case MONEY_BY_CURRENCY:
        return money->table;
    case MONEY_BY_CAMPAIGN:
        return money->campaign_table;
    case MONEY_BY_COHORT:
        return money->cohort_table;
    case MONEY_BY_ATTR:
        break;
    }
    for (size_t i = 0; i < money->spend_count; i++) {
        if (money->spends[i].dimension.attr == asked->attr.attr) {
            return money->spends[i].table;
        }
    }
    return money->table;
}

static bool states_any(const struct money_spends *spends)
{
    bool any = false;
    for (size_t i = 0; i < spends->count; i++) {
        any |= spends->rows[i].key[0] != '\0';
    }
    return any;
}

/* Everything there is, one table behind the other. */
static bool write_page(struct cli *cli, struct figures *figures, const struct money *money,
                       struct err *err)
{
    const struct table *tables[3 + MONEY_SPENDS_MAX] = {money->table, money->campaign_table};
    size_t count = 2;
    for (size_t i = 0; i < money->spend_count; i++) { /* what no file states is no table */
        tables[count] = money->spends[i].table;
        count += states_any(&money->spends[i]);
    }
    if (money->cohort_count > 0) {
        tables[count++] = money->cohort_table;
    }
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        if (tables[i]->row_count == 0) {
            continue;
        }
        if ((!first && !export_paragraph(figures->sink, figures->format, "", cli->ascii, err)) ||
            !write_table(cli, figures, tables[i], i > 0, err)) {
            return false;
        }
        first = false;
    }
    return true;
}

static bool write_money(struct cli *cli, struct figures *figures, const struct asked *asked,
                        const struct money *money, struct err *err)
{
    if (!figures_scope_line(cli, figures, money->matching, money->seen, err)) {
        return false;
    }
    if (money->currency_count == 0 && figures->format != EXPORT_CSV &&
        !export_paragraph(figures->sink, figures->format,
                          _("No money of these campaigns is known: import costs (a bill, a rate "
                            "card) and orders."),
                          cli->ascii, err)) {
        return false;
    }
    return asked->has_by || figures->format == EXPORT_CSV
               ? write_table(cli, figures, table_of(money, asked), false, err)
               : write_page(cli, figures, money, err);
}

static bool write_what_if(struct cli *cli, struct figures *figures, const struct what_if *what_if,
                          struct err *err)
{
    return figures_scope_line(cli, figures, what_if->matching, what_if->seen, err) &&
           write_table(cli, figures, what_if->table, figures->format != EXPORT_CSV, err);
}

static bool show(struct cli *cli, struct figures *figures, const struct asked *asked,
                 struct err *err)
{
    const struct money *money;
    const struct what_if *what_if = NULL;
    const struct money_options options = {.also = asked->by == MONEY_BY_ATTR ? &asked->attr : NULL};
    if (asked->has_what_if &&
        !what_if_build(cli->arena, figures->store, &figures->scope, asked->recipients, &asked->attr,
                       cli_cancel(), &what_if, err)) {
        return false;
    }
    if (what_if && figures->format != EXPORT_JSON) {
        return write_what_if(cli, figures, what_if, err);
    }
    if (!money_build(cli->arena, figures->store, &figures->scope, &options, cli_cancel(), &money,
                     err)) {
        return false;
    }
    return figures->format == EXPORT_JSON
               ? money_json_write(figures->sink, &figures->scope, money, what_if, err)
               : write_money(cli, figures, asked, money, err);
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct asked asked;
    struct figures figures;
    int status;
    if (!parse(cli, &asked, &err)) {
        return cli_fail(&err);
    }
    if (!figures_begin(cli,
                       1U << EXPORT_TEXT | 1U << EXPORT_CSV | 1U << EXPORT_MD | 1U << EXPORT_JSON,
                       &figures, &status)) {
        return status;
    }
    bool done = show(cli, &figures, &asked, &err);
    return figures_end(cli, &figures, done, &err);
}

static const struct command_words words[] = {
    {OPTION_BY, "WHAT",
     N_("Only by currency, campaign, cohort, category, country, segment or another attribute")},
    {OPTION_HELP, NULL, NULL}};

const struct command command_money = {
    .name = "money",
    .usage = "[OPTION]...",
    .summary = N_("Say what leads, conversions and customers cost, and whether it pays"),
    .help =
        N_("Per currency, side by side and never added: cost (billed, by rate card, the platform's "
           "fee), return with the line where revenue equals cost, cost per click, conversion, lead "
           "and new customer, what a customer brought in so far by the month of the first order, "
           "and how many conversions pay for the cost. Then the same by campaign, and spend by "
           "category and country. With --what-if N: what N more recipients of each segment (or "
           "--by country, template, ...) would cost and bring, with the range that four of five "
           "such sends lie in, as far as the campaigns so far tell how they differ; at least 3 are "
           "needed. CSV holds one table: that of --by, else by currency."),
    .words = words,
    .options = {OPTION_BY, OPTION_WHAT_IF, OPTION_FORMAT, OPTION_OUTPUT, COMMAND_SCOPE,
                OPTION_ASCII},
    .operands_min = 0,
    .operands_max = 0,
    .examples = "  campane money --last 90d\n"
                "  campane money --by campaign --format csv\n"
                "  campane money --what-if 5000 --by segment\n",
    .run = run,
};
