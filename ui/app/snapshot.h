/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One screen without a terminal, of any views (app_snapshot: of the product's).
 */
#ifndef CAMPANE_UI_APP_SNAPSHOT_H
#define CAMPANE_UI_APP_SNAPSHOT_H

#include "ui/app/app_private.h"

bool snapshot_write(const struct app_options *options, const struct app_views *views,
                    const struct app_snapshot *snapshot, FILE *out, struct err *err);

#endif
