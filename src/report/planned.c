/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/planned.h"

#include <string.h>

#include "config/plan_document.h"
#include "report/find.h"
#include "store/plans.h"
#include "text/utf8.h"

/* Where the versions that led to the standing one begin: an edit is made at the moment at which
 * the version before it was dropped, and what brings one back goes on from there. */
static size_t first_version(const struct plan_row *rows, const struct plan *plans, size_t count)
{
    size_t first = count - 1;
    while (first > 0) {
        size_t before = first;
        for (size_t i = 0; i < first; i++) {
            before = rows[i].id == plans[first].restores ? i : before;
        }
        if (before == first && rows[first - 1].dropped_at != rows[first].made_at) {
            break;
        }
        first = before == first ? first - 1 : before;
    }
    return first;
}

/* What brings an earlier one back counts from when that was declared. */
static void date(struct planned_version *version, const struct plan_row *rows, size_t row)
{
    version->made_at = rows[row].made_at;
    for (size_t i = 0; version->plan.restores && i < row; i++) {
        if (rows[i].id == version->plan.restores) {
            version->made_at = rows[i].made_at;
            version->back_at = rows[row].made_at;
            version->away_at = rows[i].dropped_at;
        }
    }
}

bool planned_read(struct arena *arena, struct store *store, int64_t campaign,
                  const struct planned **planned, struct err *err)
{
    struct plan_row *rows;
    size_t count;
    if (!plans_list(store, arena, campaign, &rows, &count, err)) {
        return false;
    }
    if (count == 0 || rows[count - 1].dropped_at != TIME_NONE) {
        *planned = NULL;
        return true;
    }
    struct planned *made = ARENA_NEW(arena, struct planned);
    struct planned_version *versions = ARENA_ARRAY(arena, struct planned_version, count);
    struct plan *plans = ARENA_ARRAY(arena, struct plan, count);
    if (!made || !versions || !plans) {
        return err_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        if (!plan_document_read(arena, rows[i].document, &plans[i], err)) {
            return false;
        }
    }
    for (size_t i = first_version(rows, plans, count); i < count; i++) {
        struct planned_version *version = &versions[made->count++];
        version->plan = plans[i];
        version->back_at = version->away_at = TIME_NONE;
        date(version, rows, i);
        version->made_day = zone_day(store_zone(store), version->made_at);
        version->back_day = version->back_at == TIME_NONE
                                ? DAY_NONE
                                : zone_day(store_zone(store), version->back_at);
        version->away_day = version->away_at == TIME_NONE
                                ? DAY_NONE
                                : zone_day(store_zone(store), version->away_at);
    }
    const struct planned_version *last = &versions[made->count - 1];
    made->versions = versions;
    made->plan = &last->plan;
    made->made_at = last->made_at;
    made->made_day = last->made_day;
    made->first_made_day = versions[0].made_day;
    *planned = made;
    return true;
}

enum planned_use planned_use_of(const struct planned *planned, int32_t first_day)
{
    if (!plan_has_end(planned->plan)) {
        return PLANNED_NO_END;
    }
    const struct planned_version *last = &planned->versions[planned->count - 1];
    bool gone =
        last->back_day != DAY_NONE && last->back_day > first_day && last->away_day <= first_day;
    return first_day == DAY_NONE                     ? PLANNED_WAITS
           : planned->made_day <= first_day && !gone ? PLANNED_BOUNDARY
           : planned->first_made_day <= first_day    ? PLANNED_EDITED
                                                     : PLANNED_LATE;
}

double planned_weight(const struct plan *plan, size_t arm)
{
    double all = 0;
    for (size_t i = 0; i < plan->arm_count; i++) {
        all += plan->arms[i].weight;
    }
    return all > 0 ? plan->arms[arm].weight / all : 0;
}

bool planned_all(struct arena *arena, struct store *store, const struct plan **plans, size_t *count,
                 struct err *err)
{
    struct plan_row *rows;
    size_t found;
    if (!plans_list(store, arena, -1, &rows, &found, err)) {
        return false;
    }
    struct plan *all = ARENA_ARRAY(arena, struct plan, found + 1);
    if (!all) {
        return err_memory(err);
    }
    for (size_t i = 0; i < found; i++) {
        if (!plan_document_read(arena, rows[i].document, &all[i], err)) {
            return false;
        }
    }
    *plans = all;
    *count = found;
    return true;
}

/* A name as an import would keep it. */
static const char *clean(struct arena *arena, const char *text)
{
    struct strbuf out = STRBUF_INIT;
    utf8_sanitize(&out, text, strlen(text), 0);
    const char *kept = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return kept;
}

bool planned_find(struct arena *arena, struct store *store, const char *text, bool fresh,
                  int64_t *campaign, const char **name, struct err *err)
{
    struct err why = ERR_INIT;
    struct campaign_row row;
    if (find_campaign(store, text, campaign, &why)) {
        bool found = query_campaign(store, arena, *campaign, DAY_NONE, INT32_MAX, &row, err);
        *name = found ? row.name : NULL;
        return found;
    }
    const struct plan *plans;
    size_t count = 0;
    const char *wanted = clean(arena, text);
    if (!wanted) {
        return err_memory(err);
    }
    if (why.code == ERR_NOT_FOUND && !planned_all(arena, store, &plans, &count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        fresh = fresh || strcmp(plans[i].campaign, wanted) == 0;
    }
    if (why.code != ERR_NOT_FOUND || !fresh || !wanted[0]) {
        if (err) {
            *err = why;
        }
        return false;
    }
    *campaign = campaign_number(wanted);
    *name = wanted;
    return true;
}
