/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "report/check_private.h"
#include "report/column.h"
#include "report/own_money.h"
#include "report/totals.h"
#include "report/walk.h"
#include "report/words.h"
#include "store/ledger.h"
#include "text/format.h"

static const struct {
    const char *name, *words;
} states[CHECK_STATES] = {
    [CHECK_FAILS] = {"fails", N_("fails")},
    [CHECK_UNSURE] = {"unsure", N_("not sure")},
    [CHECK_UNKNOWN] = {"unknown", N_("not known")},
    [CHECK_HOLDS] = {"holds", N_("holds")},
};

const char *check_state_name(enum check_state state)
{
    return states[state].name;
}

const char *check_state_words(enum check_state state)
{
    return _(states[state].words);
}

/* --- one comparison ----------------------------------------------------------------------------
 */

static bool ask_kpi_range(const void *context, enum kpi id, struct query_range *range)
{
    const struct item_query *asked = context;
    struct kpi_value value = item_value(asked->item, &asked->scope->options, id);
    *range = (struct query_range){value.low, value.high, value.denominator < kpi_info(id)->minimum};
    return value.has_value && value.has_interval;
}

/* The bands that the interval of what is graded reaches into. */
static bool ask_grade_range(const void *context, enum kpi id, struct query_range *range)
{
    const struct item_query *asked = context;
    struct item_judge judge = item_judge(asked->item, asked->scope, id);
    const struct kpi_value *value = &judge.result.value;
    const struct grade_result *grade = &judge.result.grade;
    if (grade->grade == GRADE_NONE || grade->certain) {
        return false;
    }
    *range = (struct query_range){.any = true};
    if (value->has_interval && grade->row) {
        enum grade low = grade_band(judge.kpi, grade->row, value->low);
        enum grade high = grade_band(judge.kpi, grade->row, value->high);
        /* In one band and not certain all the same: of doubtful counts, not of too few. */
        *range = (struct query_range){fmin(low, high), fmax(low, high), low == high};
    }
    return true;
}

static enum check_state compare(const struct check_rule *rule, const struct report_item *item,
                                const struct scope *scope)
{
    const struct item_query asked = {item, scope};
    struct query_row row = item_query_row(&asked);
    struct query_getters getters = *row.getters;
    getters.kpi_range = ask_kpi_range;
    getters.grade_range = ask_grade_range;
    row.getters = &getters;
    if (!query_matches(rule->fails, &row)) {
        return query_matches(rule->holds, &row) ? CHECK_HOLDS : CHECK_UNKNOWN;
    }
    return query_may_match(rule->holds, &row) ? CHECK_UNSURE : CHECK_FAILS;
}

static const char *value_words(const struct check_line *line, enum kpi_reason reason,
                               char buffer[WORDS_SIZE])
{
    char number[FORMAT_SIZE];
    if (line->rule->kpi != KPI_NONE) {
        return words_value(line->rule->kpi, &line->value, buffer);
    }
    if (!line->has_value) {
        return words_reason(KPI_NONE, reason, buffer);
    }
    if (item_counter_kind(line->rule->counter) == CELL_MONEY) {
        snprintf(buffer, WORDS_SIZE, "%s",
                 format_money((int64_t)line->value.value, line->value.currency, number));
    } else {
        snprintf(buffer, WORDS_SIZE, "%s", format_count((int64_t)line->value.value, number));
    }
    return buffer;
}

/* "Opt-out 0.71 % (0.65–0.78 %), 2026-10-01–31"; why it is not known or not sure. */
static bool say_value(struct check_builder *builder, struct check_line *line,
                      const struct report_item *item)
{
    char value[WORDS_SIZE], interval[WORDS_SIZE], why[WORDS_SIZE] = "", days[96];
    const struct check_rule *rule = line->rule;
    struct column column = {rule->kpi != KPI_NONE ? COLUMN_KPI : COLUMN_COUNTER, rule->counter,
                            rule->kpi};
    enum kpi_reason reason = line->value.reason;
    if (rule->kpi == KPI_NONE && !line->has_value) {
        reason = total_is_mixed(item->total) && item_counter_kind(rule->counter) == CELL_MONEY
                     ? KPI_REASON_MIXED_CURRENCY
                     : KPI_REASON_UNKNOWN_COUNTER;
    }
    if (!line->has_value && rule->kpi != KPI_NONE) {
        words_reason(rule->kpi, reason, why);
    } else if (line->state == CHECK_UNSURE) {
        snprintf(why, sizeof why, "%s", _("that may be chance"));
    }
    if (rule->kpi == KPI_NONE || !words_interval(rule->kpi, &line->value, false, interval)[0]) {
        interval[0] = '\0';
    }
    line->text = arena_printf(builder->arena, "%s %s%s%s%s, %s%s%s", column_describe(&column).title,
                              value_words(line, reason, value), interval[0] ? " (" : "", interval,
                              interval[0] ? ")" : "", period_range_words(&line->days, false, days),
                              why[0] ? "; " : "", why);
    return line->text || err_memory(builder->err);
}

/* The line of an item; NULL: out of memory. */
static struct check_line *judge(struct check_builder *builder, const struct report_item *item)
{
    const struct check_rule *rule = builder->rule;
    struct check_line line = {.rule = rule, .number = -1, .days = builder->scope.period};
    int64_t count;
    if (rule->kpi != KPI_NONE) {
        line.value = item_value(item, &builder->scope.options, rule->kpi);
        line.has_value = line.value.has_value;
    } else if (total_get(item->total, rule->counter, &count)) {
        line.has_value = true;
        line.value = (struct kpi_value){
            .has_value = true, .value = (double)count, .currency = item->total->currency};
    }
    line.state = compare(builder->judged, item, &builder->scope);
    return check_add(builder, &line);
}

/* What is in the budget's currency, where there are several. */
struct part {
    struct report_item item;
    struct total total;
    struct own_money own; /* of campaigns that have several themselves */
};

static bool sum_of(struct check_builder *builder, const struct totals *totals, struct part *part,
                   const struct report_item **item)
{
    const struct target *budget = &builder->budget;
    *item = &totals->item;
    *part = (struct part){.own = {.foreign = totals->mixed}};
    if (budget->counter != COUNTER_COST) {
        return true;
    }
    if (totals->mixed > 0 &&
        !own_money_sum(builder->store, &builder->scope, budget->currency, COUNTER_COST,
                       builder->cancel, &part->own, builder->err)) {
        return false;
    }
    part->total = part->own.total;
    for (size_t i = 0; i < totals->currency_count; i++) {
        if (currency_equal(totals->by_currency[i].currency, budget->currency)) {
            total_add(&part->total, &totals->by_currency[i].total);
        }
    }
    if (part->total.tallies > 0) {
        item_of_sum(&part->total, &part->item);
        *item = &part->item;
    }
    return true;
}

/* "; the budget of flow is € 1 999.00", of the store's targets or the one written in a file. */
static bool say_budget(struct check_builder *builder, struct check_line *line)
{
    char amount[FORMAT_SIZE];
    const struct target *budget = &builder->budget;
    if (budget->counter == COUNTER_NONE) {
        line->text = arena_printf(builder->arena, _("%s; the budget in checks.conf is %s"),
                                  line->text, builder->rule->amount);
        return line->text || err_memory(builder->err);
    }
    format_money(words_micros(budget->value), budget->currency, amount);
    line->text = builder->kind == KIND_UNKNOWN
                     ? arena_printf(builder->arena, _("%s; the budget is %s"), line->text, amount)
                     : arena_printf(builder->arena, _("%s; the budget of %s is %s"), line->text,
                                    campaign_kind_name(builder->kind), amount);
    return line->text || err_memory(builder->err);
}

/* What a sum of costs leaves out: sends without a known cost make it a lower bound, which keeps
 * to nothing; money of other currencies is not in it. */
static bool say_left_out(struct check_builder *builder, struct check_line *line,
                         const struct totals *totals, const struct part *part, bool whole)
{
    const struct total *all = totals->item.total;
    int64_t known = 0, sent, elsewhere = 0;
    char number[2][FORMAT_SIZE];
    for (size_t i = 0; i < totals->currency_count; i++) {
        const struct currency_sum *sum = &totals->by_currency[i];
        known += sum->total.slot[kpi_slot_of(KPI_COST_PER_RECIPIENT, RATE_BASE_SENT)].denominator;
        elsewhere += !whole && !currency_equal(sum->currency, builder->budget.currency) &&
                             sum->known[COUNTER_COST]
                         ? sum->campaigns
                         : 0;
    }
    if (totals->currency_count == 0 && totals->mixed == 0) {
        known = all->slot[kpi_slot_of(KPI_COST_PER_RECIPIENT, RATE_BASE_SENT)].denominator;
    }
    elsewhere += whole ? 0 : part->own.foreign;
    if (!line->has_value) {
        return true;
    }
    if (totals->mixed > 0) { /* what is billed in other money is known, too, and not in their own */
        const struct total *own = &part->own.total;
        known += part->own.sends - own->sum[COUNTER_SENT] +
                 own->slot[kpi_slot_of(KPI_COST_PER_RECIPIENT, RATE_BASE_SENT)].denominator;
    }
    if (total_get(all, COUNTER_SENT, &sent) && known < sent) {
        line->text = arena_printf(
            builder->arena, _("%s; that is at least: the cost of %s of %s sends is not known"),
            line->text, format_count(sent - known, number[0]), format_count(sent, number[1]));
        line->state = line->state == CHECK_HOLDS ? CHECK_UNKNOWN : line->state;
    }
    struct strbuf apart = STRBUF_INIT;
    own_money_say(&apart, whole ? 0 : part->own.apart, part->own.elsewhere);
    line->text = line->text && !apart.failed
                     ? arena_printf(builder->arena, "%s%s", line->text, strbuf_text(&apart))
                     : NULL;
    strbuf_free(&apart);
    if (line->text && elsewhere > 0) {
        line->text =
            arena_printf(builder->arena,
                         NG_("%s; %lld campaign with other money is not in it",
                             "%s; %lld campaigns with other money are not in it", elsewhere),
                         line->text, (long long)elsewhere);
    }
    return line->text || err_memory(builder->err);
}

static bool judge_all(struct check_builder *builder)
{
    struct part part;
    const struct totals *totals;
    const struct report_item *item;
    if (!totals_build(builder->arena, builder->store, &builder->scope, builder->cancel, &totals,
                      builder->err) ||
        !sum_of(builder, totals, &part, &item)) {
        return false;
    }
    struct check_line *line = judge(builder, item);
    if (!line || !say_value(builder, line, item)) {
        return false;
    }
    return !builder->rule->budget ||
           (say_budget(builder, line) &&
            (builder->rule->counter != COUNTER_COST ||
             say_left_out(builder, line, totals, &part, item == &totals->item)));
}

/* How a rule for each goes, over its campaigns. */
struct each {
    size_t by_state[CHECK_STATES];
};

/* Remember a campaign that keeps to the rule. */
static bool keep_held(struct check_builder *builder, int64_t number)
{
    struct check_held *held = vec_push(&builder->held);
    if (!held) {
        return err_memory(builder->err);
    }
    *held = (struct check_held){builder->rule, number};
    return true;
}

/* "it holds in 3 of 5 campaigns, 1 not sure, 1 not known, 2026-10-01–31". */
static const char *each_words(struct check_builder *builder, const struct each *each,
                              const struct period *on)
{
    const size_t *by = each->by_state;
    size_t seen = by[CHECK_FAILS] + by[CHECK_UNSURE] + by[CHECK_UNKNOWN] + by[CHECK_HOLDS];
    char all[FORMAT_SIZE], days[96], doubt[2][48] = {"", ""};
    for (int i = 0; i < 2; i++) {
        enum check_state state = i ? CHECK_UNKNOWN : CHECK_UNSURE;
        if (by[state] > 0) {
            snprintf(doubt[i], sizeof doubt[i], ", %zu %s", by[state], check_state_words(state));
        }
    }
    return arena_printf(builder->arena,
                        NG_("it holds in %zu of %s campaign%s%s, %s",
                            "it holds in %zu of %s campaigns%s%s, %s", (int64_t)seen),
                        by[CHECK_HOLDS], format_count((int64_t)seen, all), doubt[0], doubt[1],
                        period_range_words(on, false, days));
}

static bool judge_campaign(struct check_builder *builder, const struct report_item *item,
                           struct each *each)
{
    struct check_line *line = judge(builder, item);
    if (!line) {
        return false;
    }
    each->by_state[line->state]++;
    if (line->state == CHECK_HOLDS) {
        builder->lines.count--;
        return keep_held(builder, item->number);
    }
    line->number = item->number;
    memcpy(line->id, item->id, sizeof line->id);
    line->campaign = arena_strdup(builder->arena, item->name);
    return line->campaign ? say_value(builder, line, item) : err_memory(builder->err);
}

static bool judge_each(struct check_builder *builder)
{
    struct report_item item;
    struct each each = {{0}};
    struct walk *walk =
        walk_open(builder->store, &builder->scope, NULL, builder->cancel, builder->err);
    bool ok = walk != NULL;
    while (ok && walk_next(walk, &item, builder->err)) {
        ok = item.what != ITEM_CAMPAIGN || judge_campaign(builder, &item, &each);
    }
    walk_close(walk);
    if (!ok || builder->err->code != ERR_NONE) {
        return false;
    }
    struct check_line line = {.rule = builder->rule,
                              .number = -1,
                              .state = each.by_state[CHECK_FAILS]    ? CHECK_FAILS
                                       : each.by_state[CHECK_UNSURE] ? CHECK_UNSURE
                                       : each.by_state[CHECK_HOLDS]  ? CHECK_HOLDS
                                                                     : CHECK_UNKNOWN,
                              .days = builder->scope.period};
    line.text = each_words(builder, &each, &line.days);
    return line.text ? check_add(builder, &line) != NULL : err_memory(builder->err);
}

/* --- what is no comparison -------------------------------------------------------------------- */

static bool judge_quality(struct check_builder *builder)
{
    struct account account;
    struct check_line line = {.rule = builder->rule, .number = -1, .days = {DAY_NONE, DAY_NONE}};
    if (!account_build(builder->arena, builder->store, &builder->scope, &account, builder->err)) {
        return false;
    }
    bool known = account.quality != QUALITY_UNKNOWN;
    bool holds = builder->rule->but ? account.quality != builder->rule->quality
                                    : account.quality <= builder->rule->quality;
    line.state = !known ? CHECK_UNKNOWN : holds ? CHECK_HOLDS : CHECK_FAILS;
    line.text = !known ? arena_strdup(builder->arena, _("no webhook log tells the quality"))
                : account.quality == QUALITY_GREEN
                    ? account_quality_words(builder->arena, &account)
                    : arena_printf(builder->arena, "%s: %s",
                                   account.quality_of ? account.quality_of : _("Phone number"),
                                   account_fault_words(builder->arena, &account));
    return line.text ? check_add(builder, &line) != NULL : err_memory(builder->err);
}

static bool judge_stale(struct check_builder *builder)
{
    struct import_run *runs;
    size_t count;
    int64_t last = TIME_NONE;
    char when[24];
    struct check_line line = {.rule = builder->rule, .number = -1, .days = {DAY_NONE, DAY_NONE}};
    if (!ledger_list(builder->store, builder->arena, &runs, &count, builder->err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        int64_t at =
            runs[i].updated_at > runs[i].imported_at ? runs[i].updated_at : runs[i].imported_at;
        bool counts = runs[i].undone_at == TIME_NONE && !ledger_is_decision(&runs[i]);
        last = counts && at > last ? at : last;
    }
    if (last == TIME_NONE) {
        line.state = CHECK_FAILS;
        line.text = arena_strdup(builder->arena, _("nothing was imported yet"));
    } else {
        double hours = (double)(builder->scope.now - last) / 3600;
        line.state = hours > builder->rule->hours ? CHECK_FAILS : CHECK_HOLDS;
        line.text = arena_printf(builder->arena, _("the last import was at %s, %.1f hours ago"),
                                 civil_format_utc(last, when), hours);
    }
    return line.text ? check_add(builder, &line) != NULL : err_memory(builder->err);
}

/* Whether costs of the kind have a target at all. */
static bool has_budget(const struct check_builder *builder)
{
    const struct targets *targets = &builder->scope.targets;
    for (size_t i = 0; i < targets->count; i++) {
        const struct target *target = &targets->all[i];
        if (target->kpi == KPI_NONE && target->counter == COUNTER_COST &&
            target->kind == builder->kind) {
            return true;
        }
    }
    return false;
}

/* Whole months; the last one may not be over. */
static bool is_months(const struct check_builder *builder)
{
    const struct period *period = &builder->scope.period;
    return period->from != DAY_NONE && period->to != INT32_MAX &&
           civil_month_start(period->from, 0) == period->from &&
           (civil_month_start(period->to, 1) == period->to + 1 ||
            period->to >= builder->scope.today);
}

/* Why a rule has no budget, although it speaks of one; NULL: out of memory. */
static const char *unset_words(const struct check_builder *builder)
{
    bool all = builder->kind == KIND_UNKNOWN;
    if (builder->part) {
        return _("a budget is of all campaigns or of a kind: without a filter, or where kind = "
                 "flow");
    }
    if (!has_budget(builder)) {
        return all ? _("no budget is set: campane target budget \"5000 EUR\", or budget = 5000 "
                       "EUR in checks.conf")
                   : arena_printf(builder->arena,
                                  _("no budget of %s is set: campane target budget \"5000 EUR\" "
                                    "--kind %s"),
                                  campaign_kind_name(builder->kind),
                                  campaign_kind_name(builder->kind));
    }
    if (builder->rule->each) {
        return _("a budget is of all together, and not of each campaign: leave out \"each\"");
    }
    return !is_months(builder)
               ? _("a budget is of whole months: over this month")
               : _("no budget is set for these months, or in several currencies: campane target");
}

static bool judge_unset(struct check_builder *builder)
{
    struct check_line line = {.rule = builder->rule,
                              .number = -1,
                              .state = CHECK_UNKNOWN,
                              .days = builder->scope.period,
                              .text = unset_words(builder)};
    return line.text ? check_add(builder, &line) != NULL : err_memory(builder->err);
}

/* --- all -------------------------------------------------------------------------------------- */

struct check_line *check_add(struct check_builder *builder, const struct check_line *line)
{
    struct check_line *kept = vec_push(&builder->lines);
    if (!kept) {
        err_memory(builder->err);
        return NULL;
    }
    *kept = *line;
    return kept;
}

/* The scope of a rule: its own days and filter, beside those of the command. */
static bool resolve(struct check_builder *builder, const struct check_question *question)
{
    const struct check_rule *rule = builder->rule;
    struct scope_request request = *question->request;
    if (rule->has_period) {
        request.period = rule->period;
    }
    if (rule->what == CHECK_QUALITY || rule->what == CHECK_STALE) {
        request.where = NULL;
    } else if (rule->where && request.where && request.where[0]) {
        request.where = arena_printf(builder->arena, "(%s) and (%s)", request.where, rule->where);
        if (!request.where) {
            return err_memory(builder->err);
        }
    } else if (rule->where) {
        request.where = rule->where;
    }
    return scope_resolve(builder->arena, builder->store, question->sets, &request, builder->cancel,
                         &builder->scope, builder->err);
}

/* A rule about the budget with the target of cost in it, where the store has one for its days and
 * its kind of campaign: that is closer than what a file says for all stores. */
static bool take_budget(struct check_builder *builder)
{
    struct target target;
    struct check_rule *made = ARENA_NEW(builder->arena, struct check_rule);
    char amount[32];
    const struct scope *scope = &builder->scope;
    builder->judged = builder->rule;
    builder->budget = (struct target){.counter = COUNTER_NONE};
    const char *kind = query_only_fact(scope->filter, "kind");
    builder->kind = kind ? campaign_kind_parse(kind) : KIND_UNKNOWN;
    builder->part = !query_is_empty(scope->filter) && builder->kind == KIND_UNKNOWN;
    if (!builder->rule->budget || builder->rule->each || builder->part ||
        !targets_find(&scope->targets, KPI_NONE, COUNTER_COST, builder->kind, &scope->period,
                      scope->today, &target)) {
        return true;
    }
    money_decimal(words_micros(target.value), target.currency, amount);
    const char *budget = arena_printf(builder->arena, "%s %s", amount, target.currency.code);
    if (!made || !budget) {
        return err_memory(builder->err);
    }
    if (!check_rule_parse(builder->arena, builder->rule->name, builder->rule->text, budget, made,
                          builder->err)) {
        return false;
    }
    builder->judged = made;
    builder->budget = target;
    return true;
}

static bool judge_rule(struct check_builder *builder)
{
    if (!take_budget(builder)) {
        return false;
    }
    switch (builder->rule->what) {
    case CHECK_RISING:
    case CHECK_FALLING:
        return check_change(builder);
    case CHECK_QUALITY:
        return judge_quality(builder);
    case CHECK_STALE:
        return judge_stale(builder);
    case CHECK_VALUE:
        break;
    }
    return !builder->judged->holds ? judge_unset(builder)
           : builder->rule->each   ? judge_each(builder)
                                   : judge_all(builder);
}

bool check_build(struct arena *arena, struct store *store, const struct check_question *question,
                 struct cancel *cancel, const struct check **check, struct err *err)
{
    struct err trouble = ERR_INIT;
    struct check_builder builder = {.arena = arena,
                                    .store = store,
                                    .cancel = cancel,
                                    .err = &trouble,
                                    .lines = VEC_INIT(struct check_line),
                                    .held = VEC_INIT(struct check_held)};
    struct check *made = ARENA_NEW(arena, struct check);
    bool ok = made != NULL || err_memory(&trouble);
    for (size_t i = 0; ok && i < question->count; i++) {
        builder.rule = &question->rules[i];
        ok = resolve(&builder, question) && judge_rule(&builder);
        if (ok) {
            /* The last line of a rule is that of all. */
            size_t last = builder.lines.count - 1;
            made->by_state[VEC_AT(&builder.lines, struct check_line, last)->state]++;
        }
    }
    struct check_line *lines =
        ok ? ARENA_ARRAY(arena, struct check_line, builder.lines.count + 1) : NULL;
    if (lines && builder.lines.count > 0) {
        memcpy(lines, VEC_AT(&builder.lines, struct check_line, 0),
               builder.lines.count * sizeof *lines);
    }
    struct check_held *held =
        lines ? ARENA_ARRAY(arena, struct check_held, builder.held.count + 1) : NULL;
    if (held && builder.held.count > 0) {
        memcpy(held, VEC_AT(&builder.held, struct check_held, 0),
               builder.held.count * sizeof *held);
    }
    if (ok && !held) {
        ok = err_memory(&trouble);
    }
    if (ok) {
        made->lines = lines;
        made->count = builder.lines.count;
        made->rules = question->count;
        made->held = held;
        made->held_count = builder.held.count;
        *check = made;
    } else if (err) {
        *err = trouble;
    }
    vec_free(&builder.lines);
    vec_free(&builder.held);
    return ok;
}
