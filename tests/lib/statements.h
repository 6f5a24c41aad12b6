/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What files may say, by chance: for tests that hold the store to what must hold for every sequence
 * of imports and undos. Chance is the same in every run, unless it is compiled with another SEED.
 */
#ifndef CAMPANE_TESTS_LIB_STATEMENTS_H
#define CAMPANE_TESTS_LIB_STATEMENTS_H

#include "lib/store_fixture.h"

/* What tests make, in so many files of so many each. */
#define STATEMENT_FILES   6
#define STATEMENTS_A_FILE 30

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

/* A number from 0 to limit - 1. */
uint64_t statement_below(uint64_t limit);

/* Of a message, a person, an order, a click, feedback, a price or Meta's notices; of the campaigns
 * Alpha, Beta, Gamma and of none. */
struct statement statement_event(void);
/* Of a day or all days of a campaign, or of its attributes. */
struct statement statement_report(void);

/* By a number, what a statement is told of: a campaign (0, 4, ...: none, but in a report), variant,
 * country, category, currency. */
struct attrs statement_attrs(int number, bool report);

/* From now on files call all these campaigns Alpha, or what they are called. */
void statements_rename(bool to_alpha);

/* Import statements as a file: those that `order` names, or the first `count`. as_of as in
 * fixture_import. */
void statements_import(struct fixture *fixture, const struct statement *statements,
                       const size_t *order, size_t count, int64_t as_of);
/* The file of that number, with an as-of of its own; ids gets its row in the ledger. */
void statements_file(struct fixture *fixture, const struct statement *statements, int file,
                     int64_t *ids);
/* A file that speaks of all days: which days a file of orders speaks of depends on how they are
 * split over files. */
void statements_range(struct fixture *fixture);

/* What people decide, by a number, so that the same can be decided again: software fees; where
 * messages belong that name no campaign; a correction (0: nothing was to be changed); a campaign (0
 * ... 3) or a person (4 ... 7) left out. The latter two give their row in the ledger. */
void statements_fee(struct fixture *fixture, int round);
void statements_rule(struct fixture *fixture, int round);
int64_t statements_edit(struct fixture *fixture, int number);
int64_t statements_exclude(struct fixture *fixture, int number);

#endif
