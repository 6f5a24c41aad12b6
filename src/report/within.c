/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/within.h"

#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/vec.h"
#include "report/walk.h"

/* --- sums ------------------------------------------------------------------------------------- */

static bool is_share(const struct kpi_value *value)
{
    return value->has_interval && value->denominator > 0 && value->numerator >= 0 &&
           value->numerator <= value->denominator;
}

static struct stats_count count_of(const struct kpi_value *value)
{
    return (struct stats_count){(uint64_t)value->numerator, (uint64_t)value->denominator};
}

void within_see(struct within *within, const struct kpi_value *before, const struct kpi_value *now)
{
    if (!is_share(before) || !is_share(now)) {
        return;
    }
    const struct stats_day stratum = {count_of(before), count_of(now)};
    stats_day_add(&within->sums, &stratum);
    within->before += before->denominator;
    within->now += now->denominator;
}

static bool speaks(int64_t part, int64_t all)
{
    return part > 0 && (double)part >= WITHIN_LEAST * (double)all;
}

struct within_change within_end(const struct within *within, int64_t all_before, int64_t all_now)
{
    struct within_change change = {.known = false, .p = 1};
    struct stats_by_day found;
    if (speaks(within->before, all_before) && speaks(within->now, all_now) &&
        stats_day_end(&within->sums, &found) == STATS_OK) {
        change = (struct within_change){true, found.difference, found.p};
    }
    return change;
}

/* --- reading ---------------------------------------------------------------------------------- */

/* Up to so many campaigns are read one by one, which is a few seeks each. */
#define ONE_BY_ONE 40

struct reader {
    struct store *store;
    const struct scope *scope;
    const struct within_question *question;
    struct cancel *cancel;
    struct within *sums;
    struct map64 places; /* of campaigns in pasts, in rows of question->count, plus one */
    struct vec pasts;    /* struct kpi_value: those of the earlier period */
    struct err *err;
};

static bool is_asked(const struct within_question *question, int64_t number)
{
    size_t low = 0, high = question->number_count;
    while (question->numbers && low < high) {
        size_t middle = low + (high - low) / 2;
        if (question->numbers[middle] < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return !question->numbers || (low < question->number_count && question->numbers[low] == number);
}

static bool keep_before(struct reader *reader, int64_t number, const struct total *total)
{
    size_t row = reader->pasts.count / reader->question->count;
    for (size_t i = 0; i < reader->question->count; i++) {
        struct kpi_value *value = vec_push(&reader->pasts);
        if (!value) {
            return err_memory(reader->err);
        }
        *value = kpi_eval(reader->question->kpis[i], total, &reader->scope->options);
    }
    uint64_t *place = map64_put(&reader->places, (uint64_t)number, NULL);
    if (!place) {
        return err_memory(reader->err);
    }
    *place = row + 1;
    return true;
}

static bool see_now(struct reader *reader, int64_t number, const struct total *total)
{
    const uint64_t *place = map64_get(&reader->places, (uint64_t)number);
    for (size_t i = 0; place && i < reader->question->count; i++) {
        size_t at = (*place - 1) * reader->question->count + i;
        struct kpi_value now = kpi_eval(reader->question->kpis[i], total, &reader->scope->options);
        within_see(&reader->sums[i], VEC_AT(&reader->pasts, struct kpi_value, at), &now);
    }
    return true;
}

typedef bool (*seeing)(struct reader *, int64_t, const struct total *);

static bool read_each(struct reader *reader, const struct period *days, seeing see)
{
    struct arena *lent = arena_new();
    bool ok = lent || err_memory(reader->err);
    for (size_t i = 0; ok && i < reader->question->number_count; i++) {
        struct campaign_row row;
        arena_reset(lent);
        ok = (!cancelled(reader->cancel) ||
              err_set(reader->err, ERR_CANCELLED, "%s", _("stopped"))) &&
             query_campaign(reader->store, lent, reader->question->numbers[i], days->from, days->to,
                            &row, reader->err) &&
             see(reader, row.number, &row.total);
    }
    arena_free(lent);
    return ok;
}

static bool walk_days(struct reader *reader, const struct period *days, seeing see)
{
    const struct within_question *question = reader->question;
    if (question->numbers && question->number_count <= ONE_BY_ONE) {
        return read_each(reader, days, see);
    }
    const struct walk_options bare = {.bare = true};
    struct scope scope = *reader->scope;
    struct report_item item;
    scope.period = *days;
    scope.filter = NULL; /* the numbers are those that pass it */
    struct walk *walk = walk_open(reader->store, &scope, &bare, reader->cancel, reader->err);
    bool ok = walk != NULL;
    while (ok && walk_next(walk, &item, reader->err)) {
        ok = item.what == ITEM_UNATTRIBUTED || !is_asked(question, item.number) ||
             see(reader, item.number, item.total);
    }
    walk_close(walk);
    return ok && reader->err->code == ERR_NONE;
}

bool within_read(struct store *store, const struct scope *scope,
                 const struct within_question *question, struct cancel *cancel, struct within *sums,
                 struct err *err)
{
    struct err trouble = ERR_INIT;
    struct reader reader = {.store = store,
                            .scope = scope,
                            .question = question,
                            .cancel = cancel,
                            .sums = sums,
                            .places = MAP64_INIT,
                            .pasts = VEC_INIT(struct kpi_value),
                            .err = &trouble};
    for (size_t i = 0; i < question->count; i++) {
        sums[i] = (struct within){.before = 0};
    }
    bool ok = question->count == 0 || (walk_days(&reader, &question->before, keep_before) &&
                                       walk_days(&reader, &question->now, see_now));
    map64_free(&reader.places);
    vec_free(&reader.pasts);
    if (!ok && err) {
        *err = trouble;
    }
    return ok;
}
