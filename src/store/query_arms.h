/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a comparison asks the store: the arms of a campaign day by day, who was in which arm, and
 * what single messages of an arm brought.
 */
#ifndef CAMPANE_STORE_QUERY_ARMS_H
#define CAMPANE_STORE_QUERY_ARMS_H

#include "store/query.h"

/* One value of an attribute, day by day. */
struct arm_days {
    const char *value;
    struct day_total *days; /* dated days in order, those with anything */
    size_t count;
    struct total total; /* of these days and of what has no day */
};

/* The arms of a campaign by an attribute: dims that state none are left out. All arms are drawn
 * from the same sources: one ruling over all of them, so that a figure of one arm is never held
 * against a figure that another file counted. Largest by sends first. Some milliseconds. */
bool query_arms(struct store *store, struct arena *arena, int64_t number, enum attr attr,
                int32_t from, int32_t to, struct arm_days **arms, size_t *count, struct err *err);

/* The files that speak of the days around a day in the arm of a campaign (value NULL: in any), the
 * newest first; none where single messages say it. */
bool query_arm_files(struct store *store, struct arena *arena, int64_t number, enum attr attr,
                     const char *value, int32_t day, const char *const **files, size_t *count,
                     struct err *err);

/* Sends of each pair of values of two attributes, of the source that rules sends among those dims
 * that state both. */
struct arm_cross {
    const char *arm, *other;
    int64_t sent;
};
bool query_arm_cross(struct store *store, struct arena *arena, int64_t number, enum attr attr,
                     enum attr other, struct arm_cross **pairs, size_t *count, struct err *err);

/* Money that single messages of a campaign brought: recipients sent to, and the revenues that are
 * not zero, per arm, ascending. attr ATTR_NONE: the whole campaign is one arm without a value. Only
 * messages whose revenue is known count: from their own file, or from orders that were joined to
 * the campaign's messages, whose revenue is added. What orders brought that name only the campaign
 * is in no message. Messages that people gave to the campaign (assign.h) are its. A pass over the
 * messages: seconds where there are many millions. */
struct arm_revenue {
    const char *value;
    struct currency currency; /* "": none, or several (then mixed) */
    bool mixed;
    int64_t recipients;     /* messages sent */
    const int64_t *amounts; /* millionths */
    size_t count;
};
bool query_arm_revenue(struct store *store, struct arena *arena, int64_t number, enum attr attr,
                       int32_t from, int32_t to, struct arm_revenue **arms, size_t *count,
                       struct err *err);

#endif
