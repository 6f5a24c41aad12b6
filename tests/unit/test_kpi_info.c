/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <string.h>

#include "model/kpi_info.h"

/* The catalogue written down a second time, so that a slip of the pen in kpi.def is seen. "base"
 * as the denominator is the dagger. */
static const struct {
    const char *id, *name, *over, *under, *unit;
    int direction;
} catalogue[] = {
    {"delivery_rate", "Delivery rate", "delivered", "sent", "%", 1},
    {"failure_rate", "Failure rate", "failed", "sent", "%", -1},
    {"cap_rate", "Limited by Meta", "failed_cap", "sent", "%", -1},
    {"open_rate", "Open rate", "read", "base", "%", 1},
    {"open_rate_adjusted", "Open rate (est.)", "read", "delivered", "%", 1},
    {"ctr", "Click-through rate", "clickers", "base", "%", 1},
    {"click_to_open_rate", "Click-to-open rate", "clickers", "read", "%", 1},
    {"engagement_rate", "Engagement (reply) rate", "repliers", "base", "%", 1},
    {"optout_rate", "Opt-out rate", "optouts", "base", "%", -1},
    {"block_rate", "Block rate", "blocks", "sent", "%", -1},
    {"conversion_rate", "Conversion rate", "conversions", "base", "%", 1},
    {"click_to_conversion_rate", "Click-to-conversion rate", "conversions", "clickers", "%", 1},
    {"revenue_per_conversion", "Revenue per conversion", "revenue", "conversions", "money", 1},
    {"aov", "Average order value", "revenue", "orders", "money", 1},
    {"revenue_per_recipient", "Revenue per recipient", "revenue", "base", "money", 1},
    {"cost_per_recipient", "Cost per recipient", "cost", "base", "money", -1},
    {"rocs", "Return on campaign spend", "revenue", "cost", "x", 1},
    {"roi", "Return on investment", "revenue", "cost", "%", 1},
    {"cpl", "Cost per qualified lead", "cost", "leads", "money", -1},
    {"cost_per_click", "Cost per click", "cost", "clicks", "money", -1},
    {"cost_per_conversion", "Cost per conversion", "cost", "conversions", "money", -1},
    {"cac", "Customer acquisition cost", "cost", "new_customers", "money", -1},
    {"clv", "Revenue per customer so far", NULL, NULL, "money", 1},
    {"clv_cac", "CLV : CAC", NULL, NULL, "x", 1},
    {"lead_rate", "Lead rate", "leads", "base", "%", 1},
    {"conversations", "Conversations", "conversations", NULL, "n", 0},
    {"list_growth", "Net list growth", "optins", "optouts", "n", 1},
    {"unreachable_rate", "Not on WhatsApp", "failed_unreachable", "sent", "%", -1},
    {"interaction_rate", "Any interaction", "interactors", "base", "%", 1},
    {"rto_rate", "Returned to origin", "rto_orders", "cod_orders", "%", -1},
    {"retention_rate", "Retention", NULL, NULL, "%", 1},
    {"repeat_purchase_rate", "Repeat purchase rate", NULL, NULL, "%", 1},
    {"time_to_read", "Median time to read", NULL, NULL, "min", -1},
    {"csat", "Satisfaction", NULL, NULL, "%", 1},
    {"nps", "Net promoter score", NULL, NULL, "points", 1},
    {"complaint_share", "Complaint share", NULL, NULL, "%", -1},
};

static const char *const units[] = {
    [KPI_UNIT_PERCENT] = "%", [KPI_UNIT_MONEY] = "money", [KPI_UNIT_TIMES] = "x",
    [KPI_UNIT_NUMBER] = "n",  [KPI_UNIT_MINUTES] = "min", [KPI_UNIT_POINTS] = "points",
};

static enum counter named(const char *counter)
{
    return counter ? counter_by_name(counter, false) : COUNTER_NONE;
}

static void test_catalogue(void **state)
{
    (void)state;
    assert_int_equal(ARRAY_COUNT(catalogue), KPI_COUNT);
    for (size_t i = 0; i < ARRAY_COUNT(catalogue); i++) {
        enum kpi id = kpi_by_name(catalogue[i].id);
        assert_int_not_equal(id, KPI_NONE);
        const struct kpi_info *info = kpi_info(id);
        bool based = catalogue[i].under && strcmp(catalogue[i].under, "base") == 0;
        assert_string_equal(info->name, catalogue[i].id);
        assert_string_equal(info->label, catalogue[i].name);
        assert_string_equal(units[info->unit], catalogue[i].unit);
        assert_int_equal(info->direction, catalogue[i].direction);
        assert_int_equal(info->based, based);
        assert_int_equal(info->numerator, named(catalogue[i].over));
        assert_int_equal(info->denominator, named(based ? "delivered" : catalogue[i].under));
        assert_int_equal(info->formula == KPI_FORMULA_QUERY, !catalogue[i].over);
        assert_true(info->words[0] != '\0');
    }
    assert_int_equal(kpi_by_name("rpc"), KPI_NONE);
    assert_int_equal(kpi_by_name(""), KPI_NONE);
}

static void test_minimum(void **state)
{
    (void)state;
    for (int i = 0; i < KPI_COUNT; i++) {
        const struct kpi_info *info = kpi_info((enum kpi)i);
        int64_t want = i == KPI_OPTOUT_RATE || i == KPI_BLOCK_RATE ? 1000 : 100;
        if (info->unit == KPI_UNIT_NUMBER) {
            want = 0;
        }
        assert_int_equal(info->minimum, want);
    }
}

static void test_base(void **state)
{
    (void)state;
    assert_int_equal(kpi_denominator(KPI_CTR, RATE_BASE_DELIVERED), COUNTER_DELIVERED);
    assert_int_equal(kpi_denominator(KPI_CTR, RATE_BASE_SENT), COUNTER_SENT);
    assert_int_equal(kpi_denominator(KPI_BLOCK_RATE, RATE_BASE_DELIVERED), COUNTER_SENT);
    assert_int_equal(kpi_denominator(KPI_OPEN_RATE_ADJUSTED, RATE_BASE_SENT), COUNTER_DELIVERED);
    assert_int_equal(kpi_denominator(KPI_CONVERSATIONS, RATE_BASE_SENT), COUNTER_NONE);
    assert_int_equal(kpi_denominator(KPI_CSAT, RATE_BASE_SENT), COUNTER_NONE);
    assert_string_equal(rate_base_name(RATE_BASE_DELIVERED), "delivered");
    assert_string_equal(rate_base_name(RATE_BASE_SENT), "sent");
}

/* Every KPI finds the pair it divides, under both bases; no pair is kept twice. */
static void test_slots(void **state)
{
    (void)state;
    bool used[KPI_SLOTS_MAX] = {false};
    assert_true(kpi_slot_count() < KPI_SLOTS_MAX);
    for (int i = 0; i < KPI_COUNT; i++) {
        const struct kpi_info *info = kpi_info((enum kpi)i);
        for (int base = RATE_BASE_DELIVERED; base <= RATE_BASE_SENT; base++) {
            int index = kpi_slot_of((enum kpi)i, (enum rate_base)base);
            if (info->formula == KPI_FORMULA_QUERY) {
                assert_int_equal(index, -1);
                continue;
            }
            assert_in_range(index, 0, kpi_slot_count() - 1);
            const struct kpi_slot *slot = kpi_slot(index);
            enum counter under = kpi_denominator((enum kpi)i, (enum rate_base)base);
            assert_int_equal(slot->numerator, info->numerator);
            assert_int_equal(slot->denominator, under);
            counter_mask needs = COUNTER_BIT(info->numerator);
            if (under != COUNTER_NONE) {
                needs |= COUNTER_BIT(under);
            }
            assert_int_equal(slot->needs, needs);
            used[index] = true;
        }
        assert_int_equal(info->slot, kpi_slot_of((enum kpi)i, RATE_BASE_DELIVERED));
    }
    for (int i = 0; i < kpi_slot_count(); i++) {
        assert_true(used[i]);
        assert_ptr_equal(&kpi_slot(0)[i], kpi_slot(i));
        for (int j = 0; j < i; j++) {
            assert_false(kpi_slot(i)->numerator == kpi_slot(j)->numerator &&
                         kpi_slot(i)->denominator == kpi_slot(j)->denominator);
        }
    }
    assert_int_equal(kpi_slot_of(KPI_ROI, RATE_BASE_SENT), kpi_slot_of(KPI_ROCS, RATE_BASE_SENT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_catalogue),
        cmocka_unit_test(test_minimum),
        cmocka_unit_test(test_base),
        cmocka_unit_test(test_slots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
