/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dashboard on a terminal, made of any views (app_run: of the product's).
 */
#ifndef CAMPANE_UI_APP_DESK_H
#define CAMPANE_UI_APP_DESK_H

#include "ui/app/app_private.h"

bool desk_run(const struct app_options *options, const struct app_views *views, struct err *err);

#endif
