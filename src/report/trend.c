/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days put together into the steps of a trend. */
#include "report/trend.h"

#include <string.h>

#include "base/i18n.h"
#include "report/difference.h"
#include "report/events.h"
#include "report/trend_private.h"
#include "report/words.h"

/* What people do with a message they do within three days (as in comparisons); conversions and
 * money count until the attribution window closes. A day is over before anything of it is. */
#define MESSAGE_DAYS 3

#define LEVEL 0.05

static int window_of(const struct scope *scope, enum counter counter)
{
    if (counter == COUNTER_NONE || counter == COUNTER_SENT) {
        return 0;
    }
    return counter_info(counter)->role == COUNTER_ROLE_FACT ? scope->window_days : MESSAGE_DAYS;
}

static int32_t fresh_from(const struct trend_builder *builder)
{
    const struct scope *scope = builder->scope;
    struct trend_measure measure = builder->measure;
    int window = 0;
    if (measure.kpi == KPI_NONE) {
        window = window_of(scope, measure.counter);
    } else if (trend_is_of_facts(measure)) {
        /* What a customer brings goes on as long as they are one: only today is not over. */
        bool reads = measure.kpi == KPI_RETENTION_RATE || measure.kpi == KPI_TIME_TO_READ;
        window = kpi_is_of_customers(measure.kpi) ? 0 : reads ? MESSAGE_DAYS : scope->window_days;
    } else if (kpi_info(measure.kpi)->slot >= 0) {
        int above = window_of(scope, kpi_info(measure.kpi)->numerator);
        int below = window_of(scope, kpi_denominator(measure.kpi, scope->options.base));
        window = above > below ? above : below;
    }
    return scope->today - window < CIVIL_DAY_MIN ? CIVIL_DAY_MIN : scope->today - window;
}

/* From one day to the next hardly anybody is written to who could stay. */
enum trend_by trend_by_for(struct trend_measure measure)
{
    return measure.kpi == KPI_RETENTION_RATE ? TREND_WEEK : TREND_DAY;
}

bool trend_divides(struct trend_measure measure)
{
    enum kpi_formula formula =
        measure.kpi == KPI_NONE ? KPI_FORMULA_COUNT : kpi_info(measure.kpi)->formula;
    return formula != KPI_FORMULA_COUNT && formula != KPI_FORMULA_DIFFERENCE;
}

/* --- one step -------------------------------------------------------------------------------- */

static void counter_point(enum counter id, const struct total *total, struct trend_point *point)
{
    int64_t value;
    if (!total_get(total, id, &value)) {
        point->reason = (uint8_t)kpi_counter_reason(total, id);
        return;
    }
    point->known = point->has_x = true;
    point->value = (double)value;
    point->x = value;
}

void trend_point_of_value(const struct trend_builder *builder, const struct kpi_value *value,
                          struct trend_point *point)
{
    enum kpi id = builder->measure.kpi;
    bool facts = trend_is_of_facts(builder->measure);
    point->reason = (uint8_t)value->reason;
    point->known = value->has_value;
    point->value = value->has_value ? value->value : 0;
    point->has_interval = value->has_interval;
    point->low = value->low;
    point->high = value->high;
    point->over = value->over;
    point->partial = value->partial;
    bool counted = value->has_value || value->reason == KPI_REASON_ZERO_DENOMINATOR;
    /* Of facts only shares are one count of another. */
    point->has_x = counted && (!facts || kpi_info(id)->unit == KPI_UNIT_PERCENT);
    point->has_n =
        counted && (facts || kpi_denominator(id, builder->scope->options.base) != COUNTER_NONE);
    point->x = point->has_x ? value->numerator : 0;
    point->n = point->has_n ? value->denominator : 0;
}

void trend_point_of(const struct trend_builder *builder, const struct total *total,
                    struct trend_point *point)
{
    struct trend_measure measure = builder->measure;
    point->has_data = total->tallies > 0;
    point->reason = KPI_REASON_UNKNOWN_COUNTER;
    if (!point->has_data) {
        return;
    }
    if (measure.kpi != KPI_NONE) {
        struct kpi_value value = kpi_eval(measure.kpi, total, &builder->scope->options);
        trend_point_of_value(builder, &value, point);
    } else {
        counter_point(measure.counter, total, point);
    }
}

/* --- steps ----------------------------------------------------------------------------------- */

int32_t trend_step_next(enum trend_by by, int32_t date)
{
    if (by == TREND_MONTH) {
        int32_t next = civil_month_start(date, 1);
        return next == DAY_NONE ? CIVIL_DAY_MAX : next;
    }
    return date + (by == TREND_WEEK ? 7 : 1);
}

static size_t count_steps(enum trend_by by, struct period days)
{
    size_t count = 0;
    for (int32_t date = trend_step_start(by, days.from);
         date <= days.to && count < TREND_POINTS_MAX; date = trend_step_next(by, date)) {
        count++;
    }
    return count;
}

bool trend_is_money(struct trend_measure measure)
{
    if (measure.kpi == KPI_NONE) {
        return counter_info(measure.counter)->kind == COUNTER_KIND_MONEY;
    }
    const struct kpi_info *info = kpi_info(measure.kpi);
    if (kpi_is_of_customers(measure.kpi)) {
        return true;
    }
    return (info->numerator != COUNTER_NONE &&
            counter_info(info->numerator)->kind == COUNTER_KIND_MONEY) ||
           (info->denominator != COUNTER_NONE &&
            counter_info(info->denominator)->kind == COUNTER_KIND_MONEY);
}

/* What the days of a step know of a difference of two counters. Less of one and all of the other is
 * neither the whole nor a bound of it. */
struct step_days {
    bool known, blank; /* some know it; some of which anything is known do not */
};

static void look_at_day(const struct trend_builder *builder, const struct total *total,
                        struct step_days *days)
{
    const struct kpi_info *info =
        builder->measure.kpi == KPI_NONE ? NULL : kpi_info(builder->measure.kpi);
    int64_t sent;
    if (!info || info->formula != KPI_FORMULA_DIFFERENCE) {
        return;
    }
    bool known = kpi_eval(builder->measure.kpi, total, &builder->scope->options).has_value;
    bool told = (total_get(total, COUNTER_SENT, &sent) && sent > 0) ||
                total->known[info->numerator] || total->known[info->denominator];
    days->known |= known;
    days->blank |= told && !known;
}

static void leave_open(struct trend_builder *builder, struct trend_point *point)
{
    point->known = point->has_x = point->has_n = point->has_interval = point->partial = false;
    point->reason = KPI_REASON_UNKNOWN_COUNTER;
    builder->has_open = true;
}

static bool make_steps(struct trend_builder *builder, struct period days, struct trend_steps *steps)
{
    enum trend_by by = builder->request->by;
    bool shares = trend_divides(builder->measure);
    memset(steps, 0, sizeof *steps);
    steps->count = days.from == DAY_NONE || days.to < days.from ? 0 : count_steps(by, days);
    steps->points = ARENA_ARRAY(builder->arena, struct trend_point, steps->count + 1);
    if (!steps->points) {
        return err_memory(builder->err);
    }
    size_t at = 0;
    int32_t date = steps->count ? trend_step_start(by, days.from) : 0;
    for (size_t i = 0; i < steps->count; i++) {
        int32_t next = trend_step_next(by, date);
        struct trend_point *point = &steps->points[i];
        struct total total, fresh;
        struct step_days known = {0};
        memset(&total, 0, sizeof total);
        memset(&fresh, 0, sizeof fresh);
        for (; at < builder->day_count && builder->days[at].day < next &&
               builder->days[at].day <= days.to;
             at++) {
            int32_t day = builder->days[at].day;
            if (day >= days.from) {
                look_at_day(builder, &builder->days[at].total, &known);
                total_add(day < builder->fresh_from ? &total : &fresh, &builder->days[at].total);
            }
        }
        bool over = next - 1 < builder->scope->today; /* else more may be sent in it */
        point->counting = fresh.tallies > 0 || (total.tallies > 0 && !over);
        point->cut = date < builder->scope->period.from || next - 1 > builder->scope->period.to;
        if (point->counting && shares && total.tallies > 0) {
            /* A share of the days that are complete is one of fewer people, not a lower one. */
            point->counting = false;
            point->cut = true;
        } else {
            total_add(&total, &fresh);
        }
        trend_point_of(builder, &total, point);
        if (known.known && known.blank) {
            leave_open(builder, point);
        }
        point->date = date;
        if (total.currency.code[0] && point->has_data) {
            steps->mixed |=
                steps->currency.code[0] && !currency_equal(steps->currency, total.currency);
            steps->currency = total.currency;
        }
        steps->mixed |= total_is_mixed(&total);
        date = next;
    }
    return true;
}

static void make_gaps(struct trend_steps *steps)
{
    for (size_t i = 0; i < steps->count; i++) {
        struct trend_point *point = &steps->points[i];
        point->known = point->has_x = point->has_n = point->has_interval = false;
        point->reason = point->has_data ? KPI_REASON_MIXED_CURRENCY : point->reason;
    }
}

/* The days of the period of which all has come: what is summed up and compared, so that a step that
 * is cut or still counts makes no period look smaller than the other. */
static struct period complete_days(const struct trend_builder *builder)
{
    struct period days = builder->trend->period;
    int32_t last = builder->scope->today - 1;
    if (days.from == DAY_NONE) {
        return days;
    }
    if (builder->fresh_from != DAY_NONE && builder->fresh_from - 1 < last) {
        last = builder->fresh_from - 1;
    }
    days.to = days.to < last ? days.to : last;
    return days;
}

struct total trend_sum_days(const struct trend_builder *builder, struct period days)
{
    struct total total;
    memset(&total, 0, sizeof total);
    for (size_t i = 0; days.from != DAY_NONE && i < builder->day_count; i++) {
        if (builder->days[i].day >= days.from && builder->days[i].day <= days.to) {
            total_add(&total, &builder->days[i].total);
        }
    }
    return total;
}

/* The sum of money that cannot be added. */
static struct total mixed_total(void)
{
    struct total total;
    memset(&total, 0, sizeof total);
    total.mixed = 1;
    total.tallies = 1;
    return total;
}

/* The days that are shown: those of the period, or from the first to the last on which anything is
 * known, and no more than there is room for. */
static void find_period(struct trend_builder *builder, const char **shortened)
{
    struct period period = builder->scope->period;
    int32_t first = DAY_NONE, last = DAY_NONE;
    for (size_t i = 0; i < builder->day_count; i++) {
        int32_t day = builder->days[i].day;
        if ((period.from == DAY_NONE || day >= period.from) && day <= period.to) {
            first = first == DAY_NONE ? day : first;
            last = day;
        }
    }
    *shortened = NULL;
    if (builder->customers.count) { /* people buy on days on which nothing is sent, too */
        int32_t begin = builder->customers.first, end = builder->customers.last;
        first = first == DAY_NONE || begin < first ? begin : first;
        last = last == DAY_NONE || end > last ? end : last;
    }
    if (period.from == DAY_NONE) {
        period.from = first;
    }
    if (period.to > builder->scope->today) { /* days to come are no gaps */
        int32_t end = last > builder->scope->today ? last : builder->scope->today;
        bool open = period.to == INT32_MAX;
        period.to = open ? last : period.to < end ? period.to : end;
    }
    if (period.to == DAY_NONE || period.from == DAY_NONE || period.to < period.from) {
        period = (struct period){DAY_NONE, DAY_NONE};
    } else if (builder->request->by == TREND_DAY && period.to - period.from >= TREND_POINTS_MAX) {
        period.from = period.to - TREND_POINTS_MAX + 1;
        *shortened = _("Only the last days are shown: by week or month there is room for all.");
    }
    builder->trend->period = period;
}

/* How many of the points stand before those that are still counting. */
static size_t count_complete(const struct trend_point *points, size_t count)
{
    size_t complete = count;
    for (size_t i = 0; i < count; i++) {
        if (points[i].counting && i < complete) {
            complete = i;
        }
    }
    return complete;
}

/* What happened in each step. */
static bool name_events(struct trend_builder *builder, struct trend_steps *steps)
{
    struct trend *trend = builder->trend;
    struct event *kept = ARENA_ARRAY(builder->arena, struct event, builder->event_count + 1);
    if (!kept) {
        return err_memory(builder->err);
    }
    trend->events = kept;
    for (size_t i = 0; i < builder->event_count && trend->period.from != DAY_NONE; i++) {
        const struct event *event = &builder->events[i];
        if (event->last >= trend->period.from && event->first <= trend->period.to) {
            kept[trend->event_count++] = *event;
        }
    }
    for (size_t i = 0; trend->event_count && i < steps->count; i++) {
        struct trend_point *point = &steps->points[i];
        const char *words = events_words(builder->arena, kept, trend->event_count, point->date,
                                         trend_step_next(trend->by, point->date) - 1);
        if (!words) {
            return err_memory(builder->err);
        }
        point->event = words[0] ? words : NULL;
    }
    return true;
}

/* --- beside it ------------------------------------------------------------------------------- */

/* The bands that judge the sum of it, as long as they apply. */
static void find_bands(struct trend_builder *builder, const struct total *whole)
{
    struct trend *trend = builder->trend;
    struct report_item item;
    enum kpi id = builder->measure.kpi;
    if (id == KPI_NONE) {
        return;
    }
    if (builder->has_row) {
        builder->row.total = *whole;
        item_of_row(builder->scope, &builder->row, &item);
    } else {
        item_of_sum(whole, &item);
    }
    if (trend_is_of_facts(builder->measure)) {
        item.people = &builder->whole.people;
        item.feedback = &builder->whole.feedback;
        item.customers = &builder->whole.customers;
    }
    struct grade_result grade = item_kpi(&item, builder->scope, id).grade;
    if (grade.row && grade.reason != KPI_REASON_BASE_DIFFERS &&
        grade.reason != KPI_REASON_NOT_JUDGED && grade.reason != KPI_REASON_OUT_OF_REACH) {
        trend->bands = grade.row;
        trend->benchmark = grade.set ? grade.set->id : NULL;
    }
}

/* Of all days together. */
static struct kpi_value whole_value(const struct trend_builder *builder,
                                    const struct trend_fact *fact, const struct total *total)
{
    return trend_is_of_facts(builder->measure)
               ? trend_fact_value(builder, fact, total)
               : kpi_eval(builder->measure.kpi, total, &builder->scope->options);
}

static void make_whole(const struct trend_builder *builder, const struct trend_fact *fact,
                       const struct total *total, struct trend_point *point)
{
    if (trend_is_of_facts(builder->measure)) {
        struct kpi_value value = whole_value(builder, fact, total);
        trend_point_of_value(builder, &value, point);
        point->has_data = true;
    } else {
        trend_point_of(builder, total, point);
    }
}

static bool compare_before(struct trend_builder *builder, const struct total *now,
                           const struct total *before)
{
    struct trend *trend = builder->trend;
    struct trend_measure measure = builder->measure;
    struct difference difference;
    bool ok;
    if (measure.kpi != KPI_NONE) {
        struct kpi_value a = whole_value(builder, &builder->whole, now);
        struct kpi_value b = whole_value(builder, &builder->whole_before, before);
        ok = difference_of_kpi(builder->arena, measure.kpi, &a, &b, &difference);
    } else {
        ok = difference_of_counter(builder->arena, measure.counter, now, before, &difference);
    }
    if (!ok) {
        return err_memory(builder->err);
    }
    if (difference.known) {
        int sign = (difference.value > 0) - (difference.value < 0);
        bool holds = sign == 0 || trend_told_apart(builder);
        if (holds && difference.sure &&
            !trend_holds_within(builder, &builder->change, trend->compared_before, trend->compared,
                                sign, LEVEL, &holds)) {
            return false;
        }
        trend->change = difference.words;
        trend->change_sure = difference.sure && holds;
        trend->change_observed = !holds;
        trend->change_verdict = holds ? sign * trend->better : 0;
    }
    return true;
}

static bool keep_currencies(struct trend_builder *builder,
                            const struct trend_currencies *currencies)
{
    size_t count = currencies->count;
    struct currency *kept = ARENA_ARRAY(builder->arena, struct currency, count + 1);
    if (!kept) {
        return err_memory(builder->err);
    }
    memcpy(kept, currencies->all, count * sizeof *kept);
    for (size_t i = 1; i < count; i++) { /* by code */
        for (size_t k = i; k > 0 && strcmp(kept[k - 1].code, kept[k].code) > 0; k--) {
            struct currency other = kept[k];
            kept[k] = kept[k - 1];
            kept[k - 1] = other;
        }
    }
    builder->trend->currencies = kept;
    builder->trend->currency_count = count;
    return true;
}

void trend_note_currency(struct trend_currencies *currencies, struct currency currency)
{
    size_t at = 0;
    while (at < currencies->count && !currency_equal(currencies->all[at], currency)) {
        at++;
    }
    if (at == currencies->count && at < ARRAY_COUNT(currencies->all)) {
        currencies->all[currencies->count++] = currency;
    }
}

/* The currencies of campaigns whose money was not added. */
static bool find_currencies(struct trend_builder *builder)
{
    struct trend_currencies found = {.count = 0};
    struct err trouble = ERR_INIT;
    struct campaign_row row;
    const struct trend_request *request = builder->request;
    struct campaign_cursor *cursor =
        campaign_cursor_open(builder->store, builder->scope->period.from, builder->scope->period.to,
                             CAMPAIGN_ORDER_NONE, builder->cancel, builder->err);
    if (!cursor) {
        return false;
    }
    while (campaign_cursor_next(cursor, &row, &trouble)) {
        bool asked = request->campaign_count == 0;
        for (size_t i = 0; i < request->campaign_count; i++) {
            asked |= request->campaigns[i] == row.number;
        }
        if (!asked || !scope_takes(builder->scope, &row) || !row.total.currency.code[0]) {
            continue;
        }
        trend_note_currency(&found, row.total.currency);
    }
    campaign_cursor_close(cursor);
    if (trouble.code != ERR_NONE) {
        if (builder->err) {
            *builder->err = trouble;
        }
        return false;
    }
    return keep_currencies(builder, &found);
}

static const char *who(struct trend_builder *builder)
{
    const struct trend_request *request = builder->request;
    struct trend *trend = builder->trend;
    if (request->campaign_count == 1) {
        struct campaign_row row;
        if (!query_campaign(builder->store, builder->scratch, request->campaigns[0], DAY_NONE,
                            INT32_MAX, &row, builder->err)) {
            return NULL;
        }
        return arena_strdup(builder->arena, row.name);
    }
    if (trend->campaigns < 0) {
        return _("All campaigns");
    }
    if (request->currency.code[0]) {
        return arena_printf(builder->arena,
                            NG_("%lld campaign in %s", "%lld campaigns in %s", trend->campaigns),
                            (long long)trend->campaigns, words_currency(&request->currency));
    }
    return arena_printf(builder->arena, NG_("%lld campaign", "%lld campaigns", trend->campaigns),
                        (long long)trend->campaigns);
}

/* --- all of it ------------------------------------------------------------------------------- */

/* What is summed up: all of it with all of that before, a month however long; a part with as many
 * days. */
static void find_compared(struct trend_builder *builder)
{
    struct trend *trend = builder->trend;
    trend->compared = complete_days(builder);
    trend->compared_before = trend->before;
    bool part = trend->compared.from != DAY_NONE && trend->compared.to < trend->period.to;
    if (trend->has_before && part) {
        int64_t last = (int64_t)trend->before.from + trend->compared.to - trend->compared.from;
        if (last < trend->before.to) {
            trend->compared_before.to = (int32_t)last;
        }
    }
}

static bool make_all_steps(struct trend_builder *builder, struct trend_steps *now,
                           struct trend_steps *before, struct trend_currencies *currencies)
{
    struct trend *trend = builder->trend;
    memset(before, 0, sizeof *before);
    currencies->count = 0;
    if (trend_is_of_facts(builder->measure)) {
        return trend_people_make(builder, now, before, currencies);
    }
    return make_steps(builder, trend->period, now) &&
           (!trend->has_before || make_steps(builder, trend->before, before));
}

/* Money of several currencies is not added: gaps instead, and which there are. */
static bool part_currencies(struct trend_builder *builder, struct trend_steps *now,
                            const struct trend_currencies *currencies)
{
    make_gaps(now);
    return currencies->count > 1 ? keep_currencies(builder, currencies) : find_currencies(builder);
}

static void find_counting(struct trend_builder *builder)
{
    struct trend *trend = builder->trend;
    for (size_t i = builder->day_count; i-- > 0;) {
        int32_t day = builder->days[i].day;
        if (day >= builder->fresh_from && day >= trend->period.from && day <= trend->period.to) {
            trend->counting_from = day;
        }
    }
}

static bool fill(struct trend_builder *builder)
{
    struct trend *trend = builder->trend;
    struct trend_steps now, before;
    struct trend_currencies currencies;
    const char *shortened;
    if (!trend_facts_begin(builder)) {
        return false;
    }
    find_period(builder, &shortened);
    find_compared(builder);
    if ((shortened && !trend_add_note(builder, shortened)) ||
        !make_all_steps(builder, &now, &before, &currencies) || !name_events(builder, &now)) {
        return false;
    }
    size_t complete = count_complete(now.points, now.count);
    bool money = trend_is_money(builder->measure);
    bool mixed = money && now.mixed;
    /* Money of another currency in the period before is no reason to hide what there is now. */
    bool unlike = money && (mixed || before.mixed ||
                            (now.currency.code[0] && before.currency.code[0] &&
                             !currency_equal(now.currency, before.currency)));
    if (mixed && !part_currencies(builder, &now, &currencies)) {
        return false;
    }
    if (unlike) {
        make_gaps(&before);
    }
    struct total whole = mixed ? mixed_total() : trend_sum_days(builder, trend->compared);
    struct total whole_before;
    memset(&whole_before, 0, sizeof whole_before);
    if (trend->has_before) {
        whole_before = unlike ? mixed_total() : trend_sum_days(builder, trend->compared_before);
    }
    find_counting(builder);
    trend->currency = money && !mixed ? now.currency : (struct currency){""};
    trend->points = now.points;
    trend->count = now.count;
    trend->complete = complete;
    trend->previous = before.points;
    trend->previous_count = trend->has_before ? before.count : 0;
    make_whole(builder, &builder->whole, &whole, &trend->whole);
    make_whole(builder, &builder->whole_before, &whole_before, &trend->whole_before);
    find_bands(builder, &whole);
    return trend_find_odd(builder, now.points, now.count) &&
           (!trend->has_before || compare_before(builder, &whole, &whole_before)) &&
           trend_find_direction(builder) && trend_say(builder);
}

/* One trend of the days that were read. */
static bool make(struct trend_builder *builder, struct trend_measure measure, int64_t campaigns,
                 struct trend *made)
{
    const struct scope *scope = builder->scope;
    *made = (struct trend){.measure = measure,
                           .by = builder->request->by,
                           .kind = trend_measure_kind(measure),
                           .better = trend_measure_direction(measure),
                           .campaigns = campaigns,
                           .has_before = builder->trend->has_before,
                           .against = builder->trend->against,
                           .before = builder->trend->before,
                           .period = scope->period,
                           .counting_from = DAY_NONE};
    builder->trend = made;
    builder->measure = measure;
    builder->has_open = false;
    builder->fresh_from = fresh_from(builder);
    builder->notes = ARENA_ARRAY(builder->arena, const char *, TREND_NOTES_MAX);
    made->notes = builder->notes;
    if (!builder->notes) {
        return err_memory(builder->err);
    }
    return fill(builder) && ((made->who = who(builder)) != NULL || err_memory(builder->err));
}

static bool read_and_make(struct trend_builder *builder, const struct trend **trends)
{
    const struct scope *scope = builder->scope;
    struct trend *first = ARENA_NEW(builder->scratch, struct trend);
    if (!first) {
        return err_memory(builder->err);
    }
    first->against = scope->against;
    first->has_before = scope->choice.kind != PERIOD_ALL &&
                        period_before(&scope->choice, scope->against, scope->today, &first->before);
    builder->trend = first;
    if (!trend_read_days(builder) ||
        !events_list(builder->store, builder->arena, DAY_NONE, INT32_MAX, false, &builder->events,
                     &builder->event_count, builder->err)) {
        return false;
    }
    int64_t campaigns = first->campaigns;
    for (size_t i = 0; i < builder->measure_count; i++) {
        struct trend *made = ARENA_NEW(builder->arena, struct trend);
        if (!made) {
            return err_memory(builder->err);
        }
        if (cancelled(builder->cancel)) {
            return err_set(builder->err, ERR_CANCELLED, "%s", _("stopped"));
        }
        builder->trend = first;
        if (!make(builder, builder->measures[i], campaigns, made)) {
            return false;
        }
        trends[i] = made;
    }
    return true;
}

bool trend_build_several(struct arena *arena, struct store *store, const struct scope *scope,
                         const struct trend_request *request, const struct trend_measure *measures,
                         size_t count, struct cancel *cancel, const struct trend **trends,
                         struct err *err)
{
    struct arena *scratch = arena_new();
    struct trend_builder *builder = scratch ? ARENA_NEW(scratch, struct trend_builder) : NULL;
    const struct trend **made = scratch ? ARENA_ARRAY(scratch, const struct trend *, count) : NULL;
    bool ok = (builder && made) || err_memory(err);
    if (ok) {
        *builder = (struct trend_builder){.arena = arena,
                                          .scratch = scratch,
                                          .store = store,
                                          .scope = scope,
                                          .request = request,
                                          .measures = measures,
                                          .measure_count = count,
                                          .cancel = cancel,
                                          .err = err};
        ok = read_and_make(builder, made);
    }
    for (size_t i = 0; ok && i < count; i++) {
        trends[i] = made[i];
    }
    arena_free(scratch);
    return ok;
}

bool trend_build(struct arena *arena, struct store *store, const struct scope *scope,
                 const struct trend_request *request, struct cancel *cancel,
                 const struct trend **trend, struct err *err)
{
    return trend_build_several(arena, store, scope, request, &request->measure, 1, cancel, trend,
                               err);
}
