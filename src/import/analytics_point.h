/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One data point of Meta's analytics: which of them it is of, shows in its own keys, whatever
 * wrapper stands around it.
 */
#ifndef CAMPANE_IMPORT_ANALYTICS_POINT_H
#define CAMPANE_IMPORT_ANALYTICS_POINT_H

#include "import/json_tree.h"
#include "model/tally.h"

enum analytics_kind {
    ANALYTICS_TEMPLATE,       /* template_analytics */
    ANALYTICS_TEMPLATE_GROUP, /* template_group_analytics */
    ANALYTICS_PRICING,        /* pricing_analytics */
    ANALYTICS_CONVERSATION,   /* conversation_analytics */
    ANALYTICS_ACCOUNT,        /* analytics: sent and delivered of the account */
    ANALYTICS_GROUP,          /* group_analytics: understood, nothing to count */
    ANALYTICS_CALL            /* call_analytics: same */
};

struct analytics_point {
    enum analytics_kind kind;
    int64_t start, end; /* seconds; end TIME_NONE: not stated */
    struct tally tally; /* without free entries' costs */
    uint32_t id;        /* node of the template's (group's) id; JSON_NODE_NONE */
    uint32_t name;      /* of a template_name, which Meta itself does not give */
    uint32_t phone, country, category;
    bool free_cost;     /* a free entry had a cost, which was left out */
    bool quick_replies; /* quick replies are counted, which are not people */
};

/* Whether an object holds data points. */
uint32_t analytics_points(const struct json_tree *tree, uint32_t number);

enum analytics_kind analytics_kind_of(const struct json_tree *tree, uint32_t point);

/* Read a point. NULL, or what is wrong with it (untranslated), at node *at. */
const char *analytics_point_read(const struct json_tree *tree, uint32_t number,
                                 struct analytics_point *point, uint32_t *at);

#endif
