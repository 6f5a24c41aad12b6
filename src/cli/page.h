/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of `report`, and of `demo` without a terminal: verdict, figures, what needs attention,
 * all campaigns.
 */
#ifndef CAMPANE_CLI_PAGE_H
#define CAMPANE_CLI_PAGE_H

#include "cli/figures.h"

/* Write it as text or Markdown. */
bool page_write(struct cli *cli, struct figures *figures, const struct campaigns_options *options,
                struct err *err);

#endif
