/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rate card: what a message costs by country and category. */
#include "base/i18n.h"
#include "import/look.h"
#include "import/table.h"

static int sniff_rates(const struct sniff *sniff, struct strbuf *why)
{
    static const enum field fields[] = {FIELD_MARKET, FIELD_RATE_CATEGORY, FIELD_RATE,
                                        FIELD_CURRENCY};
    struct look look;
    if (!look_at(sniff, RECORD_RATE, &look)) {
        return 0;
    }
    for (size_t i = 0; i < ARRAY_COUNT(fields); i++) {
        if (!look_has(&look, fields[i])) {
            return 0;
        }
    }
    look_why(&look, fields, ARRAY_COUNT(fields), why);
    return 90;
}

static void *open_rates(struct import_context *context, struct err *err)
{
    return table_open_alias(context, RECORD_RATE, err);
}

const struct import_format import_format_rates = {
    .id = "rates",
    .title = N_("rate card"),
    .help = N_("a CSV of prices per message: effective_date, currency, market, category, rate"),
    .sniff = sniff_rates,
    .open = open_rates,
    .resume = table_resume,
    .read = table_read,
    .lacks_campaign = table_lacks_campaign,
    .per_row_identity = table_per_row_identity,
    .close = table_close,
};
