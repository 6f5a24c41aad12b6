/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ops/target.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "config/benchmarks.h"
#include "import/values.h"

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
    if (end == text) {
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

bool ops_target_parse(enum kpi kpi, const char *text, struct target *target, struct err *err)
{
    enum kpi_unit unit = kpi_info(kpi)->unit;
    int64_t micros;
    *target = (struct target){.kpi = kpi};
    bool read;
    if (unit == KPI_UNIT_MONEY) {
        read = value_money(text, strlen(text), 0, &micros, &target->currency) == VALUE_OK &&
               target->currency.code[0];
        target->value = read ? (double)micros : 0;
    } else {
        read = parse_number(unit, text, &target->value);
    }
    if (!read || !benchmarks_in_range(kpi, target->value)) {
        err_set(err, ERR_USAGE, _("\"%.40s\" is no value of %s"), text, kpi_info(kpi)->name);
        return err_todo(err, "%s", way_to_write(unit));
    }
    return true;
}

bool ops_target(struct store *store, enum kpi kpi, const char *text, int64_t *run, struct err *err)
{
    struct target target;
    struct strbuf words = STRBUF_INIT;
    bool none = strcmp(text, "none") == 0;
    if (!none && !ops_target_parse(kpi, text, &target, err)) {
        return false;
    }
    strbuf_printf(&words, "%s=%s", kpi_info(kpi)->name, text);
    bool ok = !words.failed
                  ? store_target(store, kpi, none ? NULL : &target, strbuf_text(&words), run, err)
                  : err_memory(err);
    strbuf_free(&words);
    return ok;
}
