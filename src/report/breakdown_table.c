/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands out among the rows of breakdown.h, and their table. */
#include <math.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/breakdown_private.h"
#include "stats/holm.h"
#include "text/format.h"
#include "text/width.h"

#define ALPHA 0.05

/* --- against the others ---------------------------------------------------------------------- */

bool breakdown_counts(const struct breakdown_builder *builder, const struct total *total, size_t at,
                      struct stats_count *count)
{
    enum kpi kpi = builder->breakdown->kpis[at];
    struct kpi_value value = kpi_eval(kpi, total, &builder->scope->options);
    if (!value.has_value || !value.has_interval || value.estimated || value.denominator <= 0) {
        return false;
    }
    *count = (struct stats_count){(uint64_t)value.numerator, (uint64_t)value.denominator};
    return true;
}

/* p of the row against the rest; false where nobody can tell. */
static bool test(const struct breakdown_within *within, struct breakdown_spread *spread, double *p)
{
    struct stats_by_day found;
    if (within->campaigns == 0 ||
        stats_count_expected(within->rest, within->own) < STATS_COUNT_ENOUGH ||
        stats_day_end(&within->sums, &found) != STATS_OK) {
        return false;
    }
    *spread = (struct breakdown_spread){
        .judged = true, .campaigns = within->campaigns, .difference = found.difference};
    *p = found.p;
    return true;
}

static bool judge_kpi(struct breakdown_builder *builder, size_t at,
                      struct breakdown_spread *const *spread)
{
    struct breakdown *breakdown = builder->breakdown;
    double *p = ARENA_ARRAY(builder->arena, double, breakdown->row_count + 1);
    size_t *of = ARENA_ARRAY(builder->arena, size_t, breakdown->row_count + 1);
    size_t judged = 0;
    if (!p || !of) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < breakdown->row_count; i++) {
        of[judged] = i;
        judged += test(&breakdown->rows[i].within[at], &spread[i][at], &p[judged]);
    }
    if (judged == 0) {
        return true;
    }
    if (!stats_holm(p, judged, p, builder->err)) {
        return false;
    }
    for (size_t k = 0; k < judged; k++) {
        struct breakdown_spread *one = &spread[of[k]][at];
        one->p_adjusted = p[k];
        one->side = p[k] >= ALPHA ? 0 : one->difference > 0 ? 1 : -1;
    }
    return true;
}

bool breakdown_judge(struct breakdown_builder *builder)
{
    struct breakdown *breakdown = builder->breakdown;
    struct breakdown_spread **spread =
        ARENA_ARRAY(builder->arena, struct breakdown_spread *, breakdown->row_count + 1);
    if (!spread) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < breakdown->row_count; i++) {
        spread[i] = ARENA_ARRAY(builder->arena, struct breakdown_spread, breakdown->kpi_count + 1);
        if (!spread[i]) {
            return err_memory(builder->err);
        }
        breakdown->rows[i].spread = spread[i];
    }
    for (size_t at = 0; at < breakdown->kpi_count; at++) {
        if (!judge_kpi(builder, at, spread)) {
            return false;
        }
    }
    return true;
}

/* --- words ----------------------------------------------------------------------------------- */

/* "CTR above, Opt-out below"; "" where nothing stands out; NULL: out of memory. */
static const char *row_says(const struct breakdown_builder *builder,
                            const struct breakdown_row *row)
{
    const struct breakdown *breakdown = builder->breakdown;
    struct strbuf out = STRBUF_INIT;
    for (size_t at = 0; at < breakdown->kpi_count; at++) {
        int side = row->spread[at].side;
        if (side != 0) {
            strbuf_printf(&out, "%s", out.length ? ", " : "");
            strbuf_printf(&out, side > 0 ? _("%s above") : _("%s below"),
                          column_kpi_title(breakdown->kpis[at]));
        }
    }
    const char *text = out.failed ? NULL : arena_strdup(builder->arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

/* Per KPI the row that stands out most, for those where one does. */
static bool say(struct breakdown_builder *builder)
{
    struct breakdown *breakdown = builder->breakdown;
    struct strbuf out = STRBUF_INIT;
    char points[FORMAT_SIZE];
    for (size_t at = 0; at < breakdown->kpi_count; at++) {
        const struct breakdown_row *most = NULL;
        for (size_t i = 0; i < breakdown->row_count; i++) {
            const struct breakdown_row *row = &breakdown->rows[i];
            if (row->spread[at].side != 0 && row->key[0] &&
                (!most || fabs(row->spread[at].difference) > fabs(most->spread[at].difference))) {
                most = row;
            }
        }
        if (most) {
            strbuf_printf(&out, "%s", out.length ? "; " : "");
            strbuf_printf(&out, _("%s of %s %s against the others"),
                          column_kpi_title(breakdown->kpis[at]), most->label,
                          format_points(most->spread[at].difference, true, points));
        }
    }
    if (out.length) {
        breakdown->says = arena_printf(builder->arena, _("Beyond chance: %s"), strbuf_text(&out));
    }
    bool ok = !out.failed && (!out.length || breakdown->says);
    strbuf_free(&out);
    return ok || err_memory(builder->err);
}

/* --- the table ------------------------------------------------------------------------------- */

enum { AT_KEY, AT_CAMPAIGNS, AT_FIRST, AT_SHARE, AT_COUNTERS };

static size_t at_kpis(const struct breakdown *breakdown)
{
    return AT_COUNTERS + breakdown->counter_count - 1;
}

static bool has_people(const struct breakdown *breakdown)
{
    return breakdown->dimension.what == BREAKDOWN_FREQUENCY;
}

/* Unless messages alone are counted. */
static bool has_revenue(const struct breakdown *breakdown)
{
    return !breakdown_needs_messages(breakdown->dimension.what);
}

/* Only rates of messages can stand out. */
static bool has_against(const struct breakdown *breakdown)
{
    return breakdown->counters[0] == COUNTER_SENT;
}

enum { PEOPLE_COLUMNS = 3 };

static void describe_people(struct table_column *columns)
{
    columns[0] =
        (struct table_column){.id = "people_weeks",
                              .title = _("People-weeks"),
                              .help = _("people who got that many messages in a week, each "
                                        "counted in every week in which they did"),
                              .kind = CELL_COUNT,
                              .align = TABLE_RIGHT,
                              .priority = 1};
    columns[1] = (struct table_column){.id = "left",
                                       .title = _("Left"),
                                       .help = _("share of them who opted out in that week"),
                                       .kind = CELL_PERCENT,
                                       .align = TABLE_RIGHT,
                                       .priority = 0};
    columns[2] = (struct table_column){.id = "left_between",
                                       .title = _("between"),
                                       .help = _("95 % interval of that share"),
                                       .kind = CELL_TEXT,
                                       .align = TABLE_RIGHT,
                                       .priority = 1,
                                       .min_columns = 14,
                                       .paired = true};
}

static const struct table_column *make_columns(const struct breakdown_builder *builder,
                                               size_t *count)
{
    const struct breakdown *breakdown = builder->breakdown;
    size_t at = at_kpis(breakdown);
    *count = at + breakdown->kpi_count + (has_people(breakdown) ? PEOPLE_COLUMNS : 0) +
             has_revenue(breakdown) + has_against(breakdown);
    struct table_column *columns = ARENA_ARRAY(builder->arena, struct table_column, *count);
    if (!columns) {
        return NULL;
    }
    const char *title = breakdown_title(&breakdown->dimension);
    int wide = width_text(title, SIZE_MAX);
    columns[AT_KEY] = (struct table_column){.id = breakdown->dimension.name,
                                            .title = title,
                                            .kind = CELL_TEXT,
                                            .min_columns = (uint8_t)(wide > 12 ? wide : 12)};
    columns[AT_CAMPAIGNS] = (struct table_column){.id = "campaigns",
                                                  .title = _("Campaigns"),
                                                  .help = _("campaigns with such messages"),
                                                  .kind = CELL_COUNT,
                                                  .align = TABLE_RIGHT,
                                                  .priority = 8};
    for (size_t i = 0; i < breakdown->counter_count; i++) {
        struct table_column *column = &columns[i == 0 ? AT_FIRST : AT_COUNTERS + i - 1];
        *column =
            column_describe(&(struct column){COLUMN_COUNTER, breakdown->counters[i], KPI_NONE});
        if (!has_against(breakdown)) {
            column->priority = (uint8_t)i; /* of links it is what they are about */
        }
    }
    columns[AT_SHARE] = (struct table_column){.id = "share",
                                              .title = _("Share"),
                                              .help = _("share of all in this table in the figure "
                                                        "before it"),
                                              .kind = CELL_PERCENT,
                                              .align = TABLE_RIGHT,
                                              .priority = 6};
    for (size_t i = 0; i < breakdown->kpi_count; i++) {
        columns[at++] =
            column_describe(&(struct column){COLUMN_KPI, COUNTER_NONE, breakdown->kpis[i]});
    }
    if (has_people(breakdown)) {
        describe_people(&columns[at]);
        at += PEOPLE_COLUMNS;
    }
    if (has_revenue(breakdown)) {
        columns[at++] =
            column_describe(&(struct column){COLUMN_COUNTER, COUNTER_REVENUE, KPI_NONE});
    }
    if (has_against(breakdown)) {
        columns[at] = (struct table_column){
            .id = "against_the_others",
            .title = _("Beyond chance"),
            .help = _("rates above or below those of the other rows in the same campaigns, beyond "
                      "chance"),
            .kind = CELL_TEXT,
            .priority = 7,
            .min_columns = 16};
    }
    return columns;
}

/* People-weeks, who left of them, and between what that may lie. */
static bool fill_people(const struct breakdown_builder *builder,
                        const struct breakdown_people *people, struct cell *cells)
{
    cells[0] = cell_count(people->weeks);
    cells[1] = cell_unknown(KPI_REASON_UNKNOWN_COUNTER);
    cells[2] = (struct cell){.kind = CELL_EMPTY};
    if (!people->has_share) {
        return true;
    }
    char low[FORMAT_SIZE], high[FORMAT_SIZE];
    const char *words =
        arena_printf(builder->arena, "%s–%s", format_percent(people->low, false, low),
                     format_percent(people->high, true, high));
    cells[1] = (struct cell){.number = people->share, .kind = CELL_PERCENT, .grade = GRADE_NONE};
    cells[2] = cell_text(words);
    return words || err_memory(builder->err);
}

static bool fill_row(const struct breakdown_builder *builder, struct table *table, size_t at)
{
    const struct breakdown *breakdown = builder->breakdown;
    const struct breakdown_row *row = &breakdown->rows[at];
    const char *says = row_says(builder, row);
    if (!says) {
        return err_memory(builder->err);
    }
    *table_cell(table, at, AT_KEY) = cell_text(row->label);
    *table_cell(table, at, AT_CAMPAIGNS) = cell_count(row->campaigns);
    for (size_t i = 0; i < breakdown->counter_count; i++) {
        *table_cell(table, at, i == 0 ? AT_FIRST : AT_COUNTERS + i - 1) =
            item_counter_cell(&row->item, breakdown->counters[i]);
    }
    struct cell share = cell_unknown(KPI_REASON_UNKNOWN_COUNTER);
    if (row->has_share) {
        share = (struct cell){.number = row->share, .kind = CELL_PERCENT, .grade = GRADE_NONE};
    }
    *table_cell(table, at, AT_SHARE) = share;
    size_t column = at_kpis(breakdown);
    for (size_t i = 0; i < breakdown->kpi_count; i++) {
        struct kpi_result result = item_kpi(&row->item, builder->scope, breakdown->kpis[i]);
        *table_cell(table, at, column++) = item_kpi_cell(&row->item, &result, breakdown->kpis[i]);
    }
    if (has_people(breakdown)) {
        if (!fill_people(builder, &row->people, table_cell(table, at, column))) {
            return false;
        }
        column += PEOPLE_COLUMNS;
    }
    if (has_revenue(breakdown)) {
        *table_cell(table, at, column++) = item_counter_cell(&row->item, COUNTER_REVENUE);
    }
    if (has_against(breakdown)) {
        *table_cell(table, at, column) = cell_text(says);
    }
    return true;
}

static bool note_left_out(const struct breakdown_builder *builder, struct table *table)
{
    const struct breakdown *breakdown = builder->breakdown;
    bool attr = breakdown->dimension.what == BREAKDOWN_ATTR;
    int64_t count = attr ? breakdown->unstated : breakdown->undated;
    char sends[FORMAT_SIZE];
    if (count <= 0) {
        return true;
    }
    format_count(count, sends);
    const char *note =
        attr ? arena_printf(builder->arena,
                            NG_("%s send is known only from a report that does not state it and is "
                                "left out.",
                                "%s sends are known only from reports that do not state it and are "
                                "left out.",
                                count),
                            sends)
        : breakdown->dimension.what == BREAKDOWN_FREQUENCY
            ? arena_printf(builder->arena,
                           NG_("%s send is known without the person it went to and is left out.",
                               "%s sends are known without the person they went to and are left "
                               "out.",
                               count),
                           sends)
        : breakdown_needs_messages(breakdown->dimension.what)
            ? arena_printf(builder->arena,
                           NG_("%s send is known without its hour, from reports, and is left out.",
                               "%s sends are known without their hour, from reports, and are left "
                               "out.",
                               count),
                           sends)
            : arena_printf(builder->arena,
                           NG_("%s send has no day of its own and is left out.",
                               "%s sends have no day of their own and are left out.", count),
                           sends);
    return (note && table_note(table, builder->arena, note)) || err_memory(builder->err);
}

static bool note_over(const struct breakdown_builder *builder, struct table *table)
{
    const struct breakdown *breakdown = builder->breakdown;
    int64_t campaigns = breakdown->over.campaigns;
    char rows[FORMAT_SIZE], sent[FORMAT_SIZE];
    if (campaigns == 0) {
        return true;
    }
    const char *note =
        arena_printf(builder->arena,
                     NG_("In %lld campaign the rows count more messages than the campaign, %s "
                         "against %s: they come from a message log, and a report is believed of "
                         "the whole.",
                         "In %lld campaigns the rows count more messages than the campaigns, %s "
                         "against %s: they come from message logs, and reports are believed of "
                         "the whole.",
                         campaigns),
                     (long long)campaigns, format_count(breakdown->over.rows_sent, rows),
                     format_count(breakdown->over.sent, sent));
    return (note && table_note(table, builder->arena, note)) || err_memory(builder->err);
}

static bool note_currencies(const struct breakdown_builder *builder, struct table *table)
{
    const struct breakdown *breakdown = builder->breakdown;
    bool mixed = false;
    for (size_t i = 0; i < breakdown->row_count; i++) {
        mixed |= total_is_mixed(breakdown->rows[i].item.total);
    }
    return !mixed ||
           table_note(table, builder->arena,
                      _("Money of several currencies is not added: n/a where a row has more than "
                        "one.")) ||
           err_memory(builder->err);
}

static bool note_nameless(const struct breakdown_builder *builder, struct table *table)
{
    char count[FORMAT_SIZE];
    int64_t nameless = builder->breakdown->nameless;
    if (nameless <= 0) {
        return true;
    }
    const char *note = arena_printf(builder->arena,
                                    NG_("%s message names no campaign and is left out.",
                                        "%s messages name no campaign and are left out.", nameless),
                                    format_count(nameless, count));
    return (note && table_note(table, builder->arena, note)) || err_memory(builder->err);
}

static bool note_frequency(const struct breakdown_builder *builder, struct table *table)
{
    const struct breakdown *breakdown = builder->breakdown;
    return breakdown->dimension.what != BREAKDOWN_FREQUENCY || breakdown->row_count == 0 ||
           table_note(table, builder->arena,
                      _("People who get more messages were chosen to get more, and who left gets "
                        "none: the table shows where people leave, not what fewer messages would "
                        "change. A test with two groups would tell.")) ||
           err_memory(builder->err);
}

bool breakdown_lay_out(struct breakdown_builder *builder)
{
    struct breakdown *breakdown = builder->breakdown;
    size_t count;
    const struct table_column *columns = make_columns(builder, &count);
    struct table *table = columns
                              ? table_new(builder->arena, breakdown_title(&breakdown->dimension),
                                          columns, count, breakdown->row_count)
                              : NULL;
    if (!table) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < breakdown->row_count; i++) {
        if (!fill_row(builder, table, i)) {
            return false;
        }
    }
    if (breakdown->dimension.attr == ATTR_CHANNEL &&
        !table_note(
            table, builder->arena,
            _("E-mail opens are inflated by mail privacy proxies, WhatsApp opens understated "
              "by receipts that are off: compare clicks and revenue."))) {
        return err_memory(builder->err);
    }
    if (!has_against(breakdown) && breakdown->row_count > 0 &&
        !table_note(table, builder->arena,
                    breakdown->dimension.attr == ATTR_CONVERSION_TYPE
                        ? _("What orders and other files of the shop say was done; what only "
                            "reports count is in the row of none.")
                        : _("Sessions and key events are those of web analytics, orders those "
                            "whose own link says it; what states none is in the row of none. A "
                            "session is no click."))) {
        return err_memory(builder->err);
    }
    if (breakdown_needs_messages(breakdown->dimension.what) && !breakdown->has_messages &&
        !table_note(table, builder->arena, _("n/a: import message-level logs."))) {
        return err_memory(builder->err);
    }
    if (!note_left_out(builder, table) || !note_over(builder, table) ||
        !note_frequency(builder, table)) {
        return false;
    }
    if (!say(builder) || (breakdown->says && !table_note(table, builder->arena, breakdown->says))) {
        return err_memory(builder->err);
    }
    if (!note_nameless(builder, table) || !note_currencies(builder, table)) {
        return false;
    }
    if ((breakdown->row_count > 1 && has_against(breakdown) &&
         !table_note(table, builder->arena,
                     _("A row stands out where its rate is beyond chance above or below the other "
                       "rows of the same campaigns. People and days differ still: a place to look "
                       "at, not a test.")))) {
        return err_memory(builder->err);
    }
    breakdown->table = table;
    return true;
}
