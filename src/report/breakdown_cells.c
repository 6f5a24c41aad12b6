/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hours, the map of hours and weekdays, and frequencies of breakdown.h: what only messages tell. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/vec.h"
#include "report/breakdown_private.h"
#include "report/walk.h"
#include "stats/wilson.h"
#include "store/query_people.h"

#define HOURS    24
#define WEEKDAYS 7

static const char *const short_keys[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
static const char *const short_words[] = {N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"),
                                          N_("Fri"), N_("Sat"), N_("Sun")};

/* --- keys ------------------------------------------------------------------------------------ */

bool breakdown_needs_messages(enum breakdown_what what)
{
    return what == BREAKDOWN_HOUR || what == BREAKDOWN_HOUR_WEEKDAY || what == BREAKDOWN_FREQUENCY;
}

const char *breakdown_cell_key(int weekday, int hour, char buffer[8])
{
    snprintf(buffer, 8, "%s %02d", short_keys[weekday % WEEKDAYS], hour % HOURS);
    return buffer;
}

const char *breakdown_weekday_short(int weekday)
{
    return _(short_words[weekday % WEEKDAYS]);
}

const char *breakdown_cell_text(enum breakdown_what what, int cell, char buffer[8])
{
    if (what == BREAKDOWN_HOUR_WEEKDAY) {
        return breakdown_cell_key(cell / HOURS, cell % HOURS, buffer);
    }
    if (what == BREAKDOWN_HOUR) {
        snprintf(buffer, 8, "%02d", cell % HOURS);
    } else {
        snprintf(buffer, 8, "%d%s", cell % 100, cell == BREAKDOWN_FREQUENCY_MOST ? "+" : "");
    }
    return buffer;
}

int breakdown_cell_of(enum breakdown_what what, const char *key)
{
    if (what != BREAKDOWN_HOUR_WEEKDAY) {
        return atoi(key);
    }
    int weekday = 0;
    while (weekday < WEEKDAYS - 1 && strncmp(short_keys[weekday], key, 3) != 0) {
        weekday++;
    }
    return weekday * HOURS + atoi(key + 3);
}

const char *breakdown_cell_label(struct arena *arena, enum breakdown_what what, const char *key)
{
    int cell = breakdown_cell_of(what, key);
    if (what == BREAKDOWN_HOUR_WEEKDAY) {
        return arena_printf(arena, "%s %02d:00", breakdown_weekday_short(cell / HOURS),
                            cell % HOURS);
    }
    return what == BREAKDOWN_HOUR ? arena_printf(arena, "%02d:00", cell) : arena_strdup(arena, key);
}

/* --- gathering ------------------------------------------------------------------------------- */

/* Messages of one campaign in one cell that know the same. */
struct entry {
    int64_t campaign;
    int cell;
    enum source source;
    struct tally tally;
};

struct breakdown_cells {
    struct intern *keys;
    struct vec entries; /* struct entry, in the order of the keys, then by campaign and cell */
    struct breakdown_people people[BREAKDOWN_FREQUENCY_MOST + 1];
    /* while reading */
    struct breakdown_builder *builder;
    enum breakdown_what what;
    bool filtered;
    struct map64 campaigns; /* that pass the filter */
    struct vec person;      /* struct person_message: of one person, for frequencies */
};

struct person_message {
    int32_t week; /* its Monday */
    struct people_message message;
};

static bool add(struct breakdown_cells *cells, int cell, const struct people_message *message)
{
    const int64_t key[] = {message->campaign, cell, (int64_t)message->tally.known,
                           (int64_t)message->source};
    uint32_t at = intern_add(cells->keys, key, sizeof key);
    struct entry *entry = NULL;
    if (at != INTERN_NONE && at < cells->entries.count) {
        entry = VEC_AT(&cells->entries, struct entry, at);
    } else if (at != INTERN_NONE && (entry = vec_push(&cells->entries))) {
        *entry = (struct entry){message->campaign, cell, message->source, {0}};
    }
    if (!entry) {
        return err_memory(cells->builder->err);
    }
    tally_add(&entry->tally, &message->tally);
    return true;
}

static bool within(const struct breakdown_cells *cells, int32_t day)
{
    const struct period *period = &cells->builder->scope->period;
    return day != DAY_NONE && day >= period->from && day <= period->to;
}

static bool add_hour(struct breakdown_cells *cells, const struct people_message *message)
{
    struct civil civil;
    if (!within(cells, message->day)) {
        return true;
    }
    zone_civil(cells->builder->scope->zone_rules, message->moment, &civil);
    int cell = cells->what == BREAKDOWN_HOUR ? civil.hour
                                             : civil_weekday(message->day) * HOURS + civil.hour;
    return add(cells, cell, message);
}

/* --- frequencies ----------------------------------------------------------------------------- */

static int by_week(const void *a, const void *b)
{
    const struct person_message *x = a, *y = b;
    return (x->week > y->week) - (x->week < y->week);
}

/* The messages of one week to one person. */
static bool add_week(struct breakdown_cells *cells, const struct person_message *messages,
                     size_t count)
{
    int cell = count < BREAKDOWN_FREQUENCY_MOST ? (int)count : BREAKDOWN_FREQUENCY_MOST;
    bool left = false, asked = false;
    for (size_t i = 0; i < count; i++) {
        const struct tally *tally = &messages[i].message.tally;
        asked |= (tally->known & COUNTER_BIT(COUNTER_OPTOUTS)) != 0;
        left |= tally->value[COUNTER_OPTOUTS] > 0;
        if (!add(cells, cell, &messages[i].message)) {
            return false;
        }
    }
    cells->people[cell].weeks++;
    cells->people[cell].asked += asked;
    cells->people[cell].left += left;
    return true;
}

static bool end_person(struct breakdown_cells *cells)
{
    struct person_message *all = cells->person.data;
    size_t count = cells->person.count;
    if (count > 1) {
        qsort(all, count, sizeof *all, by_week);
    }
    for (size_t from = 0; from < count;) {
        size_t to = from + 1;
        while (to < count && all[to].week == all[from].week) {
            to++;
        }
        if (!add_week(cells, &all[from], to - from)) {
            return false;
        }
        from = to;
    }
    vec_clear(&cells->person);
    return true;
}

/* What names no campaign is in no row, so that it makes nobody's week fuller either. */
static bool keep_for_person(struct breakdown_cells *cells, const struct people_message *message)
{
    bool passes =
        !cells->filtered || map64_get(&cells->campaigns, (uint64_t)message->campaign) != NULL;
    if (!message->recipient || !message->campaign || !passes || !within(cells, message->day)) {
        return true;
    }
    struct person_message *kept = vec_push(&cells->person);
    if (!kept) {
        return err_memory(cells->builder->err);
    }
    kept->week = message->day - civil_weekday(message->day);
    kept->message = *message;
    return true;
}

/* --- the pass -------------------------------------------------------------------------------- */

static bool find_campaigns(struct breakdown_cells *cells, struct store *store,
                           struct cancel *cancel)
{
    struct err trouble = ERR_INIT;
    struct report_item item;
    struct walk *walk = walk_open(store, cells->builder->scope, NULL, cancel, cells->builder->err);
    bool ok = walk != NULL;
    while (ok && walk_next(walk, &item, &trouble)) {
        ok = map64_put(&cells->campaigns, (uint64_t)item.number, NULL) ||
             err_memory(cells->builder->err);
    }
    walk_close(walk);
    if (trouble.code != ERR_NONE && cells->builder->err) {
        *cells->builder->err = trouble;
    }
    return ok && trouble.code == ERR_NONE;
}

static bool pass(struct breakdown_cells *cells, struct store *store, struct cancel *cancel)
{
    struct err trouble = ERR_INIT;
    struct people_message message;
    bool frequency = cells->what == BREAKDOWN_FREQUENCY;
    struct people_cursor *cursor = people_open(store, frequency ? PEOPLE_BY_RECIPIENT : PEOPLE_ANY,
                                               cancel, cells->builder->err);
    bool ok = cursor != NULL;
    uint64_t person = 0;
    while (ok && people_next(cursor, &message, &trouble)) {
        if (!frequency) {
            ok = add_hour(cells, &message);
            continue;
        }
        ok = (message.recipient == person || end_person(cells)) && keep_for_person(cells, &message);
        person = message.recipient;
    }
    people_close(cursor);
    if (trouble.code != ERR_NONE && cells->builder->err) {
        *cells->builder->err = trouble;
    }
    return ok && trouble.code == ERR_NONE && end_person(cells);
}

static int by_campaign(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->campaign != y->campaign) {
        return x->campaign < y->campaign ? -1 : 1;
    }
    if (x->cell != y->cell) {
        return x->cell - y->cell;
    }
    return (x->tally.known > y->tally.known) - (x->tally.known < y->tally.known);
}

struct breakdown_cells *breakdown_cells_read(struct breakdown_builder *builder, struct store *store,
                                             struct cancel *cancel)
{
    struct breakdown_cells *cells = mem_new(1, sizeof *cells);
    if (!cells) {
        err_memory(builder->err);
        return NULL;
    }
    *cells = (struct breakdown_cells){.keys = intern_new(),
                                      .entries = VEC_INIT(struct entry),
                                      .builder = builder,
                                      .what = builder->breakdown->dimension.what,
                                      .filtered = builder->scope->filter != NULL,
                                      .campaigns = MAP64_INIT,
                                      .person = VEC_INIT(struct person_message)};
    bool ok = cells->keys || err_memory(builder->err);
    ok = ok && people_any(store, &builder->breakdown->has_messages, builder->err);
    if (ok && builder->breakdown->has_messages) {
        ok = (!cells->filtered || find_campaigns(cells, store, cancel)) &&
             pass(cells, store, cancel);
    }
    if (!ok) {
        breakdown_cells_free(cells);
        return NULL;
    }
    if (cells->entries.count > 1) {
        qsort(cells->entries.data, cells->entries.count, sizeof(struct entry), by_campaign);
    }
    return cells;
}

void breakdown_cells_free(struct breakdown_cells *cells)
{
    if (!cells) {
        return;
    }
    intern_free(cells->keys);
    vec_free(&cells->entries);
    vec_free(&cells->person);
    map64_free(&cells->campaigns);
    mem_free(cells);
}

/* --- what was gathered ----------------------------------------------------------------------- */

static size_t first_of(const struct breakdown_cells *cells, int64_t campaign)
{
    size_t low = 0, high = cells->entries.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (VEC_AT(&cells->entries, struct entry, middle)->campaign < campaign) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool breakdown_cells_next(const struct breakdown_cells *cells, int64_t campaign, size_t *at,
                          int *cell, struct total *total)
{
    size_t i = first_of(cells, campaign) + *at;
    const struct entry *entry;
    bool any = false;
    for (; i < cells->entries.count; i++, (*at)++) {
        entry = VEC_AT(&cells->entries, struct entry, i);
        if (entry->campaign != campaign || (any && entry->cell != *cell)) {
            break;
        }
        any = true;
        *cell = entry->cell;
        total_add_tally(total, &entry->tally, entry->source, (struct currency){""});
    }
    return any;
}

struct breakdown_people breakdown_cells_people(const struct breakdown_cells *cells, int cell)
{
    struct breakdown_people people = cells->people[cell];
    struct stats_interval interval;
    if (stats_wilson((uint64_t)people.left, (uint64_t)people.asked, STATS_Z_95, &interval)) {
        people.has_share = true;
        people.share = (double)people.left / (double)people.asked;
        people.low = interval.low;
        people.high = interval.high;
    }
    return people;
}
