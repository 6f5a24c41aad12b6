/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/totals.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "report/customers.h"
#include "report/people.h"
#include "text/format.h"

struct adder {
    struct total sum;
    struct vec currencies; /* struct currency_sum */
    int64_t mixed;
    struct feedback_counts feedback;
};

static bool has_money(enum counter id)
{
    return counter_info(id)->kind == COUNTER_KIND_MONEY;
}

static struct currency_sum *sum_of(struct adder *adder, struct currency currency)
{
    for (size_t i = 0; i < adder->currencies.count; i++) {
        struct currency_sum *sum = VEC_AT(&adder->currencies, struct currency_sum, i);
        if (currency_equal(sum->currency, currency)) {
            return sum;
        }
    }
    struct currency_sum *sum = vec_push(&adder->currencies);
    if (sum) {
        sum->currency = currency;
    }
    return sum;
}

static bool add_currency(struct adder *adder, const struct total *total)
{
    if (total_is_mixed(total)) {
        adder->mixed++;
        return true;
    }
    if (!total->currency.code[0]) {
        return true;
    }
    struct currency_sum *sum = sum_of(adder, total->currency);
    if (!sum) {
        return false;
    }
    sum->campaigns++;
    total_add(&sum->total, total);
    for (int id = 0; id < COUNTER_COUNT; id++) {
        if (has_money((enum counter)id) && total->known[id]) {
            sum->sum[id] = counter_sum(sum->sum[id], total->sum[id]);
            sum->known[id] = !counter_is_over(sum->sum[id]);
        }
    }
    return true;
}

static bool add_campaign(struct adder *adder, const struct scope *scope,
                         const struct campaign_row *row)
{
    const struct feedback_counts *feedback = scope_feedback(scope, row->number);
    if (feedback) {
        feedback_add(&adder->feedback, feedback);
    }
    total_add(&adder->sum, &row->total);
    return add_currency(adder, &row->total);
}

/* The campaigns of a narrow filter, one by one. */
static bool add_few(struct store *store, const struct scope *scope, const struct matching *matching,
                    struct cancel *cancel, struct adder *adder, struct err *err)
{
    struct arena *lent = arena_new();
    bool ok = lent || err_memory(err);
    for (size_t i = 0; ok && i < matching->count; i++) {
        struct campaign_row row;
        arena_reset(lent);
        ok = !cancelled(cancel) || err_set(err, ERR_CANCELLED, _("stopped"));
        ok = ok && query_campaign(store, lent, matching->numbers[i], scope->period.from,
                                  scope->period.to, &row, err);
        ok = ok && (add_campaign(adder, scope, &row) || err_memory(err));
    }
    arena_free(lent);
    return ok;
}

/* All campaigns of the scope: the sum, and the money by currency. */
static bool add_all(struct store *store, const struct scope *scope, struct cancel *cancel,
                    struct adder *adder, struct err *err)
{
    struct err trouble = ERR_INIT;
    struct campaign_row row;
    struct campaign_cursor *cursor = campaign_cursor_open(
        store, scope->period.from, scope->period.to, CAMPAIGN_ORDER_NONE, cancel, err);
    if (!cursor) {
        return false;
    }
    while (campaign_cursor_next(cursor, &row, &trouble)) {
        if (scope_takes(scope, &row) && !add_campaign(adder, scope, &row)) {
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

static bool walk_campaigns(struct store *store, const struct scope *scope,
                           const struct matching *matching, struct cancel *cancel,
                           struct adder *adder, struct err *err)
{
    /* The stored totals of everything are quicker than anything else. */
    bool one_by_one = matching->few && !scope_is_everything(scope);
    return one_by_one ? add_few(store, scope, matching, cancel, adder, err)
                      : add_all(store, scope, cancel, adder, err);
}

/* Messages without a day, which a period leaves out. */
static bool count_undated(struct arena *arena, struct store *store, const struct scope *scope,
                          int64_t *undated, struct err *err)
{
    struct day_total *days;
    size_t count;
    struct total total;
    *undated = 0;
    if (scope->period.from == DAY_NONE || scope->filter) {
        return true;
    }
    if (!query_days(store, arena, DAY_NONE, DAY_NONE, &days, &count, &total, err)) {
        return false;
    }
    total_get(&total, COUNTER_SENT, undated);
    return true;
}

static int by_code(const void *a, const void *b)
{
    return strcmp(((const struct currency_sum *)a)->currency.code,
                  ((const struct currency_sum *)b)->currency.code);
}

static bool gather(struct store *store, const struct scope *scope, const struct matching *matching,
                   struct cancel *cancel, struct adder *adder, struct err *err)
{
    if (scope->filter) {
        return walk_campaigns(store, scope, matching, cancel, adder, err);
    }
    if (!query_sum(store, scope->period.from, scope->period.to, &adder->sum, err)) {
        return false;
    }
    if (!total_is_mixed(&adder->sum)) {
        return true;
    }
    memset(&adder->sum, 0, sizeof adder->sum);
    return walk_campaigns(store, scope, matching, cancel, adder, err);
}

bool totals_of_days(struct store *store, const struct scope *scope, const struct matching *matching,
                    const struct period *days, struct cancel *cancel, struct total *sum,
                    struct err *err)
{
    if (!scope->filter) {
        return query_sum(store, days->from, days->to, sum, err);
    }
    struct scope other = *scope;
    struct adder adder = {.currencies = VEC_INIT(struct currency_sum)};
    other.period = *days;
    bool ok = walk_campaigns(store, &other, matching, cancel, &adder, err);
    vec_free(&adder.currencies);
    if (ok) {
        *sum = adder.sum;
    }
    return ok;
}

/* Without a filter nobody walks the campaigns that feedback was given of. */
static bool finish_feedback(struct arena *arena, const struct scope *scope, struct adder *adder,
                            struct report_item *item)
{
    if (!scope->filter) {
        memset(&adder->feedback, 0, sizeof adder->feedback);
        for (size_t i = 0; i < scope->feedback_count; i++) {
            feedback_add(&adder->feedback, &scope->feedback[i]);
        }
    }
    if (adder->feedback.all == 0) {
        return true;
    }
    struct feedback_counts *kept = ARENA_NEW(arena, struct feedback_counts);
    if (kept) {
        *kept = adder->feedback;
        kept->campaign = -1;
        item->feedback = kept;
    }
    return kept != NULL;
}

static bool finish(struct arena *arena, const struct scope *scope, struct adder *adder,
                   struct totals *totals, struct total *sum, struct err *err)
{
    *sum = adder->sum;
    item_of_sum(sum, &totals->item);
    if (!finish_feedback(arena, scope, adder, &totals->item)) {
        return err_memory(err);
    }
    totals->item.people = scope->people ? &scope->people->sum : NULL;
    totals->empty = sum->tallies == 0;
    /* What customers brought is known of all, or campaign by campaign; not of those of a filter. */
    totals->item.customers = scope->customers && !scope->filter ? &scope->customers->sum : NULL;
    if (!total_is_mixed(sum)) {
        return true;
    }
    totals->mixed = adder->mixed;
    totals->currency_count = adder->currencies.count;
    struct currency_sum *kept = vec_keep(&adder->currencies, arena);
    if (!kept) {
        return err_memory(err);
    }
    qsort(kept, totals->currency_count, sizeof *kept, by_code);
    totals->by_currency = kept;
    return true;
}

bool totals_build_among(struct arena *arena, struct store *store, const struct scope *scope,
                        const struct matching *matching, struct cancel *cancel,
                        const struct totals **totals, struct err *err)
{
    struct totals *made = ARENA_NEW(arena, struct totals);
    struct total *sum = ARENA_NEW(arena, struct total);
    if (!made || !sum) {
        return err_memory(err);
    }
    struct adder adder = {.currencies = VEC_INIT(struct currency_sum)};
    bool ok = gather(store, scope, matching, cancel, &adder, err) &&
              finish(arena, scope, &adder, made, sum, err) &&
              count_undated(arena, store, scope, &made->undated, err);
    vec_free(&adder.currencies);
    if (ok) {
        *totals = made;
    }
    return ok;
}

bool totals_build(struct arena *arena, struct store *store, const struct scope *scope,
                  struct cancel *cancel, const struct totals **totals, struct err *err)
{
    struct matching matching = {.few = false};
    if (!scope_is_everything(scope) && !matching_find(arena, store, scope, &matching, err)) {
        return false;
    }
    return totals_build_among(arena, store, scope, &matching, cancel, totals, err);
}

/* "revenue € 1 204.00, cost € 80.00" */
static void put_sums(struct strbuf *out, const struct currency_sum *sum)
{
    static const enum counter shown[] = {COUNTER_REVENUE, COUNTER_COST};
    bool first = true;
    for (size_t i = 0; i < ARRAY_COUNT(shown); i++) {
        char words[FORMAT_SIZE];
        if (sum->known[shown[i]]) {
            strbuf_printf(out, "%s%s %s", first ? "" : ", ",
                          shown[i] == COUNTER_REVENUE ? _("revenue") : _("cost"),
                          format_money(sum->sum[shown[i]], sum->currency, words));
            first = false;
        }
    }
}

const char *totals_currencies(struct arena *arena, const struct totals *totals, bool *failed)
{
    *failed = false;
    if (totals->currency_count == 0 && totals->mixed == 0) {
        return NULL;
    }
    struct strbuf out = STRBUF_INIT;
    strbuf_puts(&out, _("Money of several currencies is not added:"));
    for (size_t i = 0; i < totals->currency_count; i++) {
        strbuf_puts(&out, i == 0 ? " " : " · ");
        put_sums(&out, &totals->by_currency[i]);
    }
    if (totals->mixed > 0) {
        strbuf_puts(&out, totals->currency_count > 0 ? " · " : " ");
        strbuf_printf(&out,
                      NG_("%lld campaign holds several itself",
                          "%lld campaigns hold several "
                          "themselves",
                          totals->mixed),
                      (long long)totals->mixed);
    }
    const char *kept = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    *failed = !kept;
    return kept;
}
