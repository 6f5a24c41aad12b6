/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * KPIs of customers, which no daily counter knows: what one brought so far, and that against what
 * one cost. Pure.
 */
#ifndef CAMPANE_KPI_KPI_CUSTOMERS_H
#define CAMPANE_KPI_KPI_CUSTOMERS_H

#include "kpi/kpi_eval.h"
#include "model/customer.h"

/* Whether it is one of them. */
bool kpi_is_of_customers(enum kpi id);

/* The value of one of them. sum NULL or without customers: UNKNOWN_COUNTER; of several currencies,
 * or of another than the costs: MIXED_CURRENCY; CLV : CAC under CUSTOMER_CAC_DAYS days of orders:
 * TOO_FEW. cac: of the same campaigns. */
struct kpi_value kpi_customers(enum kpi id, const struct customer_sum *sum,
                               const struct kpi_value *cac);

#endif
