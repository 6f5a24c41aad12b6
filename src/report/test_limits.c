/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/test_limits.h"

#include <stdlib.h>

#include "report/share.h"

/* Fewer than a test can have, and more than there are people. */
#define TIGHTEST_MIN 100
#define TIGHTEST_MAX 1e10

static bool refuse(const struct settings *settings, enum setting id, struct err *err)
{
    err_set(err, ERR_REFUSED, _("wrong value \"%.40s\" of %s"), settings->value[id],
            setting_info(id)->name);
    err_at(err, settings->origin[id], settings->place[id].line, settings->place[id].column);
    return err_todo(err, _("%s is: %s"), setting_info(id)->name, _(setting_info(id)->help));
}

/* 0 where nothing is said. */
static bool points_of(const struct settings *settings, enum setting id, double *points,
                      struct err *err)
{
    const char *text = settings->value[id];
    *points = 0;
    return !text || (share_points(text, points) && *points > 0 && *points < 1) ||
           refuse(settings, id, err);
}

static bool tightest_of(const struct settings *settings, double *people, struct err *err)
{
    const char *text = settings->value[SETTING_TIGHTEST];
    char *end;
    *people = 0;
    if (!text) {
        return true;
    }
    *people = strtod(text, &end);
    bool number = text[0] >= '0' && text[0] <= '9' && !*end;
    return (number && *people >= TIGHTEST_MIN && *people <= TIGHTEST_MAX) ||
           refuse(settings, SETTING_TIGHTEST, err);
}

bool test_limits_read(const struct settings *settings, struct test_limits *limits, struct err *err)
{
    static const struct {
        enum setting setting;
        enum kpi kpi;
    } margins[] = {{SETTING_OPTOUT_MARGIN, KPI_OPTOUT_RATE},
                   {SETTING_BLOCK_MARGIN, KPI_BLOCK_RATE},
                   {SETTING_FAILURE_MARGIN, KPI_FAILURE_RATE}};
    struct test_limits read = {0};
    for (size_t i = 0; i < ARRAY_COUNT(margins); i++) {
        double margin;
        if (!points_of(settings, margins[i].setting, &margin, err)) {
            return false;
        }
        if (margin > 0) {
            read.margins[read.margin_count++] = (struct plan_guardrail){margins[i].kpi, margin};
        }
    }
    if (!points_of(settings, SETTING_SAME, &read.same_within, err) ||
        !tightest_of(settings, &read.tightest, err)) {
        return false;
    }
    *limits = read;
    return true;
}
