/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * KPIs of people, which no daily counter knows: retention, repeat purchase rate, median time to
 * read. Pure.
 */
#ifndef CAMPANE_KPI_KPI_PEOPLE_H
#define CAMPANE_KPI_KPI_PEOPLE_H

#include "kpi/kpi_eval.h"
#include "model/people.h"

/* Whether it is one of them. */
bool kpi_is_of_people(enum kpi id);

/* The value of one of them. counts NULL, or without the data: UNKNOWN_COUNTER; nobody was engaged
 * in the period before: ZERO_DENOMINATOR. The time to read is in minutes and has no interval. */
struct kpi_value kpi_people(enum kpi id, const struct people_counts *counts);

#endif
