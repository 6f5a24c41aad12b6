/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What `report` says to whoever leads: the verdict in a few sentences, each figure against target,
 * the period before and benchmark, the best and the worst campaigns, tests, money, what could be
 * better, and what all of it stands on. It names no person: phone numbers and addresses in names
 * are masked, and sources are formats, not files.
 */
#ifndef CAMPANE_REPORT_BRIEF_H
#define CAMPANE_REPORT_BRIEF_H

#include "report/overview.h"
#include "report/standing.h"

/* The tables of a brief, in the order of the page. Their ids are JSON's. */
#define BRIEF_PART_LIST(X)                                                                         \
    X(FIGURES, "figures", N_("Figures"))                                                           \
    X(PACE, "pace", N_("Targets of the month"))                                                    \
    X(BEST, "best", N_("Best campaigns"))                                                          \
    X(WORST, "worst", N_("Weakest campaigns"))                                                     \
    X(TESTS, "tests", N_("Tests decided and running"))                                             \
    X(MONEY, "money", N_("Money by currency"))                                                     \
    X(OPPORTUNITIES, "opportunities", N_("Where more is to be had"))                               \
    X(DEFINITIONS, "definitions", N_("What the figures mean"))                                     \
    X(SOURCES, "sources", N_("What they stand on"))

enum brief_part {
#define BRIEF_PART_ENUM(id, name, title) BRIEF_##id,
    BRIEF_PART_LIST(BRIEF_PART_ENUM)
#undef BRIEF_PART_ENUM
        BRIEF_PARTS
};

const char *brief_part_name(enum brief_part part); /* "figures" …; never translated */

struct brief_section {
    const char *title;   /* translated */
    struct table *table; /* never NULL */
    const char *none;    /* what is said in place of a table without rows; NULL: nothing, the
                            section is left out */
};

#define BRIEF_SENTENCES 3
#define BRIEF_RANKED    3 /* campaigns among the best, and among the weakest */
#define BRIEF_TESTS_MAX 8
#define BRIEF_GAPS      5

struct brief {
    const struct overview *overview; /* its `account` is not masked */
    const struct overview_more *more;
    const struct standing *standing;
    const struct movers *movers;          /* of one of these, masked; theirs are not */
    const char *verdict[BRIEF_SENTENCES]; /* translated; NULL behind the last */
    const char *as_of;                    /* when this holds, and the newest file */
    struct brief_section sections[BRIEF_PARTS];
    const char *const *unknown; /* what is not known, or not for sure, in sentences */
    size_t unknown_count;
};

/* Everything of overview.h and standing.h; a walk over the campaigns beside, those of money.h and
 * opportunities.h, and one compare_build for each test that is shown. */
bool brief_build(struct arena *arena, struct store *store, const struct scope *scope,
                 struct cancel *cancel, const struct brief **brief, struct err *err);

/* For programs: how the account stands ("quality", "messaging_limit", rates of the last 7 days; no
 * rows where nothing is known), and what moved, with its figures. NULL: out of memory. */
struct table *brief_health_table(struct arena *arena, const struct brief *brief);
struct table *brief_movers_table(struct arena *arena, const struct brief *brief);

/* The text with phone numbers and addresses masked, in the arena; NULL: out of memory, or no text.
 */
const char *brief_masked(struct arena *arena, const char *text);

/* The same of a filter, whose figures ("sent > 1000000") stay; NULL: out of memory. */
const char *brief_masked_filter(struct arena *arena, const char *filter);

/* Mask phone numbers and addresses in a text column of a table, by its id; a table without that
 * column stays as it is. False: out of memory. */
bool brief_mask(struct arena *arena, struct table *table, const char *column);

#endif
