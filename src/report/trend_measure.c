/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which figure a trend is of, and the steps it goes in. */
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/column.h"
#include "report/trend.h"
#include "text/near.h"

#define NEAR_NAMED 3

static bool is_measure(const struct column *column)
{
    return column->what == COLUMN_KPI || column->what == COLUMN_COUNTER;
}

static bool refuse(const char *id, struct err *err)
{
    struct strbuf names = STRBUF_INIT;
    size_t named = 0, count;
    const struct column *all = column_all(&count);
    for (size_t i = 0; i < count && named < NEAR_NAMED; i++) {
        if (is_measure(&all[i]) && near_resembles(id, column_id(&all[i]))) {
            strbuf_printf(&names, "%s%s", named++ ? ", " : "", column_id(&all[i]));
        }
    }
    err_set(err, ERR_USAGE, _("there is no KPI or counter \"%.60s\""), id);
    if (named > 0) {
        err_todo(err, _("did you mean %s?"), strbuf_text(&names));
    } else {
        err_todo(err, "%s", _("for example: ctr, delivery_rate, optout_rate, revenue, sent"));
    }
    strbuf_free(&names);
    return false;
}

bool trend_measure_find(const char *id, struct trend_measure *measure, struct err *err)
{
    size_t count;
    const struct column *all = column_all(&count);
    for (size_t i = 0; i < count; i++) {
        if (is_measure(&all[i]) && strcmp(column_id(&all[i]), id) == 0) {
            bool kpi = all[i].what == COLUMN_KPI;
            *measure = (struct trend_measure){kpi ? all[i].kpi : KPI_NONE,
                                              kpi ? COUNTER_NONE : all[i].counter};
            return true;
        }
    }
    return refuse(id, err);
}

const char *trend_measure_id(struct trend_measure measure)
{
    return measure.kpi != KPI_NONE ? kpi_info(measure.kpi)->name
                                   : counter_info(measure.counter)->name;
}

const char *trend_measure_title(struct trend_measure measure)
{
    return measure.kpi != KPI_NONE ? column_kpi_title(measure.kpi)
                                   : _(counter_info(measure.counter)->label);
}

const char *trend_measure_unit(struct trend_measure measure)
{
    bool minutes = measure.kpi != KPI_NONE && kpi_info(measure.kpi)->unit == KPI_UNIT_MINUTES;
    return minutes ? _("min") : "";
}

enum cell_kind trend_measure_kind(struct trend_measure measure)
{
    return measure.kpi != KPI_NONE ? item_kpi_kind(measure.kpi)
                                   : item_counter_kind(measure.counter);
}

int trend_measure_direction(struct trend_measure measure)
{
    if (measure.kpi != KPI_NONE) {
        return kpi_info(measure.kpi)->direction;
    }
    switch ((int)measure.counter) {
    case COUNTER_FAILED:
    case COUNTER_FAILED_CAP:
    case COUNTER_FAILED_UNREACHABLE:
    case COUNTER_OPTOUTS:
    case COUNTER_BLOCKS:
    case COUNTER_RTO_ORDERS:
        return -1;
    case COUNTER_SENT: /* how much is sent and spent is somebody's choice */
    case COUNTER_COST_MESSAGE:
    case COUNTER_COST_PLATFORM:
    case COUNTER_COST_ADS:
    case COUNTER_COST:
    case COUNTER_CONVERSATIONS:
    case COUNTER_COD_ORDERS:
        return 0;
    default:
        return 1;
    }
}

static const char *const by_names[] = {
    [TREND_DAY] = "day", [TREND_WEEK] = "week", [TREND_MONTH] = "month"};

const char *trend_by_name(enum trend_by by)
{
    return by_names[by];
}

bool trend_by_parse(const char *name, enum trend_by *by)
{
    for (size_t i = 0; i < ARRAY_COUNT(by_names); i++) {
        if (strcmp(by_names[i], name) == 0) {
            *by = (enum trend_by)i;
            return true;
        }
    }
    return false;
}

int32_t trend_step_start(enum trend_by by, int32_t day)
{
    if (day == DAY_NONE) {
        return day;
    }
    if (by == TREND_WEEK) {
        int32_t monday = day - civil_weekday(day);
        return monday < CIVIL_DAY_MIN ? CIVIL_DAY_MIN : monday;
    }
    return by == TREND_MONTH ? civil_month_start(day, 0) : day;
}

const char *trend_state_name(enum trend_state state)
{
    static const char *const names[] = {[TREND_TOO_FEW] = "too_few",
                                        [TREND_STEADY] = "steady",
                                        [TREND_RISING] = "rising",
                                        [TREND_FALLING] = "falling"};
    return names[state];
}
