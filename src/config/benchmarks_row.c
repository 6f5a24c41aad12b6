/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/benchmarks_row.h"
#include "config/benchmarks.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/money.h"

#define TEXT_BYTES 400

bool benchmarks_text(struct benchmarks_reader *reader, const cJSON *object, const char *key,
                     const char **text)
{
    return document_text(reader->document, reader->arena, object, key, TEXT_BYTES, reader->where,
                         text, reader->err);
}

/* The KPI that a member names. */
static bool read_kpi(struct benchmarks_reader *reader, const cJSON *object, enum kpi *kpi)
{
    const cJSON *value = document_member(object, "kpi");
    const char *name = document_string(value);
    if (!name) {
        return document_refuse(reader->document, value ? value : object, reader->err,
                               _("%s: \"kpi\" does not name a KPI"), reader->where);
    }
    *kpi = kpi_by_name(name);
    if (*kpi == KPI_NONE) {
        document_refuse(reader->document, value, reader->err, _("%s: there is no KPI \"%s\""),
                        reader->where, document_shown(reader->arena, name));
        return err_todo(reader->err, _("known are for example ctr, open_rate, optout_rate, rocs"));
    }
    return true;
}

/* Shares of a whole; other percentages (a return) may pass 100 %. */
static bool is_share(enum kpi kpi)
{
    return kpi_info(kpi)->unit == KPI_UNIT_PERCENT && kpi_info(kpi)->formula != KPI_FORMULA_ROI;
}

bool benchmarks_in_range(enum kpi kpi, double value)
{
    const struct kpi_info *info = kpi_info(kpi);
    if (!isfinite(value)) {
        return false;
    }
    if (is_share(kpi)) {
        return value >= 0 && value <= 1;
    }
    switch (info->unit) {
    case KPI_UNIT_TIMES:
    case KPI_UNIT_MINUTES:
        return value >= 0;
    case KPI_UNIT_POINTS:
        return value >= -100 && value <= 100;
    case KPI_UNIT_PERCENT:
    case KPI_UNIT_MONEY:
    case KPI_UNIT_NUMBER:
        return true;
    }
    return true;
}

static bool read_money(struct benchmarks_reader *reader, const cJSON *value, const char *key,
                       double *out, struct currency *currency)
{
    const char *amount = document_string(document_member(value, "amount"));
    const char *code = document_string(document_member(value, "currency"));
    int64_t micros = 0;
    if (!amount || !code || !money_parse(amount, strlen(amount), &micros) ||
        !currency_parse(code, strlen(code), currency)) {
        document_refuse(reader->document, value, reader->err, _("%s: \"%s\" is not an amount"),
                        reader->where, key);
        return err_todo(reader->err,
                        _("write it as {\"amount\": \"0.05\", \"currency\": \"USD\"}"));
    }
    *out = (double)micros;
    return document_keys(reader->document, value, "amount currency", reader->where, reader->err);
}

/* A figure in the KPI's unit, as in the rows: fractions, factors, numbers, money. */
static bool read_figure(struct benchmarks_reader *reader, const cJSON *object, const char *key,
                        enum kpi kpi, double *out, struct currency *currency)
{
    const cJSON *value = document_member(object, key);
    if (!value) {
        return document_refuse(reader->document, object, reader->err, _("%s: \"%s\" is missing"),
                               reader->where, key);
    }
    if (kpi_info(kpi)->unit == KPI_UNIT_MONEY) {
        return read_money(reader, value, key, out, currency);
    }
    if (!document_number(value, out)) {
        return document_refuse(reader->document, value, reader->err,
                               _("%s: \"%s\" is not a number"), reader->where, key);
    }
    if (!benchmarks_in_range(kpi, *out)) {
        document_refuse(reader->document, value, reader->err, _("%s: \"%s\" is out of range"),
                        reader->where, key);
        return is_share(kpi) ? err_todo(reader->err, _("write 25 %% as 0.25")) : false;
    }
    *currency = (struct currency){""};
    return true;
}

static bool read_edges(struct benchmarks_reader *reader, const cJSON *object,
                       struct benchmark_row *row)
{
    static const char *const keys[] = {"typical", "good", "best"};
    double *const edges[] = {&row->typical, &row->good, &row->best};
    struct currency currency[3];
    for (size_t i = 0; i < ARRAY_COUNT(keys); i++) {
        if (!read_figure(reader, object, keys[i], row->kpi, edges[i], &currency[i])) {
            return false;
        }
        const cJSON *value = document_member(object, keys[i]);
        if (i > 0 && !currency_equal(currency[i], currency[0])) {
            return document_refuse(reader->document, value, reader->err,
                                   _("%s: \"%s\" is in another currency than \"typical\""),
                                   reader->where, keys[i]);
        }
        double step = i > 0 ? *edges[i] - *edges[i - 1] : 0;
        if (step * kpi_info(row->kpi)->direction < 0) {
            document_refuse(reader->document, value, reader->err,
                            _("%s: \"%s\" is on the wrong side of \"%s\""), reader->where, keys[i],
                            keys[i - 1]);
            return err_todo(reader->err, kpi_info(row->kpi)->direction > 0
                                             ? _("the edges rise from typical over good to best")
                                             : _("the edges fall from typical over good to best"));
        }
    }
    row->currency = currency[0];
    return true;
}

/* "ceiling": a figure, or {"kpi", "times"}. */
static bool read_ceiling(struct benchmarks_reader *reader, const cJSON *object,
                         struct benchmark_row *row)
{
    const cJSON *value = document_member(object, "ceiling");
    if (!value) {
        return true;
    }
    if (kpi_info(row->kpi)->direction < 0) {
        return document_refuse(reader->document, value, reader->err,
                               _("%s: a ceiling has no meaning where lower is better"),
                               reader->where);
    }
    if (!cJSON_IsObject(value) || document_member(value, "amount")) {
        struct currency currency;
        row->ceiling = CEILING_VALUE;
        return read_figure(reader, object, "ceiling", row->kpi, &row->ceiling_value, &currency);
    }
    if (!document_keys(reader->document, value, "kpi times", reader->where, reader->err) ||
        !read_kpi(reader, value, &row->ceiling_kpi)) {
        return false;
    }
    const cJSON *times = document_member(value, "times");
    if (!document_number(times, &row->ceiling_value) || !isfinite(row->ceiling_value) ||
        row->ceiling_value <= 0) {
        return document_refuse(reader->document, times ? times : value, reader->err,
                               _("%s: \"times\" of the ceiling is not a number above 0"),
                               reader->where);
    }
    const struct kpi_info *before = kpi_info(row->ceiling_kpi);
    if (row->ceiling_kpi == row->kpi || before->formula == KPI_FORMULA_QUERY ||
        before->unit != kpi_info(row->kpi)->unit) {
        return document_refuse(reader->document, value, reader->err,
                               _("%s: the ceiling of %s cannot hang on %s"), reader->where,
                               kpi_info(row->kpi)->name, before->name);
    }
    row->ceiling = CEILING_KPI;
    return true;
}

static bool read_base(struct benchmarks_reader *reader, const cJSON *object,
                      struct benchmark_row *row)
{
    const cJSON *value = document_member(object, "base");
    enum benchmark_base base = BENCHMARK_BASE_DELIVERED;
    const char *words = document_string(value);
    if (value) {
        if (words && strcmp(words, "sent") == 0) {
            base = BENCHMARK_BASE_SENT;
        } else if (!words || strcmp(words, "delivered") != 0) {
            return document_refuse(reader->document, value, reader->err,
                                   _("%s: \"base\" is neither delivered nor sent"), reader->where);
        }
    }
    row->base = kpi_info(row->kpi)->based ? base : BENCHMARK_BASE_ANY;
    return true;
}

/* "sample" is text, or the number alone. */
static bool read_sample(struct benchmarks_reader *reader, const cJSON *object,
                        struct benchmark_row *row)
{
    double number;
    if (!document_number(document_member(object, "sample"), &number)) {
        return benchmarks_text(reader, object, "sample", &row->sample);
    }
    row->sample = arena_printf(reader->arena, "%.15g", number);
    return row->sample ? true : err_memory(reader->err);
}

bool benchmarks_row_read(struct benchmarks_reader *reader, const cJSON *object,
                         struct benchmark_row *row)
{
    if (!document_keys(reader->document, object,
                       "kpi base typical good best ceiling source date sample note", reader->where,
                       reader->err) ||
        !read_kpi(reader, object, &row->kpi)) {
        return false;
    }
    if (kpi_info(row->kpi)->direction == 0) {
        return document_refuse(reader->document, object, reader->err,
                               _("%s: %s is neither better high nor low, so it has no bands"),
                               reader->where, kpi_info(row->kpi)->name);
    }
    return read_base(reader, object, row) && read_edges(reader, object, row) &&
           read_ceiling(reader, object, row) &&
           benchmarks_text(reader, object, "source", &row->source) &&
           benchmarks_text(reader, object, "date", &row->date) &&
           read_sample(reader, object, row) && benchmarks_text(reader, object, "note", &row->note);
}

bool benchmarks_claim_read(struct benchmarks_reader *reader, const cJSON *object,
                           struct benchmark_claim *claim)
{
    struct currency currency;
    if (!document_keys(reader->document, object, "kpi low high source date note", reader->where,
                       reader->err) ||
        !read_kpi(reader, object, &claim->kpi) ||
        !read_figure(reader, object, "low", claim->kpi, &claim->low, &claim->currency) ||
        !read_figure(reader, object, "high", claim->kpi, &claim->high, &currency)) {
        return false;
    }
    if (claim->high < claim->low || !currency_equal(currency, claim->currency)) {
        return document_refuse(reader->document, document_member(object, "high"), reader->err,
                               _("%s: \"high\" is below \"low\" or in another currency"),
                               reader->where);
    }
    return benchmarks_text(reader, object, "source", &claim->source) &&
           benchmarks_text(reader, object, "date", &claim->date) &&
           benchmarks_text(reader, object, "note", &claim->note);
}
