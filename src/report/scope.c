/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/scope.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "kpi/own.h"
#include "report/item.h"
#include "report/words.h"
#include "store/query_feedback.h"
#include "text/format.h"

#define REFERENCE "reference"

/* --- own sets -------------------------------------------------------------------------------- */

/* What began in the days that count; campaigns of other days are not read. */
static bool gather_samples(struct store *store, const struct scope *scope, struct cancel *cancel,
                           struct own_learner *learner, struct err *err)
{
    struct err trouble = ERR_INIT;
    struct campaign_row row;
    struct campaign_cursor *cursor =
        campaign_cursor_started(store, scope->today - OWN_DAYS + 1, scope->today, cancel, err);
    if (!cursor) {
        return false;
    }
    while (campaign_cursor_next(cursor, &row, &trouble)) {
        const struct own_campaign sample = {row.kind, row.channel, row.start, &row.total};
        if (!own_learner_add(learner, &sample)) {
            err_memory(&trouble);
            break;
        }
    }
    campaign_cursor_close(cursor);
    if (trouble.code != ERR_NONE && err) {
        *err = trouble;
    }
    return trouble.code == ERR_NONE;
}

/* The sets with more of them behind. */
static const struct benchmarks *joined(struct arena *arena, const struct benchmarks *sets,
                                       const struct benchmark_set *more, size_t count)
{
    struct benchmarks *all = ARENA_NEW(arena, struct benchmarks);
    struct benchmark_set *array = ARENA_ARRAY(arena, struct benchmark_set, sets->count + count);
    if (!all || !array) {
        return NULL;
    }
    if (sets->count > 0) {
        memcpy(array, sets->sets, sets->count * sizeof *array);
    }
    if (count > 0) {
        memcpy(array + sets->count, more, count * sizeof *array);
    }
    *all = (struct benchmarks){array, sets->count + count};
    return all;
}

bool scope_learn(struct arena *arena, struct store *store, const struct scope *scope, enum kpi only,
                 struct cancel *cancel, const struct benchmarks **sets, struct err *err)
{
    if (scope->has_own) {
        *sets = scope->sets;
        return true;
    }
    struct own_learner *learner = own_learner_new(scope->today, &scope->options, only);
    if (!learner) {
        return err_memory(err);
    }
    struct benchmark_set *own = NULL;
    size_t count = 0;
    bool ok = gather_samples(store, scope, cancel, learner, err) &&
              (own_learner_sets(learner, arena, &own, &count) || err_memory(err));
    own_learner_free(learner);
    const struct benchmarks *all = ok ? joined(arena, scope->sets, own, count) : NULL;
    if (!all) {
        return ok ? err_memory(err) : false;
    }
    *sets = all;
    return true;
}

/* --- which benchmark ------------------------------------------------------------------------- */

static bool refuse_set(const char *id, const struct benchmarks *sets, struct err *err)
{
    struct strbuf names = STRBUF_INIT;
    for (size_t i = 0; i < sets->count; i++) {
        if (benchmark_find(sets, sets->sets[i].id) == &sets->sets[i]) {
            strbuf_printf(&names, "%s, ", sets->sets[i].id);
        }
    }
    strbuf_puts(&names, OWN_ID);
    err_set(err, ERR_USAGE, _("there is no benchmark set \"%.60s\""), id);
    err_todo(err, _("there are: %s"), strbuf_text(&names));
    strbuf_free(&names);
    return false;
}

/* Ids are names that people type: any case. */
static const char *known_set(const struct benchmarks *sets, const char *id)
{
    const struct benchmark_set *set = benchmark_find(sets, id);
    return set ? set->id : strcmp(id, OWN_ID) == 0 ? OWN_ID : NULL;
}

static bool choose_benchmark(struct arena *arena, struct store *store,
                             const struct scope_request *request, struct scope *scope,
                             struct err *err)
{
    scope->benchmark = REFERENCE;
    scope->benchmark_since = TIME_NONE;
    const char *asked = request->benchmark ? known_set(scope->sets, request->benchmark) : NULL;
    if (asked) {
        scope->benchmark = asked;
        scope->benchmark_forced = true;
        scope->benchmark_chosen = true;
        return true;
    }
    if (request->benchmark && !request->benchmark_may_go) {
        return refuse_set(request->benchmark, scope->sets, err);
    }
    if (request->benchmark &&
        !(scope->benchmark_missing = arena_strdup(arena, request->benchmark))) {
        return err_memory(err);
    }
    int64_t since;
    const char *stored = store_setting(store, STORE_SETTING_BENCHMARK, &since);
    if (!stored) {
        return true;
    }
    const char *known = known_set(scope->sets, stored);
    if (!known) {
        scope->benchmark_missing =
            scope->benchmark_missing ? scope->benchmark_missing : arena_strdup(arena, stored);
        return scope->benchmark_missing || err_memory(err);
    }
    scope->benchmark = known;
    scope->benchmark_since = since;
    scope->benchmark_chosen = true;
    return true;
}

/* --- a request in a store -------------------------------------------------------------------- */

/* What the last days of everything are held against. */
static struct period days_against(const struct scope *scope)
{
    const struct period *recent = &scope->recent;
    return scope->against == PERIOD_AGAINST_YEAR
               ? period_year_before(recent)
               : (struct period){recent->from - 30, recent->from - 1};
}

static void find_days(struct scope *scope)
{
    int32_t today = scope->today;
    scope->period = period_days(&scope->choice, today);
    if (scope->choice.kind == PERIOD_ALL) {
        scope->has_delta = true;
        scope->recent = (struct period){today - 29, today};
        scope->before = days_against(scope);
        return;
    }
    scope->has_delta = period_before(&scope->choice, scope->against, today, &scope->before);
    scope->recent = scope->period;
    if (scope->has_delta && scope->recent.to == INT32_MAX) {
        scope->recent.to = today;
    }
}

/* Where everything is looked at and all of it is older than the recent days, these are the last
 * ones of which something is known: who imports last year's file sees how it went. */
static bool follow_data(struct store *store, struct scope *scope, struct err *err)
{
    int32_t last;
    if (scope->choice.kind != PERIOD_ALL) {
        return true;
    }
    if (!query_last_day(store, &last, err)) {
        return false;
    }
    if (last != DAY_NONE && last < scope->recent.from) {
        scope->recent = (struct period){last - 29, last};
        scope->before = days_against(scope);
    }
    return true;
}

/* The user's own file may hold a set of that name: it stays what it is. */
static bool add_targets(struct arena *arena, struct store *store, struct scope *scope,
                        struct err *err)
{
    struct target *all;
    const struct benchmark_set *sets;
    size_t count;
    if (!targets_list(store, arena, &all, &scope->targets.count, err)) {
        return false;
    }
    scope->targets.all = all;
    if (!targets_sets(arena, &scope->targets, &scope->period, &sets, &count, err)) {
        return false;
    }
    if (count > 0 && !benchmark_find(scope->sets, TARGETS_ID)) {
        scope->sets = joined(arena, scope->sets, sets, count);
    }
    return scope->sets || err_memory(err);
}

/* What the campaigns hold of the attributes that the filter asks for. */
static bool fetch_labels(struct arena *arena, struct store *store, struct scope *scope,
                         struct err *err)
{
    unsigned asked = query_attrs(scope->filter);
    if (!asked) {
        return true;
    }
    struct scope_labels *labels = ARENA_ARRAY(arena, struct scope_labels, ATTR_COUNT);
    if (!labels) {
        return err_memory(err);
    }
    for (int attr = 0; attr < ATTR_COUNT; attr++) {
        struct campaign_label *rows;
        if (!(asked & 1U << attr)) {
            continue;
        }
        if (!query_labels(store, arena, (enum attr)attr, &rows, &labels[attr].count, err)) {
            return false;
        }
        labels[attr].rows = rows;
    }
    scope->labels = labels;
    return true;
}

bool scope_resolve(struct arena *arena, struct store *store, const struct benchmarks *sets,
                   const struct scope_request *request, struct cancel *cancel, struct scope *scope,
                   struct err *err)
{
    struct scope made = {.choice = request->period,
                         .against = request->against,
                         .options = request->options,
                         .sets = sets,
                         .now = store_now(store),
                         .window_days = store_window_days(store),
                         .zone_rules = store_zone(store),
                         .keep = request->keep,
                         .limits = request->limits,
                         .read_only = !store_writable(store),
                         .has_key = store_has_key(store)};
    made.today = zone_day(made.zone_rules, made.now);
    made.zone = zone_name(made.zone_rules);
    find_days(&made);
    if (!follow_data(store, &made, err)) {
        return false;
    }
    const struct query *filter = query_parse(arena, request->where, err);
    if (!filter || !add_targets(arena, store, &made, err) ||
        !choose_benchmark(arena, store, request, &made, err)) {
        return false;
    }
    made.filter = query_is_empty(filter) ? NULL : filter;
    struct campaign_edit *edits;
    if (!edits_list(store, arena, &edits, &made.edit_count, err)) {
        return false;
    }
    made.edits = edits;
    if (!former_read(arena, store, edits, made.edit_count, &made.former, err) ||
        !exclude_facts(store, &made.excluded, err) || !fetch_labels(arena, store, &made, err) ||
        !query_has_feedback(store, &made.has_feedback, err) ||
        !query_feedback(store, arena, made.period.from, made.period.to, &made.feedback,
                        &made.feedback_count, err)) {
        return false;
    }
    if (strcmp(made.benchmark, OWN_ID) == 0) {
        if (!scope_learn(arena, store, &made, KPI_NONE, cancel, &made.sets, err)) {
            return false;
        }
        made.has_own = true;
    }
    *scope = made;
    return true;
}

struct grade_context scope_context(const struct scope *scope, enum campaign_kind kind,
                                   enum campaign_goal goal, const char *channel,
                                   const char *industry, const struct total *total)
{
    return (struct grade_context){.sets = scope->sets,
                                  .chosen = scope->benchmark,
                                  .force = scope->benchmark_forced,
                                  .kind = kind,
                                  .goal = grade_goal(goal, total),
                                  .channel = channel,
                                  .industry = industry};
}

bool scope_takes(const struct scope *scope, const struct campaign_row *row)
{
    if (!scope->filter) {
        return true;
    }
    struct report_item item;
    item_of_row(scope, row, &item);
    struct item_query asked = {&item, scope};
    struct query_row words = item_query_row(&asked);
    return row->number != 0 && query_matches(scope->filter, &words);
}

const struct feedback_counts *scope_feedback(const struct scope *scope, int64_t number)
{
    size_t low = 0, high = scope->feedback_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (scope->feedback[middle].campaign < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < scope->feedback_count && scope->feedback[low].campaign == number;
    return found ? &scope->feedback[low] : NULL;
}

const struct campaign_edit *scope_edit(const struct scope *scope, int64_t number)
{
    return edits_find(scope->edits, scope->edit_count, number);
}

bool scope_hides(const struct scope *scope, int64_t number)
{
    const struct campaign_edit *edit = scope_edit(scope, number);
    return edit && edit->archived && !query_asks_archived(scope->filter);
}

bool scope_is_everything(const struct scope *scope)
{
    return scope->period.from == DAY_NONE && scope->period.to == INT32_MAX;
}

/* --- the line -------------------------------------------------------------------------------- */

struct line {
    struct arena *arena;
    struct scope_part *parts;
    size_t count;
    bool failed;
};

static void add_part(struct line *line, const char *words, uint8_t priority, bool strong,
                     bool right)
{
    const char *kept = arena_strdup(line->arena, words);
    line->failed |= !kept;
    if (line->count < SCOPE_PARTS_MAX) {
        line->parts[line->count++] = (struct scope_part){kept, priority, strong, right};
    }
}

static void add_count(struct line *line, int64_t matching, int64_t all)
{
    char some[FORMAT_SIZE], whole[FORMAT_SIZE], words[3 * FORMAT_SIZE];
    format_count(matching, some);
    format_count(all, whole);
    if (matching == all) {
        snprintf(words, sizeof words, NG_("%s campaign", "%s campaigns", all), whole);
    } else {
        snprintf(words, sizeof words, NG_("%s of %s campaign", "%s of %s campaigns", all), some,
                 whole);
    }
    add_part(line, words, 0, matching != all, false);
}

/* Rates that nobody can hold against the benchmark, since it divides by something else. */
static const char *base_trouble(const struct scope *scope)
{
    const struct benchmark_set *set = benchmark_find(scope->sets, scope->benchmark);
    const struct benchmark_row *row = set ? benchmark_row(set, KPI_CTR) : NULL;
    if (!row && (set = benchmark_find(scope->sets, REFERENCE))) {
        row = benchmark_row(set, KPI_CTR);
    }
    if (!row || row->base == BENCHMARK_BASE_ANY ||
        (row->base == BENCHMARK_BASE_SENT) == (scope->options.base == RATE_BASE_SENT)) {
        return NULL;
    }
    return row->base == BENCHMARK_BASE_SENT ? _("grades need base sent")
                                            : _("grades need base delivered");
}

static void add_changed(struct line *line, const struct scope *scope, int64_t changed)
{
    char words[WORDS_SIZE], day[FORMAT_SIZE];
    struct civil civil;
    int32_t on = zone_day(scope->zone_rules, changed);
    zone_civil(scope->zone_rules, changed, &civil);
    if (on == scope->today) {
        snprintf(words, sizeof words, _("changed %02d:%02d"), civil.hour, civil.minute);
    } else {
        snprintf(words, sizeof words, _("changed %s"), format_day(on, day));
    }
    add_part(line, words, 5, false, true);
}

static void add_excluded(struct line *line, int64_t messages)
{
    char words[WORDS_SIZE], count[FORMAT_SIZE];
    snprintf(words, sizeof words, NG_("%s message excluded", "%s messages excluded", messages),
             format_count(messages, count));
    add_part(line, words, 2, false, false);
}

size_t scope_line(const struct scope *scope, struct arena *arena, int64_t matching, int64_t all,
                  int64_t changed, struct scope_part parts[SCOPE_PARTS_MAX])
{
    struct line line = {.arena = arena, .parts = parts};
    char words[WORDS_SIZE];
    if (matching >= 0 && all >= 0) {
        add_count(&line, matching, all);
    }
    bool relative = scope->choice.kind == PERIOD_DAYS || scope->choice.kind == PERIOD_ALL;
    add_part(&line,
             relative ? period_words(&scope->choice, scope->today, false, words)
                      : period_range_words(&scope->period, false, words),
             1, scope->choice.kind != PERIOD_ALL, false);
    if (scope->filter) {
        add_part(&line, query_text(scope->filter), 0, true, false);
    }
    if (scope->excluded.campaigns + scope->excluded.recipients > 0) {
        add_excluded(&line, scope->excluded.messages);
    }
    add_part(&line, words_base(scope->options.base), 2, false, true);
    const char *trouble = scope->benchmark ? base_trouble(scope) : NULL;
    if (trouble) {
        add_part(&line, trouble, 1, true, true);
    } else if (scope->benchmark) {
        snprintf(words, sizeof words, _("benchmark %.60s"), scope->benchmark);
        add_part(&line, words, 3, false, true);
    }
    add_part(&line, scope->zone, 6, false, true);
    if (changed != TIME_NONE) {
        add_changed(&line, scope, changed);
    }
    if (scope->read_only) {
        add_part(&line, _("read-only"), 0, true, true);
    }
    return line.failed ? 0 : line.count;
}
