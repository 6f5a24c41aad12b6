/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/app.h"

#include "ui/app/desk.h"
#include "ui/app/linear.h"
#include "ui/app/snapshot.h"

static const struct app_views product = {view_all, &view_first, &view_detail};

bool app_run(const struct app_options *options, struct err *err)
{
    return options->linear ? linear_run(options, &product, stdin, stdout, err)
                           : desk_run(options, &product, err);
}

bool app_snapshot(const struct app_options *options, const struct app_snapshot *snapshot, FILE *out,
                  struct err *err)
{
    return snapshot_write(options, &product, snapshot, out, err);
}
