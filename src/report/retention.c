/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/retention.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "base/vec.h"
#include "kpi/kpi_people.h"
#include "report/people.h"
#include "report/retention_private.h"
#include "report/walk.h"
#include "stats/wilson.h"
#include "store/query_people.h"
#include "text/format.h"

#define WEEK_DAYS 7
#define ENGAGEMENT                                                                                 \
    (COUNTER_BIT(COUNTER_READ) | COUNTER_BIT(COUNTER_CLICKERS) | COUNTER_BIT(COUNTER_REPLIERS))

/* What happened to a person in a week. */
enum { SENT = 1, ENGAGED = 2, ASKED = 4, LEFT = 8 };

struct leaving {
    int64_t campaign, template, left, sent;
};

/* The people of a week, and those whose first week it was in the weeks after it. */
struct sums {
    int64_t people, fresh, engaged, before, stayed, asked, left;
    int64_t reached[RETENTION_WEEKS_MAX], came[RETENTION_WEEKS_MAX];
};

struct building {
    struct arena *arena;
    struct store *store;
    const struct scope *scope;
    struct cancel *cancel;
    struct err *err;
    struct retention *retention;
    struct map64 passing; /* campaigns that pass the filter */
    int32_t first;        /* Monday of the first week */
    int weeks;
    bool earlier; /* there are messages before it */
    struct sums sums[RETENTION_WEEKS_MAX];
    struct intern *leaving_keys;
    struct vec leavings; /* struct leaving, in the order of the keys */
    /* The person at hand: weeks from the one before the first. */
    uint8_t week[RETENTION_WEEKS_MAX + 1];
    bool any;
    int32_t since; /* the Monday of the first message */
};

struct retention_share retention_share_of(int64_t x, int64_t n)
{
    struct retention_share share = {.x = x, .n = n};
    struct stats_interval interval;
    if (n > 0) {
        share.has = true;
        share.value = (double)x / (double)n;
    }
    if (n > 0 && stats_wilson((uint64_t)x, (uint64_t)n, STATS_Z_95, &interval)) {
        share.low = interval.low;
        share.high = interval.high;
    }
    return share;
}

static int32_t monday(int32_t day)
{
    return day - civil_weekday(day);
}

/* The weeks that the period touches, at most the last of them. */
static void find_weeks(struct building *building)
{
    const struct scope *scope = building->scope;
    int32_t today = scope->choice.kind == PERIOD_ALL ? scope->recent.to : scope->today;
    int32_t last = monday(scope->period.to < today ? scope->period.to : today);
    int32_t most = last - (RETENTION_WEEKS_MAX - 1) * WEEK_DAYS;
    int32_t from = scope->period.from == DAY_NONE ? most : monday(scope->period.from);
    building->retention->cut = scope->period.from != DAY_NONE && from < most;
    building->first = from < most ? most : from;
    building->weeks = last < building->first ? 0 : (last - building->first) / WEEK_DAYS + 1;
}

/* --- a person -------------------------------------------------------------------------------- */

static void end_person(struct building *building)
{
    if (!building->any) {
        return;
    }
    int cohort =
        building->since < building->first ? -1 : (building->since - building->first) / WEEK_DAYS;
    for (int i = 0; i < building->weeks; i++) {
        uint8_t now = building->week[i + 1], before = building->week[i];
        struct sums *sums = &building->sums[i];
        sums->people += (now & SENT) != 0;
        sums->fresh += cohort == i;
        sums->engaged += (now & ENGAGED) != 0;
        sums->before += (before & ENGAGED) != 0;
        sums->stayed += (now & before & ENGAGED) != 0;
        sums->asked += (now & ASKED) != 0;
        sums->left += (now & LEFT) != 0;
        if (cohort >= 0 && i >= cohort) {
            building->sums[cohort].reached[i - cohort] += (now & SENT) != 0;
            building->sums[cohort].came[i - cohort] += (now & ENGAGED) != 0;
        }
    }
    bool seen = false;
    for (int i = 1; i <= building->weeks; i++) {
        seen |= (building->week[i] & SENT) != 0;
    }
    building->retention->people += seen;
    memset(building->week, 0, sizeof building->week);
    building->any = false;
}

static void take_person(struct building *building, const struct people_message *message)
{
    const struct tally *tally = &message->tally;
    int32_t week = monday(message->day);
    if (!building->any || week < building->since) {
        building->since = week;
    }
    building->any = true;
    building->earlier |= week < building->first;
    int at = (week - building->first) / WEEK_DAYS + 1;
    if (week < building->first - WEEK_DAYS || at > building->weeks) {
        return;
    }
    bool engaged = tally->value[COUNTER_READ] > 0 || tally->value[COUNTER_CLICKERS] > 0 ||
                   tally->value[COUNTER_REPLIERS] > 0;
    bool asked = (tally->known & COUNTER_BIT(COUNTER_OPTOUTS)) != 0;
    unsigned flags = SENT | (engaged ? ENGAGED : 0u) | (asked ? ASKED : 0u) |
                     (tally->value[COUNTER_OPTOUTS] > 0 ? LEFT : 0u);
    building->week[at] |= (uint8_t)flags;
}

/* --- messages -------------------------------------------------------------------------------- */

static bool take_leaving(struct building *building, const struct people_message *message)
{
    if (!(message->tally.known & COUNTER_BIT(COUNTER_OPTOUTS))) {
        return true;
    }
    const int64_t key[] = {message->campaign, message->template};
    uint32_t at = intern_add(building->leaving_keys, key, sizeof key);
    struct leaving *leaving = NULL;
    if (at != INTERN_NONE && at < building->leavings.count) {
        leaving = VEC_AT(&building->leavings, struct leaving, at);
    } else if (at != INTERN_NONE && (leaving = vec_push(&building->leavings))) {
        leaving->campaign = message->campaign;
        leaving->template = message->template;
    }
    if (!leaving) {
        return err_memory(building->err);
    }
    leaving->left += message->tally.value[COUNTER_OPTOUTS];
    leaving->sent += 1;
    return true;
}

static bool take_message(struct building *building, const struct people_message *message)
{
    int32_t end = building->first + building->weeks * WEEK_DAYS;
    bool passes = !building->scope->filter ||
                  map64_get(&building->passing, (uint64_t)message->campaign) != NULL;
    if (!passes || message->day == DAY_NONE || message->day >= end) {
        return true;
    }
    bool inside = message->day >= building->first;
    if (inside && !take_leaving(building, message)) {
        return false;
    }
    if (!message->recipient) {
        building->retention->no_person += inside;
    } else if (!(message->tally.known & ENGAGEMENT)) {
        building->retention->no_word += inside;
    } else {
        take_person(building, message);
    }
    return true;
}

static bool pass(struct building *building)
{
    struct err trouble = ERR_INIT;
    struct people_message message;
    uint64_t recipient = 0;
    struct people_cursor *cursor =
        people_open(building->store, PEOPLE_BY_RECIPIENT, building->cancel, building->err);
    bool ok = cursor != NULL;
    while (ok && people_next(cursor, &message, &trouble)) {
        if (message.recipient != recipient) {
            end_person(building);
        }
        recipient = message.recipient;
        ok = take_message(building, &message);
    }
    people_close(cursor);
    end_person(building);
    if (trouble.code != ERR_NONE && building->err) {
        *building->err = trouble;
    }
    return ok && trouble.code == ERR_NONE;
}

static bool find_campaigns(struct building *building)
{
    struct err trouble = ERR_INIT;
    struct report_item item;
    struct walk *walk =
        walk_open(building->store, building->scope, NULL, building->cancel, building->err);
    bool ok = walk != NULL;
    while (ok && walk_next(walk, &item, &trouble)) {
        ok =
            map64_put(&building->passing, (uint64_t)item.number, NULL) || err_memory(building->err);
    }
    if (walk) {
        building->retention->matching = walk_matching(walk);
        building->retention->seen = walk_seen(walk);
    }
    walk_close(walk);
    if (trouble.code != ERR_NONE && building->err) {
        *building->err = trouble;
    }
    return ok && trouble.code == ERR_NONE;
}

/* --- what is kept ---------------------------------------------------------------------------- */

static bool is_counting(const struct building *building, int week)
{
    int32_t end = building->first + (week + 1) * WEEK_DAYS - 1;
    return end + building->scope->window_days >= building->scope->today;
}

static bool keep_cohort(const struct building *building, int week, struct retention_cohort *cohort)
{
    const struct sums *sums = &building->sums[week];
    size_t count = (size_t)(building->weeks - week);
    struct retention_cell *cells = ARENA_ARRAY(building->arena, struct retention_cell, count);
    if (!cells) {
        return err_memory(building->err);
    }
    for (size_t i = 0; i < count; i++) {
        cells[i] = (struct retention_cell){sums->reached[i],
                                           retention_share_of(sums->came[i], sums->fresh),
                                           is_counting(building, week + (int)i)};
    }
    *cohort =
        (struct retention_cohort){building->first + week * WEEK_DAYS, sums->fresh, cells, count};
    return true;
}

/* From the first week in which anything was sent. */
static bool keep_weeks(struct building *building)
{
    struct retention *retention = building->retention;
    size_t most = (size_t)building->weeks + 1;
    struct retention_week *rows = ARENA_ARRAY(building->arena, struct retention_week, most);
    struct retention_cohort *cohorts = ARENA_ARRAY(building->arena, struct retention_cohort, most);
    int first = 0;
    if (!rows || !cohorts) {
        return err_memory(building->err);
    }
    while (first < building->weeks && building->sums[first].people == 0) {
        first++;
    }
    for (int i = first; i < building->weeks; i++) {
        const struct sums *sums = &building->sums[i];
        rows[retention->week_count++] = (struct retention_week){
            .week = building->first + i * WEEK_DAYS,
            .people = sums->people,
            .fresh = sums->fresh,
            .engaged = sums->engaged,
            /* Where nothing was sent nobody could stay. */
            .stayed = retention_share_of(sums->people > 0 ? sums->stayed : 0,
                                         sums->people > 0 ? sums->before : 0),
            .left = retention_share_of(sums->left, sums->asked),
            .counting = is_counting(building, i)};
        if (sums->fresh > 0 && !keep_cohort(building, i, &cohorts[retention->cohort_count++])) {
            return false;
        }
    }
    retention->rows = rows;
    retention->cohorts = cohorts;
    retention->weeks = (struct period){building->first + first * WEEK_DAYS,
                                       building->first + building->weeks * WEEK_DAYS - 1};
    retention->cut |= building->earlier && building->scope->period.from == DAY_NONE;
    return true;
}

static int by_left(const void *a, const void *b)
{
    const struct retention_leaving *x = a, *y = b;
    if (x->left.x != y->left.x) {
        return x->left.x > y->left.x ? -1 : 1;
    }
    int order = strcmp(x->name, y->name);
    return order ? order : strcmp(x->template, y->template);
}

static bool keep_leavings(struct building *building)
{
    struct retention *retention = building->retention;
    struct retention_leaving *kept =
        ARENA_ARRAY(building->arena, struct retention_leaving, building->leavings.count + 1);
    if (!kept) {
        return err_memory(building->err);
    }
    for (size_t i = 0; i < building->leavings.count; i++) {
        const struct leaving *leaving = VEC_AT(&building->leavings, struct leaving, i);
        struct retention_leaving *row = &kept[retention->leaving_count];
        const char *template = NULL;
        if (leaving->left == 0) {
            continue;
        }
        row->campaign = leaving->campaign;
        if (leaving->campaign) {
            campaign_id_format(leaving->campaign, row->id);
        }
        row->left = retention_share_of(leaving->left, leaving->sent);
        row->name = CAMPAIGN_UNATTRIBUTED;
        if (leaving->campaign && !query_name(building->store, building->arena, leaving->campaign,
                                             &row->name, building->err)) {
            return false;
        }
        if (!people_label(building->store, building->arena, leaving->template, &template,
                          building->err)) {
            return false;
        }
        row->template = template ? template : "";
        retention->leaving_count++;
    }
    qsort(kept, retention->leaving_count, sizeof *kept, by_left);
    retention->leavings = kept;
    return true;
}

static bool add_kpis(struct building *building)
{
    const struct people *people = building->scope->people;
    struct retention *retention = building->retention;
    if (!people && !people_build(building->arena, building->store, building->scope,
                                 building->cancel, &people, building->err)) {
        return false;
    }
    retention->retention_rate = kpi_people(KPI_RETENTION_RATE, &people->sum);
    if (retention->retention_rate.has_value) {
        char days[96], count[FORMAT_SIZE];
        int64_t base = retention->retention_rate.denominator;
        retention->base = arena_printf(
            building->arena, NG_("of %s person of %s", "of %s people of %s", base),
            format_count(base, count), period_range_words(&people->before, false, days));
        if (!retention->base) {
            return err_memory(building->err);
        }
    }
    retention->repeat_purchase_rate = kpi_people(KPI_REPEAT_PURCHASE_RATE, &people->sum);
    retention->time_to_read = kpi_people(KPI_TIME_TO_READ, &people->sum);
    return true;
}

bool retention_build(struct arena *arena, struct store *store, const struct scope *scope,
                     struct cancel *cancel, const struct retention **retention, struct err *err)
{
    struct building *building = ARENA_NEW(arena, struct building);
    struct retention *made = ARENA_NEW(arena, struct retention);
    if (!building || !made) {
        return err_memory(err);
    }
    *building = (struct building){.arena = arena,
                                  .store = store,
                                  .scope = scope,
                                  .cancel = cancel,
                                  .err = err,
                                  .retention = made,
                                  .passing = MAP64_INIT,
                                  .leaving_keys = intern_new(),
                                  .leavings = VEC_INIT(struct leaving)};
    find_weeks(building);
    bool ok = (building->leaving_keys || err_memory(err)) && find_campaigns(building) &&
              people_any(store, &made->has_messages, err) &&
              (!made->has_messages || pass(building)) && keep_weeks(building) &&
              keep_leavings(building) && add_kpis(building) &&
              retention_lay_out(arena, scope, made, err);
    map64_free(&building->passing);
    intern_free(building->leaving_keys);
    vec_free(&building->leavings);
    if (ok) {
        *retention = made;
    }
    return ok;
}
