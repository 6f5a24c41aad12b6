/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/kpi_info.h"

#include <string.h>

#include "base/i18n.h"

/* BASE of kpi.def as a counter: what rates are divided by unless somebody asks for `sent`. */
enum { COUNTER_BASE = COUNTER_DELIVERED };

/* IS_BASED(BASE) is 1, IS_BASED(anything else) 0, as tokens that can be pasted. */
#define SECOND(first, second, ...) second
#define PROBE(...)                 SECOND(__VA_ARGS__, 0, 0)
#define BASED_BASE                 ~, 1
#define IS_BASED(denominator)      PROBE(BASED_##denominator)

/* Whether KPIs of a formula bring slots of their own. ROI is worked out of what ROCS divides and
 * the estimated open rate of what the open rate divides: they share those slots. */
#define OWNS_RATE          1
#define OWNS_RATIO         1
#define OWNS_DIFFERENCE    1
#define OWNS_COUNT         1
#define OWNS_OPEN_ADJUSTED 0
#define OWNS_ROI           0
#define OWNS_QUERY         0

/* SLOT_x is the first slot of KPI x; LAST_x the last one, before the first where it owns none, so
 * that the next KPI starts at the same number. */
enum slot_number {
#define KPI(id, name, label, formula, numerator, denominator, unit, direction, minimum, words)     \
    SLOT_##id, LAST_##id = SLOT_##id - 1 + OWNS_##formula * (1 + IS_BASED(denominator)),
#include "model/kpi.def"
#undef KPI
    SLOT_COUNT
};

_Static_assert(SLOT_COUNT < KPI_SLOTS_MAX, "struct total has too few slots for kpi.def");
_Static_assert(SLOT_COUNT + 1 == KPI_SLOTS_MAX, "struct total has more slots than kpi.def asks");

#define FIRST_RATE(id)          SLOT_##id
#define FIRST_RATIO(id)         SLOT_##id
#define FIRST_DIFFERENCE(id)    SLOT_##id
#define FIRST_COUNT(id)         SLOT_##id
#define FIRST_OPEN_ADJUSTED(id) SLOT_OPEN_RATE
#define FIRST_ROI(id)           SLOT_ROCS
#define FIRST_QUERY(id)         -1

static const struct kpi_info infos[KPI_COUNT] = {
#define KPI(id, name, label, formula, numerator, denominator, unit, direction, minimum, words)     \
    [KPI_##id] = {name,                                                                            \
                  label,                                                                           \
                  words,                                                                           \
                  KPI_FORMULA_##formula,                                                           \
                  COUNTER_##numerator,                                                             \
                  (enum counter)COUNTER_##denominator,                                             \
                  IS_BASED(denominator),                                                           \
                  KPI_UNIT_##unit,                                                                 \
                  direction,                                                                       \
                  minimum,                                                                         \
                  FIRST_##formula(id)},
#include "model/kpi.def"
#undef KPI
};

#define NEED(counter)                ((counter) == COUNTER_NONE ? 0 : COUNTER_BIT((counter)&31))
#define SLOT(numerator, denominator) {numerator, denominator, NEED(numerator) | NEED(denominator)},

/* SLOTS_<owns>_<based> */
#define SLOTS_0_0(numerator, denominator)
#define SLOTS_0_1(numerator, denominator)
#define SLOTS_1_0(numerator, denominator) SLOT(COUNTER_##numerator, COUNTER_##denominator)
#define SLOTS_1_1(numerator, denominator)                                                          \
    SLOT(COUNTER_##numerator, COUNTER_DELIVERED) SLOT(COUNTER_##numerator, COUNTER_SENT)
#define PASTE(owns, based) SLOTS_##owns##_##based
#define SLOTS(owns, based) PASTE(owns, based)

static const struct kpi_slot slots[] = {
#define KPI(id, name, label, formula, numerator, denominator, unit, direction, minimum, words)     \
    SLOTS(OWNS_##formula, IS_BASED(denominator))(numerator, denominator)
#include "model/kpi.def"
#undef KPI
};

_Static_assert(ARRAY_COUNT(slots) == SLOT_COUNT, "numbers and rows of the slots differ");

const struct kpi_info *kpi_info(enum kpi id)
{
    return &infos[id];
}

enum kpi kpi_by_name(const char *name)
{
    for (int i = 0; i < KPI_COUNT; i++) {
        if (strcmp(infos[i].name, name) == 0) {
            return (enum kpi)i;
        }
    }
    return KPI_NONE;
}

enum counter kpi_denominator(enum kpi id, enum rate_base base)
{
    return infos[id].based && base == RATE_BASE_SENT ? COUNTER_SENT : infos[id].denominator;
}

int kpi_slot_count(void)
{
    return SLOT_COUNT;
}

const struct kpi_slot *kpi_slot(int index)
{
    return &slots[index];
}

int kpi_slot_of(enum kpi id, enum rate_base base)
{
    return infos[id].slot + (infos[id].based && base == RATE_BASE_SENT);
}

const char *rate_base_name(enum rate_base base)
{
    return base == RATE_BASE_SENT ? "sent" : "delivered";
}
