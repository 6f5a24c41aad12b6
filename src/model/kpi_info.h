/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The KPIs of kpi.def as a table, and the slots in which a total keeps what they need.
 */
#ifndef CAMPANE_MODEL_KPI_INFO_H
#define CAMPANE_MODEL_KPI_INFO_H

#include "model/counter.h"

enum kpi {
#define KPI(id, name, label, formula, numerator, denominator, unit, direction, minimum, words)     \
    KPI_##id,
#include "model/kpi.def"
#undef KPI
    KPI_COUNT,
    KPI_NONE = -1
};

enum kpi_formula {
    KPI_FORMULA_RATE,
    KPI_FORMULA_RATIO,
    KPI_FORMULA_OPEN_ADJUSTED,
    KPI_FORMULA_ROI,
    KPI_FORMULA_DIFFERENCE,
    KPI_FORMULA_COUNT,
    KPI_FORMULA_QUERY
};

enum kpi_unit {
    KPI_UNIT_PERCENT, /* a fraction in the program and in JSON */
    KPI_UNIT_MONEY,   /* millionths */
    KPI_UNIT_TIMES,
    KPI_UNIT_NUMBER,
    KPI_UNIT_MINUTES,
    KPI_UNIT_POINTS
};

/* What † rates are divided by. */
enum rate_base { RATE_BASE_DELIVERED, RATE_BASE_SENT };

struct kpi_info {
    const char *name;  /* the id that code, JSON, filters and --sort use */
    const char *label; /* untranslated */
    const char *words; /* the formula, untranslated */
    enum kpi_formula formula;
    enum counter numerator;   /* COUNTER_NONE for QUERY */
    enum counter denominator; /* COUNTER_NONE where there is none; for based KPIs DELIVERED */
    bool based;               /* the † of the catalogue: the denominator is the rate base */
    enum kpi_unit unit;
    int direction; /* 1, -1, 0 */
    int64_t minimum;
    int slot; /* first slot in struct total, -1 for QUERY; based KPIs have two: delivered, sent */
};

/* Lent for ever; id must be 0 … KPI_COUNT - 1. */
const struct kpi_info *kpi_info(enum kpi id);
enum kpi kpi_by_name(const char *name); /* KPI_NONE when there is none */

/* The denominator of a KPI under a base; COUNTER_NONE where there is none. */
enum counter kpi_denominator(enum kpi id, enum rate_base base);

/* --- slots ----------------------------------------------------------------------------------- */

/* A slot is a pair of counters that some KPI divides (or subtracts), summed over exactly the
 * tallies that know both, so an unknown day never dilutes a rate. As few as kpi.def asks and one: a
 * walk holds them of each campaign, and what is spare costs pages and time. */
#define KPI_SLOTS_MAX 36

struct kpi_slot {
    enum counter numerator, denominator; /* COUNTER_NONE: none (COUNT) */
    counter_mask needs;                  /* both, COUNTER_COST as itself */
};

int kpi_slot_count(void); /* < KPI_SLOTS_MAX; a compile-time check guards it */
const struct kpi_slot *
kpi_slot(int index); /* all lie in one array: kpi_slot(0)[i] is kpi_slot(i) */

/* The slot of a KPI under a base, -1 for QUERY. KPIs with the same pair share a slot. */
int kpi_slot_of(enum kpi id, enum rate_base base);

const char *rate_base_name(enum rate_base base); /* "delivered", "sent" */

#endif
