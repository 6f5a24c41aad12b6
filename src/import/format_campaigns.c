/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The canonical file of campaigns: one row each, with kind, goal, dates and counters. */
#include "base/i18n.h"
#include "import/look.h"
#include "import/table.h"

static int sniff_campaigns(const struct sniff *sniff, struct strbuf *why)
{
    static const enum field fields[] = {FIELD_CAMPAIGN, FIELD_KIND, FIELD_START,
                                        (enum field)(FIELD_COUNTER + COUNTER_SENT),
                                        (enum field)(FIELD_COUNTER + COUNTER_DELIVERED)};
    struct look look, person;
    if (!look_at(sniff, RECORD_CAMPAIGN, &look) || look.counters == 0 || !look.canonical ||
        !look_has(&look, FIELD_CAMPAIGN) || !look_at(sniff, RECORD_MESSAGE, &person) ||
        look_is_personal(&person)) {
        return 0;
    }
    look_why(&look, fields, ARRAY_COUNT(fields), why);
    return 88;
}

static void *open_campaigns(struct import_context *context, struct err *err)
{
    struct table *table = table_open_alias(context, RECORD_CAMPAIGN, err);
    if (table) {
        table->mapping->buckets = BUCKETS_CUMULATIVE;
    }
    return table;
}

const struct import_format import_format_campaigns = {
    .id = "campaigns",
    .title = N_("campaigns"),
    .help = N_("campane's own CSV of campaigns: campaign, channel, kind, goal, start, end, sent, "
               "delivered …"),
    .sniff = sniff_campaigns,
    .open = open_campaigns,
    .resume = table_resume,
    .read = table_read,
    .lacks_campaign = table_lacks_campaign,
    .per_row_identity = table_per_row_identity,
    .close = table_close,
};
