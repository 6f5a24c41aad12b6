/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/analytics_point.h"

#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/i18n.h"
#include "base/money.h"
#include "import/json_pull.h"

#define SECONDS_MIN 631152000  /* 1990-01-01T00:00:00Z */
#define SECONDS_MAX 4133980799 /* 2100-12-31T23:59:59Z */

uint32_t analytics_points(const struct json_tree *tree, uint32_t number)
{
    uint32_t points = json_tree_member(tree, number, "data_points");
    return points != JSON_NODE_NONE && json_node(tree, points)->kind == JSON_IS_ARRAY
               ? points
               : JSON_NODE_NONE;
}

static bool has(const struct json_tree *tree, uint32_t point, const char *key)
{
    return json_tree_member(tree, point, key) != JSON_NODE_NONE;
}

enum analytics_kind analytics_kind_of(const struct json_tree *tree, uint32_t point)
{
    static const struct {
        const char *key;
        enum analytics_kind kind;
    } kinds[] = {
        {"template_id", ANALYTICS_TEMPLATE}, {"template_group_id", ANALYTICS_TEMPLATE_GROUP},
        {"group_id", ANALYTICS_GROUP},       {"conversation", ANALYTICS_CONVERSATION},
        {"pricing_type", ANALYTICS_PRICING}, {"pricing_category", ANALYTICS_PRICING},
        {"volume", ANALYTICS_PRICING},       {"average_duration", ANALYTICS_CALL}};
    for (size_t i = 0; i < ARRAY_COUNT(kinds); i++) {
        if (has(tree, point, kinds[i].key)) {
            return kinds[i].kind;
        }
    }
    return has(tree, point, "count") ? ANALYTICS_CALL : ANALYTICS_ACCOUNT;
}

/* --- numbers ---------------------------------------------------------------------------------- */

static bool is_number(const struct json_tree *tree, uint32_t number)
{
    enum json_kind kind = (enum json_kind)json_node(tree, number)->kind;
    return kind == JSON_IS_NUMBER || kind == JSON_IS_STRING;
}

static bool whole(const struct json_tree *tree, uint32_t number, int64_t *value)
{
    const struct json_node *node = json_node(tree, number);
    struct json_pull json = {
        .value = tree->text + node->at, .value_length = node->length, .escaped = node->escaped};
    return is_number(tree, number) && json_pull_int64(&json, value);
}

/* "0.0432", "15.58", "1e-05", in millionths. */
static bool amount(const struct json_tree *tree, uint32_t number, int64_t *micros)
{
    const struct json_node *node = json_node(tree, number);
    char text[64];
    if (!is_number(tree, number) || node->escaped || node->length >= sizeof text) {
        return false;
    }
    memcpy(text, tree->text + node->at, node->length);
    text[node->length] = '\0';
    return money_parse(text, node->length, micros) ||
           (strpbrk(text, "eE") && node->kind == JSON_IS_NUMBER &&
            money_from_double(strtod(text, NULL), micros));
}

/* --- a point ---------------------------------------------------------------------------------- */

/* What is being read. */
struct reading {
    const struct json_tree *tree;
    uint32_t point;
    struct analytics_point *out;
    uint32_t at; /* node that is wrong */
};

static bool present(const struct json_tree *tree, uint32_t number)
{
    return number != JSON_NODE_NONE && json_node(tree, number)->kind != JSON_IS_NULL;
}

/* A count under a key, where there is one; false when it is none. */
static bool read_count(struct reading *reading, const char *key, enum counter counter)
{
    uint32_t number = json_tree_member(reading->tree, reading->point, key);
    int64_t value;
    if (!present(reading->tree, number)) {
        return true;
    }
    reading->at = number;
    if (!whole(reading->tree, number, &value) || value < 0) {
        return false;
    }
    tally_set(&reading->out->tally, counter, value);
    return true;
}

static void add(struct tally *tally, enum counter counter, int64_t value)
{
    int64_t sum = 0;
    tally_get(tally, counter, &sum);
    if (!__builtin_add_overflow(sum, value, &sum)) {
        tally_set(tally, counter, sum);
    }
}

/* clicked[]: links by button, unique and total; quick replies apart. */
static bool read_clicks(struct reading *reading)
{
    const struct json_tree *tree = reading->tree;
    uint32_t list = json_tree_member(tree, reading->point, "clicked");
    if (!present(tree, list)) {
        return true;
    }
    reading->at = list;
    if (json_node(tree, list)->kind != JSON_IS_ARRAY) {
        return false;
    }
    for (uint32_t item = json_tree_first(tree, list); item != JSON_NODE_NONE;
         item = json_tree_next(tree, list, item)) {
        uint32_t type = json_tree_member(tree, item, "type");
        uint32_t count = json_tree_member(tree, item, "count");
        int64_t value;
        if (!present(tree, count)) {
            continue;
        }
        reading->at = count;
        if (!whole(tree, count, &value) || value < 0) {
            return false;
        }
        if (json_tree_text_is(tree, type, "unique_url_button")) {
            add(&reading->out->tally, COUNTER_CLICKERS, value);
        } else if (json_tree_text_is(tree, type, "url_button")) {
            add(&reading->out->tally, COUNTER_CLICKS, value);
        } else {
            reading->out->quick_replies = true;
        }
    }
    return true;
}

/* cost[] of a template: what was spent, once; its rates are never summed. A plain number
 * elsewhere. */
static bool read_cost(struct reading *reading, bool free_entry)
{
    const struct json_tree *tree = reading->tree;
    uint32_t cost = json_tree_member(tree, reading->point, "cost");
    uint32_t value = cost;
    int64_t micros;
    if (!present(tree, cost)) {
        return true;
    }
    if (json_node(tree, cost)->kind == JSON_IS_ARRAY) {
        value = JSON_NODE_NONE;
        for (uint32_t item = json_tree_first(tree, cost); item != JSON_NODE_NONE;
             item = json_tree_next(tree, cost, item)) {
            if (json_tree_text_is(tree, json_tree_member(tree, item, "type"), "amount_spent")) {
                value = json_tree_member(tree, item, "value");
            }
        }
    }
    if (!present(tree, value)) {
        return true; /* the value is left out where the business is billed by a partner */
    }
    reading->at = value;
    if (!amount(tree, value, &micros) || micros < 0) {
        return false;
    }
    reading->out->free_cost = free_entry && micros > 0;
    tally_set(&reading->out->tally, COUNTER_COST_MESSAGE, free_entry ? 0 : micros);
    return true;
}

/* "FREE_TIER", "FREE_ENTRY_POINT", "FREE_ENTRY" … */
static bool is_free(const struct json_tree *tree, uint32_t type)
{
    if (type == JSON_NODE_NONE) {
        return false;
    }
    const struct json_node *node = json_node(tree, type);
    return node->length >= 4 && (memcmp(tree->text + node->at, "FREE", 4) == 0 ||
                                 memcmp(tree->text + node->at, "free", 4) == 0);
}

/* Conversions of the Marketing Messages API. */
static bool read_conversions(struct reading *reading)
{
    static const char *const purchases[] = {"app_purchases", "website_purchases"};
    static const char *const values[] = {"app_purchases_conversion_value",
                                         "website_purchases_conversion_value"};
    const struct json_tree *tree = reading->tree;
    struct tally *tally = &reading->out->tally;
    for (size_t i = 0; i < ARRAY_COUNT(purchases); i++) {
        uint32_t count = json_tree_member(tree, reading->point, purchases[i]);
        uint32_t value = json_tree_member(tree, reading->point, values[i]);
        int64_t number;
        if (present(tree, count)) {
            reading->at = count;
            if (!whole(tree, count, &number) || number < 0) {
                return false;
            }
            add(tally, COUNTER_CONVERSIONS, number);
            add(tally, COUNTER_ORDERS, number);
        }
        if (present(tree, value)) {
            reading->at = value;
            if (!amount(tree, value, &number)) {
                return false;
            }
            add(tally, COUNTER_REVENUE, number);
        }
    }
    return true;
}

static bool read_counts(struct reading *reading)
{
    const struct json_tree *tree = reading->tree;
    switch (reading->out->kind) {
    case ANALYTICS_TEMPLATE:
    case ANALYTICS_TEMPLATE_GROUP:
        return read_count(reading, "sent", COUNTER_SENT) &&
               read_count(reading, "delivered", COUNTER_DELIVERED) &&
               read_count(reading, "read", COUNTER_READ) &&
               read_count(reading, "replied", COUNTER_REPLIERS) && read_clicks(reading) &&
               read_cost(reading, false) && read_conversions(reading);
    case ANALYTICS_ACCOUNT:
        return read_count(reading, "sent", COUNTER_SENT) &&
               read_count(reading, "delivered", COUNTER_DELIVERED);
    case ANALYTICS_PRICING:
        return read_count(reading, "volume", COUNTER_DELIVERED) &&
               read_cost(reading,
                         is_free(tree, json_tree_member(tree, reading->point, "pricing_type")));
    case ANALYTICS_CONVERSATION:
        return read_count(reading, "conversation", COUNTER_CONVERSATIONS) &&
               read_cost(reading, is_free(tree, json_tree_member(tree, reading->point,
                                                                 "conversation_type")));
    case ANALYTICS_GROUP:
    case ANALYTICS_CALL:
        break;
    }
    return true;
}

static bool read_time(struct reading *reading, const char *key, int64_t *moment)
{
    uint32_t number = json_tree_member(reading->tree, reading->point, key);
    *moment = TIME_NONE;
    if (!present(reading->tree, number)) {
        return true;
    }
    reading->at = number;
    return whole(reading->tree, number, moment) && *moment >= SECONDS_MIN && *moment <= SECONDS_MAX;
}

const char *analytics_point_read(const struct json_tree *tree, uint32_t number,
                                 struct analytics_point *point, uint32_t *at)
{
    struct reading reading = {tree, number, point, number};
    memset(point, 0, sizeof *point);
    *at = number;
    if (json_node(tree, number)->kind != JSON_IS_OBJECT) {
        return N_("a data point that is no object");
    }
    point->kind = analytics_kind_of(tree, number);
    bool timed =
        read_time(&reading, "start", &point->start) && read_time(&reading, "end", &point->end);
    if (!timed || point->start == TIME_NONE) {
        *at = reading.at;
        return timed ? N_("a data point without a start")
                     : N_("a start or end that is no time between 1990 and 2100");
    }
    if (!read_counts(&reading)) {
        *at = reading.at;
        return N_("a figure that is no count or amount");
    }
    bool group = point->kind == ANALYTICS_TEMPLATE_GROUP;
    point->id = json_tree_member(tree, number, group ? "template_group_id" : "template_id");
    point->name = json_tree_member(tree, number, "template_name");
    point->phone = json_tree_member(tree, number, "phone_number");
    point->country = json_tree_member(tree, number, "country");
    bool pricing = point->kind == ANALYTICS_PRICING;
    point->category =
        json_tree_member(tree, number, pricing ? "pricing_category" : "conversation_category");
    return NULL;
}
