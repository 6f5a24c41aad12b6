/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files behind feedback.h share.
 */
#ifndef CAMPANE_REPORT_FEEDBACK_PRIVATE_H
#define CAMPANE_REPORT_FEEDBACK_PRIVATE_H

#include "report/feedback.h"

/* Values, directions and words of the scores, from counts and weeks. */
bool feedback_score_all(struct arena *arena, struct feedback *feedback, struct err *err);

/* The tables, from the scores and entries. */
bool feedback_lay_out(struct arena *arena, const struct scope *scope, struct feedback *feedback,
                      struct err *err);

#endif
