/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What --version says.
 */
#ifndef CAMPANE_CLI_VERSION_H
#define CAMPANE_CLI_VERSION_H

#include <stdio.h>

/* Three lines: the program and its version; the commit it was made from ("unknown" where that was
 * neither a clone nor a tarball that tells); the libraries that are loaded now, which need not be
 * those it was built with. No day and no machine: the same sources print the same. */
void version_print(FILE *out);

#endif
