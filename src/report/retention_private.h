/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files behind retention.h share.
 */
#ifndef CAMPANE_REPORT_RETENTION_PRIVATE_H
#define CAMPANE_REPORT_RETENTION_PRIVATE_H

#include "report/retention.h"

/* x of n, with what follows from it. */
struct retention_share retention_share_of(int64_t x, int64_t n);

/* The tables and notes, from the figures. */
bool retention_lay_out(struct arena *arena, const struct scope *scope, struct retention *retention,
                       struct err *err);

#endif
