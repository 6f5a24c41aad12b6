/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files behind trend.h share: trend_read.c (whose days), trend.c (days to steps),
 * trend_say.c (direction, odd steps, sentences), trend_table.c, trend_measure.c.
 */
#ifndef CAMPANE_REPORT_TREND_PRIVATE_H
#define CAMPANE_REPORT_TREND_PRIVATE_H

#include "report/item.h"
#include "report/trend.h"

#define TREND_NOTES_MAX 10

struct trend_builder {
    struct arena *arena, *scratch;
    struct store *store;
    const struct scope *scope;
    const struct trend_request *request; /* whose measure is not looked at */
    const struct trend_measure *measures;
    size_t measure_count;
    struct trend_measure measure; /* of the trend that is made */
    struct cancel *cancel;
    struct err *err;
    struct trend *trend;

    /* trend_read.c: dated days in order, of the period and the one before. */
    struct day_total *days;
    size_t day_count;
    int64_t undated; /* messages without a day that are left out */
    bool has_row;    /* it is of one campaign */
    struct campaign_row row;

    struct event *events; /* that stand, of all days */
    size_t event_count;

    int32_t fresh_from; /* days from here on are still counting */
    const char **notes; /* TREND_NOTES_MAX */
};

bool trend_read_days(struct trend_builder *builder);

/* The point of a total: value, interval and counts; date and what follows are the caller's. */
void trend_point_of(const struct trend_builder *builder, const struct total *total,
                    struct trend_point *point);

/* Whether it is divided by something, so that fewer days do not make less of it. */
bool trend_divides(struct trend_measure measure);

/* trend_say.c */
bool trend_find_direction(struct trend_builder *builder);
bool trend_find_odd(struct trend_builder *builder, struct trend_point *points, size_t count);
bool trend_say(struct trend_builder *builder);

bool trend_add_note(struct trend_builder *builder, const char *text);

#endif
