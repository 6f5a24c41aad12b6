/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * KPIs of what people said, which no counter knows: satisfaction, net promoter score, share of
 * complaints. Pure.
 */
#ifndef CAMPANE_KPI_KPI_FEEDBACK_H
#define CAMPANE_KPI_KPI_FEEDBACK_H

#include "kpi/kpi_eval.h"
#include "model/feedback.h"

/* Whether it is one of them. */
bool kpi_is_of_feedback(enum kpi id);

/* The value of one of them. counts NULL, or without the data: UNKNOWN_COUNTER. The complaints are
 * counted among what states its kind: the rest may be complaints, too. The net promoter score is in
 * points, from -100 to 100; its interval is that of stats/net.h. */
struct kpi_value kpi_feedback(enum kpi id, const struct feedback_counts *counts);

#endif
