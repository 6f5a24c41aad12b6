/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders and other goal actions: the canonical file, and what other shops call its columns. */
#include "base/i18n.h"
#include "import/look.h"
#include "import/table.h"

static int sniff_orders(const struct sniff *sniff, struct strbuf *why)
{
    static const enum field fields[] = {FIELD_ORDER_ID, FIELD_ORDERED_AT, FIELD_AMOUNT,
                                        FIELD_RECIPIENT};
    struct look look;
    if (!look_at(sniff, RECORD_ORDER, &look) || !look_has(&look, FIELD_ORDER_ID) ||
        look_is_named(&look, FIELD_ORDER_ID, "name")) {
        return 0;
    }
    if (!look_has(&look, FIELD_ORDERED_AT) && !look_has(&look, FIELD_MESSAGE_ID)) {
        strbuf_puts(why, _("orders also say when they were made"));
        return 0;
    }
    if (!look_has(&look, FIELD_AMOUNT) &&
        !look_has(&look, (enum field)(FIELD_ATTR + ATTR_CONVERSION_TYPE))) {
        return 0;
    }
    look_why(&look, fields, ARRAY_COUNT(fields), why);
    return look_is_named(&look, FIELD_ORDER_ID, "orderid") ? 92 : 75;
}

static void *open_orders(struct import_context *context, struct err *err)
{
    return table_open_alias(context, RECORD_ORDER, err);
}

const struct import_format import_format_orders = {
    .id = "orders",
    .title = N_("orders"),
    .help = N_("a CSV with one row per order (form, booking, lead): order_id, ordered_at, amount, "
               "currency, recipient, coupon, utm_campaign, message_id, status …"),
    .sniff = sniff_orders,
    .open = open_orders,
    .resume = table_resume,
    .read = table_read,
    .lacks_campaign = table_lacks_campaign,
    .per_row_identity = table_per_row_identity,
    .close = table_close,
};
