/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kpi: what the counters mean. A KPI's value and interval from a total; a grade from a value and a
 * benchmark row; which benchmark row holds; the sender's own quartiles as a benchmark.
 * Not here: files, the store, words for people beyond labels. Pure.
 *
 * This header: values.
 */
#ifndef CAMPANE_KPI_KPI_EVAL_H
#define CAMPANE_KPI_KPI_EVAL_H

#include "model/kpi_info.h"
#include "model/total.h"

/* Why a value or a grade is not there. The order is the order of precedence (product.md); the
 * names are JSON's. */
#define KPI_REASON_LIST(X)                                                                         \
    X(NONE, NULL)                                                                                  \
    X(UNKNOWN_COUNTER, "unknown_counter")                                                          \
    X(ZERO_DENOMINATOR, "zero_denominator")                                                        \
    X(MIXED_CURRENCY, "mixed_currency")                                                            \
    X(TOO_LARGE, "too_large")                                                                      \
    X(BASE_DIFFERS, "base_differs")                                                                \
    X(NOT_JUDGED, "not_judged")                                                                    \
    X(NO_BENCHMARK, "no_benchmark")                                                                \
    X(TOO_FEW, "too_few")                                                                          \
    X(OUT_OF_REACH, "out_of_reach")

enum kpi_reason {
#define KPI_REASON_ENUM(id, name) KPI_REASON_##id,
    KPI_REASON_LIST(KPI_REASON_ENUM)
#undef KPI_REASON_ENUM
};

const char *kpi_reason_name(enum kpi_reason reason); /* NULL for NONE */

/* Why total_get has nothing: unknown, mixed or too large. */
enum kpi_reason kpi_counter_reason(const struct total *total, enum counter id);

enum kpi_source { KPI_SOURCE_NONE, KPI_SOURCE_MESSAGE, KPI_SOURCE_REPORT, KPI_SOURCE_MIXED };
const char *kpi_source_name(enum kpi_source source); /* "message" …; NULL for NONE */

struct kpi_value {
    bool has_value;
    double value;             /* in the KPI's unit; money in millionths */
    struct currency currency; /* of money KPIs */
    bool has_interval;        /* Wilson 95 %, for proportions with numerator <= denominator */
    double low, high;
    int64_t numerator, denominator; /* what was divided; 0 when unknown */
    bool over;      /* numerator over its denominator: shown as it is, and flagged */
    bool partial;   /* the tallies that know both hold under 95 % of sends: never certain */
    bool estimated; /* a model stands between the counts and the value */
    enum kpi_source source;
    enum kpi_reason reason; /* why there is no value; NONE when there is one */
};

struct kpi_options {
    enum rate_base base;
    double receipts_off; /* share of people with read receipts off; 0.175 unless set */
};

#define KPI_OPTIONS_INIT                                                                           \
    {                                                                                              \
        RATE_BASE_DELIVERED, 0.175                                                                 \
    }

/* The value of a KPI. QUERY KPIs are UNKNOWN_COUNTER here: report builders fill them where the
 * data is there. Never NaN or infinite. */
struct kpi_value kpi_eval(enum kpi id, const struct total *total,
                          const struct kpi_options *options);

#endif
