/* SPDX-License-Identifier: GPL-3.0-or-later */
/* orders_export.csv of a Shopify shop: a row per line item, what belongs to the whole order on its
 * first line only. */
#include "base/i18n.h"
#include "import/look.h"
#include "import/table.h"

static int sniff_shopify(const struct sniff *sniff, struct strbuf *why)
{
    static const enum field fields[] = {FIELD_ORDER_ID, FIELD_ORDER_STATUS, FIELD_ORDERED_AT,
                                        FIELD_AMOUNT};
    struct look look;
    if (!look_at(sniff, RECORD_ORDER, &look) || !look_names(sniff, "financialstatus") ||
        !look_names(sniff, "lineitemname") || !look_has(&look, FIELD_ORDER_ID) ||
        !look_has(&look, FIELD_ORDERED_AT) || !look_has(&look, FIELD_AMOUNT)) {
        return 0;
    }
    look_why(&look, fields, ARRAY_COUNT(fields), why);
    return 96;
}

static void *open_shopify(struct import_context *context, struct err *err)
{
    return table_open_alias(context, RECORD_ORDER, err);
}

const struct import_format import_format_shopify = {
    .id = "shopify",
    .title = N_("Shopify orders"),
    .help = N_(
        "orders_export.csv of Shopify: Name, Financial Status, Created at, Total, Discount Code, "
        "Phone …"),
    .sniff = sniff_shopify,
    .open = open_shopify,
    .resume = table_resume,
    .read = table_read,
    .lacks_campaign = table_lacks_campaign,
    .per_row_identity = table_per_row_identity,
    .close = table_close,
};
