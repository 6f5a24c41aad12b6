/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/column.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "text/near.h"

/* What a column is called and which goes first when there is no room. */
struct label {
    const char *id;
    const char *title;
    const char *help;
    enum cell_kind kind;
    uint8_t priority;
};

static const struct label facts[] = {
    [COLUMN_NAME] = {"name", N_("Campaign"), N_("name of the campaign"), CELL_TEXT, 0},
    [COLUMN_ID] = {"id", N_("Id"), N_("the same in every store, made from the name"), CELL_TEXT, 9},
    [COLUMN_CHANNEL] = {"channel", N_("Channel"), N_("what it was sent by"), CELL_TEXT, 7},
    [COLUMN_KIND] = {"kind", N_("Kind"), N_("broadcast, drip, flow …"), CELL_TEXT, 8},
    [COLUMN_GOAL] = {"goal", N_("Goal"), N_("sales, leads, service, brand or none"), CELL_TEXT, 8},
    [COLUMN_TAGS] = {"tags", N_("Tags"), N_("put on it by campane edit"), CELL_TEXT, 8},
    [COLUMN_GROUP] = {"group", N_("Group"), N_("what people say it belongs to"), CELL_TEXT, 8},
    [COLUMN_START] = {"start", N_("Start"), N_("stated start, else the first day"), CELL_DAY, 5},
    [COLUMN_END] = {"end", N_("End"), N_("stated end, else the last day"), CELL_DAY, 9},
    [COLUMN_COUNTING] = {"counting_until", N_("Counting"),
                         N_("the last day on which figures may still grow"), CELL_DAY, 9},
    [COLUMN_RATE_BASE] = {"rate_base", N_("Base"), N_("what rates are divided by"), CELL_TEXT, 10},
    [COLUMN_SPARK] = {"spark", N_("30 days"),
                      N_("messages sent a day in 30 days; each row on a scale of its own, from 0 "
                         "to its highest"),
                      CELL_SPARK, 7},
};

/* Short titles: the labels of kpi.def are too wide for a column. */
static const struct {
    const char *title;
    uint8_t priority;
} kpis[KPI_COUNT] = {
    [KPI_DELIVERY_RATE] = {N_("Delivery"), 4},
    [KPI_FAILURE_RATE] = {N_("Failure"), 8},
    [KPI_CAP_RATE] = {N_("Held back"), 9},
    [KPI_OPEN_RATE] = {N_("Open"), 3},
    [KPI_OPEN_RATE_ADJUSTED] = {N_("Open est."), 8},
    [KPI_CTR] = {N_("CTR"), 1},
    [KPI_CLICK_TO_OPEN_RATE] = {N_("Click/open"), 8},
    [KPI_ENGAGEMENT_RATE] = {N_("Reply"), 6},
    [KPI_INTERACTION_RATE] = {N_("Interact"), 8},
    [KPI_OPTOUT_RATE] = {N_("Opt-out"), 2},
    [KPI_BLOCK_RATE] = {N_("Block"), 8},
    [KPI_UNREACHABLE_RATE] = {N_("Unreach."), 9},
    [KPI_CONVERSION_RATE] = {N_("Conv."), 5},
    [KPI_CLICK_TO_CONVERSION_RATE] = {N_("Conv/click"), 8},
    [KPI_LEAD_RATE] = {N_("Leads"), 8},
    [KPI_RTO_RATE] = {N_("Returned"), 9},
    [KPI_ROCS] = {N_("ROCS"), 3},
    [KPI_ROI] = {N_("ROI"), 8},
    [KPI_REVENUE_PER_CONVERSION] = {N_("Rev/conv"), 8},
    [KPI_AOV] = {N_("Avg order"), 8},
    [KPI_REVENUE_PER_RECIPIENT] = {N_("Rev/person"), 8},
    [KPI_COST_PER_RECIPIENT] = {N_("Cost/person"), 8},
    [KPI_COST_PER_CLICK] = {N_("Cost/click"), 8},
    [KPI_COST_PER_CONVERSION] = {N_("Cost/conv"), 8},
    [KPI_CPL] = {N_("Cost/lead"), 8},
    [KPI_CAC] = {N_("Cost/new"), 8},
    [KPI_CLV] = {N_("Per customer"), 9},
    [KPI_CLV_CAC] = {N_("CLV : CAC"), 9},
    [KPI_CONVERSATIONS] = {N_("Convers."), 9},
    [KPI_LIST_GROWTH] = {N_("Growth"), 9},
    [KPI_RETENTION_RATE] = {N_("Retention"), 9},
    [KPI_REPEAT_PURCHASE_RATE] = {N_("Repeat"), 9},
    [KPI_TIME_TO_READ] = {N_("Read after"), 9},
    [KPI_CSAT] = {N_("CSAT"), 9},
    [KPI_NPS] = {N_("NPS"), 9},
    [KPI_COMPLAINT_SHARE] = {N_("Complaints"), 9},
};

const char *column_kpi_title(enum kpi id)
{
    return _(kpis[id].title);
}

#define FACT(what)  {COLUMN_##what, COUNTER_NONE, KPI_NONE},
#define COUNTED(id) {COLUMN_COUNTER, COUNTER_##id, KPI_NONE},

static const struct column all[] = {FACT(NAME) FACT(ID) FACT(CHANNEL) FACT(KIND) FACT(GOAL)
                                        FACT(TAGS) FACT(GROUP) FACT(START) FACT(END) FACT(COUNTING)
                                            FACT(RATE_BASE) FACT(SPARK)
#define COUNTER(number, id, name, kind, role, csv, label, help) COUNTED(id)
#include "model/counter.def"
#undef COUNTER
                                                COUNTED(COST)
#define KPI(id, name, label, formula, numerator, denominator, unit, direction, minimum, words)     \
    {COLUMN_KPI, COUNTER_NONE, KPI_##id},
#include "model/kpi.def"
#undef KPI
};

const struct column *column_all(size_t *count)
{
    *count = ARRAY_COUNT(all);
    return all;
}

const char *column_id(const struct column *column)
{
    switch (column->what) {
    case COLUMN_COUNTER:
        return counter_info(column->counter)->name;
    case COLUMN_KPI:
        return kpi_info(column->kpi)->name;
    case COLUMN_NAME:
    case COLUMN_ID:
    case COLUMN_CHANNEL:
    case COLUMN_KIND:
    case COLUMN_GOAL:
    case COLUMN_TAGS:
    case COLUMN_GROUP:
    case COLUMN_START:
    case COLUMN_END:
    case COLUMN_COUNTING:
    case COLUMN_RATE_BASE:
    case COLUMN_SPARK:
        break;
    }
    return facts[column->what].id;
}

/* --- by id ----------------------------------------------------------------------------------- */

#define NEAR_NAMED 3

static bool refuse(const char *id, struct err *err)
{
    struct strbuf names = STRBUF_INIT;
    size_t named = 0;
    for (size_t i = 0; i < ARRAY_COUNT(all) && named < NEAR_NAMED; i++) {
        if (near_resembles(id, column_id(&all[i]))) {
            strbuf_printf(&names, "%s%s", named++ ? ", " : "", column_id(&all[i]));
        }
    }
    err_set(err, ERR_USAGE, _("there is no KPI, counter or column \"%.60s\""), id);
    if (named > 0) {
        err_todo(err, _("did you mean %s?"), strbuf_text(&names));
    } else {
        err_todo(err, _("for example: name, start, sent, ctr, optout_rate, rocs"));
    }
    strbuf_free(&names);
    return false;
}

bool column_by_id(const char *id, struct column *column, struct err *err)
{
    for (size_t i = 0; i < ARRAY_COUNT(all); i++) {
        if (strcmp(column_id(&all[i]), id) == 0) {
            *column = all[i];
            return true;
        }
    }
    return refuse(id, err);
}

size_t column_list(const char *ids, struct column *columns, size_t most, struct err *err)
{
    size_t count = 0;
    char id[64];
    for (const char *at = ids; *at;) {
        size_t length = strcspn(at, ", ");
        if (length > 0) {
            snprintf(id, sizeof id, "%.*s", (int)(length < 63 ? length : 63), at);
            if (count == most) {
                err_set(err, ERR_USAGE, _("at most %zu columns can decide the order"), most);
                return 0;
            }
            if (!column_by_id(id, &columns[count], err)) {
                return 0;
            }
            for (size_t i = 0; i < count; i++) {
                if (strcmp(column_id(&columns[i]), id) == 0) {
                    err_set(err, ERR_USAGE, _("the column \"%s\" is named twice"), id);
                    return 0;
                }
            }
            count++;
        }
        at += length;
        at += strspn(at, ", ");
    }
    if (count == 0) {
        err_set(err, ERR_USAGE, "%s", _("no column is named"));
    }
    return count;
}

/* --- description and cells ------------------------------------------------------------------- */

static struct table_column describe_fact(const struct label *label)
{
    struct table_column column = {.id = label->id,
                                  .title = _(label->title),
                                  .help = _(label->help),
                                  .kind = label->kind,
                                  .align = TABLE_LEFT,
                                  .priority = label->priority};
    if (label->kind == CELL_SPARK) {
        column.min_columns = 8;
        column.max_columns = 30;
    } else if (label->priority == 0) {
        column.min_columns = 12;
    }
    return column;
}

struct table_column column_describe(const struct column *column)
{
    if (column->what == COLUMN_KPI) {
        const struct kpi_info *info = kpi_info(column->kpi);
        return (struct table_column){.id = info->name,
                                     .title = column_kpi_title(column->kpi),
                                     .help = _(info->words),
                                     .kind = item_kpi_kind(column->kpi),
                                     .align = TABLE_RIGHT,
                                     .priority = kpis[column->kpi].priority,
                                     .graded = info->direction != 0,
                                     .direction = info->direction};
    }
    if (column->what == COLUMN_COUNTER) {
        const struct counter_info *info = counter_info(column->counter);
        return (struct table_column){.id = info->name,
                                     .title = _(info->label),
                                     .help = _(info->help),
                                     .kind = item_counter_kind(column->counter),
                                     .align = TABLE_RIGHT,
                                     .priority = column->counter == COUNTER_SENT      ? 2
                                                 : column->counter == COUNTER_REVENUE ? 4
                                                                                      : 8};
    }
    return describe_fact(&facts[column->what]);
}

static struct cell text_or_empty(const char *text)
{
    return text ? cell_text(text) : (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
}

static struct cell day_or_empty(int32_t day)
{
    return day == DAY_NONE ? (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE} : cell_day(day);
}

struct cell column_cell(const struct column *column, const struct report_item *item,
                        const struct scope *scope)
{
    bool campaign = item->what == ITEM_CAMPAIGN;
    switch (column->what) {
    case COLUMN_NAME:
        return cell_text(item->alias ? item->alias : item->name);
    case COLUMN_ID:
        return text_or_empty(campaign ? item->id : NULL);
    case COLUMN_CHANNEL:
        return text_or_empty(item->channel);
    case COLUMN_KIND:
        return text_or_empty(campaign ? campaign_kind_name(item->kind) : NULL);
    case COLUMN_GOAL:
        return text_or_empty(campaign ? campaign_goal_name(item->goal) : NULL);
    case COLUMN_TAGS:
        return text_or_empty(item->edit && item->edit->tag_count > 0 ? item->edit->tag_list : NULL);
    case COLUMN_GROUP:
        return text_or_empty(item->edit ? item->edit->group : NULL);
    case COLUMN_START:
        return campaign ? cell_day(item->start) : day_or_empty(item->start);
    case COLUMN_END:
        return campaign ? cell_day(item->end) : day_or_empty(item->end);
    case COLUMN_COUNTING:
        return day_or_empty(item->counting_until);
    case COLUMN_RATE_BASE:
        return cell_text(rate_base_name(scope->options.base));
    case COLUMN_SPARK:
        return (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
    case COLUMN_COUNTER:
        return item_counter_cell(item, column->counter);
    case COLUMN_KPI:
        break;
    }
    struct kpi_result result = item_kpi(item, scope, column->kpi);
    return item_kpi_cell(item, &result, column->kpi);
}
