/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/compare.h"
#include "report/excluded.h"

#include "base/i18n.h"
#include "report/compare_private.h"
#include "stats/sequence.h"

const char *compare_state_name(enum compare_state state)
{
    static const char *const names[] = {
#define COMPARE_STATE_NAME(id, name) name,
        COMPARE_STATE_LIST(COMPARE_STATE_NAME)
#undef COMPARE_STATE_NAME
    };
    return state == COMPARE_NONE || state == COMPARE_STATE_COUNT ? NULL : names[state];
}

const char *compare_mode_name(enum compare_mode mode)
{
    static const char *const names[] = {"planned", "open", "one_look", "not_a_test"};
    return names[mode];
}

const char *compare_role_name(enum compare_role role)
{
    static const char *const names[] = {"goal", "guardrail", "other"};
    return names[role];
}

const char *compare_guard_name(enum compare_guard guard)
{
    static const char *const names[] = {"safe", "not_known", "harm"};
    return names[guard];
}

bool compare_note(struct compare_builder *builder, const char *text)
{
    struct compare *compare = builder->compare;
    if (!text) {
        return err_memory(builder->err);
    }
    if (compare->note_count < COMPARE_NOTES_MAX) {
        compare->notes[compare->note_count++] = text;
    }
    return true;
}

static bool name_it(struct compare_builder *builder)
{
    struct campaign_row row;
    if (builder->compare->campaigns) {
        return true;
    }
    if (!query_campaign(builder->store, builder->arena, builder->request->campaigns[0], DAY_NONE,
                        INT32_MAX, &row, builder->err)) {
        return false;
    }
    if (row.excluded) {
        return excluded_refuse(row.name, builder->err);
    }
    builder->compare->title = row.name;
    return true;
}

bool compare_build(struct arena *arena, struct store *store, const struct scope *scope,
                   const struct compare_request *request, struct cancel *cancel,
                   const struct compare **compare, struct err *err)
{
    struct compare_builder builder = {.arena = arena,
                                      .store = store,
                                      .scope = scope,
                                      .request = request,
                                      .cancel = cancel,
                                      .err = err,
                                      .compare = ARENA_NEW(arena, struct compare)};
    if (!builder.compare) {
        return err_memory(err);
    }
    builder.compare->base = scope->options.base;
    builder.compare->plan = request->plan;
    builder.compare->tightest =
        scope->limits.tightest > 0 ? scope->limits.tightest : STATS_SEQUENCE_TIGHTEST;
    builder.compare->campaigns = request->campaign_count > 1;
    if (!name_it(&builder) || !compare_find_plan(&builder) || !compare_load(&builder) ||
        !compare_goal(&builder) || !compare_check_split(&builder) ||
        !compare_choose_mode(&builder) || !compare_plan_elapsed(&builder)) {
        return false;
    }
    if (cancelled(cancel)) {
        return err_set(err, ERR_CANCELLED, "%s", _("stopped"));
    }
    if (!compare_fill_kpis(&builder) || !compare_money(&builder) || !compare_judge(&builder)) {
        return false;
    }
    *compare = builder.compare;
    return true;
}
