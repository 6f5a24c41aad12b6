/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/bench_terms.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "config/benchmarks.h"

enum { FIGURE_BYTES = 48 };

const char *bench_term_example(enum kpi kpi)
{
    switch (kpi_info(kpi)->unit) {
    case KPI_UNIT_PERCENT:
        return _("such as 15 %");
    case KPI_UNIT_TIMES:
        return _("such as 5x");
    case KPI_UNIT_MONEY:
        return _("such as 0.05 USD");
    case KPI_UNIT_MINUTES:
        return _("such as 12 min");
    case KPI_UNIT_POINTS:
    case KPI_UNIT_NUMBER:
        break;
    }
    return _("such as 30");
}

/* --- what was typed -------------------------------------------------------------------------- */

/* Without the blanks in it, those that do not break included; false: it is too long. */
static bool squeeze(const char *text, char figure[FIGURE_BYTES])
{
    size_t length = 0;
    while (*text) {
        size_t blank = *text == ' '                            ? 1
                       : strncmp(text, "\xc2\xa0", 2) == 0     ? 2
                       : strncmp(text, "\xe2\x80\xaf", 3) == 0 ? 3
                                                               : 0;
        if (!blank && length + 1 >= FIGURE_BYTES) {
            return false;
        }
        if (blank) {
            text += blank;
        } else {
            figure[length++] = *text++;
        }
    }
    figure[length] = '\0';
    return length > 0;
}

/* Whether the figure ended with this unit, which is cut off. */
static bool cut(char *figure, const char *unit)
{
    size_t length = strlen(figure), bytes = strlen(unit);
    bool ends = length > bytes && strcmp(figure + length - bytes, unit) == 0;
    figure[ends ? length - bytes : length] = '\0';
    return ends;
}

/* Digits with one point; no exponents, no "inf". */
static bool parse_digits(const char *text, double *value)
{
    size_t sign = text[0] == '-' || text[0] == '+';
    char *end;
    if (!text[sign] || text[sign + strspn(text + sign, "0123456789.")] != '\0') {
        return false;
    }
    *value = strtod(text, &end);
    return *end == '\0' && isfinite(*value) && strcmp(text + sign, ".") != 0;
}

static bool parse_money(char *figure, double *value, struct currency *currency)
{
    size_t length = strlen(figure);
    int64_t micros;
    size_t bytes = currency_at(figure, length, false, currency);
    if (bytes > 0) {
        memmove(figure, figure + bytes, length - bytes + 1);
    } else {
        bytes = currency_at(figure, length, true, currency);
        figure[length - bytes] = '\0';
    }
    if (!money_parse(figure, strlen(figure), &micros)) {
        return false;
    }
    *value = (double)micros;
    return true;
}

static bool parse_figure(enum kpi kpi, const char *text, double *value, struct currency *currency)
{
    char figure[FIGURE_BYTES];
    *currency = (struct currency){""};
    if (!squeeze(text, figure)) {
        return false;
    }
    switch (kpi_info(kpi)->unit) {
    case KPI_UNIT_MONEY:
        return parse_money(figure, value, currency);
    case KPI_UNIT_PERCENT: {
        /* A share without its sign could be meant either way; zero cannot. */
        bool percent = cut(figure, "%");
        bool ok = parse_digits(figure, value) && (percent || *value == 0);
        *value /= 100;
        return ok;
    }
    case KPI_UNIT_TIMES:
        return (cut(figure, "x") || cut(figure, "\xc3\x97") || true) && parse_digits(figure, value);
    case KPI_UNIT_MINUTES:
        return (cut(figure, "min") || true) && parse_digits(figure, value);
    case KPI_UNIT_POINTS:
    case KPI_UNIT_NUMBER:
        break;
    }
    return parse_digits(figure, value);
}

/* --- taking ---------------------------------------------------------------------------------- */

struct taking {
    const struct bench_terms *terms;
    enum kpi kpi;
    struct currency currency; /* of the edges so far, or of the row before */
    struct err *err;
};

static const char *said(const struct taking *taking, enum bench_term term)
{
    const char *text = taking->terms->text[term];
    return text && text[strspn(text, " ")] ? text : NULL;
}

static bool take_edge(struct taking *taking, enum bench_term term, double *edge)
{
    const char *name = taking->terms->names[term], *text = said(taking, term);
    struct currency currency;
    double value = 0;
    bool money = kpi_info(taking->kpi)->unit == KPI_UNIT_MONEY;
    if (!text) {
        err_set(taking->err, ERR_USAGE, _("%s: nothing is there"), name);
        return err_todo(taking->err, "%s", bench_term_example(taking->kpi));
    }
    if (!parse_figure(taking->kpi, text, &value, &currency)) {
        return err_set(taking->err, ERR_USAGE, _("%s is written %s, not \"%.40s\""), name,
                       bench_term_example(taking->kpi), text);
    }
    if (!benchmarks_in_range(taking->kpi, value)) {
        return err_set(taking->err, ERR_USAGE, _("%s: %s cannot be \"%.40s\""), name,
                       _(kpi_info(taking->kpi)->label), text);
    }
    if (money && currency.code[0] && term != BENCH_TERM_TYPICAL &&
        !currency_equal(currency, taking->currency)) {
        return err_set(taking->err, ERR_USAGE, _("%s is in another currency than %s"), name,
                       taking->terms->names[BENCH_TERM_TYPICAL]);
    }
    taking->currency = currency.code[0] ? currency : taking->currency;
    if (money && !taking->currency.code[0]) {
        return err_set(taking->err, ERR_USAGE, _("%s: in which currency? Write it %s"), name,
                       bench_term_example(taking->kpi));
    }
    *edge = value;
    return true;
}

static bool take_edges(struct taking *taking, struct benchmark_row *row, enum bench_term *wrong)
{
    double *const edges[] = {&row->typical, &row->good, &row->best};
    int direction = kpi_info(taking->kpi)->direction;
    for (size_t i = 0; i < ARRAY_COUNT(edges); i++) {
        enum bench_term term = (enum bench_term)(BENCH_TERM_TYPICAL + i);
        *wrong = term;
        if (!take_edge(taking, term, edges[i])) {
            return false;
        }
        if (i > 0 && (*edges[i] - *edges[i - 1]) * direction < 0) {
            err_set(taking->err, ERR_USAGE, _("%s is on the wrong side of %s"),
                    taking->terms->names[term], taking->terms->names[term - 1]);
            return err_todo(taking->err, direction > 0
                                             ? _("the edges rise from typical over good to best")
                                             : _("the edges fall from typical over good to best"));
        }
    }
    row->currency = taking->currency;
    return true;
}

static bool take_text(const struct taking *taking, struct arena *arena, enum bench_term term,
                      const char **text)
{
    const char *words = said(taking, term);
    if (words && strlen(words) > BENCH_TERM_BYTES) {
        return err_set(taking->err, ERR_USAGE, _("%s is longer than %d bytes"),
                       taking->terms->names[term], BENCH_TERM_BYTES);
    }
    *text = words ? arena_strdup(arena, words) : "";
    return *text || err_memory(taking->err);
}

bool bench_terms_take(struct arena *arena, const struct bench_terms *terms,
                      struct benchmark_row *row, enum bench_term *wrong, struct err *err)
{
    struct benchmark_row made = *row;
    struct taking taking = {terms, row->kpi, row->currency, err};
    struct {
        enum bench_term term;
        const char **text;
    } texts[] = {{BENCH_TERM_SOURCE, &made.source},
                 {BENCH_TERM_DATE, &made.date},
                 {BENCH_TERM_SAMPLE, &made.sample},
                 {BENCH_TERM_NOTE, &made.note}};
    if (!take_edges(&taking, &made, wrong)) {
        return false;
    }
    const char *base = said(&taking, BENCH_TERM_BASE);
    made.base = !kpi_info(row->kpi)->based          ? BENCHMARK_BASE_ANY
                : base && strcmp(base, "sent") == 0 ? BENCHMARK_BASE_SENT
                                                    : BENCHMARK_BASE_DELIVERED;
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        *wrong = texts[i].term;
        if (!take_text(&taking, arena, texts[i].term, texts[i].text)) {
            return false;
        }
    }
    *row = made;
    return true;
}

/* --- words ----------------------------------------------------------------------------------- */

static void edge_words(const struct benchmark_row *row, double edge, char buffer[BENCH_TERM_SIZE])
{
    char amount[32];
    int64_t micros = 0;
    switch (kpi_info(row->kpi)->unit) {
    case KPI_UNIT_PERCENT:
        snprintf(buffer, BENCH_TERM_SIZE, "%.12g %%", edge * 100);
        return;
    case KPI_UNIT_TIMES:
        snprintf(buffer, BENCH_TERM_SIZE, "%.12gx", edge);
        return;
    case KPI_UNIT_MONEY:
        money_from_double(edge / MONEY_UNIT, &micros);
        snprintf(buffer, BENCH_TERM_SIZE, "%s %s", money_decimal(micros, row->currency, amount),
                 row->currency.code);
        return;
    case KPI_UNIT_MINUTES:
        snprintf(buffer, BENCH_TERM_SIZE, "%.12g min", edge);
        return;
    case KPI_UNIT_POINTS:
    case KPI_UNIT_NUMBER:
        break;
    }
    snprintf(buffer, BENCH_TERM_SIZE, "%.12g", edge);
}

const char *bench_term_words(const struct benchmark_row *row, enum bench_term term,
                             char buffer[BENCH_TERM_SIZE])
{
    const char *text = NULL;
    buffer[0] = '\0';
    switch (term) {
    case BENCH_TERM_TYPICAL:
        edge_words(row, row->typical, buffer);
        return buffer;
    case BENCH_TERM_GOOD:
        edge_words(row, row->good, buffer);
        return buffer;
    case BENCH_TERM_BEST:
        edge_words(row, row->best, buffer);
        return buffer;
    case BENCH_TERM_BASE:
        text = row->base == BENCHMARK_BASE_ANY    ? NULL
               : row->base == BENCHMARK_BASE_SENT ? "sent"
                                                  : "delivered";
        break;
    case BENCH_TERM_SOURCE:
        text = row->source;
        break;
    case BENCH_TERM_DATE:
        text = row->date;
        break;
    case BENCH_TERM_SAMPLE:
        text = row->sample;
        break;
    case BENCH_TERM_NOTE:
        text = row->note;
        break;
    case BENCH_TERM_COUNT:
        break;
    }
    snprintf(buffer, BENCH_TERM_SIZE, "%s", text ? text : "");
    return buffer;
}
