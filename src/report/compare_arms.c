/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "report/arm_list.h"
#include "report/compare_private.h"
#include "report/excluded.h"

/* Bytes of the names that an error tells. */
#define NAMES_TOLD 160

/* --- the arms ----------------------------------------------------------------------------------
 */

static int by_name(const void *a, const void *b)
{
    const struct arm_days *x = a, *y = b;
    return strcmp(x->value, y->value);
}

static bool unknown_arm(const struct compare_builder *builder, const char *name,
                        const struct arm_days *found, size_t count)
{
    struct strbuf names = STRBUF_INIT; /* as they are to be typed */
    for (size_t i = 0; i < count && names.length < NAMES_TOLD; i++) {
        arm_list_put(&names, found[i].value);
    }
    err_set(builder->err, ERR_USAGE, _("no %s \"%.80s\" in this campaign"),
            attr_info(builder->compare->by)->name, name);
    err_todo(builder->err, "%s", strbuf_text(&names));
    strbuf_free(&names);
    return false;
}

/* Those that were asked for, in that order; else the largest, by name where the name says which is
 * the first. */
static bool choose(struct compare_builder *builder, struct arm_days **arms, size_t *count)
{
    struct arm_days *found = *arms;
    const struct compare_request *request = builder->request;
    if (!request->arms) {
        size_t kept = *count < COMPARE_ARMS_MAX ? *count : COMPARE_ARMS_MAX;
        if (kept < *count &&
            !compare_note(builder, arena_printf(builder->arena,
                                                _("The largest %zu of %zu; --arms chooses others."),
                                                kept, *count))) {
            return false;
        }
        enum attr by = builder->compare->by;
        if (by == ATTR_VARIANT || by == ATTR_TEMPLATE) {
            qsort(found, kept, sizeof *found, by_name);
        }
        *count = kept;
        return true;
    }
    struct arm_days *chosen = ARENA_ARRAY(builder->arena, struct arm_days, request->arm_count + 1);
    if (!chosen) {
        return err_memory(builder->err);
    }
    if (request->arm_count > COMPARE_ARMS_MAX) {
        return err_set(builder->err, ERR_USAGE, _("at most %d arms can be compared"),
                       COMPARE_ARMS_MAX);
    }
    for (size_t i = 0; i < request->arm_count; i++) {
        size_t k = 0;
        while (k < *count && strcmp(found[k].value, request->arms[i]) != 0) {
            k++;
        }
        if (k == *count && builder->compare->planned) {
            chosen[i] = (struct arm_days){.value = request->arms[i]}; /* nothing was sent yet */
            continue;
        }
        if (k == *count) {
            return unknown_arm(builder, request->arms[i], found, *count);
        }
        for (size_t before = 0; before < i; before++) {
            if (strcmp(request->arms[before], request->arms[i]) == 0) {
                return err_set(builder->err, ERR_USAGE, _("\"%.80s\" is named twice"),
                               request->arms[i]);
            }
        }
        chosen[i] = found[k];
    }
    *arms = chosen;
    *count = request->arm_count;
    return true;
}

static bool load_attribute(struct compare_builder *builder, struct arm_days **arms, size_t *count)
{
    static const enum attr usual[] = {ATTR_VARIANT, ATTR_TEMPLATE, ATTR_SEGMENT};
    struct compare *compare = builder->compare;
    int64_t number = builder->request->campaigns[0];
    const struct period *period = &builder->scope->period;
    bool given = builder->request->by != ATTR_NONE;
    size_t tries = given ? 1 : sizeof usual / sizeof *usual;
    *count = 0;
    for (size_t i = 0; i < tries && *count < 2; i++) {
        struct arm_days *found;
        size_t many;
        enum attr by = given ? builder->request->by : usual[i];
        if (!query_arms(builder->store, builder->arena, number, by, period->from, period->to,
                        &found, &many, builder->err)) {
            return false;
        }
        if (given || many > *count) {
            compare->by = by;
            *arms = found;
            *count = many;
        }
    }
    for (size_t i = 0; i < COMPARE_ARMS_MAX; i++) {
        builder->numbers[i] = number;
    }
    if (*count == 0 && !builder->compare->planned) {
        return true;
    }
    return choose(builder, arms, count);
}

static bool load_campaigns(struct compare_builder *builder, struct arm_days **arms, size_t *count)
{
    const struct compare_request *request = builder->request;
    const struct period *period = &builder->scope->period;
    if (request->campaign_count > COMPARE_ARMS_MAX) {
        return err_set(builder->err, ERR_USAGE, _("at most %d campaigns can be compared"),
                       COMPARE_ARMS_MAX);
    }
    *count = request->campaign_count;
    *arms = ARENA_ARRAY(builder->arena, struct arm_days, *count);
    if (!*arms) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < *count; i++) {
        struct campaign_row row;
        struct arm_days *arm = &(*arms)[i];
        for (size_t before = 0; before < i; before++) {
            if (request->campaigns[before] == request->campaigns[i]) {
                return err_set(builder->err, ERR_USAGE, "%s", _("a campaign is named twice"));
            }
        }
        if (!query_campaign(builder->store, builder->arena, request->campaigns[i], period->from,
                            period->to, &row, builder->err) ||
            !query_campaign_days(builder->store, builder->arena, request->campaigns[i],
                                 period->from, period->to, &arm->days, &arm->count, NULL,
                                 builder->err)) {
            return false;
        }
        if (row.excluded) {
            return excluded_refuse(row.name, builder->err);
        }
        arm->value = row.name;
        arm->total = row.total;
        builder->numbers[i] = row.number;
    }
    return true;
}

/* --- their days --------------------------------------------------------------------------------
 */

static int by_day(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static bool lay_out_days(struct compare_builder *builder, const struct arm_days *arms, size_t count)
{
    size_t room = 1, days = 0;
    for (size_t i = 0; i < count; i++) {
        room += arms[i].count;
    }
    builder->days = ARENA_ARRAY(builder->arena, int32_t, room);
    if (!builder->days) {
        return err_memory(builder->err);
    }
    size_t all = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < arms[i].count; k++) {
            builder->days[all++] = arms[i].days[k].day;
        }
    }
    qsort(builder->days, all, sizeof *builder->days, by_day);
    for (size_t i = 0; i < all; i++) {
        if (i == 0 || builder->days[i] != builder->days[days - 1]) {
            builder->days[days++] = builder->days[i];
        }
    }
    bool undated = days == 0;
    if (undated) {
        builder->days[days++] = DAY_NONE;
    }
    builder->day_count = days;
    builder->at = ARENA_ARRAY(builder->arena, const struct total *, count *days + 1);
    builder->scratch = ARENA_ARRAY(builder->arena, struct stats_day, days);
    builder->critical = ARENA_ARRAY(builder->arena, double, days);
    if (!builder->at || !builder->scratch || !builder->critical) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        for (size_t day = 0; day < days; day++) {
            bool here = k < arms[i].count && arms[i].days[k].day == builder->days[day];
            const struct total **at = &builder->at[i * days + day];
            *at = undated ? builder->compare->arms[i].total : here ? &arms[i].days[k].total : NULL;
            k += here;
        }
    }
    return true;
}

bool compare_load(struct compare_builder *builder)
{
    struct compare *compare = builder->compare;
    struct arm_days *arms = NULL;
    size_t count = 0;
    compare->by = ATTR_NONE;
    if (!(compare->campaigns ? load_campaigns(builder, &arms, &count)
                             : load_attribute(builder, &arms, &count))) {
        return false;
    }
    double weights = 0;
    const double *stated = builder->request->plan ? builder->request->plan->weights : NULL;
    for (size_t i = 0; i < count; i++) {
        struct compare_arm *arm = &compare->arms[i];
        struct total *total = ARENA_NEW(builder->arena, struct total);
        if (!total) {
            return err_memory(builder->err);
        }
        *total = arms[i].total;
        arm->name = arms[i].value;
        arm->total = total;
        arm->has_sent = total_get(total, COUNTER_SENT, &arm->sent);
        arm->has_delivered = total_get(total, COUNTER_DELIVERED, &arm->delivered);
        arm->weight = stated ? stated[i] : 1;
        weights += arm->weight;
    }
    for (size_t i = 0; i < count; i++) {
        compare->arms[i].weight /= weights > 0 ? weights : 1;
    }
    compare->arm_count = count;
    return compare_name_arms(builder) && lay_out_days(builder, arms, count);
}
