/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What customers brought so far, by the month of their first order. */
#include "report/money_private.h"

static void clv_add(struct money_clv *clv, const struct customer *customer)
{
    clv->customers++;
    clv->orders += customer->orders;
    clv->revenue = counter_sum(clv->revenue, customer->revenue);
    clv->known = !counter_is_over(clv->revenue);
    clv->value = clv->known ? (double)clv->revenue / (double)clv->customers : 0;
}

/* Rows come by currency, then first order. */
static bool fold_cohorts(struct money_builder *builder, struct vec *cohorts)
{
    const struct customers *customers = &builder->made->customers;
    struct money_cohort *cohort = NULL;
    for (size_t i = 0; i < customers->count; i++) {
        const struct customer *customer = &customers->rows[i];
        int32_t month = civil_month_start(customer->first, 0);
        if (customer->first < builder->scope->period.from) {
            continue; /* began before the period */
        }
        if (!cohort || cohort->month != month ||
            !currency_equal(cohort->currency, customer->currency)) {
            cohort = vec_push(cohorts);
            if (!cohort) {
                return err_memory(builder->err);
            }
            *cohort = (struct money_cohort){.month = month, .currency = customer->currency};
        }
        clv_add(&cohort->clv, customer);
    }
    return true;
}

static bool take_worth(struct money_builder *builder, struct money_currency *currency)
{
    const struct customers *customers = &builder->made->customers;
    struct customer_sum *sum = ARENA_NEW(builder->arena, struct customer_sum);
    if (!sum) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < customers->count; i++) {
        if (customers->rows[i].first >= builder->scope->period.from &&
            currency_equal(customers->rows[i].currency, currency->currency)) {
            clv_add(&currency->clv, &customers->rows[i]);
            customer_add(sum, &customers->rows[i]);
        }
    }
    sum->days = customers->count ? customers->last - customers->first + 1 : 0;
    currency->item.customers = sum;
    struct kpi_value held = item_value(&currency->item, &builder->scope->options, KPI_CLV_CAC);
    currency->has_clv_cac = held.has_value;
    currency->clv_cac = held.value;
    return true;
}

bool money_cohorts(struct money_builder *builder, struct money_currency *currencies, size_t count)
{
    struct money *made = builder->made;
    struct vec cohorts = VEC_INIT(struct money_cohort);
    bool ok = query_customers(builder->store, builder->arena, builder->scope->period.to,
                              builder->cancel, &made->customers, builder->err) &&
              fold_cohorts(builder, &cohorts);
    made->cohort_count = cohorts.count;
    made->cohorts = ok ? vec_keep(&cohorts, builder->arena) : NULL;
    vec_free(&cohorts);
    if (!made->cohorts) {
        return ok ? err_memory(builder->err) : false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!take_worth(builder, &currencies[i])) {
            return false;
        }
    }
    return true;
}
