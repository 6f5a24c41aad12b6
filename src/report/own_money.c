/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/own_money.h"

#include "base/i18n.h"
#include "base/vec.h"
#include "report/walk.h"
#include "store/query_money.h"

bool own_money_add(struct store *store, struct arena *arena, int64_t number,
                   const struct period *period, struct currency currency, enum counter counter,
                   struct own_money *sum, const struct total **taken, struct err *err)
{
    struct money_total *own = ARENA_NEW(arena, struct money_total);
    counter_mask parts = counter == COUNTER_COST ? COUNTER_COST_PARTS : COUNTER_BIT(counter);
    int64_t value;
    if (!own) {
        return err_memory(err);
    }
    if (!query_money(store, arena, number, period->from, period->to, currency, own, err)) {
        return false;
    }
    bool has = own->total.currency.code[0] && total_get(&own->total, counter, &value);
    if (taken) {
        *taken = has ? &own->total : NULL;
    }
    if (!has) {
        sum->foreign++;
        return true;
    }
    sum->apart += (own->elsewhere & parts) != 0;
    sum->elsewhere |= own->elsewhere & parts;
    total_add(&sum->total, &own->total);
    return true;
}

static bool find_mixed(struct store *store, const struct scope *scope, struct cancel *cancel,
                       struct vec *numbers, int64_t *sends, struct err *err)
{
    int64_t sent;
    struct err trouble = ERR_INIT;
    struct report_item item;
    struct walk *walk = walk_open(store, scope, NULL, cancel, err);
    bool ok = walk != NULL;
    while (ok && walk_next(walk, &item, &trouble)) {
        if (item.what == ITEM_CAMPAIGN && total_is_mixed(item.total)) {
            int64_t *place = vec_push(numbers);
            *sends = counter_sum(*sends, total_get(item.total, COUNTER_SENT, &sent) ? sent : 0);
            ok = place || err_memory(err);
            if (place) {
                *place = item.number;
            }
        }
    }
    walk_close(walk);
    if (ok && trouble.code != ERR_NONE) {
        if (err) {
            *err = trouble;
        }
        return false;
    }
    return ok;
}

bool own_money_sum(struct store *store, const struct scope *scope, struct currency currency,
                   enum counter counter, struct cancel *cancel, struct own_money *sum,
                   struct err *err)
{
    struct vec numbers = VEC_INIT(int64_t);
    struct arena *scratch = arena_new();
    *sum = (struct own_money){0};
    bool ok = (scratch || err_memory(err)) &&
              find_mixed(store, scope, cancel, &numbers, &sum->sends, err);
    for (size_t i = 0; ok && i < numbers.count; i++) {
        arena_reset(scratch);
        ok = own_money_add(store, scratch, *VEC_AT(&numbers, int64_t, i), &scope->period, currency,
                           counter, sum, NULL, err);
    }
    vec_free(&numbers);
    arena_free(scratch);
    return ok;
}

void own_money_say(struct strbuf *out, int64_t apart, counter_mask elsewhere)
{
    if (apart > 0) {
        bool fees = elsewhere == COUNTER_BIT(COUNTER_COST_PLATFORM);
        strbuf_printf(out,
                      fees ? NG_("; software fees of %lld campaign in other money are not in it",
                                 "; software fees of %lld campaigns in other money are not in it",
                                 apart)
                           : NG_("; other money of %lld campaign is not in it",
                                 "; other money of %lld campaigns is not in it", apart),
                      (long long)apart);
    }
}
