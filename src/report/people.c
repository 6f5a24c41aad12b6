/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/people.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/vec.h"
#include "report/walk.h"
#include "store/query_people.h"

enum { ENGAGED_NOW = 1, ENGAGED_BEFORE = 2 };

/* A person as one campaign knows them, or as all of them together. */
struct person {
    int64_t campaign;
    int engaged; /* bits above */
    int64_t orders;
};

struct building {
    struct arena *arena;
    struct store *store;
    const struct scope *scope;
    struct cancel *cancel;
    struct err *err;
    bool filtered;
    bool has_before;
    struct period before; /* the days right before the scope's recent ones, whatever it compares */
    struct map64 passing; /* campaigns that pass the filter */
    struct map64 by_number; /* place in counts */
    struct vec counts;      /* struct people_counts */
    struct vec person;      /* struct person: campaigns of the person at hand */
    struct people_counts sum;
};

#define ENGAGEMENT                                                                                 \
    (COUNTER_BIT(COUNTER_READ) | COUNTER_BIT(COUNTER_CLICKERS) | COUNTER_BIT(COUNTER_REPLIERS))

static struct people_counts *counts_of(struct building *building, int64_t campaign)
{
    bool fresh;
    uint64_t *place = map64_put(&building->by_number, (uint64_t)campaign, &fresh);
    if (!place) {
        return NULL;
    }
    if (fresh) {
        struct people_counts *counts = vec_push(&building->counts);
        if (!counts) {
            return NULL;
        }
        counts->campaign = campaign;
        *place = building->counts.count - 1;
    }
    return VEC_AT(&building->counts, struct people_counts, *place);
}

static bool passes(const struct building *building, int64_t campaign)
{
    return !building->filtered || map64_get(&building->passing, (uint64_t)campaign) != NULL;
}

static bool within(const struct period *period, int32_t day)
{
    return day == DAY_NONE ? period->from == DAY_NONE : day >= period->from && day <= period->to;
}

static struct person *person_of(struct building *building, int64_t campaign)
{
    for (size_t i = 0; i < building->person.count; i++) {
        struct person *person = VEC_AT(&building->person, struct person, i);
        if (person->campaign == campaign) {
            return person;
        }
    }
    struct person *person = vec_push(&building->person);
    if (person) {
        person->campaign = campaign;
    }
    return person;
}

static void count_person(struct people_counts *counts, int engaged, int64_t orders)
{
    counts->engaged_before += (engaged & ENGAGED_BEFORE) != 0;
    counts->stayed += engaged == (ENGAGED_NOW | ENGAGED_BEFORE);
    counts->customers += orders > 0;
    counts->again += orders > 1;
}

static bool end_person(struct building *building)
{
    int engaged = 0;
    int64_t orders = 0;
    for (size_t i = 0; i < building->person.count; i++) {
        const struct person *person = VEC_AT(&building->person, struct person, i);
        struct people_counts *counts = counts_of(building, person->campaign);
        if (!counts) {
            return err_memory(building->err);
        }
        count_person(counts, person->engaged, person->orders);
        if (passes(building, person->campaign)) {
            engaged |= person->engaged;
            orders += person->orders;
        }
    }
    count_person(&building->sum, engaged, orders);
    vec_clear(&building->person);
    return true;
}

/* --- messages -------------------------------------------------------------------------------- */

static bool take_message(struct building *building, const struct people_message *message)
{
    const struct scope *scope = building->scope;
    const struct tally *tally = &message->tally;
    bool passing = passes(building, message->campaign);
    bool now = building->has_before && within(&scope->recent, message->day);
    bool before = building->has_before && within(&building->before, message->day);
    if (message->has_reading && within(&scope->period, message->day)) {
        struct people_counts *counts = counts_of(building, message->campaign);
        if (!counts) {
            return err_memory(building->err);
        }
        counts->readings++;
        building->sum.readings += passing;
    }
    if (!message->recipient || !(tally->known & ENGAGEMENT) || (!now && !before)) {
        return true;
    }
    struct people_counts *counts = counts_of(building, message->campaign);
    struct person *person = person_of(building, message->campaign);
    if (!counts || !person) {
        return err_memory(building->err);
    }
    counts->has_engaged = true;
    building->sum.has_engaged |= passing;
    if (tally->value[COUNTER_READ] > 0 || tally->value[COUNTER_CLICKERS] > 0 ||
        tally->value[COUNTER_REPLIERS] > 0) {
        person->engaged |= (now ? ENGAGED_NOW : 0) | (before ? ENGAGED_BEFORE : 0);
    }
    return true;
}

static bool keep_trouble(const struct building *building, const struct err *trouble)
{
    if (trouble->code != ERR_NONE && building->err) {
        *building->err = *trouble;
    }
    return trouble->code == ERR_NONE;
}

static bool pass_recipients(struct building *building)
{
    struct err trouble = ERR_INIT;
    struct people_message message;
    uint64_t recipient = 0;
    struct people_cursor *cursor =
        people_open(building->store, PEOPLE_BY_RECIPIENT, building->cancel, building->err);
    bool ok = cursor != NULL;
    while (ok && people_next(cursor, &message, &trouble)) {
        ok = (message.recipient == recipient || end_person(building)) &&
             take_message(building, &message);
        recipient = message.recipient;
    }
    people_close(cursor);
    return ok && keep_trouble(building, &trouble) && end_person(building);
}

/* The middle of what comes in order; of an even number the mean of the middle two. seen: how many
 * came before this one. */
static void take_reading(struct people_counts *counts, int64_t seen, int64_t reading)
{
    int64_t all = counts->readings;
    if (seen == (all - 1) / 2) {
        counts->median_reading += (double)reading / (all % 2 ? 1 : 2);
    }
    if (all % 2 == 0 && seen == all / 2) {
        counts->median_reading += (double)reading / 2;
    }
}

static bool pass_readings(struct building *building)
{
    struct err trouble = ERR_INIT;
    struct people_message message;
    int64_t *seen = ARENA_ARRAY(building->arena, int64_t, building->counts.count + 1);
    int64_t seen_all = 0;
    struct people_cursor *cursor =
        seen ? people_open(building->store, PEOPLE_BY_READING, building->cancel, building->err)
             : NULL;
    bool ok = cursor != NULL;
    if (!seen) {
        return err_memory(building->err);
    }
    while (ok && people_next(cursor, &message, &trouble)) {
        const uint64_t *place = map64_get(&building->by_number, (uint64_t)message.campaign);
        if (!place || !within(&building->scope->period, message.day)) {
            continue;
        }
        struct people_counts *counts = VEC_AT(&building->counts, struct people_counts, *place);
        take_reading(counts, seen[*place]++, message.reading);
        if (passes(building, message.campaign)) {
            take_reading(&building->sum, seen_all++, message.reading);
        }
    }
    people_close(cursor);
    return ok && keep_trouble(building, &trouble);
}

/* --- orders ---------------------------------------------------------------------------------- */

static bool pass_orders(struct building *building)
{
    struct err trouble = ERR_INIT;
    struct people_order_row row;
    uint64_t recipient = 0;
    struct people_orders *orders =
        people_orders_open(building->store, building->cancel, building->err);
    bool ok = orders != NULL;
    while (ok && people_orders_next(orders, &row, &trouble)) {
        ok = row.recipient == recipient || end_person(building);
        recipient = row.recipient;
        if (ok && within(&building->scope->period, row.day)) {
            struct person *person = person_of(building, row.campaign);
            ok = person || err_memory(building->err);
            if (person) {
                person->orders++;
            }
        }
    }
    people_orders_close(orders);
    return ok && keep_trouble(building, &trouble) && end_person(building);
}

/* --- all of it ------------------------------------------------------------------------------- */

static bool find_passing(struct building *building)
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
    walk_close(walk);
    return ok && keep_trouble(building, &trouble);
}

static int by_campaign(const void *a, const void *b)
{
    const struct people_counts *x = a, *y = b;
    return (x->campaign > y->campaign) - (x->campaign < y->campaign);
}

/* Who stayed is asked from one period to the next, also where figures are held against last year's.
 */
static void find_before(struct building *building)
{
    const struct scope *scope = building->scope;
    if (scope->choice.kind == PERIOD_ALL) {
        int32_t days = scope->recent.to - scope->recent.from + 1;
        building->has_before = scope->has_delta;
        building->before = (struct period){scope->recent.from - days, scope->recent.from - 1};
        return;
    }
    building->has_before =
        period_before(&scope->choice, PERIOD_AGAINST_BEFORE, scope->today, &building->before);
}

static bool gather(struct building *building)
{
    bool messages;
    find_before(building);
    if (!people_any(building->store, &messages, building->err)) {
        return false;
    }
    if (messages && building->filtered && !find_passing(building)) {
        return false;
    }
    return (!messages || pass_recipients(building)) &&
           (!messages || building->sum.readings == 0 || pass_readings(building)) &&
           pass_orders(building);
}

bool people_build(struct arena *arena, struct store *store, const struct scope *scope,
                  struct cancel *cancel, const struct people **people, struct err *err)
{
    struct building building = {.arena = arena,
                                .store = store,
                                .scope = scope,
                                .cancel = cancel,
                                .err = err,
                                .filtered = scope->filter != NULL,
                                .passing = MAP64_INIT,
                                .by_number = MAP64_INIT,
                                .counts = VEC_INIT(struct people_counts),
                                .person = VEC_INIT(struct person),
                                .sum = {.campaign = -1}};
    struct people *made = ARENA_NEW(arena, struct people);
    bool ok = (made || err_memory(err)) && gather(&building);
    size_t count = building.counts.count;
    struct people_counts *rows = ok ? vec_keep(&building.counts, arena) : NULL;
    ok = ok && (rows || err_memory(err));
    if (ok) {
        if (count > 1) {
            qsort(rows, count, sizeof *rows, by_campaign);
        }
        struct period none = {DAY_NONE, DAY_NONE};
        *made = (struct people){rows, count, building.sum,
                                building.has_before ? building.before : none};
        *people = made;
    }
    map64_free(&building.passing);
    map64_free(&building.by_number);
    vec_free(&building.counts);
    vec_free(&building.person);
    return ok;
}

const struct people_counts *people_of(const struct people *people, int64_t number)
{
    size_t low = 0, high = people ? people->count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (people->rows[middle].campaign < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return people && low < people->count && people->rows[low].campaign == number
               ? &people->rows[low]
               : NULL;
}

bool people_learn(struct arena *arena, struct store *store, struct scope *scope,
                  struct cancel *cancel, struct err *err)
{
    const struct people *people;
    if (scope->filter) {
        /* The filter may ask for these KPIs of single campaigns. */
        struct scope all = *scope;
        all.filter = NULL;
        if (!people_build(arena, store, &all, cancel, &scope->people, err)) {
            return false;
        }
    }
    if (!people_build(arena, store, scope, cancel, &people, err)) {
        return false;
    }
    scope->people = people;
    return true;
}
