/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/campaign.h"

#include <string.h>

#include "base/map.h"
#include "model/names.h"

static const char *const kinds[KIND_COUNT] = {
    [KIND_BROADCAST] = "broadcast",
    [KIND_DRIP] = "drip",
    [KIND_FLOW] = "flow",
    [KIND_POST_PURCHASE] = "post_purchase",
    [KIND_CTWA_AD] = "ctwa_ad",
    [KIND_SERVICE] = "service",
    [KIND_BOT] = "bot",
};

static const struct {
    const char *name, *other;
} goals[GOAL_COUNT] = {
    [GOAL_NONE] = {"none", "none"},       [GOAL_SALES] = {"sales", "sale"},
    [GOAL_LEADS] = {"leads", "lead"},     [GOAL_SERVICE] = {"service", "services"},
    [GOAL_BRAND] = {"brand", "branding"},
};

const char *campaign_kind_name(enum campaign_kind kind)
{
    return kind == KIND_UNKNOWN ? kinds[KIND_BROADCAST] : kinds[kind];
}

const char *campaign_goal_name(enum campaign_goal goal)
{
    return goal == GOAL_UNKNOWN ? goals[GOAL_NONE].name : goals[goal].name;
}

enum campaign_kind campaign_kind_parse(const char *text)
{
    for (int i = 0; i < KIND_COUNT; i++) {
        if (names_same(text, kinds[i])) {
            return (enum campaign_kind)i;
        }
    }
    return KIND_UNKNOWN;
}

enum campaign_goal campaign_goal_parse(const char *text)
{
    for (int i = 0; i < GOAL_COUNT; i++) {
        if (names_same(text, goals[i].name) || names_same(text, goals[i].other)) {
            return (enum campaign_goal)i;
        }
    }
    return GOAL_UNKNOWN;
}

/* Crockford's alphabet: no i, l, o (they look like digits) and no u. */
static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";

void campaign_id_format(int64_t number, char text[9])
{
    for (int i = 0; i < 8; i++) {
        text[i] = alphabet[(number >> (35 - 5 * i)) & 31];
    }
    text[8] = '\0';
}

/* The value of a digit, look-alikes included; -1 when it is none. */
static int digit_value(char c)
{
    if (c >= 'A' && c <= 'Z') {
        c = (char)(c - 'A' + 'a');
    }
    if (c == 'o') {
        return 0;
    }
    if (c == 'i' || c == 'l') {
        return 1;
    }
    const char *place = c ? strchr(alphabet, c) : NULL;
    return place ? (int)(place - alphabet) : -1;
}

bool campaign_id_parse(const char *text, int64_t *number)
{
    int64_t value = 0;
    for (int i = 0; i < 8; i++) {
        int digit = digit_value(text[i]);
        if (digit < 0) {
            return false;
        }
        value = value << 5 | digit;
    }
    if (text[8]) {
        return false;
    }
    *number = value;
    return true;
}

int64_t campaign_number(const char *name)
{
    /* The 24 bits that do not fit are folded in, as FNV's authors advise. */
    uint64_t hash = map_hash(name, strlen(name));
    uint64_t number = (hash >> 40) ^ (hash & ((UINT64_C(1) << 40) - 1));
    return number ? (int64_t)number : 1;
}
