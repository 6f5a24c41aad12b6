/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What commands that show figures do alike: the store, the scope and the sink they work with, the
 * lines over and under a table.
 */
#ifndef CAMPANE_CLI_FIGURES_H
#define CAMPANE_CLI_FIGURES_H

#include "cli/command.h"
#include "report/campaigns.h"
#include "report/totals.h"

struct figures {
    struct store *store;
    struct scope scope;
    enum export_format format;
    struct export_options options; /* for tables on a page of several */
    struct sink *sink;
};

/* Open all of it; on failure the error has been printed and *status is the exit status. End with
 * figures_end. */
bool figures_begin(struct cli *cli, unsigned formats, struct figures *figures, int *status);

/* Close all. failed: print *err and write no file; else finish the output. Gives the status. */
int figures_end(struct cli *cli, struct figures *figures, bool done, const struct err *err);

/* What the figures are for, as one line: period, filter, base, benchmark, zone. matching and all:
 * campaigns, -1 leaves them out. */
bool figures_scope_line(struct cli *cli, struct figures *figures, int64_t matching, int64_t all,
                        struct err *err);

/* The same without phone numbers and addresses in the filter. */
bool figures_scope_line_masked(struct cli *cli, struct figures *figures, int64_t matching,
                               int64_t all, struct err *err);

/* --limit; 0: not given. ERR_USAGE. */
bool figures_limit(const struct cli *cli, size_t *limit, struct err *err);

/* --sort, --desc, --limit and --columns. */
bool figures_campaigns_options(struct cli *cli, struct campaigns_options *options, struct err *err);

/* The table of campaigns with its sparklines where the format shows them. */
bool figures_campaigns(struct cli *cli, struct figures *figures,
                       const struct campaigns_options *options, struct campaigns **campaigns,
                       struct err *err);

/* The document campane.report/1 of the scope; report: with all that `report` says of it. */
bool figures_json(struct cli *cli, struct figures *figures, const struct campaigns_options *options,
                  bool report, struct err *err);

#endif
