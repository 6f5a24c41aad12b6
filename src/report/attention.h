/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What needs attention: campaigns that do badly, deliveries that fall, what nobody knows. The list
 * is part of standing.h, which gathers it on its walk.
 */
#ifndef CAMPANE_REPORT_ATTENTION_H
#define CAMPANE_REPORT_ATTENTION_H

#include "report/account.h"
#include "report/unknown.h"

enum attention_kind {
    ATTENTION_GRADE,        /* a campaign in a band that is surely poor; number: the campaign */
    ATTENTION_FALLING,      /* deliveries of all fell (health.h); number -1 */
    ATTENTION_UNKNOWN,      /* a KPI nobody knows, with the file that would tell; number -1 */
    ATTENTION_UNATTRIBUTED, /* messages that name no campaign; number 0 */
    ATTENTION_REJECTED,     /* the newest import left rows out; number: the import's id */
    ATTENTION_RISING,       /* a rate of all that should not rise did (health.h); number -1 */
    ATTENTION_QUALITY       /* Meta finds fault with a template, a number or the account
                               (account.h); number -1 */
};

struct attention {
    enum attention_kind kind;
    int64_t number;
    const char *name; /* campaign or file; NULL */
    enum kpi kpi;     /* KPI_NONE */
    enum grade grade; /* GRADE_NONE */
    bool certain;
    const char *text; /* translated: "Opt-out rate 0.71 %, 0.11 pt over typical (3 120 sent)";
                         without the name */
};

#define ATTENTION_LINES 12

/* --- gathering it while somebody walks ------------------------------------------------------- */

/* What campaigns are judged by: KPI, how much a surely poor grade matters, whether one that is not
 * sure does, too. A verdict counts by one of the first JUDGED_VERDICTS. */
#define JUDGED_LIST(X)                                                                             \
    X(CTR, 1, false)                                                                               \
    X(ROCS, 1, false)                                                                              \
    X(CONVERSION_RATE, 0.5, false)                                                                 \
    X(OPEN_RATE, 0.5, false)                                                                       \
    X(DELIVERY_RATE, 1, false)                                                                     \
    X(OPTOUT_RATE, 2, true)

enum judged {
#define JUDGED_ENUM(kpi, weight, leaning) JUDGED_##kpi,
    JUDGED_LIST(JUDGED_ENUM)
#undef JUDGED_ENUM
        JUDGED_COUNT,
    JUDGED_VERDICTS = JUDGED_OPTOUT_RATE /* few opt-outs are no success yet */
};

enum kpi attention_kpi(int which);

struct attention_list;

/* Results live in the arena; what is only needed meanwhile in scratch. NULL: out of memory. */
struct attention_list *attention_new(struct arena *arena, struct arena *scratch,
                                     const struct scope *scope);

/* See a campaign, in any order, with what grades all that it is judged by; its name is not needed.
 * One line a campaign: the heaviest. */
void attention_see(struct attention_list *list, const struct report_item *item,
                   const struct item_judge judges[JUDGED_COUNT]);

/* How many of the campaigns seen would have a line: poor in something. */
size_t attention_poor(const struct attention_list *list);

/* The lines, the weightiest campaigns between what is about all of them. Reads their names, some
 * day figures and the ledger. *more: poor grades that found no place. */
bool attention_finish(struct attention_list *list, struct store *store, const struct health *health,
                      const struct account *account, const struct unknowns *unknowns,
                      int64_t unattributed, const struct attention **lines, size_t *count,
                      size_t *more, struct err *err);

#endif
