/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a rate rose or fell: by the same measure as the list of what needs attention. */
#include "report/check_private.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "report/column.h"
#include "report/health.h"
#include "report/matching.h"
#include "report/totals.h"
#include "report/walk.h"
#include "report/within.h"
#include "report/words.h"

enum { WEEK = 7, WEEKS_BEFORE = 28 };

#define ALPHA 0.05

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The campaigns that pass the filter, rising. */
static bool numbers_of(struct check_builder *builder, const struct period *days,
                       const struct matching *matching, const int64_t **numbers, size_t *count)
{
    struct vec found = VEC_INIT(int64_t);
    struct scope scope = builder->scope;
    struct report_item item;
    scope.period = *days;
    if (matching->few) {
        *numbers = matching->numbers;
        *count = matching->count;
        return true;
    }
    struct walk *walk = walk_open(builder->store, &scope, NULL, builder->cancel, builder->err);
    bool ok = walk != NULL;
    while (ok && walk_next(walk, &item, builder->err)) {
        int64_t *place = vec_push(&found);
        ok = place != NULL || err_memory(builder->err);
        if (ok) {
            *place = item.number;
        }
    }
    walk_close(walk);
    int64_t *kept = ARENA_ARRAY(builder->arena, int64_t, found.count + 1);
    ok = ok && builder->err->code == ERR_NONE && (kept || err_memory(builder->err));
    for (size_t i = 0; ok && i < found.count; i++) {
        kept[i] = *VEC_AT(&found, int64_t, i);
    }
    if (ok) {
        qsort(kept, found.count, sizeof *kept, by_number);
        *numbers = kept;
        *count = found.count;
    }
    vec_free(&found);
    return ok;
}

/* What became of the rate: of all, and within the campaigns of both periods. */
struct change {
    struct kpi_value now, before;
    struct within_change within;
};

static bool read_change(struct check_builder *builder, const struct period *week,
                        const struct period *before, struct change *change)
{
    const enum kpi kpi = builder->rule->kpi;
    struct matching matching = {.few = false};
    struct within sums;
    struct total now, then;
    struct within_question question = {.kpis = &kpi, .count = 1, .before = *before, .now = *week};
    const struct period both = {before->from, week->to};
    if (builder->scope.filter &&
        (!matching_find(builder->arena, builder->store, &builder->scope, &matching, builder->err) ||
         !numbers_of(builder, &both, &matching, &question.numbers, &question.number_count))) {
        return false;
    }
    if (!totals_of_days(builder->store, &builder->scope, &matching, week, builder->cancel, &now,
                        builder->err) ||
        !totals_of_days(builder->store, &builder->scope, &matching, before, builder->cancel, &then,
                        builder->err) ||
        !within_read(builder->store, &builder->scope, &question, builder->cancel, &sums,
                     builder->err)) {
        return false;
    }
    change->now = kpi_eval(kpi, &now, &builder->scope.options);
    change->before = kpi_eval(kpi, &then, &builder->scope.options);
    change->within = within_end(&sums, change->before.denominator, change->now.denominator);
    return true;
}

/* Whether it moved the way it shall not, by enough; *sure: beyond chance. */
static bool moved(const struct check_rule *rule, const struct change *change, bool *sure)
{
    const struct kpi_value *now = &change->now, *before = &change->before;
    bool rising = rule->what == CHECK_RISING;
    *sure = now->has_interval && before->has_interval &&
            (rising ? now->low > before->high : now->high < before->low);
    return health_is_enough(rising, before->value, now->value - before->value);
}

static const char *say(struct check_builder *builder, const struct change *change,
                       const char *remark)
{
    char now[WORDS_SIZE], before[WORDS_SIZE];
    const char *title = column_kpi_title(builder->rule->kpi);
    words_value(builder->rule->kpi, &change->now, now);
    words_value(builder->rule->kpi, &change->before, before);
    bool known = change->now.has_value && change->before.has_value;
    if (known && change->now.value > change->before.value) {
        return arena_printf(builder->arena,
                            _("%s rose to %s in the last 7 days, from %s in the 28 before%s"),
                            title, now, before, remark);
    }
    if (known && change->now.value < change->before.value) {
        return arena_printf(builder->arena,
                            _("%s fell to %s in the last 7 days, from %s in the 28 before%s"),
                            title, now, before, remark);
    }
    return arena_printf(builder->arena,
                        _("%s is %s in the last 7 days, and was %s in the 28 before%s"), title, now,
                        before, remark);
}

bool check_change(struct check_builder *builder)
{
    const struct check_rule *rule = builder->rule;
    const struct scope *scope = &builder->scope;
    /* Today's messages are still on their way. */
    int32_t end = scope->period.to < scope->today ? scope->period.to : scope->today - 1;
    struct period week = {end - WEEK + 1, end}, before = {week.from - WEEKS_BEFORE, week.from - 1};
    struct check_line line = {.rule = rule, .number = -1, .days = week};
    struct change change;
    const char *remark = "";
    bool sure;
    if (!read_change(builder, &week, &before, &change)) {
        return false;
    }
    int64_t minimum = kpi_info(rule->kpi)->minimum;
    bool known = change.now.has_value && change.before.has_value;
    bool few = change.now.denominator < minimum || change.before.denominator < minimum;
    line.value = change.now;
    line.has_value = change.now.has_value;
    if (!known || few) {
        line.state = CHECK_UNKNOWN;
        remark = known ? _("; too few messages to judge it") : "";
    } else if (!moved(rule, &change, &sure)) {
        line.state = CHECK_HOLDS;
    } else if (!sure) {
        line.state = CHECK_UNSURE;
        remark = _("; that may be chance");
    } else if (!change.within.known) {
        line.state = CHECK_FAILS;
        remark = _("; mostly other campaigns than before");
    } else if (change.within.p >= ALPHA ||
               !health_is_enough(rule->what == CHECK_RISING, change.before.value,
                                 change.within.difference)) {
        line.state = CHECK_UNSURE;
        remark = _("; the campaigns did not do so themselves, their mix is another");
    } else {
        line.state = CHECK_FAILS;
        remark = _("; within the same campaigns, too");
    }
    line.text = say(builder, &change, remark);
    return line.text ? check_add(builder, &line) != NULL : err_memory(builder->err);
}
