/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of `report`, and of `demo` without a terminal: verdict, figures, what needs attention,
 * all campaigns.
 */
#ifndef CAMPANE_CLI_PAGE_H
#define CAMPANE_CLI_PAGE_H

#include "cli/figures.h"
#include "report/brief.h"

/* What the page says, so that it can be written in several formats. */
struct page {
    const struct brief *brief;
    struct campaigns *campaigns;
};
bool page_build(struct cli *cli, struct figures *figures, const struct campaigns_options *options,
                struct page *page, struct err *err);
bool page_put(struct cli *cli, struct figures *figures, const struct page *page, struct err *err);

/* Both: build it and write it in the format of the figures. */
bool page_write(struct cli *cli, struct figures *figures, const struct campaigns_options *options,
                struct err *err);

#endif
