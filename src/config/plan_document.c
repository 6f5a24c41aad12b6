/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/plan_document.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "config/document.h"

static const char *const assigned_names[] = {NULL, "yes", "no"};

/* --- writing -----------------------------------------------------------------------------------
 */

static bool put(cJSON *object, const char *key, cJSON *item)
{
    if (item &&
        (key ? cJSON_AddItemToObject(object, key, item) : cJSON_AddItemToArray(object, item))) {
        return true;
    }
    cJSON_Delete(item);
    return false;
}

static bool put_text(cJSON *object, const char *key, const char *text)
{
    return !text || put(object, key, cJSON_CreateString(text));
}

static bool put_number(cJSON *object, const char *key, double value)
{
    return value == 0 || put(object, key, cJSON_CreateNumber(value));
}

static bool put_arms(cJSON *object, const struct plan *plan)
{
    cJSON *arms = cJSON_CreateArray();
    bool ok = put(object, "arms", arms);
    for (size_t i = 0; ok && i < plan->arm_count; i++) {
        cJSON *arm = cJSON_CreateObject();
        ok = put(arms, NULL, arm) && put_text(arm, "name", plan->arms[i].name) &&
             put_number(arm, "weight", plan->arms[i].weight);
    }
    return ok && put(object, "weighted", cJSON_CreateBool(plan->weighted));
}

static bool put_guardrails(cJSON *object, const struct plan *plan)
{
    cJSON *list = cJSON_CreateArray();
    bool ok = put(object, "guardrails", list);
    for (size_t i = 0; ok && i < plan->guardrail_count; i++) {
        cJSON *one = cJSON_CreateObject();
        ok = put(list, NULL, one) && put_text(one, "id", kpi_info(plan->guardrails[i].kpi)->name) &&
             put_number(one, "margin", plan->guardrails[i].margin);
    }
    return ok;
}

static bool put_all(cJSON *object, const struct plan *plan)
{
    char day[24];
    return put_text(object, "campaign", plan->campaign) &&
           put_text(object, "by", plan->by == ATTR_NONE ? NULL : attr_info(plan->by)->name) &&
           put_text(object, "goal", plan->goal == KPI_NONE ? NULL : kpi_info(plan->goal)->name) &&
           (!plan->arm_count || put_arms(object, plan)) &&
           put_number(object, "per_arm", (double)plan->per_arm) &&
           put_text(object, "until",
                    plan->until == DAY_NONE ? NULL : civil_format_day(plan->until, day)) &&
           put_number(object, "baseline", plan->baseline) &&
           put_number(object, "lift", plan->lift) && put_number(object, "power", plan->power) &&
           (!plan->guardrail_count || put_guardrails(object, plan)) &&
           put_text(object, "randomized", assigned_names[plan->assigned]) &&
           put_number(object, "same", plan->same_within) &&
           put_number(object, "restores", (double)plan->restores);
}

const char *plan_document_write(struct arena *arena, const struct plan *plan)
{
    cJSON *object = cJSON_CreateObject();
    char *text = object && put_all(object, plan) ? cJSON_PrintUnformatted(object) : NULL;
    const char *kept = arena_strdup(arena, text);
    cJSON_free(text);
    cJSON_Delete(object);
    return kept;
}

/* --- reading -----------------------------------------------------------------------------------
 */

static double number_of(const cJSON *object, const char *key)
{
    double number;
    return document_number(document_member(object, key), &number) && isfinite(number) ? number : 0;
}

/* A text member in the arena; *text NULL where there is none. */
static bool text_of(struct arena *arena, const cJSON *object, const char *key, const char **text,
                    struct err *err)
{
    const char *found = document_string(document_member(object, key));
    *text = arena_strdup(arena, found);
    return !found || *text || err_memory(err);
}

static bool read_arms(struct arena *arena, const cJSON *root, struct plan *plan, struct err *err)
{
    const cJSON *arm;
    cJSON_ArrayForEach(arm, document_member(root, "arms"))
    {
        if (plan->arm_count == PLAN_ARMS_MAX) {
            break;
        }
        struct plan_arm *kept = &plan->arms[plan->arm_count];
        if (!text_of(arena, arm, "name", &kept->name, err)) {
            return false;
        }
        kept->weight = number_of(arm, "weight");
        plan->arm_count += kept->name && kept->weight > 0;
    }
    plan->weighted = cJSON_IsTrue(document_member(root, "weighted"));
    return true;
}

static bool read_guardrails(const cJSON *root, struct plan *plan)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, document_member(root, "guardrails"))
    {
        const char *name = document_string(document_member(one, "id"));
        enum kpi kpi = name ? kpi_by_name(name) : KPI_NONE;
        if (kpi == KPI_NONE || plan->guardrail_count == PLAN_GUARDRAILS_MAX) {
            return false;
        }
        plan->guardrails[plan->guardrail_count++] =
            (struct plan_guardrail){kpi, number_of(one, "margin")};
    }
    return true;
}

/* False: something that this program does not know. */
static bool read_names(const cJSON *root, struct plan *plan)
{
    const char *by = document_string(document_member(root, "by"));
    const char *goal = document_string(document_member(root, "goal"));
    const char *until = document_string(document_member(root, "until"));
    const char *assigned = document_string(document_member(root, "randomized"));
    plan->by = by ? attr_by_name(by, false) : ATTR_NONE;
    plan->goal = goal ? kpi_by_name(goal) : KPI_NONE;
    plan->assigned = !assigned                      ? PLAN_UNSAID
                     : strcmp(assigned, "yes") == 0 ? PLAN_AT_RANDOM
                                                    : PLAN_NOT_AT_RANDOM;
    return (!by || plan->by != ATTR_NONE) && (!goal || plan->goal != KPI_NONE) &&
           (!until || civil_parse_day(until, &plan->until)) && read_guardrails(root, plan);
}

bool plan_document_read(struct arena *arena, const char *text, struct plan *plan, struct err *err)
{
    struct document document;
    struct plan read = PLAN_INIT;
    if (!document_parse(&document, "plan", text, strlen(text), err)) {
        return err && err->code == ERR_MEMORY
                   ? false
                   : err_set(err, ERR_STORE_DAMAGED, "%s", _("a plan cannot be read"));
    }
    bool ok = text_of(arena, document.root, "campaign", &read.campaign, err) &&
              read_arms(arena, document.root, &read, err);
    if (ok && (!read.campaign || !read_names(document.root, &read))) {
        ok = err_set(err, ERR_STORE_DAMAGED, "%s",
                     _("a plan speaks of what this program does not know"));
    }
    double per_arm = number_of(document.root, "per_arm");
    read.per_arm = per_arm > 0 && per_arm < 9e15 ? (int64_t)per_arm : 0;
    read.baseline = number_of(document.root, "baseline");
    read.lift = number_of(document.root, "lift");
    read.power = number_of(document.root, "power");
    read.same_within = number_of(document.root, "same");
    double restores = number_of(document.root, "restores");
    read.restores = restores > 0 && restores < 9e15 ? (int64_t)restores : 0;
    document_free(&document);
    if (ok) {
        *plan = read;
    }
    return ok;
}
