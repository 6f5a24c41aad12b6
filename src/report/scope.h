/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report: one builder per question: what a pane or a command shows, as plain values in one arena.
 *
 * The rules of every builder here:
 *   - it takes the store, a scope and a cancel flag, and gives a result that lives in the caller's
 *     arena and does not change any more, so it can be handed to another thread;
 *   - the scope (with what it points to) must live as long as the result;
 *   - the result is an out-parameter, untouched on failure; it returns false with ERR_CANCELLED,
 *     ERR_MEMORY or what the store says;
 *   - texts are translated, ids and keys are not; campaign names are as the store has them
 *     (sanitised).
 * Not here: drawing, file formats of exports, changing the store, words of one view only.
 *
 * This header: the scope: which days, which filter, which base and which benchmarks all figures of
 * a screen or a command are for.
 */
#ifndef CAMPANE_REPORT_SCOPE_H
#define CAMPANE_REPORT_SCOPE_H

#include "config/keep.h"
#include "kpi/grade.h"
#include "model/customer.h"
#include "model/feedback.h"
#include "query/query.h"
#include "report/former.h"
#include "report/period.h"
#include "report/targets.h"
#include "report/test_limits.h"
#include "store/edits.h"
#include "store/exclude.h"
#include "store/query.h"

/* What somebody asked for; it stays the same while days go by. */
struct scope_request {
    struct period_choice period;
    enum period_against against;
    struct kpi_options options;
    const char *benchmark;   /* --benchmark: for this run, replaces bindings too; NULL: as the store
                                says, else "reference" */
    bool benchmark_may_go;   /* where there is no such set (any more) it is as if none was asked
                                for, and benchmark_missing says so; else that is a mistake */
    const char *where;       /* filter; NULL or "": none */
    const struct keep *keep; /* where what takes long to find is kept; NULL: nowhere */
    struct test_limits limits;
};

#define SCOPE_REQUEST_INIT                                                                         \
    {                                                                                              \
        .period = {PERIOD_ALL, 0, DAY_NONE, INT32_MAX}, .against = PERIOD_AGAINST_BEFORE,          \
        .options = KPI_OPTIONS_INIT                                                                \
    }

/* The values of an attribute that the filter asks for, by campaign (query_labels). */
struct scope_labels {
    const struct campaign_label *rows;
    size_t count;
};

struct people;

/* What it means now and in this store. */
struct scope {
    struct period_choice choice;
    enum period_against against;
    struct period period; /* of all totals */
    /* What changes (deltas) compare: the period with the one before, or with the same one of last
     * year; for everything the last 30 days with the 30 before or those of last year (the last of
     * which anything is known, where that is older). has_delta false: an open beginning, nothing to
     * compare with. */
    bool has_delta;
    struct period recent, before;
    struct kpi_options options;
    const struct benchmarks *sets; /* shipped, user's, targets, and own where has_own */
    bool has_own;                  /* own sets were looked for (there may be none) */
    struct targets targets;        /* what people want to reach */
    const char *benchmark;         /* id of the set that judges what nothing else is bound to */
    bool benchmark_forced;         /* it replaces bindings, too */
    bool benchmark_chosen;         /* somebody chose, in the store or for this run */
    int64_t benchmark_since;       /* when, TIME_NONE: nobody did, or for this run */
    const char *benchmark_missing; /* what was asked for, or the store's choice, where no such set
                                      is there any more (then `benchmark` judges); NULL */
    const struct query *filter;    /* NULL: none */
    const struct scope_labels *labels; /* ATTR_COUNT of them; NULL: the filter asks for none */
    const struct campaign_edit *edits; /* what people corrected, by campaign (edits_list) */
    size_t edit_count;
    struct former former;                   /* what campaigns were called before */
    const struct feedback_counts *feedback; /* of the period, by campaign (query_feedback) */
    size_t feedback_count;
    const struct people *people;   /* of the period (people_learn); NULL: nobody asked */
    bool has_feedback;             /* the store holds some, of whatever day */
    struct exclude_facts excluded; /* what is in no figure */
    int64_t now;
    int32_t today;   /* in the store's zone */
    int window_days; /* of attribution */
    const char *zone;
    const struct zone *zone_rules;         /* lent by the store */
    const struct keep *keep;               /* NULL: nothing is kept between runs */
    struct test_limits limits;             /* of comparisons */
    const struct customer_book *customers; /* of the period (customers_learn); NULL: nobody asked */
    bool read_only; /* nothing of the store can be changed from here (store_writable) */
    bool has_key;   /* more than corrections can be (store_need_key) */
};

/* Fill a scope. sets (shipped and user's) are kept. Learns the own sets, which reads the totals of
 * all campaigns, only where "own" is the benchmark. ERR_USAGE: no such benchmark set (the others
 * are named), or the filter is wrong (err->column as query_parse). */
bool scope_resolve(struct arena *arena, struct store *store, const struct benchmarks *sets,
                   const struct scope_request *request, struct cancel *cancel, struct scope *scope,
                   struct err *err);

/* The scope's sets with the sender's own behind them (kpi/own.h), learned from the whole totals of
 * the campaigns, whatever the scope's period; the scope's sets as they are where has_own. `only`:
 * they are asked for this KPI's row alone; KPI_NONE: all. Reads the totals of the campaigns that
 * began in those days. */
bool scope_learn(struct arena *arena, struct store *store, const struct scope *scope, enum kpi only,
                 struct cancel *cancel, const struct benchmarks **sets, struct err *err);

/* How a campaign is judged. goal is as stated; strings are lent. For sums over campaigns kind and
 * goal are unknown and the strings NULL. */
struct grade_context scope_context(const struct scope *scope, enum campaign_kind kind,
                                   enum campaign_goal goal, const char *channel,
                                   const char *industry, const struct total *total);

/* Whether a campaign passes the filter. (unattributed) passes only where there is none. */
bool scope_takes(const struct scope *scope, const struct campaign_row *row);

/* What people said of a campaign in the period; NULL: nothing. A few steps. */
const struct feedback_counts *scope_feedback(const struct scope *scope, int64_t number);

/* What people corrected in a campaign; NULL: nothing. A few steps. */
const struct campaign_edit *scope_edit(const struct scope *scope, int64_t number);

/* Whether lists leave a campaign out: it is archived, and the filter does not ask for such. */
bool scope_hides(const struct scope *scope, int64_t number);

/* Whether every day counts: the stored totals answer. */
bool scope_is_everything(const struct scope *scope);

/* The line over a view, in parts: "42 of 61 campaigns", the period, the filter, "per delivered",
 * "143 messages excluded",
 * "benchmark reference", "grades need base delivered", the zone, "read-only". */
struct scope_part {
    const char *words; /* translated */
    uint8_t priority;  /* 0 stays; the highest goes first when there is no room */
    bool strong;       /* it narrows what is seen, or warns */
    bool right;        /* stands at the right end */
};
#define SCOPE_PARTS_MAX 10

/* A scope without a benchmark (NULL; a copy for where nothing is graded) has no word about one.
 * matching and all campaigns (-1: not counted yet; the part is left out). changed: time of the last
 * change, TIME_NONE leaves it out. Returns how many parts; 0: out of memory. */
size_t scope_line(const struct scope *scope, struct arena *arena, int64_t matching, int64_t all,
                  int64_t changed, struct scope_part parts[SCOPE_PARTS_MAX]);

#endif
