/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random things that files say of three campaigns, for stores in which anything may have happened.
 */
#ifndef CAMPANE_TESTS_STORE_STATEMENTS_H
#define CAMPANE_TESTS_STORE_STATEMENTS_H

#include "lib/store_fixture.h"

#define DAY_1 ((int64_t)1788220800)

/* One thing that some file says. */
struct statement {
    enum {
        SAYS_MESSAGE,
        SAYS_PERSON,
        SAYS_ORDER,
        SAYS_CLICK,
        SAYS_FEEDBACK,
        SAYS_RATE,
        SAYS_NOTICE,
        SAYS_REPORT,
        SAYS_CAMPAIGN
    } says;
    int attrs;
    struct message message;
    struct person_event person;
    struct report_tally report;
    struct order order;
    struct feedback feedback;
    struct rate rate;
    struct notice notice;
};

/* From 0 to limit - 1, the same in every run. */
uint64_t below(uint64_t limit);

/* All attributes of a statement from one small number, so that batches can be written again. */
struct attrs make_attrs(int number, bool report);

struct statement random_event(void); /* of message logs, orders, prices */
struct statement random_report(void);

/* One file that says the first `count` of them, in that order (NULL: as they come). */
void import_some(struct fixture *fixture, const struct statement *statements, const size_t *order,
                 size_t count, int64_t as_of);

#endif
