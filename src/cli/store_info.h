/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What `campane store info` says: where a store is looked for and what each place holds, and what
 * the chosen one is.
 */
#ifndef CAMPANE_CLI_STORE_INFO_H
#define CAMPANE_CLI_STORE_INFO_H

#include "cli/cli.h"

/* Write it in the format of the command line and give the exit status. A chosen place without a
 * store is fine; one that cannot be opened is said in the list and ends with the error's status. */
int store_info_run(struct cli *cli);

#endif
