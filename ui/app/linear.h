/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dashboard line by line, for screen readers, dumb terminals and scripts: no box, no color, no
 * cursor; one fact a line, then a prompt where a command is typed by its name.
 */
#ifndef CAMPANE_UI_APP_LINEAR_H
#define CAMPANE_UI_APP_LINEAR_H

#include <stdio.h>

#include "ui/app/app_private.h"

/* Read commands from `in` until one leaves or the input ends, and write to `out`. False: ERR_IO,
 * ERR_MEMORY, or the store could not be read at all. */
bool linear_run(const struct app_options *options, const struct app_views *views, FILE *in,
                FILE *out, struct err *err);

#endif
