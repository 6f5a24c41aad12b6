/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders of a WooCommerce shop: Analytics > Orders, and the CSV Export Suite. */
#include "base/i18n.h"
#include "import/look.h"
#include "import/table.h"

static int sniff_woocommerce(const struct sniff *sniff, struct strbuf *why)
{
    static const enum field fields[] = {FIELD_ORDER_ID, FIELD_ORDERED_AT, FIELD_ORDER_STATUS,
                                        FIELD_AMOUNT};
    struct look look;
    bool analytics = look_names(sniff, "order") && look_names(sniff, "customertype");
    bool suite = look_names(sniff, "orderid") && look_names(sniff, "ordertotal") &&
                 look_names(sniff, "billingphone");
    if (!look_at(sniff, RECORD_ORDER, &look) || (!analytics && !suite) ||
        !look_has(&look, FIELD_ORDER_ID) || !look_has(&look, FIELD_ORDERED_AT) ||
        !look_has(&look, FIELD_AMOUNT)) {
        return 0;
    }
    look_why(&look, fields, ARRAY_COUNT(fields), why);
    return 95;
}

static void *open_woocommerce(struct import_context *context, struct err *err)
{
    return table_open_alias(context, RECORD_ORDER, err);
}

const struct import_format import_format_woocommerce = {
    .id = "woocommerce",
    .title = N_("WooCommerce orders"),
    .help = N_(
        "orders of WooCommerce: Analytics (Date, Order #, Status, Net Sales, Coupon(s) …), or the "
        "export plugin (order_id, date, status, order_total, billing_phone …)"),
    .sniff = sniff_woocommerce,
    .open = open_woocommerce,
    .resume = table_resume,
    .read = table_read,
    .lacks_campaign = table_lacks_campaign,
    .per_row_identity = table_per_row_identity,
    .close = table_close,
};
