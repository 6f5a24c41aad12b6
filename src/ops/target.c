/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ops/target.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "config/benchmarks.h"
#include "import/values.h"

/* What adds up over a year of months is an amount that can be shown: a million millions. */
#define AMOUNT_MOST (INT64_C(1000000000000) * 1000000)

static const char *way_to_write(enum kpi_unit unit)
{
    switch (unit) {
    case KPI_UNIT_PERCENT:
        return _("write a share, for example 25%");
    case KPI_UNIT_MONEY:
        return _("write an amount with its currency, for example 20 EUR");
    case KPI_UNIT_TIMES:
    case KPI_UNIT_NUMBER:
    case KPI_UNIT_MINUTES:
    case KPI_UNIT_POINTS:
        break;
    }
    return _("write a number, for example 7");
}

static bool parse_number(enum kpi_unit unit, const char *text, double *value)
{
    char *end;
    *value = strtod(text, &end);
    /* It reads 0x10, inf and nan, too. */
    if (end == text || strspn(text, " +-.0123456789eE") < (size_t)(end - text)) {
        return false;
    }
    end += strspn(end, " ");
    if (unit == KPI_UNIT_PERCENT && strcmp(end, "%") == 0) {
        *value /= 100;
        return true;
    }
    return !*end || (unit == KPI_UNIT_TIMES && (strcmp(end, "x") == 0 || strcmp(end, "×") == 0)) ||
           (unit == KPI_UNIT_MINUTES && strcmp(end, "min") == 0);
}

/* A sum is more than nothing: what share of nothing was reached, nobody can say. */
static bool parse_count(const char *text, double *value)
{
    int64_t count;
    bool read = value_count(text, strlen(text), 0, &count) == VALUE_OK && count > 0;
    *value = read ? (double)count : 0;
    return read;
}

/* Whether "5.000" stands in it: to one half of the world five, to the other five thousand. */
static bool is_ambiguous(const char *text)
{
    static const char digits[] = "0123456789";
    const char *mark = strpbrk(text, ".,");
    return mark && !strpbrk(mark + 1, ".,") && mark > text && strchr(digits, mark[-1]) &&
           strspn(mark + 1, digits) == 3;
}

static bool refuse_ambiguous(const char *text, struct err *err)
{
    err_set(err, ERR_USAGE, _("\"%.40s\" may be whole ones or thousands"), text);
    return err_todo(err, "%s", _("write 5000 EUR, or 5.00 EUR"));
}

static bool parse_money(const char *text, struct target *target)
{
    int64_t micros;
    bool read = value_money(text, strlen(text), 0, &micros, &target->currency) == VALUE_OK &&
                target->currency.code[0] && micros > 0 && micros <= AMOUNT_MOST;
    target->value = read ? (double)micros : 0;
    return read;
}

static bool refuse_value(const char *text, const struct target *target, const char *todo,
                         struct err *err)
{
    err_set(err, ERR_USAGE, _("\"%.40s\" is no value of %s"), text, target_figure(target));
    return err_todo(err, "%s", todo);
}

static bool parse_counter(const char *text, struct target *target, struct err *err)
{
    bool money = counter_info(target->counter)->kind == COUNTER_KIND_MONEY;
    if (money && is_ambiguous(text)) {
        return refuse_ambiguous(text, err);
    }
    if (money ? parse_money(text, target) : parse_count(text, &target->value)) {
        return true;
    }
    return refuse_value(text, target,
                        money ? way_to_write(KPI_UNIT_MONEY) : way_to_write(KPI_UNIT_NUMBER), err);
}

static bool parse_kpi(const char *text, struct target *target, struct err *err)
{
    enum kpi_unit unit = kpi_info(target->kpi)->unit;
    if (unit == KPI_UNIT_MONEY && is_ambiguous(text)) {
        return refuse_ambiguous(text, err);
    }
    bool read = unit == KPI_UNIT_MONEY ? parse_money(text, target)
                                       : parse_number(unit, text, &target->value);
    bool sum = kpi_info(target->kpi)->formula == KPI_FORMULA_DIFFERENCE;
    return (read && benchmarks_in_range(target->kpi, target->value) &&
            (!sum || target->value > 0)) ||
           refuse_value(text, target, way_to_write(unit), err);
}

/* Money that is spent is what people call a budget. */
static bool parse_figure(const char *id, struct target *target, struct err *err)
{
    bool budget = strcmp(id, "budget") == 0;
    target->counter = budget ? COUNTER_COST : counter_by_name(id, false);
    target->kpi = target->counter == COUNTER_NONE ? kpi_by_name(id) : KPI_NONE;
    if (target->counter == COUNTER_NONE && target->kpi == KPI_NONE) {
        return err_set(err, ERR_USAGE, _("%.60s is no figure that can have a target"), id);
    }
    return true;
}

static bool parse_kind(const char *text, struct target *target, struct err *err)
{
    target->kind = campaign_kind_parse(text);
    if (text && target->kind == KIND_UNKNOWN) {
        err_set(err, ERR_USAGE, _("\"%.40s\" is no kind of campaign"), text);
        return err_todo(err, _("take one of: %s"),
                        "broadcast, drip, flow, post_purchase, ctwa_ad, service, bot");
    }
    return true;
}

bool ops_target_parse(const struct ops_target *words, struct target *target, bool *none,
                      struct err *err)
{
    *target = (struct target){.month = DAY_NONE};
    *none = strcmp(words->value, "none") == 0;
    if (!parse_figure(words->figure, target, err) || !parse_kind(words->kind, target, err)) {
        return false;
    }
    if (words->month && !target_month_parse(words->month, &target->month)) {
        err_set(err, ERR_USAGE, _("\"%.40s\" is no month"), words->month);
        return err_todo(err, _("write it so: %s"), "2026-11");
    }
    return *none || (target->kpi != KPI_NONE ? parse_kpi(words->value, target, err)
                                             : parse_counter(words->value, target, err));
}

bool ops_target(struct store *store, const struct ops_target *words, int64_t *run, struct err *err)
{
    struct target target;
    struct strbuf line = STRBUF_INIT;
    char month[TARGET_MONTH_SIZE];
    bool none;
    if (!ops_target_parse(words, &target, &none, err)) {
        return false;
    }
    strbuf_printf(&line, "%s=%s", target_figure(&target), words->value);
    if (target.month != DAY_NONE) {
        strbuf_printf(&line, " %s", target_month_name(target.month, month));
    }
    if (target.kind != KIND_UNKNOWN) {
        strbuf_printf(&line, " %s", campaign_kind_name(target.kind));
    }
    bool ok = !line.failed ? store_target(store, &target, none, strbuf_text(&line), run, err)
                           : err_memory(err);
    strbuf_free(&line);
    return ok;
}
