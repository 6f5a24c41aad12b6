/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is new since the last run of `check --once`: incidents that began, and those that ended.
 */
#ifndef CAMPANE_CLI_CHECK_ONCE_H
#define CAMPANE_CLI_CHECK_ONCE_H

#include "cli/cli.h"
#include "config/incidents.h"
#include "report/check.h"

struct check_event {
    const struct check_line *line; /* that fails; of what ended the line of all; NULL: its rule has
                                      none */
    const struct check_rule *rule;
    bool began;           /* else it ended: */
    bool holds;           /* it holds again; else the campaign is not looked at any more */
    int64_t number;       /* of the campaign; -1 */
    int64_t since;        /* seconds; of what ended: when it had begun */
    const char *campaign; /* NULL: of all together */
};

struct check_once {
    const struct check_event *events; /* those that began, then those that ended */
    size_t count;
    const int64_t *since;   /* of each line of the check: TIME_NONE where it does not fail */
    struct incidents after; /* to be kept once the events were told */
    const char *path;
};

/* Compare with what was kept for this store. What is not sure or not known now neither begins nor
 * ends anything; rules that are not asked this time are left as they are. */
bool check_once_compare(struct cli *cli, const struct store *store, const struct check *check,
                        const struct check_question *question, struct check_once *once,
                        struct err *err);

/* Keep it. Only now: whoever is killed before tells the same once more rather than never. */
bool check_once_keep(const struct check_once *once, struct err *err);

#endif
